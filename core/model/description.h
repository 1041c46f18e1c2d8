// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what planning, quantizing and evaluating need to know of a model, whether it was read from a file or stands in
// the catalogue: shapes and a tensor list, no weights.
#pragma once

#include "core/model/layershape.h"
#include "core/model/modelfile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headroom::model {

/// Selective scan, delta net (key and value heads are groups and heads here) or short convolution.
struct RecurrentShape {
    std::uint32_t convKernel = 0; ///< taps; the state holds one less
    std::uint32_t inner = 0; ///< width inside the block
    std::uint32_t state = 0; ///< per channel; delta net: length of a key head
    std::uint32_t groups = 0;
    std::uint32_t rank = 0; ///< mamba: of the time step; mamba-2 and delta net: heads
};

/// How the vectors of a text's tokens become one, or a score. Numbers are GGUF's.
enum class Pooling : std::uint8_t { None, Mean, Cls, Last, Rank };

/// Hyperparameters; 0 or empty where the architecture has none. Where layers differ, the numbers here are the largest
/// and `perLayer` has each.
struct Shape {
    std::string architecture; ///< "llama"
    std::uint32_t layers = 0;
    std::uint32_t embedding = 0; ///< width of the residual stream
    std::uint32_t feedForward = 0;
    std::uint32_t heads = 0;
    std::uint32_t kvHeads = 0;
    std::uint32_t keyLength = 0; ///< per head; never assumed to be embedding / heads
    std::uint32_t valueLength = 0;
    std::uint32_t ropeDimensions = 0;
    std::uint32_t vocabulary = 0;
    std::uint32_t contextLength = 0; ///< trained context
    std::uint32_t experts = 0;
    std::uint32_t expertsUsed = 0;
    std::uint32_t expertsShared = 0; ///< used for every token, beside the chosen ones
    std::uint32_t expertFeedForward = 0; ///< width of one expert; 0: feedForward
    std::uint32_t sharedFeedForward = 0; ///< width of all shared experts together
    bool expertsBiased = false; ///< choosing experts takes a learned correction per expert (expert_gating_func sigmoid)
    std::uint32_t leadingDense = 0; ///< layers before the first one with experts
    std::uint32_t window = 0; ///< tokens a windowed layer looks back
    std::uint32_t kvRank = 0; ///< latent attention: compressed keys and values
    std::uint32_t queryRank = 0; ///< latent attention: compressed queries; 0: not compressed
    std::uint32_t keyLengthExpanded = 0; ///< latent attention: per head, rotated part included
    std::uint32_t valueLengthExpanded = 0;
    RecurrentShape recurrent;
    std::vector<LayerShape> perLayer; ///< empty: all alike
    float rmsEpsilon = 1e-5F;
    float ropeBase = 10000.0F;
    float ropeScale = 1.0F; ///< positions are multiplied by this (linear scaling: 1 / factor)
    bool tiedOutput = false; ///< the head is the embedding table
    bool causal = true; ///< false: an encoder, which keeps no cache and generates nothing
    Pooling pooling = Pooling::None;
    bool headless = false; ///< has no head that continues a text, not even the embedding table
    std::uint32_t drafting = 0; ///< layers, the last ones, that predict tokens further ahead
    std::uint32_t tokens = 0; ///< that have a text; the table of `vocabulary` rows may have spare ones. 0: not known
    std::string ropeScaling; ///< "linear", "yarn", …; empty or "none": positions as they are

    LayerShape layer(std::uint32_t index) const;
};

struct TensorSpec {
    std::string name;
    tensor::Type type = tensor::Type::F16;
    std::vector<std::uint64_t> shape; ///< shape[0] is the row length
    std::uint64_t storedBytes = 0; ///< where it is stored in no type of ours, but in a folder's scheme; else 0
    std::uint64_t elements() const;
    std::uint64_t bytes() const; ///< as stored
    std::uint64_t readBytes() const; ///< in `type`, as it is computed with; a part of a block counts whole
};

/// Weights of all experts of a layer, of which a token uses some ("blk.0.ffn_up_exps.weight").
bool isRoutedExpert(std::string_view tensor);
/// The layer in "blk.12.attn_q.weight", also behind "enc." and "dec."; nothing for what stands outside of layers.
std::optional<std::uint32_t> layerOf(std::string_view tensor);
/// Of a tower for pictures or sound, or between it and the text model ("v.blk.0.attn_q.weight").
bool isTower(std::string_view tensor);
/// What of a layer drafts tokens ("blk.61.nextn.eh_proj.weight").
bool isDrafting(std::string_view tensor);

struct Description {
    std::string name; ///< general.name, file name, or catalogue name
    std::string source; ///< path, or the catalogue's source
    Shape shape;
    std::vector<TensorSpec> tensors;
    std::uint64_t fileBytes = 0; ///< 0 for models without weights: of the catalogue, a config.json, a header
    std::string quantization; ///< see ModelFile
    std::string unsized; ///< see ModelFile
    std::vector<LeftOut> leftOut; ///< beside the text model, in the same files
    std::uint64_t parameters() const;
    /// Weights that one token is multiplied with: of the experts those used; without an embedding table that is only
    /// looked up, layers that draft, and towers.
    std::uint64_t activeParameters() const;
    std::uint64_t activeBytes() const; ///< of the same weights, what generating one token reads here
    std::uint64_t weightBytes() const; ///< sum over tensors
    double bitsPerWeight() const; ///< as stored
};

/// Works for every architecture with the standard keys; whether it can be computed, Transformer::load says.
/// Errors: Unsupported (no such keys, a shard, an adapter, no tensors), Corrupt (missing or contradictory keys, wrong
/// tensor shapes).
Result<Description> describe(const ModelFile& file);
/// Whether a GGUF file is what llama.cpp calls mmproj: towers and projector, to be loaded beside a text model.
bool isProjector(const ModelFile& file);
/// Such a file as one part. Errors: Unsupported (anything else).
Result<LeftOut> describeProjector(const ModelFile& file);
/// The tensor list of a catalogue model in one type (norms F32), named as llama.cpp names them.
std::vector<TensorSpec> tensorsOf(const Shape& shape, tensor::Type type);

} // namespace headroom::model
