// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Weights in 8 bits, float or integer, each a code times a scale: one for the tensor, per output [N] or [N, 1], per
// group of inputs [N, G], or per block [⌈N/a⌉, ⌈K/b⌉]. weight_scale (compressed-tensors, ModelOpt, fbgemm) and
// weight_scale_inv (DeepSeek) both multiply. Integers may have a weight_zero_point like the scale's shape.
#include "core/model/hf/quantized.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace headroom::model::hf {

namespace {

/// How many outputs and inputs share a scale.
struct Blocks {
    std::uint64_t height = 1, width = 1, perRow = 1;
    std::uint64_t at(std::uint64_t n, std::uint64_t k) const { return n / height * perRow + k / width; }
};

std::optional<Blocks> blocksOf(const Parts& parts, const StoredTensor& scales, std::uint64_t outputs,
                               std::uint64_t inputs)
{
    if (scales.elements() == 1)
        return Blocks{outputs, inputs, 1};
    if (scales.shape.empty() || scales.shape.size() > 2 || scales.elements() == 0)
        return std::nullopt;
    const std::uint64_t down = scales.shape[0], across = scales.shape.size() == 2 ? scales.shape[1] : 1;
    Blocks blocks{(outputs + down - 1) / down, (inputs + across - 1) / across, across};
    const auto stated = parts.config().find("weight_block_size");
    if (stated != parts.config().end() && stated->is_array() && stated->size() == 2 && (*stated)[0].is_number_unsigned()
        && (*stated)[1].is_number_unsigned() && down != outputs) {
        blocks.height = std::max<std::uint64_t>(1, (*stated)[0].get<std::uint64_t>());
        blocks.width = std::max<std::uint64_t>(1, (*stated)[1].get<std::uint64_t>());
    } else if (down != outputs) { // sizes of blocks are powers of two; the last may be cut
        blocks.height = std::bit_ceil(blocks.height);
        blocks.width = std::bit_ceil(blocks.width);
    }
    const bool covered
        = (outputs + blocks.height - 1) / blocks.height == down && (inputs + blocks.width - 1) / blocks.width == across;
    return covered ? std::optional(blocks) : std::nullopt;
}

} // namespace

Result<Rows> fromScaled(const Parts& parts)
{
    const auto codes = parts.need(".weight");
    if (!codes)
        return tl::unexpected(codes.error());
    const StoredTensor* scales = parts.find(".weight_scale");
    const StoredTensor* inverse = parts.find(".weight_scale_inv");
    scales = scales ? scales : inverse;
    if (!scales || codes->shape.size() != 2)
        return parts.corrupt(".weight", "is not a matrix with scales");
    const std::uint64_t outputs = codes->shape[0], inputs = codes->shape[1];
    const auto blocks = blocksOf(parts, *scales, outputs, inputs);
    if (!blocks)
        return parts.corrupt(
            scales == inverse ? ".weight_scale_inv" : ".weight_scale",
            fmt::format("has shape [{}], the weight has [{}, {}]", fmt::join(scales->shape, ", "), outputs, inputs));
    const StoredTensor* zeros = parts.find(".weight_zero_point");
    if (zeros && zeros->elements() != scales->elements())
        return parts.corrupt(".weight_zero_point", "has another shape than the scales");
    return rowsOf(outputs, inputs,
                  [codes = *codes, scales = *scales, blocks = *blocks, inputs, hasZeros = zeros != nullptr,
                   zeros = zeros ? *zeros : StoredTensor()](std::uint64_t n, std::uint64_t k) {
                      const std::uint64_t block = blocks.at(n, k);
                      const float zero = hasZeros ? numberAt(zeros, block) : 0;
                      return (numberAt(codes, n * inputs + k) - zero) * numberAt(scales, block);
                  });
}

} // namespace headroom::model::hf
