// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the one layout that lanesearch.cpp's code for every instruction set works on.
#pragma once

#include "core/tensor/lanesearch.h"

namespace headroom::tensor {

/// Eight sub-blocks side by side: value i of sub-block b at 8 i + b.
struct Tile {
    int n;
    alignas(64) float x[32 * kLanes];
    alignas(64) float weights[32 * kLanes];
    alignas(64) float levels[32 * kLanes];
};

} // namespace headroom::tensor
