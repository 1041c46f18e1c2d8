// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model's tensors, found by name, with shapes and types checked once, so that the forward pass checks nothing.
// A layer is a mixer, which looks at other positions, and a feed-forward, which does not. Matrices stay packed in the
// mapped file (fused ones are split into views of their rows); vectors are decoded.
#pragma once

#include "core/infer/convolution.h"
#include "core/infer/norm.h"
#include "core/infer/observer.h"
#include "core/infer/settings.h"
#include "core/infer/transformer.h"

#include <variant>

namespace headroom::infer {

using model::Activation;

/// [rows, columns] in a packed format; multiplies from the left: out = W x + bias.
struct Matrix {
    TensorId id;
    tensor::Type type = tensor::Type::F32;
    std::span<const std::byte> data; ///< in the mapped file
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t rowBytes = 0;
    std::vector<float> bias; ///< empty, or one per row

    std::span<const std::byte> row(std::size_t index) const { return data.subspan(index * rowBytes, rowBytes); }
    explicit operator bool() const { return rows != 0; }
};

/// A norm of a head's length (one for all heads, or a row of weights for each), or of the whole projection.
struct AttentionWeights {
    AttentionSettings settings;
    Matrix query, key, value, output;
    bool gatedQuery = false; ///< each head's query is followed by a gate: output · σ(gate)
    Matrix gate; ///< the same from a matrix of its own: a row for every number, or one for each head
    bool softplusGate = false; ///< output · ln(1 + exp(gate)), rather than σ
    Norm queryNorm, keyNorm, valueNorm; ///< the last of each head
    bool normAfterRope = false;
    Norm innerNorm; ///< before the output projection
    std::vector<float> sinks; ///< empty, or one per head
};

/// A position's score for a query is the sum over heads of weight · max(0, query · key); the best ones are attended to.
struct IndexerWeights {
    IndexerSettings settings;
    Matrix query; ///< of the compressed query
    Matrix key; ///< of the layer's input, as the next
    Norm keyNorm;
    Matrix weigh; ///< a row for each head
};

/// Multi-head latent attention: keys and values are rebuilt from one short vector per position.
struct LatentAttentionWeights {
    AttentionSettings settings;
    LatentSettings latent;
    std::size_t rotated = 0; ///< dimensions of a key that carry the position
    Matrix queryDown, query; ///< queryDown may be absent: query reads the layer's input
    Norm queryNorm;
    Matrix down; ///< [latent.rank + rotated, width]
    Norm latentNorm;
    std::vector<Matrix> keyUp; ///< per head [rank, plain key length]: queries come down to the latent vector
    std::vector<Matrix> valueUp; ///< per head [value length, rank]
    Matrix keyValueUp; ///< the older form, in place of the two: keys and values of all heads
    std::optional<IndexerWeights> indexer; ///< absent where attention is sparse: an earlier layer's choice holds
    Matrix output;
};

/// Mamba: every channel has decays of its own, and its time step comes out of a narrow product.
struct ChannelScanWeights {
    std::size_t channels = 0, state = 0, rank = 0;
    Matrix input; ///< [values, gates]
    Convolution convolution;
    Matrix parameters; ///< [time step (rank), B, C]
    Norm timeNorm, readNorm, writeNorm; ///< of those three; may be absent
    Matrix time; ///< rank to channels, with its bias
    std::vector<float> decay; ///< [channels][padded state], negative
    std::vector<float> skip;
    Matrix output;
};

/// Mamba-2: heads with one decay each; groups of heads share what they write to and read from the state.
struct HeadScanWeights {
    std::size_t heads = 0, headLength = 0, groups = 0, state = 0;
    Matrix input; ///< [gates, values, B and C of each group, time steps]
    Convolution convolution; ///< of values, B and C
    std::vector<float> timeBias, decay, skip; ///< per head
    Norm norm; ///< of each group, after the gates; may be absent
    Matrix output;
};

/// Gated delta net: key heads are shared by value heads.
struct DeltaNetWeights {
    std::size_t heads = 0, keyHeads = 0, keyLength = 0, valueLength = 0;
    bool interleaved = false; ///< value head h has key head h mod keyHeads, rather than h / (heads / keyHeads)
    float epsilon = 0; ///< added to the squared length of a query or key
    Matrix input; ///< [queries, keys, values]
    Convolution convolution;
    Matrix betaAlpha; ///< per key head its value heads' β, then their time steps; or absent, and
    Matrix beta, alpha; ///< per value head
    std::vector<float> timeBias, decay; ///< per value head
    Matrix gate;
    Norm norm; ///< of a value head, before its gate
    Matrix output;
};

/// In place of attention (Llama-3.1-Nemotron-51B): one matrix, which looks at no other position.
struct LinearWeights {
    Matrix output;
};

/// Gated short convolution: out = C · convolution(B · x).
struct ShortConvolutionWeights {
    Matrix input; ///< [B, C, x]
    Convolution convolution;
    Matrix output;
};

using MixerWeights = std::variant<AttentionWeights, LatentAttentionWeights, ChannelScanWeights, HeadScanWeights,
                                  DeltaNetWeights, ShortConvolutionWeights, LinearWeights>;

struct DenseWeights {
    Activation activation = Activation::Silu;
    Shaping shaping;
    Matrix gate, up, down; ///< gate may be absent
    Norm innerNorm; ///< before down
};

struct ExpertWeights {
    ExpertSettings settings;
    Matrix router;
    bool routesEarly = false; ///< the router reads the residual stream before the layer's mixers
    Norm routerNorm; ///< of the residual stream before the feed-forward, for the router alone; may be absent
    std::vector<float> scales; ///< empty, or one per expert: its weight is multiplied by this
    std::vector<float> selectionBias; ///< empty, or one per expert; chooses, but does not weigh
    std::vector<DenseWeights> experts;
    std::vector<DenseWeights> adjugate; ///< Grove: of groups of experts; they read what the experts have written
    std::optional<DenseWeights> shared; ///< for every token
    Matrix sharedGate; ///< absent, or one row: the shared expert counts σ of it
};

using ForwardWeights = std::variant<std::monostate, DenseWeights, ExpertWeights>;

/// A dense feed-forward that stands beside experts.
struct BesideWeights {
    Norm inputNorm; ///< of the residual stream; absent: it reads what the experts read
    DenseWeights dense;
    Norm outputNorm;
};

/// What a layer adds out of the model's inputs for it: up(gelu(gate · stream) × input), normed.
struct LayerInputWeights {
    Matrix gate, up;
    Norm norm;
};

/// Learned augmented residual (Menghani et al. 2024): x + norm(right · left · x), x the mixers' input. Stream and
/// mixers' output together with it are divided by √2.
struct LaurelWeights {
    Matrix left, right;
    Norm norm;
};

/// Alternating updates (Baykal et al. 2023): of several residual streams the first goes through the layer, the others
/// are predicted before and corrected behind it, by factors that tanh(router · norm(first)) mixes.
struct AltUpWeights {
    Norm routerNorm; ///< its weights are divided by the width
    Matrix router; ///< [streams, width]
    Matrix predict; ///< [streams², streams]: of each stream, how much of every stream is added
    Matrix correct; ///< [streams, streams]
    std::vector<float> correctScale; ///< of the first, for the layer's own input
};

struct Layer {
    Norm inputNorm; ///< any norm may be absent
    std::vector<MixerWeights> mixers; ///< their outputs add up; nearly always one, none in a layer that is feed-forward
    Norm mixerOutputNorm;
    Norm forwardNorm;
    ForwardWeights forward;
    Norm branchNorm; ///< of what forward writes, before what stands beside it is added
    std::optional<BesideWeights> beside;
    float together = 1; ///< of forward and what stands beside it
    Norm forwardOutputNorm;
    bool parallel = false; ///< the feed-forward reads the layer's input; without forwardNorm, after inputNorm
    std::optional<LaurelWeights> laurel;
    std::optional<AltUpWeights> altUp;
    std::optional<LayerInputWeights> own;
    Norm behindNorm; ///< of the residual stream behind the layer: between two runs through all of them
    float outputScale = 1; ///< of the residual stream behind the layer
    float embeddingShare = 0; ///< of the embedding, added behind the layer
};

/// A vector for each layer out of a second table and the embedding: (norm(projection · embedding / √width) +
/// √length · table) / √2.
struct LayerInputsWeights {
    std::size_t length = 0; ///< of one layer's
    Matrix table; ///< [vocabulary, layers × length]; absent rows: there is none of all this
    Matrix projection; ///< [layers × length, width]
    Norm norm;
};

/// The other residual streams of AltUp begin as products of the embedding with its length, and end likewise.
struct StreamsWeights {
    std::vector<Matrix> spread, merge; ///< one fewer than there are streams
    std::size_t count() const { return spread.size() + 1; }
};

struct ModelWeights {
    std::shared_ptr<const model::ModelFile> file;
    model::Shape shape;
    Settings settings;
    Matrix embedding;
    Matrix positions; ///< absent, or one row per position
    Norm embeddingNorm;
    LayerInputsWeights layerInputs;
    StreamsWeights streams;
    std::vector<Layer> layers;
    Norm outputNorm;
    Matrix head; ///< the embedding where it is tied
    std::vector<float> ropeFactors; ///< empty, or one divisor per rotated pair
    std::vector<float> longFactors, shortFactors; ///< for contexts beyond the original one, and for others
};

/// The rotation of all layers, or of those with a window, as a context of this length chooses its factors.
RopeSettings ropeOf(const ModelWeights& weights, bool local, std::size_t context);
/// Errors: see Transformer::load.
Result<ModelWeights> loadWeights(std::shared_ptr<const model::ModelFile> file);
/// Whether Transformer::load would take it, by its keys, names and shapes alone: no weight is read. Errors: as there.
Status checkComputable(const model::ModelFile& file);

} // namespace headroom::infer
