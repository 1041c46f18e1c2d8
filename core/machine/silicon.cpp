// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/silicon.h"

#include "core/base/ascii.h"

namespace headroom::machine {

namespace {

/// "M3" of "Apple M3 Max 40c 64GB".
std::string appleGeneration(std::string_view name)
{
    for (std::size_t at = name.find('M'); at != std::string_view::npos; at = name.find('M', at + 1)) {
        std::size_t end = at + 1;
        while (end < name.size() && isDigit(name[end]))
            ++end;
        if (end > at + 1 && (at == 0 || name[at - 1] == ' '))
            return std::string(name.substr(at, end - at));
    }
    return {};
}

/// Variants of one generation differ in the last of four digits: gfx1100, gfx1101, gfx1102.
std::string_view amdGeneration(std::string_view target)
{
    constexpr std::size_t kFourDigits = 7;
    return target.size() == kFourDigits ? target.substr(0, kFourDigits - 1) : target;
}

} // namespace

std::string siliconOf(const Gpu& gpu)
{
    const std::string generation = gpu.vendor == "Apple" ? appleGeneration(gpu.name)
        : gpu.vendor == "AMD"                            ? std::string(amdGeneration(gpu.computeCapability))
                                                         : gpu.computeCapability;
    return generation.empty() ? std::string() : gpu.vendor + " " + generation;
}

} // namespace headroom::machine
