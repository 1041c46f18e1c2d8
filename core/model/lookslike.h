// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: "not a GGUF file" helps nobody; what the file seems to be instead tells what to do next.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace headroom::model {

/// A few words on what begins like this, for example "a ZIP archive (PyTorch checkpoints are ZIP)"; empty if unknown.
std::string_view looksLike(std::span<const std::byte> beginning);

} // namespace headroom::model
