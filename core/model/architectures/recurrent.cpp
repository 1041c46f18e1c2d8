// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Families with layers that keep a state: scans, delta nets, short convolutions, RWKV.
#include "core/model/architectures/rows.h"

#include <array>

namespace headroom::model::rows {

namespace {

constexpr std::array kRecurrent{
    Architecture{.name = "arwkv7", .evaluated = false, .recurrence = Every},
    Architecture{.name = "falcon-h1", .recurrence = Beside, .rope = Halves},
    Architecture{.name = "granitehybrid",
                 .recurrence = WithoutKv,
                 .tensors = kGated | kGatedScanNorm,
                 .ropeUnlessUntuned = true,
                 .dividesLogits = true,
                 .expertsAsWide = true,
                 .heeded = kScalings,
                 .needed = "logit_scale"},
    Architecture{.name = "jamba",
                 .recurrence = WithoutKv,
                 .rope = Absent,
                 .tensors = kGated | kConvolutionBias | kStepBias | kScanNorms,
                 .normalizesExperts = false,
                 .expertsAsWide = true,
                 .expertsByTensors = true},
    Architecture{.name = "lfm2",
                 .recurrence = WithoutKv,
                 .rope = Halves,
                 .tensors = kGated | kQueryKeyNorms | kShortConvolution,
                 .window = {Sliding},
                 .embeddingNormIsLast = true},
    Architecture{.name = "lfm2moe",
                 .recurrence = WithoutKv,
                 .rope = Halves,
                 .tensors = kGated | kRouterCorrection | kQueryKeyNorms | kShortConvolution,
                 .embeddingNormIsLast = true,
                 .heeded = "expert_gating_func",
                 .needed = "expert_gating_func"},
    Architecture{
        .name = "mamba", .recurrence = Every, .rope = Absent, .tensors = kGated | kConvolutionBias | kStepBias},
    Architecture{
        .name = "mamba2", .recurrence = Every, .rope = Absent, .tensors = kGated | kConvolutionBias | kGatedScanNorm},
    Architecture{.name = "nemotron_h",
                 .recurrence = WithoutKvAndFfn,
                 .rope = Absent,
                 .activation = SquaredRelu,
                 .tensors = kUngated | kGatedScanNorm | kOneNorm},
    Architecture{.name = "nemotron_h_moe",
                 .recurrence = WithoutKvAndFfn,
                 .rope = Absent,
                 .activation = SquaredRelu,
                 .tensors = kUngated | kRouterCorrection | kGatedScanNorm | kOneNorm,
                 .gating = Sigmoid,
                 .normalizesExperts = false,
                 .heeded = "expert_weights_scale expert_weights_norm"},
    Architecture{.name = "qwen35",
                 .recurrence = Interval,
                 .rope = Halves,
                 .tensors = kNormedHeads | kGatedAttention | kDeltaNet | kSplitGates,
                 .postNormFeedsForward = true},
    Architecture{.name = "qwen35moe",
                 .recurrence = Interval,
                 .rope = Halves,
                 .tensors = kNormedHeads | kSharedGate | kGatedAttention | kDeltaNet | kSplitGates,
                 .postNormFeedsForward = true},
    Architecture{.name = "qwen3next",
                 .recurrence = Interval,
                 .rope = Halves,
                 .tensors = kNormedHeads | kSharedGate | kGatedAttention | kDeltaNet,
                 .postNormFeedsForward = true},
    Architecture{.name = "rwkv6", .evaluated = false, .recurrence = Every},
    Architecture{.name = "rwkv6qwen2", .evaluated = false, .recurrence = Every},
    Architecture{.name = "rwkv7", .evaluated = false, .recurrence = Every},
};

} // namespace

std::span<const Architecture> recurrent()
{
    return kRecurrent;
}

} // namespace headroom::model::rows
