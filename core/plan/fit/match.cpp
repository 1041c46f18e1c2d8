// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/fit/match.h"

#include "core/base/ascii.h"
#include "core/quant/preset/preset.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace headroom::plan {

namespace {

std::string_view trimmedPart(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// All of it, what stands before a parenthesis, and what stands in it, by commas.
std::vector<std::string_view> partsOfName(std::string_view hardware)
{
    std::vector<std::string_view> parts{trimmedPart(hardware)};
    const auto open = hardware.find('(');
    if (open == std::string_view::npos)
        return parts;
    parts.push_back(trimmedPart(hardware.substr(0, open)));
    std::string_view inside = hardware.substr(open + 1, hardware.find(')', open) - open - 1);
    while (!inside.empty()) {
        const auto comma = std::min(inside.find(','), inside.size());
        parts.push_back(trimmedPart(inside.substr(0, comma)));
        inside.remove_prefix(std::min(comma + 1, inside.size()));
    }
    return parts;
}

/// Of the cards that are meant the one with the most memory: who leaves it out means the usual one.
const machine::Gpu* largestMeant(std::string_view name)
{
    const machine::Gpu* largest = machine::findGpu(name);
    if (largest)
        return largest;
    for (const std::string& meant : machine::partsMeant(name))
        if (const auto* gpu = machine::findGpu(meant); gpu && (!largest || gpu->totalBytes > largest->totalBytes))
            largest = gpu;
    return largest;
}

/// Small letters and digits, other characters as single dashes.
std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (isLetter(c) || isDigit(c) || c == '.')
            plain += toLower(c);
        else if (!plain.empty() && plain.back() != '-')
            plain += '-';
    }
    return plain;
}

bool beginsName(const std::string& name, const std::string& id)
{
    return name.starts_with(id) && (name.size() == id.size() || name[id.size()] == '-');
}

bool agreesWith(const machine::CatalogueModel& model, double parameters)
{
    constexpr double kRounding = 0.12;
    return parameters <= 0 || std::fabs(double(model.parameters) / parameters - 1) < kRounding;
}

} // namespace

const machine::Gpu* cardOf(std::string_view hardware)
{
    for (const std::string_view part : partsOfName(hardware))
        if (const auto* gpu = largestMeant(part))
            return gpu;
    return nullptr;
}

const machine::CatalogueModel* modelOf(std::string_view name, double parameters)
{
    constexpr std::array<std::string_view, 4> kMakers{"meta-", "google-", "nvidia-", "microsoft-"};
    if (const auto slash = name.find('/'); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    std::string plain = plainName(name);
    for (const std::string_view maker : kMakers)
        if (plain.starts_with(maker))
            plain.erase(0, maker.size());
    const machine::CatalogueModel* longest = nullptr;
    for (const auto& model : machine::modelCatalogue())
        if (beginsName(plain, plainName(model.id)) && agreesWith(model, parameters)
            && (!longest || model.id.size() > longest->id.size()))
            longest = &model;
    return longest;
}

std::string presetOf(std::string_view type)
{
    struct Spelling {
        std::string_view contains, preset;
    };
    constexpr std::array kSpellings{
        Spelling{"bf16", "BF16"},      Spelling{"bfloat16", "BF16"},  Spelling{"f16", "F16"},
        Spelling{"fp16", "F16"},       Spelling{"q8_k_xl", "Q8_0"},   Spelling{"q6_k_xl", "Q6_K"},
        Spelling{"q5_k_xl", "Q5_K_M"}, Spelling{"q4_k_xl", "Q4_K_M"}, Spelling{"q3_k_xl", "Q3_K_M"},
        Spelling{"q2_k_xl", "Q2_K"},
    };
    std::string small = lowered(type);
    for (const std::string_view prefix : {"ud-", "gguf-"})
        if (small.starts_with(prefix))
            small.erase(0, prefix.size());
    if (const auto* preset = quant::findPreset(small))
        return preset->name;
    for (const auto& spelling : kSpellings)
        if (small.starts_with(spelling.contains))
            return std::string(spelling.preset);
    return {};
}

} // namespace headroom::plan
