// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: lines over a common axis, with bands for their intervals and their names at their ends.
#pragma once

#include "widgets/plot/chart.h"

namespace headroom::widgets {

struct Series {
    QString name;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> low = {}; ///< empty = no band
    std::vector<double> high = {};
    Tone tone = Role::Text;
    QList<qreal> dash = {};
    Marker marker = Marker::None;
    double width = 1.6;
    QString endLabel = {}; ///< empty = name; "-" = none
};

class LineChart : public Chart {
    Q_OBJECT
public:
    explicit LineChart(QWidget* parent = nullptr);
    void setSeries(const QList<Series>& series);
    QList<QStringList> tableData() const override;

protected:
    void rebuild() override;
    void arrange() override;
    QString labelAt(const QPointF& pixel) const override;
    QString readout(double x, double y) const override;
    QList<Reading> readings(double x) const override;

private:
    void buildBand(const Series& series);
    void buildLine(const Series& series);
    QList<Series> m_series;
};

} // namespace headroom::widgets
