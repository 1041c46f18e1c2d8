// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the ranking of what hurts: one group of tensors at a time goes to the preset's types, the divergence is
// measured. Starts the measurement, follows it, has the last one of this model and preset.
#pragma once

#include "app/gui/workbench.h"
#include "app/jobs/jobfollower.h"
#include "app/models/sensitivitymodel.h"

namespace headroom::app {

struct SensitivitySetup {
    QString text; ///< path
    QString grouping; ///< "kind", "layer", "tensor"
    int windows = 0; ///< at most
};

class SensitivitySession : public QObject {
    Q_OBJECT
public:
    explicit SensitivitySession(Workbench& workbench, QObject* parent = nullptr);
    SensitivityModel& groups() { return m_model; }
    QString preset() const { return m_preset; }
    void setPreset(const QString& preset); ///< of the current model

    QString text() const; ///< as the project has it
    void setText(const QString& path);
    /// Why it cannot be measured over this text, with the next step; empty when it can.
    QString obstacle(const QString& text) const;
    void start(const SensitivitySetup& setup);
    QStringList commands(const SensitivitySetup& setup) const; ///< the same for a shell
    /// All tensors of the group and no others: ".attn_q." of every layer, "blk.3." of one, or a name.
    static QString patternOf(const SensitivityRow& row);

signals:
    void changed(); ///< rows came or went, a measurement began or ended

private:
    Json parametersOf(const SensitivitySetup& setup) const;
    void readStored();
    void onState(const JobInfo& job);
    void onEvent(const JobInfo& job, const QString& kind, const Json& payload);

    Workbench& m_workbench;
    SensitivityModel m_model;
    QString m_preset, m_source; ///< that the rows are of
    JobFollower m_jobs;
    quint64 m_ticket = 0; ///< the newest reading wins
};

} // namespace headroom::app
