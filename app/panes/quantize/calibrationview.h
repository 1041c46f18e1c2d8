// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what rounding is weighted by, and how it rounds: an importance matrix or a calibration, chosen or made from a
// text here, and the method; says in words what the file does not cover, and shows the channels that stand out.
#pragma once

#include "app/panes/quantize/sessions/quantizesession.h"
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
    /// Shows what is chosen for the current model.
    void refresh();
    void show(const QString& preset); ///< and what its plan warns of
    void retranslate();

private:
    void build();
    void choose();
    void calibrate();
    void showFacts();
    void updateWords();
    QString words() const;
    QString warnings() const;

    Workbench& m_workbench;
    QuantizeSession& m_session;
    widgets::FilePicker* m_file;
    QComboBox* m_method;
    QComboBox* m_groups; ///< of folder presets
    QPushButton* m_calibrate;
    widgets::Paragraph* m_words;
    OutlierChart* m_chart;
    QString m_preset;
};

} // namespace headroom::app
