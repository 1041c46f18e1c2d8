// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what is under the preset table: output folder, the two permissions, Start, and why Start cannot be pressed.
#pragma once

#include "widgets/input/filepicker.h"

#include <QCheckBox>
#include <QPushButton>

namespace headroom::app {

class QuantizeSession;

class QuantizeControls : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeControls(QuantizeSession& session, QWidget* parent = nullptr);
    void update();
    void retranslate();

private:
    QuantizeSession& m_session;
    widgets::FilePicker* m_folder;
    QCheckBox* m_replace;
    QCheckBox* m_requantize;
    QPushButton* m_resume; ///< there only when something was interrupted
    QPushButton* m_start;
    widgets::Label* m_obstacle;
};

} // namespace headroom::app
