// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the published mixture rules as one table: which kind of tensor gets another type than the preset's default,
// under which condition, and the sentence that explains it. First match wins. Source: llama.cpp, src/llama-quant.cpp.
#pragma once

#include "core/tensor/type.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace headroom::quant {

/// general.file_type of the presets (llama.h, llama_ftype).
enum FileType : std::uint32_t {
    kQ4_0 = 2,
    kQ4_1 = 3,
    kQ8_0 = 7,
    kQ5_0 = 8,
    kQ5_1 = 9,
    kQ2_K = 10,
    kQ3_K_S = 11,
    kQ3_K_M = 12,
    kQ3_K_L = 13,
    kQ4_K_S = 14,
    kQ4_K_M = 15,
    kQ5_K_S = 16,
    kQ5_K_M = 17,
    kQ6_K = 18,
};

enum class Part {
    Head, ///< output.weight, or the embedding table where it is the head too
    Value, ///< attn_v, and the fused attn_qkv and attn_kv_b
    Key,
    AttentionOutput,
    Down, ///< ffn_down, also of experts
    Other,
};
Part partOf(std::string_view tensor, bool tiedOutput);

/// What the conditions look at.
struct Site {
    std::uint64_t index = 0; ///< of this part, counted over the layers
    std::uint64_t count = 0;
    std::uint64_t columns = 0;
    std::uint32_t queriesPerKey = 1; ///< heads / kv heads
    std::uint32_t experts = 0;
    bool falcon = false;
    bool llama70B = false; ///< 80 layers with grouped queries
};

struct Rule {
    Part part;
    std::uint64_t fileTypes; ///< bit set of FileType
    bool (*applies)(const Site&);
    tensor::Type type;
    std::string_view reason;
};

/// The rule for this place in a preset, or null: the preset's default stands.
const Rule* findRule(Part part, std::uint32_t fileType, const Site& site);

/// What overrules the rule's result in attention values and keys: the 70B model, eight experts. Null: nothing.
const Rule* findOverride(Part part, tensor::Type chosen, const Site& site);

} // namespace headroom::quant
