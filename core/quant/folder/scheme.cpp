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
    FolderScheme{"W4A16", "preset.w4a16", Integer, 4, true, 1, 128, 1, 128, true, false, &kPackQuantized},
    FolderScheme{"W4A16-ASYM", "preset.w4a16_asym", Integer, 4, false, 1, 128, 8, 128, true, false, &kPackQuantized},
    FolderScheme{"W8A16", "preset.w8a16", Integer, 8, true, 1, 128, 1, 128, true, false, &kPackQuantized},
    FolderScheme{"W8A8-INT8", "preset.w8a8_int8", Integer, 8, true, 1, 0, 1, 1, false, false, &kScaledEight},
    FolderScheme{"W8A8-FP8", "preset.w8a8_fp8", Float8, 8, true, 1, 0, 1, 1, false, false, &kScaledEight},
    FolderScheme{"W8A8-FP8-BLOCK", "preset.w8a8_fp8_block", Float8, 8, true, 128, 128, 1, 1, false, false, &kScaledEight},
    FolderScheme{"NVFP4A16", "preset.nvfp4a16", Nvfp4, 4, true, 1, 16, 1, 16, false, false, &kFloat4},
    FolderScheme{"MXFP4A16", "preset.mxfp4a16", Mxfp4, 4, true, 1, 32, 1, 32, false, false, &kFloat4},
    FolderScheme{"GPTQ", "preset.gptq", Integer, 4, true, 1, 128, 32, 128, true, true, &kGptqOne},
    FolderScheme{"GPTQ-V2", "preset.gptq_v2", Integer, 4, true, 1, 128, 32, 128, true, true, &kGptqTwo},
    FolderScheme{"GPTQ-3BIT", "preset.gptq_3bit", Integer, 3, true, 1, 128, 32, 128, true, true, &kGptqOne},
    FolderScheme{"GPTQ-8BIT", "preset.gptq_8bit", Integer, 8, true, 1, 128, 32, 128, true, true, &kGptqOne},
    FolderScheme{"AWQ", "preset.awq", Integer, 4, false, 1, 128, 8, 128, true, true, &kAwqGemm},
    FolderScheme{"NF4", "preset.nf4", NormalFloat4, 4, true, 1, 64, 1, 64, false, false, &kBitsAndBytes},
};
// clang-format on

/// By the documentation of the engines and of the tools that write these folders.
constexpr std::array kFormats{
    FolderFormat{"compressed-tensors", "compressed-tensors", "vLLM, SGLang"},
    FolderFormat{"gptq", "GPTQ", "vLLM, SGLang, TGI, TensorRT-LLM"},
    FolderFormat{"awq", "AWQ", "vLLM, SGLang, TGI, TensorRT-LLM"},
    FolderFormat{"bitsandbytes", "bitsandbytes", "transformers, vLLM, TGI"},
    FolderFormat{"fp8", "FP8", "vLLM, SGLang, TensorRT-LLM"},
    FolderFormat{"fbgemm_fp8", "FBGEMM FP8", "vLLM, transformers"},
    FolderFormat{"mxfp4", "MXFP4", "vLLM, SGLang, transformers"},
    FolderFormat{"modelopt", "ModelOpt", "TensorRT-LLM, vLLM, SGLang"},
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

std::span<const FolderFormat> folderFormats()
{
    return kFormats;
}

const FolderFormat* findFolderFormat(std::string_view method)
{
    const auto found = std::ranges::find(kFormats, method, &FolderFormat::method);
    return found == kFormats.end() ? nullptr : &*found;
}

const FolderScheme* findFolderScheme(std::string_view name)
{
    const auto found = std::ranges::find_if(
        kSchemes, [&](const FolderScheme& scheme) { return std::ranges::equal(scheme.name, name, sameLetter); });
    return found == kSchemes.end() ? nullptr : &*found;
}

Remark obstacle(const FolderScheme& scheme, const MatrixShape& shape)
{
    if (shape.outputs % scheme.multipleOfOutputs != 0)
        return remark("type.outputs_indivisible", shape.outputs, scheme.multipleOfOutputs);
    if (shape.inputs % scheme.multipleOfInputs != 0)
        return remark("type.inputs_indivisible", shape.inputs, scheme.multipleOfInputs);
    return {};
}

} // namespace headroom::quant
