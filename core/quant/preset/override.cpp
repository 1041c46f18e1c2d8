// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/override.h"

namespace headroom::quant {

namespace {

constexpr std::size_t kLongestPattern = 1024;

} // namespace

Result<tensor::Type> encodableType(std::string_view name)
{
    const tensor::Format* format = tensor::findFormat(name);
    if (!format)
        return fail(ErrorCode::InvalidArgument, "type \"" + std::string(name) + "\"", "there is no such format");
    if (!format->encode || format->type == tensor::Type::Q8_1 || format->type == tensor::Type::Q8_K)
        return fail(ErrorCode::InvalidArgument, "type \"" + std::string(name) + "\"", "is not for weights");
    return format->type;
}

Result<NamePattern> NamePattern::parse(std::string_view text)
{
    const std::string where = "pattern \"" + std::string(text.substr(0, kLongestPattern)) + "\"";
    if (text.empty())
        return fail(ErrorCode::InvalidArgument, where, "is empty");
    if (text.size() > kLongestPattern)
        return fail(ErrorCode::InvalidArgument, where, "is too long");
    NamePattern made;
    made.m_text = text;
    try {
        made.m_expression = std::make_shared<const std::regex>(text.begin(), text.end());
    } catch (const std::regex_error& error) {
        return fail(ErrorCode::InvalidArgument, where, std::string("is no regular expression: ") + error.what());
    }
    return made;
}

bool NamePattern::matches(const std::string& tensor) const
{
    try {
        return std::regex_search(tensor, *m_expression);
    } catch (const std::regex_error&) { // too complex for this name
        return false;
    }
}

Result<Override> Override::parse(std::string_view text)
{
    const std::string where = "override \"" + std::string(text.substr(0, kLongestPattern)) + "\"";
    const std::size_t equals = text.rfind('=');
    if (equals == std::string_view::npos || equals == 0)
        return fail(ErrorCode::InvalidArgument, where, "is not of the form REGEX=TYPE");
    const auto type = encodableType(text.substr(equals + 1));
    if (!type)
        return fail(ErrorCode::InvalidArgument, where, type.error().where + " " + type.error().detail);
    auto pattern = NamePattern::parse(text.substr(0, equals));
    if (!pattern)
        return fail(ErrorCode::InvalidArgument, where, std::move(pattern.error().detail));
    Override made;
    made.m_text = text;
    made.m_type = *type;
    made.m_pattern = std::move(*pattern);
    return made;
}

} // namespace headroom::quant
