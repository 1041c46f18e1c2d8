// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model's hyperparameters as the forward pass needs them: the keys of its file, with the defaults of its family
// where a key is absent. Per-layer values are resolved to one number per layer.
#pragma once

#include "core/infer/rope.h"
#include "core/model/architecture.h"
#include "core/model/description.h"

#include <optional>

namespace headroom::infer {

using model::Architecture;
using model::Gating;
using model::NormKind;
using model::Residual;
using model::WindowKind;

/// Reads "<architecture>.<name>", one value or one per layer, and remembers the first error. Of a GGUF file what its
/// family does not heed counts as not said.
class KeyReader {
public:
    KeyReader(const model::ModelFile& file, const std::string& architecture)
        : m_file(file), m_family(model::architectureOf(architecture)), m_prefix(architecture + ".")
    {
    }
    bool has(std::string_view name) const;
    /// Item `layer` of an array; the value itself otherwise. A boolean counts as 0 or 1.
    std::optional<double> number(std::string_view name, std::size_t layer = 0);
    double numberOr(std::string_view name, double absent) { return number(name).value_or(absent); }
    std::uint32_t integer(std::string_view name, std::uint32_t absent, std::size_t layer = 0);
    bool boolean(std::string_view name, bool absent);
    std::string text(std::string_view name);
    bool isArray(std::string_view name) const;
    /// A folder is computed as its class does, a GGUF file as llama.cpp does, which has less.
    bool ofFolder() const { return m_file.version() == 0; }
    std::string where(std::string_view name) const; ///< "file, key "…"", for errors
    const Status& status() const { return m_status; }
    void fail(ErrorCode code, std::string_view name, std::string detail);

private:
    std::string whole(std::string_view name) const;
    const model::Value* find(std::string_view name) const;

    const model::ModelFile& m_file;
    const Architecture& m_family;
    std::string m_prefix;
    Status m_status;
};

/// The query is multiplied by 1 + scale · ln(⌊(position + offset) / length⌋ + 1).
struct Temperature {
    float scale = 0;
    float offset = 0;
    float length = 1;
    float at(std::size_t position) const;
};

/// One layer's attention.
struct AttentionSettings {
    std::uint32_t heads = 0;
    std::uint32_t kvHeads = 0;
    std::uint32_t keyLength = 0;
    std::uint32_t valueLength = 0;
    float scale = 0;
    float softCap = 0; ///< 0: none
    float alibi = 0; ///< largest bias; 0: none
    float clamp = 0; ///< of queries, keys and values; 0: none
    float valueScale = 1; ///< of what comes out of attention
    WindowKind windowKind = WindowKind::Whole;
    std::size_t window = 0; ///< positions, the query's own included
    bool rotates = true;
    bool local = false; ///< rotates with the windowed layers' own base
    std::optional<std::uint32_t> cacheOf{}; ///< the layer whose keys and values it reads; empty: its own
    Temperature temperature;
    bool sparse = false; ///< attends to those positions only that an indexer chose
};

/// How a feed-forward's gate is bent beside its activation, or the activation's own parameters.
struct Shaping {
    float clamp = 0; ///< SiLU's argument is at most this, the other factor within ±this; 0: they are not bounded
    bool clampsActivated = false; ///< SiLU's value is at most that, rather than its argument
    float sparsity = 0; ///< of a gate remains what stands this many standard deviations out of its mean; 0: all
    float above = 0, below = 0, slope = 0, ceiling = 0; ///< of Xielu
};

/// One layer's feed-forward: of its dense or shared part, and of its experts.
struct ForwardSettings {
    Shaping dense, experts;
};

struct ExpertSettings {
    std::uint32_t count = 0;
    std::uint32_t used = 0;
    std::uint32_t groups = 0, groupsUsed = 0; ///< 0 or 1: no groups
    Gating gating = Gating::Softmax;
    bool normalizes = true;
    float scale = 1;
    bool weighsInput = false;
    std::optional<float> jitter{}; ///< mixes sparsely: twice this, relative, is how close others come
    float withShared = 1; ///< experts and shared expert together are multiplied by this
    std::uint32_t perGroup = 0; ///< Grove: so many experts in a row have an adjugate one in common; 0: there are none
    float groupScale = 1; ///< of what the adjugate experts add
};

struct LatentSettings { ///< multi-head latent attention (DeepSeek-V2, 2024)
    std::uint32_t rank = 0; ///< kv_lora_rank
    std::uint32_t queryRank = 0;
    std::uint32_t keyLength = 0, valueLength = 0; ///< per head, decompressed
};

struct IndexerSettings { ///< DeepSeek-V3.2 (2025): keys of their own choose the positions that are attended to
    std::uint32_t heads = 0, length = 0;
    std::uint32_t choices = 0; ///< positions
};

struct Settings {
    const Architecture* architecture = nullptr;
    std::uint32_t layers = 0; ///< that are evaluated: without those for predicting several tokens
    NormKind norm = NormKind::Rms;
    float epsilon = 1e-5F;
    std::vector<AttentionSettings> attention; ///< per layer
    std::vector<ForwardSettings> forward; ///< per layer
    RopeSettings rope, localRope; ///< factors are still empty
    std::size_t originalContext = 0;
    ExpertSettings experts;
    LatentSettings latent;
    IndexerSettings indexer;
    bool parallel = false;
    bool plainBetweenLoops = false; ///< the last norm does not stand between two runs through the layers
    float embeddingScale = 1;
    float residualScale = 1;
    float logitScale = 1;
    float logitSoftCap = 0;
};

/// Errors: Unsupported (architecture, rope scaling), Corrupt (contradictory keys).
Result<Settings> readSettings(const model::ModelFile& file, const model::Shape& shape);

} // namespace headroom::infer
