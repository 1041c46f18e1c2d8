// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what is not finished yet has a name that cannot be guessed, is nobody else's to read, and is locked by the
// process that works on it. The lock ends with the process, however that ends: what is not locked is left over, and the
// next process that writes there removes it.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <utility>

namespace headroom {

/// A file or folder under such a name; removed with the object.
class Scratch {
public:
    Scratch() = default;
    static Result<Scratch> folder(const std::filesystem::path& parent);
    static Result<Scratch> file(const std::filesystem::path& parent); ///< open for writing
    Scratch(Scratch&& other) noexcept : m_path(std::exchange(other.m_path, {})), m_fd(std::exchange(other.m_fd, -1)) { }
    Scratch& operator=(Scratch&& other) noexcept;
    ~Scratch();

    const std::filesystem::path& path() const { return m_path; } ///< empty where there is none
    int descriptor() const { return m_fd; }
    void keep(); ///< it has another name now: nothing to remove

private:
    friend class AtomicFile;
    std::filesystem::path m_path;
    int m_fd = -1;
};

/// A name for a file that has none yet, which has to be locked before.
std::filesystem::path scratchName(const std::filesystem::path& parent);
/// Nobody else takes it for left over while the descriptor is open.
void lockScratch(int descriptor);
/// Removes what processes that ended have left in the folder; the first time that this process asks.
void sweepScratch(const std::filesystem::path& folder);
/// The folder of temporary files. Errors: the file system's.
Result<std::filesystem::path> temporaryFiles();

} // namespace headroom
