// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/preset.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace headroom::quant {

using tensor::Type;

namespace {

struct PresetRow {
    std::string_view name;
    FileType fileType;
    Type defaultType;
    std::string_view summary;
};

/// By size of an 8B model with grouped queries.
constexpr std::array kRows{
    PresetRow{"F32", kF32, Type::F32, "32 bits: as computed with, twice the size of what is published"},
    PresetRow{"BF16", kBF16, Type::BF16, "16 bits: what most models are published in"},
    PresetRow{"F16", kF16, Type::F16, "16 bits: practically the original"},
    PresetRow{"Q8_0", kQ8_0, Type::Q8_0, "8.5 bits: practically the original"},
    PresetRow{"MXFP4_MOE", kMXFP4_MOE, Type::MXFP4, "experts in 4.25 bits, the rest in 8.5: for mixtures of experts"},
    PresetRow{"Q6_K", kQ6_K, Type::Q6_K, "6.6 bits: hardly distinguishable from the original"},
    PresetRow{"Q5_1", kQ5_1, Type::Q5_1, "6.0 bits: older format, Q5_K_M is better and smaller"},
    PresetRow{"Q5_K_M", kQ5_K_M, Type::Q5_K, "5.7 bits: very small loss"},
    PresetRow{"Q5_K_S", kQ5_K_S, Type::Q5_K, "5.6 bits: small loss"},
    PresetRow{"Q5_0", kQ5_0, Type::Q5_0, "5.6 bits: older format, Q5_K_S is better at the same size"},
    PresetRow{"Q4_1", kQ4_1, Type::Q4_1, "5.1 bits: older format, Q4_K_M is better and smaller"},
    PresetRow{"Q4_K_M", kQ4_K_M, Type::Q4_K, "4.9 bits: the usual choice, small loss"},
    PresetRow{"IQ4_NL", kIQ4_NL, Type::IQ4_NL, "4.7 bits: uneven levels, for widths that K-quants do not divide"},
    PresetRow{"Q4_K_S", kQ4_K_S, Type::Q4_K, "4.7 bits: slightly smaller than Q4_K_M, slightly more loss"},
    PresetRow{"Q4_0", kQ4_0, Type::Q4_0, "4.6 bits: older format, fast on simple hardware, more loss than Q4_K_S"},
    PresetRow{"IQ4_XS", kIQ4_XS, Type::IQ4_XS,
              "4.5 bits: as good as Q4_K_S and smaller, better with importance matrix"},
    PresetRow{"Q3_K_L", kQ3_K_L, Type::Q3_K, "4.3 bits: noticeable loss"},
    PresetRow{"Q3_K_M", kQ3_K_M, Type::Q3_K, "4.0 bits: noticeable loss"},
    PresetRow{"IQ3_M", kIQ3_M, Type::IQ3_S, "3.8 bits: noticeable loss, better than Q3_K_M for its size"},
    PresetRow{"IQ3_S", kIQ3_S, Type::IQ3_S, "3.7 bits: large loss"},
    PresetRow{"Q3_K_S", kQ3_K_S, Type::Q3_K, "3.6 bits: large loss"},
    PresetRow{"IQ3_XS", kIQ3_XS, Type::IQ3_S, "3.5 bits: large loss; importance matrix needed"},
    PresetRow{"IQ3_XXS", kIQ3_XXS, Type::IQ3_XXS, "3.4 bits: large loss; importance matrix needed"},
    PresetRow{"Q2_K", kQ2_K, Type::Q2_K, "3.2 bits: very large loss, for models that fit no other way"},
    PresetRow{"Q2_K_S", kQ2_K_S, Type::Q2_K, "3.0 bits: very large loss; importance matrix needed"},
    PresetRow{"IQ2_M", kIQ2_M, Type::IQ2_S, "2.9 bits: very large loss; importance matrix needed"},
    PresetRow{"IQ2_S", kIQ2_S, Type::IQ2_XS, "2.7 bits: very large loss; importance matrix needed"},
    PresetRow{"Q2_0", kQ2_0, Type::Q2_0, "2.6 bits: for models trained with ternary weights"},
    PresetRow{"IQ2_XS", kIQ2_XS, Type::IQ2_XS, "2.6 bits: very large loss; importance matrix needed"},
    PresetRow{"TQ2_0", kTQ2_0, Type::TQ2_0, "2.5 bits: for models trained with ternary weights"},
    PresetRow{"IQ2_XXS", kIQ2_XXS, Type::IQ2_XXS, "2.4 bits: very large loss; importance matrix needed"},
    PresetRow{"TQ1_0", kTQ1_0, Type::TQ1_0, "2.2 bits: for models trained with ternary weights"},
    PresetRow{"IQ1_M", kIQ1_M, Type::IQ1_M, "2.1 bits: hardly usable; importance matrix needed"},
    PresetRow{"IQ1_S", kIQ1_S, Type::IQ1_S, "2.0 bits: hardly usable; importance matrix needed"},
    PresetRow{"Q1_0", kQ1_0, Type::Q1_0, "1.5 bits: for models trained with one-bit weights"},
};

std::vector<Preset> builtIn()
{
    std::vector<Preset> all;
    all.push_back({"COPY", kF32, Type::F32, "every tensor as it is: a new header and manifest", {}, true});
    for (const PresetRow& row : kRows) {
        const bool rounds = tensor::format(row.defaultType).blockSize > 1;
        all.push_back({std::string(row.name), row.fileType, row.defaultType, std::string(row.summary),
                       rounds ? builtInRules(row.fileType) : std::vector<Rule>{}, false});
    }
    return all;
}

} // namespace

std::span<const Preset> presets()
{
    static const std::vector<Preset> all = builtIn();
    return all;
}

const Preset* findPreset(std::string_view name)
{
    const auto upper = [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); };
    const auto all = presets();
    const auto row = std::ranges::find_if(
        all, [&](const Preset& preset) { return std::ranges::equal(preset.name, name, {}, {}, upper); });
    return row == all.end() ? nullptr : &*row;
}

std::string presetNames()
{
    std::string names;
    for (const Preset& preset : presets())
        names += (names.empty() ? "" : ", ") + preset.name;
    return names;
}

std::uint64_t totalBytes(std::span<const Assignment> assignments)
{
    std::uint64_t sum = 0;
    for (const auto& assignment : assignments)
        sum += assignment.bytes;
    return sum;
}

} // namespace headroom::quant
