// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the first line of the Quantize pane and its three numbers, in words, from the session alone.
#pragma once

#include "app/models/headline.h"

namespace headroom::app {

class QuantizeSession;
struct PresetPlan;

/// The mixture at the budget slider, which no preset has yet.
struct DraftFigures {
    const PresetPlan* plan = nullptr; ///< one that can be made
    double damage = 0; ///< predicted
    bool isDivergence = false; ///< mean KLD in nat; else noise to signal
};

/// preset: the one whose tensors are shown; draft: shown in its place, or null.
Headline quantizeHeadline(QuantizeSession& session, const QString& preset, double sourceBytes, double parameters,
                          const DraftFigures* draft = nullptr);

} // namespace headroom::app
