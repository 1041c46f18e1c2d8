// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a config.json says of a model is the same with its weights and without: keys in GGUF's words, and the
// tensors that a model of these keys has.
#pragma once

#include "core/model/hf/family.h"

namespace headroom::model::hf {

/// Of the folder itself, for general.name.
std::string folderName(const std::filesystem::path& folder);

inline constexpr std::uint64_t kMaxConfig = 16U << 20U; ///< bytes of config.json and its like

struct Configured {
    Json config; ///< as it was read
    const Family* family = nullptr;
    Metadata metadata; ///< without the tokenizer
    std::map<std::string, Rows> own; ///< tensors that only keys describe: factors of rotation
};

/// The folder's config.json, an object. Errors: those of reading, Corrupt.
Result<Json> readConfig(const std::filesystem::path& folder);
/// Errors: Unsupported (unknown family), Corrupt; they name folder and key.
Result<Configured> configured(Json config, const std::filesystem::path& folder);
/// An error that begins with the folder, once.
Error inFolder(const std::filesystem::path& folder, Error error);

} // namespace headroom::model::hf
