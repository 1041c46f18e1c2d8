// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/layerweights.h"

#include <algorithm>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

/// One norm for every head, one per head (a matrix), or one over all heads together.
Norm headNorm(const LayerSource& source, const std::string& part, std::size_t length, std::size_t heads)
{
    const std::string name = source.name(part);
    const auto shape = source.tensors.shapeOf(name + ".weight");
    if (shape.empty()) {
        if (source.needs(model::kQueryKeyNorms))
            source.tensors.fail(ErrorCode::Corrupt, name + ".weight", "missing");
        return {};
    }
    const NormKind kind = source.settings.norm;
    const float epsilon = source.settings.epsilon;
    if (shape.size() == 2 && shape[0] == 1 && length > 1) { // one number for each head
        const auto gains = source.tensors.numbers(name + ".weight", {1, heads});
        Norm out{kind, epsilon, length, std::vector<float>(padded(length) * heads, 0.0F), {}};
        for (std::size_t h = 0; h < gains.size(); ++h)
            std::fill_n(out.weight.begin() + static_cast<std::ptrdiff_t>(h * padded(length)), length, gains[h]);
        return out;
    }
    if (shape.size() < 2 || shape[1] == 1)
        return source.tensors.norm(name, kind, epsilon, shape[0] == length ? length : length * heads);
    const auto flat = source.tensors.numbers(name + ".weight", {length, heads});
    Norm out{kind, epsilon, length, std::vector<float>(padded(length) * heads, 0.0F), {}};
    for (std::size_t i = 0; i < flat.size(); ++i)
        out.weight[i / length * padded(length) + i % length] = flat[i];
    return out;
}

void resolveProjections(const LayerSource& source, AttentionWeights& out)
{
    const AttentionSettings& s = out.settings;
    const std::uint64_t width = source.shape.embedding;
    const std::uint64_t queryRows = std::uint64_t{s.heads} * s.keyLength;
    const std::uint64_t keyRows = std::uint64_t{s.kvHeads} * s.keyLength;
    const std::uint64_t valueRows = std::uint64_t{s.kvHeads} * s.valueLength;
    if (source.has("attn_qkv.weight")) {
        const Matrix fused
            = source.tensors.matrix(source.name("attn_qkv.weight"), width, queryRows + keyRows + valueRows);
        if (!source.tensors.status())
            return;
        out.query = rowsOf(fused, 0, queryRows);
        out.key = rowsOf(fused, queryRows, keyRows);
        out.value = rowsOf(fused, queryRows + keyRows, valueRows);
        return;
    }
    out.gatedQuery = source.tensors.rowsOf(source.name("attn_q.weight")) == 2 * queryRows;
    if (out.gatedQuery && s.keyLength != s.valueLength)
        source.tensors.fail(ErrorCode::Corrupt, source.name("attn_q.weight"),
                            fmt::format("gates of {} do not go with values of {}", s.keyLength, s.valueLength));
    out.query = source.tensors.matrix(source.name("attn_q.weight"), width, queryRows * (out.gatedQuery ? 2 : 1));
    if (s.cacheOf) {
        for (const char* part : {"attn_k.weight", "attn_v.weight", "attn_k_norm.weight"}) // some files have them
            source.tensors.ignore(source.name(part));
        return;
    }
    out.key = source.tensors.matrix(source.name("attn_k.weight"), width, keyRows);
    const bool same = source.settings.architecture->keysAsValues && !source.has("attn_v.weight");
    out.value = same ? out.key : source.tensors.matrix(source.name("attn_v.weight"), width, valueRows);
}

/// RMS over a head without weights.
Norm bareHeadNorm(const Settings& settings, std::size_t length)
{
    Norm out{NormKind::Rms, settings.epsilon, length, std::vector<float>(length, 1.0F), {}};
    out.weight.resize(padded(length), 0.0F);
    return out;
}

