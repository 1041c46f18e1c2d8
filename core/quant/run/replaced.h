// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a set of shards that replaces one of another number of files leaves that one's files, because their names say
// the number. They go once the new set stands: files that the older set itself is made of, when it is whole, an
// artifact of ours under the same name, and nobody's source.
#pragma once

#include "core/base/remark.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::quant {

struct ReplacedSets {
    std::vector<std::filesystem::path> removed;
    Remarks warnings; ///< what stays, and why
};

/// first: of the set that stands now. sources: files that are never removed.
ReplacedSets removeOlderSets(const std::filesystem::path& first, const std::vector<std::filesystem::path>& sources);

} // namespace headroom::quant
