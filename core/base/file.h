// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: files are read through a mapping, and written whole or not at all. Nothing else in core
// opens a model file.
#pragma once

#include "core/base/filestate.h"
#include "core/base/output.h"
#include "core/base/scratch.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// Read-only mapping. Directories, pipes and unreadable files are errors. A file that becomes shorter meanwhile reads
/// as zeros where it has ended (core/base/mappingguard.h), and intact() says so.
class MappedFile {
public:
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return m_bytes; }
    const std::filesystem::path& path() const { return m_path; }
    /// Tells the kernel that this part is done with, so that a model larger than memory streams.
    void release(std::uint64_t offset, std::uint64_t size) const;
    const FileState& state() const { return m_state; } ///< when it was opened
    /// Tells this content from another: a checksum of all of it, of a large file of pages all over it. The first one
    /// is what intact() holds the content against once times alone do not tell.
    std::string print() const;
    /// Whether what was read is what the file had when it was opened, and still has. Permissions and further names are
    /// no change where print() was asked for before. Errors: Truncated once it is shorter; Conflict naming the field in
    /// which it differs, be it written to or exchanged; NotFound.
    Status intact() const;

private:
    MappedFile() = default;
    std::filesystem::path m_path;
    std::span<const std::byte> m_bytes;
    FileState m_state;
    bool holdsFirstPrint() const;
    std::string checksumOfAll() const;
    std::size_t m_guard = 0;
    mutable std::mutex m_mutex; ///< of the first print
    mutable std::string m_print; ///< empty until it was asked for
    mutable std::atomic<std::int64_t> m_seen; ///< time of the inode at which the content was last known to be the same
};

/// A file that appears under its name only when commit() succeeded: written beside it without a name (where the file
/// system cannot: under one of core/base/scratch.h), nobody else's to read, flushed to disk, then renamed. Without
/// commit() nothing stays.
class AtomicFile {
public:
    /// expectedBytes > 0 is checked against the free space first (NoSpace) and reserved where the file system can.
    /// Errors: those of checkFree(), the file system's.
    static Result<AtomicFile> create(Output output, std::uint64_t expectedBytes = 0);
    AtomicFile(AtomicFile&&) noexcept = default;
    AtomicFile& operator=(AtomicFile&&) noexcept = default;
    /// As on a file system that has no files without a name; for tests.
    static void alwaysNamed(bool always);

    Status write(std::span<const std::byte> data);
    Status write(std::string_view text);
    std::uint64_t size() const { return m_size; }
    Status commit();

private:
    explicit AtomicFile(Output output) : m_output(std::move(output)) { }
    Status openScratch(const std::filesystem::path& directory);
    Status placeUnnamed();
    Output m_output;
    Scratch m_scratch; ///< its path is empty while the file has no name
    std::uint64_t m_size = 0;
};

/// A whole small file; larger than maxBytes is an error, and so is one that is being written.
Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t maxBytes = 1ULL << 30);
/// Whole or not at all.
Status writeFile(const Output& output, std::span<const std::byte> data);

} // namespace headroom
