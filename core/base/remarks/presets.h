// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what each preset is for, in a line.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kPresets{
    RemarkRow{"preset.copy", SAYS("Remarks", "every tensor as it is: a new header and manifest")},
    RemarkRow{"preset.f32", SAYS("Remarks", "32 bits: as computed with, twice the size of what is published")},
    RemarkRow{"preset.bf16", SAYS("Remarks", "16 bits: what most models are published in")},
    RemarkRow{"preset.f16", SAYS("Remarks", "16 bits: practically the original")},
    RemarkRow{"preset.q8_0", SAYS("Remarks", "8.5 bits: practically the original")},
    RemarkRow{"preset.mxfp4_moe", SAYS("Remarks", "experts in 4.25 bits, the rest in 8.5: for mixtures of experts")},
    RemarkRow{"preset.q6_k", SAYS("Remarks", "6.6 bits: hardly distinguishable from the original")},
    RemarkRow{"preset.q5_1", SAYS("Remarks", "6.0 bits: older format, Q5_K_M is better and smaller")},
    RemarkRow{"preset.q5_k_m", SAYS("Remarks", "5.7 bits: very small loss")},
    RemarkRow{"preset.q5_k_s", SAYS("Remarks", "5.6 bits: small loss")},
    RemarkRow{"preset.q5_0", SAYS("Remarks", "5.6 bits: older format, Q5_K_S is better at the same size")},
    RemarkRow{"preset.q4_1", SAYS("Remarks", "5.1 bits: older format, Q4_K_M is better and smaller")},
    RemarkRow{"preset.q4_k_m", SAYS("Remarks", "4.9 bits: the usual choice, small loss")},
    RemarkRow{"preset.iq4_nl", SAYS("Remarks", "4.7 bits: uneven levels, for widths that K-quants do not divide")},
    RemarkRow{"preset.q4_k_s", SAYS("Remarks", "4.7 bits: slightly smaller than Q4_K_M, slightly more loss")},
    RemarkRow{"preset.q4_0", SAYS("Remarks", "4.6 bits: older format, fast on simple hardware, more loss than Q4_K_S")},
    RemarkRow{"preset.iq4_xs",
              SAYS("Remarks", "4.5 bits: as good as Q4_K_S and smaller, better with importance matrix")},
    RemarkRow{"preset.q3_k_l", SAYS("Remarks", "4.3 bits: noticeable loss")},
    RemarkRow{"preset.q3_k_m", SAYS("Remarks", "4.0 bits: noticeable loss")},
    RemarkRow{"preset.iq3_m", SAYS("Remarks", "3.8 bits: noticeable loss, better than Q3_K_M for its size")},
    RemarkRow{"preset.iq3_s", SAYS("Remarks", "3.7 bits: large loss")},
    RemarkRow{"preset.q3_k_s", SAYS("Remarks", "3.6 bits: large loss")},
    RemarkRow{"preset.iq3_xs", SAYS("Remarks", "3.5 bits: large loss; importance matrix needed")},
    RemarkRow{"preset.iq3_xxs", SAYS("Remarks", "3.4 bits: large loss; importance matrix needed")},
    RemarkRow{"preset.q2_k", SAYS("Remarks", "3.2 bits: very large loss, for models that fit no other way")},
    RemarkRow{"preset.q2_k_s", SAYS("Remarks", "3.0 bits: very large loss; importance matrix needed")},
    RemarkRow{"preset.iq2_m", SAYS("Remarks", "2.9 bits: very large loss; importance matrix needed")},
    RemarkRow{"preset.iq2_s", SAYS("Remarks", "2.7 bits: very large loss; importance matrix needed")},
    RemarkRow{"preset.q2_0", SAYS("Remarks", "2.6 bits: for models trained with ternary weights")},
    RemarkRow{"preset.iq2_xs", SAYS("Remarks", "2.6 bits: very large loss; importance matrix needed")},
    RemarkRow{"preset.tq2_0", SAYS("Remarks", "2.5 bits: for models trained with ternary weights")},
    RemarkRow{"preset.iq2_xxs", SAYS("Remarks", "2.4 bits: very large loss; importance matrix needed")},
    RemarkRow{"preset.tq1_0", SAYS("Remarks", "2.2 bits: for models trained with ternary weights")},
    RemarkRow{"preset.iq1_m", SAYS("Remarks", "2.1 bits: hardly usable; importance matrix needed")},
    RemarkRow{"preset.iq1_s", SAYS("Remarks", "2.0 bits: hardly usable; importance matrix needed")},
    RemarkRow{"preset.q1_0", SAYS("Remarks", "1.5 bits: for models trained with one-bit weights")},
    RemarkRow{"preset.w4a16", SAYS("Remarks", "compressed-tensors, 4-bit integers in groups of 128")},
    RemarkRow{"preset.w4a16_asym",
              SAYS("Remarks", "compressed-tensors, 4-bit integers with a zero point, in groups of 128")},
    RemarkRow{"preset.w8a16", SAYS("Remarks", "compressed-tensors, 8-bit integers in groups of 128")},
    RemarkRow{"preset.w8a8_int8",
              SAYS("Remarks", "compressed-tensors, 8-bit integers per channel, activations per token")},
    RemarkRow{"preset.w8a8_fp8", SAYS("Remarks", "compressed-tensors, FP8 (E4M3) per channel, activations per token")},
    RemarkRow{"preset.w8a8_fp8_block",
              SAYS("Remarks", "compressed-tensors, FP8 (E4M3) in blocks of 128 x 128, activations in groups")},
    RemarkRow{"preset.nvfp4a16", SAYS("Remarks", "compressed-tensors, four-bit floats in groups of 16, scales in FP8")},
    RemarkRow{"preset.mxfp4a16",
              SAYS("Remarks", "compressed-tensors, four-bit floats in groups of 32, scales powers of two")},
    RemarkRow{"preset.gptq", SAYS("Remarks", "GPTQ checkpoint, 4-bit integers in groups of 128")},
    RemarkRow{"preset.gptq_v2", SAYS("Remarks", "the same in version 2 of the checkpoint")},
    RemarkRow{"preset.gptq_3bit", SAYS("Remarks", "GPTQ checkpoint, 3-bit integers in groups of 128")},
    RemarkRow{"preset.gptq_8bit", SAYS("Remarks", "GPTQ checkpoint, 8-bit integers in groups of 128")},
    RemarkRow{"preset.awq",
              SAYS("Remarks", "AWQ checkpoint (GEMM), 4-bit integers with a zero point, in groups of 128")},
    RemarkRow{"preset.nf4", SAYS("Remarks", "bitsandbytes, NF4 in blocks of 64 with double quantization")},
    RemarkRow{"preset.made_from", SAYS("Remarks", "made from {}")},
    RemarkRow{"preset.found_for", SAYS("Remarks", "found for {}")},
};

} // namespace headroom::remarks
