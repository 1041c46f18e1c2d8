// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/pretokenizer.h"

#include "core/model/utf8.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

using Lengths = std::vector<std::size_t>;

/// The match as one piece, or as groups of three characters counted from its end: "1234567" → "1", "234", "567".
void addMatch(std::string_view match, Family::Cut cut, Lengths& lengths)
{
    if (cut == Family::Cut::Matches) {
        lengths.push_back(match.size());
        return;
    }
    std::size_t characters = 0;
    for (std::size_t i = 0; i < match.size(); ++characters)
        i += announcedLength(match[i]);
    std::size_t begin = 0, inGroup = characters % 3 == 0 ? 3 : characters % 3;
    for (std::size_t i = 0; i < match.size();) {
        i += announcedLength(match[i]);
        if (--inGroup > 0 && i < match.size())
            continue;
        lengths.push_back(i - begin);
        begin = i;
        inGroup = 3;
    }
}

/// Appends the lengths of the pieces of `text`, matches and what lies between them.
void cutPiece(std::string_view text, const Regex& expression, Family::Cut cut, Regex::Scratch& scratch,
              Lengths& lengths)
{
    std::size_t done = 0, from = 0;
    while (from < text.size()) {
        const auto match = expression.search(text, from, scratch);
        if (!match)
            break;
        if (match->begin > done)
            lengths.push_back(match->begin - done);
        if (match->end > match->begin)
            addMatch(text.substr(match->begin, match->end - match->begin), cut, lengths);
        done = match->end;
        from = match->end > match->begin ? done : done < text.size() ? done + announcedLength(text[done]) : text.size();
    }
    if (done < text.size())
        lengths.push_back(text.size() - done);
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
        finer.reserve(lengths.size());
        std::size_t offset = 0;
        for (const std::size_t length : lengths) {
            cutPiece(std::string_view(shadow).substr(offset, length), step.expression, step.cut, scratch, finer);
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
