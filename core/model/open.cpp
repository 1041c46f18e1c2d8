// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Which reader a path is for: folders and names decide, then the content has to agree.
#include "core/model/ggufsplit.h"

namespace headroom::model {

Result<std::shared_ptr<const GgufFile>> GgufFile::open(const std::filesystem::path& path)
{
    return openGguf(path);
}

} // namespace headroom::model
