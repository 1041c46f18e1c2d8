// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how the inputs of a matrix go together, H = Σ x xᵀ, and the triangular factor of its inverse that tells GPTQ how
// to make up for a weight's rounding in those still to be rounded. Source: Frantar et al., GPTQ (2023); the damping
// ladder is ours. Row-major [n, n]; one H serves every matrix with the same input.
#pragma once

#include "core/base/parallel.h"
#include "core/base/remark.h"
#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::quant {

class HessianSum {
public:
    /// Errors: OutOfMemory, naming the bytes.
    static Result<HessianSum> create(std::size_t size);
    /// Adds `count` rows of `size` floats, `stride` apart. Errors: Corrupt (channel and value are named).
    Status add(const float* rows, std::size_t stride, std::size_t count, ThreadPool& pool);

    std::size_t size() const { return m_size; }
    std::uint64_t rows() const { return m_rows; }
    /// Both halves, equal.
    std::vector<float> take();

private:
    std::size_t m_size = 0;
    std::uint64_t m_rows = 0;
    std::vector<float> m_sums; ///< lower half
};

struct FactorOptions {
    double damping = 0.01; ///< share of the mean diagonal that is added to it
    bool actOrder = true; ///< columns of large diagonal first
};

struct HessianFactor {
    std::size_t size = 0;
    std::vector<float> upper; ///< U, row-major, of H⁻¹ = Uᵀ U with H damped and in the order below
    std::vector<std::uint32_t> order; ///< order[k]: the column rounded k-th
    std::size_t dead = 0; ///< columns whose input was always zero: rounded to nearest
    double damping = 0; ///< what was used in the end
    bool identity = false; ///< nothing else worked: GPTQ becomes rounding to nearest
    Remarks fallbacks; ///< what had to be done beyond the options, in order
};
/// Errors: InvalidArgument (size), Corrupt (not finite or negative on the diagonal, naming the place), OutOfMemory.
Result<HessianFactor> factorize(std::span<const float> hessian, std::size_t size, const FactorOptions& options);

/// Of a fallback, or of a note that holds one: nothing of a Hessian could be used.
bool isNearestInstead(const Remark& note);

/// Whether errors through it can only cost: a Cholesky factor exists, in double precision.
bool isPositiveDefinite(std::span<const float> hessian, std::size_t size);

} // namespace headroom::quant
