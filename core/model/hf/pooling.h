// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model that gives vectors of texts can have the class of one that continues them. What tells them apart lies
// beside its config.json, in the files of the Sentence Transformers library. One that scores texts has a class of its
// own.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/modelfile.h"

#include <filesystem>

namespace headroom::model::hf {

/// Sets "<architecture>.pooling_type" where the class scores, or modules.json of the folder names a module that pools.
/// Errors: Corrupt.
Status addPooling(const Json& config, const std::filesystem::path& folder, const std::string& architecture,
                  Metadata& metadata);
/// The inverse, for a file whose vectors are pooled: modules.json, and 1_Pooling. Errors: those of writing.
Status writePooling(const std::filesystem::path& folder, const Metadata& metadata);
/// Where modules.json keeps its modules: names of folders in the model's own. Empty where it cannot be read.
std::vector<std::filesystem::path> moduleFolders(const std::filesystem::path& folder);

} // namespace headroom::model::hf
