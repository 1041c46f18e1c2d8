// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/searchsession.h"

#include "app/jobs/later.h"
#include "app/models/commandline.h"
#include "app/models/runsmodel.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"
#include "core/base/remarks.h"

#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr std::uint32_t kLongestSearch = 512;

} // namespace

SearchSession::SearchSession(Workbench& workbench, QuantizeSession& quantize, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_quantize(quantize), m_jobs(workbench.jobs(), "search", [this] {
        return JobFollower::Parameters{{"model", m_quantize.source().toStdString()}};
    })
{
    connect(&m_jobs, &JobFollower::stateChanged, this, &SearchSession::stateChanged);
    connect(&m_draft, &DraftPlan::planned, this, &SearchSession::draftChanged);
    connect(&workbench.project(), &Project::runsChanged, this, [this] {
        if (!m_jobs.underWay())
            read();
    });
}

void SearchSession::read()
{
    const auto runs
        = m_quantize.source().isEmpty() ? std::vector<store::RunRow>() : m_workbench.project().runs(m_jobs.done(1));
    const store::Id run = runs.empty() ? 0 : runs.front().id;
    if (run == m_run)
        return;
    m_run = run;
    if (run == 0)
        return adopt(fail(ErrorCode::NotFound, "search", "no result"));
    m_text = QFileInfo(parameterOf(runs.front(), "text")).fileName();
    m_when = whenOf(runs.front());
    const auto parse = [result = m_workbench.project().resultText(run)]() -> Read {
        return parseJson(result, "search result").and_then(&SearchFront::read);
    };
    later(this, parse, [this, run](const Read& read) {
        if (run == m_run)
            adopt(read);
    });
}

void SearchSession::adopt(const Read& read)
{
    m_draft.clear();
    m_front = read ? *read : nullptr;
    m_unreadable = read || m_run == 0 ? QString() : text::message(read.error()).text;
    emit found();
    if (m_front)
        setBudget(m_front->found());
    else
        emit draftChanged();
}

double SearchSession::parameters() const
{
    return double(std::max<std::uint64_t>(1, m_workbench.project().model().parameters()));
}

double SearchSession::bitsOf(std::uint64_t tensorBytes) const
{
    return 8.0 * double(tensorBytes) / parameters();
}

std::uint64_t SearchSession::bytesOf(double bitsPerWeight) const
{
    return std::uint64_t(std::max(0.0, bitsPerWeight * parameters() / 8));
}

void SearchSession::setBudget(std::uint64_t tensorBytes)
{
    if (!m_front)
        return;
    m_budget = std::clamp(tensorBytes, m_front->least(), std::max(m_front->least(), m_front->most()));
    m_chosen = m_front->within(m_budget);
    emit budgetChanged();
    // Names that no expression can hold have ended the search itself.
    if (auto preset
        = m_front->mixture(m_chosen, QStringLiteral("mix-%1bpw").arg(bitsOf(m_chosen.bytes), 0, 'f', 2).toStdString(),
                           remark("preset.found_for", QFileInfo(m_quantize.source()).fileName().toStdString())))
        m_draft.ask(m_quantize.wishes(), *preset);
}

std::optional<DraftFigures> SearchSession::figures() const
{
    const PresetPlan* plan = draft();
    if (!plan || !plan->plan)
        return std::nullopt;
    return DraftFigures{plan, m_chosen.damage, m_front->isDivergence()};
}

void SearchSession::queueDraft()
{
    const PresetPlan* plan = draft();
    if (plan && plan->plan)
        m_quantize.queueOwn(plan->definition);
}

QString SearchSession::text() const
{
    const Json saved = m_workbench.project().setting(keys::kSearchText);
    return saved.is_string() ? text::fromUtf8(saved.get<std::string>()) : QString();
}

void SearchSession::setText(const QString& path)
{
    m_workbench.project().setSetting(keys::kSearchText, path.toStdString());
}

QString SearchSession::obstacle(const QString& text) const
{
    if (m_jobs.underWay())
        return tr("The search runs: errors of every type, then the damage of each group, then the mixture as a whole.");
    if (m_quantize.isSourceQuantized() && !m_quantize.allowsRequantize())
        return tr("The source is quantized already: allow quantizing again, or open a file in F16, BF16 or F32.");
    if (!text.isEmpty() && !QFileInfo(text).isFile())
        return tr("The text file is not there: choose another.");
    return {};
}

Json SearchSession::asked(Json setup) const
{
    const Project& project = m_workbench.project();
    const std::uint32_t trained = project.model().shape.contextLength;
    setup.update({{"model", project.modelPath().toStdString()},
                  {"context", trained > 0 ? std::min(trained, kLongestSearch) : kLongestSearch},
                  {"allow_requantize", m_quantize.allowsRequantize()}});
    return setup;
}

void SearchSession::start(const Json& setup)
{
    m_workbench.submit("search", asked(setup), [model = text::fromUtf8(m_workbench.project().model().name)] {
        return tr("Mixture search of %1", "job: model").arg(model);
    });
}

QStringList SearchSession::commands(const Json& setup) const
{
    return {jobCommand("search", asked(setup))};
}

} // namespace headroom::app
