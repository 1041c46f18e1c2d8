// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// BF16: bfloat16, the upper half of a binary32 (see half.h), little endian. 16 bits per weight, 8 significant
// bits, the range of F32. Worked: 1/3 = AB 3E.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

void decodeBF16(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<std::uint16_t, 1>(packed, row, [](std::uint16_t bits, float* x) { *x = bfloatToFloat(bits); });
}

void encodeBF16(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<std::uint16_t, 1>(row, {}, out,
                                   [](const float* x, const float*, std::uint16_t& bits) { bits = floatToBfloat(*x); });
}

} // namespace headroom::tensor
