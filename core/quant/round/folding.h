// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: channel scales cost nothing at run time only where they can be divided out of what comes before: a norm that
// feeds these matrices alone, or a matrix whose rows are the channels. Only for families whose graph is known to be so.
#pragma once

#include "core/model/modelfile.h"

#include <string>
#include <vector>

namespace headroom::quant {

struct Fold {
    std::vector<std::string> producers; ///< tensors divided by the scales: per element (norms, biases) or per row
    std::vector<std::string> consumers; ///< matrices whose columns are multiplied by them
};

/// All places of a model, in order of layers; empty for families that are not known.
std::vector<Fold> findFolds(const model::ModelFile& file);

} // namespace headroom::quant
