// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what is no fault of a model, but should be said of it wherever it is looked at, planned or run.
#pragma once

#include "core/model/description.h"

namespace headroom::model {

struct Remark {
    std::string code; ///< "encoder", "diffusion", "spare_rows", "cache_in_full", "unknown_tensors"
    std::vector<std::pair<std::string, double>> values; ///< names carry units: "spare_rows", "cache_ratio"
    std::string subject; ///< a tensor's name, where it is about one
    std::string text; ///< one English sentence
};

std::vector<Remark> remarks(const Description& model);

} // namespace headroom::model
