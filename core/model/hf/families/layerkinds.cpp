// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/families/layerkinds.h"

#include <fmt/format.h>

namespace headroom::model::hf {

namespace {

LayerKind kindOf(std::string_view name)
{
    using enum LayerKind;
    constexpr std::pair<std::string_view, LayerKind> kNames[]{{"attention", Attends},
                                                              {"full_attention", Attends},
                                                              {"*", Attends},
                                                              {"mamba", Scans},
                                                              {"linear_attention", Scans},
                                                              {"M", Scans},
                                                              {"mlp", Feeds},
                                                              {"-", Feeds},
                                                              {"moe", Routes},
                                                              {"E", Routes}};
    for (const auto& [known, kind] : kNames)
        if (name == known)
            return kind;
    return Unknown;
}

} // namespace

std::vector<LayerKind> layerKinds(const Json& config)
{
    std::vector<LayerKind> kinds;
    const Json pattern = config.value("hybrid_override_pattern", Json("")); // before what the class has usually
    const std::string letters = pattern.is_string() ? pattern.get<std::string>() : "";
    for (const char& letter : letters)
        kinds.push_back(kindOf({&letter, 1}));
    if (!kinds.empty())
        return kinds;
    for (const char* key : {"layers_block_type", "layer_types"})
        if (const auto list = config.find(key); list != config.end() && list->is_array() && !list->empty()) {
            for (const Json& name : *list)
                kinds.push_back(kindOf(name.is_string() ? name.get<std::string>() : ""));
            return kinds;
        }
    return kinds;
}

Status checkKinds(const std::vector<LayerKind>& kinds, std::uint64_t layers)
{
    const auto unknown = std::ranges::find(kinds, LayerKind::Unknown);
    if (unknown != kinds.end())
        return fail(ErrorCode::Unsupported, "config.json, \"layer_types\"",
                    fmt::format("names a kind of layer that is not known, for layer {}", unknown - kinds.begin()));
    if (kinds.size() != layers)
        return fail(ErrorCode::Corrupt, "config.json, \"layer_types\"",
                    fmt::format("has {} entries for {} layers", kinds.size(), layers));
    return {};
}

std::uint32_t product(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{a} * b, UINT32_MAX));
}

std::uint32_t numberAt(const Metadata& metadata, const std::string& key)
{
    return static_cast<std::uint32_t>(metadata.unsignedInteger(key).value_or(0));
}

std::vector<std::uint32_t> listAt(const Metadata& metadata, const std::string& key)
{
    std::vector<std::uint32_t> out;
    const Array* array = metadata.array(key);
    for (std::size_t i = 0; array && i < array->items.size(); ++i) {
        Metadata one;
        one.set("item", array->items[i]);
        const auto flag = one.boolean("item");
        out.push_back(flag ? std::uint32_t{*flag} : numberAt(one, "item"));
    }
    return out;
}

void setAttending(Metadata& metadata, const std::string& prefix, const std::function<bool(std::size_t layer)>& attends)
{
    const std::string key = prefix + "attention.head_count_kv";
    const auto layers = std::min<std::uint64_t>(numberAt(metadata, prefix + "block_count"), kMaxLayers);
    const auto heads = static_cast<std::int32_t>(numberAt(metadata, key));
    Array items{5, {}};
    for (std::size_t i = 0; i < layers; ++i)
        items.items.push_back({attends(i) ? heads : 0});
    metadata.set(key, {std::move(items)});
}

void putLargest(const std::vector<std::uint32_t>& list, const char* name, Json& config)
{
    if (!list.empty())
        config[name] = std::ranges::max(list);
}

} // namespace headroom::model::hf
