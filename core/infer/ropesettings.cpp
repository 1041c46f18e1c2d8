// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/ropesettings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

constexpr std::array<std::string_view, 4> kKnown{"none", "linear", "yarn", "longrope"};

/// YaRN's attention temperature, as a magnitude: 1 + 0.1 · multiplier · ln(factor).
double yarnMagnitude(double factor, double multiplier)
{
    return factor <= 1 ? 1 : 1 + 0.1 * multiplier * std::log(factor);
}

double logMultiplier(KeyReader& keys, const Architecture& family)
{
    const double stored = keys.numberOr("rope.scaling.yarn_log_multiplier", 0);
    return family.latentLogMultiplier ? stored / 0.1 : stored;
}

/// Of rotated queries and keys, and so squared of their products.
double magnitude(KeyReader& keys, const Architecture& family, double factor, bool yarn)
{
    const double given = keys.numberOr("rope.scaling.attn_factor", 1);
    if (!yarn)
        return given;
    const double all = logMultiplier(keys, family);
    if (all == 0)
        return given * yarnMagnitude(factor, 1);
    const double own = family.latentLogMultiplier && all != 1 ? all : 1;
    return given * yarnMagnitude(factor, own) / yarnMagnitude(factor, all);
}

double positive(KeyReader& keys, std::string_view name, double absent)
{
    const double value = keys.numberOr(name, absent);
    if (value > 0)
        return value;
    keys.fail(ErrorCode::Corrupt, name, "is not a positive number");
    return absent;
}

RopeSettings readGlobal(KeyReader& keys, const model::Shape& shape, const Architecture& family)
{
    RopeSettings out;
    out.style = family.rope;
    out.dimensions = shape.ropeDimensions;
    out.base = positive(keys, "rope.freq_base", 10000);
    out.originalContext = positive(keys, "rope.scaling.original_context_length", std::max(1U, shape.contextLength));
    const std::string type = keys.has("rope.scaling.type") ? keys.text("rope.scaling.type") : "linear";
    if (!keys.has("rope.scaling.type") && keys.has("rope.scaling.yarn_log_multiplier"))
        keys.fail(ErrorCode::Corrupt, "rope.scaling.type", "is missing, although there are keys of YaRN");
    if (std::find(kKnown.begin(), kKnown.end(), type) == kKnown.end())
        keys.fail(ErrorCode::Unsupported, "rope.scaling.type",
                  fmt::format("rope scaling \"{}\" cannot be evaluated, only {}", type, fmt::join(kKnown, ", ")));
    const char* name = keys.has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear";
    const double stored = keys.numberOr(name, 0);
    if (stored < 0)
        keys.fail(ErrorCode::Corrupt, name, "is not a positive number");
    const double factor = type == "none" || stored <= 0 ? 1 : stored;
    out.scale = 1 / factor;
    out.yarnMix = type == "yarn" ? 1 : 0; // yarn_ext_factor and yarn_attn_factor have no effect in llama.cpp either
    out.yarnFast = positive(keys, "rope.scaling.yarn_beta_fast", 32);
    out.yarnSlow = positive(keys, "rope.scaling.yarn_beta_slow", 1);
    out.yarnWhole = !keys.ofFolder() || keys.boolean("rope.scaling.yarn_truncate", true);
    out.magnitude = magnitude(keys, family, factor, out.yarnMix != 0);
    return out;
}

} // namespace

void readRope(KeyReader& keys, const model::Shape& shape, Settings& out)
{
    const Architecture& family = *out.architecture;
    out.rope = readGlobal(keys, shape, family);
    if (family.ropeIsFixed) {
        out.rope.base = 10000;
        out.rope.scale = out.rope.magnitude = 1;
        out.rope.yarnMix = 0;
    }
    out.originalContext = static_cast<std::size_t>(std::min(out.rope.originalContext, 1e15)); // any context is less
    out.localRope = out.rope;
    const double local = family.localRopeBase != 0 ? static_cast<double>(family.localRopeBase) : out.rope.base;
    out.localRope.base = positive(keys, "rope.freq_base_swa", local);
    out.localRope.dimensions
        = keys.integer("rope.dimension_count_swa", static_cast<std::uint32_t>(out.rope.dimensions));
    if (family.localRopeUnscaled) {
        out.localRope.scale = 1;
        out.localRope.yarnMix = 0;
        out.localRope.magnitude = 1;
    }
    if (family.globalRotatesHalf)
        out.rope.dimensions /= 2;
    if (out.rope.dimensions % 2 != 0)
        keys.fail(ErrorCode::Corrupt, "rope.dimension_count", fmt::format("{} is odd", out.rope.dimensions));
}

void scaleLatentAttention(KeyReader& keys, Settings& out)
{
    double magnitude = 1; // of one family, whose rotated parts carry less than their share of it
    if (out.architecture->latentLogMultiplier) {
        const double multiplier = logMultiplier(keys, *out.architecture);
        magnitude = out.rope.magnitude * (1 + 0.1 * multiplier * std::log(1 / out.rope.scale));
    }
    for (AttentionSettings& layer : out.attention)
        layer.scale = static_cast<float>(magnitude * magnitude / std::sqrt(static_cast<double>(out.latent.keyLength)));
}

} // namespace headroom::infer
