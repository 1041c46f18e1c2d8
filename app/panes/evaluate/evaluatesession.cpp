// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/evaluatesession.h"

#include "app/jobs/later.h"
#include "app/models/commandline.h"
#include "app/models/runsmodel.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "app/text/distinct.h"
#include "core/base/json.h"
#include "core/job/gate.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

namespace {

QString textOf(const Json& json, const char* key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_string() ? text::fromUtf8(found->get_ref<const std::string&>()) : QString();
}

int numberOf(const Json& json, const char* key, int fallback)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    return found != json.end() && found->is_number_integer() ? found->get<int>() : fallback;
}

void tellApart(std::vector<Candidate>& candidates)
{
    QStringList names, paths;
    for (const Candidate& candidate : candidates) {
        names.append(candidate.name);
        paths.append(candidate.path);
    }
    names = text::toldApart(names, paths);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].name = names[qsizetype(i)];
}

double realOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : 0;
}

} // namespace

EvaluateSession::EvaluateSession(Workbench& workbench, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_jobs(workbench.jobs(), "compare")
{
    Project& project = workbench.project();
    connect(&project, &Project::opened, this, &EvaluateSession::onOpened);
    connect(&project, &Project::modelChanged, this, [this] {
        if (const QString path = m_workbench.project().modelPath(); !path.isEmpty())
            setBaseline(path);
    });
    connect(&project, &Project::artifactsChanged, this, &EvaluateSession::collectCandidates);
    connect(&project, &Project::runsChanged, this, &EvaluateSession::readStored);
    connect(&m_candidates, &CandidatesModel::checkedChanged, this, &EvaluateSession::changed);
    connect(&m_comparison, &ComparisonModel::budgetEdited, this, &EvaluateSession::keepBudget);
    connect(&m_jobs, &JobFollower::event, this, &EvaluateSession::onEvent);
    connect(&m_jobs, &JobFollower::stateChanged, this, &EvaluateSession::changed);
    connect(&m_jobs, &JobFollower::progressed, this, &EvaluateSession::changed);
    onOpened();
}

void EvaluateSession::onOpened()
{
    const Project& project = m_workbench.project();
    const Json setup = project.setting(keys::kEvaluation);
    m_baseline = textOf(setup, "baseline");
    if (m_baseline.isEmpty())
        m_baseline = project.modelPath();
    m_text = textOf(setup, "text");
    m_context = numberOf(setup, "context", 512);
    m_maxWindows = numberOf(setup, "max_windows", 0);
    m_files.clear();
    const Json kept = project.setting(keys::kBudget);
    const auto budget = kept.is_null() ? eval::defaultBudget() : eval::budgetFromJson(kept);
    if (!budget) // of another version: what it would say is not guessed
        m_workbench.notify(budget.error());
    m_comparison.setBudget(budget ? *budget : eval::defaultBudget());
    m_shownRun = 0;
    m_comparison.setResult(std::nullopt, {}); // another project's is no answer while this one's is being read
    emit resultChanged();
    m_candidates.setCandidates({});
    collectCandidates();
    readStored();
}

Json EvaluateSession::setup() const
{
    return {{"baseline", m_baseline.toStdString()},
            {"text", m_text.toStdString()},
            {"context", m_context},
            {"max_windows", m_maxWindows}};
}

/// Of the comparison that is set up now, not of one that runs while the next is being chosen.
bool EvaluateSession::isOfSetup(const JobInfo& job) const
{
    const Json wanted = setup();
    const Json& given = job.spec.parameters;
    for (const auto& [key, value] : wanted.items())
        if (!given.is_object() || given.value(key, Json()) != value)
            return false;
    return true;
}

void EvaluateSession::remember()
{
    m_workbench.project().setSetting(keys::kEvaluation, setup());
    m_candidates.clearRunning(); // those were of another comparison
    emit changed();
}

void EvaluateSession::setBaseline(const QString& path)
{
    if (path == m_baseline)
        return;
    m_baseline = path;
    remember();
    collectCandidates();
}

void EvaluateSession::setText(const QString& path)
{
    if (path == m_text)
        return;
    m_text = path;
    remember();
}

void EvaluateSession::setContext(int tokens)
{
    if (tokens == m_context)
        return;
    m_context = tokens;
    remember();
}

void EvaluateSession::setMaxWindows(int windows)
{
    if (windows == m_maxWindows)
        return;
    m_maxWindows = windows;
    remember();
}

void EvaluateSession::addFile(const QString& path)
{
    if (!path.isEmpty() && !m_files.contains(path))
        m_files.append(path);
    collectCandidates();
}

void EvaluateSession::collectCandidates()
{
    std::vector<Candidate> found;
    QStringList seen{m_baseline};
    for (const store::ArtifactRow& artifact : m_workbench.project().artifacts()) {
        const QString path = text::fromUtf8(artifact.path);
        if (seen.contains(path) || !QFileInfo::exists(path))
            continue;
        seen.append(path);
        found.push_back({path, text::fromUtf8(artifact.preset), artifact.fileBytes, 0, {}, true, {}, {}, {}});
    }
    for (const QString& path : m_files)
        if (!seen.contains(path))
            found.push_back({path, QFileInfo(path).completeBaseName(), 0, 0, {}, true, {}, {}, {}});
    tellApart(found);
    const quint64 ticket = ++m_ticket;
    const auto adopt = [this, ticket](const CandidatesRead& result) {
        if (ticket != m_ticket)
            return;
        m_baselineError = result.baselineError;
        std::vector<Candidate> read = result.candidates;
        std::stable_sort(read.begin(), read.end(),
                         [](const Candidate& a, const Candidate& b) { return a.bytes > b.bytes; });
        m_candidates.setCandidates(std::move(read));
        emit changed();
    };
    later(
        this, [found = std::move(found), baseline = m_baseline] { return readCandidates(found, baseline); }, adopt);
}

QMap<QString, QString> EvaluateSession::names() const
{
    QMap<QString, QString> names;
    for (const store::ArtifactRow& artifact : m_workbench.project().artifacts())
        names.insert(text::fromUtf8(artifact.path), text::fromUtf8(artifact.preset));
    return names;
}

void EvaluateSession::readStored()
{
    m_stored.clear();
    m_runs = m_workbench.project().runs(m_jobs.done()); // newest first
    for (const store::RunRow& run : m_runs) {
        const auto count = [&](const char* key) { return numberOf(run.summary, key, 0); };
        QStringList label{whenOf(run)};
        if (run.summary.is_object())
            label << tr("%n candidate(s)", nullptr, count("candidates"))
                  << text::windows(std::size_t(count("windows")), std::uint32_t(count("context")));
        m_stored.append({run.id, label.join(QStringLiteral(" · "))});
    }
    const bool known = std::ranges::find(m_runs, m_shownRun, &store::RunRow::id) != m_runs.end();
    if (!known || m_runs.front().id > m_shownRun)
        showNewestFrom(0);
    emit changed();
}

/// Of those that can be read, from this place in the list on.
void EvaluateSession::showNewestFrom(std::size_t place)
{
    if (place < m_runs.size() && m_runs[place].id == m_shownRun)
        return;
    if (place < m_runs.size())
        return read(m_runs[place], [this, place](const Error&) { showNewestFrom(place + 1); });
    ++m_showTicket;
    m_shownRun = 0;
    m_comparison.setResult(std::nullopt, {});
    emit resultChanged();
}

void EvaluateSession::showRun(store::Id run)
{
    const auto row = std::ranges::find(m_runs, run, &store::RunRow::id);
    if (row != m_runs.end() && run != m_shownRun)
        read(*row, [this](const Error& error) { m_workbench.notify(error); });
}

/// Long ones take a while to parse.
void EvaluateSession::read(const store::RunRow& run, std::function<void(const Error&)> unreadable)
{
    using Read = Result<eval::CompareResult>;
    const auto parse = [text = m_workbench.project().resultText(run.id)]() -> Read {
        return parseJson(text, "comparison").and_then(&eval::compareFromJson);
    };
    later(this, parse, [this, run, unreadable = std::move(unreadable), ticket = ++m_showTicket](const Read& result) {
        if (ticket != m_showTicket)
            return;
        result ? show(run, *result) : unreadable(result.error());
    });
}

void EvaluateSession::show(const store::RunRow& run, const eval::CompareResult& result)
{
    m_shownRun = run.id;
    m_when = whenOf(run);
    m_textName = QFileInfo(parameterOf(run, "text")).fileName();
    m_comparison.setResult(result, names(), objections(result));
    emit resultChanged();
}

QStringList EvaluateSession::namesOf(const QStringList& paths) const
{
    QStringList names;
    for (const QString& path : paths)
        if (const Candidate* candidate = m_candidates.find(path))
            names.append(candidate->name);
    return names;
}

QString EvaluateSession::obstacle() const
{
    if (m_baseline.isEmpty())
        return tr("Choose a baseline: the model before quantization.");
    if (m_baselineError)
        return tr("The baseline cannot be read: %1").arg(text::message(*m_baselineError).text);
    const auto& all = m_candidates.candidates();
    if (m_candidates.checkedPaths().isEmpty()) {
        if (all.empty())
            return tr("Nothing to compare yet: quantize the model, or add a file.");
        const bool strange
            = std::ranges::none_of(all, [this](const Candidate& each) { return m_candidates.isComparable(each); });
        return strange ? tr("No candidate has the vocabulary of %1: choose the model that they were made from.")
                             .arg(QFileInfo(m_baseline).fileName())
                       : tr("Check at least one candidate.");
    }
    if (m_text.isEmpty())
        return tr("Choose a text that the models have not been trained on.");
    if (!QFileInfo::exists(m_text))
        return tr("%1 is not there any more: choose another text.").arg(QDir::toNativeSeparators(m_text));
    if (runningJob())
        return tr("A comparison is running.");
    return {};
}

QString EvaluateSession::remark() const
{
    QStringList others;
    for (const Candidate& candidate : m_candidates.candidates())
        if (candidate.isChecked && candidate.kinship == Kinship::OtherModel)
            others.append(candidate.name);
    return others.isEmpty() ? QString()
                            : tr("Not made from this baseline: %1. The figures will say how far apart the models are, "
                                 "not what quantization cost.")
                                  .arg(others.join(QStringLiteral(", ")));
}

Json EvaluateSession::parameters() const
{
    Json parameters = setup();
    Json& candidates = parameters["candidates"] = Json::array();
    for (const QString& path : m_candidates.checkedPaths())
        candidates.push_back(path.toStdString());
    return parameters;
}

QStringList EvaluateSession::commands() const
{
    const QString command = jobCommand("compare", parameters());
    return command.isEmpty() ? QStringList() : QStringList{command};
}

QStringList EvaluateSession::shownCommands() const
{
    const auto run = std::ranges::find(m_runs, m_shownRun, &store::RunRow::id);
    const QString command = run == m_runs.end() ? QString() : runCommand(*run);
    return command.isEmpty() ? QStringList() : QStringList{command};
}

void EvaluateSession::start()
{
    if (!obstacle().isEmpty())
        return;
    const QStringList paths = m_candidates.checkedPaths();
    m_windowsDone = m_windowsTotal = 0;
    m_candidates.clearRunning();
    m_workbench.submit(
        "compare", parameters(),
        [candidates = namesOf(paths).join(QStringLiteral(", ")), baseline = QFileInfo(m_baseline).completeBaseName()] {
            return tr("%1 against %2", "job: candidates, baseline").arg(candidates, baseline);
        });
    emit changed();
}

const JobInfo* EvaluateSession::interruptedJob() const
{
    const JobInfo* last = m_jobs.newest();
    return last && last->isInterrupted ? last : nullptr;
}

const Error* EvaluateSession::lastError() const
{
    const JobInfo* last = m_jobs.newest();
    return last && last->state == JobState::Failed && last->error ? &*last->error : nullptr;
}

void EvaluateSession::onEvent(const JobInfo& job, const QString& kind, const Json& data)
{
    if (kind != QLatin1String("window") || !data.is_object())
        return;
    m_windowsDone = numberOf(data, "window", 0);
    m_windowsTotal = numberOf(data, "windows", 0);
    if (const auto candidates = data.find("candidates");
        isOfSetup(job) && candidates != data.end() && candidates->is_array())
        for (const Json& entry : *candidates)
            if (entry.is_object())
                m_candidates.setRunning(textOf(entry, "model"), realOf(entry, "mean_kld"),
                                        realOf(entry, "top1_agreement"));
    emit changed();
}

} // namespace headroom::app
