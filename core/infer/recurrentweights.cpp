// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Tensors of recurrent blocks under GGUF's names. What ssm_a holds is −exp of the trained logarithm already.
#include "core/infer/layerweights.h"

#include <fmt/format.h>

namespace headroom::infer {

namespace {

/// Keys contradict each other, or the arithmetic would divide by zero.
bool refuse(const LayerSource& source, bool wrong, std::string detail)
{
    if (wrong)
        source.tensors.fail(ErrorCode::Corrupt, source.prefix() + "ssm", std::move(detail));
    return !source.tensors.status();
}

Convolution convolution(const LayerSource& source, const std::string& part, std::size_t channels)
{
    const std::size_t taps = source.shape.recurrent.convKernel;
    const std::string name = source.name(part);
    const auto weight = source.tensors.numbers(name + ".weight", {taps, channels});
    std::vector<float> bias;
    if (source.tensors.has(name + ".bias"))
        bias = source.tensors.vector(name + ".bias", channels);
    return Convolution::fromChannels(weight, taps, std::move(bias));
}

/// Norms of `rows` parts of a row, each with weights of its own.
Norm groupNorm(const LayerSource& source, const std::string& name, std::size_t columns, std::size_t rows)
{
    const bool flat = source.tensors.shapeOf(name).size() == 1;
    const auto weight
        = flat ? source.tensors.vector(name, columns * rows) : source.tensors.numbers(name, {columns, rows});
    Norm out{NormKind::Rms, source.settings.epsilon, columns, std::vector<float>(padded(columns) * rows, 0.0F), {}};
    for (std::size_t i = 0; i < weight.size(); ++i)
        out.weight[i / columns * padded(columns) + i % columns] = weight[i];
    return out;
}

/// Without weights.
Norm bareNorm(const LayerSource& source, std::size_t columns)
{
    const auto own = source.tensors.file().metadata().number(source.shape.architecture + ".ssm.dt_b_c_epsilon");
    const float epsilon = own && source.tensors.file().version() == 0 ? static_cast<float>(*own) // of a folder's class
                                                                      : source.settings.epsilon;
    Norm out{NormKind::Rms, epsilon, columns, std::vector<float>(columns, 1.0F), {}};
    out.weight.resize(padded(columns), 0.0F);
    return out;
}

} // namespace

ChannelScanWeights resolveChannelScan(const LayerSource& source)
{
    const auto& r = source.shape.recurrent;
    const std::uint64_t width = source.shape.embedding;
    ChannelScanWeights out;
    out.channels = r.inner;
    out.state = r.state;
    out.rank = r.rank;
    if (refuse(source, r.inner == 0 || r.state == 0 || r.rank == 0 || r.convKernel == 0,
               fmt::format("{} channels with {} states, rank {}, {} taps", r.inner, r.state, r.rank, r.convKernel)))
        return out;
    out.input = source.tensors.matrix(source.name("ssm_in.weight"), width, 2 * out.channels);
    out.convolution = convolution(source, "ssm_conv1d", out.channels);
    out.parameters = source.tensors.matrix(source.name("ssm_x.weight"), out.channels, out.rank + 2 * out.state);
    out.time = source.tensors.matrix(source.name("ssm_dt.weight"), out.rank, out.channels);
    const bool bare
        = source.tensors.file().metadata().boolean(source.shape.architecture + ".ssm.dt_b_c_rms").value_or(false);
    const auto norm = [&](const char* part, std::size_t columns) {
        if (bare && !source.has(std::string(part) + ".weight"))
            return bareNorm(source, columns);
        return source.tensors.optionalNorm(source.name(part), NormKind::Rms, source.settings.epsilon, columns);
    };
    out.timeNorm = norm("ssm_dt_norm", out.rank);
    out.writeNorm = norm("ssm_b_norm", out.state);
    out.readNorm = norm("ssm_c_norm", out.state);
    const auto decay = source.tensors.numbers(source.name("ssm_a"), {out.state, out.channels});
    out.decay.resize(padded(out.state) * out.channels, 0.0F);
    for (std::size_t i = 0; i < decay.size(); ++i)
        out.decay[i / out.state * padded(out.state) + i % out.state] = decay[i];
    out.skip = source.tensors.vector(source.name("ssm_d"), out.channels);
    out.output = source.tensors.matrix(source.name("ssm_out.weight"), out.channels, width);
    return out;
}

HeadScanWeights resolveHeadScan(const LayerSource& source)
{
    const auto& r = source.shape.recurrent;
    const std::uint64_t width = source.shape.embedding, inner = r.inner;
    HeadScanWeights out;
    out.heads = r.rank;
    out.groups = r.groups;
    out.state = r.state;
    const bool uneven = r.rank == 0 || r.groups == 0 || inner % std::max(1U, r.rank) != 0
        || r.rank % std::max(1U, r.groups) != 0 || inner % std::max(1U, r.groups) != 0;
    if (refuse(source, uneven || inner == 0 || r.state == 0 || r.convKernel == 0,
               fmt::format("{} channels in {} heads and {} groups with {} states, {} taps", inner, r.rank, r.groups,
                           r.state, r.convKernel)))
        return out;
    out.headLength = inner / out.heads;
    const std::uint64_t mixed = inner + 2 * out.groups * out.state;
    out.input = source.tensors.matrix(source.name("ssm_in.weight"), width, inner + mixed + out.heads);
    out.convolution = convolution(source, "ssm_conv1d", mixed);
    out.timeBias = source.tensors.vector(source.name("ssm_dt.bias"), out.heads);
    out.decay = source.tensors.numbers(source.name("ssm_a"), {1, out.heads});
    out.skip = source.tensors.numbers(source.name("ssm_d"), {1, out.heads});
    if (source.has("ssm_norm.weight"))
        out.norm = groupNorm(source, source.name("ssm_norm.weight"), inner / out.groups, out.groups);
    out.output = source.tensors.matrix(source.name("ssm_out.weight"), inner, width);
    return out;
}

DeltaNetWeights resolveDeltaNet(const LayerSource& source)
{
    const auto& r = source.shape.recurrent;
    const std::uint64_t width = source.shape.embedding, inner = r.inner;
    DeltaNetWeights out;
    out.heads = r.rank;
    out.keyHeads = r.groups;
    out.keyLength = r.state;
    out.epsilon = source.settings.epsilon;
    if (refuse(source,
               r.rank == 0 || r.groups == 0 || r.rank % std::max(1U, r.groups) != 0 || inner % std::max(1U, r.rank) != 0
                   || inner == 0 || r.state == 0 || r.convKernel == 0,
               fmt::format("{} value heads in {} numbers, {} key heads of {}, {} taps", r.rank, inner, r.groups,
                           r.state, r.convKernel)))
        return out;
    out.valueLength = inner / out.heads;
    const std::uint64_t mixed = inner + 2 * out.keyHeads * out.keyLength;
    out.input = source.tensors.matrix(source.name("attn_qkv.weight"), width, mixed);
    out.convolution = convolution(source, "ssm_conv1d", mixed);
    if (source.has("ssm_ba.weight")) {
        out.betaAlpha = source.tensors.matrix(source.name("ssm_ba.weight"), width, 2 * out.heads);
    } else {
        out.interleaved = true;
        out.beta = source.tensors.matrix(source.name("ssm_beta.weight"), width, out.heads);
        out.alpha = source.tensors.matrix(source.name("ssm_alpha.weight"), width, out.heads);
    }
    out.timeBias = source.tensors.vector(source.name("ssm_dt.bias"), out.heads);
    out.decay = source.tensors.vector(source.name("ssm_a"), out.heads);
    out.gate = source.tensors.matrix(source.name("attn_gate.weight"), width, inner);
    out.norm = groupNorm(source, source.name("ssm_norm.weight"), out.valueLength, 1);
    out.output = source.tensors.matrix(source.name("ssm_out.weight"), inner, width);
    return out;
}

ShortConvolutionWeights resolveShortConvolution(const LayerSource& source)
{
    const std::uint64_t width = source.shape.embedding;
    ShortConvolutionWeights out;
    if (refuse(source, source.shape.recurrent.convKernel == 0, "the short convolution has no taps"))
        return out;
    out.input = source.tensors.matrix(source.name("shortconv.in_proj.weight"), width, 3 * width);
    out.convolution = convolution(source, "shortconv.conv", width);
    out.output = source.tensors.matrix(source.name("shortconv.out_proj.weight"), width, width);
    return out;
}

} // namespace headroom::infer
