// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: bits per weight against divergence: the front of all mixtures as a line, the presets of the same model as
// points, predicted open, measured filled; a line that can be dragged is the budget.
#pragma once

#include "app/models/searchfront.h"
#include "widgets/plot/scatterchart.h"

namespace headroom::app {

class PresetsModel;
class QuantizeSession;

class SearchChart : public widgets::ScatterChart {
    Q_OBJECT
public:
    explicit SearchChart(QWidget* parent = nullptr);
    /// front: null clears. parameters: of the model, > 0.
    void show(const SearchFront* front, QuantizeSession& session, double parameters);
    void setBudget(double bits);

signals:
    void budgetDragged(double bits);

private:
    void addFront(const SearchFront& front, double parameters);
    QList<widgets::ScatterPoint> pointsOf(const SearchFront& front, QuantizeSession& session, double parameters) const;
};

} // namespace headroom::app
