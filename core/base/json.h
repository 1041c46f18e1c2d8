// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the one place that names the JSON library. Keys are snake_case and carry their unit.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace headroom {

/// Parses without exceptions; nesting beyond maxDepth is refused as Corrupt. where names the source in errors.
Result<Json> parseJson(std::string_view text, std::string_view where, int maxDepth = 64);

} // namespace headroom
