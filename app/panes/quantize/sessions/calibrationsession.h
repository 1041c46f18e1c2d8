// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what rounding is weighted by, and how it rounds: kept in the project for each model file. Makes calibrations
// from a text, and reads what a file covers of the model.
#pragma once

#include "app/gui/workbench.h"
#include "app/jobs/jobfollower.h"
#include "app/models/calibrationfacts.h"
#include "app/models/presetplan.h"

namespace headroom::app {

struct CalibrationChoice {
    QString path; ///< importance matrix or calibration; empty: none
    QString method = QStringLiteral("rtn"); ///< of quant::methodNames()
    int groupSize = 0; ///< inputs that share a scale, for folder presets that leave it open; 0: as they have it

    bool operator==(const CalibrationChoice&) const = default;
};

class CalibrationSession : public QObject {
    Q_OBJECT
public:
    explicit CalibrationSession(Workbench& workbench, QObject* parent = nullptr);
    void read(const QString& source); ///< what the project has of this model file

    const CalibrationChoice& choice() const { return m_choice; }
    quant::Method method() const;
    bool needsCalibration() const { return quant::rowOf(method()).needsCalibration(); }
    void choose(const CalibrationChoice& choice);
    /// The same words for planning and running.
    void addTo(Json& parameters) const;
    void addTo(PlanWishes& wishes) const;

    /// Of the chosen file; nothing while it is being read, and where there is none.
    const std::optional<Result<CalibrationFacts>>& facts() const { return m_facts; }
    const CalibrationFacts* covered() const { return m_facts && *m_facts ? &**m_facts : nullptr; }

    bool isUnderWay() const { return m_jobs.underWay() != nullptr; }
    /// With this text; what is made, into the folder, is chosen at once.
    void calibrate(const QString& text, const QString& folder);
    QStringList commands() const; ///< the newest calibration of this model, for a shell

signals:
    void chosen(); ///< another file, method or group size: what was planned with them is of before
    void stateChanged(); ///< of a calibration that is made, or of the facts

private:
    void readFacts();
    void onJob(const JobInfo& job);

    Workbench& m_workbench;
    QString m_source;
    JobFollower m_jobs;
    CalibrationChoice m_choice;
    QString m_read; ///< the file that m_facts is of, or is being read from
    std::optional<Result<CalibrationFacts>> m_facts;
    quint64 m_ticket = 0; ///< the newest reading wins
};

} // namespace headroom::app
