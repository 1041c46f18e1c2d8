// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a run that takes hours must notice when its source is exchanged meanwhile, and one that is taken up again must
// know that the source is still the one it began with. Hashing tells for certain, but costs; size and time of change
// are asked before every tensor.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/gguf.h"

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::quant {

struct SourceState { ///< of one file
    std::string path; ///< absolute
    std::uint64_t bytes = 0;
    std::int64_t changed = 0; ///< time of last change, in the file system's ticks
};

/// Of every file that holds weights. Errors: the file system's.
Result<std::vector<SourceState>> sourceStates(const model::GgufFile& file);

/// Errors: Conflict naming file and field where they differ.
Status checkSame(const std::vector<SourceState>& before, const std::vector<SourceState>& now);

/// Errors: those of sourceStates() and checkSame(), Truncated where a mapped file has become shorter.
Status checkUnchanged(const model::GgufFile& file, const std::vector<SourceState>& before);
/// What stands for the source while its bytes are not hashed yet: SHA-256 of its states.
std::string stateKey(const std::vector<SourceState>& states);
Json toJson(const std::vector<SourceState>& states);
/// Nothing where the JSON is none of ours.
std::optional<std::vector<SourceState>> statesFromJson(const Json& json);

} // namespace headroom::quant
