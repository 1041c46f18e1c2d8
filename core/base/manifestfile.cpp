// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/manifestfile.h"

#include "core/base/file.h"
#include "core/base/json.h"

namespace headroom {

std::filesystem::path manifestBeside(const std::filesystem::path& file)
{
    return file.string() + ".manifest.json";
}

bool isManifest(const std::filesystem::path& path)
{
    constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
    const auto text = readTextFile(path, kMostBytes);
    const auto json = text ? parseJson(*text, path.string()) : tl::unexpected(text.error());
    return json && json->is_object() && json->value("format", Json()) == kManifestFormat;
}

void removeManifestBeside(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (const auto path = manifestBeside(file); isManifest(path))
        std::filesystem::remove(path, ignored);
}

} // namespace headroom
