// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/preset.h"

#include "core/base/remarks.h"

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
    Wording summary;
};

/// By size of an 8B model with grouped queries.
constexpr std::array kRows{
    PresetRow{"F32", kF32, Type::F32, "preset.f32"},
    PresetRow{"BF16", kBF16, Type::BF16, "preset.bf16"},
    PresetRow{"F16", kF16, Type::F16, "preset.f16"},
    PresetRow{"Q8_0", kQ8_0, Type::Q8_0, "preset.q8_0"},
    PresetRow{"MXFP4_MOE", kMXFP4_MOE, Type::MXFP4, "preset.mxfp4_moe"},
    PresetRow{"Q6_K", kQ6_K, Type::Q6_K, "preset.q6_k"},
    PresetRow{"Q5_1", kQ5_1, Type::Q5_1, "preset.q5_1"},
    PresetRow{"Q5_K_M", kQ5_K_M, Type::Q5_K, "preset.q5_k_m"},
    PresetRow{"Q5_K_S", kQ5_K_S, Type::Q5_K, "preset.q5_k_s"},
    PresetRow{"Q5_0", kQ5_0, Type::Q5_0, "preset.q5_0"},
    PresetRow{"Q4_1", kQ4_1, Type::Q4_1, "preset.q4_1"},
    PresetRow{"Q4_K_M", kQ4_K_M, Type::Q4_K, "preset.q4_k_m"},
    PresetRow{"IQ4_NL", kIQ4_NL, Type::IQ4_NL, "preset.iq4_nl"},
    PresetRow{"Q4_K_S", kQ4_K_S, Type::Q4_K, "preset.q4_k_s"},
    PresetRow{"Q4_0", kQ4_0, Type::Q4_0, "preset.q4_0"},
    PresetRow{"IQ4_XS", kIQ4_XS, Type::IQ4_XS, "preset.iq4_xs"},
    PresetRow{"Q3_K_L", kQ3_K_L, Type::Q3_K, "preset.q3_k_l"},
    PresetRow{"Q3_K_M", kQ3_K_M, Type::Q3_K, "preset.q3_k_m"},
    PresetRow{"IQ3_M", kIQ3_M, Type::IQ3_S, "preset.iq3_m"},
    PresetRow{"IQ3_S", kIQ3_S, Type::IQ3_S, "preset.iq3_s"},
    PresetRow{"Q3_K_S", kQ3_K_S, Type::Q3_K, "preset.q3_k_s"},
    PresetRow{"IQ3_XS", kIQ3_XS, Type::IQ3_S, "preset.iq3_xs"},
    PresetRow{"IQ3_XXS", kIQ3_XXS, Type::IQ3_XXS, "preset.iq3_xxs"},
    PresetRow{"Q2_K", kQ2_K, Type::Q2_K, "preset.q2_k"},
    PresetRow{"Q2_K_S", kQ2_K_S, Type::Q2_K, "preset.q2_k_s"},
    PresetRow{"IQ2_M", kIQ2_M, Type::IQ2_S, "preset.iq2_m"},
    PresetRow{"IQ2_S", kIQ2_S, Type::IQ2_XS, "preset.iq2_s"},
    PresetRow{"Q2_0", kQ2_0, Type::Q2_0, "preset.q2_0"},
    PresetRow{"IQ2_XS", kIQ2_XS, Type::IQ2_XS, "preset.iq2_xs"},
    PresetRow{"TQ2_0", kTQ2_0, Type::TQ2_0, "preset.tq2_0"},
    PresetRow{"IQ2_XXS", kIQ2_XXS, Type::IQ2_XXS, "preset.iq2_xxs"},
    PresetRow{"TQ1_0", kTQ1_0, Type::TQ1_0, "preset.tq1_0"},
    PresetRow{"IQ1_M", kIQ1_M, Type::IQ1_M, "preset.iq1_m"},
    PresetRow{"IQ1_S", kIQ1_S, Type::IQ1_S, "preset.iq1_s"},
    PresetRow{"Q1_0", kQ1_0, Type::Q1_0, "preset.q1_0"},
};

std::vector<Preset> builtIn()
{
    std::vector<Preset> all;
    all.push_back({"COPY", kF32, Type::F32, remark("preset.copy"), {}, true});
    for (const PresetRow& row : kRows) {
        const bool rounds = tensor::format(row.defaultType).blockSize > 1;
        all.push_back({std::string(row.name), row.fileType, row.defaultType, remark(row.summary),
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
