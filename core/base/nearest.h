// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a key that nobody reads would be a wish that nobody hears; most often it is a known one, misspelt.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// The one that is like it; empty where none is.
std::string_view nearestTo(std::string_view key, std::span<const std::string_view> known);
/// What is wrong with a key that is none of these: `is not known; the nearest is "context"`, or all that there are
/// where none is like it.
std::string whatIsNotKnown(std::string_view key, std::span<const std::string_view> known);

} // namespace headroom
