// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model cut into shards "name-00001-of-00003.gguf" (llama-gguf-split) is one model. Keys stand in the first
// shard; each says which it is (split.no, from 0), of how many (split.count), and how many tensors there are in all.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model {

constexpr std::uint64_t kMaxShards = 1000; ///< each stays mapped; the largest published models have some 200

/// "dir/name-00002-of-00003.gguf" → {"dir/name", 2, 3, ".gguf"}; nothing for other names.
struct ShardName {
    std::string prefix;
    std::uint32_t number = 0; ///< from 1
    std::uint32_t count = 0;
    std::string extension;

    static std::optional<ShardName> of(const std::filesystem::path& path);
    std::filesystem::path sibling(std::uint32_t wanted) const;
};

/// Sorted by name.
std::vector<std::filesystem::path> filesEndingIn(const std::filesystem::path& folder, std::string_view extension);
/// The first of a folder's files when they are one, or the shards of one model. Errors: InvalidArgument (several).
Result<std::filesystem::path> onlyModelOf(const std::filesystem::path& folder,
                                          const std::vector<std::filesystem::path>& files);

/// One .gguf file; when it is a shard, all of them. Errors: NotFound (a shard is missing), Corrupt (shards that
/// contradict each other, name the same tensor, or lack some), Truncated. Where weights are not needed, files that end
/// early and the first shard alone are enough, as far as they tell all tensors (announcerest.h).
Result<std::shared_ptr<const ModelFile>> openGguf(const std::filesystem::path& path, Weights weights = Weights::Needed);

} // namespace headroom::model
