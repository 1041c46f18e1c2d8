// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Tensors of a model under llama.cpp's names; shapes are [columns, rows(, experts)]. What a family has beside the
// tensors of llama, or in their place, its row says (architecture.h); what a layer has follows from its shape.
#include "core/model/architecture.h"
#include "core/model/description.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model {

namespace {

class TensorList {
public:
    TensorList(const Shape& shape, tensor::Type type)
        : m_shape(shape), m_type(type), m_family(architectureOf(shape.architecture))
    {
    }
    std::vector<TensorSpec> list();

private:
    using Extents = std::vector<std::uint64_t>;
    bool has(unsigned which) const { return m_family.has(which); }
    void weight(const char* name, Extents extents) { m_specs.push_back({m_block + name, m_type, std::move(extents)}); }
    /// Norms, biases and routers stay F32: they are tiny, and quantizing them costs quality.
    void precise(const char* name, Extents extents)
    {
        m_specs.push_back({m_block + name, tensor::Type::F32, std::move(extents)});
    }
    void addAttention(const LayerShape& layer);
    void addLatentAttention(const LayerShape& layer);
    void addRecurrent();
    void addDeltaNet();
    void addShortConvolution();
    void addForward(const LayerShape& layer);
    void addExperts(const LayerShape& layer);
    void addLayer(std::uint32_t index);

