// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what perplexity, compare, sensitivity and search say of their figures.
#pragma once

#include "core/base/jsonfwd.h"

namespace headroom::cli {

/// One line: what the figures were measured on. conditions: an object with "text_sha256", "begins_with_bos",
/// "bos_token"; nothing is printed of one without.
void printConditions(const Json& conditions);
/// The same, and how much that was.
void printMeasuredOn(const Json& conditions);

} // namespace headroom::cli
