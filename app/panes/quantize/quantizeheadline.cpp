// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/quantizeheadline.h"

#include "app/models/tensorsmodel.h"
#include "app/panes/quantize/quantizesession.h"
#include "app/text/display.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

class QuantizeHeadline {
    Q_DECLARE_TR_FUNCTIONS(QuantizeHeadline)
public:
    QuantizeHeadline(QuantizeSession& session, const QString& preset) : m_session(session), m_preset(preset) { }

    Headline headline(double sourceBytes, double parameters) const
    {
        Headline result;
        say(result);
        result.numbers = numbers(sourceBytes, parameters);
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

    QString range(const std::vector<const PresetRow*>& rows) const
    {
        const auto [low, high] = std::minmax_element(
            rows.begin(), rows.end(), [](const PresetRow* a, const PresetRow* b) { return *a->bytes < *b->bytes; });
        const SizeUnit unit = m_session.presets().unit();
        if (rows.size() == 1)
            return tr("%1 %2", "size with unit").arg(unit.format(double(*(*low)->bytes), 1), unit.name);
        return tr("%1 to %2 %3", "range of sizes with unit")
            .arg(unit.format(double(*(*low)->bytes), 1), unit.format(double(*(*high)->bytes), 1), unit.name);
    }

    void say(Headline& result) const
    {
        if (!m_session.isPlanned()) {
            result.sentence = tr("Reading the tensor list");
            return;
        }
        if (sayRefusal(result) || sayRunning(result) || sayChecked(result) || sayDone(result))
            return;
        const auto all = rowsWhere([](const PresetRow&) { return true; });
        result.sentence
            = tr("%n preset(s) can be made, %1; check those you want", nullptr, int(all.size())).arg(range(all));
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

    bool sayRunning(Headline& result) const
    {
        const JobInfo* job = m_session.runningJob();
        if (!job)
            return false;
        const auto waiting = rowsWhere([](const PresetRow& row) { return row.state == PresetState::Queued; });
        result.sentence = waiting.empty()
            ? tr("%1 is being made").arg(m_session.runningPreset())
            : tr("%1 is being made; %n more wait(s)", nullptr, int(waiting.size())).arg(m_session.runningPreset());
        return true;
    }

    bool sayChecked(Headline& result) const
    {
        const auto checked = rowsWhere([](const PresetRow& row) { return row.isChecked; });
        if (checked.empty())
            return false;
        const double needed = double(m_session.checkedBytes());
        const bool fits = m_session.checkedBytes() <= m_session.freeBytes();
        result.glyph = fits ? widgets::Glyph::Pass : widgets::Glyph::Fail;
        result.word = fits ? tr("Ready", "verdict") : tr("No space", "verdict");
        result.sentence = tr("%n preset(s), %1; %2 in all, %3 free", nullptr, int(checked.size()))
                              .arg(range(checked), text::bytes(needed), text::bytes(double(m_session.freeBytes())));
        return true;
    }

    bool sayDone(Headline& result) const
    {
        const auto done = rowsWhere([](const PresetRow& row) { return row.state == PresetState::Done; });
        if (done.empty())
            return false;
        result.glyph = widgets::Glyph::Pass;
        result.word = tr("Done", "verdict");
        result.sentence = tr("%n preset(s), %1", nullptr, int(done.size())).arg(range(done));
        if (const TensorRow* worst = worstTensor())
            result.sentence += tr("; %1 is hurt most by %2")
                                   .arg(text::fromUtf8(worst->place.layer ? "blk." + std::to_string(*worst->place.layer)
                                                               + "." + worst->place.kind
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
            {unit.format(double(*row->bytes)), unit.name,
             tr("%1, exact before the run; the source is %2 %3").arg(m_preset, unit.format(sourceBytes), unit.name)},
            {text::number(row->bitsPerWeight, 2), tr("bits/weight"),
             tr("%1 over %2 parameters").arg(m_preset, text::integer(parameters))}};
        numbers.append(third());
        return numbers;
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
};

} // namespace

Headline quantizeHeadline(QuantizeSession& session, const QString& preset, double sourceBytes, double parameters)
{
    return QuantizeHeadline(session, preset).headline(sourceBytes, parameters);
}

} // namespace headroom::app
