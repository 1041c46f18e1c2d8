// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parameters.h"

#include "core/base/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace headroom {

namespace {

tl::unexpected<Error> refusal(std::string_view key, std::string problem)
{
    return fail(ErrorCode::InvalidArgument, fmt::format("job, parameter {}", key), std::move(problem));
}

bool isNothing(const Parameter& row, const Json& value)
{
    switch (row.kind) {
    case ValueKind::Text:
    case ValueKind::Path:
        return value == "";
    case ValueKind::Paths:
    case ValueKind::Texts:
        return value.is_array() && value.empty();
    case ValueKind::Whole:
    case ValueKind::Bytes:
    case ValueKind::Real:
        return value == 0 && row.usual == 0;
    case ValueKind::Flag:
        return value == false;
    case ValueKind::Object:
        break;
    }
    return false;
}

std::string faultOfText(const Parameter& row, const std::string& text)
{
    if (row.known && !row.known(text))
        return fmt::format("\"{}\" is none of {}", text, row.names());
    return row.fault ? row.fault(text) : std::string();
}

std::string faultOfTexts(const Parameter& row, const Json& value)
{
    const bool all = value.is_array() && std::ranges::all_of(value, [](const Json& one) { return one.is_string(); });
    if (!all)
        return row.kind == ValueKind::Paths ? "is not a list of paths" : "is not a list of texts";
    if (row.high > 0 && double(value.size()) > row.high)
        return fmt::format("is a list of more than {}", row.high);
    for (const Json& one : value)
        if (std::string fault = faultOfText(row, one.get<std::string>()); !fault.empty())
            return fault;
    return {};
}

std::string faultOfWhole(const Parameter& row, const Json& value)
{
    const bool whole = value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
    const double number = whole ? value.get<double>() : -1;
    return number >= row.low && number <= row.high
        ? std::string()
        : fmt::format("is not a whole number from {:.0f} to {:.0f}", row.low, row.high);
}

std::string faultOfReal(const Parameter& row, const Json& value)
{
    if (!value.is_number())
        return "is not a number";
    const double number = value.get<double>();
    return number >= row.low && number <= row.high ? std::string()
                                                   : fmt::format("is not in {} to {}", row.low, row.high);
}

} // namespace

std::string faultOf(const Parameter& row, const Json& value)
{
    switch (row.kind) {
    case ValueKind::Text:
    case ValueKind::Path:
        return value.is_string() ? faultOfText(row, value.get<std::string>()) : "is not a text";
    case ValueKind::Paths:
    case ValueKind::Texts:
        return faultOfTexts(row, value);
    case ValueKind::Whole:
        return faultOfWhole(row, value);
    case ValueKind::Bytes:
        return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0)
            ? ""
            : "is not a number of bytes";
    case ValueKind::Real:
        return faultOfReal(row, value);
    case ValueKind::Flag:
        return value.is_boolean() ? "" : "is neither true nor false";
    case ValueKind::Object:
        return value.is_object() ? "" : "is not an object";
    }
    return {};
}

Result<Parameters> Parameters::read(Json json, std::span<const Parameter> table)
{
    Parameters parameters(json.is_null() ? Json::object() : std::move(json), table);
    if (!parameters.m_json.is_object())
        return fail(ErrorCode::InvalidArgument, "job, parameters", "are not an object");
    HEADROOM_TRY(parameters.check());
    return parameters;
}

Status Parameters::check() const
{
    std::vector<std::string_view> keys;
    for (const Parameter& row : m_table)
        keys.push_back(row.key);
    for (const auto& [key, value] : m_json.items())
        if (std::ranges::find(keys, key) == keys.end())
            return refusal(
                key, whatIsNotKnown(key, keys) + "; if another version wrote it, leave it out, or set the job up anew");
    for (const Parameter& row : m_table) {
        const Json* value = find(row.key);
        if (!value && row.isRequired)
            return refusal(row.key, m_json.contains(row.key) ? "is empty" : "is missing");
        if (!value || isOutdone(row))
            continue;
        if (std::string fault = faultOf(row, *value); !fault.empty())
            return refusal(row.key, std::move(fault));
        if (row.need.isMust && !takesEffect(row))
            return refusal(row.key, whyRefused(row));
    }
    return {};
}

bool Parameters::isOutdone(const Parameter& row) const
{
    return *row.oneOf != 0 && std::any_of(&row + 1, m_table.data() + m_table.size(), [&](const Parameter& other) {
        return std::string_view(other.oneOf) == row.oneOf && isGiven(other.key);
    });
}

std::string Parameters::whyRefused(const Parameter& refused) const
{
    const std::string words = refused.need.words;
    const auto open = words.find('{'), close = words.find('}');
    return close == std::string::npos
        ? words
        : words.substr(0, open) + text(words.substr(open + 1, close - open - 1)) + words.substr(close + 1);
}

const Parameter& Parameters::row(std::string_view key) const
{
    const Parameter* row = findParameter(m_table, key);
    if (!row)
        throw std::logic_error(fmt::format("no table has the parameter {}", key));
    return *row;
}

const Json* Parameters::find(std::string_view key) const
{
    const auto found = m_json.find(key);
    return found == m_json.end() || found->is_null() || isNothing(row(key), *found) ? nullptr : &*found;
}

bool Parameters::isGiven(std::string_view key) const
{
    return find(key) != nullptr;
}

std::string Parameters::text(std::string_view key) const
{
    const Json* value = find(key);
    return value ? value->get<std::string>() : row(key).usualText;
}

std::vector<std::string> Parameters::texts(std::string_view key) const
{
    const Json* value = find(key);
    return value ? value->get<std::vector<std::string>>() : std::vector<std::string>();
}

std::vector<std::filesystem::path> Parameters::paths(std::string_view key) const
{
    const auto all = texts(key);
    return {all.begin(), all.end()};
}

bool Parameters::flag(std::string_view key) const
{
    return find(key) != nullptr; // false is nothing
}

std::uint64_t Parameters::whole(std::string_view key) const
{
    const Json* value = find(key);
    return value ? value->get<std::uint64_t>() : static_cast<std::uint64_t>(row(key).usual);
}

double Parameters::real(std::string_view key) const
{
    const Json* value = find(key);
    return value ? value->get<double>() : row(key).usual;
}

const Json* Parameters::object(std::string_view key) const
{
    return find(key);
}

} // namespace headroom
