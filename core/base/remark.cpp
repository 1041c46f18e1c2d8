// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/remark.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/base/singular.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace headroom {

namespace {

constexpr int kDeepest = 8; ///< remarks within remarks, of a file

using Store = fmt::dynamic_format_arg_store<fmt::format_context>;

void push(Store& store, const RemarkArgument& argument)
{
    if (const auto* remarks = std::get_if<Remarks>(&argument))
        store.push_back(fmt::format("{}", fmt::join(english(*remarks), "; ")));
    else if (const auto* text = std::get_if<std::string>(&argument))
        store.push_back(*text);
    else if (const auto* count = std::get_if<std::int64_t>(&argument))
        store.push_back(*count);
    else
        store.push_back(std::get<double>(argument));
}

Json argumentJson(const RemarkArgument& argument)
{
    return std::visit(
        [](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Remarks>)
                return toJson(value);
            else
                return Json(value);
        },
        argument);
}

std::optional<Remark> read(const Json& json, int depth);

std::optional<RemarkArgument> argumentFrom(const Json& json, int depth)
{
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_number())
        return json.get<double>();
    if (!json.is_array())
        return std::nullopt;
    Remarks remarks;
    for (const Json& each : json) {
        auto one = read(each, depth + 1);
        if (!one)
            return std::nullopt;
        remarks.push_back(std::move(*one));
    }
    return remarks;
}

/// What can be said as it stands.
std::optional<Remark> read(const Json& json, int depth)
{
    if (depth > kDeepest || !json.is_object() || !json.contains("code") || !json.at("code").is_string())
        return std::nullopt;
    Remark remark{findRemark(json.at("code").get_ref<const std::string&>())};
    const auto arguments = json.find("arguments");
    if (remark.empty() || arguments == json.end() || !arguments->is_array()
        || arguments->size() != placeholdersOf(remark.row->english))
        return std::nullopt;
    for (const Json& each : *arguments) {
        auto argument = argumentFrom(each, depth);
        if (!argument)
            return std::nullopt;
        remark.arguments.push_back(std::move(*argument));
    }
    try {
        english(remark); // a text where a number belongs
    } catch (const fmt::format_error&) {
        return std::nullopt;
    }
    return remark;
}

} // namespace

bool Remark::operator==(const Remark& other) const
{
    return row == other.row && arguments == other.arguments;
}

std::string english(const Remark& remark)
{
    if (remark.empty())
        return {};
    Store store;
    for (const RemarkArgument& argument : remark.arguments)
        push(store, argument);
    return withSingulars(fmt::vformat(fmt::string_view(remark.row->english.data(), remark.row->english.size()), store));
}

std::vector<std::string> english(const Remarks& remarks)
{
    std::vector<std::string> all;
    for (const Remark& each : remarks)
        all.push_back(english(each));
    return all;
}

Remark said(std::string text)
{
    return text.empty() ? Remark() : remark("said", std::move(text));
}

Remark remarkOfWords(std::string text)
{
    for (const auto& rows : kRemarks)
        for (const RemarkRow& row : rows)
            if (row.english == text && placeholdersOf(text) == 0)
                return {&row};
    return said(std::move(text));
}

void append(Remark& remark, Remark more)
{
    if (more.empty())
        return;
    if (remark.empty())
        remark = std::move(more);
    else if (remark.code() == "joined")
        std::get<Remarks>(remark.arguments.front()).push_back(std::move(more));
    else
        remark = headroom::remark("joined", Remarks{std::move(remark), std::move(more)});
}

const RemarkRow* findRemark(std::string_view code)
{
    return remarks::find(code);
}

Json toJson(const Remark& remark)
{
    if (remark.empty())
        return nullptr;
    Json arguments = Json::array();
    for (const RemarkArgument& argument : remark.arguments)
        arguments.push_back(argumentJson(argument));
    return {{"code", remark.code()}, {"arguments", std::move(arguments)}};
}

Json toJson(const Remarks& remarks)
{
    Json all = Json::array();
    for (const Remark& each : remarks)
        all.push_back(toJson(each));
    return all;
}

Remark remarkFromJson(const Json& json, const std::string& words)
{
    if (auto known = read(json, 0))
        return std::move(*known);
    if (!words.empty() || !json.is_object() || !json.contains("code") || !json.at("code").is_string())
        return said(words);
    return said(json.at("code").get<std::string>());
}

Remarks remarksFromJson(const Json& object, const char* wordsKey, const char* remarksKey)
{
    const auto list = [&](const char* key) {
        const auto found = object.is_object() ? object.find(key) : object.end();
        return object.is_object() && found != object.end() && found->is_array() ? *found : Json::array();
    };
    const Json words = list(wordsKey), codes = list(remarksKey);
    Remarks out;
    for (std::size_t i = 0; i < std::max(words.size(), codes.size()); ++i) {
        const std::string text = i < words.size() && words[i].is_string() ? words[i].get<std::string>() : std::string();
        Remark remark = remarkFromJson(i < codes.size() ? codes[i] : Json(), text);
        if (!remark.empty())
            out.push_back(std::move(remark));
    }
    return out;
}

void to_json(Json& json, const Remark& remark)
{
    json = english(remark);
}

} // namespace headroom
