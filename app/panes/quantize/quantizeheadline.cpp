// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/quantizeheadline.h"

#include "app/models/tensorsmodel.h"
#include "app/panes/quantize/sessions/quantizesession.h"
#include "app/text/display.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

class QuantizeHeadline {
    Q_DECLARE_TR_FUNCTIONS(QuantizeHeadline)
public:
    QuantizeHeadline(QuantizeSession& session, const QString& preset, const DraftFigures* draft)
        : m_session(session), m_preset(preset), m_draft(draft)
    {
    }

    Headline headline(double sourceBytes, double parameters) const
    {
        Headline result;
        say(result);
        result.numbers = m_draft ? draftNumbers(sourceBytes, parameters) : numbers(sourceBytes, parameters);
        return result;
    }

private:
    template <class Pick> std::vector<const PresetRow*> rowsWhere(Pick&& pick) const
    {
        std::vector<const PresetRow*> rows;
        for (const PresetRow& row : m_session.presets().rows())
            if (row.bytes && pick(row))
                rows.push_back(&row);
        return rows;
    }

    /// "4 presets, 1.9 to 3.5 MiB;"
    QString counted(const std::vector<const PresetRow*>& rows) const
    {
        return rows.size() == 1 ? tr("%1, %2;", "preset, size").arg(rows.front()->preset, range(rows))
                                : tr("%n preset(s), %1;", "how many, sizes", int(rows.size())).arg(range(rows));
    }

    QString range(const std::vector<const PresetRow*>& rows) const
    {
        const auto [low, high] = std::minmax_element(
            rows.begin(), rows.end(), [](const PresetRow* a, const PresetRow* b) { return *a->bytes < *b->bytes; });
        const SizeUnit unit = m_session.presets().unit();
        const QString least = unit.format(double(*(*low)->bytes), 1), most = unit.format(double(*(*high)->bytes), 1);
        if (least == most)
            return tr("%1 %2", "size with unit").arg(least, unit.name);
        return tr("%1 to %2 %3", "range of sizes with unit").arg(least, most, unit.name);
    }

    void say(Headline& result) const
    {
        if (!m_session.isPlanned()) {
            result.sentence = tr("Reading the tensor list");
            return;
        }
        if (sayRefusal(result) || sayRunning(result) || sayDraft(result) || sayChecked(result) || sayFailed(result)
            || sayQuantized(result) || sayDone(result))
            return;
        const auto all = rowsWhere([](const PresetRow&) { return true; });
        const auto fitting
            = rowsWhere([](const PresetRow& row) { return row.fit && row.fit->verdict != plan::Verdict::DoesNotFit; });
        const bool known = std::ranges::any_of(all, [](const PresetRow* row) { return row->fit.has_value(); });
        result.sentence = tr("%n preset(s) can be made, %1", "how many, sizes", int(all.size())).arg(range(all))
            + QStringLiteral("; ")
            + (known ? tr("%n of them fit(s) the rig", nullptr, int(fitting.size())) : tr("check those you want"));
    }

    bool sayRefusal(Headline& result) const
    {
        if (!rowsWhere([](const PresetRow&) { return true; }).empty() || m_session.presets().rows().empty())
            return false;
        const auto& error = m_session.presets().rows().front().error;
        if (!error)
            return false;
        const text::Message message = text::message(*error);
        result.glyph = widgets::Glyph::Invalid;
        result.sentence = message.text + QStringLiteral(" ") + message.nextStep;
        return true;
    }

    /// Little but a copy can be made of it until the user allows more.
    bool sayQuantized(Headline& result) const
    {
        if (!m_session.isSourceQuantized() || m_session.allowsRequantize())
            return false;
        for (const PresetRow& row : m_session.presets().rows()) {
            if (row.bytes || !row.error)
                continue;
            const text::Message message = text::message(*row.error);
            result.glyph = widgets::Glyph::Invalid;
            result.sentence = message.text + u' ' + tr("Choose a file in F16, BF16 or F32, or allow quantizing again.");
            return true;
        }
        return false;
    }

    bool sayRunning(Headline& result) const
    {
        const JobInfo* job = m_session.runningJob();
        if (!job)
            return false;
        if (job->state == JobState::Paused) {
            result.sentence = tr("%1 is paused; Resume is in the bar below").arg(m_session.runningPreset());
            return true;
        }
        const auto waiting = rowsWhere([](const PresetRow& row) { return row.state == PresetState::Queued; });
        result.sentence = waiting.empty()
            ? tr("%1 is being made").arg(m_session.runningPreset())
            : tr("%1 is being made; waiting: %2").arg(m_session.runningPreset()).arg(waiting.size());
        return true;
    }

    bool sayDraft(Headline& result) const
    {
        if (!m_draft)
            return false;
        result.sentence = tr("%1 is the best mixture of this size; Queue makes it", "name of a mixture")
                              .arg(text::fromUtf8(m_draft->plan->preset));
        return true;
    }

