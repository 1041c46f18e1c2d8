// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/generation.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace headroom::machine {

namespace {

// Before tensor cores: 2, as FP16 is computed in FP32, or 4 where it goes in pairs. Pascal's 6.1 has INT8 dot products
// at four times FP32's rate.
constexpr std::array<Generation, 26> kGenerations{{
    {20, 2, false, false, false, false, false}, // GTX 580
    {21, 2, false, false, false, false, false}, // GTX 560
    {30, 2, false, false, false, false, false}, // GTX 680, K10
    {32, 2, false, false, false, false, true}, // Tegra K1
    {35, 2, false, false, false, false, false}, // GTX 780 Ti, K40
    {37, 2, false, false, false, false, false}, // K80
    {50, 2, false, false, false, false, false}, // GTX 750
    {52, 2, false, false, false, false, false}, // GTX 980
    {53, 4, false, false, false, false, true}, // Tegra X1
    {60, 4, false, false, false, false, false}, // P100
    {61, 2, false, true, false, false, false}, // GTX 1080, P40
    {62, 4, false, false, false, false, true}, // Tegra X2
    {70, 16, true, false, false, false, false}, // V100
    {72, 16, true, true, false, false, true}, // Xavier
    {75, 16, true, true, false, false, false}, // RTX 20, T4
    {80, 32, true, true, false, false, false}, // A100
    {86, 8, true, true, false, false, false}, // RTX 30, A40
    {87, 16, true, true, false, false, true}, // Orin
    {89, 8, true, true, true, false, false}, // RTX 40, L40
    {90, 32, true, true, true, false, false}, // H100
    {100, 64, true, true, true, true, false}, // B200
    {101, 64, true, true, true, true, true}, // Thor, as CUDA 12 names it
    {103, 64, true, true, true, true, false}, // B300
    {110, 64, true, true, true, true, true}, // Thor, as CUDA 13 does
    {120, 8, true, true, true, true, false}, // RTX 50
    {121, 8, true, true, true, true, true}, // GB10
}};

/// 0: no version.
unsigned versionOf(std::string_view text)
{
    const char* const end = text.data() + text.size();
    unsigned major = 0;
    unsigned minor = 0;
    const auto first = std::from_chars(text.data(), end, major);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.' || major > 1000)
        return 0;
    const auto second = std::from_chars(first.ptr + 1, end, minor);
    return second.ec == std::errc() && second.ptr == end && minor < 10 ? major * 10 + minor : 0;
}

} // namespace

std::optional<Generation> generationOf(std::string_view computeCapability)
{
    const unsigned version = versionOf(computeCapability);
    const auto* later
        = std::ranges::upper_bound(kGenerations, version, {}, [](const Generation& row) { return row.version; });
    if (later == kGenerations.begin())
        return std::nullopt;
    Generation found = *(later - 1);
    // That its neighbour is part of a CPU says nothing of it.
    found.integrated = found.integrated && found.version == version;
    return found;
}

bool isKnownGeneration(std::string_view computeCapability)
{
    const auto found = generationOf(computeCapability);
    return found && found->version == versionOf(computeCapability);
}

} // namespace headroom::machine
