// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a file's tensors and keys cannot tell about a family of models, as one table of small descriptions over
// shared building blocks. Everything else (biases, fused matrices, experts, query-key norms, sinks) is seen from the
// tensors. Names are the values of general.architecture; facts from the families' publications and GGUF's conventions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headroom::infer {

enum class NormKind : std::uint8_t { Rms, Layer };
/// Which two numbers of a head are rotated together: (2i, 2i+1), or (i, i + half).
enum class RopeStyle : std::uint8_t { Absent, Pairs, Halves };
enum class Activation : std::uint8_t {
    Silu,
    Gelu, ///< the tanh form
    SquaredRelu,
    Relu,
    ClampedSilu, ///< gpt-oss: min(g, 7) · σ(1.702 g) · (clamp(u, ±7) + 1)
};
enum class Residual : std::uint8_t {
    Sequential,
    Parallel, ///< attention and feed-forward read the same input
    ParallelByKey, ///< as the key use_parallel_residual says
    ParallelWithoutNorm, ///< parallel in layers that have no ffn_norm
};
enum class Gating : std::uint8_t { Softmax = 1, Sigmoid = 2, SoftmaxOfChosen = 3 }; ///< expert_gating_func
enum class WindowKind : std::uint8_t { Whole, Sliding, Chunked };

/// Layer i sees only a window unless i % period == period - 1 (with globalFirst: unless i % period == 0).
struct WindowRule {
    WindowKind kind = WindowKind::Whole;
    std::uint32_t period = 0; ///< 0: every layer
    bool globalFirst = false;
    std::uint32_t length = 0; ///< where the key attention.sliding_window is absent; 0: then there is no window
    std::uint32_t atLayers = 0; ///< nonzero: the rule holds from this many layers on
};

/// Tensors that every layer needs; the optional ones are honoured wherever they are present.
enum Needs : unsigned {
    kPreNorms = 1U << 0U, ///< attn_norm, and ffn_norm unless parallel
    kPostNorms = 1U << 1U, ///< post_attention_norm, post_ffw_norm
    kQueryKeyNorms = 1U << 2U,
    kGate = 1U << 3U, ///< a gated feed-forward
    kSinks = 1U << 4U,
};

struct Architecture {
    std::string_view name;
    NormKind norm = NormKind::Rms;
    RopeStyle rope = RopeStyle::Pairs;
    Activation activation = Activation::Silu;
    Residual residual = Residual::Sequential;
    unsigned needs = kPreNorms | kGate;
    WindowRule window{};
    std::uint32_t noRopeEvery = 0; ///< every nth layer does without positions
    bool ropeInWindowsOnly = false; ///< where there are windows
    float localRopeBase = 0; ///< of layers with a window; 0: as the others
    bool localRopeUnscaled = false;
    bool ropeUnlessUntuned = false; ///< rope.scaling.finetuned = false means no rotation at all
    float alibi = 0; ///< largest bias; the key attention.max_alibi_bias goes first
    std::uint32_t alibiAtLayers = 0; ///< nonzero: only in the size with this many layers, which then has no rotation
    bool embeddingNormIsLast = false; ///< token_embd_norm stands before the head
    bool bareNorms = false; ///< norms without weights
    bool postNormFeedsForward = false; ///< post_attention_norm is the feed-forward's input norm
    bool embeddingTimesRootWidth = false;
    bool dividesLogits = false; ///< by logit_scale, rather than multiplying
    bool queryKeyNormAfterRope = false;
    bool bareQueryKeyNorm = false; ///< RMS without weights, on rotated layers
    float embeddingScale = 1; ///< the keys embedding_scale, residual_scale and logit_scale go before these three
    float residualScaleByDepth = 0; ///< residual scale is this / sqrt(layers)
    float logitBaseWidth = 0; ///< logits are divided by width / this
    std::uint32_t scaleByWidthAtLayers = 0; ///< the one size that scales attention by sqrt(width / heads)
    float attentionSoftCap = 0, logitSoftCap = 0; ///< where the keys are absent
    Gating gating = Gating::Softmax;
    bool normalizesExperts = true;
    bool weighsExpertInput = false; ///< the router's weight multiplies the input, not the output
    bool latentLogMultiplier = false; ///< yarn_log_multiplier is stored times 0.1
    float temperatureScale = 0; ///< attention temperature by position, on layers without rotation
    float temperatureOffset = 0;
    std::uint32_t temperatureLength = 0;
};

std::span<const Architecture> architectures();
/// nullptr for a name that is not in the table.
const Architecture* findArchitecture(std::string_view name);
/// All names, comma-separated, for the message that a model cannot be computed.
std::string architectureNames();

} // namespace headroom::infer
