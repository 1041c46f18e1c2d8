// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/workbench.h"

#include "app/jobs/later.h"
#include "app/text/display.h"
#include "core/model/modelfile.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

namespace headroom::app {

namespace {

struct Opened {
    std::optional<model::Description> description; ///< none: a vocabulary alone
    ModelFacts facts;
};

Result<Opened> readHeader(const QString& path)
{
    const auto file = model::ModelFile::open(std::filesystem::path(path.toStdU16String()), model::Weights::Optional);
    if (!file)
        return tl::unexpected(file.error());
    // Who opens a file means to run it: half a download is said to be one, though the command line plans it.
    if (!(*file)->hasWeights() && path.endsWith(QLatin1String(".gguf"), Qt::CaseInsensitive))
        if (const auto whole = model::ModelFile::open((*file)->path()); !whole)
            return tl::unexpected(whole.error());
    if ((*file)->tensors().empty() && (*file)->metadata().text("tokenizer.ggml.model")) {
        Opened vocabulary{std::nullopt, modelFacts(**file)};
        if (vocabulary.facts.words)
            return vocabulary;
        return tl::unexpected(*vocabulary.facts.tokenizerError);
    }
    auto description = model::describe(**file);
    if (!description)
        return tl::unexpected(description.error());
    if (!description->unsized.empty())
        return fail(ErrorCode::Unsupported, path.toStdString(), description->unsized);
    return Opened{std::move(*description), modelFacts(**file)};
}

} // namespace

Workbench::Workbench(Project& project, JobQueue& jobs, QObject* parent)
    : QObject(parent), m_project(project), m_jobs(jobs)
{
    connect(&m_project, &Project::failed, this, [this](const Error& error) { notify(error); });
    connect(&m_project, &Project::opened, this, [this] {
        inspect(widgets::InspectorContent{});
        ++m_openTicket; // what was being read belonged to the project before
        if (const QString path = m_project.rememberedModelPath(); !path.isEmpty() && path != m_project.modelPath())
            readModel(path, [this](const model::Description& model) { return m_project.restoreModel(model); });
        sayUnknown(m_project.unknownModel());
        if (m_project.isReadOnly())
            notify({(m_project.isProtected() ? tr("%1 can only be read: the file or its folder is write-protected.")
                                             : tr("%1 is open in another window."))
                        .arg(QFileInfo(m_project.path()).fileName()),
                    tr("What you change here is not written into it; save it under another name to keep it."),
                    widgets::Glyph::Tight, QStringLiteral("file.save-as")});
    });
    connect(&m_project, &Project::placeChanged, this, &Workbench::sayPlace);
    if (qGuiApp)
        connect(qGuiApp, &QGuiApplication::applicationStateChanged, &m_project, &Project::look);
    connect(&m_project, &Project::released, this, &Workbench::sayReleased);
    m_jobs.setGuard([this](const job::JobSpec& spec) -> Status {
        const QString path = QString::fromStdU16String(spec.project.u16string());
        if (!path.isEmpty() && (!QFileInfo::exists(path) || (path == m_project.path() && m_project.isMoved())))
            return fail(ErrorCode::NotFound, path.toStdString(), "the project file was moved, renamed or deleted");
        if (path == m_project.path())
            m_project.look();
        if (path == m_project.path() && m_project.isOverwritten())
            return fail(ErrorCode::Conflict, path.toStdString(),
                        "another program has overwritten the project: open it again, or save it");
        return {};
    });
    connect(&m_jobs, &JobQueue::finished, this, [this](JobId id) {
        m_project.reload();
        const JobInfo* job = m_jobs.find(id);
        if (job && job->state == JobState::Done && job->spec.kind == "measure") {
            m_bandwidth = job->result;
            if (m_project.machine())
                adoptMachine(*m_project.machine());
        }
        if (job && job->error && job->state == JobState::Failed)
            notify(*job->error);
    });
}

void Workbench::sayUnknown(const QString& catalogueModel)
{
    if (!catalogueModel.isEmpty())
        notify({tr("The plan is for %1, which this catalogue does not have; %2 stands in its place.")
                    .arg(catalogueModel, QString::fromStdString(m_project.model().name)),
                tr("Choose a model."),
                widgets::Glyph::Tight,
                {}});
}

void Workbench::sayPlace()
{
    const QString file = QFileInfo(m_project.path()).fileName();
    if (m_project.isOverwritten())
        return notify({tr("Another program has overwritten %1 while it is open here.").arg(file),
                       tr("The lists show what is in it now; your plan and what you set are kept in this window. "
                          "Saving writes them into the file."),
                       widgets::Glyph::Tight, QStringLiteral("file.reopen")});
    if (!m_project.isMoved())
        return notify({tr("%1 is back in its place.").arg(file), {}, widgets::Glyph::Pass, {}});
    notify(
        {tr("%1 was moved, renamed or deleted while it is open here.").arg(file),
         tr("Save the project under a name, or put the file back: what you do now may be nowhere but in this window."),
         widgets::Glyph::Tight, QStringLiteral("file.save-as")});
}

/// The window that had the project has closed.
void Workbench::sayReleased()
{
    const QString file = QFileInfo(m_project.path()).fileName();
    if (m_project.isReadOnly())
        notify({tr("The other window has closed %1.").arg(file), tr("Saving writes what you changed here into it."),
                widgets::Glyph::Tight, QStringLiteral("file.save")});
    else
        notify({tr("The other window has closed %1; what you change is written into it from now on.").arg(file),
                {},
                widgets::Glyph::Pass,
                {}});
}

void Workbench::inspect(std::function<widgets::InspectorContent()> make)
{
    inspect(make());
    m_makeInspection = std::move(make);
}

void Workbench::inspectAgain()
{
    if (inspectsVocabulary())
        inspectFile(*m_vocabulary, inspectVocabulary(*m_vocabulary));
    else if (m_inspected)
        showFacts();
    else if (m_makeInspection)
        inspect(std::function(m_makeInspection));
}

void Workbench::inspect(const widgets::InspectorContent& content)
{
    m_inspected = nullptr;
    m_makeInspection = {};
    m_inspection = content;
    emit inspectionChanged(content);
}

void Workbench::inspectFile(const ModelFacts& facts, const widgets::InspectorContent& content)
{
    m_inspected = &facts;
    m_makeInspection = {};
    m_inspection = content;
    emit inspectionChanged(content);
}

void Workbench::notify(const Notice& notice)
{
    emit noticed(notice);
}

void Workbench::notify(const Error& error)
{
    const text::Message message = text::message(error);
    emit noticed({message.text, message.nextStep, widgets::Glyph::Fail, {}});
}

void Workbench::openModel(const QString& path)
{
    readModel(path, [this](const model::Description& model) {
        m_project.setModel(model);
        return true;
    });
}

void Workbench::openPlan(const plan::PlanRequest& request, const QString& path, const QString& text)
{
    if (path.isEmpty() || path == m_project.modelPath())
        return m_project.edit(request, text);
    readModel(path, [this, request, text](const model::Description& model) {
        plan::PlanRequest whole = request;
        whole.model = model;
        m_project.edit(whole, text);
        return true;
    });
}

void Workbench::readModel(const QString& path, std::function<bool(const model::Description&)> use)
{
    const quint64 ticket = ++m_openTicket;
    ++m_reading;
    const auto adopt = [this, ticket, path, use = std::move(use)](const Result<Opened>& result) {
        --m_reading;
        if (ticket != m_openTicket)
            return;
        m_refused = result ? std::nullopt : std::optional(RefusedModel{path, result.error()});
        if (!result) {
            emit modelRefused();
            return notify(result.error());
        }
        if (!result->description)
            return showVocabulary(path, result->facts);
        m_inspected = nullptr;
        m_facts = result->facts;
        if (!use(*result->description))
            return;
        showFacts();
        emit modelOpened(path);
    };
    later(
        this, [path = QFileInfo(path).absoluteFilePath()] { return readHeader(path); }, adopt);
}

void Workbench::showVocabulary(const QString& path, const ModelFacts& facts)
{
    m_inspected = nullptr;
    m_vocabulary = facts;
    inspectFile(*m_vocabulary, inspectVocabulary(*m_vocabulary));
    notify({tr("%1 holds a vocabulary and no weights.").arg(QFileInfo(path).fileName()),
            tr("The Inspector shows it."),
            widgets::Glyph::None,
            {}});
}

bool Workbench::factsAreCurrent() const
{
    return m_facts && m_facts->path == m_project.model().source; // which of a model without weights is its config.json
}

void Workbench::showFacts()
{
    if (factsAreCurrent())
        inspectFile(*m_facts, app::inspectModel(m_project.model(), *m_facts));
}

void Workbench::inspectModel()
{
    if (factsAreCurrent())
        return showFacts();
    inspect(widgets::InspectorContent{});
    // A model that came back without its file being opened, by undoing: what is in it is read again.
    const QString path = m_project.modelPath();
    if (!path.isEmpty() && m_reading == 0 && !(m_refused && m_refused->path == path))
        readModel(path, [this, path](const model::Description&) { return path == m_project.modelPath(); });
}

void Workbench::keepModelInspected()
{
    if (!m_inspected || inspectsVocabulary() || !factsAreCurrent())
        inspectModel();
}

void Workbench::detectMachine()
{
    later(this, &machine::detect, [this](const machine::Detection& detection) { adoptMachine(detection); });
}

void Workbench::adoptMachine(machine::Detection detection)
{
    if (const auto read = m_bandwidth.find("read_gb_per_s");
        m_bandwidth.is_object() && read != m_bandwidth.end() && read->is_number()) {
        detection.rig.ramBandwidthGBs = read->get<double>();
        detection.rig.ramBandwidthProvenance = Provenance::Measured;
        detection.rig.ramBandwidthSource = "measured " + m_bandwidth.value("measured_at", std::string())
            + ", median of " + std::to_string(m_bandwidth.value("repeats", 0)) + " readings";
    }
    m_project.setMachine(detection);
}

job::JobSpec Workbench::specOf(std::string kind, Json parameters) const
{
    job::JobSpec spec;
    spec.kind = std::move(kind);
    spec.project = std::filesystem::path(m_project.path().toStdU16String());
    spec.parameters = std::move(parameters);
    return spec;
}

JobId Workbench::submit(std::string kind, Json parameters, const QString& title)
{
    return m_jobs.submit(specOf(std::move(kind), std::move(parameters)), title);
}

JobId Workbench::submit(std::string kind, Json parameters, std::function<QString()> title)
{
    const QString now = title();
    return m_jobs.submit(specOf(std::move(kind), std::move(parameters)), now, std::move(title));
}

void Workbench::openPath(const QString& path)
{
    emit pathRequested(path);
}

void Workbench::locateProject(const QString& path)
{
    emit locationRequested(path);
}

void Workbench::showPane(const QString& id)
{
    emit paneRequested(id);
}

void Workbench::copyCommands(const QStringList& commands)
{
    if (commands.isEmpty())
        return notify({tr("Nothing here is set up to run."),
                       tr("Choose what to work on, then copy its command line."),
                       widgets::Glyph::None,
                       {}});
    QGuiApplication::clipboard()->setText(commands.join(QLatin1Char('\n')));
    notify({tr("The command line is on the clipboard."), {}, widgets::Glyph::Pass, {}});
}

void Workbench::trigger(const QString& actionId)
{
    emit actionRequested(actionId);
}

} // namespace headroom::app
