// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the rules of every file that is written under a name somebody else chose: no input is overwritten, under
// whatever name it is reached; what exists is replaced only where that was asked for, and only plain files are; nobody
// can read the result who could not read all that it was made from.
#pragma once

#include "core/base/result.h"

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <utility>

namespace headroom {

struct FileState;

/// Is told what a file or folder is known by, when it is whole and just before it takes its name.
using BeforeName = std::function<void(const FileState&)>;

struct Output {
    static constexpr std::uint32_t kPlain = 0644;
    /// Implicit: a path by itself is one of the program's own, or one that has been asked about.
    template <std::convertible_to<std::filesystem::path> Path>
    Output(Path&& to, bool mayReplace = true, std::uint32_t most = kPlain)
        : path(std::forward<Path>(to)), replace(mayReplace), mode(most)
    {
    }
    std::filesystem::path path;
    bool replace; ///< a plain file that has the name
    std::uint32_t mode; ///< the widest permissions it may get; the umask takes from them
    bool described = false; ///< the manifest beside the name is its own; any other goes when it gets the name
    BeforeName beforeName = {};
};

/// What may be written there. inputs: all that is read for it. Errors: InvalidArgument (an input; a folder, a device,
/// a pipe, a link), Conflict (exists, and is not to be replaced).
Result<Output> outputAt(std::filesystem::path path, bool replace, std::span<const std::filesystem::path> inputs);

/// Whether the name is still to be had. Errors: as outputAt().
Status checkFree(const Output& output);
/// What everyone may do with something made of these files: no more than with each of them.
std::uint32_t narrowestMode(std::span<const std::filesystem::path> inputs);
/// Without what the process's umask forbids.
std::uint32_t masked(std::uint32_t mode);
/// A file or folder beside it takes the output's name. Errors: as checkFree(), and the file system's.
Status moveTo(const std::filesystem::path& from, const Output& output);
/// What follows once a file or folder has the name: what stood beside it tells of nothing now, and the names in the
/// folder survive a loss of power.
void settleName(const Output& output);

} // namespace headroom
