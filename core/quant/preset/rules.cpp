// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/rules.h"

#include "core/base/remarks.h"

#include <array>

namespace headroom::quant {

using tensor::Type;

namespace {

constexpr std::uint64_t in(std::initializer_list<FileType> types)
{
    std::uint64_t bits = 0;
    for (const FileType type : types)
        bits |= std::uint64_t{1} << type;
    return bits;
}
constexpr std::uint64_t kTiny = in({kIQ2_XXS, kIQ2_XS, kIQ2_S, kIQ2_M, kIQ1_S, kIQ1_M});
constexpr std::uint64_t kIQ2 = in({kIQ2_S, kIQ2_M});
constexpr std::uint64_t kIQ4 = in({kIQ4_NL, kIQ4_XS});
constexpr std::uint64_t kEvery = ~std::uint64_t{0};
constexpr std::uint64_t kUsual = kEvery & ~kTiny & ~in({kMXFP4_MOE});
constexpr std::uint64_t kLowBit
    = in({kQ2_K, kIQ3_XS, kIQ3_XXS, kQ3_K_S, kQ3_K_M, kIQ4_NL, kQ4_K_S, kQ4_K_M, kIQ3_S, kIQ3_M, kIQ4_XS});
/// Whose attention values would have three or four bits in the 70B model, whatever its groups; and with groups of four.
constexpr std::uint64_t kThreeOrFour = in({kQ2_K, kQ3_K_S, kQ3_K_M, kQ4_K_S, kQ4_K_M, kIQ3_M});
constexpr std::uint64_t kFourIfGrouped = in({kQ2_K_S, kIQ3_XXS, kIQ3_XS, kIQ3_S});

constexpr Wording kFirstSixteenthDown = "type.down_first_sixteenth";
constexpr Wording kFirstEighthDown = "type.down_first_eighth";
constexpr Wording kDownSpread = "type.down_spread";
constexpr Wording kValueSpread = "type.value_spread";
constexpr Wording kDown = "type.down";
constexpr Wording kValue = "type.value";
constexpr Wording kAttentionOutput = "type.attention_output";
constexpr Wording kHead = "type.head";
constexpr Wording kEmbedding = "type.embedding";
constexpr Wording kSmallBeside = "type.small_beside_experts";
constexpr Wording kSeventy = "type.value_seventy";
constexpr Wording kFewer = "type.queries_keys";
constexpr Wording kPlain = "type.preset";

struct RuleRow {
    Part part;
    std::uint64_t fileTypes; ///< bit set of FileType
    std::uint32_t when;
    Type type;
    Wording reason;
};

constexpr std::array kTypeRules{
    RuleRow{Part::Head, in({kMXFP4_MOE}), kAlways, Type::Q8_0, "type.head_eight"},
    RuleRow{Part::Head, kEvery, kFalcon, Type::Q8_0, "type.head_falcon"},
    RuleRow{Part::Head, kEvery, kIndivisible, Type::Q8_0, "type.head_indivisible"},
    RuleRow{Part::Head, kTiny | in({kIQ3_XXS}), kAlways, Type::Q5_K, kHead},
    RuleRow{Part::Head, in({kQ8_0}), kAlways, Type::Q8_0, kPlain},
    RuleRow{Part::Head, kEvery, kAlways, Type::Q6_K, kHead},

    RuleRow{Part::Any, in({kMXFP4_MOE}), kStacked, Type::MXFP4, "type.experts"},
    RuleRow{Part::Any, in({kMXFP4_MOE}), kAlways, Type::Q8_0, "type.no_experts"},

    RuleRow{Part::Embedding, in({kIQ2_XXS, kIQ2_XS, kIQ1_S, kIQ1_M}), kAlways, Type::Q2_K, kEmbedding},
    RuleRow{Part::Embedding, kIQ2 | in({kIQ3_XXS}), kAlways, Type::IQ3_S, kEmbedding},
    RuleRow{Part::Embedding, in({kTQ1_0, kTQ2_0, kQ2_0}), kAlways, Type::Q4_K, kEmbedding},

    RuleRow{Part::Value, kTiny, kGroupedByFour, Type::Q4_K, kValue},
    RuleRow{Part::Value, kTiny, kFourExperts, Type::Q4_K, kValue},
    RuleRow{Part::Value, kIQ2, kAlways, Type::IQ3_S, kValue},
    RuleRow{Part::Value, kTiny, kAlways, Type::Q2_K, kValue},
    RuleRow{Part::Value, kUsual, kEightExperts, Type::Q8_0, kSmallBeside},
    RuleRow{Part::Value, in({kQ4_K_M, kQ5_K_M}), kSpread, Type::Q6_K, kValueSpread},
    RuleRow{Part::Value, kThreeOrFour, kSeventyB, Type::Q5_K, kSeventy},
    RuleRow{Part::Value, kFourIfGrouped, kSeventyB | kGroupedByFour, Type::Q5_K, kSeventy},
    RuleRow{Part::Value, in({kQ2_K, kQ2_K_S, kIQ3_XXS, kIQ3_XS, kIQ3_S}), kGroupedByFour, Type::Q4_K, kValue},
    RuleRow{Part::Value, in({kQ2_K}), kAlways, Type::Q3_K, kValue},
    RuleRow{Part::Value, in({kIQ3_XXS}), kNoImportance, Type::IQ3_S, kValue},
    RuleRow{Part::Value, in({kQ3_K_M}), kFirstTwo, Type::Q5_K, "type.value_first_two"},
    RuleRow{Part::Value, in({kQ3_K_M, kIQ3_M}), kAlways, Type::Q4_K, kValue},
    RuleRow{Part::Value, in({kQ3_K_L}), kAlways, Type::Q5_K, kValue},
    RuleRow{Part::Value, kIQ4, kGroupedByFour, Type::Q5_K, kValue},
    RuleRow{Part::Value, in({kQ4_K_S}), kFirstFour, Type::Q5_K, "type.value_first_four"},

    RuleRow{Part::Key, kTiny, kEightExperts, Type::Q4_K, "type.keys_beside_experts"},
    RuleRow{Part::Key, kUsual, kEightExperts, Type::Q8_0, kSmallBeside},
    RuleRow{Part::Key, in({kIQ3_XS}), kAlways, Type::IQ3_XXS, kFewer},
    RuleRow{Part::Key, in({kIQ3_XXS}), kAlways, Type::IQ2_S, kFewer},
    RuleRow{Part::Query, in({kIQ3_XS}), kAlways, Type::IQ3_XXS, kFewer},
    RuleRow{Part::Query, in({kIQ3_XXS}), kAlways, Type::IQ2_S, kFewer},

    RuleRow{Part::Down, kIQ2, kCountedFirstEighth, Type::IQ3_S, kFirstEighthDown},
    RuleRow{Part::Down, kTiny, kCountedFirstEighth, Type::Q2_K, kFirstEighthDown},
    RuleRow{Part::Down, in({kQ2_K}), kAlways, Type::Q3_K, kDown},
    RuleRow{Part::Down, in({kQ2_K_S}), kFirstEighth, Type::Q4_K, kFirstEighthDown},
    RuleRow{Part::Down, in({kIQ3_XXS}), kNoImportance | kFirstEighth, Type::Q4_K, kFirstEighthDown},
    RuleRow{Part::Down, in({kIQ3_XXS}), kNoImportance, Type::Q3_K, "type.down_no_matrix"},
    RuleRow{Part::Down, in({kQ3_K_M}), kFirstSixteenth, Type::Q5_K, kFirstSixteenthDown},
    RuleRow{Part::Down, in({kQ3_K_M}), kNotFalcon, Type::Q4_K, kDown},
    RuleRow{Part::Down, in({kQ3_K_M}), kSpread, Type::Q4_K, kDownSpread},
    RuleRow{Part::Down, in({kIQ3_M}), kFirstEighth, Type::Q4_K, kFirstEighthDown},
    RuleRow{Part::Down, in({kIQ3_M}), kEightExperts | kSpread, Type::Q4_K, kDownSpread},
    RuleRow{Part::Down, in({kQ3_K_L}), kFalcon, Type::Q4_K, kDown},
    RuleRow{Part::Down, in({kQ3_K_L}), kAlways, Type::Q5_K, kDown},
    RuleRow{Part::Down, in({kQ4_K_M}), kFalcon | kFirstSixteenth, Type::Q6_K, kFirstSixteenthDown},
    RuleRow{Part::Down, in({kQ4_K_M}), kFalcon | kSpread, Type::Q5_K, kDownSpread},
    RuleRow{Part::Down, in({kQ4_K_M}), kNotFalcon | kSpread, Type::Q6_K, kDownSpread},
    RuleRow{Part::Down, kIQ4, kNoImportance | kFirstEighth, Type::Q5_K, kFirstEighthDown},
    RuleRow{Part::Down, in({kQ5_K_M}), kSpread, Type::Q6_K, kDownSpread},
    RuleRow{Part::Down, in({kQ4_K_S}), kNotFalcon | kFirstEighth, Type::Q5_K, kFirstEighthDown},
    RuleRow{Part::Down, in({kQ4_0}), kImportance | kFirstEighth, Type::Q4_1, "type.down_offset"},
    RuleRow{Part::Down, in({kQ5_0}), kImportance | kFirstEighth, Type::Q5_1, "type.down_offset"},

    RuleRow{Part::AttentionOutput, kTiny, kEightExperts, Type::Q5_K, "type.output_beside_experts"},
    RuleRow{Part::AttentionOutput, in({kIQ1_S, kIQ1_M}), kAlways, Type::IQ2_XXS, kAttentionOutput},
    RuleRow{Part::AttentionOutput, kIQ2, kAlways, Type::IQ3_S, kAttentionOutput},
    RuleRow{Part::AttentionOutput, in({kQ3_K_L}), kFalcon, Type::Q4_K, kAttentionOutput},
    RuleRow{Part::AttentionOutput, kLowBit, kNotFalcon | kEightExperts, Type::Q5_K, "type.output_beside_experts"},
    RuleRow{Part::AttentionOutput, in({kQ3_K_L}), kEightExperts, Type::Q3_K, kPlain},
    RuleRow{Part::AttentionOutput, in({kQ2_K}), kNotFalcon, Type::Q3_K, kAttentionOutput},
    RuleRow{Part::AttentionOutput, in({kIQ3_XXS}), kNotFalcon, Type::IQ3_S, kAttentionOutput},
    RuleRow{Part::AttentionOutput, in({kQ3_K_M, kIQ3_M}), kNotFalcon, Type::Q4_K, kAttentionOutput},
    RuleRow{Part::AttentionOutput, in({kQ3_K_L}), kNotFalcon, Type::Q5_K, kAttentionOutput},

    RuleRow{Part::Gate, in({kIQ3_XS}), kMiddle, Type::IQ3_XXS, "type.middle"},
    RuleRow{Part::Up, in({kIQ3_XS}), kMiddle, Type::IQ3_XXS, "type.middle"},
};

} // namespace

std::vector<Rule> builtInRules(FileType fileType)
{
    std::vector<Rule> rules;
    for (const RuleRow& row : kTypeRules)
        if ((row.fileTypes >> fileType & 1U) != 0)
            rules.push_back({row.part, row.when, row.type, remark(row.reason)});
    return rules;
}

} // namespace headroom::quant
