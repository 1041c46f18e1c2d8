// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace headroom::quant {

namespace {

constexpr auto kInteger = CodeKind::Integer;

/// name, about, code, bits, symmetric, height, width, outputs and inputs in multiples of, group size free, binary16
/// scales, layout
constexpr std::array kSchemes{
    FolderScheme{"W4A16", "compressed-tensors, 4-bit integers in groups of 128", kInteger, 4, true, 1, 128, 1, 128,
                 true, false, &kPackQuantized},
    FolderScheme{"W4A16-ASYM", "compressed-tensors, 4-bit integers with a zero point in groups of 128", kInteger, 4,
                 false, 1, 128, 8, 128, true, false, &kPackQuantized},
    FolderScheme{"W8A16", "compressed-tensors, 8-bit integers in groups of 128", kInteger, 8, true, 1, 128, 1, 128,
                 true, false, &kPackQuantized},
};

bool sameLetter(char a, char b)
{
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

} // namespace

std::uint64_t MatrixPart::bytes() const
{
    std::uint64_t bytes = model::dtypeRow(dtype).bytes;
    for (const std::uint64_t extent : shape)
        bytes *= extent;
    return bytes;
}

std::span<const FolderScheme> folderSchemes()
{
    return kSchemes;
}

const FolderScheme* findFolderScheme(std::string_view name)
{
    const auto found = std::ranges::find_if(
        kSchemes, [&](const FolderScheme& scheme) { return std::ranges::equal(scheme.name, name, sameLetter); });
    return found == kSchemes.end() ? nullptr : &*found;
}

std::string obstacle(const FolderScheme& scheme, const MatrixShape& shape)
{
    if (shape.outputs % scheme.multipleOfOutputs != 0)
        return fmt::format("{} outputs are no multiple of {}", shape.outputs, scheme.multipleOfOutputs);
    if (shape.inputs % scheme.multipleOfInputs != 0)
        return fmt::format("{} inputs are no multiple of {}", shape.inputs, scheme.multipleOfInputs);
    return {};
}

} // namespace headroom::quant
