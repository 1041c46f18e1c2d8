// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: "<artifact>.manifest.json" tells how the file beside it was made. Once another file has that name it would tell
// of what is no longer there: whoever gives a file its name asks here.
#pragma once

#include <filesystem>

namespace headroom {

inline constexpr const char* kManifestFormat = "headroom-manifest/1";

/// Beside this very file.
std::filesystem::path manifestBeside(const std::filesystem::path& file);
/// Whether it is one of ours: an object whose "format" says so.
bool isManifest(const std::filesystem::path& path);
/// Of a file that is gone or another now; what is no manifest stays.
void removeManifestBeside(const std::filesystem::path& file);

} // namespace headroom
