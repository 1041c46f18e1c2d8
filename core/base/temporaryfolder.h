// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a folder of one's own among the temporary files (TMPDIR), which goes away with all that is in it.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <utility>

namespace headroom {

class TemporaryFolder {
public:
    static Result<TemporaryFolder> create(); ///< nobody else can read it
    TemporaryFolder(TemporaryFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) { }
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const { return m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path) : m_path(std::move(path)) { }
    std::filesystem::path m_path;
};

} // namespace headroom
