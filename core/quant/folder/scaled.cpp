// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// compressed-tensors, int-quantized and float-quantized: weight I8 or F8_E4M3 [N, K]; weight_scale [N, 1] per channel,
// or [⌈N/128⌉, ⌈K/128⌉] per block, in the type of the weights. Activations are quantized as they come: per token,
// beside blocks in groups of 128.
#include "core/quant/folder/coded.h"
#include "core/quant/folder/compressedconfig.h"
#include "core/quant/folder/packing.h"

namespace headroom::quant {

namespace {

bool isInteger(const FolderScheme& scheme)
{
    return scheme.code == CodeKind::Integer;
}

std::vector<MatrixPart> scaledParts(const FolderScheme& scheme, const MatrixShape& shape)
{
    const std::uint64_t width = scheme.widthOf(shape.inputs);
    return {{".weight", isInteger(scheme) ? model::DType::I8 : model::DType::F8E4M3, {shape.outputs, shape.inputs}},
            {".weight_scale",
             shape.dtype,
             {(shape.outputs + scheme.height - 1) / scheme.height, (shape.inputs + width - 1) / width}}};
}

std::vector<std::vector<std::byte>> packScaled(const FolderScheme& scheme, const Coded& coded)
{
    std::vector<std::uint8_t> codes = coded.codes;
    if (isInteger(scheme))
        for (std::uint8_t& code : codes) // 128 is zero
            code ^= 0x80U;
    return {bytesOf(codes), bytesOf(std::span<const float>(coded.scales), coded.shape.dtype)};
}

Json scaledConfig(const FolderScheme& scheme, const std::vector<std::string>& plain)
{
    const char* type = isInteger(scheme) ? "int" : "float";
    Json activations{{"num_bits", 8},         {"type", type},
                     {"symmetric", true},     {"strategy", "token"},
                     {"group_size", nullptr}, {"dynamic", true},
                     {"actorder", nullptr},   {"block_structure", nullptr},
                     {"observer", nullptr},   {"observer_kwargs", Json::object()}};
    if (scheme.height > 1) {
        activations["strategy"] = "group";
        activations["group_size"] = scheme.width;
    }
    return compressedConfig(isInteger(scheme) ? "int-quantized" : "float-quantized", compressedWeights(scheme, type),
                            std::move(activations), plain);
}

} // namespace

const FolderLayout kScaledEight{"compressed-tensors", scaledParts, packScaled, scaledConfig};

} // namespace headroom::quant
