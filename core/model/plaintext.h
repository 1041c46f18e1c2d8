// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: text to tokenize, to calibrate or to measure with is UTF-8. In another encoding, or when it is no text at all,
// it would become tokens all the same, and figures of something that nobody meant.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace headroom::model {

/// A zero byte is UTF-8, but seldom meant as text.
enum class Zeros { Refused, Allowed };

/// The whole file, without a byte order mark. Errors: those of reading it, of checkPlainText(), and of refuseStandIn()
/// (a page is taken where the name ends in .html, .htm or .xhtml).
Result<std::string> readPlainText(const std::filesystem::path& path, Zeros zeros = Zeros::Refused);
/// Errors: Corrupt (UTF-16, UTF-32, binary, no UTF-8), which names the byte.
Status checkPlainText(std::string_view text, const std::string& where, Zeros zeros = Zeros::Refused);

} // namespace headroom::model
