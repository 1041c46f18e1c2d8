// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/config.h"

#include "core/model/hf/accepted.h"
#include "core/model/hf/classdefaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::model::hf {

namespace {

/// "a|b|c" one after the other; stops when body returns true.
template <class Body> void forEachName(std::string_view names, Body&& body)
{
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('|'), names.size());
        if (body(std::string(names.substr(0, end))))
            return;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
}

/// A value that stands for "none" counts as absent.
const Json* findAny(const Json& config, std::string_view names)
{
    const Json* found = nullptr;
    forEachName(names, [&](const std::string& name) {
        const auto at = config.find(name);
        found = at != config.end() && !at->is_null() ? &*at : nullptr;
        return found != nullptr;
    });
    return found;
}

std::optional<std::uint32_t> wholeNumber(const Json& value)
{
    constexpr double kLimit = 4294967295.0;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() <= std::uint64_t(kLimit))
        return static_cast<std::uint32_t>(value.get<std::uint64_t>());
    if (value.is_number_float() && value.get<double>() >= 0 && value.get<double>() <= kLimit
        && value.get<double>() == std::floor(value.get<double>()))
        return static_cast<std::uint32_t>(value.get<double>());
    return std::nullopt;
}

std::optional<Value> converted(const Json& value, KeyRule::Kind kind)
{
    if (kind == KeyRule::Boolean)
        return value.is_boolean() ? std::optional(Value{value.get<bool>()}) : std::nullopt;
    if (kind == KeyRule::Number)
        return value.is_number() && std::isfinite(value.get<double>())
            ? std::optional(Value{static_cast<float>(value.get<double>())})
            : std::nullopt;
    if (value.is_array() && !value.empty()) { // one per layer
        Array items{4, {}};
        for (const Json& item : value) {
            const auto number = wholeNumber(item);
            if (!number)
                return std::nullopt;
            items.items.push_back({*number});
        }
        return Value{std::move(items)};
    }
    const auto number = wholeNumber(value);
    return number ? std::optional(Value{*number}) : std::nullopt;
}

/// What a null in the description switches off; GGUF's silence would mean the family's usual value.
constexpr std::array<std::string_view, 2> kNullIsNone{"attn_logit_softcapping", "final_logit_softcapping"};

bool switchedOff(const Json& config, const Json& defaults, std::string_view name)
{
    const auto said = config.find(name);
    return said != config.end() && said->is_null() && defaults.contains(name)
        && std::ranges::find(kNullIsNone, name) != kNullIsNone.end();
}

Status addRules(const Json& config, std::span<const KeyRule> rules, const std::string& prefix, Metadata& metadata)
{
    constexpr std::string_view kKindNames[] = {"a whole number", "a number", "true or false"};
    for (const KeyRule& rule : rules) {
        const Json* value = findAny(config, rule.stored);
        if (!value)
            continue;
        auto held = converted(*value, rule.kind);
        if (!held)
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", rule.stored),
                        fmt::format("is not {}", kKindNames[rule.kind]));
        metadata.set(prefix + std::string(rule.ours), std::move(*held));
    }
    return {};
}

void switchOff(const Json& config, const Json& defaults, std::span<const KeyRule> rules, const std::string& prefix,
               Metadata& metadata)
{
    for (const KeyRule& rule : rules)
        if (switchedOff(config, defaults, rule.stored))
            metadata.set(prefix + std::string(rule.ours), {0.0F});
}

/// What every architecture is computed with; a file without it would be computed with something else.
Status requireKeys(const std::string& prefix, const Metadata& metadata)
{
    constexpr std::array<std::string_view, 6> kRequired{"block_count",          "context_length",
                                                        "embedding_length",     "feed_forward_length",
                                                        "attention.head_count", "attention.layer_norm_rms_epsilon"};
    for (const std::string_view key : kRequired) {
        const bool there = metadata.find(prefix + std::string(key))
            || (key.ends_with("epsilon") && metadata.find(prefix + "attention.layer_norm_epsilon"));
        const auto rule = std::ranges::find(commonKeys(), key, &KeyRule::ours);
        if (!there)
            return fail(ErrorCode::Corrupt,
                        fmt::format("config.json, \"{}\"", rule->stored.substr(0, rule->stored.find('|'))),
                        fmt::format("is missing, and a model of architecture {} cannot do without",
                                    prefix.substr(0, prefix.size() - 1)));
    }
    return {};
}

} // namespace

const Json& textConfig(const Json& config)
{
    const auto text = config.find("text_config");
    const bool nested = text != config.end() && text->is_object()
        && (text->contains("num_hidden_layers") || !config.contains("num_hidden_layers"));
    return nested ? *text : config;
}

Status addKeys(const Json& whole, const Family& family, Metadata& metadata)
{
    Json config = completedConfig(whole);
    if (config.contains("sliding_window") && !config["sliding_window"].is_null() && !hasWindows(whole, config))
        config.erase("sliding_window");
    const ClassDefaults* own = classOf(whole);
    HEADROOM_TRY(checkAccepted(config, family, own ? own->modelTypes : std::string_view()));
    const std::string prefix = std::string(family.architecture) + ".";
    metadata.set("general.architecture", {std::string(family.architecture)});
    metadata.set("general.type", {std::string("model")});
    HEADROOM_TRY(addRules(config, commonKeys(), prefix, metadata));
    for (const auto& rules : family.keys) {
        HEADROOM_TRY(addRules(config, rules, prefix, metadata));
        switchOff(config, defaultsOf(whole), rules, prefix, metadata);
    }
    if (!metadata.find(prefix + "attention.head_count_kv"))
        if (const auto heads = metadata.unsignedInteger(prefix + "attention.head_count"))
            metadata.set(prefix + "attention.head_count_kv", {static_cast<std::uint32_t>(*heads)});
    if (config.value("is_causal", Json(true)) == false || config.value("use_bidirectional_attention", Json()) == true)
        metadata.set(prefix + "attention.causal", {false});
    if (saysExactGelu(config, family))
        metadata.set(prefix + "feed_forward.exact_gelu", {true});
    if (family.finish)
        HEADROOM_TRY(family.finish(config, metadata, prefix));
    HEADROOM_TRY(requireKeys(prefix, metadata));
    return addWindows(whole, config, prefix, metadata);
}

} // namespace headroom::model::hf
