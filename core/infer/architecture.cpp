// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/architecture.h"

#include <algorithm>
#include <array>

namespace headroom::infer {

namespace {

constexpr unsigned kPlain = kPreNorms; ///< pre-norms, a feed-forward without gate
constexpr unsigned kGated = kPreNorms | kGate;
constexpr unsigned kAllNorms = kPreNorms | kPostNorms | kGate;
constexpr unsigned kPostOnly = kPostNorms | kQueryKeyNorms | kGate;
constexpr unsigned kNormedHeads = kPreNorms | kQueryKeyNorms | kGate;

using enum NormKind;
using enum RopeStyle;
using enum Activation;
using enum Residual;
using enum WindowKind;
using enum Gating;

// Alphabetical, so that a family is found at a glance.
constexpr std::array kArchitectures{
    Architecture{.name = "arcee", .activation = SquaredRelu, .needs = kPlain},
    Architecture{.name = "baichuan", .alibi = 8, .alibiAtLayers = 40},
    Architecture{.name = "bailingmoe", .normalizesExperts = false},
    Architecture{
        .name = "bailingmoe2", .rope = Halves, .needs = kNormedHeads, .gating = Sigmoid, .normalizesExperts = false},
    Architecture{.name = "bloom", .norm = Layer, .rope = Absent, .activation = Gelu, .needs = kPlain, .alibi = 8},
    Architecture{.name = "chatglm"},
    Architecture{.name = "codeshell", .norm = Layer, .rope = Halves, .activation = Gelu, .needs = kPlain},
    Architecture{
        .name = "cohere2", .norm = Layer, .residual = Parallel, .window = {Sliding, 4}, .ropeInWindowsOnly = true},
    Architecture{.name = "command-r", .norm = Layer, .residual = Parallel},
    Architecture{.name = "dbrx", .norm = Layer, .rope = Halves}, // attn_output_norm is its feed-forward norm
    Architecture{.name = "deci"},
    Architecture{.name = "deepseek", .normalizesExperts = false},
    Architecture{.name = "deepseek2", .normalizesExperts = false, .latentLogMultiplier = true},
    Architecture{.name = "dots1", .rope = Halves, .needs = kNormedHeads, .normalizesExperts = false},
    Architecture{.name = "ernie4_5"},
    Architecture{.name = "ernie4_5-moe"},
    Architecture{.name = "exaone", .rope = Halves},
    Architecture{.name = "exaone-moe",
                 .rope = Halves,
                 .needs = kNormedHeads,
                 .window = {Sliding, 4, false, 128},
                 .ropeInWindowsOnly = true,
                 .gating = Sigmoid,
                 .normalizesExperts = false},
    Architecture{.name = "exaone4",
                 .rope = Halves,
                 .needs = kPostOnly,
                 .window = {Sliding, 4, false, 4096, 64},
                 .ropeInWindowsOnly = true},
    Architecture{
        .name = "falcon", .norm = Layer, .rope = Halves, .activation = Gelu, .residual = Parallel, .needs = kPlain},
    Architecture{.name = "falcon-h1", .rope = Halves},
    Architecture{.name = "gemma", .rope = Halves, .activation = Gelu, .embeddingTimesRootWidth = true},
    Architecture{.name = "gemma2",
                 .rope = Halves,
                 .activation = Gelu,
                 .needs = kAllNorms,
                 .window = {Sliding, 2, false, 4096},
                 .embeddingTimesRootWidth = true,
                 .scaleByWidthAtLayers = 46,
                 .attentionSoftCap = 50,
                 .logitSoftCap = 30},
    Architecture{.name = "gemma3",
                 .rope = Halves,
                 .activation = Gelu,
                 .needs = kAllNorms | kQueryKeyNorms,
                 .window = {Sliding, 6},
                 .localRopeBase = 10000,
                 .localRopeUnscaled = true,
                 .embeddingTimesRootWidth = true,
                 .scaleByWidthAtLayers = 62},
    Architecture{.name = "glm4", .needs = kAllNorms},
    Architecture{.name = "glm4moe",
                 .rope = Halves,
                 .needs = kGate,
                 .postNormFeedsForward = true,
                 .gating = Sigmoid,
                 .normalizesExperts = false},
    Architecture{.name = "gpt-oss",
                 .rope = Halves,
                 .activation = ClampedSilu,
                 .needs = kGate | kSinks,
                 .window = {Sliding, 2},
                 .postNormFeedsForward = true,
                 .gating = SoftmaxOfChosen,
                 .normalizesExperts = false},
    Architecture{.name = "gpt2", .norm = Layer, .rope = Absent, .activation = Gelu, .needs = kPlain},
    Architecture{.name = "gptneox",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = Gelu,
                 .residual = ParallelByKey,
                 .needs = kPlain},
    Architecture{.name = "granite", .ropeUnlessUntuned = true, .dividesLogits = true},
    Architecture{.name = "granitehybrid", .ropeUnlessUntuned = true, .dividesLogits = true},
    Architecture{.name = "granitemoe", .dividesLogits = true},
    Architecture{.name = "hunyuan-dense", .rope = Halves, .queryKeyNormAfterRope = true},
    Architecture{.name = "hunyuan-moe", .rope = Halves, .queryKeyNormAfterRope = true},
    Architecture{.name = "internlm2"},
    Architecture{.name = "jamba", .rope = RopeStyle::Absent, .normalizesExperts = false},
    Architecture{.name = "lfm2", .rope = Halves, .window = {Sliding}, .embeddingNormIsLast = true},
    Architecture{.name = "lfm2moe", .rope = Halves, .embeddingNormIsLast = true},
    Architecture{.name = "llama"},
    Architecture{.name = "llama4",
                 .window = {Chunked, 4, false, 8192},
                 .noRopeEvery = 4,
                 .queryKeyNormAfterRope = true,
                 .bareQueryKeyNorm = true,
                 .gating = Sigmoid,
                 .normalizesExperts = false,
                 .weighsExpertInput = true,
                 .temperatureScale = 0.1F,
                 .temperatureOffset = 1,
                 .temperatureLength = 8192},
    Architecture{.name = "mamba", .rope = RopeStyle::Absent},
    Architecture{.name = "mamba2", .rope = RopeStyle::Absent},
    Architecture{.name = "minicpm",
                 .dividesLogits = true,
                 .embeddingScale = 12,
                 .residualScaleByDepth = 1.4F,
                 .logitBaseWidth = 256},
    Architecture{.name = "minicpm3",
                 .rope = Halves,
                 .dividesLogits = true,
                 .embeddingScale = 12,
                 .residualScaleByDepth = 1.4F,
                 .logitBaseWidth = 256},
    Architecture{.name = "minimax-m2", .rope = Halves, .needs = kNormedHeads, .gating = Sigmoid},
    Architecture{.name = "mistral3"},
    Architecture{.name = "mpt", .norm = Layer, .rope = Absent, .activation = Gelu, .needs = kPlain},
    Architecture{.name = "nemotron", .norm = Layer, .rope = Halves, .activation = SquaredRelu, .needs = kPlain},
    Architecture{.name = "nemotron_h", .rope = RopeStyle::Absent, .activation = SquaredRelu, .needs = kPlain},
    Architecture{.name = "nemotron_h_moe",
                 .rope = RopeStyle::Absent,
                 .activation = SquaredRelu,
                 .needs = kPlain,
                 .gating = Sigmoid,
                 .normalizesExperts = false},
    Architecture{.name = "olmo", .norm = Layer, .needs = kGate, .bareNorms = true},
    Architecture{
        .name = "olmo2", .rope = Halves, .needs = kPostOnly, .window = {Sliding, 4}, .localRopeUnscaled = true},
    Architecture{.name = "olmoe", .rope = Halves, .needs = kNormedHeads, .normalizesExperts = false},
    Architecture{.name = "openelm", .rope = Halves, .needs = kNormedHeads},
    Architecture{.name = "orion", .norm = Layer, .rope = Halves},
    Architecture{.name = "pangu-embedded", .rope = Halves},
    Architecture{
        .name = "phi2", .norm = Layer, .rope = Halves, .activation = Gelu, .residual = Parallel, .needs = kPlain},
    Architecture{.name = "phi3", .rope = Halves},
    Architecture{.name = "phimoe", .rope = Halves},
    Architecture{.name = "plamo", .rope = Halves, .residual = Parallel},
    Architecture{.name = "plm", .activation = SquaredRelu, .needs = kPlain},
    Architecture{.name = "qwen", .rope = Halves},
    Architecture{.name = "qwen2", .rope = Halves},
    Architecture{.name = "qwen2moe", .rope = Halves, .normalizesExperts = false},
    Architecture{.name = "qwen2vl", .rope = Halves}, // of text, whose positions are the same in every dimension
    Architecture{.name = "qwen3", .rope = Halves, .needs = kNormedHeads},
    Architecture{.name = "qwen3moe", .rope = Halves, .needs = kNormedHeads},
    Architecture{.name = "qwen35", .rope = Halves, .needs = kNormedHeads, .postNormFeedsForward = true},
    Architecture{.name = "qwen35moe", .rope = Halves, .needs = kNormedHeads, .postNormFeedsForward = true},
    Architecture{.name = "qwen3next", .rope = Halves, .needs = kNormedHeads, .postNormFeedsForward = true},
    Architecture{.name = "qwen3vl", .rope = Halves, .needs = kNormedHeads},
    Architecture{.name = "qwen3vlmoe", .rope = Halves, .needs = kNormedHeads},
    Architecture{.name = "refact", .rope = Absent, .alibi = 8},
    Architecture{.name = "seed_oss", .rope = Halves, .needs = kGate, .postNormFeedsForward = true},
    Architecture{.name = "smollm3", .noRopeEvery = 4},
    Architecture{.name = "stablelm", .norm = Layer, .rope = Halves, .residual = ParallelWithoutNorm, .needs = kGated},
    Architecture{.name = "starcoder", .norm = Layer, .rope = Absent, .activation = Gelu, .needs = kPlain},
    Architecture{.name = "starcoder2", .norm = Layer, .rope = Halves, .activation = Gelu, .needs = kPlain},
    Architecture{.name = "xverse"},
};

} // namespace

std::span<const Architecture> architectures()
{
    return kArchitectures;
}

const Architecture* findArchitecture(std::string_view name)
{
    const auto found = std::find_if(kArchitectures.begin(), kArchitectures.end(),
                                    [name](const Architecture& row) { return row.name == name; });
    return found == kArchitectures.end() ? nullptr : &*found;
}

std::string architectureNames()
{
    std::string out;
    for (const Architecture& row : kArchitectures)
        out += (out.empty() ? "" : ", ") + std::string(row.name);
    return out;
}

} // namespace headroom::infer
