// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a GPU or a processor of a rig as a card; the same drawing for the detected machine and the design.
#pragma once

#include "core/plan/plan.h"
#include "widgets/plot/capacitycard.h"
#include "widgets/shell/inspectorpanel.h"

namespace headroom::app {

/// Scales that make the cards of both rigs comparable: the largest capacity and bandwidth on show.
struct CardScale {
    double bytes = 1;
    double bandwidthGBs = 1;
    void include(const machine::Rig& rig);
};

/// planned: what the current plan would put there; null shows what is in use now.
void showGpu(widgets::CapacityCard& card, const machine::Gpu& gpu, std::size_t index, const CardScale& scale,
             const plan::DevicePlan* planned);
/// A card without its maker: "RTX 3090".
QString shortName(const std::string& name);

/// Of the host's memory, marked "≈" where it is an assumption.
QString hostBandwidth(const machine::Rig& rig);
void showProcessor(widgets::CapacityCard& card, const machine::Rig& rig);

widgets::InspectorContent inspectGpu(const machine::Gpu& gpu, std::size_t index, const QString& rigName);
widgets::InspectorContent inspectProcessor(const machine::Rig& rig);

} // namespace headroom::app
