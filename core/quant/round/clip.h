// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: AWQ's second half: a few large weights stretch a group's grid for all the others, so that cutting them off may
// cost the output less. Each block tries its weights clipped to 95 … 50 % of the largest and keeps what changes its
// share of the output least. Source: Lin et al., AWQ (2023) and its published code (grid of 20, at most half; not for
// queries and keys); there the error is summed over sampled inputs, here it comes from their second moments.
#pragma once

#include "core/tensor/type.h"

#include <vector>

namespace headroom::quant {

/// What errors of neighbouring weights do to the output together: d H dᵀ within each group of columns, or Σ E[x²] d²
/// where H is not known.
class GroupErrors {
public:
    /// squares: E[x²] per column; hessian: [columns, columns] or empty; scale: what the columns of the matrix are
    /// multiplied by, its inputs divided, or empty. columns is a multiple of width.
    GroupErrors(std::span<const float> squares, std::span<const float> hessian, std::span<const float> scale,
                std::size_t width);
    std::size_t width() const { return m_width; }
    double of(std::size_t group, std::span<const float> difference) const;

private:
    std::size_t m_width;
    std::vector<float> m_squares; ///< empty where there is H
    std::vector<float> m_blocks; ///< [groups, width, width]
};

/// Goes on from packed blocks of `row`: none becomes worse by `errors`, whose groups are the blocks.
void clipRow(tensor::Type type, std::span<const float> row, std::span<const float> importance,
             std::span<std::byte> packed, const GroupErrors& errors);

} // namespace headroom::quant
