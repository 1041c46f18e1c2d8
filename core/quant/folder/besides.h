// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model is more than its weights: what says how texts are cut, pooled and shown to it, its code and its licence
// go along into a folder that is made from it. Other forms of its weights do not, nor what lies elsewhere.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::quant {

struct Besides {
    std::vector<std::filesystem::path> taken; ///< relative to the folder, sorted
    std::vector<std::string> left; ///< names of what stays behind, though it may be meant to go along; sorted
    /// weights: files that are written anew. whole: the folder is the model's own; else only what models are known to
    /// have is looked for, as anything may lie there.
    static Besides of(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& weights,
                      bool whole);
};

} // namespace headroom::quant
