// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the types that the user has set by hand, for each preset a list of "REGEX=TYPE" of which the first that matches
// wins; newer ones stand before older ones. Pure values; the project keeps them as JSON.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/quant/preset/override.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom::app {

using OverrideTexts = std::vector<std::string>;
using PresetOverrides = std::map<std::string, OverrideTexts>; ///< by preset

struct OverrideParts {
    std::string pattern;
    std::string type;
};
OverrideParts partsOf(const std::string& text);
/// The expression that matches this tensor and no other.
std::string patternFor(const std::string& tensor);

/// Puts it first; one with the same pattern goes. Errors: those of quant::Override::parse.
Result<OverrideTexts> with(OverrideTexts texts, const std::string& text);
OverrideTexts without(OverrideTexts texts, const std::string& pattern);
/// Those that can be read; what cannot (a project of a newer version) is left out.
std::vector<quant::Override> parsed(const OverrideTexts& texts);

Json toJson(const PresetOverrides& overrides);
PresetOverrides overridesFromJson(const Json& json);

} // namespace headroom::app
