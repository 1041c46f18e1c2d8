// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Tensors of a llama-type model under llama.cpp's names; shapes are [columns, rows(, experts)].
#include "core/model/description.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

class TensorList {
public:
    explicit TensorList(tensor::Type type) : m_type(type) { }
    void weight(std::string name, std::vector<std::uint64_t> shape)
    {
        m_specs.push_back({std::move(name), m_type, std::move(shape)});
    }
    /// Norms and routers stay F32: they are tiny, and quantizing them costs quality.
    void precise(std::string name, std::vector<std::uint64_t> shape)
    {
        m_specs.push_back({std::move(name), tensor::Type::F32, std::move(shape)});
    }
    std::vector<TensorSpec> take() { return std::move(m_specs); }

private:
    tensor::Type m_type;
    std::vector<TensorSpec> m_specs;
};

void addAttention(TensorList& list, const Shape& shape, const std::string& block)
{
    const std::uint64_t width = shape.embedding;
    list.precise(block + "attn_norm.weight", {width});
    list.weight(block + "attn_q.weight", {width, std::uint64_t{shape.heads} * shape.keyLength});
    list.weight(block + "attn_k.weight", {width, std::uint64_t{shape.kvHeads} * shape.keyLength});
    list.weight(block + "attn_v.weight", {width, std::uint64_t{shape.kvHeads} * shape.valueLength});
    list.weight(block + "attn_output.weight", {std::uint64_t{shape.heads} * shape.valueLength, width});
}

void addFeedForward(TensorList& list, const Shape& shape, const std::string& block)
{
    const std::uint64_t width = shape.embedding, inner = shape.feedForward, experts = shape.experts;
    list.precise(block + "ffn_norm.weight", {width});
    if (experts == 0) {
        list.weight(block + "ffn_gate.weight", {width, inner});
        list.weight(block + "ffn_down.weight", {inner, width});
        list.weight(block + "ffn_up.weight", {width, inner});
        return;
    }
    list.precise(block + "ffn_gate_inp.weight", {width, experts});
    list.weight(block + "ffn_gate_exps.weight", {width, inner, experts});
    list.weight(block + "ffn_down_exps.weight", {inner, width, experts});
    list.weight(block + "ffn_up_exps.weight", {width, inner, experts});
}

} // namespace

std::vector<TensorSpec> tensorsOf(const Shape& shape, tensor::Type type)
{
    TensorList list(type);
    list.weight("token_embd.weight", {shape.embedding, shape.vocabulary});
    list.precise("output_norm.weight", {shape.embedding});
    if (!shape.tiedOutput)
        list.weight("output.weight", {shape.embedding, shape.vocabulary});
    for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
        const std::string block = fmt::format("blk.{}.", layer);
        addAttention(list, shape, block);
        addFeedForward(list, shape, block);
    }
    return list.take();
}

} // namespace headroom::model
