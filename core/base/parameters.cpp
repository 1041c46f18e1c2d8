// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parameters.h"

#include <fmt/format.h>

#include <limits>

namespace headroom {

const Json* Parameters::find(const char* key) const
{
    if (!m_json.is_object())
        return nullptr;
    const auto found = m_json.find(key);
    return found == m_json.end() || found->is_null() ? nullptr : &*found;
}

void Parameters::refuse(const char* key, std::string problem)
{
    if (m_key.empty()) {
        m_key = key;
        m_problem = std::move(problem);
    }
}

Status Parameters::status() const
{
    if (m_key.empty())
        return {};
    return fail(ErrorCode::InvalidArgument, "job, parameter " + m_key, m_problem);
}

std::string Parameters::text(const char* key)
{
    const Json* value = find(key);
    if (value && value->is_string() && !value->get_ref<const std::string&>().empty())
        return value->get<std::string>();
    refuse(key, value ? "is not a text, or empty" : "is missing");
    return {};
}

std::string Parameters::text(const char* key, const char* absent)
{
    return find(key) ? text(key) : absent;
}

std::string Parameters::name(const char* key, const char* absent, bool (*known)(std::string_view name),
                             std::string_view every)
{
    std::string given = absent ? text(key, absent) : text(key);
    if (!given.empty() && !known(given))
        refuse(key, fmt::format("\"{}\" is none of {}", given, every));
    return given;
}

std::filesystem::path Parameters::path(const char* key)
{
    return text(key);
}

std::vector<std::filesystem::path> Parameters::paths(const char* key)
{
    std::vector<std::filesystem::path> all;
    const Json* value = find(key);
    if (value && value->is_array())
        for (const auto& item : *value)
            if (item.is_string())
                all.emplace_back(item.get<std::string>());
    if (!value || !value->is_array() || all.empty() || all.size() != value->size())
        refuse(key, "is not a list of paths");
    return all;
}

std::string Parameters::textOr(const char* key, const char* absent)
{
    const Json* value = find(key);
    if (value && !value->is_string())
        refuse(key, "is not a text");
    return value && value->is_string() ? value->get<std::string>() : std::string(absent);
}

std::vector<std::string> Parameters::texts(const char* key)
{
    std::vector<std::string> all;
    const Json* value = find(key);
    if (value && value->is_array())
        for (const auto& item : *value)
            if (item.is_string())
                all.push_back(item.get<std::string>());
    if (value && (!value->is_array() || all.size() != value->size()))
        refuse(key, "is not a list of texts");
    return all;
}

std::uint64_t Parameters::bytes(const char* key)
{
    const Json* value = find(key);
    if (value && !value->is_number_unsigned())
        refuse(key, "is not a number of bytes");
    return value && value->is_number_unsigned() ? value->get<std::uint64_t>() : 0;
}

double Parameters::number(const char* key, double absent)
{
    const Json* value = find(key);
    if (value && !value->is_number())
        refuse(key, "is not a number");
    return value && value->is_number() ? value->get<double>() : absent;
}

bool Parameters::flag(const char* key)
{
    const Json* value = find(key);
    if (value && !value->is_boolean())
        refuse(key, "is neither true nor false");
    return value && value->is_boolean() && value->get<bool>();
}

unsigned Parameters::threads()
{
    constexpr std::uint32_t kMostThreads = 1024;
    const std::uint32_t threads = count("threads", 0);
    if (threads > kMostThreads)
        refuse("threads", "is not a whole number from 0 to 1024");
    return threads;
}

std::uint32_t Parameters::count(const char* key, std::uint32_t absent)
{
    const Json* value = find(key);
    if (!value)
        return absent;
    if (value->is_number_integer() && (value->is_number_unsigned() || value->get<std::int64_t>() >= 0)
        && value->get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max())
        return value->get<std::uint32_t>();
    refuse(key, "is not a whole number from 0 to 4294967295");
    return absent;
}

} // namespace headroom
