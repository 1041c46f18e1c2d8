// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: sentences are written for many, and now and then there is one.
#pragma once

#include <string>

namespace headroom {

/// Of an English sentence: "1 windows" is "1 window".
std::string withSingulars(std::string text);

} // namespace headroom
