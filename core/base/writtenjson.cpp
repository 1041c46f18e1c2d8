// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/writtenjson.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

namespace headroom {

namespace {

/// Of a file that anyone may have written.
std::string quoted(const std::string& key)
{
    std::string shown = key.substr(0, 64);
    std::ranges::replace_if(
        shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return fmt::format("key \"{}\"", shown);
}

/// Of a key that an object has twice only the last is left when it is read.
class KeysOnce {
public:
    bool operator()(int, Json::parse_event_t event, const Json& parsed)
    {
        if (event == Json::parse_event_t::object_start)
            m_open.emplace_back();
        else if (event == Json::parse_event_t::object_end && !m_open.empty())
            m_open.pop_back();
        else if (event == Json::parse_event_t::key && !m_open.empty() && m_twice.empty()
                 && !m_open.back().insert(parsed.get<std::string>()).second)
            m_twice = parsed.get<std::string>();
        return true;
    }
    const std::string& twice() const { return m_twice; }

private:
    std::vector<std::set<std::string>> m_open;
    std::string m_twice;
};

} // namespace

Result<Json> parseWrittenJson(std::string_view text, std::string_view where, int maxDepth)
{
    KeysOnce once;
    auto json = parseJson(text, where, maxDepth, std::ref(once));
    if (json && !once.twice().empty())
        return fail(ErrorCode::InvalidArgument, fmt::format("{}, {}", where, quoted(once.twice())),
                    "stands there twice: leave one of them out");
    return json;
}

Result<Json> readWrittenJson(const std::filesystem::path& path, std::uint64_t maxBytes, int maxDepth)
{
    const auto text = readTextFile(path, maxBytes);
    return text ? parseWrittenJson(*text, path.string(), maxDepth) : tl::unexpected(text.error());
}

Status checkKeys(const Json& object, std::span<const std::string_view> known, const std::string& where)
{
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end())
            return fail(ErrorCode::InvalidArgument, fmt::format("{}, {}", where, quoted(key)),
                        whatIsNotKnown(key, known));
    return {};
}

} // namespace headroom
