// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which keys decide the extents of which tensor, as one table. What a family may have instead (a gate beside every
// query, gate and up in one matrix) are further values of the same extent.
#pragma once

#include "core/model/description.h"

#include <array>
#include <span>

namespace headroom::model {

/// A layer as the keys describe it; of what stands outside of layers, the first.
struct Announced {
    const Shape& shape;
    LayerShape layer;
};

struct Extent {
    std::string_view keys; ///< after "<architecture>.", separated by spaces
    /// All that may be there, the usual one first. Empty: the keys say nothing.
    std::vector<std::uint64_t> (*allowed)(const Announced& announced);
};

struct TensorRule {
    enum class Where : std::uint8_t { Anywhere, Attention, Latent, Recurrent };
    std::string_view part; ///< name without layer, ".weight" and ".bias"
    Where where = Where::Anywhere; ///< holds in layers that are this
    std::array<const Extent*, 3> extents{}; ///< of the weight; a bias has all but the first. Null: not checked
};

/// Null where there is none.
const TensorRule* findTensorRule(std::string_view part, const LayerShape& layer);

} // namespace headroom::model
