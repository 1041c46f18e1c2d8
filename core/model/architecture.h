// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a file's tensors and keys cannot tell about a family of models, as one table of small descriptions over
// shared building blocks: one row per family (in architectures/), read by the planner, the forward pass, the quantizers
// and the catalogue alike. Everything else (biases, fused matrices, experts, query-key norms, sinks) is seen from the
// tensors. Names are the values of general.architecture; facts from the families' publications and GGUF's conventions.
// What a family is called in a Hugging Face folder stands in hf/family.cpp.
#pragma once

#include "core/model/layershape.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

enum class NormKind : std::uint8_t { Rms, Layer };
/// Which two numbers of a head are rotated together: (2i, 2i+1), or (i, i + half).
enum class RopeStyle : std::uint8_t { Absent, Pairs, Halves };
enum class Activation : std::uint8_t {
    Silu,
    Gelu, ///< the tanh form
    SquaredRelu,
    Relu,
    ClampedSilu, ///< gpt-oss: min(g, 7) · σ(1.702 g) · (clamp(u, ±7) + 1)
    Xielu, ///< Apertus: another parabola on each side of zero (Shaping in core/infer/weights.h)
};
enum class Residual : std::uint8_t {
    Sequential,
    Parallel, ///< attention and feed-forward read the same input
    ParallelByKey, ///< as the key use_parallel_residual says
    ParallelWithoutNorm, ///< parallel in layers that have no ffn_norm
};
enum class Gating : std::uint8_t { Softmax = 1, Sigmoid = 2, SoftmaxOfChosen = 3 }; ///< expert_gating_func
/// What a token sees, where the file does not say (attention.causal).
enum class Masking : std::uint8_t {
    Causal,
    Bidirectional, ///< an encoder: all others
    Diffusion, ///< likewise, and it fills in masked tokens step by step
};
/// Which layers keep a state instead of keys and values.
enum class Recurrence : std::uint8_t {
    None,
    Every, ///< no attention at all
    Beside, ///< attention and state in every layer
    WithoutKv, ///< where a layer has no KV heads
    WithoutKvAndFfn, ///< likewise, but a layer with a feed-forward width is only that
    Interval, ///< those marked in the file, or all but every n-th
};

/// Which layers choose what they attend to by keys of their own, of the length that attention.indexer.key_length says.
enum class Indexing : std::uint8_t {
    None,
    Every,
    ByTypes, ///< those that attention.indexer.types marks, which others follow; without it all, or every fourth
    BehindDense, ///< those behind the leading dense ones
};
/// What layers that keep a state are, where their sizes do not follow from ssm keys.
enum class StateKind : std::uint8_t {
    Usual,
    Delta, ///< Kimi: three convolutions and a square for each head, of kda.head_dim
    Lightning, ///< MiniMax: a square for each head, of attention.key_length
};

/// Layer i sees only a window unless i % period == period - 1 (with globalFirst: unless i % period == 0).
struct WindowRule {
    WindowKind kind = WindowKind::Whole;
    std::uint32_t period = 0; ///< 0: every layer
    bool globalFirst = false;
    std::uint32_t length = 0; ///< where the key attention.sliding_window is absent; 0: then there is no window
    std::uint32_t atLayers = 0; ///< nonzero: the rule holds from this many layers on
    std::uint32_t fixed = 0; ///< nonzero: the length, whatever the key says (but 0)
};

/// Tensors beside the matrices of attention and feed-forward, or in their place. The forward pass refuses a file that
/// lacks one of the first two groups; those of the second have their companion in companions.cpp. Others are honoured
/// wherever they are present.
enum Tensors : unsigned {
    kPreNorms = 1U << 0U, ///< attn_norm, and ffn_norm unless parallel
    kPostNorms = 1U << 1U, ///< post_attention_norm, post_ffw_norm
    kQueryKeyNorms = 1U << 2U,
    kGate = 1U << 3U, ///< a gated feed-forward
    kSinks = 1U << 4U,

