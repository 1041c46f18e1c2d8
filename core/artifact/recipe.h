// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how an artifact was made, read back out of its manifest as the parameters of a quantize job. A manifest may be
// anyone's: only the known keys of a recipe are taken, paths come from the caller alone, and values are checked by
// whoever reads the job.
#pragma once

#include "core/base/json.h"

#include <filesystem>

namespace headroom::artifact {

struct RecipeFiles {
    std::filesystem::path source, destination;
    std::filesystem::path presetFile; ///< empty: the preset is one of ours
    std::filesystem::path imatrix, calibration; ///< empty: the run had none
    unsigned threads = 0;
};

/// Whether the method needs a calibration.
bool isCalibrated(const Json& manifest);
/// Of a GGUF artifact: artifact::manifestOf(), where objects are texts.
Json recipeOfFile(const Json& manifest, const RecipeFiles& files);
/// Of a folder's manifest.json.
Json recipeOfFolder(const Json& manifest, const RecipeFiles& files);

/// A text of the manifest that is JSON itself; null where it is none, or nested beyond reason.
Json jsonOf(const Json& manifest, const char* key);

} // namespace headroom::artifact
