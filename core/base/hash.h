// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: artifacts, sources and texts are identified by SHA-256 (FIPS 180-4), computed by OpenSSL.
#pragma once

#include "core/base/control.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace headroom {

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
/// Streams the file; checkpoints every 64 MiB.
Result<std::string> sha256File(const std::filesystem::path& path, JobControl& control);

} // namespace headroom
