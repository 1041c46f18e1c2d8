// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/rules.h"

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

constexpr std::string_view kFirstSixteenthDown = "more bits for ffn_down in the first sixteenth of the layers";
constexpr std::string_view kFirstEighthDown = "more bits for ffn_down in the first eighth of the layers";
constexpr std::string_view kDownSpread = "more bits for ffn_down in the first and last eighth and every third layer";
constexpr std::string_view kValueSpread
    = "more bits for attention values in the first and last eighth and every third layer";
constexpr std::string_view kDown = "more bits for ffn_down, which suffers most";
constexpr std::string_view kValue = "more bits for attention values, which are small and matter";
constexpr std::string_view kAttentionOutput = "more bits for the attention output";
constexpr std::string_view kHead = "the output head keeps more bits";
constexpr std::string_view kEmbedding = "the embedding table keeps more bits";
constexpr std::string_view kSmallBeside
    = "beside eight experts attention keys and values are small: they keep eight bits";
constexpr std::string_view kSeventy = "in the 70B model eight heads share each attention value: five bits cost little";
constexpr std::string_view kFewer = "fewer bits for queries and keys, which suffer least";
constexpr std::string_view kPlain = "the preset's type";

struct Row {
    Part part;
    std::uint64_t fileTypes; ///< bit set of FileType
    std::uint32_t when;
    Type type;
    std::string_view reason;
};

