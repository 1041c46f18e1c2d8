// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/layerweights.h"

#include <cmath>
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
    out.shaping = source.settings.forward[source.index].dense;
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

/// One of these for each group of experts.
void resolveAdjugate(const LayerSource& source, ExpertWeights& out)
{
    const std::string down = source.name("ffn_down_chexps.weight");
    if (!source.has("ffn_down_chexps.weight"))
        return;
    const std::uint64_t width = source.shape.embedding, count = source.settings.experts.count;
    const std::uint64_t inner = source.tensors.shapeOf(down).front(), each = out.settings.perGroup;
    if (each == 0 || count % each != 0 || count == each)
        return source.tensors.fail(ErrorCode::Corrupt, down, fmt::format("groups of {} among {} experts", each, count));
    const auto stack = [&](const char* name, std::uint64_t columns, std::uint64_t rows) {
        return source.tensors.matrices(source.name(name), columns, rows, count / each);
    };
    const auto gate = stack("ffn_gate_chexps.weight", width, inner), up = stack("ffn_up_chexps.weight", width, inner),
               downs = stack("ffn_down_chexps.weight", inner, width);
    for (std::size_t i = 0; source.tensors.status() && i < downs.size(); ++i)
        out.adjugate.push_back({source.settings.architecture->activation, {}, gate[i], up[i], downs[i], Norm{}});
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
        out.experts.push_back({source.settings.architecture->activation, source.settings.forward[source.index].experts,
                               gate.empty() ? Matrix{} : gate[i], up[i], down[i], Norm{}});
}

/// What the router reads, where that is not what the experts read.
void resolveRouterInput(const LayerSource& source, ExpertWeights& out)
{
    out.routesEarly = source.settings.architecture->routesEarly;
    if (!source.has("ffn_gate_inp.scale"))
        return;
    const std::size_t width = source.shape.embedding;
    std::vector<float> weight = source.tensors.vector(source.name("ffn_gate_inp.scale"), width);
    for (float& value : weight)
        value /= std::sqrt(static_cast<float>(width));
    weight.resize(padded(width), 0.0F);
    out.routerNorm = {NormKind::Rms, source.settings.epsilon, width, std::move(weight), {}};
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
    resolveRouterInput(source, out);
    resolveExperts(source, out);
    if (source.has("ffn_down_exps.scale"))
        out.scales = source.tensors.vector(source.name("ffn_down_exps.scale"), out.settings.count);
    resolveAdjugate(source, out);
    if (source.has("ffn_up_shexp.weight"))
        out.shared = resolveDense(
            source, {source.name("ffn_gate_shexp"), source.name("ffn_up_shexp"), source.name("ffn_down_shexp")});
    if (source.has("ffn_gate_inp_shexp.weight"))
        out.sharedGate = source.tensors.matrix(source.name("ffn_gate_inp_shexp.weight"), source.shape.embedding, 1);
    return out;
}

DenseWeights resolveUsualDense(const LayerSource& source)
{
    return resolveDense(source, {source.name("ffn_gate"), source.name("ffn_up"), source.name("ffn_down")});
}

} // namespace

std::optional<BesideWeights> resolveBeside(const LayerSource& source)
{
    const bool mixture = source.has("ffn_gate_inp.weight"), dense = source.has("ffn_up.weight");
    if (source.settings.architecture->besideExperts == 0 || !mixture || !dense)
        return std::nullopt;
    BesideWeights out;
    const bool own = source.has("ffn_norm_exps.weight") || source.has("pre_ffw_norm_2.weight");
    if (own) // of the experts; else both read the same
        out.inputNorm = source.norm("ffn_norm", true);
    out.dense = resolveUsualDense(source);
    out.outputNorm = source.norm("post_ffw_norm_1", false);
    return out;
}

ForwardWeights resolveForward(const LayerSource& source)
{
    if (source.has("ffn_gate_inp.weight"))
        return resolveMixture(source);
    const auto own = source.shape.layer(static_cast<std::uint32_t>(source.index));
    if (!source.has("ffn_up.weight") && !source.has("ffn_down.weight") && own.feedForward == 0)
        return std::monostate{};
    DenseWeights out = resolveUsualDense(source);
    out.innerNorm = source.tensors.optionalNorm(source.name("ffn_sub_norm"), source.settings.norm,
                                                source.settings.epsilon, out.down.columns);
    return out;
}

} // namespace headroom::infer
