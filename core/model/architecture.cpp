// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/architecture.h"

#include "core/base/words.h"

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

constexpr unsigned kUngated = kPreNorms; ///< pre-norms, a feed-forward without gate
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
using enum Recurrence;
using enum Masking;

constexpr std::string_view kOwnKeys
    = "attention.scale attn_logit_softcapping final_logit_softcapping attention.clamp_kqv attention.max_alibi_bias "
      "attention.temperature_scale attention.temperature_length embedding_scale residual_scale logit_scale "
      "expert_weights_scale expert_weights_norm expert_gating_func";
constexpr std::string_view kRouting = "expert_weights_scale expert_weights_norm expert_gating_func";
constexpr std::string_view kScalings = "attention.scale embedding_scale residual_scale logit_scale";

// Alphabetical, so that a family is found at a glance.
constexpr std::array kArchitectures{
    Architecture{.name = "afmoe", .evaluated = false, .window = {Sliding, 4}, .ropeInWindowsOnly = true},
    Architecture{.name = "arcee", .activation = SquaredRelu, .tensors = kUngated, .rotatesWhole = true},
    Architecture{.name = "arctic", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "arwkv7", .evaluated = false, .recurrence = Every},
    Architecture{.name = "baichuan", .alibi = 8, .alibiAtLayers = 40, .foldsNorms = true},
    Architecture{.name = "bailingmoe",
                 .tensors = kGated | kOwnHead,
                 .normalizesExperts = false,
                 .heeded = "expert_weights_scale expert_weights_norm",
                 .rotatesWhole = true},
    Architecture{.name = "bailingmoe2",
                 .rope = Halves,
                 .tensors = kNormedHeads | kOwnHead,
                 .gating = Sigmoid,
                 .normalizesExperts = false,
                 .heeded = kRouting,
                 .needed = "expert_gating_func"},
    Architecture{.name = "bert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "bloom",
                 .norm = Layer,
                 .rope = Absent,
                 .activation = Gelu,
                 .tensors = kUngated | kNormBiases | kForwardNormBias | kEmbeddingNorm | kFusedBias | kOutputBias
                     | kForwardBiases,
                 .alibi = 8},
    Architecture{.name = "chatglm"},
    Architecture{.name = "codeshell",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = Gelu,
                 .tensors = kUngated | kNormBiases | kForwardNormBias | kOwnHead | kOutputBias | kForwardBiases,
                 .rotatesWhole = true},
    Architecture{.name = "cohere2",
                 .norm = Layer,
                 .residual = Parallel,
                 .tensors = kGated | kOneNorm,
                 .window = {Sliding, 4},
                 .ropeInWindowsOnly = true,
                 .heeded = "logit_scale",
                 .needed = "logit_scale attention.sliding_window"},
    Architecture{.name = "command-r",
                 .norm = Layer,
                 .residual = Parallel,
                 .tensors = kGated | kOneNorm | kWideHeadNorms,
                 .heeded = "logit_scale",
                 .needed = "logit_scale"},
    // attn_output_norm is its feed-forward norm.
    Architecture{.name = "dbrx",
                 .norm = Layer,
                 .rope = Halves,
                 .tensors = kGated | kOwnHead,
                 .expertsAsWide = true,
                 .heeded = "attention.clamp_kqv",
                 .needed = "attention.clamp_kqv",
                 .rotatesWhole = true},
    Architecture{.name = "deci", .rotatesWhole = true},
    Architecture{
        .name = "deepseek", .normalizesExperts = false, .heeded = "expert_weights_scale", .rotatesWhole = true},
    Architecture{.name = "deepseek2",
                 .normalizesExperts = false,
                 .latentLogMultiplier = true,
                 .heeded = "attention.temperature_scale attention.temperature_length expert_weights_scale "
                           "expert_weights_norm expert_gating_func"},
    Architecture{.name = "dflash", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "dots1",
                 .rope = Halves,
                 .tensors = kNormedHeads | kOwnHead,
                 .normalizesExperts = false,
                 .heeded = kRouting,
                 .needed = "expert_gating_func",
                 .rotatesWhole = true},
    Architecture{.name = "dream", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "eagle3", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "ernie4_5", .rotatesWhole = true},
    Architecture{.name = "ernie4_5-moe", .rotatesWhole = true},
    Architecture{.name = "eurobert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "exaone", .rope = Halves, .rotatesWhole = true, .foldsNorms = true},
    Architecture{.name = "exaone-moe",
                 .rope = Halves,
                 .tensors = kNormedHeads | kOwnHead,
                 .window = {Sliding, 4, false, 128},
                 .ropeInWindowsOnly = true,
                 .gating = Sigmoid,
                 .normalizesExperts = false,
                 .heeded = kRouting,
                 .needed = "attention.sliding_window expert_gating_func",
                 .rotatesWhole = true},
    Architecture{.name = "exaone4",
                 .rope = Halves,
                 .tensors = kPostOnly,
                 .window = {Sliding, 4, false, 4096, 64},
                 .ropeInWindowsOnly = true,
                 .rotatesWhole = true},
    Architecture{.name = "falcon",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = Gelu,
                 .residual = Parallel,
                 .tensors = kUngated | kNormBiases | kFirstOfTwoNorms | kOneNorm,
                 .rotatesWhole = true},
    Architecture{.name = "falcon-h1", .recurrence = Beside, .rope = Halves},
    Architecture{
        .name = "gemma", .rope = Halves, .activation = Gelu, .embeddingTimesRootWidth = true, .foldsNorms = true},
    Architecture{.name = "gemma-embedding", .evaluated = false, .masking = Bidirectional, .window = {Sliding, 6}},
    Architecture{.name = "gemma2",
                 .rope = Halves,
                 .activation = Gelu,
                 .tensors = kAllNorms,
                 .window = {Sliding, 2, false, 4096},
                 .embeddingTimesRootWidth = true,
                 .scaleByWidthAtLayers = 46,
                 .attentionSoftCap = 50,
                 .logitSoftCap = 30,
                 .heeded = "attn_logit_softcapping final_logit_softcapping",
                 .foldsNorms = true},
    Architecture{.name = "gemma3",
                 .rope = Halves,
                 .activation = Gelu,
                 .tensors = kAllNorms | kQueryKeyNorms,
                 .window = {Sliding, 6},
                 .localRopeBase = 10000,
                 .localRopeUnscaled = true,
                 .embeddingTimesRootWidth = true,
                 .scaleByWidthAtLayers = 62,
                 .heeded = "final_logit_softcapping",
                 .foldsNorms = true},
    Architecture{.name = "gemma3n", .evaluated = false, .window = {Sliding, 5}},
    Architecture{.name = "gemma4-assistant", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "glm4", .tensors = kAllNorms},
    Architecture{.name = "glm4moe",
                 .rope = Halves,
                 .tensors = kGate | kRouterCorrection,
                 .postNormFeedsForward = true,
                 .gating = Sigmoid,
                 .normalizesExperts = false,
                 .heeded = kRouting},
    Architecture{.name = "gpt-oss",
                 .rope = Halves,
                 .activation = ClampedSilu,
                 .tensors = kGate | kSinks | kOwnHead | kOutputBias | kExpertBiases | kQueryKeyValueBias,
                 .window = {Sliding, 2},
                 .postNormFeedsForward = true,
                 .gating = SoftmaxOfChosen,
                 .normalizesExperts = false,
                 .needed = "attention.sliding_window",
                 .rotatesWhole = true},
    Architecture{.name = "gpt2",
                 .norm = Layer,
                 .rope = Absent,
                 .activation = Gelu,
                 .tensors
                 = kUngated | kNormBiases | kForwardNormBias | kPositions | kFusedBias | kOutputBias | kForwardBiases},
    Architecture{.name = "gptneox",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = Gelu,
                 .residual = ParallelByKey,
                 .tensors
                 = kUngated | kNormBiases | kForwardNormBias | kOwnHead | kFusedBias | kOutputBias | kForwardBiases,
                 .needed = "use_parallel_residual"},
    Architecture{.name = "granite",
                 .ropeUnlessUntuned = true,
                 .dividesLogits = true,
                 .heeded = kScalings,
                 .needed = "logit_scale",
                 .rotatesWhole = true,
                 .foldsNorms = true},
    Architecture{.name = "granitehybrid",
                 .recurrence = WithoutKv,
                 .tensors = kGated | kGatedScanNorm,
                 .ropeUnlessUntuned = true,
                 .dividesLogits = true,
                 .expertsAsWide = true,
                 .heeded = kScalings,
                 .needed = "logit_scale"},
    Architecture{.name = "granitemoe",
                 .dividesLogits = true,
                 .expertsAsWide = true,
                 .heeded = kScalings,
                 .needed = "logit_scale",
                 .rotatesWhole = true},
    Architecture{.name = "grok", .evaluated = false, .expertsAsWide = true},
    Architecture{.name = "hunyuan-dense",
                 .rope = Halves,
                 .tensors = kGated | kQueryKeyNorms,
                 .queryKeyNormAfterRope = true,
                 .rotatesWhole = true},
    Architecture{.name = "hunyuan-moe",
                 .rope = Halves,
                 .tensors = kGated | kQueryKeyNorms,
                 .queryKeyNormAfterRope = true,
                 .rotatesWhole = true},
    Architecture{.name = "internlm2", .tensors = kGated | kOwnHead, .rotatesWhole = true, .foldsNorms = true},
    Architecture{.name = "jamba",
                 .recurrence = WithoutKv,
                 .rope = Absent,
                 .tensors = kGated | kConvolutionBias | kStepBias | kScanNorms,
                 .normalizesExperts = false,
                 .expertsAsWide = true,
                 .expertsByTensors = true},
    Architecture{.name = "jina-bert-v2", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "jina-bert-v3", .evaluated = false, .masking = Bidirectional},
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
    Architecture{.name = "llada", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "llada-moe", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "llama", .expertsAsWide = true, .rotatesWhole = true, .foldsNorms = true},
    Architecture{.name = "llama-embed", .evaluated = false, .masking = Bidirectional},
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
                 .temperatureLength = 8192,
                 .rotatesWhole = true},
    Architecture{.name = "maincoder", .tensors = kNormedHeads, .queryKeyNormAfterRope = true, .rotatesWhole = true},
    Architecture{
        .name = "mamba", .recurrence = Every, .rope = Absent, .tensors = kGated | kConvolutionBias | kStepBias},
    Architecture{
        .name = "mamba2", .recurrence = Every, .rope = Absent, .tensors = kGated | kConvolutionBias | kGatedScanNorm},
    Architecture{.name = "minicpm",
                 .dividesLogits = true,
                 .embeddingScale = 12,
                 .residualScaleByDepth = 1.4F,
                 .logitBaseWidth = 256,
                 .heeded = "embedding_scale residual_scale logit_scale",
                 .rotatesWhole = true,
                 .foldsNorms = true},
    Architecture{.name = "minicpm3",
                 .rope = Halves,
                 .dividesLogits = true,
                 .embeddingScale = 12,
                 .residualScaleByDepth = 1.4F,
                 .logitBaseWidth = 256},
    Architecture{.name = "minimax-m2",
                 .rope = Halves,
                 .tensors = kNormedHeads | kOwnHead | kRouterCorrection | kWideHeadNorms,
                 .gating = Sigmoid,
                 .heeded = "expert_gating_func"},
    Architecture{.name = "mistral3", .heeded = "attention.temperature_scale", .rotatesWhole = true, .foldsNorms = true},
    Architecture{.name = "modern-bert", .evaluated = false, .masking = Bidirectional, .window = {Sliding, 3, true}},
    Architecture{.name = "mpt",
                 .norm = Layer,
                 .rope = Absent,
                 .activation = Gelu,
                 .tensors = kUngated,
                 .heeded = "attention.clamp_kqv attention.max_alibi_bias"},
    Architecture{.name = "nemotron",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = SquaredRelu,
                 .tensors = kUngated | kNormBiases | kForwardNormBias | kOwnHead},
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
    Architecture{.name = "neo-bert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "nomic-bert", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "nomic-bert-moe", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "olmo",
                 .norm = Layer,
                 .tensors = kGate,
                 .bareNorms = true,
                 .heeded = "attention.clamp_kqv",
                 .rotatesWhole = true},
    Architecture{.name = "olmo2",
                 .rope = Halves,
                 .tensors = kPostOnly | kOwnHead | kWideHeadNorms,
                 .window = {Sliding, 4},
                 .localRopeUnscaled = true},
    Architecture{.name = "olmoe",
                 .rope = Halves,
                 .tensors = kNormedHeads | kOwnHead | kWideHeadNorms,
                 .normalizesExperts = false,
                 .expertsAsWide = true,
                 .rotatesWhole = true},
    Architecture{.name = "openelm", .rope = Halves, .tensors = kNormedHeads},
    Architecture{.name = "orion",
                 .norm = Layer,
                 .rope = Halves,
                 .tensors = kGated | kNormBiases | kForwardNormBias | kOwnHead,
                 .rotatesWhole = true,
                 .foldsNorms = true},
    Architecture{.name = "pangu-embedded", .rope = Halves, .tensors = kGated | kOutputBias, .rotatesWhole = true},
    Architecture{.name = "phi2",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = Gelu,
                 .residual = Parallel,
                 .tensors = kUngated | kNormBiases | kOneNorm | kOwnHead | kHeadBias | kQueryKeyValueBias | kOutputBias
                     | kForwardBiases},
    Architecture{.name = "phi3", .rope = Halves, .tensors = kGated | kFused, .foldsNorms = true},
    Architecture{.name = "phimoe",
                 .rope = Halves,
                 .tensors = kGated | kNormBiases | kForwardNormBias | kOwnHead | kHeadBias | kOutputBias,
                 .expertsAsWide = true},
    Architecture{
        .name = "plamo", .rope = Halves, .residual = Parallel, .tensors = kGated | kOwnHead, .rotatesWhole = true},
    Architecture{.name = "plm", .activation = SquaredRelu, .tensors = kUngated},
    Architecture{.name = "qwen", .rope = Halves, .tensors = kGated | kOwnHead | kFusedBias, .countsGateAndUp = true},
    Architecture{.name = "qwen2",
                 .rope = Halves,
                 .tensors = kGated | kQueryKeyValueBias,
                 .rotatesWhole = true,
                 .foldsNorms = true},
    Architecture{.name = "qwen2moe",
                 .rope = Halves,
                 .tensors = kGated | kOwnHead | kSharedGate,
                 .normalizesExperts = false,
                 .rotatesWhole = true},
    Architecture{.name = "qwen2vl",
                 .rope = Halves,
                 .rotatesWhole = true}, // of text, whose positions are the same in every dimension
    Architecture{.name = "qwen3", .rope = Halves, .tensors = kNormedHeads, .rotatesWhole = true, .foldsNorms = true},
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
    Architecture{.name = "qwen3moe", .rope = Halves, .tensors = kNormedHeads, .rotatesWhole = true},
    Architecture{.name = "qwen3next",
                 .recurrence = Interval,
                 .rope = Halves,
                 .tensors = kNormedHeads | kSharedGate | kGatedAttention | kDeltaNet,
                 .postNormFeedsForward = true},
    Architecture{.name = "qwen3vl", .rope = Halves, .tensors = kNormedHeads, .rotatesWhole = true},
    Architecture{.name = "qwen3vlmoe", .rope = Halves, .tensors = kNormedHeads, .rotatesWhole = true},
    Architecture{.name = "refact", .rope = Absent, .alibi = 8},
    Architecture{.name = "rnd1", .evaluated = false, .masking = Diffusion},
    Architecture{.name = "rwkv6", .evaluated = false, .recurrence = Every},
    Architecture{.name = "rwkv6qwen2", .evaluated = false, .recurrence = Every},
    Architecture{.name = "rwkv7", .evaluated = false, .recurrence = Every},
    Architecture{
        .name = "seed_oss", .rope = Halves, .tensors = kGate, .postNormFeedsForward = true, .rotatesWhole = true},
    Architecture{.name = "smallthinker", .evaluated = false, .window = {Sliding, 4, true, 4096}},
    Architecture{.name = "smollm3", .noRopeEvery = 4, .rotatesWhole = true, .foldsNorms = true},
    Architecture{.name = "stablelm",
                 .norm = Layer,
                 .rope = Halves,
                 .residual = ParallelWithoutNorm,
                 .tensors = kGated | kNormBiases | kOwnHead | kWideHeadNorms},
    Architecture{.name = "starcoder",
                 .norm = Layer,
                 .rope = Absent,
                 .activation = Gelu,
                 .tensors
                 = kUngated | kNormBiases | kForwardNormBias | kPositions | kFusedBias | kOutputBias | kForwardBiases},
    Architecture{.name = "starcoder2",
                 .norm = Layer,
                 .rope = Halves,
                 .activation = Gelu,
                 .tensors = kUngated | kNormBiases | kForwardNormBias | kOutputBias | kForwardBiases,
                 .rotatesWhole = true,
                 .foldsNorms = true},
    Architecture{.name = "t5encoder", .evaluated = false, .masking = Bidirectional},
    Architecture{.name = "wavtokenizer-dec", .evaluated = false, .followsItsKeys = false},
    Architecture{.name = "xverse", .tensors = kGated | kOwnHead, .rotatesWhole = true},
};

} // namespace

std::span<const Architecture> architectures()
{
    return kArchitectures;
}

const Architecture& architectureOf(std::string_view name)
{
    static constexpr Architecture kUnknown{.name = "", .evaluated = false, .ropeUnlessUntuned = true};
    const auto found = std::ranges::find(kArchitectures, name, &Architecture::name);
    return found == kArchitectures.end() ? kUnknown : *found;
}

bool Architecture::heeds(std::string_view key) const
{
    return !evaluated || !lists(kOwnKeys, key) || lists(heeded, key);
}

std::vector<std::string_view> Architecture::needs() const
{
    auto keys = wordsOf(needed);
    keys.push_back(norm == NormKind::Rms ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon");
    return keys;
}

std::vector<std::string_view> ownKeys()
{
    return wordsOf(kOwnKeys);
}

std::string evaluatedArchitectures()
{
    std::string out;
    for (const Architecture& row : kArchitectures)
        if (row.evaluated)
            out += (out.empty() ? "" : ", ") + std::string(row.name);
    return out;
}

} // namespace headroom::model
