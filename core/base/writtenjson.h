// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: JSON that a person writes has slips that no program makes: a key that is there twice, a key that is misspelt.
// Both would be wishes that nobody hears.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// As parseJson(), and a key that an object holds twice is refused: only one of the two would count, and it may not be
/// the one that was meant. Errors: InvalidArgument, "WHERE, key "KEY"".
Result<Json> parseWrittenJson(std::string_view text, std::string_view where, int maxDepth = 64);
/// A whole file of it.
Result<Json> readWrittenJson(const std::filesystem::path& path, std::uint64_t maxBytes, int maxDepth = 64);
/// Errors: InvalidArgument naming the first key of the object that is none of `known`, and the nearest of them.
Status checkKeys(const Json& object, std::span<const std::string_view> known, const std::string& where);

} // namespace headroom
