// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// compressed-tensors (https://github.com/neuralmagic/compressed-tensors). pack-quantized: weight_packed i32
// [N, ⌈K·b/32⌉], input k at bit b·k of row n's stream as q + 2^(b−1); weight_scale [N, G]; weight_zero_point i32
// [⌈N·b/32⌉, G] packed likewise along N; weight_shape i64 [2]; weight_g_idx i32 [K]. w = scale · (q − z).
// nvfp4-pack-quantized: weight_packed u8 [N, K/2], low nibble first, E2M1; weight_scale E4M3 [N, K/16];
// weight_global_scale [1] divides. ModelOpt's NVFP4 is the same as weight u8, weight_scale, and weight_scale_2 [1],
// which multiplies. mxfp4-pack-quantized: weight_scale is an E8M0 exponent per 32, no global scale.
#include "core/model/hf/quantized.h"
#include "core/tensor/float8.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model::hf {

namespace {

/// num_bits stands in the weights' scheme of whichever group quantizes; groups of several widths are told by the sizes.
std::uint32_t bitsOf(const Parts& parts, const StoredTensor& packed, std::uint64_t inputs)
{
    for (const std::uint32_t bits : {4U, 8U, 2U, 3U, 5U, 6U, 7U, 1U})
        if (packed.shape[1] == (inputs * bits + 31) / 32) {
            const auto groups = parts.config().find("config_groups");
            if (groups == parts.config().end() || !groups->is_object())
                return bits;
            for (const auto& group : *groups) {
                const auto weights = group.is_object() ? group.find("weights") : group.end();
                if (weights != group.end() && weights->is_object() && weights->value("num_bits", Json()) == bits)
                    return bits;
            }
        }
    return 0;
}

float e2m1(std::uint32_t code)
{
    constexpr std::array<float, 8> kValues{0, 0.5F, 1, 1.5F, 2, 3, 4, 6};
    return code & 8U ? -kValues[code & 7U] : kValues[code & 7U];
}

Result<Rows> fromFloat4(const Parts& parts, const StoredTensor& packed)
{
    const auto scales = parts.need(".weight_scale");
    if (!scales)
        return tl::unexpected(scales.error());
    if (packed.shape.size() != 2 || scales->shape.size() != 2 || scales->shape[0] != packed.shape[0]
        || scales->shape[1] == 0)
        return parts.corrupt(".weight_scale", "does not have one row of scales per row of the weight");
    const std::uint64_t inputs = packed.shape[1] * 2, outputs = packed.shape[0], groups = scales->shape[1];
    const std::uint64_t groupSize = inputs / groups;
    if (groupSize * groups != inputs || (groupSize != 16 && groupSize != 32))
        return parts.unsupported(fmt::format("{} scales for {} four-bit floats per row", groups, inputs));
    StoredTensor scale = *scales;
    if (scale.dtype == DType::U8) // exponents alone
        scale.dtype = groupSize == 32 ? DType::F8E8M0 : DType::F8E4M3;
    float global = 1;
    if (const auto* divisor = parts.find(".weight_global_scale"); divisor && divisor->elements() == 1)
        global = 1 / numberAt(*divisor, 0);
    else if (const auto* factor = parts.find(".weight_scale_2"); factor && factor->elements() == 1)
        global = numberAt(*factor, 0);
    return rowsOf(outputs, inputs, [=](std::uint64_t n, std::uint64_t k) {
        const auto byte = std::to_integer<std::uint32_t>(packed.data[n * (inputs / 2) + k / 2]);
        return e2m1(byte >> 4 * (k % 2) & 15U) * numberAt(scale, n * groups + k / groupSize) * global;
    });
}

struct Grid {
    std::uint64_t inputs = 0, outputs = 0, groups = 0, groupSize = 0;
    std::uint32_t bits = 0;
};

Result<Grid> gridOf(const Parts& parts, const StoredTensor& packed, const StoredTensor& scales)
{
    const auto shape = parts.need(".weight_shape");
    if (!shape)
        return tl::unexpected(shape.error());
    if (shape->elements() != 2 || packed.dtype != DType::I32 || packed.shape.size() != 2)
        return parts.corrupt(".weight_packed", "is not I32 with a weight_shape of two numbers");
    Grid grid;
    grid.outputs = packed.shape[0];
    std::int64_t stated[2] = {0, 0};
    if (shape->dtype != DType::I64)
        return parts.corrupt(".weight_shape", "is not I64");
    std::memcpy(stated, shape->data.data(), sizeof stated);
    if (stated[0] != static_cast<std::int64_t>(grid.outputs) || stated[1] <= 0
        || static_cast<std::uint64_t>(stated[1]) > packed.shape[1] * 32)
        return parts.corrupt(".weight_shape",
                             fmt::format("says [{}, {}], weight_packed has {} rows of {} words", stated[0], stated[1],
                                         grid.outputs, packed.shape[1]));
    grid.inputs = static_cast<std::uint64_t>(stated[1]);
    grid.bits = bitsOf(parts, packed, grid.inputs);
    if (grid.bits == 0)
        return parts.corrupt(
            ".weight_packed",
            fmt::format("{} words per row do not hold {} codes of any stated width", packed.shape[1], grid.inputs));
    const std::uint64_t rows = scales.shape.empty() ? 1 : scales.shape.front();
    if (scales.elements() == 0 || (rows != grid.outputs && scales.elements() != 1))
        return parts.corrupt(".weight_scale", fmt::format("has {} rows for {} outputs", rows, grid.outputs));
    grid.groups = scales.elements() == 1 ? 1 : scales.elements() / rows;
    grid.groupSize = (grid.inputs + grid.groups - 1) / grid.groups;
    return grid;
}

} // namespace