/// Of queries, keys and values.
void resolveHeadNorms(const LayerSource& source, AttentionWeights& out)
{
    const Architecture& family = *source.settings.architecture;
    const AttentionSettings& s = out.settings;
    if (family.bareValueNorm && !s.cacheOf)
        out.valueNorm = bareHeadNorm(source.settings, s.valueLength);
    if (family.bareQueryKeyNorm) {
        if (s.rotates && source.settings.experts.count != 128) // the largest of the family does without
            out.queryNorm = out.keyNorm = bareHeadNorm(source.settings, s.keyLength);
        return;
    }
    out.queryNorm = headNorm(source, "attn_q_norm", s.keyLength, s.heads);
    if (family.bareKeyNorm)
        out.keyNorm = bareHeadNorm(source.settings, s.keyLength);
    else if (!s.cacheOf)
        out.keyNorm = headNorm(source, "attn_k_norm", s.keyLength, s.kvHeads);
}

bool sensible(const LayerSource& source, const AttentionSettings& s)
{
    const std::string where = source.name("attn_q.weight");
    if (s.heads == 0 || s.kvHeads == 0 || s.heads % s.kvHeads != 0)
        source.tensors.fail(ErrorCode::Corrupt, where,
                            fmt::format("{} heads cannot share {} key-value heads", s.heads, s.kvHeads));
    else if (s.keyLength == 0 || s.valueLength == 0)
        source.tensors.fail(ErrorCode::Corrupt, where, "head lengths must not be zero");
    else if (const auto rotated = (s.local ? source.settings.localRope : source.settings.rope).dimensions;
             s.rotates && rotated > s.keyLength)
        source.tensors.fail(ErrorCode::Corrupt, where,
                            fmt::format("{} rotated dimensions in a head of {}", rotated, s.keyLength));
    return source.tensors.status().has_value();
}

void resolveQueries(const LayerSource& source, LatentAttentionWeights& out)
{
    const std::uint64_t width = source.shape.embedding;
    const std::uint64_t rows = std::uint64_t{out.settings.heads} * out.latent.keyLength;
    if (source.has("attn_q.weight")) {
        out.query = source.tensors.matrix(source.name("attn_q.weight"), width, rows);
        return;
    }
    const std::uint64_t rank = out.latent.queryRank;
    out.queryDown = source.tensors.matrix(source.name("attn_q_a.weight"), width, rank);
    out.queryNorm = source.tensors.norm(source.name("attn_q_a_norm"), NormKind::Rms, source.settings.epsilon, rank);
    out.query = source.tensors.matrix(source.name("attn_q_b.weight"), rank, rows);
}

IndexerWeights resolveIndexer(const LayerSource& source)
{
    constexpr float kEpsilon = 1e-6F; // no key says another
    const std::uint64_t width = source.shape.embedding;
    IndexerWeights out;
    out.settings = source.settings.indexer;
    const auto& [heads, length, choices] = out.settings;
    const std::string query = source.name("indexer.attn_q_b.weight");
    if (heads == 0 || length < source.settings.rope.dimensions || choices == 0)
        source.tensors.fail(ErrorCode::Corrupt, query,
                            fmt::format("an indexer of {} heads of {} numbers, {} of them rotated, for {} positions",
                                        heads, length, source.settings.rope.dimensions, choices));
    out.query = source.tensors.matrix(query, source.settings.latent.queryRank, std::uint64_t{heads} * length);
    out.key = source.tensors.matrix(source.name("indexer.attn_k.weight"), width, length);
    out.keyNorm = source.tensors.norm(source.name("indexer.k_norm"), NormKind::Layer, kEpsilon, length);
    out.weigh = source.tensors.matrix(source.name("indexer.proj.weight"), width, heads);
    return out;
}

