// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/chattemplate.h"

#include "core/jinja/evaluator.h"
#include "core/jinja/parser.h"

#include <fmt/format.h>

namespace headroom::jinja {

struct ChatTemplate::Parsed {
    Body body;
    std::string where;
};

namespace {

std::string placeOf(const std::string& where, int line)
{
    return line > 0 ? fmt::format("{}, line {}", where, line) : where;
}

std::tm localNow()
{
    const std::time_t seconds = std::time(nullptr);
    std::tm now{};
    localtime_r(&seconds, &now);
    return now;
}

} // namespace

Result<ChatTemplate> ChatTemplate::parse(std::string_view source, std::string where)
{
    try {
        ChatTemplate result;
        result.m_parsed = std::make_shared<const Parsed>(Parsed{jinja::parse(source), where});
        return result;
    } catch (const Failure& failure) {
        return fail(ErrorCode::Corrupt, placeOf(where, failure.line), failure.what());
    }
}

Result<std::string> ChatTemplate::render(const Json& input, const Options& options) const
{
    try {
        const Value given = Value::fromJson(input);
        if (!given.isDict())
            return fail(ErrorCode::InvalidArgument, m_parsed->where, "the input must be a JSON object");
        Dict names;
        names.set("tools", None());
        names.set("documents", None());
        names.set("add_generation_prompt", false);
        for (const auto& [name, value] : given.dict().entries)
            names.set(name, value);
        return Evaluator({.work = options.work}, options.now.value_or(localNow()), names).render(m_parsed->body);
    } catch (const Failure& failure) {
        return fail(ErrorCode::InvalidArgument, placeOf(m_parsed->where, failure.line), failure.what());
    }
}

} // namespace headroom::jinja
