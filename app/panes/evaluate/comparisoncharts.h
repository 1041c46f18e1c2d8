// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the three pictures of a comparison: size against divergence, error by context position, agreement. They draw
// the scoreboard's numbers and share its selection.
#pragma once

#include "app/models/comparisonmodel.h"
#include "widgets/plot/intervalchart.h"
#include "widgets/plot/linechart.h"
#include "widgets/plot/scatterchart.h"

namespace headroom::app {

class ComparisonCharts : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonCharts(const ComparisonModel& comparison, QWidget* parent = nullptr);

    /// After another result, budget or language.
    void rebuild();
    void select(int row); ///< row of the scoreboard; -1 = none

signals:
    void rowSelected(int row);

private:
    void buildScatter();
    void buildPositions();
    void buildAgreement();
    QList<int> chosenRows() const;
    QString limitOf(const eval::Gate& gate) const;
    QList<widgets::ReferenceLine> gateLine(const char* metric, Qt::Orientation orientation, double scale,
                                           const QString& unit) const;

    const ComparisonModel& m_comparison;
    widgets::ScatterChart* m_scatter;
    widgets::LineChart* m_positions;
    widgets::IntervalChart* m_agreement;
    int m_selected = -1;
};

} // namespace headroom::app