void resolveLatentUp(const LayerSource& source, LatentAttentionWeights& out)
{
    const std::uint64_t heads = out.settings.heads, rank = out.latent.rank, values = out.latent.valueLength;
    const std::uint64_t plain = out.latent.keyLength - out.rotated;
    if (source.has("attn_kv_b.weight")) {
        out.keyValueUp = source.tensors.matrix(source.name("attn_kv_b.weight"), rank, heads * (plain + values));
        for (const char* part : {"attn_k_b.weight", "attn_v_b.weight"}) // some files hold both forms
            source.tensors.ignore(source.name(part));
        return;
    }
    out.keyUp = source.tensors.matrices(source.name("attn_k_b.weight"), plain, rank, heads);
    out.valueUp = source.tensors.matrices(source.name("attn_v_b.weight"), rank, values, heads);
}

} // namespace

AttentionWeights resolveAttention(const LayerSource& source)
{
    AttentionWeights out;
    out.settings = source.settings.attention[source.index];
    const AttentionSettings& s = out.settings;
    if (!sensible(source, s))
        return out;
    const Architecture& family = *source.settings.architecture;
    resolveProjections(source, out);
    out.output = source.tensors.matrix(source.name("attn_output.weight"), std::uint64_t{s.heads} * s.valueLength,
                                       source.shape.embedding);
    if (source.has("attn_gate.weight") || family.has(model::kAttentionGate)) {
        const std::uint64_t rows = source.tensors.rowsOf(source.name("attn_gate.weight"));
        out.gate = source.tensors.matrix(source.name("attn_gate.weight"), source.shape.embedding,
                                         rows == s.heads ? rows : std::uint64_t{s.heads} * s.valueLength);
    }
    out.softplusGate = family.gatesBySoftplus;
    out.normAfterRope = family.queryKeyNormAfterRope;
    resolveHeadNorms(source, out);
    out.innerNorm = source.tensors.optionalNorm(source.name("attn_sub_norm"), source.settings.norm,
                                                source.settings.epsilon, std::uint64_t{s.heads} * s.valueLength);
    if (source.has("attn_sinks.weight") || source.needs(model::kSinks))
        out.sinks = source.tensors.vector(source.name("attn_sinks.weight"), s.heads);
    return out;
}

LatentAttentionWeights resolveLatentAttention(const LayerSource& source)
{
    LatentAttentionWeights out;
    out.settings = source.settings.attention[source.index];
    out.latent = source.settings.latent;
    out.rotated = source.settings.rope.dimensions;
    if (out.settings.heads == 0 || out.latent.rank == 0 || out.latent.keyLength <= out.rotated
        || out.latent.valueLength == 0) {
        source.tensors.fail(ErrorCode::Corrupt, source.name("attn_kv_a_mqa.weight"),
                            fmt::format("{} heads of {} and {}, {} of them rotated, do not go with a rank of {}",
                                        out.settings.heads, out.latent.keyLength, out.latent.valueLength, out.rotated,
                                        out.latent.rank));
        return out;
    }
    resolveQueries(source, out);
    out.down = source.tensors.matrix(source.name("attn_kv_a_mqa.weight"), source.shape.embedding,
                                     out.latent.rank + out.rotated);
    out.latentNorm
        = source.tensors.norm(source.name("attn_kv_a_norm"), NormKind::Rms, source.settings.epsilon, out.latent.rank);
    resolveLatentUp(source, out);
    if (source.shape.layer(static_cast<std::uint32_t>(source.index)).indexerLength > 0)
        out.indexer = resolveIndexer(source);
    if (out.settings.sparse && (!out.queryDown || (source.index == 0 && !out.indexer)))
        source.tensors.fail(ErrorCode::Corrupt, source.name("attn_q_a.weight"),
                            "an indexer needs compressed queries, and the first layer one");
    out.output
        = source.tensors.matrix(source.name("attn_output.weight"),
                                std::uint64_t{out.settings.heads} * out.latent.valueLength, source.shape.embedding);
    return out;
}

} // namespace headroom::infer
