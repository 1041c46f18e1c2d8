// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// compressed-tensors (https://github.com/neuralmagic/compressed-tensors), pack-quantized: weight_packed i32
// [N, ⌈K·b/32⌉], input k at bit b·k of row n's stream; weight_scale [N, G] in the type of the weights;
// weight_zero_point i32 [⌈N·b/32⌉, G] packed likewise down N, asymmetric only; weight_shape i64 [2] = N, K.
#include "core/quant/folder/coded.h"
#include "core/quant/folder/compressedconfig.h"
#include "core/quant/folder/packing.h"

namespace headroom::quant {

namespace {

std::vector<MatrixPart> compressedParts(const FolderScheme& scheme, const MatrixShape& shape)
{
    const std::uint64_t groups = shape.inputs / scheme.widthOf(shape.inputs);
    std::vector<MatrixPart> parts{
        {".weight_packed", model::DType::I32, {shape.outputs, wordsFor(shape.inputs, scheme.bits)}},
        {".weight_scale", shape.dtype, {shape.outputs, groups}},
        {".weight_shape", model::DType::I64, {2}},
    };
    if (!scheme.symmetric)
        parts.push_back({".weight_zero_point", model::DType::I32, {wordsFor(shape.outputs, scheme.bits), groups}});
    return parts;
}

std::vector<std::vector<std::byte>> packCompressed(const FolderScheme& scheme, const Coded& coded)
{
    const auto& [outputs, inputs, dtype] = coded.shape;
    Words packed(outputs, wordsFor(inputs, scheme.bits));
    for (std::uint64_t n = 0; n < outputs; ++n)
        for (std::uint64_t k = 0; k < inputs; ++k)
            packed.putInRow(n, k * scheme.bits, scheme.bits, coded.codes[n * inputs + k]);
    const std::vector<std::int64_t> shape{static_cast<std::int64_t>(outputs), static_cast<std::int64_t>(inputs)};
    std::vector<std::vector<std::byte>> parts{packed.bytes(), bytesOf(std::span<const float>(coded.scales), dtype),
                                              bytesOf(shape)};
    if (!scheme.symmetric) {
        Words zeros(wordsFor(outputs, scheme.bits), coded.across());
        for (std::uint64_t n = 0; n < outputs; ++n)
            for (std::uint64_t g = 0; g < coded.across(); ++g)
                zeros.putInColumn(g, n * scheme.bits, scheme.bits, coded.zeros[n * coded.across() + g]);
        parts.push_back(zeros.bytes());
    }
    return parts;
}

Json compressedTensorsConfig(const FolderScheme& scheme, const std::vector<std::string>& plain)
{
    return compressedConfig("pack-quantized", compressedWeights(scheme, "int"), nullptr, plain);
}

} // namespace

const FolderLayout kPackQuantized{"compressed-tensors", compressedParts, packCompressed, compressedTensorsConfig};

} // namespace headroom::quant
