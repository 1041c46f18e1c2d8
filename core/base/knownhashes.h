// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the same model is quantized to many presets and compared many times; what it hashes to need not be found each
// time anew. A hash is trusted while the file's device, inode, size, and both times (of its content, of its inode: no
// program can set the second) are what they were when it was found, and so is a sample of its content. Whatever
// verifies an artifact must not use this.
#pragma once

#include "core/base/control.h"
#include "core/base/file.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace headroom {

class KnownHashes {
public:
    /// A file that is written through a mapping may change without a new time until the system writes it back: only
    /// what has been left alone for longer is remembered.
    static constexpr std::chrono::seconds kSettled{60};
    static constexpr std::size_t kMost = 4096; ///< files; those found first are forgotten first

    /// Takes up what `kept` holds; nothing where it is empty, missing, or none of ours.
    explicit KnownHashes(std::filesystem::path kept, std::chrono::seconds settled = kSettled);
    ~KnownHashes(); ///< keeps what was found; a disk that does not take it costs the next run its time, no more
    KnownHashes(const KnownHashes&) = delete;
    KnownHashes& operator=(const KnownHashes&) = delete;

    /// What it was, where it is still the same file.
    std::optional<std::string> find(const std::filesystem::path& path) const;
    /// sha256File(), or what it said of the same file before. Errors: those of sha256File().
    Result<std::string> sha256(const std::filesystem::path& path, JobControl& control);
    /// Of what is open, whatever has its name meanwhile; that it is still intact() is the caller's to ask.
    Result<std::string> sha256(const MappedFile& file, JobControl& control);

private:
    struct Entry {
        std::uint64_t bytes = 0;
        std::int64_t modified = 0; ///< ns since 1970
        std::int64_t changed = 0; ///< of the inode
        std::int64_t found = 0; ///< when, in ns since 1970
        std::string sample;
        std::string sha256;
    };
    const Entry* find(const FileState& state) const;
    void read();
    void keep() const;

    std::filesystem::path m_kept;
    std::chrono::seconds m_settled;
    std::map<std::string, Entry> m_entries; ///< by "device:inode"
    bool m_changed = false;
};

/// Where this process keeps hashes between its runs; said once, before any thread. Nowhere until then.
void keepHashesIn(std::filesystem::path file);
/// Where programs keep what they can find again: XDG Base Directory Specification. Empty without a home.
std::filesystem::path userHashes();
const std::filesystem::path& keptHashes();

} // namespace headroom
