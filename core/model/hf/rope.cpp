// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Scalings of rotation: linear (positions / factor), YaRN (Peng et al. 2023), Llama 3 (per pair factors, written out
// as the tensor rope_freqs.weight), LongRoPE (two tables of factors). Llama 3: with wavelength w = 2π / frequency and
// the trained context c, a pair's factor is 1 for w < c / high, `factor` for w > c / low, and between them
// 1 / ((1 − s) / factor + s) with s = (c / w − low) / (high − low).
#include "core/model/architecture.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/accepted.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom::model::hf {

namespace {

/// Where rotation is described: rope_scaling, which wins where both are there, or rope_parameters (since transformers
/// 5), which may hold one description per kind of layer.
struct Described {
    Json rope = Json::object();
    std::string place = "rope_scaling";
    bool overrules = false; ///< rope_parameters say something else
};

bool isGiven(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && !found->is_null();
}

double numberOr(const Json& json, const char* key, double absent)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : absent;
}

/// What one scaling needs: its own description, the model's, and where results go.
struct Scaling {
    const Json& rope;
    const std::string& place;
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
    std::string where(const char* key) const { return fmt::format("{}\", \"{}", place, key); }
    /// Numbers without which the class does not load, each larger than zero.
    Status need(std::initializer_list<const char*> keys) const
    {
        for (const char* key : keys) {
            if (!isGiven(rope, key))
                return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", where(key)),
                            "is missing, and this scaling cannot do without");
            HEADROOM_TRY(checkPositive(rope.at(key), where(key)));
        }
        return {};
    }
    Status checkSaid(std::initializer_list<const char*> keys) const
    {
        for (const char* key : keys)
            if (isGiven(rope, key))
                HEADROOM_TRY(checkPositive(rope.at(key), where(key)));
        return {};
    }
};

Status none(const Scaling&)
{
    return {};
}

/// Nothing within the trained context; beyond it frequencies change as a text grows, which is not modelled.
/// With "alpha" (Hunyuan) the base is another, once and for all: times alpha ^ (d / (d − 2)).
Status dynamic(const Scaling& scaling)
{
    if (isGiven(scaling.rope, "alpha")) {
        HEADROOM_TRY(scaling.checkSaid({"alpha"}));
        const double base = scaling.metadata.number(scaling.prefix + "rope.freq_base").value_or(10000);
        const double length = double(scaling.dimensions());
        if (length > 2)
            scaling.set("rope.freq_base", base * std::pow(numberOr(scaling.rope, "alpha", 1), length / (length - 2)));
        return {};
    }
    HEADROOM_TRY(scaling.need({"factor"}));
    scaling.set("rope.scaling.dynamic_factor", numberOr(scaling.rope, "factor", 1));
    return {};
}

Status linear(const Scaling& scaling)
{
    HEADROOM_TRY(scaling.need({"factor"}));
    scaling.type("linear");
    scaling.set("rope.scaling.factor", numberOr(scaling.rope, "factor", 1));
    return {};
}

/// YaRN's magnitude of rotated queries and keys, as the class has it; GGUF's keys give another where they are silent.
Status setMagnitude(const Scaling& scaling, double factor)
{
    const auto magnitude = [&](double scale) { return factor <= 1 ? 1 : 1 + 0.1 * scale * std::log(factor); };
    const double own = numberOr(scaling.rope, "mscale", 0), all = numberOr(scaling.rope, "mscale_all_dim", 0);
    const double wanted = numberOr(scaling.rope, "attention_factor",
                                   own != 0 && all != 0 ? magnitude(own) / magnitude(all) : magnitude(1));
    const bool latent = scaling.prefix == "deepseek2.";
    if (scaling.config.contains("headroom")) // where the keys stand as they were
        return {};
    if (latent && factor > 1 && (all == 0 || std::abs(wanted - 1) > 1e-6))
        return fail(ErrorCode::Unsupported, fmt::format("config.json, \"{}\"", scaling.where("mscale")),
                    "is not computed: only mscale equal to mscale_all_dim, and no attention_factor beside them");
    const double silent = latent ? 1 : all != 0 ? magnitude(1) / magnitude(all) : magnitude(1);
    if (std::abs(wanted / silent - 1) > 1e-6)
        scaling.set("rope.scaling.attn_factor", wanted / silent);
    return {};
}

