// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what every job and command that computes a model is told is one row each.
#pragma once

#include "core/base/parameter.h"
#include "core/infer/backend.h"
#include "core/infer/kvtypes.h"

namespace headroom::infer {

inline constexpr Parameter kModel{.key = "model",
                                  .kind = ValueKind::Path,
                                  .flag = "MODEL",
                                  .help = "a GGUF file or shard, a Hugging Face folder, or safetensors",
                                  .isRequired = true};
inline constexpr Parameter kThreads{.key = "threads",
                                    .kind = ValueKind::Whole,
                                    .flag = "--threads",
                                    .placeholder = "N",
                                    .help = "threads to use (default: physical cores)",
                                    .high = 1024};
inline constexpr Parameter kDevice{.key = "device",
                                   .flag = "--device",
                                   .placeholder = "D",
                                   .help = "{names} (default: {default})",
                                   .usualText = "auto",
                                   .known = isDeviceName,
                                   .names = deviceNames};
inline constexpr Parameter kKvCacheType{.key = "kv_type",
                                        .flag = "--kv-type",
                                        .placeholder = "TYPE",
                                        .help = "number format of the KV cache: {names} (default: {default})",
                                        .usualText = "f32",
                                        .known = [](std::string_view name) { return findKvType(name) != nullptr; },
                                        .names = kvTypeNames};
inline constexpr Parameter kFast{
    .key = "fast",
    .kind = ValueKind::Flag,
    .flag = "--fast",
    .help = "8-bit or bfloat16 activations instead of exact sums; what that changes is measured and reported"};

} // namespace headroom::infer
