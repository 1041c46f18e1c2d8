// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one bar per device, its parts stacked in their colours inside the outline of its capacity.
#pragma once

#include "widgets/plot/chart.h"

namespace headroom::widgets {

struct StackPart {
    QString name;
    double value = 0;
    Tone tone = Role::Muted;
};

struct StackedBar {
    QString label;
    double capacity = 0;
    QList<StackPart> parts; ///< from the bottom up
};

class StackedBars : public Chart {
    Q_OBJECT
public:
    explicit StackedBars(QWidget* parent = nullptr);
    void setBars(const QList<StackedBar>& bars);
    void setValueFormatter(std::function<QString(double)> format);
    QList<QStringList> tableData() const override;

protected:
    void rebuild() override;
    void arrange() override;
    QString readout(double x, double y) const override;

private:
    void buildBar(int index);
    QList<StackedBar> m_bars;
    std::function<QString(double)> m_format;
};

} // namespace headroom::widgets
