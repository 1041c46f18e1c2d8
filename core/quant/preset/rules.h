// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: mixture rules as data: which kind of tensor gets another type than the preset's default, under which conditions,
// and the sentence that explains it. First match wins. The built-in ones are llama.cpp's published rules
// (src/llama-quant.cpp); a preset file can hold others.
#pragma once

#include "core/base/remark.h"
#include "core/base/result.h"
#include "core/tensor/type.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::quant {

/// general.file_type of the presets (llama.h, llama_ftype).
enum FileType : std::uint32_t {
    kF32 = 0,
    kF16 = 1,
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
    kIQ2_XXS = 19,
    kIQ2_XS = 20,
    kQ2_K_S = 21,
    kIQ3_XS = 22,
    kIQ3_XXS = 23,
    kIQ1_S = 24,
    kIQ4_NL = 25,
    kIQ3_S = 26,
    kIQ3_M = 27,
    kIQ2_S = 28,
    kIQ2_M = 29,
    kIQ4_XS = 30,
    kIQ1_M = 31,
    kBF16 = 32,
    kTQ1_0 = 36,
    kTQ2_0 = 37,
    kMXFP4_MOE = 38,
    kNVFP4 = 39,
    kQ1_0 = 40,
    kQ2_0 = 41,
};

enum class Part {
    Any,
    Head, ///< output.weight, or the embedding table where it is the head too
    Embedding,
    Value, ///< attn_v, and the fused attn_qkv and attn_kv_b
    Key,
    Query,
    AttentionOutput,
    Up, ///< feed-forward, also of experts
    Gate,
    Down,
    Other,
};
Part partOf(std::string_view tensor, bool tiedOutput);

/// What the conditions look at.
struct Site {
    std::uint64_t layer = 0; ///< of this part: counted, or read from the name where there are experts
    std::uint64_t nth = 0; ///< always counted
    std::uint64_t count = 0; ///< layers; of attention values: how many there are
    std::uint32_t queriesPerKey = 1; ///< heads / kv heads
    std::uint32_t experts = 0;
    bool falcon = false;
    bool llama70B = false; ///< 80 layers with grouped queries
    bool importance = false; ///< an importance matrix is given
    bool stacked = false; ///< three dimensions: all experts in one tensor
    bool indivisible = false; ///< rows are no multiple of the default type's block
};

/// One bit each; a rule's conditions must all hold. See kConditions in rules.cpp for names and meanings.
enum Condition : std::uint32_t {
    kAlways = 0,
    kFalcon = 1U << 0,
    kNotFalcon = 1U << 1,
    kGroupedByFour = 1U << 2,
    kEightExperts = 1U << 3,
    kFourExperts = 1U << 4,
    kImportance = 1U << 5,
    kNoImportance = 1U << 6,
    kFirstTwo = 1U << 7,
    kFirstFour = 1U << 8,
    kFirstSixteenth = 1U << 9,
    kFirstEighth = 1U << 10,
    kCountedFirstEighth = 1U << 11,
    kSpread = 1U << 12,
    kMiddle = 1U << 13,
    kStacked = 1U << 14,
    kIndivisible = 1U << 15,
    kSeventyB = 1U << 16,
};

struct Rule {
    Part part = Part::Any;
    std::uint32_t when = kAlways; ///< Condition bits
    tensor::Type type = tensor::Type::F32;
    Remark reason;
};

/// The built-in rules of a file type, in order.
std::vector<Rule> builtInRules(FileType fileType);

/// The first rule that applies, or null: the preset's default stands.
const Rule* findRule(std::span<const Rule> rules, Part part, const Site& site);

/// Names as they stand in preset files: "attn_v", "layer<n/8".
std::string_view partName(Part part);
Result<Part> partFromName(std::string_view name);
std::vector<std::string_view> conditionNames(std::uint32_t when);
Result<std::uint32_t> conditionFromName(std::string_view name);

} // namespace headroom::quant
