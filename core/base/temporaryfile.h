// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a file of one's own among the temporary files, for what is written and read back within one piece of work.
#pragma once

#include "core/base/temporaryfolder.h"

#include <string_view>

namespace headroom {

/// A path in a folder of its own among the temporary files; what is there goes with the object.
class TemporaryFile {
public:
    static Result<TemporaryFile> create(std::string_view name)
    {
        return TemporaryFolder::create().map(
            [&](TemporaryFolder&& folder) { return TemporaryFile(std::move(folder), name); });
    }
    const std::filesystem::path& path() const { return m_path; }

private:
    TemporaryFile(TemporaryFolder folder, std::string_view name)
        : m_folder(std::move(folder)), m_path(m_folder.path() / name)
    {
    }
    TemporaryFolder m_folder;
    std::filesystem::path m_path;
};

} // namespace headroom
