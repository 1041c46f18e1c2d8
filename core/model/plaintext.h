// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: text to calibrate or to measure with is UTF-8. In another encoding, or when it is no text at all, it would
// become tokens all the same, and figures of something that nobody meant.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace headroom::model {

/// The whole file. Errors: those of reading it; Corrupt (UTF-16, binary, no UTF-8), which names file and byte.
Result<std::string> readPlainText(const std::filesystem::path& path);
/// Errors: Corrupt where the text begins as UTF-16 or UTF-32 does.
Status refuseUtf16(std::string_view text, const std::string& where);

} // namespace headroom::model