    kNormBiases = 1U << 5U, ///< of attn_norm and output_norm
    kForwardNormBias = 1U << 6U, ///< of ffn_norm
    kPositions = 1U << 7U, ///< learned
    kEmbeddingNorm = 1U << 8U,
    kOwnHead = 1U << 9U, ///< the head is never the embedding table
    kHeadBias = 1U << 10U,
    kFirstOfTwoNorms = 1U << 11U, ///< attn_norm where there is attn_norm_2
    kFusedBias = 1U << 12U, ///< of Q, K, V in one matrix
    kOutputBias = 1U << 13U, ///< of attention's output
    kForwardBiases = 1U << 14U,
    kExpertBiases = 1U << 15U,
    kRouterCorrection = 1U << 16U, ///< exp_probs_b
    kSharedGate = 1U << 17U, ///< the shared expert is weighed by a gate of its own
    kConvolutionBias = 1U << 18U,
    kStepBias = 1U << 19U, ///< of Mamba's time step
    kScanNorms = 1U << 20U, ///< of what Mamba derives from its values
    kGatedScanNorm = 1U << 21U,

    kQueryKeyValueBias = 1U << 22U,
    kGatedAttention = 1U << 23U, ///< a gate beside every query
    kDeltaNet = 1U << 24U, ///< the recurrent layers are gated delta nets
    kSplitGates = 1U << 25U, ///< β and decay of a delta net from two matrices
    kShortConvolution = 1U << 26U, ///< the recurrent layers are that
    kOneNorm = 1U << 27U, ///< attention and feed-forward share a layer's norm, or do not stand in one layer
    kFused = 1U << 28U, ///< Q, K, V in one matrix, gate and up in another
    kWideHeadNorms = 1U << 29U, ///< norms of queries and keys have numbers for every head
    kAttentionGate = 1U << 30U, ///< a matrix of its own gates what is attended
    kStreams = 1U << 31U, ///< several residual streams (AltUp), Laurel and inputs for each layer
};

