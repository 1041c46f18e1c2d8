// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: presets that the user has made: mixtures that a search found, copies that were edited. Pure values; the project
// keeps them as JSON, in the form of preset files.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/quant/preset/preset.h"

#include <string>
#include <vector>

namespace headroom::app {

struct OwnPreset {
    quant::Preset preset;
    std::string source; ///< the model file that it was made for, whose tensors it names; empty: any
};
using OwnPresets = std::vector<OwnPreset>;

/// No preset of any kind has this name yet, whatever the case.
bool isFree(const std::string& name, const OwnPresets& own);
/// The name itself, else with "-2", "-3" … behind.
std::string freeName(const std::string& name, const OwnPresets& own);
/// Why it cannot be the name of a preset, which becomes part of file names; empty when it can.
std::string nameFault(const std::string& name);

Json toJson(const OwnPresets& own);
/// What cannot be read (a project of a newer version) is left out.
OwnPresets ownPresetsFromJson(const Json& json);

} // namespace headroom::app
