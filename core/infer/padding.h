// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: vectors are kept with zeros behind them up to a whole number of lanes, so that no kernel needs a remainder.
#pragma once

#include <cstddef>

namespace headroom::infer {

/// Rows are padded with zeros to a multiple of this many floats.
inline constexpr std::size_t kLanes = 16;
constexpr std::size_t padded(std::size_t count)
{
    return (count + kLanes - 1) / kLanes * kLanes;
}

} // namespace headroom::infer
