// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/rules.h"

#include <algorithm>
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
constexpr std::uint64_t kEvery = ~std::uint64_t{0};
constexpr std::uint64_t kLowBit = in({kQ2_K, kQ3_K_S, kQ3_K_M, kQ4_K_S, kQ4_K_M});

bool always(const Site&)
{
    return true;
}
bool isFalcon(const Site& site)
{
    return site.falcon;
}
bool groupedByFour(const Site& site)
{
    return site.queriesPerKey >= 4;
}
bool eightExperts(const Site& site)
{
    return site.experts == 8;
}
template <std::uint64_t N> bool amongFirst(const Site& site)
{
    return site.index < N;
}
template <std::uint64_t N> bool inFirstPart(const Site& site)
{
    return site.index < site.count / N;
}
/// The first and last eighth, and every third layer between.
bool moreBits(const Site& site)
{
    const std::uint64_t eighth = site.count / 8;
    return site.index < eighth || site.index >= 7 * site.count / 8 || (site.index - eighth) % 3 == 2;
}
template <auto Condition> bool notFalcon(const Site& site)
{
    return !site.falcon && Condition(site);
}
template <auto Condition> bool inFalcon(const Site& site)
{
    return site.falcon && Condition(site);
}

constexpr std::string_view kFirstSixteenth = "more bits for ffn_down in the first sixteenth of the layers";
constexpr std::string_view kFirstEighth = "more bits for ffn_down in the first eighth of the layers";
constexpr std::string_view kDownSpread = "more bits for ffn_down in the first and last eighth and every third layer";
constexpr std::string_view kValueSpread
    = "more bits for attention values in the first and last eighth and every third layer";
constexpr std::string_view kDown = "more bits for ffn_down, which suffers most";
constexpr std::string_view kValue = "more bits for attention values, which are small and matter";
constexpr std::string_view kAttentionOutput = "more bits for the attention output";
constexpr std::string_view kHead = "the output head keeps more bits";

constexpr std::array kRules{
    Rule{Part::Head, kEvery, isFalcon, Type::Q8_0, "Falcon's output head keeps eight bits"},
    Rule{Part::Head, in({kQ8_0}), always, Type::Q8_0, "the preset's type"},
    Rule{Part::Head, kEvery, always, Type::Q6_K, kHead},

    Rule{Part::Value, in({kQ2_K}), groupedByFour, Type::Q4_K, kValue},
    Rule{Part::Value, in({kQ2_K}), always, Type::Q3_K, kValue},
    Rule{Part::Value, in({kQ3_K_M}), amongFirst<2>, Type::Q5_K,
         "most bits for attention values in the first two layers"},
    Rule{Part::Value, in({kQ3_K_M}), always, Type::Q4_K, kValue},
    Rule{Part::Value, in({kQ3_K_L}), always, Type::Q5_K, kValue},
    Rule{Part::Value, in({kQ4_K_M, kQ5_K_M}), moreBits, Type::Q6_K, kValueSpread},
    Rule{Part::Value, in({kQ4_K_S}), amongFirst<4>, Type::Q5_K,
         "more bits for attention values in the first four layers"},

    Rule{Part::Down, in({kQ2_K}), always, Type::Q3_K, kDown},
    Rule{Part::Down, in({kQ3_K_M}), inFirstPart<16>, Type::Q5_K, kFirstSixteenth},
    Rule{Part::Down, in({kQ3_K_M}), notFalcon<always>, Type::Q4_K, kDown},
    Rule{Part::Down, in({kQ3_K_M}), moreBits, Type::Q4_K, kDownSpread},
    Rule{Part::Down, in({kQ3_K_L}), isFalcon, Type::Q4_K, kDown},
    Rule{Part::Down, in({kQ3_K_L}), always, Type::Q5_K, kDown},
    Rule{Part::Down, in({kQ4_K_M}), inFalcon<inFirstPart<16>>, Type::Q6_K, kFirstSixteenth},
    Rule{Part::Down, in({kQ4_K_M}), inFalcon<moreBits>, Type::Q5_K, kDownSpread},
    Rule{Part::Down, in({kQ4_K_M}), notFalcon<moreBits>, Type::Q6_K, kDownSpread},
    Rule{Part::Down, in({kQ5_K_M}), moreBits, Type::Q6_K, kDownSpread},
    Rule{Part::Down, in({kQ4_K_S}), notFalcon<inFirstPart<8>>, Type::Q5_K, kFirstEighth},

    Rule{Part::AttentionOutput, in({kQ3_K_L}), isFalcon, Type::Q4_K, kAttentionOutput},
    Rule{Part::AttentionOutput, kLowBit, notFalcon<eightExperts>, Type::Q5_K,
         "beside eight experts the attention output is small: it keeps five bits"},
    Rule{Part::AttentionOutput, in({kQ3_K_L}), eightExperts, Type::Q3_K, "the preset's type"},
    Rule{Part::AttentionOutput, in({kQ2_K}), notFalcon<always>, Type::Q3_K, kAttentionOutput},
    Rule{Part::AttentionOutput, in({kQ3_K_M}), notFalcon<always>, Type::Q4_K, kAttentionOutput},
    Rule{Part::AttentionOutput, in({kQ3_K_L}), notFalcon<always>, Type::Q5_K, kAttentionOutput},
};

constexpr Rule kSeventyB{Part::Value, kEvery, always, Type::Q5_K,
                         "in the 70B model eight heads share each attention value: five bits cost little"};
constexpr Rule kEightExperts{Part::Value, kEvery, always, Type::Q8_0,
                             "beside eight experts attention keys and values are small: they keep eight bits"};

} // namespace

Part partOf(std::string_view tensor, bool tiedOutput)
{
    const auto contains = [tensor](std::string_view part) { return tensor.find(part) != std::string_view::npos; };
    if (tensor == "output.weight" || (tiedOutput && tensor == "token_embd.weight"))
        return Part::Head;
    if (contains("attn_v.weight") || contains("attn_qkv.weight") || contains("attn_kv_b.weight"))
        return Part::Value;
    if (contains("attn_k.weight"))
        return Part::Key;
    if (contains("attn_output.weight"))
        return Part::AttentionOutput;
    return contains("ffn_down") ? Part::Down : Part::Other;
}

const Rule* findRule(Part part, std::uint32_t fileType, const Site& site)
{
    const auto rule = std::ranges::find_if(kRules, [&](const Rule& candidate) {
        return candidate.part == part && fileType < 64 && (candidate.fileTypes >> fileType & 1U) != 0
            && candidate.applies(site);
    });
    return rule == kRules.end() ? nullptr : &*rule;
}

const Rule* findOverride(Part part, Type chosen, const Site& site)
{
    if ((part == Part::Value || part == Part::Key) && eightExperts(site))
        return &kEightExperts;
    if (part == Part::Value && site.llama70B && (chosen == Type::Q3_K || chosen == Type::Q4_K))
        return &kSeventyB;
    return nullptr;
}

} // namespace headroom::quant
