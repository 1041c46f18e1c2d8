// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: which channels of which layers carry inputs far larger than the others: they are what low bits and 8-bit
// activations stumble over. Layer against magnitude, in multiples of the median channel.
#pragma once

#include "app/models/calibrationfacts.h"
#include "widgets/plot/scatterchart.h"

namespace headroom::app {

class OutlierChart : public widgets::ScatterChart {
    Q_OBJECT
public:
    explicit OutlierChart(QWidget* parent = nullptr);
    void show(const CalibrationFacts* facts); ///< null clears
};

} // namespace headroom::app
