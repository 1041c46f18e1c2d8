// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Which reader a path is for: folders and names decide, then the content has to agree.
#include "core/model/ggufsplit.h"
#include "core/model/hf/folder.h"

#include <algorithm>

namespace headroom::model {

namespace {

/// GGUF files of a folder that may hold a model's weights.
std::vector<std::filesystem::path> ggufFilesIn(const std::filesystem::path& folder)
{
    auto files = filesEndingIn(folder, ".gguf");
    std::erase_if(files, [](const auto& path) {
        const std::string name = path.filename().string();
        return name == "tokenizer.gguf" || name.find("mmproj") != std::string::npos
            || name.find("imatrix") != std::string::npos;
    });
    return files;
}

/// A folder of GGUF files is opened as they are, be there a config.json beside them or not.
Result<std::shared_ptr<const GgufFile>> openAnyFolder(const std::filesystem::path& folder)
{
    const auto files = ggufFilesIn(folder);
    const bool stored
        = !filesEndingIn(folder, ".safetensors").empty() || !filesEndingIn(folder, ".safetensors.index.json").empty();
    if (stored || files.empty())
        return hf::openFolder(folder);
    const auto first = onlyModelOf(folder, files);
    return first ? openGguf(*first) : tl::unexpected(first.error());
}

} // namespace

Result<std::shared_ptr<const GgufFile>> GgufFile::open(const std::filesystem::path& path)
{
    std::error_code ignored;
    const std::string name = path.filename().string();
    const bool folder = std::filesystem::is_directory(path, ignored);
    const auto reader = [&] {
        if (folder)
            return openAnyFolder(path);
        if (name.ends_with(".safetensors") || name.ends_with(".safetensors.index.json"))
            return hf::openFolder(path);
        if (name == "config.json") // the folder that it describes
            return openAnyFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
        return openGguf(path);
    };
    auto file = reader();
    if (file)
        HEADROOM_TRY((*file)->intact()); // its headers are of one moment
    return file;
}

} // namespace headroom::model
