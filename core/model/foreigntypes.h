// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: forks of llama.cpp number their own tensor types from gaps in its table. What cannot be read is refused by name,
// so that one knows which program wrote the file.
// Sources: ik_llama.cpp, ggml.h and gguf-py's constants; PrismML's, TurboQuant's and ROCmFP's own headers, by what
// users report of their files (llama.cpp issues 25833, 26073); ggml.h for what was withdrawn.
#pragma once

#include <cstdint>
#include <string>

namespace headroom::model {

/// What a type of a GGUF file is that no reader of llama.cpp knows: "type 139 is IQ4_K of ik_llama.cpp", "type 4 was
/// withdrawn …", "type 999 is unknown".
std::string foreignType(std::uint32_t id);

} // namespace headroom::model
