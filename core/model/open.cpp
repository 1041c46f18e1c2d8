// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Which reader a path is for: folders and names decide, then the content has to agree.
#include "core/model/ggufsplit.h"
#include "core/model/hf/folder.h"

namespace headroom::model {

Result<std::shared_ptr<const GgufFile>> GgufFile::open(const std::filesystem::path& path)
{
    std::error_code ignored;
    const std::string name = path.filename().string();
    const bool folder = std::filesystem::is_directory(path, ignored);
    if (folder || name.ends_with(".safetensors") || name.ends_with(".safetensors.index.json"))
        return hf::openFolder(path);
    if (name == "config.json") // the folder that it describes
        return hf::openFolder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
    return openGguf(path);
}

} // namespace headroom::model
