// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// F16: IEEE 754 binary16 (see half.h), little endian. 16 bits per weight, 11 significant bits. Worked: 1/3 = 55 35.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

void decodeF16(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<std::uint16_t, 1>(packed, row, [](std::uint16_t bits, float* x) { *x = halfToFloat(bits); });
}

void encodeF16(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<std::uint16_t, 1>(row, {}, out,
                                   [](const float* x, const float*, std::uint16_t& bits) { bits = floatToHalf(*x); });
}

} // namespace headroom::tensor
