// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/searchview.h"

#include "app/jobs/later.h"
#include "app/models/commandline.h"
#include "app/models/jsonvalue.h"
#include "app/models/presetfit.h"
#include "app/models/runsmodel.h"
#include "app/panes/quantize/searchchart.h"
#include "app/panes/quantize/searchsetup.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "widgets/theme/text.h"

#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr std::uint32_t kLongestSearch = 512;

} // namespace

SearchView::SearchView(Workbench& workbench, QuantizeSession& session, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_session(session)
{
    build();
    connectParts();
}

void SearchView::connectParts()
{
    connect(m_setup, &SearchSetup::startRequested, this, &SearchView::start);
    connect(m_setup, &SearchSetup::textChanged, this, [this](const QString& path) {
        m_workbench.project().setSetting(keys::kSearchText, path.toStdString());
        updateSetup();
    });
    connect(m_again, &QPushButton::clicked, this, [this] { m_pages->setCurrentIndex(0); });
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        const double share = double(position) / double(m_slider->maximum());
        setBudget(m_front->least() + std::uint64_t(share * double(m_front->most() - m_front->least())));
    });
    connect(m_chart, &SearchChart::budgetDragged, this,
            [this](double bits) { setBudget(std::uint64_t(std::max(0.0, bits * parameters() / 8))); });
    connect(m_chart, &widgets::ScatterChart::pointSelected, this, [this](const QString& id) {
        if (const PresetRow* row = m_session.presets().find(id.section(u' ', -1)))
            setBudget(std::uint64_t(row->bitsPerWeight * parameters() / 8)); // the mixture of this preset's size
        else
            setBudget(m_front->found());
    });
    connect(m_queue, &QPushButton::clicked, this, &SearchView::queueDraft);
    connect(m_save, &QPushButton::clicked, this, &SearchView::saveDraft);
    connect(&m_draft, &DraftPlan::planned, this, [this] {
        updateWords();
        emit draftChanged();
    });
    connect(&m_workbench.jobs(), &JobQueue::stateChanged, this, [this](JobId id) {
        const JobInfo* job = m_workbench.jobs().find(id);
        if (job && isMine(*job))
            updateSetup();
    });
    connect(&m_workbench.project(), &Project::runsChanged, this, [this] {
        if (!isUnderWay())
            readStored();
    });
}

bool SearchView::isMine(const JobInfo& job) const
{
    return job.spec.kind == "search" && textIn(job.spec.parameters, "model") == m_session.source().toStdString();
}

bool SearchView::isUnderWay() const
{
    return std::ranges::any_of(m_workbench.jobs().jobs(),
                               [this](const JobInfo& job) { return !job.isOver() && isMine(job); });
}

double SearchView::parameters() const
{
    return double(std::max<std::uint64_t>(1, m_workbench.project().model().parameters()));
}

void SearchView::refresh()
{
    if (m_setup->text().isEmpty()) {
        const Json saved = m_workbench.project().setting(keys::kSearchText);
        if (saved.is_string())
            m_setup->setText(text::fromUtf8(saved.get<std::string>()));
    }
    readStored();
    updateSetup();
    if (m_front)
        updateFound();
}

QString SearchView::obstacle() const
{
    if (isUnderWay())
        return tr("The search runs: errors of every type, then the damage of each group, then the mixture as a whole.");
    if (m_session.isSourceQuantized() && !m_session.allowsRequantize())
        return tr("The source is quantized already: allow quantizing again, or open a file in F16, BF16 or F32.");
    if (!m_setup->text().isEmpty() && !QFileInfo(m_setup->text()).isFile())
        return tr("The text file is not there: choose another.");
    return {};
}

void SearchView::updateSetup()
{
    const QString words = m_setup->text().isEmpty()
        ? tr("Without a text, damage is judged from the weights alone and nothing is measured.")
        : tr("The damage of each group is measured on the text, the best mixture for every budget follows from it, and "
             "the one of this budget is measured as a whole.");
    m_setup->setObstacle(obstacle(), m_unreadable.isEmpty() ? words : m_unreadable);
}

QStringList SearchView::commands() const
{
    return {jobCommand("search", asked())};
}

Json SearchView::asked() const
{
    const Project& project = m_workbench.project();
    const std::uint32_t trained = project.model().shape.contextLength;
    Json parameters = m_setup->parameters();
    parameters.update({{"model", project.modelPath().toStdString()},
                       {"context", trained > 0 ? std::min(trained, kLongestSearch) : kLongestSearch},
                       {"allow_requantize", m_session.allowsRequantize()}});
    return parameters;
}

void SearchView::start()
{
    if (!obstacle().isEmpty())
        return;
    m_workbench.submit("search", asked(), [model = text::fromUtf8(m_workbench.project().model().name)] {
        return tr("Mixture search of %1", "job: model").arg(model);
    });
}

/// The newest finished search of this model.
void SearchView::readStored()
{
    const auto runs = m_session.source().isEmpty()
        ? std::vector<store::RunRow>()
        : m_workbench.project().runs({.kind = "search",
                                      .state = store::RunState::Done,
                                      .parameters = {{"model", m_session.source().toStdString()}},
                                      .most = 1});
    const auto mine = runs.begin();
    const store::Id run = runs.empty() ? 0 : mine->id;
    if (run == m_run)
        return;
    m_run = run;
    if (run == 0)
        return adopt(fail(ErrorCode::NotFound, "search", "no result"));
    m_text = QFileInfo(parameterOf(*mine, "text")).fileName();
    m_when = whenOf(*mine);
    const auto parse = [result = m_workbench.project().resultText(run)]() -> Read {
        return parseJson(result, "search result").and_then(&SearchFront::read);
    };
    later(this, parse, [this, run](const Read& read) {
        if (run == m_run)
            adopt(read);
    });
}

void SearchView::adopt(const Read& read)
{
    m_draft.clear();
    m_front = read ? *read : nullptr;
    m_unreadable = read || m_run == 0 ? QString() : text::message(read.error()).text;
    m_pages->setCurrentIndex(m_front ? 1 : 0);
    updateSetup();
    updateFound();
    if (m_front)
        setBudget(m_front->found());
    else
        emit draftChanged();
}

void SearchView::updateFound()
{
    m_chart->show(m_front.get(), m_session, parameters());
    if (m_front && !m_chosen.choices.empty())
        m_chart->setBudget(8.0 * double(m_chosen.bytes) / parameters());
    updateWords();
}

void SearchView::setBudget(std::uint64_t tensorBytes)
{
    if (!m_front)
        return;
    m_chosen = m_front->within(tensorBytes);
    const double bits = 8.0 * double(m_chosen.bytes) / parameters();
    const double whole = double(m_front->most()) - double(m_front->least());
    const double shown = double(std::clamp(tensorBytes, m_front->least(), std::max(m_front->least(), m_front->most())));
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(whole > 0 ? int((shown - double(m_front->least())) / whole * m_slider->maximum() + 0.5) : 0);
    }
    m_chart->setBudget(bits);
    // Names that no expression can hold have ended the search itself.
    if (auto preset
        = m_front->mixture(m_chosen, QStringLiteral("mix-%1bpw").arg(bits, 0, 'f', 2).toStdString(),
                           remark("preset.found_for", QFileInfo(m_session.source()).fileName().toStdString())))
        m_draft.ask(m_session.wishes(), *preset);
    updateWords();
}

} // namespace headroom::app
