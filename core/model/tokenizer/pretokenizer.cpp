// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pretokenizer.h"

#include "core/model/unicode.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

using Lengths = std::vector<std::size_t>;

bool beginsWithNumber(std::string_view text)
{
    std::size_t next = 0;
    return categoryOf(nextCodePoint(text, next)) == Category::Number;
}

/// Where groups of three characters begin, counted from the end: "1234567" → 1, 4; "123" → 0 if `first`.
void addGroups(std::string_view match, std::size_t offset, bool first, std::vector<std::size_t>& cuts)
{
    std::size_t left = 0;
    for (std::size_t i = 0; i < match.size(); ++left)
        i += announcedLength(match[i]);
    for (std::size_t i = 0; i < match.size(); --left) {
        if (left % 3 == 0 && (i > 0 || first))
            cuts.push_back(offset + i);
        i += announcedLength(match[i]);
    }
}

/// The offsets at which `text` is cut, in order.
void findCuts(std::string_view text, const Regex& expression, Family::Cut cut, Regex::Scratch& scratch,
              std::vector<std::size_t>& cuts)
{
    for (std::size_t from = 0; from < text.size();) {
        const auto match = expression.search(text, from, scratch);
        if (!match)
            return;
        const auto [begin, end] = *match;
        const std::string_view matched = text.substr(begin, end - begin);
        const bool whole = cut == Family::Cut::Matches || cut == Family::Cut::TripledNumbers;
        if (whole)
            cuts.push_back(begin);
        if (!whole || (cut == Family::Cut::TripledNumbers && beginsWithNumber(matched)))
            addGroups(matched, begin, cut != Family::Cut::AfterTriples, cuts);
        if (cut != Family::Cut::BeforeTriples)
            cuts.push_back(end);
        from = end > begin ? end : end < text.size() ? end + announcedLength(text[end]) : end;
    }
}

/// Appends the lengths of the pieces of `text`, matches and what lies between them.
void cutPiece(std::string_view text, const Regex& expression, Family::Cut cut, Regex::Scratch& scratch,
              std::vector<std::size_t>& cuts, Lengths& lengths)
{
    cuts.clear();
    findCuts(text, expression, cut, scratch, cuts);
    cuts.push_back(text.size());
    std::size_t done = 0;
    for (const std::size_t at : cuts)
        if (at > done) {
            lengths.push_back(at - done);
            done = at;
        }
}

} // namespace

Result<PreTokenizer> PreTokenizer::create(std::string_view family)
{
    PreTokenizer result;
    result.m_family = findFamily(family);
    if (!result.m_family)
        return fail(ErrorCode::Unsupported, "key \"tokenizer.ggml.pre\"", "");
    for (const Family::Step& step : result.m_family->steps) {
        if (step.expression.empty())
            break;
        auto compiled = Regex::compile(step.expression);
        if (!compiled)
            return fail(ErrorCode::Internal, fmt::format("pre-tokenizer \"{}\"", family), compiled.error().detail);
        result.m_steps.push_back({std::move(*compiled), step.cut});
    }
    return result;
}

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const
{
    const std::string shadow = withoutSurrogates(text);
    Lengths lengths{text.size()};
    for (const Step& step : m_steps) {
        Regex::Scratch scratch(step.expression);
        Lengths finer;
        std::vector<std::size_t> cuts;
        finer.reserve(lengths.size());
        std::size_t offset = 0;
        for (const std::size_t length : lengths) {
            cutPiece(std::string_view(shadow).substr(offset, length), step.expression, step.cut, scratch, cuts, finer);
            offset += length;
        }
        lengths = std::move(finer);
    }
    std::vector<std::string_view> words;
    words.reserve(lengths.size());
    std::size_t offset = 0;
    for (const std::size_t length : lengths) {
        words.push_back(text.substr(offset, length));
        offset += length;
    }
    return words;
}

} // namespace headroom::model
