// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a mixture that was found comes to as a file: its exact size, and its measured divergence beside a preset's.
#pragma once

#include "core/quant/run/quantizerun.h"
#include "core/search/search.h"

namespace headroom::search {

/// Of the artifact that `quantize` would write with this preset.
Result<std::uint64_t> outputBytes(const quant::Preset& preset, const SearchOptions& options);

struct Mixture {
    const quant::Prepared& source;
    std::span<const tensor::Type> types; ///< per tensor
    const SearchOptions& options;
    ImportanceOf importance;
};
/// Reports stage "compare".
Result<SearchMeasurement> measureMixture(const Mixture& mixture, ThreadPool& pool, JobControl& control);

} // namespace headroom::search
