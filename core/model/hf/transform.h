// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: where a GGUF tensor differs from the checkpoint's in more than its name, a transform says how, in both
// directions. Each checks the shapes that it relies on; nothing is read before the rows are.
#pragma once

#include "core/model/hf/rows.h"

namespace headroom::model::hf {

/// What transforms need to know of a model, from its GGUF keys.
struct Geometry {
    std::uint64_t heads = 0, kvHeads = 0, keyLength = 0, valueLength = 0;
    std::uint64_t embedding = 0;
    std::uint64_t latent = 0, unrotated = 0; ///< MLA: kv_lora_rank, and what of a key is not rotated
    std::uint64_t rotated = 0; ///< numbers at the beginning of a head
    std::uint64_t groups = 0, state = 0, steps = 0, inner = 0; ///< of a recurrent layer; a delta net's key heads, the
                                                               ///< length of their keys, value heads, all their values
    std::vector<double> multipliers; ///< constants that are part of weights in GGUF, see families/falconh1.cpp
    std::string headsKey, kvHeadsKey; ///< as the model's configuration names them, for errors
    static Geometry of(const Metadata& metadata);
};

/// stored → ours. An error's `where` is filled in by the caller.
using Forward = Result<Rows> (*)(Rows stored, const Geometry& geometry);
/// ours → stored; `parts` in the order of their numbers, one for most.
using Inverse = Result<Rows> (*)(std::vector<Rows> parts, const Geometry& geometry);

struct Transform {
    Forward forward = nullptr;
    Inverse inverse = nullptr;
    std::size_t part = 0; ///< which of the tensors that one stored tensor is cut into
    std::size_t parts = 1;
};

/// Key after "<architecture>.": Geometry::multipliers, float32.
inline constexpr std::string_view kWeightMultipliers = "weight_multipliers";

/// What is wrong with shapes; its place is filled in by the caller.
tl::unexpected<Error> wrong(std::string detail);

extern const Transform kCopy;
extern const Transform kQueryHeads, kKeyHeads; ///< halves ↔ pairs: llama's rotation differs between the two worlds
extern const Transform kPlusOne; ///< norms stored as the difference from one
extern const Transform kTransposed; ///< Conv1D of GPT-2: [inputs, outputs]
extern const Transform kNeoxQkv; ///< [heads, 3, length] ↔ [3, heads, length]
extern const Transform kGroupedQkv; ///< per KV head its queries, its key, its value ↔ all queries, all keys, all values
extern const Transform kGroupedQuery, kGroupedKey,
    kGroupedValue; ///< the same in three, queries and keys as kQueryHeads
/// CodeGen: a quarter of all queries, of all values and of all keys, four times
extern const Transform kQuarteredQuery, kQuarteredKey, kQuarteredValue;
extern const Transform kLatentKey, kLatentValue; ///< MLA's kv_b_proj
extern const Transform kUpperHalf, kLowerHalf; ///< of each expert's rows, or of a matrix's
extern const Transform kUpperColumns, kLowerColumns; ///< the same of experts that are stored transposed
extern const Transform kEvenRows, kOddRows; ///< gpt-oss, four bits: gate and up alternate
extern const Transform kEvenColumns, kOddColumns, kExpertsTransposed; ///< gpt-oss, plain: transposed as well
extern const Transform kEvenItems, kOddItems; ///< gpt-oss: biases
extern const Transform kMinusExp; ///< A_log ↔ −exp(A_log), one for each head
extern const Transform kMinusExpEach; ///< the same of a matrix
extern const Transform kSqueezed; ///< convolutions: [channels, 1, taps] ↔ [channels, taps]
extern const Transform kByGroup; ///< [n] ↔ [groups, n / groups], where there is more than one
extern const Transform kRowVector; ///< [1, n] ↔ [n]
extern const Transform kAsColumnVector; ///< [n] ↔ rows of one
extern const Transform kFirstTwo, kAfterTwo; ///< rows of a table: two that no token has, and the others
// Delta nets. A key head's value heads follow each other in checkpoints; Qwen 3.5's take turns in GGUF: head i belongs
// to key head i % groups.
extern const Transform kDeltaMixed, kDeltaGate; ///< per key head its query, key, values, gates ↔ queries, keys, values
extern const Transform kTurnedMixed, kTurnedConvolution; ///< queries, keys, values; what convolves them
extern const Transform kTurnedValues; ///< rows of values
extern const Transform kTurnedHeads, kTurnedMinusExp; ///< a row, or a number, of each head
extern const Transform kTurnedColumns; ///< columns of values

} // namespace headroom::model::hf
