// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what rounding is weighted by, and how it rounds: an importance matrix or a calibration, chosen or made from a
// text here, and the method; says in words what the file does not cover, and shows the channels that stand out.
#pragma once

#include "app/models/calibrationfacts.h"
#include "app/panes/quantize/quantizesession.h"
#include "widgets/input/filepicker.h"
#include "widgets/shell/paragraph.h"

#include <QComboBox>
#include <QPushButton>

namespace headroom::app {

class OutlierChart;

class CalibrationView : public QWidget {
    Q_OBJECT
public:
    CalibrationView(Workbench& workbench, QuantizeSession& session, QWidget* parent = nullptr);
    /// Shows what the session has chosen for the current model.
    void refresh();
    void show(const QString& preset); ///< and what its plan warns of
    QStringList commands() const; ///< the newest calibration of this model, for a shell
    void retranslate();

private:
    void build();
    void choose();
    void read();
    void calibrate();
    void onJob(JobId id);
    void updateWords();
    QString words() const;
    QString warnings() const;
    bool isUnderWay() const;

    Workbench& m_workbench;
    QuantizeSession& m_session;
    widgets::FilePicker* m_file;
    QComboBox* m_method;
    QComboBox* m_groups; ///< of folder presets
    QPushButton* m_calibrate;
    widgets::Paragraph* m_words;
    OutlierChart* m_chart;
    QString m_preset;
    QString m_read; ///< the file that m_facts is of, or is being read from
    std::optional<Result<CalibrationFacts>> m_facts;
};

} // namespace headroom::app
