// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: results and settings are read back from projects that other versions wrote: what is missing or of another kind
// is nothing rather than an exception.
#pragma once

#include "core/base/jsonfwd.h"

#include <string>

namespace headroom::app {

/// A number under the key, or that of a Term; 0 where there is none.
double numberIn(const Json& json, const char* key);
/// Empty where there is none.
std::string textIn(const Json& json, const char* key);

} // namespace headroom::app
