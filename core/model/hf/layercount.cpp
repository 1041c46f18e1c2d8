// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/layercount.h"

#include "core/model/ggufcursor.h"
#include "core/model/hf/config.h"
#include "core/model/hf/match.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model::hf {

namespace {

/// What only a layer that drafts has.
constexpr std::array<std::string_view, 5> kDraftingParts{".eh_proj.", ".enorm.", ".hnorm.", ".shared_head.", ".mtp"};

bool drafts(const Checkpoint& checkpoint, std::uint64_t layer)
{
    const std::string place = fmt::format("layers.{}.", layer);
    const auto marks = [](const std::string& name) {
        return std::ranges::any_of(kDraftingParts, [&](auto part) { return name.find(part) != std::string::npos; });
    };
    return std::ranges::any_of(checkpoint.tensors, [&](const auto& entry) {
        return entry.first.find(place) != std::string::npos && marks(entry.first);
    });
}

} // namespace

Status checkLayerCount(const Json& config, const Family& family, const Checkpoint& checkpoint, std::uint64_t layers)
{
    const Json& text = textConfig(config);
    const auto said = text.find("num_nextn_predict_layers");
    const std::uint64_t drafting = said != text.end() && said->is_number_unsigned() ? said->get<std::uint64_t>() : 0;
    for (const auto& [name, rows] : checkpoint.tensors) {
        const auto matches = matchStored(family, name);
        if (matches.empty() || matches.front().rule->ours.find("{}") == std::string_view::npos)
            continue;
        const std::uint64_t layer = matches.front().layer;
        if (layer >= layers && layer - layers >= drafting && !drafts(checkpoint, layer))
            return fail(ErrorCode::Corrupt,
                        fmt::format("config.json, \"{}\"", storedKey(family.architecture, "block_count")),
                        fmt::format("counts {} layers, but the tensor \"{}\" belongs to another: no layer takes it",
                                    layers, printable(name)));
    }
    return {};
}

bool isBeyond(std::string_view name, std::uint64_t layers)
{
    const std::size_t at = name.find("layers.");
    if (at == std::string_view::npos)
        return false;
    std::uint64_t layer = 0;
    for (const char c : name.substr(at + 7)) {
        if (c < '0' || c > '9' || layer > 100000)
            break;
        layer = layer * 10 + std::uint64_t(c - '0');
    }
    return layer >= layers;
}

} // namespace headroom::model::hf