    const Shape& m_shape;
    tensor::Type m_type;
    const Architecture& m_family;
    std::string m_block; ///< "blk.3."
    std::vector<TensorSpec> m_specs;
};

void TensorList::addAttention(const LayerShape& layer)
{
    const std::uint64_t width = m_shape.embedding;
    const std::uint64_t queries = std::uint64_t{layer.heads} * layer.keyLength;
    const std::uint64_t keys = std::uint64_t{layer.kvHeads} * layer.keyLength;
    const std::uint64_t values = std::uint64_t{layer.kvHeads} * layer.valueLength;
    if (has(kFused)) {
        weight("attn_qkv.weight", {width, queries + keys + values});
    } else {
        weight("attn_q.weight", {width, queries * (has(kGatedAttention) ? 2 : 1)});
        weight("attn_k.weight", {width, keys});
        weight("attn_v.weight", {width, values});
    }
    weight("attn_output.weight", {std::uint64_t{layer.heads} * layer.valueLength, width});
    if (has(kAttentionGate))
        weight("attn_gate.weight", {width, std::uint64_t{layer.heads} * (m_family.gatesHeads ? 1 : layer.valueLength)});
    if (has(kQueryKeyValueBias)) {
        precise("attn_q.bias", {queries});
        precise("attn_k.bias", {keys});
        precise("attn_v.bias", {values});
    }
    if (has(kOutputBias))
        precise("attn_output.bias", {width});
    if (has(kSinks))
        precise("attn_sinks.weight", {layer.heads});
    if (has(kQueryKeyNorms)) {
        const bool wide = has(kWideHeadNorms);
        precise("attn_q_norm.weight", {layer.keyLength * (wide ? std::uint64_t{layer.heads} : 1)});
        precise("attn_k_norm.weight", {layer.keyLength * (wide ? std::uint64_t{layer.kvHeads} : 1)});
    }
}

void TensorList::addLatentAttention(const LayerShape& layer)
{
    const std::uint64_t width = m_shape.embedding, heads = layer.heads, rank = m_shape.kvRank;
    const std::uint64_t key = m_shape.keyLengthExpanded, value = m_shape.valueLengthExpanded;
    const std::uint64_t plain = key - std::min<std::uint64_t>(key, m_shape.ropeDimensions);
    if (m_shape.queryRank) {
        weight("attn_q_a.weight", {width, m_shape.queryRank});
        precise("attn_q_a_norm.weight", {m_shape.queryRank});
        weight("attn_q_b.weight", {m_shape.queryRank, heads * key});
    } else {
        weight("attn_q.weight", {width, heads * key});
    }
    weight("attn_kv_a_mqa.weight", {width, rank + m_shape.ropeDimensions});
    precise("attn_kv_a_norm.weight", {rank});
    weight("attn_k_b.weight", {plain, rank, heads});
    weight("attn_v_b.weight", {rank, value, heads});
    weight("attn_output.weight", {heads * value, width});
}

void TensorList::addRecurrent()
{
    if (has(kDeltaNet))
        return addDeltaNet();
    if (has(kShortConvolution))
        return addShortConvolution();
    const auto& r = m_shape.recurrent;
    const std::uint64_t width = m_shape.embedding, inner = r.inner, state = r.state, groups = r.groups, heads = r.rank;
    const bool first = groups == 0; // Mamba, not Mamba-2
    const std::uint64_t convolved = inner + 2 * groups * state;
    weight("ssm_in.weight", {width, first ? 2 * inner : inner + convolved + heads});
    precise("ssm_conv1d.weight", {r.convKernel, convolved});
    precise("ssm_conv1d.bias", {convolved});
    if (first) {
        weight("ssm_x.weight", {inner, heads + 2 * state});
        weight("ssm_dt.weight", {heads, inner});
        if (has(kScanNorms)) {
            precise("ssm_dt_norm.weight", {heads});
            precise("ssm_b_norm.weight", {state});
            precise("ssm_c_norm.weight", {state});
        }
    }
    precise("ssm_dt.bias", {first ? inner : heads});
    precise("ssm_a", first ? Extents{state, inner} : Extents{1, heads});
    precise("ssm_d", first ? Extents{inner} : Extents{1, heads});
    if (!first)
        precise("ssm_norm.weight", groups == 1 ? Extents{inner} : Extents{inner / groups, groups});
    weight("ssm_out.weight", {inner, width});
}

void TensorList::addDeltaNet()
{
    const auto& r = m_shape.recurrent;
    const std::uint64_t width = m_shape.embedding, inner = r.inner, heads = r.rank;
    const std::uint64_t convolved = inner + 2ULL * r.groups * r.state;
    weight("attn_qkv.weight", {width, convolved});
    weight("attn_gate.weight", {width, inner});
    precise("ssm_conv1d.weight", {r.convKernel, convolved});
    precise("ssm_dt.bias", {heads});
    precise("ssm_a", {heads});
    if (has(kSplitGates)) {
        weight("ssm_alpha.weight", {width, heads});
        weight("ssm_beta.weight", {width, heads});
    } else {
        weight("ssm_ba.weight", {width, 2 * heads});
    }
    precise("ssm_norm.weight", {heads ? inner / heads : inner});
    weight("ssm_out.weight", {inner, width});
}

void TensorList::addShortConvolution()
{
    const std::uint64_t width = m_shape.embedding;
    precise("shortconv.conv.weight", {m_shape.recurrent.convKernel, width});
    weight("shortconv.in_proj.weight", {width, 3 * width});
    weight("shortconv.out_proj.weight", {width, width});
}

void TensorList::addExperts(const LayerShape& layer)
{
    const std::uint64_t width = m_shape.embedding, inner = layer.feedForward, experts = layer.experts;
    precise("ffn_gate_inp.weight", {width, experts});
    if (has(kGate))
        weight("ffn_gate_exps.weight", {width, inner, experts});
    weight("ffn_down_exps.weight", {inner, width, experts});
    weight("ffn_up_exps.weight", {width, inner, experts});
    if (has(kExpertBiases)) {
        precise("ffn_gate_inp.bias", {experts});
        precise("ffn_gate_exps.bias", {inner, experts});
        precise("ffn_down_exps.bias", {width, experts});
        precise("ffn_up_exps.bias", {inner, experts});
    }
    if (m_shape.expertsBiased)
        precise("exp_probs_b.bias", {experts});
    if (const std::uint64_t shared = m_shape.sharedFeedForward) {
        if (has(kGate))
            weight("ffn_gate_shexp.weight", {width, shared});
        weight("ffn_down_shexp.weight", {shared, width});
        weight("ffn_up_shexp.weight", {width, shared});
        if (has(kSharedGate))
            precise("ffn_gate_inp_shexp.weight", {width});
    }
}

void TensorList::addForward(const LayerShape& layer)
{
    const std::uint64_t width = m_shape.embedding, inner = layer.feedForward;
    if (inner == 0)
        return;
    if (m_family.postNormFeedsForward)
        precise("post_attention_norm.weight", {width});
    else if (has(kPreNorms) && !has(kOneNorm))
        precise("ffn_norm.weight", {width});
    if (layer.experts > 0)
        return addExperts(layer);
    if (has(kGate) && !has(kFused))
        weight("ffn_gate.weight", {width, inner});
    weight("ffn_down.weight", {inner, width});
    weight("ffn_up.weight", {width, has(kFused) ? 2 * inner : inner});
}

void TensorList::addLayer(std::uint32_t index)
{
    m_block = fmt::format("blk.{}.", index);
    const LayerShape layer = m_shape.layer(index);
    if (has(kPreNorms) || m_family.postNormFeedsForward)
        precise("attn_norm.weight", {m_shape.embedding});
    if (layer.attends())
        layer.latent ? addLatentAttention(layer) : addAttention(layer);
    if (layer.recurrent())
        addRecurrent();
    if (has(kPostNorms))
        precise("post_attention_norm.weight", {m_shape.embedding});
    addForward(layer);
    if (has(kPostNorms))
        precise("post_ffw_norm.weight", {m_shape.embedding});
}

std::vector<TensorSpec> TensorList::list()
{
    weight("token_embd.weight", {m_shape.embedding, m_shape.vocabulary});
    if (!m_family.bareNorms)
        precise(m_family.embeddingNormIsLast ? "token_embd_norm.weight" : "output_norm.weight", {m_shape.embedding});
    if (!m_shape.tiedOutput)
        weight("output.weight", {m_shape.embedding, m_shape.vocabulary});
    for (std::uint32_t layer = 0; layer < m_shape.layers; ++layer)
        addLayer(layer);
    return std::move(m_specs);
}

} // namespace

std::vector<TensorSpec> tensorsOf(const Shape& shape, tensor::Type type)
{
    return TensorList(shape, type).list();
}

} // namespace headroom::model
