// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: files are passed on under names of presets that they are not. What their weights take tells.
#pragma once

#include "core/base/remark.h"
#include "core/model/description.h"

#include <optional>

namespace headroom::quant {

/// What a file is said to be: general.file_type, or the preset that its name ends in ("model-Q4_K_M.gguf").
struct Label {
    std::string place; ///< "general.file_type", "the file's name"
    std::string preset; ///< "Q4_K_M"
    double bitsPerWeight = 0; ///< of this model's tensors in that preset
};
/// Those that say something; none of a folder.
std::vector<Label> labelsOf(const model::ModelFile& file, const model::Description& model);
/// One for each label whose preset takes more than a seventh more or less than the weights do.
std::vector<Remark> mislabelled(const model::ModelFile& file, const model::Description& model);

} // namespace headroom::quant
