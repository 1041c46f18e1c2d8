// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: pinned plans side by side, and under them why the current one is judged as it is.
#pragma once

#include "core/plan/plan.h"

#include <QList>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace headroom::widgets {
class GlyphLabel;
class Section;
class TableView;
}

namespace headroom::app {

class PlansModel;
class Workbench;

class PlanComparison : public QWidget {
    Q_OBJECT
public:
    explicit PlanComparison(Workbench& workbench, QWidget* parent = nullptr);
    void show(const plan::Plan& plan);
    void showPlans();
    void retranslate();
    void rescale();

private:
    void pin();
    void adopt(int row);
    void showReasons(const plan::Plan& plan);

    Workbench& m_workbench;
    widgets::Section* m_title;
    QPushButton* m_pin;
    PlansModel* m_model;
    widgets::TableView* m_table;
    widgets::Section* m_reasonsTitle;
    QVBoxLayout* m_reasons;
    QList<widgets::GlyphLabel*> m_reasonLabels;
};

} // namespace headroom::app
