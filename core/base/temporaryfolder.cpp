// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/temporaryfolder.h"

#include <cerrno>
#include <unistd.h>

namespace headroom {

Result<TemporaryFolder> TemporaryFolder::create()
{
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    if (error)
        return failErrno(error.value(), "folder of temporary files");
    std::string pattern = (parent / "headroom-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        return failErrno(errno, parent.string());
    return TemporaryFolder(pattern);
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

} // namespace headroom
