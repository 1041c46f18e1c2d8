// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "shapetext.h"

#include "core/plan/cache.h"
#include "output.h"

namespace headroom::cli {

namespace {

constexpr double kF16Bytes = 2;

/// Keys that a family without this has not.
void addUnlessZero(Json& json, const char* name, std::uint64_t value)
{
    if (value > 0)
        json[name] = value;
}

Json kindJson(const plan::CacheKind& kind)
{
    Json json{{"kind", kind.layer.kind()},
              {"layers", static_cast<std::uint64_t>(kind.layers)},
              {"kv_bytes_per_token_f16", static_cast<std::uint64_t>(kind.perToken())},
              {"state_bytes", static_cast<std::uint64_t>(kind.fixed())}};
    addUnlessZero(json, "kv_heads", kind.layer.kvHeads);
    addUnlessZero(json, "key_length", kind.layer.keyLength);
    addUnlessZero(json, "value_length", kind.layer.valueLength);
    addUnlessZero(json, "window_tokens", kind.layer.window);
    if (kind.layer.cachesWhole)
        json["caches_whole"] = true;
    if (kind.layer.sharesCache)
        json["shares_cache"] = true;
    return json;
}

Json cachesJson(const model::LayerShape& layer)
{
    Json all = Json::array();
    for (const model::LayerCache& cache : layer.caches()) {
        Json json{{"holds", cache.holdsName()}};
        addUnlessZero(json, "elements_per_token", cache.perToken);
        addUnlessZero(json, "elements", cache.fixed);
        addUnlessZero(json, "window_tokens", cache.window);
        all.push_back(std::move(json));
    }
    return all;
}

Json layerJson(const model::LayerShape& layer)
{
    Json json{{"kind", layer.kind()}, {"feed_forward_length", layer.feedForward}};
    addUnlessZero(json, "heads", layer.heads);
    addUnlessZero(json, "kv_heads", layer.kvHeads);
    addUnlessZero(json, "key_length", layer.attends() ? layer.keyLength : 0);
    addUnlessZero(json, "value_length", layer.attends() ? layer.valueLength : 0);
    addUnlessZero(json, "window_tokens", layer.window);
    if (layer.windowKind == model::WindowKind::Chunked)
        json["window_in_chunks"] = true;
    if (layer.sharesCache)
        json["shares_cache"] = true;
    addUnlessZero(json, "experts", layer.experts);
    if (layer.attends())
        json["rotary"] = layer.rotary;
    json["caches"] = cachesJson(layer);
    return json;
}

void addFamily(const model::Shape& shape, Json& json)
{
    addUnlessZero(json, "experts", shape.experts);
    addUnlessZero(json, "experts_used", shape.expertsUsed);
    addUnlessZero(json, "experts_shared", shape.expertsShared);
    addUnlessZero(json, "expert_feed_forward_length", shape.expertFeedForward);
    addUnlessZero(json, "shared_feed_forward_length", shape.sharedFeedForward);
    addUnlessZero(json, "leading_dense_layers", shape.leadingDense);
    addUnlessZero(json, "drafting_layers", shape.drafting);
    addUnlessZero(json, "sliding_window_tokens", shape.window);
    addUnlessZero(json, "kv_lora_rank", shape.kvRank);
    addUnlessZero(json, "q_lora_rank", shape.queryRank);
    const auto& r = shape.recurrent;
    if (r.convKernel > 0)
        json["recurrent"] = {{"conv_kernel", r.convKernel},
                             {"inner_size", r.inner},
                             {"state_size", r.state},
                             {"group_count", r.groups},
                             {"time_step_rank", r.rank}};
    if (!shape.ropeScaling.empty())
        json["rope_scaling"] = shape.ropeScaling;
}

void printKind(const Json& kind)
{
    std::string text = fmt::format("{} {}", kind.at("layers").dump(), kind.at("kind").get<std::string>());
    if (kind.contains("window_tokens"))
        text += " of " + counted(kind.at("window_tokens"), "token");
    if (kind.contains("kv_heads"))
        text += fmt::format(", {} of {}", counted(kind.at("kv_heads"), "KV head"), kind.at("key_length").dump());
    if (const double bytes = kind.at("kv_bytes_per_token_f16").get<double>(); bytes > 0)
        text += fmt::format(", cache {} per token (f16)", humanBytes(bytes));
    if (const double bytes = kind.at("state_bytes").get<double>(); bytes > 0)
        text += fmt::format(", state {} per sequence", humanBytes(bytes));
    print("layers        {}\n", text);
}

std::string headsText(const Json& layer)
{
    if (!layer.contains("key_length"))
        return "–";
    const std::uint64_t value = layer.value("value_length", std::uint64_t{0});
    return fmt::format("{} ({} KV) of {}{}", layer.value("heads", 0), layer.value("kv_heads", 0),
                       layer.at("key_length").dump(),
                       value > 0 && value != layer.at("key_length") ? fmt::format(" and {}", value) : std::string());
}

std::string windowText(const Json& layer)
{
    if (!layer.contains("window_tokens"))
        return layer.contains("key_length") ? "all" : "–";
    return layer.at("window_tokens").dump() + (layer.contains("window_in_chunks") ? " in chunks" : "");
}

/// "keys_and_values 256 a token, state 65536".
std::string cachesText(const Json& layer)
{
    std::string text;
    for (const Json& cache : layer.at("caches")) {
        text += (text.empty() ? "" : ", ") + cache.at("holds").get<std::string>();
        if (cache.contains("elements_per_token"))
            text += " " + cache.at("elements_per_token").dump() + " a token";
        if (cache.contains("elements"))
            text += " " + cache.at("elements").dump();
    }
    if (layer.contains("shares_cache"))
        return "of an earlier layer";
    return text.empty() ? "none" : text;
}

} // namespace

Json shapeJson(const model::Shape& shape)
{
    Json json{{"layers", shape.layers},
              {"embedding_length", shape.embedding},
              {"feed_forward_length", shape.feedForward},
              {"heads", shape.heads},
              {"kv_heads", shape.kvHeads},
              {"key_length", shape.keyLength},
              {"value_length", shape.valueLength},
              {"vocabulary", shape.vocabulary},
              {"context_length", shape.contextLength},
              {"rope_base", shape.ropeBase},
              {"tied_output", shape.causal && shape.tiedOutput && !shape.headless},
              {"encoder", !shape.causal}};
    addFamily(shape, json);
    Json kinds = Json::array();
    for (const auto& kind : plan::cacheKinds(plan::defaultEngine(), shape, kF16Bytes))
        kinds.push_back(kindJson(kind));
    json["layer_kinds"] = kinds;
    json["per_layer"] = Json::array();
    for (std::uint32_t i = 0; i < shape.layers; ++i)
        json["per_layer"].push_back(layerJson(shape.layer(i)));
    return json;
}

Json leftOutJson(const std::vector<model::LeftOut>& parts)
{
    Json rows = Json::array();
    for (const model::LeftOut& part : parts)
        rows.push_back(
            {{"part", part.part}, {"tensors", part.tensors}, {"parameters", part.parameters}, {"bytes", part.bytes}});
    return rows;
}

void printLeftOut(const Json& parts, std::string_view label)
{
    for (const Json& part : parts)
        print("{}{}, {}, {} ({} bytes): no part of the text model\n", label, part.at("part").get<std::string>(),
              counted(part.at("tensors"), "tensor"), humanBytes(part.at("bytes").get<double>()),
              grouped(part.at("bytes")));
}

void printShape(const Json& shape)
{
    if (shape.is_null())
        return;
    const auto text = [&shape](const char* name) { return shape.at(name).dump(); };
    print("shape         {}, width {}, FFN {}, {} ({} KV), vocabulary {}, context {}\n",
          counted(shape.at("layers"), "layer"), text("embedding_length"), text("feed_forward_length"),
          counted(shape.at("heads"), "head"), text("kv_heads"), text("vocabulary"), text("context_length"));
    for (const auto& kind : shape.at("layer_kinds"))
        printKind(kind);
    if (shape.contains("experts")) {
        std::string experts = fmt::format("{}, {} used", text("experts"), text("experts_used"));
        if (shape.contains("expert_feed_forward_length"))
            experts += ", width " + text("expert_feed_forward_length");
        if (shape.contains("shared_feed_forward_length"))
            experts += ", beside a shared one of " + text("shared_feed_forward_length");
        if (shape.contains("leading_dense_layers"))
            experts += shape.at("leading_dense_layers") == 1
                ? std::string(", none in the first layer")
                : fmt::format(", none in the first {} layers", text("leading_dense_layers"));
        print("experts       {}\n", experts);
    }
}

void printLayers(const Json& shape)
{
    if (shape.is_null())
        return;
    TextTable table({"layer", "kind", "heads", "window", "caches (numbers)", "FFN", "experts"});
    const Json& layers = shape.at("per_layer");
    for (std::size_t first = 0; first < layers.size();) {
        std::size_t end = first + 1; // of a run of layers that are alike
        while (end < layers.size() && layers[end] == layers[first])
            ++end;
        const Json& layer = layers[first];
        table.add({end - first == 1 ? std::to_string(first) : fmt::format("{}–{}", first, end - 1), layer.at("kind"),
                   headsText(layer), windowText(layer), cachesText(layer), layer.at("feed_forward_length").dump(),
                   layer.contains("experts") ? layer.at("experts").dump() : "–"});
        first = end;
    }
    write("\n");
    table.print();
}

} // namespace headroom::cli
