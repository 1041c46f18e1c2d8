// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: folders, like files, appear under their name when they are whole, or not at all.
#pragma once

#include "core/base/scratch.h"

#include <filesystem>

namespace headroom::model::hf {

/// A folder under another name, which nobody else can read, until commit(); removed when that never happens.
class Draft {
public:
    /// Beside its own. mode: the widest permissions of its files. Errors: Conflict (the name is taken), those of the
    /// file system.
    static Result<Draft> create(const std::filesystem::path& target, std::uint32_t mode);
    /// As `path`, whose earlier content (of a run that was killed) goes away.
    static Result<Draft> create(const std::filesystem::path& target, std::uint32_t mode,
                                const std::filesystem::path& path);
    Draft(Draft&& other) noexcept
        : m_target(std::move(other.m_target))
        , m_path(std::exchange(other.m_path, {}))
        , m_scratch(std::move(other.m_scratch))
        , m_mode(other.m_mode)
    {
    }
    Draft& operator=(Draft&&) = delete;
    ~Draft();

    const std::filesystem::path& path() const { return m_path; } ///< where to write meanwhile
    Status commit();

private:
    Draft(std::filesystem::path target, std::uint32_t mode) : m_target(std::move(target)), m_mode(mode) { }
    static Result<Draft> of(const std::filesystem::path& target, std::uint32_t mode);
    std::filesystem::path m_target, m_path;
    Scratch m_scratch; ///< none where the path was given
    std::uint32_t m_mode;
};

} // namespace headroom::model::hf
