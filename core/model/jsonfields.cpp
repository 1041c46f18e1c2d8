// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/jsonfields.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace headroom::model {

namespace {

struct Named {
    FieldRule::May kind;
    std::string_view words;
};
constexpr std::array kNames{Named{FieldRule::Text, "a text"},          Named{FieldRule::Flag, "true or false"},
                            Named{FieldRule::Whole, "a whole number"}, Named{FieldRule::Number, "a number"},
                            Named{FieldRule::Object, "an object"},     Named{FieldRule::List, "a list"}};

unsigned fieldKinds(const Json& value)
{
    if (value.is_number_integer())
        return FieldRule::Whole | FieldRule::Number;
    if (value.is_number() && std::isfinite(value.get<double>()))
        return FieldRule::Number | (std::floor(value.get<double>()) == value.get<double>() ? FieldRule::Whole : 0U);
    return value.is_string() ? FieldRule::Text
        : value.is_boolean() ? FieldRule::Flag
        : value.is_object()  ? FieldRule::Object
        : value.is_array()   ? FieldRule::List
                             : FieldRule::Null;
}

std::string wordsFor(unsigned may)
{
    std::string words;
    for (const Named& name : kNames)
        if (may & name.kind)
            words += (words.empty() ? "" : " or ") + std::string(name.words);
    return words;
}

} // namespace

Status checkField(const Json& value, unsigned may, const std::string& where)
{
    if (fieldKinds(value) & may)
        return {};
    return fail(ErrorCode::Corrupt, where, "is not " + wordsFor(may));
}

Status checkFields(const Json& object, std::span<const FieldRule> rules, const std::string& where)
{
    HEADROOM_TRY(checkField(object, FieldRule::Object, where));
    for (const FieldRule& rule : rules) {
        const std::string place = fmt::format("{}, \"{}\"", where, rule.key);
        const auto found = object.find(rule.key);
        if (found != object.end())
            HEADROOM_TRY(checkField(*found, rule.may, place));
        else if (!(rule.may & FieldRule::Missing))
            return fail(ErrorCode::Corrupt, place, "is missing");
    }
    return {};
}

} // namespace headroom::model