Result<Rows> fromModelOpt(const Parts& parts)
{
    const auto packed = parts.need(".weight");
    return packed ? fromFloat4(parts, *packed) : tl::unexpected(packed.error());
}

Result<Rows> fromCompressed(const Parts& parts)
{
    const auto packed = parts.need(".weight_packed");
    if (!packed)
        return tl::unexpected(packed.error());
    if (packed->dtype == DType::U8)
        return fromFloat4(parts, *packed);
    const auto scales = parts.need(".weight_scale");
    if (!scales)
        return tl::unexpected(scales.error());
    const auto grid = gridOf(parts, *packed, *scales);
    if (!grid)
        return tl::unexpected(grid.error());
    const StoredTensor* zeros = parts.find(".weight_zero_point");
    const std::uint64_t zeroRows = (grid->outputs * grid->bits + 31) / 32;
    if (zeros && !hasShape(*zeros, DType::I32, {zeroRows, grid->groups}))
        return parts.corrupt(".weight_zero_point", fmt::format("is not I32 [{}, {}]", zeroRows, grid->groups));
    std::vector<std::uint32_t> groups(grid->inputs);
    const StoredTensor* index = parts.find(".weight_g_idx");
    if (index && !hasShape(*index, DType::I32, {grid->inputs}))
        return parts.corrupt(".weight_g_idx", fmt::format("is not I32 [{}]", grid->inputs));
    const bool indexed = index && wordAt(*index, 0) != 0xFFFFFFFFU; // −1: not initialized, so not used
    for (std::uint64_t k = 0; k < groups.size(); ++k) {
        groups[k] = indexed ? wordAt(*index, k) : static_cast<std::uint32_t>(k / grid->groupSize);
        if (groups[k] >= grid->groups)
            return parts.corrupt(".weight_g_idx", fmt::format("gives input {} a group beyond {}", k, grid->groups));
    }
    const bool single = scales->elements() == 1;
    return rowsOf(grid->outputs, grid->inputs,
                  [grid = *grid, packed = *packed, scales = *scales, single, words = packed->shape[1],
                   groups = std::move(groups), hasZeros = zeros != nullptr,
                   zeros = zeros ? *zeros : StoredTensor()](std::uint64_t n, std::uint64_t k) {
                      const std::uint64_t group = groups[k];
                      const auto q = fieldAt(k * grid.bits, grid.bits,
                                             [&](std::uint64_t word) { return wordAt(packed, n * words + word); });
                      const auto z = hasZeros
                          ? fieldAt(n * grid.bits, grid.bits,
                                    [&](std::uint64_t word) { return wordAt(zeros, word * grid.groups + group); })
                          : 1U << (grid.bits - 1);
                      return numberAt(scales, single ? 0 : n * grid.groups + group)
                          * static_cast<float>(static_cast<std::int32_t>(q) - static_cast<std::int32_t>(z));
                  });
}

} // namespace headroom::model::hf
