// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the functions that the table of formats points to; each pair lives in the file of its format.
#pragma once

#include "core/tensor/type.h"

namespace headroom::tensor {

#define HEADROOM_CODEC(name)                                                                                           \
    void decode##name(std::span<const std::byte> packed, std::span<float> row);                                        \
    void encode##name(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)

HEADROOM_CODEC(F32);
HEADROOM_CODEC(F16);
HEADROOM_CODEC(BF16);
HEADROOM_CODEC(Q4_0);
HEADROOM_CODEC(Q4_1);
HEADROOM_CODEC(Q5_0);
HEADROOM_CODEC(Q5_1);
HEADROOM_CODEC(Q8_0);
HEADROOM_CODEC(Q2K);
HEADROOM_CODEC(Q3K);
HEADROOM_CODEC(Q4K);
HEADROOM_CODEC(Q5K);
HEADROOM_CODEC(Q6K);
HEADROOM_CODEC(Q8_1);
HEADROOM_CODEC(Q8K);
HEADROOM_CODEC(Q1_0);
HEADROOM_CODEC(Q2_0);
HEADROOM_CODEC(IQ4NL);
HEADROOM_CODEC(IQ4XS);
HEADROOM_CODEC(TQ1_0);
HEADROOM_CODEC(TQ2_0);
HEADROOM_CODEC(MXFP4);
HEADROOM_CODEC(NVFP4);
HEADROOM_CODEC(IQ1S);
HEADROOM_CODEC(IQ1M);
HEADROOM_CODEC(IQ2XXS);
HEADROOM_CODEC(IQ2XS);
HEADROOM_CODEC(IQ2S);
HEADROOM_CODEC(IQ3XXS);
HEADROOM_CODEC(IQ3S);

#undef HEADROOM_CODEC

} // namespace headroom::tensor