constexpr std::array kRules{
    Row{Part::Head, in({kMXFP4_MOE}), kAlways, Type::Q8_0, "the output head keeps eight bits"},
    Row{Part::Head, kEvery, kFalcon, Type::Q8_0, "Falcon's output head keeps eight bits"},
    Row{Part::Head, kEvery, kIndivisible, Type::Q8_0, "the output head's rows do not divide: eight bits"},
    Row{Part::Head, kTiny | in({kIQ3_XXS}), kAlways, Type::Q5_K, kHead},
    Row{Part::Head, in({kQ8_0}), kAlways, Type::Q8_0, kPlain},
    Row{Part::Head, kEvery, kAlways, Type::Q6_K, kHead},

    Row{Part::Any, in({kMXFP4_MOE}), kStacked, Type::MXFP4, "the weights of all experts in one tensor"},
    Row{Part::Any, in({kMXFP4_MOE}), kAlways, Type::Q8_0, "no experts: eight bits"},

    Row{Part::Embedding, in({kIQ2_XXS, kIQ2_XS, kIQ1_S, kIQ1_M}), kAlways, Type::Q2_K, kEmbedding},
    Row{Part::Embedding, kIQ2 | in({kIQ3_XXS}), kAlways, Type::IQ3_S, kEmbedding},
    Row{Part::Embedding, in({kTQ1_0, kTQ2_0, kQ2_0}), kAlways, Type::Q4_K, kEmbedding},

    Row{Part::Value, kTiny, kGroupedByFour, Type::Q4_K, kValue},
    Row{Part::Value, kTiny, kFourExperts, Type::Q4_K, kValue},
    Row{Part::Value, kIQ2, kAlways, Type::IQ3_S, kValue},
    Row{Part::Value, kTiny, kAlways, Type::Q2_K, kValue},
    Row{Part::Value, kUsual, kEightExperts, Type::Q8_0, kSmallBeside},
    Row{Part::Value, in({kQ4_K_M, kQ5_K_M}), kSpread, Type::Q6_K, kValueSpread},
    Row{Part::Value, kThreeOrFour, kSeventyB, Type::Q5_K, kSeventy},
    Row{Part::Value, kFourIfGrouped, kSeventyB | kGroupedByFour, Type::Q5_K, kSeventy},
    Row{Part::Value, in({kQ2_K, kQ2_K_S, kIQ3_XXS, kIQ3_XS, kIQ3_S}), kGroupedByFour, Type::Q4_K, kValue},
    Row{Part::Value, in({kQ2_K}), kAlways, Type::Q3_K, kValue},
    Row{Part::Value, in({kIQ3_XXS}), kNoImportance, Type::IQ3_S, kValue},
    Row{Part::Value, in({kQ3_K_M}), kFirstTwo, Type::Q5_K, "most bits for attention values in the first two layers"},
    Row{Part::Value, in({kQ3_K_M, kIQ3_M}), kAlways, Type::Q4_K, kValue},
    Row{Part::Value, in({kQ3_K_L}), kAlways, Type::Q5_K, kValue},
    Row{Part::Value, kIQ4, kGroupedByFour, Type::Q5_K, kValue},
    Row{Part::Value, in({kQ4_K_S}), kFirstFour, Type::Q5_K, "more bits for attention values in the first four layers"},

    Row{Part::Key, kTiny, kEightExperts, Type::Q4_K, "beside eight experts attention keys are small: four bits"},
    Row{Part::Key, kUsual, kEightExperts, Type::Q8_0, kSmallBeside},
    Row{Part::Key, in({kIQ3_XS}), kAlways, Type::IQ3_XXS, kFewer},
    Row{Part::Key, in({kIQ3_XXS}), kAlways, Type::IQ2_S, kFewer},
    Row{Part::Query, in({kIQ3_XS}), kAlways, Type::IQ3_XXS, kFewer},
    Row{Part::Query, in({kIQ3_XXS}), kAlways, Type::IQ2_S, kFewer},

    Row{Part::Down, kIQ2, kCountedFirstEighth, Type::IQ3_S, kFirstEighthDown},
    Row{Part::Down, kTiny, kCountedFirstEighth, Type::Q2_K, kFirstEighthDown},
    Row{Part::Down, in({kQ2_K}), kAlways, Type::Q3_K, kDown},
    Row{Part::Down, in({kQ2_K_S}), kFirstEighth, Type::Q4_K, kFirstEighthDown},
    Row{Part::Down, in({kIQ3_XXS}), kNoImportance | kFirstEighth, Type::Q4_K, kFirstEighthDown},
    Row{Part::Down, in({kIQ3_XXS}), kNoImportance, Type::Q3_K, "without importance matrix ffn_down needs more bits"},
    Row{Part::Down, in({kQ3_K_M}), kFirstSixteenth, Type::Q5_K, kFirstSixteenthDown},
    Row{Part::Down, in({kQ3_K_M}), kNotFalcon, Type::Q4_K, kDown},
    Row{Part::Down, in({kQ3_K_M}), kSpread, Type::Q4_K, kDownSpread},
    Row{Part::Down, in({kIQ3_M}), kFirstEighth, Type::Q4_K, kFirstEighthDown},
    Row{Part::Down, in({kIQ3_M}), kEightExperts | kSpread, Type::Q4_K, kDownSpread},
    Row{Part::Down, in({kQ3_K_L}), kFalcon, Type::Q4_K, kDown},
    Row{Part::Down, in({kQ3_K_L}), kAlways, Type::Q5_K, kDown},
    Row{Part::Down, in({kQ4_K_M}), kFalcon | kFirstSixteenth, Type::Q6_K, kFirstSixteenthDown},
    Row{Part::Down, in({kQ4_K_M}), kFalcon | kSpread, Type::Q5_K, kDownSpread},
    Row{Part::Down, in({kQ4_K_M}), kNotFalcon | kSpread, Type::Q6_K, kDownSpread},
    Row{Part::Down, kIQ4, kNoImportance | kFirstEighth, Type::Q5_K, kFirstEighthDown},
    Row{Part::Down, in({kQ5_K_M}), kSpread, Type::Q6_K, kDownSpread},
    Row{Part::Down, in({kQ4_K_S}), kNotFalcon | kFirstEighth, Type::Q5_K, kFirstEighthDown},
    Row{Part::Down, in({kQ4_0}), kImportance | kFirstEighth, Type::Q4_1,
        "with importance weights the first ffn_down layers need an offset"},
    Row{Part::Down, in({kQ5_0}), kImportance | kFirstEighth, Type::Q5_1,
        "with importance weights the first ffn_down layers need an offset"},

    Row{Part::AttentionOutput, kTiny, kEightExperts, Type::Q5_K,
        "beside eight experts the attention output is small: it keeps five bits"},
    Row{Part::AttentionOutput, in({kIQ1_S, kIQ1_M}), kAlways, Type::IQ2_XXS, kAttentionOutput},
    Row{Part::AttentionOutput, kIQ2, kAlways, Type::IQ3_S, kAttentionOutput},
    Row{Part::AttentionOutput, in({kQ3_K_L}), kFalcon, Type::Q4_K, kAttentionOutput},
    Row{Part::AttentionOutput, kLowBit, kNotFalcon | kEightExperts, Type::Q5_K,
        "beside eight experts the attention output is small: it keeps five bits"},
    Row{Part::AttentionOutput, in({kQ3_K_L}), kEightExperts, Type::Q3_K, kPlain},
    Row{Part::AttentionOutput, in({kQ2_K}), kNotFalcon, Type::Q3_K, kAttentionOutput},
    Row{Part::AttentionOutput, in({kIQ3_XXS}), kNotFalcon, Type::IQ3_S, kAttentionOutput},
    Row{Part::AttentionOutput, in({kQ3_K_M, kIQ3_M}), kNotFalcon, Type::Q4_K, kAttentionOutput},
    Row{Part::AttentionOutput, in({kQ3_K_L}), kNotFalcon, Type::Q5_K, kAttentionOutput},

    Row{Part::Gate, in({kIQ3_XS}), kMiddle, Type::IQ3_XXS, "fewer bits in the middle layers"},
    Row{Part::Up, in({kIQ3_XS}), kMiddle, Type::IQ3_XXS, "fewer bits in the middle layers"},
};

} // namespace

std::vector<Rule> builtInRules(FileType fileType)
{
    std::vector<Rule> rules;
    for (const Row& row : kRules)
        if ((row.fileTypes >> fileType & 1U) != 0)
            rules.push_back({row.part, row.when, row.type, std::string(row.reason)});
    return rules;
}

} // namespace headroom::quant
