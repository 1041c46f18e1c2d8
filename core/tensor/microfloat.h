// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the float of four bits as checkpoints for GPUs round it (OCP MX specification 1.0): to nearest, ties to even.
// llama.cpp's takes the smaller magnitude of two equally near ones (fourbitfloat.h); both are needed, so both are here.
// Worked: 0.75 → 1 (there 0.5), 2.5 → 2, 5 → 4, −7 → −6.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace headroom::tensor {

inline constexpr std::array<float, 16> kMicroFloat{0,     0.5F,  1,  1.5F,  2,  3,  4,  6,
                                                   -0.0F, -0.5F, -1, -1.5F, -2, -3, -4, -6};

/// Code of value, which is divided by its scale already. A zero has no sign.
inline std::uint8_t microFloatCode(float value)
{
    const float magnitude = std::fabs(value);
    // Between neighbours the middle belongs to the even code. Sums of comparisons, so that rows become vectors.
    const unsigned code = unsigned{magnitude > 0.25F} + unsigned{magnitude >= 0.75F} + unsigned{magnitude > 1.25F}
        + unsigned{magnitude >= 1.75F} + unsigned{magnitude > 2.5F} + unsigned{magnitude >= 3.5F}
        + unsigned{magnitude > 5.0F};
    return static_cast<std::uint8_t>(code | 8U * (unsigned{value < 0} & unsigned{code != 0}));
}

} // namespace headroom::tensor
