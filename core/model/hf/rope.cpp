// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Scalings of rotation: linear (positions / factor), YaRN (Peng et al. 2023), Llama 3 (per pair factors, written out
// as the tensor rope_freqs.weight), LongRoPE (two tables of factors). Llama 3: with wavelength w = 2π / frequency and
// the trained context c, a pair's factor is 1 for w < c / high, `factor` for w > c / low, and between them
// 1 / ((1 − s) / factor + s) with s = (c / w − low) / (high − low).
#include "core/model/ggufcursor.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace headroom::model::hf {

namespace {

double numberOr(const Json& json, const char* key, double absent)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : absent;
}

/// What one scaling needs: its own description, the model's, and where results go.
struct Scaling {
    const Json& rope;
    const Json& config;
    Metadata& metadata;
    std::map<std::string, Rows>& tensors;
    std::string prefix;

    void set(const char* key, double value) const { metadata.set(prefix + key, {static_cast<float>(value)}); }
    void type(const char* name) const { metadata.set(prefix + "rope.scaling.type", {std::string(name)}); }
    double context() const { return double(metadata.unsignedInteger(prefix + "context_length").value_or(0)); }
    double original() const
    {
        return numberOr(rope, "original_max_position_embeddings",
                        numberOr(config, "original_max_position_embeddings", context()));
    }
    void setOriginal() const
    {
        const double tokens = original();
        if (tokens >= 1 && tokens < 4e9)
            metadata.set(prefix + "rope.scaling.original_context_length", {static_cast<std::uint32_t>(tokens)});
    }
    std::uint64_t dimensions() const { return metadata.unsignedInteger(prefix + "rope.dimension_count").value_or(0); }
};

Status none(const Scaling&)
{
    return {};
}

Status linear(const Scaling& scaling)
{
    scaling.type("linear");
    scaling.set("rope.scaling.factor", numberOr(scaling.rope, "factor", 1));
    return {};
}

Status yarn(const Scaling& scaling)
{
    scaling.type("yarn");
    scaling.set("rope.scaling.factor", numberOr(scaling.rope, "factor", 1));
    scaling.setOriginal();
    const std::pair<const char*, const char*> optional[]
        = {{"beta_fast", "rope.scaling.yarn_beta_fast"}, {"beta_slow", "rope.scaling.yarn_beta_slow"}};
    for (const auto& [stored, ours] : optional)
        if (scaling.rope.contains(stored))
            scaling.set(ours, numberOr(scaling.rope, stored, 0));
    if (const double all = numberOr(scaling.rope, "mscale_all_dim", 0); all != 0)
        scaling.set("rope.scaling.yarn_log_multiplier", scaling.prefix == "deepseek2." ? 0.1 * all : all);
    if (const double beta = numberOr(scaling.rope, "llama_4_scaling_beta", 0); beta != 0)
        scaling.set("attention.temperature_scale", beta);
    return {};
}

Status llama3(const Scaling& scaling)
{
    const double base = scaling.metadata.number(scaling.prefix + "rope.freq_base").value_or(10000);
    const double factor = numberOr(scaling.rope, "factor", 8), low = numberOr(scaling.rope, "low_freq_factor", 1);
    const double high = numberOr(scaling.rope, "high_freq_factor", 4), context = scaling.original();
    const std::uint64_t dimensions = scaling.dimensions();
    if (!(factor > 0) || !(high > low) || !(low > 0) || !(context > 0) || dimensions == 0 || dimensions > 65536)
        return fail(ErrorCode::Corrupt, "config.json, \"rope_scaling\"", "its factors contradict each other");
    std::vector<float> factors;
    for (std::uint64_t i = 0; i < dimensions; i += 2) {
        const double wavelength = 2 * std::numbers::pi * std::pow(base, double(i) / double(dimensions));
        const double smooth = (context / wavelength - low) / (high - low);
        const double between = 1 / ((1 - smooth) / factor + smooth);
        factors.push_back(float(wavelength < context / high ? 1 : wavelength > context / low ? factor : between));
    }
    const std::uint64_t count = factors.size();
    scaling.tensors["rope_freqs.weight"] = floats(std::move(factors), {count});
    return {};
}

