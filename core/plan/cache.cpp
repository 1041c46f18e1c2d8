// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Bytes of one sequence, summed over layers; c = its context rounded up to the engine's cells:
//   attention       kv_heads (key_length + value_length) bytes_per_element × c
//   sliding window  the same × what the engine keeps of a window; llama.cpp: min(c, (window + batch) rounded up)
//   latent          (kv_rank + rotated) bytes_per_element × c: keys and values of all heads out of one vector
//   recurrent       bytes_per_state × (convolution state + recurrent state), whatever the context and the cache type
// Llama 3.1 8B, 8192 tokens, f16: 32 × 8 × 256 × 2 B × 8192 = 1 GiB. Gemma 3 4B, 131072 tokens, batch 512: 29 window
// layers × 4 × 512 × 2 B × 1536 = 174 MiB. DeepSeek R1, 16384 tokens: 576 × 2 B × 16384 = 18 MiB a layer. All logged.
#include "core/plan/cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

namespace headroom::plan {

namespace {

bool sameCache(const model::LayerShape& a, const model::LayerShape& b)
{
    const auto key = [](const model::LayerShape& l) {
        return std::tuple(l.kvHeads, l.keyLength, l.valueLength, l.window, l.sharesCache, l.causal, l.drafts);
    };
    return key(a) == key(b) && a.caches() == b.caches();
}

std::string_view label(const model::LayerShape& layer)
{
    return layer.sharesCache ? "shared_cache" : layer.kind();
}

/// One kind of full attention: the formula that everybody knows.
bool isPlain(const std::vector<CacheKind>& kinds)
{
    return kinds.size() == 1 && kinds.front().layer.kind() == "attention" && !kinds.front().layer.sharesCache;
}

std::vector<TermInput> headInputs(const CacheKind& kind, const KvType& type)
{
    return {computed("layers", kind.layers), computed("kv_heads", kind.layer.kvHeads),
            computed("key_length", kind.layer.keyLength), computed("value_length", kind.layer.valueLength),
            computed("bytes_per_element", type.bytesPerElement, "B")};
}

double elements(const model::LayerShape& layer, std::uint64_t model::LayerCache::*which)
{
    double sum = 0;
    for (const model::LayerCache& cache : layer.caches())
        sum += static_cast<double>(cache.*which);
    return sum;
}

/// What a reader needs to redo the sum for one kind, under names that begin with it.
void addKind(const CacheKind& kind, const Engine& engine, double cells, double batch, std::vector<TermInput>& inputs)
{
    const std::string name(label(kind.layer));
    const auto& layer = kind.layer;
    inputs.push_back(computed(name + "_layers", kind.layers));
    for (const CacheBytes& kept : kind.caches) {
        if (kept.perToken <= 0)
            continue;
        inputs.push_back(computed(name + "_kv_heads", layer.kvHeads));
        inputs.push_back(computed(name + "_key_length", layer.keyLength));
        inputs.push_back(computed(name + "_value_length", layer.valueLength));
        inputs.push_back(computed(name + "_bytes_per_token", kept.perToken, "B"));
        inputs.push_back(computed(name + "_cells", engine.cache.cells(kept.cache, cells, batch), "tokens"));
    }
    if (layer.cachedWindow() > 0)
        inputs.push_back(computed(name + "_tokens", layer.window, "tokens"));
    if (const double bytes = kind.fixed(); bytes > 0) {
        inputs.push_back(computed(name + "_state_numbers", elements(layer, &model::LayerCache::fixed)));
        inputs.push_back(computed(name + "_state_bytes", bytes, "B"));
    }
}

/// What is peculiar to the kinds that occur.
std::string remarks(const Engine& engine, const std::vector<CacheKind>& kinds)
{
    std::string text;
    const auto any = [&](auto&& test) { return std::any_of(kinds.begin(), kinds.end(), test); };
    if (any([](const CacheKind& kind) { return kind.layer.cachedWindow() > 0; }))
        text += "; " + std::string(engine.cache.windowRemark);
    if (any([](const CacheKind& kind) { return kind.layer.latent; }))
        text += "; a latent key is the compressed rank and the rotated part, once for all heads, and has no value "
                "beside it";
    if (any([](const CacheKind& kind) { return kind.fixed() > 0; }))
        text += fmt::format("; states are {} whatever the cache type: state_bytes = layers × state_numbers × {} B",
                            engine.cache.stateType, engine.cache.bytesPerState);
    if (any([](const CacheKind& kind) { return kind.layer.sharesCache; }))
        text += "; some layers read the cache of an earlier one";
    return text;
}

} // namespace

double CacheBytes::traffic(double tokens) const
{
    return perToken * (cache.window > 0 ? std::min(tokens, static_cast<double>(cache.window)) : tokens) + 2 * fixed;
}

double CacheKind::perToken() const
{
    return std::transform_reduce(caches.begin(), caches.end(), 0.0, std::plus<>(),
                                 [](const CacheBytes& kept) { return kept.perToken; });
}

double CacheKind::fixed() const
{
    return std::transform_reduce(caches.begin(), caches.end(), 0.0, std::plus<>(),
                                 [](const CacheBytes& kept) { return kept.fixed; });
}

double CacheKind::bytes(const Engine& engine, double sequenceCells, double batch) const
{
    return std::transform_reduce(caches.begin(), caches.end(), 0.0, std::plus<>(),
                                 [&](const CacheBytes& kept) { return kept.bytes(engine, sequenceCells, batch); });
}

double CacheKind::reach(double tokens) const
{
    return layer.cachedWindow() > 0 ? std::min(tokens, static_cast<double>(layer.cachedWindow())) : tokens;
}

std::vector<CacheKind> cacheKinds(const Engine& engine, const model::Shape& shape, double bytesPerElement,
                                  std::span<const Share> shares)
{
    std::vector<CacheKind> kinds;
    for (std::uint32_t i = 0; i < shape.layers; ++i) {
        const Share share = shares.empty() ? Share::whole() : shares[i];
        if (share.cache <= 0 && share.attention <= 0)
            continue;
        const auto layer = shape.layer(i);
        auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const CacheKind& other) { return sameCache(other.layer, layer); });
        if (kind == kinds.end()) {
            kind = kinds.insert(kinds.end(), CacheKind{layer});
            for (const model::LayerCache& cache : layer.caches())
                kind->caches.push_back({cache});
        }
        const double valueLength = layer.latent ? shape.kvRank : layer.valueLength;
        kind->layers += share.cache;
        for (CacheBytes& kept : kind->caches) {
            kept.perToken += static_cast<double>(kept.cache.perToken) * bytesPerElement * share.cache;
            kept.fixed += static_cast<double>(kept.cache.fixed) * engine.cache.bytesPerState * share.cache;
        }
        kind->attentionWidth += layer.heads * (layer.keyLength + valueLength) * share.attention;
    }
    return kinds;
}

