// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// compressed-tensors, four-bit floats: weight_packed u8 [N, K/2], the even input in the low nibble.
// nvfp4-pack-quantized: weight_scale F8_E4M3 [N, K/16]; weight_global_scale f32 [1] divides.
// mxfp4-pack-quantized: weight_scale u8 [N, K/32], the exponent of a power of two plus 127.
#include "core/quant/folder/coded.h"
#include "core/quant/folder/compressedconfig.h"
#include "core/quant/folder/packing.h"
#include "core/tensor/float8.h"

namespace headroom::quant {

namespace {

bool isNvfp4(const FolderScheme& scheme)
{
    return scheme.code == CodeKind::Nvfp4;
}

std::vector<MatrixPart> float4Parts(const FolderScheme& scheme, const MatrixShape& shape)
{
    std::vector<MatrixPart> parts{{".weight_packed", model::DType::U8, {shape.outputs, shape.inputs / 2}},
                                  {".weight_scale",
                                   isNvfp4(scheme) ? model::DType::F8E4M3 : model::DType::U8,
                                   {shape.outputs, shape.inputs / scheme.width}}};
    if (isNvfp4(scheme))
        parts.push_back({".weight_global_scale", model::DType::F32, {1}});
    return parts;
}

std::uint8_t exponentOf(float powerOfTwo)
{
    return static_cast<std::uint8_t>(std::ilogb(powerOfTwo) + 127);
}

std::vector<std::vector<std::byte>> packFloat4(const FolderScheme& scheme, const Coded& coded)
{
    std::vector<std::uint8_t> packed(coded.codes.size() / 2), scales;
    for (std::size_t i = 0; i < packed.size(); ++i)
        packed[i] = static_cast<std::uint8_t>(coded.codes[2 * i] | coded.codes[2 * i + 1] << 4);
    for (const float scale : coded.scales)
        scales.push_back(isNvfp4(scheme) ? tensor::floatToE4m3(scale) : exponentOf(scale));
    std::vector<std::vector<std::byte>> parts{bytesOf(packed), bytesOf(scales)};
    if (isNvfp4(scheme))
        parts.push_back(bytesOf(std::vector<float>{coded.divisor}));
    return parts;
}

Json float4Config(const FolderScheme& scheme, const std::vector<std::string>& plain)
{
    Json weights = compressedWeights(scheme, "float");
    if (isNvfp4(scheme))
        weights["strategy"] = "tensor_group";
    else
        weights["scale_dtype"] = "torch.uint8";
    return compressedConfig(isNvfp4(scheme) ? "nvfp4-pack-quantized" : "mxfp4-pack-quantized", std::move(weights),
                            nullptr, plain);
}

} // namespace

const FolderLayout kFloat4{"compressed-tensors", float4Parts, packFloat4, float4Config};

} // namespace headroom::quant
