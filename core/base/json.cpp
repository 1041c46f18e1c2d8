// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include "core/base/lookslike.h"

#include <algorithm>

namespace headroom {

namespace {

/// Depth of nesting outside strings, so that the recursive parser never sees a bomb.
bool nestsDeeperThan(std::string_view text, int maxDepth)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<Json> parseJson(std::string_view text, std::string_view where, int maxDepth,
                       const Json::parser_callback_t& filter)
{
    HEADROOM_TRY(refuseWideText(text, std::string(where)));
    HEADROOM_TRY(refuseStandIn(std::as_bytes(std::span(text)), std::string(where), "valid JSON"));
    text = withoutByteOrderMark(text);
    if (nestsDeeperThan(text, maxDepth))
        return fail(ErrorCode::Corrupt, std::string(where), "JSON nested deeper than " + std::to_string(maxDepth));
    Json json = Json::parse(text, filter, false);
    if (json.is_discarded())
        return fail(ErrorCode::Corrupt, std::string(where),
                    text.starts_with('{') || text.starts_with('[')
                        ? std::string("not valid JSON")
                        : insteadOf("valid JSON", std::as_bytes(std::span(text))));
    return json;
}

} // namespace headroom
