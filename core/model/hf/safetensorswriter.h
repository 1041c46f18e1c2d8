// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: writes rows as safetensors, a few megabytes at a time, sharded as Hugging Face folders are.
#pragma once

#include "core/model/hf/rows.h"
#include "core/model/safetensors.h"

namespace headroom::model::hf {

struct Outgoing {
    std::string name;
    Rows rows; ///< of a type that safetensors knows
    std::optional<DType> dtype = {}; ///< what the bytes are where our types have no name for it: U8, F8_E4M3
    std::function<Status()> prepare = {}; ///< called before its rows are asked for: it may fail, they cannot
};

/// model.safetensors, or shards of at most shardBytes (one tensor at the least) with their index. Checkpoints and
/// reports ("export") per tensor.
Status writeSafetensors(const std::filesystem::path& folder, const std::vector<Outgoing>& tensors,
                        std::uint64_t shardBytes, JobControl& control);

/// Names and exact sizes of the files that writeSafetensors would write. Errors: Unsupported (type).
using FileSizes = std::vector<std::pair<std::string, std::uint64_t>>;
Result<FileSizes> safetensorsFiles(const std::vector<Outgoing>& tensors, std::uint64_t shardBytes);

} // namespace headroom::model::hf
