// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the panes share: the project, the queue of jobs, the Inspector, messages. The window listens to its
// signals; a test builds one without any window.
#pragma once

#include "app/gui/dialogs.h"
#include "app/jobs/jobqueue.h"
#include "app/models/modelfacts.h"
#include "app/project/project.h"
#include "widgets/shell/inspectorpanel.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace headroom::app {

/// A message that goes by itself: what happened, and what to do next. Never a modal box.
struct Notice {
    QString text;
    QString nextStep; ///< may be empty
    widgets::Glyph glyph = widgets::Glyph::None;
    QString actionId; ///< a row of the actions table behind the button; may be empty
};

class Workbench : public QObject {
    Q_OBJECT
public:
    Workbench(Project& project, JobQueue& jobs, QObject* parent = nullptr);

    Project& project() const { return m_project; }
    JobQueue& jobs() const { return m_jobs; }
    const widgets::InspectorContent& inspected() const { return m_inspection; }
    /// What the Inspector shows is this file, be it a model or a vocabulary alone; null while it shows something else.
    const ModelFacts* inspectedFile() const { return m_inspected; }
    bool inspectsVocabulary() const { return m_vocabulary && m_inspected == &*m_vocabulary; }

    /// Fills the Inspector. Whoever is selected last wins. make: called at once, and again in another language; what it
    /// needs, it has to hold itself.
    void inspect(std::function<widgets::InspectorContent()> make);
    void inspect(const widgets::InspectorContent& content);
    /// The same in the language of now.
    void inspectAgain();
    void notify(const Notice& notice);
    /// The error as a sentence with a next step (app/text).
    void notify(const Error& error);
    struct RefusedModel {
        QString path;
        Error error;
    };
    /// The file that could not be opened last; empty after one that could.
    const std::optional<RefusedModel>& refusedModel() const { return m_refused; }
    /// Reads the header off the interface thread, adds the model to the project, makes it the current one and tells the
    /// Inspector what is in it.
    void openModel(const QString& path);
    /// Makes this plan the current one, in one edit, over the model in the file at `path`; empty: the plan has its own.
    void openPlan(const plan::PlanRequest& request, const QString& path, const QString& text);
    /// A plan names a catalogue model that is not known here; nothing is said of an empty one.
    void sayUnknown(const QString& catalogueModel);
    /// The current model file into the Inspector; nothing for a catalogue model.
    void inspectModel();
    /// The same, where the Inspector does not show it already.
    void keepModelInspected();
    /// Reads what this machine has, off the interface thread; Project::machineChanged follows.
    void detectMachine();
    /// Queues a job of this project; its results are stored there.
    JobId submit(std::string kind, Json parameters, const QString& title);
    /// title: called at once, and again in another language.
    JobId submit(std::string kind, Json parameters, std::function<QString()> title);
    /// Lines for a shell onto the clipboard; says so, and where there are none, that too.
    void copyCommands(const QStringList& commands);
    /// A model or a project, whichever it is.
    void openPath(const QString& path);
    /// Asks where the project is that is not at `path` any more, and opens it there.
    void locateProject(const QString& path);
    void showPane(const QString& id);
    /// A path from the user, by whoever asks questions; empty when dismissed, or when nobody asks.
    QString askFile(const FileQuestion& question) const { return m_askFile ? m_askFile(question) : QString(); }
    void setFileDialog(std::function<QString(const FileQuestion&)> ask) { m_askFile = std::move(ask); }
    /// Triggers a row of the actions table: "file.open-model".
    void trigger(const QString& actionId);

signals:
    void modelRefused(); ///< refusedModel() says which and why
    void inspectionChanged(const headroom::widgets::InspectorContent& content);
    void noticed(const headroom::app::Notice& notice);
    void paneRequested(const QString& id);
    void actionRequested(const QString& id);
    void pathRequested(const QString& path);
    void locationRequested(const QString& path);
    void modelOpened(const QString& path);

private:
    Project& m_project;
    JobQueue& m_jobs;
    widgets::InspectorContent m_inspection;
    std::function<widgets::InspectorContent()> m_makeInspection; ///< empty: the content cannot be made again
    /// use: what is done with a model once its header is read; false: it is of no use any more.
    void readModel(const QString& path, std::function<bool(const model::Description&)> use);
    bool factsAreCurrent() const; ///< m_facts is of the current model
    void showFacts();
    void showVocabulary(const QString& path, const ModelFacts& facts);
    void inspectFile(const ModelFacts& facts, const widgets::InspectorContent& content);
    void sayPlace();
    void sayReleased();
    void adoptMachine(machine::Detection detection);
    job::JobSpec specOf(std::string kind, Json parameters) const;

    std::function<QString(const FileQuestion&)> m_askFile;
    std::optional<RefusedModel> m_refused;
    std::optional<ModelFacts> m_facts; ///< of the current model file
    std::optional<ModelFacts> m_vocabulary; ///< of the last file that held nothing else
    const ModelFacts* m_inspected = nullptr; ///< one of these, while the Inspector shows it
    Json m_bandwidth; ///< measured in this session, on this machine
    quint64 m_openTicket = 0; ///< the newest reading of a model wins
    int m_reading = 0; ///< readings under way
};

} // namespace headroom::app
