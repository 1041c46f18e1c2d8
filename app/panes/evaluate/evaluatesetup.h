// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what is to be compared: baseline, candidates, text, window length, how many windows; and Compare, or why not.
#pragma once

#include "widgets/input/filepicker.h"

#include <QPushButton>
#include <QSpinBox>

namespace headroom::widgets {
class TableView;
}

namespace headroom::app {

class EvaluateSession;

class EvaluateSetup : public QWidget {
    Q_OBJECT
public:
    explicit EvaluateSetup(EvaluateSession& session, QWidget* parent = nullptr);
    void update();
    void retranslate();
    widgets::FilePicker* textPicker() const { return m_text; }

signals:
    void addFileRequested();

private:
    void connectAll();
    QLayout* buildInputs();

    EvaluateSession& m_session;
    widgets::TableView* m_candidates;
    QPushButton* m_add;
    widgets::FilePicker* m_baseline;
    widgets::FilePicker* m_text;
    widgets::Label* m_contextCaption;
    QSpinBox* m_context;
    widgets::Label* m_windowsCaption;
    QSpinBox* m_windows;
    QPushButton* m_compare;
    widgets::Label* m_obstacle;
};

} // namespace headroom::app
