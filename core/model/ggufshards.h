// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: cuts one GGUF file into shards, as llama-gguf-split does and ggufsplit.h reads: all keys in the first, and in
// each split.no (u16, from 0), split.count (u16) and split.tensors.count (i32). Sizes are known before anything is
// written.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model {

struct SplitLimits {
    std::uint64_t maxBytes = 0; ///< of a whole file, unless one tensor alone is larger; 0: none
    std::uint64_t maxTensors = 0; ///< in a file; 0: none

    bool any() const { return maxBytes > 0 || maxTensors > 0; }
};

struct GgufShard {
    std::size_t first = 0; ///< of its tensors, which follow each other
    GgufLayout layout;
};

/// Tensors stay in their order; a shard ends where the next tensor would break a limit. No limits: one file, without
/// the keys. Errors: as layOutGguf, and InvalidArgument for more shards than the reader takes.
Result<std::vector<GgufShard>> layOutShards(const Metadata& metadata, const std::vector<TensorSource>& tensors,
                                            const SplitLimits& limits);

/// "dir/name.gguf" → "dir/name-00001-of-00003.gguf", …
std::vector<std::filesystem::path> shardPaths(const std::filesystem::path& path, std::size_t count);

} // namespace headroom::model