double kvTrafficBytes(const std::vector<CacheKind>& kinds, double context, double requests)
{
    double bytes = 0;
    for (const auto& kind : kinds)
        for (const CacheBytes& kept : kind.caches)
            bytes += kept.traffic(context) * requests;
    return bytes;
}

Term cacheTerm(std::string id, const std::vector<CacheKind>& kinds, const PlanRequest& request, const KvType& type,
               double cells)
{
    const Engine& engine = *request.engine;
    const double sequences = request.workload.concurrency;
    Term term{std::move(id),
              0,
              "B",
              {},
              {},
              Provenance::Computed,
              fmt::format("as {} allocates it: cache type {}; {} tokens rounded up to cells of {}", engine.id,
                          type.name, request.workload.context, engine.cache.step)};
    for (const auto& kind : kinds)
        term.value += kind.bytes(engine, cells, request.batch) * sequences;
    if (!request.model.shape.causal) {
        term.formula = "none: neither keys nor values are kept";
        term.source = "every token sees all others, at once";
        return term;
    }
    if (isPlain(kinds)) {
        term.formula = "layers × kv_heads × (key_length + value_length) × bytes_per_element × cells × sequences";
        term.inputs = headInputs(kinds.front(), type);
        term.inputs.push_back(computed("cells", cells, "tokens"));
    } else {
        term.formula = "Σ kinds of layers (bytes_per_token × cells + state_bytes) × sequences, "
                       "bytes_per_token = layers × kv_heads × (key_length + value_length) × bytes_per_element";
        for (const auto& kind : kinds)
            addKind(kind, engine, cells, request.batch, term.inputs);
        term.inputs.push_back(computed("bytes_per_element", type.bytesPerElement, "B"));
        term.source += remarks(engine, kinds);
    }
    term.inputs.push_back({"sequences", sequences, "", Provenance::Entered, {}});
    return term;
}

Term perTokenTerm(const std::vector<CacheKind>& kinds, const KvType& type, const PlanRequest& request, double cells)
{
    Term term{"kv_bytes_per_token", 0, "B", {}, {}, Provenance::Computed, {}};
    std::vector<TermInput> growing;
    for (const auto& kind : kinds)
        for (const CacheBytes& kept : kind.caches) {
            if (kept.perToken <= 0 || request.engine->cache.cells(kept.cache, cells, request.batch) < cells)
                continue;
            term.value += kept.perToken;
            const std::string name(label(kind.layer));
            growing.push_back(computed(name + "_layers", kind.layers));
            growing.push_back(computed(name + "_bytes_per_token", kept.perToken, "B"));
        }
    if (isPlain(kinds)) {
        term.formula = "layers × kv_heads × (key_length + value_length) × bytes_per_element";
        term.inputs = headInputs(kinds.front(), type);
        return term;
    }
    term.formula = "Σ bytes_per_token of the layers that still grow at this context";
    term.inputs = std::move(growing);
    term.source = "windows that are full and recurrent states take no more";
    return term;
}

} // namespace headroom::plan
