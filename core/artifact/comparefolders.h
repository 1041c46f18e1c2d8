// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: whether a folder made once more is the folder it is held against: file by file, and where weights are cut into
// other files, tensor by tensor.
#pragma once

#include "core/artifact/verify.h"

namespace headroom::artifact {

/// Check "rebuild": names what is another, the first few. `names`: files to hold against each other.
/// Errors: Cancelled alone; a folder that cannot be read has failed.
Result<Check> compareFolders(const std::filesystem::path& folder, const std::filesystem::path& again,
                             const std::vector<std::string>& names, JobControl& control);

} // namespace headroom::artifact
