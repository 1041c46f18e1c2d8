// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// AWQ checkpoints, layout GEMM: qweight i32 [K, N/8] and qzeros i32 [G, N/8], four bits each, where slot i (bits 4i) of
// a word holds output 0, 2, 4, 6, 1, 3, 5, 7 [i] of its eight; scales f16 [G, N]. w = (q − z) · scale.
#include "core/quant/folder/coded.h"
#include "core/quant/folder/packing.h"

#include <array>

namespace headroom::quant {

namespace {

constexpr std::array<std::uint64_t, 8> kSlotOf{0, 4, 1, 5, 2, 6, 3, 7}; ///< of each output: the order's inverse

std::vector<MatrixPart> awqParts(const FolderScheme& scheme, const MatrixShape& shape)
{
    const std::uint64_t groups = shape.inputs / scheme.widthOf(shape.inputs);
    return {{".qweight", model::DType::I32, {shape.inputs, shape.outputs / 8}},
            {".qzeros", model::DType::I32, {groups, shape.outputs / 8}},
            {".scales", model::DType::F16, {groups, shape.outputs}}};
}

std::uint64_t bitOf(std::uint64_t output)
{
    return output / 8 * 32 + kSlotOf[output % 8] * 4;
}

std::vector<std::vector<std::byte>> packAwq(const FolderScheme&, const Coded& coded)
{
    const auto& [outputs, inputs, dtype] = coded.shape;
    const std::uint64_t groups = coded.across();
    Words codes(inputs, outputs / 8), zeros(groups, outputs / 8);
    std::vector<float> scales(groups * outputs);
    for (std::uint64_t n = 0; n < outputs; ++n) {
        for (std::uint64_t k = 0; k < inputs; ++k)
            codes.putInRow(k, bitOf(n), 4, coded.codes[n * inputs + k]);
        for (std::uint64_t g = 0; g < groups; ++g) {
            zeros.putInRow(g, bitOf(n), 4, coded.zeros[n * groups + g]);
            scales[g * outputs + n] = coded.scales[n * groups + g];
        }
    }
    return {codes.bytes(), zeros.bytes(), bytesOf(std::span<const float>(scales), model::DType::F16)};
}

Json awqConfig(const FolderScheme& scheme, const std::vector<std::string>& plain)
{
    return {{"quant_method", "awq"}, {"bits", 4},         {"group_size", scheme.width},
            {"zero_point", true},    {"version", "gemm"}, {"modules_to_not_convert", plain}};
}

} // namespace

const FolderLayout kAwqGemm{"awq", awqParts, packAwq, awqConfig};

} // namespace headroom::quant
