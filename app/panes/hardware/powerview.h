// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: can the supply and the circuit carry the design? Two gauges that explain themselves when clicked, and the
// smallest supply that would carry it where the present one does not.
#pragma once

#include "core/plan/plan.h"

#include <QWidget>

class QBoxLayout;
class QHBoxLayout;
class QPushButton;

namespace headroom::widgets {
class Card;
class Gauge;
class Label;
class Section;
}

namespace headroom::app {

class RigEditor;
class Workbench;

class PowerView : public QWidget {
    Q_OBJECT
public:
    using TermOf = Term (*)(const plan::PowerPlan& power);

    PowerView(Workbench& workbench, RigEditor& editor, QWidget* parent = nullptr);
    void show(const plan::PowerPlan& power);
    void retranslate();
    void setNarrow(bool narrow);

signals:
    void termChosen(TermOf termOf); ///< what a clicked gauge shows, of any plan

private:
    void place(QHBoxLayout* row, QWidget* title, QWidget* content, int stretch);
    QWidget* buildAdvice();
    void showAdvice();

    Workbench& m_workbench;
    RigEditor& m_editor;
    QBoxLayout* m_layout; ///< gauges and advice
    widgets::Section* m_supplyTitle;
    widgets::Gauge* m_supply;
    widgets::Section* m_circuitTitle;
    widgets::Gauge* m_circuit;
    widgets::Card* m_advice;
    widgets::Label* m_adviceTitle;
    widgets::Label* m_adviceText;
    QPushButton* m_adviceButton;
    QString m_advised; ///< name of the supply on the button
};

} // namespace headroom::app
