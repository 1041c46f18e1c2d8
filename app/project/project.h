// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the open project on the interface thread: one Store, the current model, rig and plan request with undo, and a
// signal for every kind of change. There always is one: an unnamed project lives in the application's data folder.
// A file belongs to the window that opened it first; what another one changes stays there, until it is saved under a
// name of its own.
#pragma once

#include "core/machine/detect.h"
#include "core/plan/plan.h"
#include "core/store/store.h"

#include <QLockFile>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include <map>

namespace headroom::app {

class Project : public QObject {
    Q_OBJECT
public:
    explicit Project(QObject* parent = nullptr);
    ~Project() override;

    Status openUnnamed(); ///< the one that is there from the start
    /// The others of that kind, of windows that ran at once, with something in them; newest first.
    QStringList otherUnnamed() const;
    static bool isUnnamed(const QString& path);
    Status open(const QString& path);
    Status create(const QString& path); ///< an existing file is a Conflict
    Status saveAs(const QString& path); ///< copies everything and goes on there
    bool isUnnamed() const { return m_unnamed; }
    /// Another window has the file, or it is protected: settings and plans stay in this one.
    bool isReadOnly() const { return m_readOnly; }
    bool isProtected() const; ///< the file or its folder cannot be written
    /// The file was renamed, replaced or deleted meanwhile: all is here still, and nowhere else.
    bool isMoved() const { return m_store && m_store->isMoved(); }
    /// Another program wrote over the file (a backup put back in place). The lists show what is in it now; what this
    /// window changed since it opened the file is kept here, as if it were another window's, until takeOver(), saveAs()
    /// or open().
    bool isOverwritten() const { return m_overwritten; }
    /// Looks now whether the file is still in its place, whose it is, and what others wrote into it; that happens by
    /// itself too, every two seconds.
    void look();
    /// Something would be lost with this window.
    bool holdsUnsaved() const;
    /// Writes into the file what this window kept to itself, once the other window has closed. Busy while it has not.
    Status takeOver();
    QString path() const;
    QString name() const; ///< file name without ending; empty for an unnamed project

    // What the project holds; read fresh, errors go out through failed() and give an empty list.
    std::vector<store::ModelRow> models() const;
    std::vector<store::ArtifactRow> artifacts() const;
    /// Newest first, without their results: a list of thousands takes milliseconds.
    std::vector<store::RunRow> runs(const store::RunFilter& filter = {}) const;
    /// Its result as it is stored; empty where there is none. Long ones are read on another thread.
    std::string resultText(store::Id run) const;
    std::vector<store::MetricRow> metrics(store::Id run) const;
    void addVerdicts(store::Id run, const std::vector<store::VerdictRow>& rows); ///< not into another window's file
    std::vector<store::PlanRow> plans() const;
    Json setting(const char* key) const; ///< null when absent
    void setSetting(const char* key, const Json& value);
    /// The same, kept for each model file by itself.
    Json settingOf(const QString& file, const char* key) const;
    void setSettingOf(const QString& file, const char* key, const Json& value);
    void savePlan(const QString& name, const plan::PlanRequest& request, const plan::Plan& result);
    /// Another process wrote: everything that lists rows reads again.
    void reload();

    /// The model that all panes talk about: a file, or a catalogue model. Adds a file to the project.
    void setModel(const model::Description& model);
    bool hasModel() const { return !m_request.model.tensors.empty(); }
    const model::Description& model() const { return m_request.model; }
    QString modelPath() const; ///< empty for a catalogue model
    /// The model file that the opened project worked with; whoever reads files opens it again.
    QString rememberedModelPath() const { return m_rememberedModelPath; }
    /// The catalogue model that the opened project planned with and this build does not have; empty otherwise.
    QString unknownModel() const { return m_unknownModel; }
    /// That file, read again: no edit, and the plan stays as it was. False when another model was chosen meanwhile.
    bool restoreModel(const model::Description& model);

    const machine::Rig& rig() const { return m_request.rig; } ///< the designed rig
    const machine::Detection* machine() const { return m_machine ? &*m_machine : nullptr; } ///< null until detected
    void setMachine(const machine::Detection& detection);
    const plan::PlanRequest& request() const { return m_request; }
    /// One undoable edit. Edits with the same text within the same gesture merge when mergeId is not -1.
    void edit(const plan::PlanRequest& request, const QString& text, int mergeId = -1);
    void editRig(const machine::Rig& rig, const QString& text, int mergeId = -1);
    QUndoStack& undoStack() { return m_undo; }

signals:
    void opened(); ///< another project file: everything is different
    void modelChanged();
    void rigChanged();
    void machineChanged();
    void requestChanged(); ///< also after modelChanged and rigChanged
    void modelsChanged();
    void artifactsChanged();
    void runsChanged();
    void plansChanged();
    void placeChanged(); ///< isMoved() or isOverwritten() answers otherwise
    void released(); ///< a file that was another window's; is written into from now on, or after takeOver()
    void failed(const headroom::Error& error) const;

private:
    friend class EditCommand;
    void apply(const plan::PlanRequest& request);
    void adopt(std::unique_ptr<store::Store> store, std::unique_ptr<QLockFile> lock);
    void remember();
    void keepModel(const model::Description& model);
    void watchLock();
    void watchPlace();
    bool mayWrite();
    void leaveMark();
    void leaveOverwritten();
    void openOverwritten();
    void noteWritten();
    Status writeKept(store::Store& store) const;
    void forgetKept();
    template <class T> std::vector<T> listed(Result<std::vector<T>> rows) const;
    void check(const Status& status) const;

    struct Changes {
        std::map<std::string, Json> settings;
        std::vector<store::PlanRow> plans;
        void put(const store::PlanRow& plan); ///< in the place of one of the same name
    };

    std::unique_ptr<store::Store> m_store; ///< null also where what was put in the file's place is no project
    std::unique_ptr<QLockFile> m_lock; ///< of this window on the file
    bool m_unnamed = false;
    bool m_readOnly = false;
    bool m_saidMoved = false;
    bool m_overwritten = false;
    bool m_wroteSinceMark = false;
    QString m_path;
    Changes m_kept; ///< of a file that is another window's, and not in it
    Changes m_written; ///< into the file, since it was opened here
    Json m_remembered; ///< the plan request as the file has it
    QString m_rememberedModelPath;
    QString m_unknownModel;
    QTimer m_rememberTimer;
    QTimer m_watchTimer;
    QString m_stamp; ///< of the file, after this window's own last writing
    plan::PlanRequest m_request;
    std::optional<machine::Detection> m_machine;
    QUndoStack m_undo;
};

} // namespace headroom::app
