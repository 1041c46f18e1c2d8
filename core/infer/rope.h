// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: rotary position embedding. Angle of pair i at position p: p · f_i, f_i = scale · base^(-2i/d) / factor_i, where
// d = rotated dimensions; computed in double. YaRN (Peng et al. 2023) blends f_i with its unscaled value by a ramp over
// the pairs. Worked: p = 1, d = 32, base = 10000, pair 1: angle 10000^(-1/16) = 0.5623.
#pragma once

#include "core/model/architecture.h"

#include <cstddef>
#include <vector>

namespace headroom::infer {

using model::RopeStyle;

struct RopeSettings {
    RopeStyle style = RopeStyle::Pairs;
    std::size_t dimensions = 0; ///< of a head that are rotated, from its start; even
    double base = 10000;
    double scale = 1; ///< positions are multiplied by this: 1 / scaling factor
    double yarnMix = 0; ///< 1: full YaRN
    double yarnFast = 32, yarnSlow = 1; ///< rotations over the original context between which the ramp lies
    bool yarnWhole = true; ///< the ramp begins and ends at whole pairs
    double originalContext = 0;
    double magnitude = 1; ///< of rotated queries and keys
    std::vector<float> factors; ///< empty, or one divisor per pair
    bool operator==(const RopeSettings&) const = default;
};

} // namespace headroom::infer
