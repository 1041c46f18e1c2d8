// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/writtenjson.h"
#include "core/quant/preset/preset.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace headroom::quant {

namespace {

constexpr std::size_t kMostRules = 1000;

Json ruleToJson(const Rule& rule)
{
    Json when = Json::array();
    for (const auto name : conditionNames(rule.when))
        when.push_back(name);
    return {{"tensors", partName(rule.part)},
            {"when", std::move(when)},
            {"type", tensor::format(rule.type).name},
            {"reason", rule.reason}};
}

/// The last two the catalogue says of its own: they wish for nothing.
constexpr std::array<std::string_view, 8> kPresetKeys{"name",  "file_type", "default_type",    "summary",
                                                      "rules", "overrides", "bits_per_weight", "source"};
constexpr std::array<std::string_view, 4> kRuleKeys{"tensors", "when", "type", "reason"};

/// A text of a JSON object; absent: `otherwise`, or an error where that is null.
Result<std::string> textOf(const Json& json, const char* key, const std::string& where, const char* otherwise)
{
    const auto found = json.find(key);
    if (found == json.end() && otherwise)
        return std::string(otherwise);
    if (found == json.end() || !found->is_string())
        return fail(ErrorCode::InvalidArgument, where + ", key \"" + key + "\"",
                    found == json.end() ? "is missing" : "is no text");
    return found->get<std::string>();
}

Error at(const std::string& where, Error error)
{
    error.where = where + ", \"" + error.where + "\"";
    return error;
}

Result<Rule> ruleFromJson(const Json& json, const std::string& where)
{
    if (!json.is_object())
        return fail(ErrorCode::InvalidArgument, where, "is no object");
    HEADROOM_TRY(checkKeys(json, kRuleKeys, where));
    const auto tensors = textOf(json, "tensors", where, "any");
    const auto type = textOf(json, "type", where, nullptr);
    const auto reason = textOf(json, "reason", where, "a rule of the preset file");
    for (const auto* text : {&tensors, &type, &reason})
        if (!*text)
            return tl::unexpected(text->error());
    const auto part = partFromName(*tensors);
    if (!part)
        return tl::unexpected(at(where, part.error()));
    const auto target = encodableType(*type);
    if (!target)
        return tl::unexpected(at(where, target.error()));
    Rule rule{*part, kAlways, *target, remarkOfWords(*reason)};
    const Json when = json.value("when", Json::array());
    if (!when.is_array())
        return fail(ErrorCode::InvalidArgument, where + ", key \"when\"", "is no list");
    for (const Json& name : when) {
        const auto bit = conditionFromName(name.is_string() ? name.get<std::string>() : name.dump());
        if (!bit)
            return tl::unexpected(at(where, bit.error()));
        rule.when |= *bit;
    }
    return rule;
}

Result<Override> overrideFromJson(const Json& json, const std::string& where)
{
    if (!json.is_string())
        return fail(ErrorCode::InvalidArgument, where, "is no text of the form REGEX=TYPE");
    auto override = Override::parse(json.get<std::string>());
    return override ? override : tl::unexpected(at(where, override.error()));
}

template <class T>
Status readList(const Json& json, const std::string& key, const std::string& where,
                Result<T> (*read)(const Json&, const std::string&), std::vector<T>& out)
{
    const Json list = json.value(key, Json::array());
    if (!list.is_array() || list.size() > kMostRules)
        return fail(ErrorCode::InvalidArgument, fmt::format("{}, key \"{}\"", where, key),
                    fmt::format("is no list of at most {} entries", kMostRules));
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto entry = read(list[i], fmt::format("{}, {} {}", where, key.substr(0, key.size() - 1), i));
        if (!entry)
            return tl::unexpected(std::move(entry.error()));
        out.push_back(std::move(*entry));
    }
    return {};
}

} // namespace

Json toJson(const Preset& preset)
{
    Json rules = Json::array();
    for (const Rule& rule : preset.rules)
        rules.push_back(ruleToJson(rule));
    Json overrides = Json::array();
    for (const Override& override : preset.overrides)
        overrides.push_back(override.text());
    return {{"name", preset.name},
            {"file_type", preset.fileType},
            {"default_type", preset.copies ? "COPY" : tensor::format(preset.defaultType).name},
            {"summary", preset.summary},
            {"rules", std::move(rules)},
            {"overrides", std::move(overrides)}};
}

Result<Preset> presetFromJson(const Json& json, const std::string& where)
{
    if (!json.is_object())
        return fail(ErrorCode::InvalidArgument, where,
                    "is no preset: {\"name\": …, \"default_type\": …, \"rules\": […]}");
    HEADROOM_TRY(checkKeys(json, kPresetKeys, where));
    const auto name = textOf(json, "name", where, nullptr);
    const auto type = textOf(json, "default_type", where, nullptr);
    const auto summary = textOf(json, "summary", where, "");
    for (const auto* text : {&name, &type, &summary})
        if (!*text)
            return tl::unexpected(text->error());
    Preset preset;
    preset.name = *name;
    preset.summary = remarkOfWords(*summary);
    preset.copies = *type == "COPY";
    const auto target = preset.copies ? Result<tensor::Type>(tensor::Type::F32) : encodableType(*type);
    if (!target)
        return tl::unexpected(at(where, target.error()));
    preset.defaultType = *target;
    const Json fileType = json.value("file_type", Json(0U));
    if (!fileType.is_number_unsigned() || fileType.get<std::uint64_t>() > 0xFFFFFFFFU)
        return fail(ErrorCode::InvalidArgument, where + ", key \"file_type\"", "is no general.file_type");
    preset.fileType = fileType.get<std::uint32_t>();
    HEADROOM_TRY(readList(json, "rules", where, ruleFromJson, preset.rules));
    HEADROOM_TRY(readList(json, "overrides", where, overrideFromJson, preset.overrides));
    return preset;
}

Result<Preset> readPreset(const std::filesystem::path& path)
{
    const auto json = readWrittenJson(path, 16U << 20U);
    if (!json)
        return tl::unexpected(json.error());
    return presetFromJson(*json, path.string());
}

Status writePreset(const Output& output, const Preset& preset)
{
    const std::string text = toJson(preset).dump(2) + "\n";
    return writeFile(output, std::as_bytes(std::span(text)));
}

} // namespace headroom::quant
