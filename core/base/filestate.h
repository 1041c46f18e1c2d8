// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: long work has to notice when a file that it reads is exchanged, overwritten or cut meanwhile, and work that is
// taken up again that its source is still the one it began with. Any program can set the time of last change back;
// none can that of the inode.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

struct stat;

namespace headroom {

struct FileState {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t bytes = 0;
    std::int64_t modified = 0; ///< the content, ns since 1970
    std::int64_t changed = 0; ///< the inode: content, name, owner or permissions, ns since 1970
    std::uint32_t mode = 0; ///< permissions; no part of what a file is known by

    static FileState of(const struct stat& info);
    /// Links are followed. Errors: the file system's.
    static Result<FileState> of(const std::filesystem::path& path);

    bool sameFile(const FileState& other) const { return device == other.device && inode == other.inode; }
};

/// Whether the name, links not followed, leads to what is open.
bool isAt(int descriptor, const std::filesystem::path& path);
/// The first of its fields that differs, for people; empty where all are the same.
std::string_view difference(const FileState& before, const FileState& now);
/// Nothing but the time of the inode differs: a new name, owner or permission, or a write whose time was set back.
/// Which of them, only the content tells.
bool onlyTouched(const FileState& before, const FileState& now);
/// Errors: Conflict naming path and field.
Status checkSame(const std::string& path, const FileState& before, const FileState& now);

} // namespace headroom
