// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what building and placing the marks of a frontier map share. Included by the two .cpp files of that class only.
#pragma once

#include "widgets/plot/chartprivate.h"
#include "widgets/plot/frontiermap.h"

namespace headroom::widgets {

/// Items of the cross and labels of the frontiers; owned by the plot, renewed by rebuild().
struct FrontierMap::Marks {
    QCPItemLine* toAxisX = nullptr;
    QCPItemLine* toAxisY = nullptr;
    QCPItemLine* armX = nullptr;
    QCPItemLine* armY = nullptr;
    QCPItemEllipse* ring = nullptr;
    QCPItemText* tagX = nullptr;
    QCPItemText* tagY = nullptr;
    QList<QCPItemText*> labels;
    QCPItemText* inside = nullptr;
    QCPItemText* outside = nullptr;
};

/// y of the frontier at x, straight between its points on log axes; nothing beyond its last point.
std::optional<double> frontierY(const Frontier& frontier, double x);

} // namespace headroom::widgets
