// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a method has to do for each tensor and fold, in the units that its time and memory grow with, for forecasts
// before a run and while it runs. Internal to core/quant; arithmetic alone.
#pragma once

#include "core/quant/run/quantizerun.h"

namespace headroom::quant {

/// For channel scales of one fold.
struct SearchWork {
    Forecast::Kind kind;
    std::uint64_t amount = 0; ///< weights times trials
    std::uint64_t bytes = 0; ///< of memory
};

struct MethodWork {
    std::vector<std::uint64_t> factorized; ///< per tensor: Σ columns³ of the Hessians that are inverted for it
    std::vector<SearchWork> searches; ///< per fold
};
inline constexpr Forecast::Kind kFactorized{tensor::Type::F32, tensor::Type::F32, Forecast::Step::Factorized, 0};

/// Which Hessians are inverted for a matrix, where those of its layer are kept while there is room.
class FactorCount {
public:
    /// Σ columns³ of the slices under `root` that are not kept.
    std::uint64_t of(const std::string& root, std::uint64_t slices, std::uint64_t columns);

private:
    std::string m_layer;
    std::vector<std::string> m_kept;
    std::uint64_t m_bytes = 0;
};

/// How a tensor is encoded.
Forecast::Kind kindOf(const Prepared& prepared, std::size_t tensor);
/// Nothing to do where the run has no method.
MethodWork methodWork(const Prepared& prepared);
/// A search among consumers of so many rows each, and what it holds in memory.
SearchWork searchWork(Forecast::Kind kind, bool smooth, std::uint64_t columns, std::span<const std::uint64_t> rows);
/// What the method holds in memory beside a tensor's rows.
std::uint64_t methodBytes(const Prepared& prepared, const MethodWork& work);
/// Of a matrix rounded by a Hessian: what inverting it takes, and the rounders that are kept.
std::uint64_t rounderBytes(const MethodRow& method, std::uint64_t columns);

} // namespace headroom::quant
