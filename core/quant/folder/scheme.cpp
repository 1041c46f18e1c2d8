// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace headroom::quant {

namespace {

using enum CodeKind;

// clang-format off
constexpr std::array kSchemes{
    //           name, about, code, bits, symmetric, height, width, outputs and inputs in multiples of, group size free, binary16 scales, layout
    FolderScheme{"W4A16", "compressed-tensors, 4-bit integers in groups of 128", Integer, 4, true, 1, 128, 1, 128, true, false, &kPackQuantized},
    FolderScheme{"W4A16-ASYM", "compressed-tensors, 4-bit integers with a zero point, in groups of 128", Integer, 4, false, 1, 128, 8, 128, true, false, &kPackQuantized},
    FolderScheme{"W8A16", "compressed-tensors, 8-bit integers in groups of 128", Integer, 8, true, 1, 128, 1, 128, true, false, &kPackQuantized},
    FolderScheme{"W8A8-INT8", "compressed-tensors, 8-bit integers per channel, activations per token", Integer, 8, true, 1, 0, 1, 1, false, false, &kScaledEight},
    FolderScheme{"W8A8-FP8", "compressed-tensors, FP8 (E4M3) per channel, activations per token", Float8, 8, true, 1, 0, 1, 1, false, false, &kScaledEight},
    FolderScheme{"W8A8-FP8-BLOCK", "compressed-tensors, FP8 (E4M3) in blocks of 128 x 128, activations in groups", Float8, 8, true, 128, 128, 1, 1, false, false, &kScaledEight},
    FolderScheme{"NVFP4A16", "compressed-tensors, four-bit floats in groups of 16, scales in FP8", Nvfp4, 4, true, 1, 16, 1, 16, false, false, &kFloat4},
    FolderScheme{"MXFP4A16", "compressed-tensors, four-bit floats in groups of 32, scales powers of two", Mxfp4, 4, true, 1, 32, 1, 32, false, false, &kFloat4},
    FolderScheme{"GPTQ", "GPTQ checkpoint, 4-bit integers in groups of 128", Integer, 4, true, 1, 128, 32, 128, true, true, &kGptqOne},
    FolderScheme{"GPTQ-V2", "the same in version 2 of the checkpoint", Integer, 4, true, 1, 128, 32, 128, true, true, &kGptqTwo},
    FolderScheme{"GPTQ-3BIT", "GPTQ checkpoint, 3-bit integers in groups of 128", Integer, 3, true, 1, 128, 32, 128, true, true, &kGptqOne},
    FolderScheme{"GPTQ-8BIT", "GPTQ checkpoint, 8-bit integers in groups of 128", Integer, 8, true, 1, 128, 32, 128, true, true, &kGptqOne},
    FolderScheme{"AWQ", "AWQ checkpoint (GEMM), 4-bit integers with a zero point, in groups of 128", Integer, 4, false, 1, 128, 8, 128, true, true, &kAwqGemm},
    FolderScheme{"NF4", "bitsandbytes, NF4 in blocks of 64 with double quantization", NormalFloat4, 4, true, 1, 64, 1, 64, false, false, &kBitsAndBytes},
};
// clang-format on

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
