// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/folding.h"

#include "core/model/architecture.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

class Layer {
public:
    Layer(const model::ModelFile& file, std::uint64_t index) : m_file(file), m_prefix(fmt::format("blk.{}.", index)) { }

    bool has(std::string_view name) const { return find(name) != nullptr; }
    bool hasAll(std::initializer_list<std::string_view> names) const
    {
        return std::ranges::all_of(names, [this](std::string_view name) { return has(name); });
    }

    /// The producers are named without ".weight"; a bias is divided too.
    Fold fold(std::string_view producer, std::initializer_list<std::string_view> consumers) const
    {
        Fold out;
        for (const std::string_view part : {".weight", ".bias"})
            if (const auto name = std::string(producer) + std::string(part); has(name))
                out.producers.push_back(m_prefix + name);
        for (const std::string_view name : consumers)
            if (has(name))
                out.consumers.push_back(m_prefix + std::string(name));
        return out;
    }

    /// Rows of the one are the columns of the other.
    bool chained(std::string_view producer, std::string_view consumer) const
    {
        const auto* from = find(producer);
        const auto* to = find(consumer);
        return from && to && from->shape.size() == 2 && to->shape.size() == 2 && from->rows() == to->columns();
    }

private:
    const model::TensorInfo* find(std::string_view name) const { return m_file.find(m_prefix + std::string(name)); }

    const model::ModelFile& m_file;
    std::string m_prefix;
};

void addAttention(const Layer& layer, std::vector<Fold>& folds)
{
    if (layer.has("attn_norm.weight") && layer.hasAll({"attn_q.weight", "attn_k.weight", "attn_v.weight"}))
        folds.push_back(layer.fold("attn_norm", {"attn_q.weight", "attn_k.weight", "attn_v.weight"}));
    else if (layer.hasAll({"attn_norm.weight", "attn_qkv.weight"}))
        folds.push_back(layer.fold("attn_norm", {"attn_qkv.weight"}));
    // With grouped queries several heads read one value row: their scales would have to agree.
    if (layer.chained("attn_v.weight", "attn_output.weight") && !layer.has("attn_sub_norm.weight"))
        folds.push_back(layer.fold("attn_v", {"attn_output.weight"}));
}

void addFeedForward(const Layer& layer, std::vector<Fold>& folds)
{
    if (layer.has("ffn_gate_inp.weight") || layer.has("ffn_gate_exps.weight"))
        return; // the router and all experts read the norm
    if (layer.hasAll({"ffn_norm.weight", "ffn_up.weight"}))
        folds.push_back(layer.fold("ffn_norm", {"ffn_gate.weight", "ffn_up.weight"}));
    // Linear in the rows of up only where the gate is a matrix of its own.
    if (layer.has("ffn_gate.weight") && layer.chained("ffn_up.weight", "ffn_down.weight")
        && !layer.has("ffn_sub_norm.weight"))
        folds.push_back(layer.fold("ffn_up", {"ffn_down.weight"}));
}

} // namespace

std::vector<Fold> findFolds(const model::ModelFile& file)
{
    const auto architecture = file.metadata().text("general.architecture");
    if (!architecture || !model::architectureOf(*architecture).foldsNorms)
        return {};
    const auto layers = file.metadata().unsignedInteger(std::string(*architecture) + ".block_count");
    std::vector<Fold> folds;
    for (std::uint64_t i = 0; i < std::min(layers.value_or(0), std::uint64_t{100000}); ++i) {
        const Layer layer(file, i);
        addAttention(layer, folds);
        addFeedForward(layer, folds);
    }
    return folds;
}

} // namespace headroom::quant
