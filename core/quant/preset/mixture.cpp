// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/mixture.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <vector>

namespace headroom::quant {

namespace {

constexpr std::size_t kLayersEach = 100; ///< so that no expression becomes too long

std::string escaped(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        if (std::string_view(R"(\^$.|?*+()[]{})").find(c) != std::string_view::npos)
            text += '\\';
        text += c;
    }
    return text;
}

/// "blk.3.attn_q.weight" is layer "3" of kind ".attn_q.weight"; other names have no layer.
struct Name {
    std::string layer, kind;
};
Name split(const std::string& tensor)
{
    if (!tensor.starts_with("blk."))
        return {"", tensor};
    const std::size_t end = tensor.find('.', 4);
    if (end == std::string::npos || end == 4 || tensor.find_first_not_of("0123456789", 4) != end)
        return {"", tensor};
    return {tensor.substr(4, end - 4), tensor.substr(end)};
}

Status addOverride(Preset& preset, const std::string& expression, tensor::Type type)
{
    auto override = Override::parse(fmt::format("^{}$={}", expression, tensor::format(type).name));
    if (!override)
        return fail(override.error().code, "preset of a mixture, " + override.error().where, override.error().detail);
    preset.overrides.push_back(std::move(*override));
    return {};
}

Status addLayers(Preset& preset, const std::string& kind, tensor::Type type, std::span<const std::string> layers)
{
    if (layers.front().empty())
        return addOverride(preset, escaped(kind), type);
    for (std::size_t at = 0; at < layers.size(); at += kLayersEach) {
        const auto part = layers.subspan(at, std::min(kLayersEach, layers.size() - at));
        HEADROOM_TRY(addOverride(preset, fmt::format(R"(blk\.(?:{}){})", fmt::join(part, "|"), escaped(kind)), type));
    }
    return {};
}

} // namespace

Result<Preset> mixturePreset(std::string name, Remark summary, std::span<const TensorType> tensors)
{
    Preset preset;
    preset.name = std::move(name);
    preset.summary = std::move(summary);
    std::map<std::pair<std::string, tensor::Type>, std::vector<std::string>> groups;
    std::map<tensor::Type, std::size_t> counts;
    for (const TensorType& tensor : tensors) {
        const Name parts = split(tensor.tensor);
        groups[{parts.kind, tensor.type}].push_back(parts.layer);
        ++counts[tensor.type];
    }
    for (const auto& [key, layers] : groups)
        HEADROOM_TRY(addLayers(preset, key.first, key.second, layers));
    const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    preset.defaultType = most == counts.end() ? tensor::Type::F16 : most->first;
    const auto like = std::ranges::find(presets(), preset.defaultType, &Preset::defaultType);
    preset.fileType = like == presets().end() ? kF16 : like->fileType;
    return preset;
}

} // namespace headroom::quant
