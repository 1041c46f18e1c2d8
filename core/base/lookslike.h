// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: "not a GGUF file" helps nobody; what the file seems to be instead tells what to do next.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

/// A few words on what begins like this, for example "a ZIP archive (PyTorch checkpoints are ZIP)"; empty if unknown.
std::string_view looksLike(std::span<const std::byte> beginning);
/// "not a safetensors file; it looks like HTML …", or the first half of it.
std::string insteadOf(std::string_view expected, std::span<const std::byte> bytes);

} // namespace headroom