    bool sayChecked(Headline& result) const
    {
        const auto checked = rowsWhere([](const PresetRow& row) { return row.isChecked; });
        if (checked.empty())
            return false;
        const double needed = double(m_session.checkedBytes());
        const bool fits = m_session.neededBytes() <= m_session.freeBytes();
        result.glyph = fits ? widgets::Glyph::Pass : widgets::Glyph::Fail;
        result.word = fits ? tr("Ready", "verdict") : tr("No space", "verdict");
        result.sentence = counted(checked) + u' '
            + tr("%1 in all, %2 free").arg(text::bytes(needed), text::bytes(double(m_session.freeBytes())));
        return true;
    }

    bool sayFailed(Headline& result) const
    {
        const auto failed
            = rowsWhere([](const PresetRow& row) { return row.state == PresetState::Failed && row.error; });
        if (failed.empty())
            return false;
        const text::Message message = text::message(*failed.front()->error);
        result.glyph = widgets::Glyph::Fail;
        result.word = tr("%1 failed", "preset").arg(failed.front()->preset);
        result.sentence = message.text + u' ' + message.nextStep;
        return true;
    }

    bool sayDone(Headline& result) const
    {
        const auto done = rowsWhere([](const PresetRow& row) { return row.state == PresetState::Done; });
        if (done.empty())
            return false;
        result.glyph = widgets::Glyph::Pass;
        result.word = tr("Done", "verdict");
        result.sentence = counted(done);
        // What was measured of one that is not there (any more) is no news of those that are.
        const PresetRow* shown = m_session.presets().find(m_preset);
        const TensorRow* worst = shown && shown->state == PresetState::Done ? worstTensor() : nullptr;
        if (!worst)
            result.sentence.chop(1);
        else
            result.sentence += u' '
                + tr("%1 loses most under %2", "tensor, preset")
                      .arg(text::fromUtf8(worst->place.layer
                                              ? "blk." + std::to_string(*worst->place.layer) + "." + worst->place.kind
                                              : worst->place.kind),
                           m_preset);
        return true;
    }

    const TensorRow* worstTensor() const
    {
        const TensorRow* worst = nullptr;
        for (const TensorRow& row : m_session.tensors(m_preset))
            if (row.error && std::isfinite(row.error->decibel)
                && (!worst || row.error->decibel > worst->error->decibel))
                worst = &row;
        return worst;
    }

    QList<widgets::BigNumber> numbers(double sourceBytes, double parameters) const
    {
        const PresetRow* row = m_session.presets().find(m_preset);
        if (!row || !row->bytes)
            return {};
        const SizeUnit unit = m_session.presets().unit();
        QList<widgets::BigNumber> numbers{
            {unit.format(double(*row->bytes)), unit.name, sizeWords(m_preset, *row->bytes, sourceBytes)},
            {text::number(row->bitsPerWeight, 2), tr("bits/weight"),
             tr("%1 over %2 parameters").arg(m_preset, text::integer(parameters))}};
        numbers.append(third());
        return numbers;
    }

    /// Under the size: exact before anything runs.
    QString sizeWords(const QString& preset, quint64 bytes, double sourceBytes) const
    {
        const SizeUnit unit = m_session.presets().unit();
        return tr("%1, %2 bytes exactly; source %3 %4", "preset, size of it, size of the source")
            .arg(preset, text::integer(double(bytes)), unit.format(sourceBytes), unit.name);
    }

    QList<widgets::BigNumber> draftNumbers(double sourceBytes, double parameters) const
    {
        const PlannedRun& run = *m_draft->plan->plan;
        const QString name = text::fromUtf8(m_draft->plan->preset);
        const SizeUnit unit = m_session.presets().unit();
        return {{unit.format(double(run.outputBytes)), unit.name, sizeWords(name, run.outputBytes, sourceBytes)},
                {text::number(run.bitsPerWeight, 2), tr("bits/weight"),
                 tr("%1 over %2 parameters").arg(name, text::integer(parameters))},
                m_draft->isDivergence ? widgets::BigNumber{text::significant(m_draft->damage, 2), tr("nat"),
                                                           tr("mean KLD of %1, predicted").arg(name)}
                                      : widgets::BigNumber{text::significant(m_draft->damage, 2),
                                                           {},
                                                           tr("noise to signal of %1, predicted").arg(name)}};
    }

    widgets::BigNumber third() const
    {
        if (const JobInfo* job = m_session.runningJob(); job && job->remaining)
            return {
                text::remaining(*job->remaining), {}, tr("left for %1, measured rate").arg(m_session.runningPreset())};
        if (const TensorRow* worst = worstTensor())
            return {text::number(worst->error->decibel, 1), tr("dB"),
                    tr("largest relative error of a tensor, %1").arg(m_preset)};
        return {text::missing(), tr("dB"), tr("error of %1: not measured yet").arg(m_preset)};
    }

    QuantizeSession& m_session;
    QString m_preset;
    const DraftFigures* m_draft;
};

} // namespace

Headline quantizeHeadline(QuantizeSession& session, const QString& preset, double sourceBytes, double parameters,
                          const DraftFigures* draft)
{
    return QuantizeHeadline(session, preset, draft).headline(sourceBytes, parameters);
}

} // namespace headroom::app