Status yarn(const Scaling& scaling)
{
    const bool derived
        = !isGiven(scaling.rope, "factor") && scaling.original() > 0 && scaling.original() < scaling.context();
    if (!derived)
        HEADROOM_TRY(scaling.need({"factor"}));
    HEADROOM_TRY(scaling.checkSaid({"beta_fast", "beta_slow", "attention_factor"}));
    const double factor = derived ? scaling.context() / scaling.original() : numberOr(scaling.rope, "factor", 1);
    scaling.type("yarn");
    scaling.set("rope.scaling.factor", factor);
    scaling.setOriginal();
    const std::pair<const char*, const char*> optional[]
        = {{"beta_fast", "rope.scaling.yarn_beta_fast"}, {"beta_slow", "rope.scaling.yarn_beta_slow"}};
    for (const auto& [stored, ours] : optional)
        if (isGiven(scaling.rope, stored))
            scaling.set(ours, numberOr(scaling.rope, stored, 0));
    if (const double all = numberOr(scaling.rope, "mscale_all_dim", 0); all != 0)
        scaling.set("rope.scaling.yarn_log_multiplier", scaling.prefix == "deepseek2." ? 0.1 * all : all);
    if (const double beta = numberOr(scaling.rope, "llama_4_scaling_beta", 0); beta != 0)
        scaling.set("attention.temperature_scale", beta);
    if (scaling.rope.value("truncate", Json(true)) == false)
        scaling.metadata.set(scaling.prefix + "rope.scaling.yarn_truncate", {false});
    return setMagnitude(scaling, factor);
}

Status llama3(const Scaling& scaling)
{
    HEADROOM_TRY(scaling.need({"factor", "low_freq_factor", "high_freq_factor"}));
    const double base = scaling.metadata.number(scaling.prefix + "rope.freq_base").value_or(10000);
    const double factor = numberOr(scaling.rope, "factor", 8), low = numberOr(scaling.rope, "low_freq_factor", 1);
    const double high = numberOr(scaling.rope, "high_freq_factor", 4), context = scaling.original();
    const std::uint64_t dimensions = scaling.dimensions();
    if (!(high >= low) || !(context > 0) || dimensions == 0 || dimensions > 65536)
        return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", scaling.place),
                    "its factors contradict each other");
    std::vector<float> factors;
    for (std::uint64_t i = 0; i < dimensions; i += 2) {
        const double wavelength = 2 * std::numbers::pi * std::pow(base, double(i) / double(dimensions));
        const double smooth = high > low ? (context / wavelength - low) / (high - low) : 1; // Llama 4: no band
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
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", scaling.where(stored)),
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
/// "mrope" is plain rotation where there is text only.
constexpr std::array kScalings{Named{"", none},           Named{"default", none},  Named{"none", none},
                               Named{"dynamic", dynamic}, Named{"mrope", none},    Named{"linear", linear},
                               Named{"yarn", yarn},       Named{"llama3", llama3}, Named{"longrope", longrope},
                               Named{"su", longrope}};

std::string typeOf(const Json& rope)
{
    for (const char* key : {"rope_type", "type"})
        if (const auto found = rope.find(key); found != rope.end() && found->is_string())
            return found->get<std::string>();
    return {};
}

/// Known or null.
auto findScaling(const std::string& type)
{
    const auto found = std::ranges::find(kScalings, type, &Named::name);
    return found == kScalings.end() ? nullptr : found->apply;
}

/// Without what says nothing; null where nothing is described there.
Json descriptionAt(const Json& json, const char* key)
{
    if (!json.is_object())
        return {};
    const auto found = json.find(key);
    return found != json.end() && found->is_object() && !found->empty() ? *found : Json();
}

constexpr const char *kGlobal = "full_attention", *kLocal = "sliding_attention"; ///< kinds of layers

bool hasKinds(const Json& description)
{
    return !descriptionAt(description, kGlobal).is_null() || !descriptionAt(description, kLocal).is_null();
}

/// Of layers of one kind; without kinds, of those that have no window.
Described ofKind(const Json& description, const std::string& key, const char* kind)
{
    if (!hasKinds(description))
        return {kind == kGlobal ? description : Json::object(), key};
    const Json own = descriptionAt(description, kind);
    return {own.is_null() ? Json::object() : own, fmt::format("{}\", \"{}", key, kind)};
}

/// Whether the other description says anything that does not hold; the base may stand in config.json itself.
bool contradicts(const Json& other, const Json& rope, const Json& config)
{
    for (const auto& [key, value] : other.items()) {
        const bool named = key == "rope_type" || key == "type";
        const Json& holder = key == "rope_theta" && !isGiven(rope, "rope_theta") ? config : rope;
        if (named ? findScaling(typeOf(other)) != findScaling(typeOf(rope)) : holder.value(key, Json()) != value)
            return true;
    }
    return false;
}

/// As transformers 5 reads them: rope_scaling takes the place of rope_parameters, but where those have kinds of layers:
/// there it changes what is said of layers without a window.
Described ropeOf(const Json& config)
{
    const Json scaling = descriptionAt(config, "rope_scaling"), parameters = descriptionAt(config, "rope_parameters");
    if (scaling.is_null())
        return parameters.is_null() ? Described() : ofKind(parameters, "rope_parameters", kGlobal);
    Described described = ofKind(scaling, "rope_scaling", kGlobal);
    if (parameters.is_null())
        return described;
    const Described other = ofKind(parameters, "rope_parameters", kGlobal);
    if (hasKinds(parameters)) {
        Json changed = other.rope;
        if (!typeOf(described.rope).empty()) // under whichever of its two names
            changed.erase("rope_type");
        changed.update(described.rope);
        described.rope = std::move(changed);
    }
    described.overrules = contradicts(other.rope, described.rope, config);
    return described;
}

Status addBase(const Json& rope, const std::string& place, const std::string& key, Metadata& metadata)
{
    if (!isGiven(rope, "rope_theta"))
        return {};
    HEADROOM_TRY(checkPositive(rope.at("rope_theta"), place + "\", \"rope_theta"));
    metadata.set(key, {static_cast<float>(rope.at("rope_theta").get<double>())});
    return {};
}

/// What of a head is rotated, between 0 and 1. place: before the key, in config.json.
Result<double> partIn(const Json& json, const std::string& place, double absent)
{
    for (const char* key : {"partial_rotary_factor", "rotary_pct", "rope_pct"}) {
        const double part = numberOr(json, key, absent);
        if (!(part > 0) || part > 1)
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}{}\"", place, key),
                        fmt::format("is {}, not a part of a head between 0 and 1", part));
        absent = part;
    }
    return absent;
}

