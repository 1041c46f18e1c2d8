// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: folders, like files, appear under their name when they are whole, or not at all.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <utility>

namespace headroom::model::hf {

/// A folder under another name, beside its own, until commit(); removed when that never happens.
class Draft {
public:
    /// Errors: Conflict (the name is taken), those of the file system.
    static Result<Draft> create(const std::filesystem::path& target);
    /// As `path`, whose earlier content (of a run that was killed) goes away.
    static Result<Draft> create(const std::filesystem::path& target, const std::filesystem::path& path);
    Draft(Draft&& other) noexcept : m_target(std::move(other.m_target)), m_path(std::exchange(other.m_path, {})) { }
    Draft& operator=(Draft&&) = delete;
    ~Draft();

    const std::filesystem::path& path() const { return m_path; } ///< where to write meanwhile
    Status commit();

private:
    Draft() = default;
    static Result<Draft> of(const std::filesystem::path& target);
    std::filesystem::path m_target, m_path;
};

} // namespace headroom::model::hf
