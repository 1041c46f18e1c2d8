// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what fits: the frontier of each preset over context and concurrency, computed when the model, the rig or the
// cache type changes; a moved operating point only moves the cross.
#pragma once

#include "app/panes/capacity/plancontrols.h"
#include "widgets/plot/frontiermap.h"

namespace headroom::app {

class FitMap : public widgets::FrontierMap {
    Q_OBJECT
public:
    explicit FitMap(QWidget* parent = nullptr);
    void show(const plan::PlanRequest& request, const plan::Plan& plan);
    void retranslate();

private:
    void rebuildFrontiers(const plan::PlanRequest& request);
    void addFrontier(QList<widgets::Frontier>& list, plan::PlanRequest request, const QString& id, bool other);

    QString m_shownFor; ///< everything that the frontiers depend on
    PlanRange m_range;
};

} // namespace headroom::app
