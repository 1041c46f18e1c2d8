// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a file that long work fills piece by piece, anywhere in it, and that a later process takes up again after this
// one was killed. What is complete in it is written down elsewhere (core/quant/run/workfolder.h); under its final name
// it appears by placeAs() only.
#pragma once

#include "core/base/output.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace headroom {

class PartialFile {
public:
    /// Opens for reading and writing; a new file is created empty, and nobody else's to read.
    static Result<PartialFile> open(const std::filesystem::path& path);
    PartialFile(PartialFile&& other) noexcept;
    PartialFile& operator=(PartialFile&& other) noexcept;
    ~PartialFile();

    /// Gives it this size and asks the disk for the room. Errors: NoSpace.
    Status reserve(std::uint64_t bytes);
    Status write(std::uint64_t offset, std::span<const std::byte> data);
    Status append(std::string_view text);
    /// Errors: Truncated where the file ends before.
    Status read(std::uint64_t offset, std::span<std::byte> out) const;
    Result<std::uint64_t> size() const;
    std::uint64_t allocatedBytes() const; ///< on the disk: holes do not count
    Status sync() const; ///< to the disk
    /// To the disk, then under this name. Errors: those of checkFree(), Conflict where another file has its own name.
    Status placeAs(const Output& output);

private:
    PartialFile() = default;
    std::filesystem::path m_path;
    int m_fd = -1;
};

/// A folder that one process at a time may use. Errors: Busy while another does, Conflict where something else has the
/// name.
class FolderLock {
public:
    static Result<FolderLock> acquire(const std::filesystem::path& folder);
    /// Whether the name still leads to the folder that is locked: who removes it can let another process in. Errors:
    /// Conflict.
    Status held() const;
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

private:
    FolderLock(std::filesystem::path folder, int fd) : m_folder(std::move(folder)), m_fd(fd) { }
    std::filesystem::path m_folder;
    int m_fd;
};

} // namespace headroom
