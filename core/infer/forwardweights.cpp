// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/layerweights.h"

#include <fmt/format.h>

namespace headroom::infer {

namespace {

/// Names of a feed-forward's three matrices, without ".weight".
struct Names {
    std::string gate, up, down;
};

/// Splits [gate; up], where up alone would have half the rows.
void splitGate(const Matrix& both, Matrix& gate, Matrix& up)
{
    gate = rowsOf(both, 0, both.rows / 2);
    up = rowsOf(both, both.rows / 2, both.rows / 2);
}

DenseWeights resolveDense(const LayerSource& source, const Names& names)
{
    Resolver& tensors = source.tensors;
    const std::uint64_t width = source.shape.embedding;
    DenseWeights out;
    out.activation = source.settings.architecture->activation;
    const std::uint64_t inner = tensors.shapeOf(names.down + ".weight").empty()
        ? source.shape.feedForward
        : tensors.shapeOf(names.down + ".weight").front();
    const bool fused = !tensors.has(names.gate + ".weight") && tensors.rowsOf(names.up + ".weight") == 2 * inner;
    if (fused) {
        const Matrix both = tensors.matrix(names.up + ".weight", width, 2 * inner);
        if (both)
            splitGate(both, out.gate, out.up);
    } else {
        if (tensors.has(names.gate + ".weight") || source.needs(model::kGate))
            out.gate = tensors.matrix(names.gate + ".weight", width, inner);
        out.up = tensors.matrix(names.up + ".weight", width, inner);
    }
    out.down = tensors.matrix(names.down + ".weight", inner, width);
    return out;
}

/// All experts of one matrix, stacked in one tensor, or in the older form one tensor per expert.
std::vector<Matrix> resolveStack(const LayerSource& source, const std::string& name, std::uint64_t columns,
                                 std::uint64_t rows)
{
    const std::uint64_t count = source.settings.experts.count;
    if (!source.has("ffn_down.0.weight"))
        return source.tensors.matrices(source.name(name + "_exps.weight"), columns, rows, count);
    std::vector<Matrix> out;
    for (std::uint64_t i = 0; i < count; ++i)
        out.push_back(source.tensors.matrix(source.name(fmt::format("{}.{}.weight", name, i)), columns, rows));
    return out;
}

std::uint64_t expertWidth(const LayerSource& source)
{
    for (const char* part : {"ffn_down_exps.weight", "ffn_down.0.weight"})
        if (const auto shape = source.tensors.shapeOf(source.name(part)); !shape.empty())
            return shape.front();
    return source.shape.feedForward;
}

void resolveExperts(const LayerSource& source, ExpertWeights& out)
{
    const std::uint64_t width = source.shape.embedding, inner = expertWidth(source);
    std::vector<Matrix> gate, up;
    if (source.has("ffn_gate_up_exps.weight")) {
        for (const Matrix& both : resolveStack(source, "ffn_gate_up", width, 2 * inner))
            splitGate(both, gate.emplace_back(), up.emplace_back());
    } else {
        if (source.has("ffn_gate_exps.weight") || source.has("ffn_gate.0.weight") || source.needs(model::kGate))
            gate = resolveStack(source, "ffn_gate", width, inner);
        up = resolveStack(source, "ffn_up", width, inner);
    }
    const std::vector<Matrix> down = resolveStack(source, "ffn_down", inner, width);
    if (!source.tensors.status())
        return;
    for (std::size_t i = 0; i < out.settings.count; ++i)
        out.experts.push_back(
            {source.settings.architecture->activation, gate.empty() ? Matrix{} : gate[i], up[i], down[i], Norm{}});
}

ExpertWeights resolveMixture(const LayerSource& source)
{
    ExpertWeights out;
    out.settings = source.settings.experts;
    const std::string router = source.name("ffn_gate_inp.weight");
    if (out.settings.count == 0 || out.settings.used == 0 || out.settings.used > out.settings.count) {
        source.tensors.fail(ErrorCode::Corrupt, router,
                            fmt::format("experts, but the keys say {} of {}", out.settings.used, out.settings.count));
        return out;
    }
    out.router = source.tensors.matrix(router, source.shape.embedding, out.settings.count);
    for (const char* part : {"exp_probs_b.bias", "exp_probs_b"})
        if (source.has(part))
            out.selectionBias = source.tensors.vector(source.name(part), out.settings.count);
    resolveExperts(source, out);
    if (source.has("ffn_up_shexp.weight"))
        out.shared = resolveDense(
            source, {source.name("ffn_gate_shexp"), source.name("ffn_up_shexp"), source.name("ffn_down_shexp")});
    if (source.has("ffn_gate_inp_shexp.weight"))
        out.sharedGate = source.tensors.matrix(source.name("ffn_gate_inp_shexp.weight"), source.shape.embedding, 1);
    return out;
}

} // namespace

ForwardWeights resolveForward(const LayerSource& source)
{
    if (source.has("ffn_gate_inp.weight"))
        return resolveMixture(source);
    const auto own = source.shape.layer(static_cast<std::uint32_t>(source.index));
    if (!source.has("ffn_up.weight") && !source.has("ffn_down.weight") && own.feedForward == 0)
        return std::monostate{};
    DenseWeights out = resolveDense(source, {source.name("ffn_gate"), source.name("ffn_up"), source.name("ffn_down")});
    out.innerNorm = source.tensors.optionalNorm(source.name("ffn_sub_norm"), source.settings.architecture->norm,
                                                source.settings.epsilon, out.down.columns);
    return out;
}

} // namespace headroom::infer
