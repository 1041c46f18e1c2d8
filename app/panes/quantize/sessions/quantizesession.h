// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: everything the Quantize pane knows about the current model: plans, what is done, queued or running, what was
// measured per tensor. It follows the project and the queue; it draws nothing and computes nothing heavy itself.
#pragma once

#include "app/jobs/jobfollower.h"
#include "app/models/presetsmodel.h"
#include "app/models/tensorgrid.h"
#include "app/panes/quantize/sessions/calibrationsession.h"
#include "app/panes/quantize/sessions/outputfolder.h"
#include "app/panes/quantize/sessions/overridessession.h"
#include "app/panes/quantize/sessions/ownpresetsession.h"

#include <QHash>

#include <map>

namespace headroom::app {

class QuantizeSession : public QObject {
    Q_OBJECT
public:
    explicit QuantizeSession(Workbench& workbench, QObject* parent = nullptr);

    QString source() const { return m_source; } ///< empty without a model file
    /// What decides how the presets are planned and run; each is kept in the project.
    OutputFolder& output() { return m_output; }
    OwnPresetSession& own() { return m_own; }
    OverridesSession& overrides() { return m_overrides; }
    CalibrationSession& calibration() { return m_calibration; }
    const CalibrationSession& calibration() const { return m_calibration; }
    bool isSourceQuantized() const;
    void setAllowRequantize(bool allow);
    bool allowsRequantize() const { return m_allowRequantize; }
    void setReplace(bool replace) { m_replace = replace; }

    PresetsModel& presets() { return m_presets; }
    /// What presets of this model are planned with now.
    PlanWishes wishes() const;
    bool isFolder(const QString& preset) const; ///< makes a Hugging Face folder, whose types cannot be set by hand
    bool isGrouped(const QString& preset) const; ///< a folder in which the choice's groupSize counts
    /// Adds the preset and runs it; the same mixture again is not added twice.
    QString queueOwn(const quant::Preset& preset);
    bool isPlanned() const { return m_isPlanned; }
    /// As planned, with what is measured so far; empty before the plan is there.
    const std::vector<TensorRow>& tensors(const QString& preset) const;
    /// Asks the planner again whether each preset fits; after a change of rig or load.
    void updateFits();
    /// When the shown measurement was taken; empty while there is none.
    QString measuredWhen(const QString& preset) const { return m_when.value(preset); }
    quint64 freeBytes() const { return m_freeBytes; } ///< on the output folder's disk
    quint64 checkedBytes() const;
    quint64 neededBytes() const; ///< for those, and for what is beside them while they are made
    QStringList checkedExisting() const; ///< checked presets whose file is there already
    /// Why Start cannot be pressed, with the next step; empty when it can.
    QString obstacle() const;

    /// What it would be without the one that names this tensor alone; nothing before the plan is there.
    std::optional<tensor::Type> typeWithoutOverride(const QString& preset, const std::string& tensor) const;

    /// What its plan warns of, in English; empty while it is not planned.
    Remarks warnings(const QString& preset) const;

    /// One job per checked preset, largest first.
    void start();
    QStringList commands() const; ///< the same for a shell
    /// Presets whose run failed, was cancelled or was interrupted, and does not run or wait again.
    QStringList interrupted() const;
    /// Runs those again: each goes on from what it had finished.
    void resume();
    const JobInfo* runningJob() const { return m_jobs.running(); } ///< of this model; null when none runs
    QString runningPreset() const;
    std::string runningTensor() const; ///< as the rows of its preset are named

signals:
    void planned();
    void stateChanged(); ///< of any preset
    void measured(const QString& preset, int row);
    void measurementsReplaced(const QString& preset);
    void started(const QString& preset);

private:
    void onModelChanged();
    void plan();
    void replan(const QString& preset);
    void planFolders();
    void adopt(const std::vector<PresetPlan>& plans, bool folders);
    void adoptOne(const PresetPlan& plan);
    void keep(const PresetPlan& plan);
    bool makeFolder();
    void readStored();
    void readJobs();
    void onEvent(const JobInfo& job, const QString& kind, const Json& data);
    void onState(const JobInfo& job);
    void replaceMeasurements(const QString& preset, const std::vector<TensorRow>& rows);
    Json parametersOf(const PresetRow& row) const;
    void submit(const PresetRow& row);

    Workbench& m_workbench;
    PresetsModel m_presets;
    QString m_source;
    OutputFolder m_output;
    OwnPresetSession m_own;
    OverridesSession m_overrides;
    CalibrationSession m_calibration;
    JobFollower m_jobs;
    bool m_allowRequantize = false;
    bool m_replace = false;
    bool m_isPlanned = false;
    quint64 m_freeBytes = 0;
    quint64 m_ticket = 0; ///< the newest plan wins
    quint64 m_storedTicket = 0; ///< the newest reading of what is stored wins
    std::map<QString, PlannedRun> m_plans; ///< of what can be made
    std::map<QString, std::vector<TensorRow>> m_tensors;
    QHash<QString, QString> m_when;
};

} // namespace headroom::app
