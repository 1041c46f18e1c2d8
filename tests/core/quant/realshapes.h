// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the tensor lists of six published models, from their public configurations, to hold the mixture rules against
// what llama-quantize reports for them. No weights. As in the recorded dry runs, Qwen3 stands here without its query
// and key norms and Falcon without its last bias (bytes that no rule touches).
#pragma once

#include "core/model/description.h"

#include <string>

namespace headroom::test {

struct RealModel {
    const char* name;
    const char* architecture;
    std::uint32_t layers, embedding, feedForward, heads, kvHeads, headSize, vocabulary, experts;
    bool tied, projectionBias;
};

inline constexpr RealModel kRealModels[] = {
    {"llama-3-8b", "llama", 32, 4096, 14336, 32, 8, 128, 128256, 0, false, false},
    {"llama-2-7b", "llama", 32, 4096, 11008, 32, 32, 128, 32000, 0, false, false},
    {"mixtral-8x7b", "llama", 32, 4096, 14336, 32, 8, 128, 32000, 8, false, false},
    {"qwen2.5-0.5b-tied", "qwen2", 24, 896, 4864, 14, 2, 64, 151936, 0, true, true},
    {"qwen3-30b-a3b", "qwen3moe", 48, 2048, 768, 32, 4, 128, 151936, 128, false, false},
    {"falcon-7b", "falcon", 32, 4544, 18176, 71, 1, 64, 65024, 0, false, false},
};

/// Adds tensors; matrices F16, the rest F32.
class ModelBuilder {
public:
    explicit ModelBuilder(const RealModel& real)
    {
        model.name = real.name;
        auto& shape = model.shape;
        shape.architecture = real.architecture;
        shape.layers = real.layers;
        shape.embedding = real.embedding;
        shape.feedForward = real.feedForward;
        shape.heads = real.heads;
        shape.kvHeads = real.kvHeads;
        shape.keyLength = shape.valueLength = real.headSize;
        shape.vocabulary = real.vocabulary;
        shape.experts = real.experts;
        shape.tiedOutput = real.tied;
    }
    void matrix(const std::string& name, std::vector<std::uint64_t> dimensions)
    {
        model.tensors.push_back({name, tensor::Type::F16, std::move(dimensions)});
    }
    void plain(const std::string& name, std::vector<std::uint64_t> dimensions)
    {
        model.tensors.push_back({name, tensor::Type::F32, std::move(dimensions)});
    }
    model::Description model;
};

inline void addFalconLayer(ModelBuilder& add, const RealModel& m, const std::string& blk)
{
    add.plain(blk + "attn_norm.weight", {m.embedding});
    add.plain(blk + "attn_norm.bias", {m.embedding});
    add.matrix(blk + "attn_qkv.weight", {m.embedding, (m.heads + 2 * m.kvHeads) * m.headSize});
    add.matrix(blk + "attn_output.weight", {m.embedding, m.embedding});
    add.matrix(blk + "ffn_up.weight", {m.embedding, m.feedForward});
    add.matrix(blk + "ffn_down.weight", {m.feedForward, m.embedding});
}

inline void addFeedForward(ModelBuilder& add, const RealModel& m, const std::string& blk)
{
    if (m.experts == 0) {
        add.matrix(blk + "ffn_gate.weight", {m.embedding, m.feedForward});
        add.matrix(blk + "ffn_up.weight", {m.embedding, m.feedForward});
        add.matrix(blk + "ffn_down.weight", {m.feedForward, m.embedding});
        return;
    }
    add.plain(blk + "ffn_gate_inp.weight", {m.embedding, m.experts});
    add.matrix(blk + "ffn_gate_exps.weight", {m.embedding, m.feedForward, m.experts});
    add.matrix(blk + "ffn_up_exps.weight", {m.embedding, m.feedForward, m.experts});
    add.matrix(blk + "ffn_down_exps.weight", {m.feedForward, m.embedding, m.experts});
}

inline void addLayer(ModelBuilder& add, const RealModel& m, const std::string& blk)
{
    const std::uint64_t queries = m.heads * m.headSize;
    const std::uint64_t keys = m.kvHeads * m.headSize;
    add.plain(blk + "attn_norm.weight", {m.embedding});
    add.matrix(blk + "attn_q.weight", {m.embedding, queries});
    add.matrix(blk + "attn_k.weight", {m.embedding, keys});
    add.matrix(blk + "attn_v.weight", {m.embedding, keys});
    add.matrix(blk + "attn_output.weight", {queries, m.embedding});
    if (m.projectionBias) {
        add.plain(blk + "attn_q.bias", {queries});
        add.plain(blk + "attn_k.bias", {keys});
        add.plain(blk + "attn_v.bias", {keys});
    }
    add.plain(blk + "ffn_norm.weight", {m.embedding});
    addFeedForward(add, m, blk);
}

inline model::Description describeReal(const RealModel& real)
{
    ModelBuilder add(real);
    add.matrix("token_embd.weight", {real.embedding, real.vocabulary});
    const bool falcon = std::string_view(real.architecture) == "falcon";
    for (std::uint32_t layer = 0; layer < real.layers; ++layer) {
        const std::string blk = "blk." + std::to_string(layer) + ".";
        falcon ? addFalconLayer(add, real, blk) : addLayer(add, real, blk);
    }
    add.plain("output_norm.weight", {real.embedding});
    if (!real.tied)
        add.matrix("output.weight", {real.embedding, real.vocabulary});
    return add.model;
}

} // namespace headroom::test
