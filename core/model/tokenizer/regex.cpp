// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/regex.h"

#include <fmt/format.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

constexpr std::uint32_t kMatchLimit = 10'000'000; ///< steps of one search
constexpr std::uint32_t kHeapLimitKiB = 256 * 1024;

/// White_Space as Unicode defines it. PCRE2's own \s takes in U+180E, which has not been a space since Unicode 6.3.
std::string withUnicodeSpaces(std::string_view expression)
{
    constexpr std::string_view kSpaces = R"(\x{09}-\x{0d}\x{85}\p{Z})";
    std::string result;
    bool inClass = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c != '\\' || i + 1 == expression.size()) {
            inClass = c == '[' ? true : c == ']' ? false : inClass;
            result += c;
            continue;
        }
        const char escaped = expression[++i];
        if (escaped == 's')
            result += inClass ? std::string(kSpaces) : fmt::format("[{}]", kSpaces);
        else if (escaped == 'S' && !inClass)
            result += fmt::format("[^{}]", kSpaces);
        else
            result += {c, escaped};
    }
    return result;
}

const pcre2_code* codeOf(const std::shared_ptr<const void>& code)
{
    return static_cast<const pcre2_code*>(code.get());
}

} // namespace

Regex::Scratch::Scratch(const Regex& expression)
    : m_data(pcre2_match_data_create_from_pattern(codeOf(expression.m_code), nullptr),
             [](void* data) { pcre2_match_data_free(static_cast<pcre2_match_data*>(data)); })
    , m_limits(pcre2_match_context_create(nullptr),
               [](void* limits) { pcre2_match_context_free(static_cast<pcre2_match_context*>(limits)); })
{
    if (auto* limits = static_cast<pcre2_match_context*>(m_limits.get())) {
        pcre2_set_match_limit(limits, kMatchLimit);
        pcre2_set_heap_limit(limits, kHeapLimitKiB);
    }
}

Result<Regex> Regex::compile(std::string_view expression)
{
    const std::string source = withUnicodeSpaces(expression);
    int error = 0;
    PCRE2_SIZE where = 0;
    pcre2_code* code
        = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(),
                        PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error, &where, nullptr);
    if (!code) {
        std::array<PCRE2_UCHAR, 160> message{};
        pcre2_get_error_message(error, message.data(), message.size());
        return fail(ErrorCode::Corrupt, fmt::format("regular expression, position {}", where),
                    fmt::format("does not compile: {}", reinterpret_cast<const char*>(message.data())));
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without JIT it only is slower
    Regex regex;
    regex.m_code = std::shared_ptr<const void>(
        code, [](const void* freed) { pcre2_code_free(static_cast<pcre2_code*>(const_cast<void*>(freed))); });
    return regex;
}

std::optional<Regex::Match> Regex::search(std::string_view text, std::size_t from, Scratch& scratch) const
{
    auto* data = static_cast<pcre2_match_data*>(scratch.m_data.get());
    auto* limits = static_cast<pcre2_match_context*>(scratch.m_limits.get());
    scratch.m_exceeded = !data;
    if (!data || from > text.size())
        return std::nullopt;
    const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    int found = pcre2_match(codeOf(m_code), subject, text.size(), from, PCRE2_NO_UTF_CHECK, data, limits);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found
            = pcre2_match(codeOf(m_code), subject, text.size(), from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, limits);
    scratch.m_exceeded = found < 0 && found != PCRE2_ERROR_NOMATCH;
    if (found < 0)
        return std::nullopt;
    const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data);
    return Match{bounds[0], std::max(bounds[0], bounds[1])}; // \K in a lookaround could turn them around
}

std::string withoutSurrogates(std::string_view text)
{
    constexpr std::string_view kStandIn = "\xee\x80\x80";
    std::string shadow(text);
    for (std::size_t i = shadow.find('\xed'); i != std::string::npos; i = shadow.find('\xed', i + 1))
        if (i + 2 < shadow.size() && static_cast<unsigned char>(shadow[i + 1]) >= 0xa0)
            shadow.replace(i, kStandIn.size(), kStandIn);
    return shadow;
}

} // namespace headroom::model
