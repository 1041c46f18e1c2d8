// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the one place that names the JSON library. Keys are snake_case and carry their unit.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace headroom {

/// Parses without exceptions; nesting beyond maxDepth is refused as Corrupt, and so are UTF-16 and what
/// stands in for a file (core/base/lookslike.h); a byte order mark is skipped. where names the source in errors.
/// filter sees each part as it is read and may leave it out: a Json object keeps its order, at the price that every
/// insertion walks through it, which a list of 100,000 keys cannot afford.
Result<Json> parseJson(std::string_view text, std::string_view where, int maxDepth = 64,
                       const Json::parser_callback_t& filter = nullptr);

} // namespace headroom
