// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Families with layers that keep a state: scans, delta nets, short convolutions, RWKV.
#include "core/model/architectures/rows.h"

#include <array>

namespace headroom::model::rows {

namespace {

constexpr std::array kRecurrent{
    Architecture{.name = "arwkv7", .evaluated = false, .recurrence = Every},
    Architecture{.name = "bailingmoe3",
                 .evaluated = false,
                 .lacking = "delta nets whose channels decay each by itself",
                 .recurrence = WithoutKv,
                 .states = StateKind::Delta},
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
    Architecture{.name = "kimi-k3",
                 .evaluated = false,
                 .lacking = "delta nets whose channels decay each by itself, nor residuals over blocks",
                 .recurrence = WithoutKv,
                 .rope = Absent,
                 .states = StateKind::Delta},
    Architecture{.name = "kimi-linear",
                 .evaluated = false,
                 .lacking = "delta nets whose channels decay each by itself",
                 .recurrence = WithoutKv,
                 .rope = Absent,
                 .states = StateKind::Delta},
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
    Architecture{.name = "minimax-01",
                 .evaluated = false,
                 .lacking = "lightning attention",
                 .recurrence = Interval,
                 .rope = Halves,
                 .followsItsKeys = false,
                 .states = StateKind::Lightning,
                 .fullInterval = 8},
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
    Architecture{.name = "plamo2",
                 .evaluated = false,
                 .lacking = "scans of heads whose steps come out of a narrow product",
                 .recurrence = WithoutKv,
                 .rope = Halves},
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
    Architecture{.name = "qwen4exp",
                 .evaluated = false,
                 .lacking = "hyper-connections and inputs of word groups",
                 .recurrence = Interval,
                 .rope = Halves},
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
