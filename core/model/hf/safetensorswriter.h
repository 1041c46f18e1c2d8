// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: writes rows as safetensors, a few megabytes at a time, sharded as Hugging Face folders are.
#pragma once

#include "core/model/hf/rows.h"

namespace headroom::model::hf {

struct Outgoing {
    std::string name;
    Rows rows; ///< of a type that safetensors knows
};

/// model.safetensors, or shards of at most shardBytes (one tensor at the least) with their index. Checkpoints and
/// reports ("export") per tensor.
Status writeSafetensors(const std::filesystem::path& folder, const std::vector<Outgoing>& tensors,
                        std::uint64_t shardBytes, JobControl& control);

} // namespace headroom::model::hf
