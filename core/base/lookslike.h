// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: "not a GGUF file" helps nobody; what the file seems to be instead tells what to do next. And where any text or
// any numbers would do, a pointer or a server's answer under the file's name would be taken for them.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// A UTF-8 text without the mark that some editors put in front of it, which is no part of what it says.
std::string_view withoutByteOrderMark(std::string_view text);
/// Errors: Corrupt, naming the encoding, where a mark says that it is UTF-16 or UTF-32.
Status refuseWideText(std::string_view text, const std::string& where);
/// A few words on what begins like this, for example "a ZIP archive (PyTorch checkpoints are ZIP)"; empty if unknown.
std::string_view looksLike(std::span<const std::byte> bytes);
/// "not a safetensors file; it looks like HTML …", "not …: it is empty", or the first half of it.
std::string insteadOf(std::string_view expected, std::span<const std::byte> bytes);

enum class Pages { Refused, Allowed };
/// For what has no form of its own. Errors: Corrupt where the content certainly is something else than what was asked
/// for: a pointer of Git LFS, an HTML page, a server's answer, an archive, a program, a model.
Status refuseStandIn(std::span<const std::byte> bytes, const std::string& where, std::string_view expected,
                     Pages pages = Pages::Refused);

} // namespace headroom
