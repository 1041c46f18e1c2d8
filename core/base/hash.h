// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: artifacts, sources and texts are identified by SHA-256 (FIPS 180-4), computed by OpenSSL. Whether a run's own
// scratch bytes are still what they were is told by XXH3, at memory's speed.
#pragma once

#include "core/base/control.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace headroom {

class MappedFile;

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void add(std::span<const std::byte> data);
    /// 64 lower-case hexadecimal digits; the object is spent afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

std::string sha256(std::span<const std::byte> data);

/// XXH3, 128 bits, 32 hexadecimal digits: finds accidents, proves nothing.
std::string checksum(std::span<const std::byte> data);
/// The same of what comes in pieces.
class Checksum {
public:
    Checksum();
    ~Checksum();
    Checksum(Checksum&&) noexcept;
    Checksum& operator=(Checksum&&) noexcept;
    void add(std::span<const std::byte> data);
    std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};
/// Checksum of some pages all over it, the first and the last among them: tells one model from another at once.
std::string sampled(std::span<const std::byte> data);

constexpr std::size_t kHashChunk = std::size_t{8} << 20U; ///< bytes between two checkpoints
/// What is mapped, as it is met; a checkpoint before each chunk.
Result<std::string> sha256Of(const MappedFile& file, JobControl& control);
/// The same of a file that is as it was when it was opened. Errors: also those of MappedFile::intact().
Result<std::string> sha256File(const std::filesystem::path& path, JobControl& control);

} // namespace headroom
