// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a distribution with the grid of levels drawn into it.
#pragma once

#include "widgets/plot/chart.h"

#include <QStringList>

namespace headroom::widgets {

class Histogram : public Chart {
    Q_OBJECT
public:
    explicit Histogram(QWidget* parent = nullptr);
    /// edges.size() == heights.size() + 1.
    void setBins(const std::vector<double>& edges, const std::vector<double>& heights, Tone tone = MemoryPart::Weights);
    /// Vertical lines with a dot on top.
    /// Lines through the distribution; ticks below it when there are too many to see between.
    void setLevels(const std::vector<double>& levels);
    /// Up to a few lines at the right edge, e.g. "16 levels", "step 5.28", "clipped 0.09 %".
    void setNotes(const QStringList& notes);
    QList<QStringList> tableData() const override;

protected:
    void rebuild() override;
    QString readout(double x, double y) const override;

private:
    void buildLevels(double top);
    void buildNotes();
    std::vector<double> m_edges;
    std::vector<double> m_heights;
    std::vector<double> m_levels;
    QStringList m_notes;
    Tone m_tone = MemoryPart::Weights;
};

} // namespace headroom::widgets
