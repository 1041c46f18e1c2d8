// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: per category one dot with its interval for each candidate, below each other, so that they can be compared in
// pairs.
#pragma once

#include "widgets/plot/chart.h"

#include <QStringList>

namespace headroom::widgets {

struct IntervalSeries {
    QString name;
    Tone tone = Role::Text;
    Marker marker = Marker::Circle;
    std::vector<double> value; ///< one per category, NaN = not measured
    std::vector<double> low;
    std::vector<double> high;
};

/// "BarsWithIntervals": horizontal, categories from the top down, the legend beside the title.
class IntervalChart : public Chart {
    Q_OBJECT
public:
    explicit IntervalChart(QWidget* parent = nullptr);
    void setData(const QStringList& categories, const QList<IntervalSeries>& series);
    QList<QStringList> tableData() const override;

protected:
    void rebuild() override;
    QString labelAt(const QPointF& pixel) const override;
    QString readout(double x, double y) const override;

private:
    bool isOnItsOwnLine(const IntervalSeries& series) const;
    void buildSeries(const IntervalSeries& series, double shift);
    QStringList m_categories;
    QList<IntervalSeries> m_series;
};
using BarsWithIntervals = IntervalChart;

} // namespace headroom::widgets
