// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// F32: the values themselves, IEEE 754 binary32, little endian. 32 bits per weight. Worked: 1.0 = 00 00 80 3F.
#include "core/tensor/codecs.h"

#include <algorithm>
#include <cstring>

namespace headroom::tensor {

void decodeF32(std::span<const std::byte> packed, std::span<float> row)
{
    if (const std::size_t bytes = std::min(packed.size(), row.size_bytes()) / sizeof(float) * sizeof(float); bytes > 0)
        std::memcpy(row.data(), packed.data(), bytes);
}

void encodeF32(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    if (const std::size_t bytes = std::min(out.size(), row.size_bytes()) / sizeof(float) * sizeof(float); bytes > 0)
        std::memcpy(out.data(), row.data(), bytes);
}

} // namespace headroom::tensor
