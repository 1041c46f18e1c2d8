// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/redact.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

Result<Redactor> Redactor::create()
{
    Redactor redactor;
    for (const RedactionRule& row : redactionRules()) {
        const auto expression = model::Regex::compile(row.pattern);
        if (!expression)
            return fail(expression.error().code, fmt::format("redaction of {}", row.kind), expression.error().detail);
        redactor.m_rules.push_back({row, *expression, model::Regex::Scratch(*expression), 0});
    }
    return redactor;
}

Status Redactor::apply(Rule& rule, std::string& text, std::string_view where)
{
    const std::string subject = model::withoutSurrogates(text); // as long as the text
    std::string out;
    std::size_t copied = 0;
    for (std::size_t from = 0; from < text.size();) {
        const auto match = rule.expression.search(subject, from, rule.scratch);
        if (rule.scratch.exceeded())
            return fail(
                ErrorCode::Unsupported, std::string(where),
                fmt::format("the search for {} after byte {} took too long; split the line, or switch redaction "
                            "off (--no-redact)",
                            rule.row.kind, from));
        if (!match)
            break;
        const std::size_t length = rule.row.extent ? rule.row.extent(subject, *match) : match->end - match->begin;
        if (length == 0) {
            from = match->begin + 1; // what is no number may end in one
            while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U)
                ++from;
            continue;
        }
        out.append(text, copied, match->begin - copied).append(fmt::format("[{}]", rule.row.kind));
        copied = from = match->begin + length;
        ++rule.count;
    }
    if (copied > 0)
        text = std::move(out.append(text, copied));
    return {};
}

Result<std::string> Redactor::redact(std::string_view text, std::string_view where)
{
    std::string out(text);
    for (Rule& rule : m_rules)
        HEADROOM_TRY(apply(rule, out, where));
    return out;
}

std::vector<RedactionCount> Redactor::counts() const
{
    std::vector<RedactionCount> counts;
    for (const Rule& rule : m_rules) {
        if (rule.count == 0)
            continue;
        const auto same = std::ranges::find(counts, rule.row.kind, &RedactionCount::kind);
        if (same != counts.end())
            same->count += rule.count;
        else
            counts.push_back({rule.row.kind, rule.count});
    }
    return counts;
}

} // namespace headroom::quant
