// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the files that describe a Hugging Face model are written and read by Python's json module, which knows three
// numbers that JSON does not: Infinity, -Infinity and NaN. Published descriptions have them ("time_step_limit").
#pragma once

#include "core/base/json.h"

#include <string>

namespace headroom {

/// As parseJson(), and those three words are numbers.
Result<Json> parsePythonJson(std::string_view text, std::string_view where, int maxDepth = 64);
/// The inverse, so that a number that is none does not become null. Not UTF-8 is replaced.
std::string dumpPythonJson(const Json& json, int indent = -1);

} // namespace headroom