Status longrope(const Scaling& scaling)
{
    const std::pair<const char*, const char*> tables[]
        = {{"long_factor", "rope_factors_long.weight"}, {"short_factor", "rope_factors_short.weight"}};
    for (const auto& [stored, ours] : tables) {
        const auto table = scaling.rope.find(stored);
        std::vector<float> factors;
        if (table != scaling.rope.end() && table->is_array())
            for (const Json& item : *table)
                factors.push_back(item.is_number() ? item.get<float>() : NAN);
        if (factors.size() * 2 != scaling.dimensions())
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"rope_scaling\", \"{}\"", stored),
                        fmt::format("has {} factors for {} rotated dimensions", factors.size(), scaling.dimensions()));
        const std::uint64_t count = factors.size();
        scaling.tensors[ours] = floats(std::move(factors), {count});
    }
    scaling.setOriginal();
    const double ratio = numberOr(scaling.rope, "factor", scaling.context() / std::max(1.0, scaling.original()));
    const double own = ratio <= 1 ? 1 : std::sqrt(1 + std::log(ratio) / std::log(std::max(2.0, scaling.original())));
    scaling.set("rope.scaling.attn_factor", numberOr(scaling.rope, "attention_factor", own));
    return {};
}

struct Named {
    std::string_view name;
    Status (*apply)(const Scaling& scaling);
};
/// "dynamic" changes nothing within the trained context; "mrope" is plain rotation where there is text only.
constexpr std::array kScalings{Named{"", none},        Named{"default", none},  Named{"none", none},
                               Named{"dynamic", none}, Named{"mrope", none},    Named{"linear", linear},
                               Named{"yarn", yarn},    Named{"llama3", llama3}, Named{"longrope", longrope},
                               Named{"su", longrope}};

/// rope_scaling (until transformers 4), or rope_parameters, which may hold one description per kind of layer.
Json ropeOf(const Json& config)
{
    for (const char* key : {"rope_parameters", "rope_scaling"}) {
        const auto found = config.find(key);
        if (found == config.end() || !found->is_object())
            continue;
        const auto global = found->find("full_attention");
        return global != found->end() && global->is_object() ? *global : *found;
    }
    return Json::object();
}

void addBases(const Json& config, const Json& rope, const std::string& prefix, Metadata& metadata)
{
    if (const double base = numberOr(rope, "rope_theta", 0); base > 0)
        metadata.set(prefix + "rope.freq_base", {static_cast<float>(base)});
    const auto parameters = config.find("rope_parameters");
    if (parameters == config.end() || !parameters->is_object())
        return;
    const auto local = parameters->find("sliding_attention");
    if (local != parameters->end() && local->is_object())
        if (const double base = numberOr(*local, "rope_theta", 0); base > 0)
            metadata.set(prefix + "rope.freq_base_swa", {static_cast<float>(base)});
}

void addDimensions(const Json& config, const Json& rope, const std::string& prefix, Metadata& metadata)
{
    const std::uint64_t length = Geometry::of(metadata).keyLength;
    if (metadata.find(prefix + "rope.dimension_count") || length == 0)
        return;
    double part = 1;
    for (const char* key : {"partial_rotary_factor", "rotary_pct", "rope_pct"})
        part = numberOr(config, key, part);
    part = numberOr(rope, "partial_rotary_factor", part);
    if (part > 0 && part <= 1)
        metadata.set(prefix + "rope.dimension_count", {static_cast<std::uint32_t>(double(length) * part)});
}

} // namespace

Status addRope(const Json& whole, const Family& family, Metadata& metadata, std::map<std::string, Rows>& tensors)
{
    if (family.architecture == "gpt2" || family.architecture == "mamba2") // learned positions, or none
        return {};
    const Json config = completedConfig(whole);
    const Json rope = ropeOf(config);
    const std::string prefix = std::string(family.architecture) + ".";
    addBases(config, rope, prefix, metadata);
    addDimensions(config, rope, prefix, metadata);
    std::string type;
    for (const char* key : {"rope_type", "type"})
        if (const auto found = rope.find(key); type.empty() && found != rope.end() && found->is_string())
            type = found->get<std::string>();
    for (const Named& scaling : kScalings)
        if (scaling.name == type)
            return scaling.apply({rope, config, metadata, tensors, prefix});
    return fail(ErrorCode::Unsupported, "config.json, \"rope_scaling\"",
                fmt::format("rope scaling \"{}\" is not known", printable(type)));
}

} // namespace headroom::model::hf