/// Layers with a window may rotate another part of a head.
Status addLocalPart(const Described& local, const Described& global, const std::string& prefix, Metadata& metadata)
{
    const std::uint64_t length = Geometry::of(metadata).keyLength;
    const char* const kPart = "partial_rotary_factor";
    if (local.rope.empty() || length == 0 || !(isGiven(local.rope, kPart) || isGiven(global.rope, kPart)))
        return {};
    const auto part = partIn(local.rope, local.place + "\", \"", 1);
    if (!part)
        return tl::unexpected(part.error());
    metadata.set(prefix + "rope.dimension_count_swa", {static_cast<std::uint32_t>(double(length) * *part)});
    return {};
}

Status addBases(const Json& config, const Described& global, const std::string& prefix, Metadata& metadata)
{
    HEADROOM_TRY(addBase(global.rope, global.place, prefix + "rope.freq_base", metadata));
    const Json scaling = descriptionAt(config, "rope_scaling");
    const char* const key = hasKinds(scaling) ? "rope_scaling" : "rope_parameters";
    const Described local = ofKind(descriptionAt(config, key), key, kLocal);
    if (const std::string type = typeOf(local.rope); !type.empty() && type != "default")
        return fail(ErrorCode::Unsupported, fmt::format("config.json, \"{}\"", local.place),
                    fmt::format("rope scaling \"{}\" is not computed for layers with a window", printable(type)));
    HEADROOM_TRY(addLocalPart(local, global, prefix, metadata));
    return addBase(local.rope, local.place, prefix + "rope.freq_base_swa", metadata);
}

Status addDimensions(const Json& config, const Described& global, const std::string& prefix, Metadata& metadata)
{
    const std::uint64_t length = Geometry::of(metadata).keyLength;
    if (metadata.find(prefix + "rope.dimension_count") || length == 0)
        return {};
    auto part = partIn(config, "", 1);
    if (part)
        part = partIn(global.rope, global.place + "\", \"", *part);
    if (!part)
        return tl::unexpected(std::move(part.error()));
    metadata.set(prefix + "rope.dimension_count", {static_cast<std::uint32_t>(double(length) * *part)});
    return {};
}

} // namespace

Status addRope(const Json& whole, const Family& family, Metadata& metadata, std::map<std::string, Rows>& tensors)
{
    if (architectureOf(family.architecture).rope == RopeStyle::Absent) // learned positions, or none
        return {};
    const Json config = completedConfig(whole);
    const Described described = ropeOf(config);
    const std::string prefix = std::string(family.architecture) + ".";
    HEADROOM_TRY(addBases(config, described, prefix, metadata));
    HEADROOM_TRY(addDimensions(config, described, prefix, metadata));
    if (described.overrules)
        metadata.set(prefix + "rope.parameters_overruled", {true});
    const std::string type = typeOf(described.rope);
    if (const auto apply = findScaling(type))
        return apply({described.rope, described.place, config, metadata, tensors, prefix});
    return fail(ErrorCode::Unsupported, fmt::format("config.json, \"{}\"", described.place),
                fmt::format("rope scaling \"{}\" is not known", printable(type)));
}

} // namespace headroom::model::hf