struct Architecture {
    std::string_view name;
    bool evaluated = true; ///< false: the forward pass cannot compute it; memory and speed can be planned
    std::string_view lacking{}; ///< what it has that the forward pass has not
    bool inLlamaCpp = true; ///< false: llama.cpp has no graph of it, so that only a folder's class says how it computes
    Masking masking = Masking::Causal;
    Recurrence recurrence = Recurrence::None;
    NormKind norm = NormKind::Rms;
    RopeStyle rope = RopeStyle::Pairs;
    Activation activation = Activation::Silu;
    Residual residual = Residual::Sequential;
    unsigned tensors = kPreNorms | kGate; ///< of Tensors
    WindowRule window{};
    std::uint32_t noRopeEvery = 0; ///< every nth layer does without positions; where there are windows, in their order
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
    bool gatesHeads = false; ///< the gate of what is attended is one number for each head
    bool gatesBySoftplus = false; ///< and its function is that, not σ
    bool scalesByLength = false; ///< scores are divided by a head's length, not its root
    bool bareQueryKeyNorm = false; ///< RMS without weights, on rotated layers
    float embeddingScale = 1; ///< the keys embedding_scale, residual_scale and logit_scale go before these three
    float residualScaleByDepth = 0; ///< residual scale is this / sqrt(layers)
    float logitScale = 1; ///< where neither key nor width says another
    float logitBaseWidth = 0; ///< logits are divided by width / this
    std::uint32_t scaleByWidthAtLayers = 0; ///< the one size that scales attention by sqrt(width / heads)
    float attentionSoftCap = 0, logitSoftCap = 0; ///< where the keys are absent
    Gating gating = Gating::Softmax;
    bool normalizesExperts = true;
    bool weighsExpertInput = false; ///< the router's weight multiplies the input, not the output
    bool mixesSparsely = false; ///< two experts, each weighed against those that come close to it (SparseMixer)
    bool latentLogMultiplier = false; ///< yarn_log_multiplier is stored times 0.1
    float temperatureScale = 0; ///< attention temperature by position, on layers without rotation
    float temperatureOffset = 0;
    std::uint32_t temperatureLength = 0;
    std::uint32_t sharedExperts = 0; ///< where the key is absent
    bool expertsAsWide = false; ///< as the model's feed-forward, whatever expert_feed_forward_length says
    bool expertsByTensors = false; ///< no key says which layers are dense: those without a router
    bool countsGateAndUp = false; ///< feed_forward_length is the width of both together
    /// Tensors have the sizes that the keys announce; not those of heads that read another model's states, and of
    /// decoders of sound.
    bool followsItsKeys = true;
    /// Keys after "<architecture>." of those in ownKeys() that this family is computed with, separated by spaces.
    std::string_view heeded{};
    /// Keys without which llama.cpp does not load a file of it, beside the norms' epsilon: nothing is usual.
    std::string_view needed{};
    bool rotatesWhole = false; ///< a head in all its numbers; llama.cpp has no graph for a part
    bool normByKey = false; ///< norms subtract the mean where the epsilon of RMS is absent or zero
    bool bareValueNorm = false; ///< RMS without weights over every head's values
    bool bareKeyNorm = false; ///< likewise of keys, and queries have one weight for each head
    bool bareEmbeddingNorm = false;
    bool embeddingReturns = false; ///< layer_output_scale of it is added behind every layer
    bool keysAsValues = false; ///< where a layer has no attn_v
    bool localRopeWithoutFactors = false; ///< rope_freqs are those of layers without a window
    bool ropeIsFixed = false; ///< with a base of 10000 and unscaled, whatever the keys say
    bool globalRotatesHalf = false; ///< layers without a window rotate half of rope.dimension_count
    bool leadingDenseRotates = false; ///< leading dense layers are rotated, with a window or without
    bool routesEarly = false; ///< the router reads the residual stream before the layer's attention
    bool attentionOutputNormed = false; ///< attn_output_norm is over attention's output, not the feed-forward's input
    bool denseAsWideAsModel = false; ///< the dense part beside experts
    bool clampsActivated = false; ///< swiglu_clamp_exp and _shexp bound the gate behind SiLU, not before
    float attentionScale = 0; ///< of products of queries and keys; 0: by a head's length
    float besideExperts = 0; ///< nonzero: a dense part may stand beside experts; both together are multiplied by it
    float postNormEpsilon = 0; ///< of norms over what attention and feed-forward write; 0: as the others
    bool loops = false; ///< all layers run num_loops times, with the last norm between, unless skip_loop_final_norm
    float withShared = 1; ///< likewise of experts and shared expert
    Indexing indexing = Indexing::None;
    RopeStyle indexerRope = RopeStyle::Pairs; ///< of the keys that choose
    StateKind states = StateKind::Usual;
    std::uint32_t fullInterval = 4; ///< of recurrent layers by Interval: every nth is none
    std::uint32_t ownCaches = 0; ///< nonzero: layers from here on read an earlier one's keys and values
    std::uint32_t sparseLayers = 0; ///< the first so many keep of a gate what stands out of it
    /// Pre-norms feed nothing but the projections of attention, or the feed-forward: scales of channels can be divided
    /// out of them (quant/folding.cpp).
    bool foldsNorms = false;

    bool has(unsigned which) const { return (tensors & which) == which; }
    bool heeds(std::string_view key) const; ///< true of all keys that are not in ownKeys(), and where it is not known
    std::vector<std::string_view> needs() const; ///< with the norms' epsilon, where it is a certain one
};

/// Keys that change what a model computes in some families, and are left aside in all others, as llama.cpp does.
std::vector<std::string_view> ownKeys();

std::span<const Architecture> architectures();
/// A family that is not in the table is as plain as a row can be: every layer attends to everything, unless keys say
/// otherwise.
const Architecture& architectureOf(std::string_view name);
/// As the library's class computes a folder, where llama.cpp's graph does otherwise; else the same.
const Architecture& classArchitectureOf(std::string_view name);
/// Names that the forward pass knows, comma-separated, for the message that a model cannot be computed.
std::string evaluatedArchitectures();

} // namespace headroom::model
