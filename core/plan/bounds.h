// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how far plans go, so that whoever asks, answers or offers a range means the same.
#pragma once

#include <cstdint>

namespace headroom::plan {

constexpr std::uint32_t kMaxContext = 1U << 27; ///< tokens; beyond it a request is a mistake
constexpr std::uint32_t kMaxConcurrency = 1U << 16;
constexpr std::uint32_t kMaxHostLayers = 1U << 16; ///< more than any model has

} // namespace headroom::plan
