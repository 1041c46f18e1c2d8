// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/splitter.h"

#include "core/model/tokenizer/bytelevel.h"
#include "core/model/tokenizer/pipeline/growth.h"
#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/utf8.h"

#include <array>

namespace headroom::model::pipeline {

namespace {

constexpr std::string_view kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view kPunctuation = R"([\p{P}!-/:-@\[-`{-~])";

struct Piece {
    std::size_t begin, end;
    bool match;
};

/// Matches, and what lies between them.
std::vector<Piece> found(const std::string& text, const Regex& expression, bool invert)
{
    const std::string shadow = withoutSurrogates(text);
    Regex::Scratch scratch(expression);
    std::vector<Piece> pieces;
    std::size_t done = 0;
    for (std::size_t from = 0; from < text.size();) {
        const auto match = expression.search(shadow, from, scratch);
        if (!match)
            break;
        if (match->begin > done)
            pieces.push_back({done, match->begin, invert});
        if (match->end > match->begin)
            pieces.push_back({match->begin, match->end, !invert});
        done = match->end;
        from = match->end > match->begin ? done : done < text.size() ? done + announcedLength(text[done]) : text.size();
    }
    if (done < text.size())
        pieces.push_back({done, text.size(), invert});
    return pieces;
}

/// Joins a match to the piece before it, unless that is a match, too. Reversed for the piece after it.
std::vector<Piece> merged(std::vector<Piece> pieces, bool withNext)
{
    if (withNext)
        std::reverse(pieces.begin(), pieces.end());
    std::vector<Piece> result;
    bool afterMatch = false;
    for (const Piece& piece : pieces) {
        if (piece.match && !afterMatch && !result.empty()) {
            result.back().begin = std::min(result.back().begin, piece.begin);
            result.back().end = std::max(result.back().end, piece.end);
        } else {
            result.push_back(piece);
        }
        afterMatch = piece.match;
    }
    if (withNext)
        std::reverse(result.begin(), result.end());
    return result;
}

std::vector<Piece> contiguous(const std::vector<Piece>& pieces)
{
    std::vector<Piece> result;
    for (const Piece& piece : pieces)
        if (!result.empty() && result.back().match == piece.match)
            result.back().end = piece.end;
        else
            result.push_back(piece);
    return result;
}

std::vector<std::string> split(const std::string& text, const Regex& expression, Behaviour behaviour, bool invert)
{
    std::vector<Piece> pieces = found(text, expression, invert);
    if (behaviour == Behaviour::MergedWithPrevious || behaviour == Behaviour::MergedWithNext)
        pieces = merged(std::move(pieces), behaviour == Behaviour::MergedWithNext);
    else if (behaviour == Behaviour::Contiguous)
        pieces = contiguous(pieces);
    std::vector<std::string> words;
    for (const Piece& piece : pieces)
        if (!(behaviour == Behaviour::Removed && piece.match))
            words.push_back(text.substr(piece.begin, piece.end - piece.begin));
    return words;
}

/// A literal text as an expression.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (std::string_view("\\^$.|?*+()[]{}#").find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

std::optional<Behaviour> behaviourNamed(std::string_view name)
{
    constexpr std::array<std::string_view, 5> kNames{"Removed", "Isolated", "MergedWithPrevious", "MergedWithNext",
                                                     "Contiguous"};
    const auto at = std::find(kNames.begin(), kNames.end(), name);
    return at == kNames.end() ? std::nullopt : std::optional(static_cast<Behaviour>(at - kNames.begin()));
}

/// Components that are nothing but an expression and a behaviour.
struct Fixed {
    std::string_view name, expression;
    Behaviour behaviour;
    bool invert;
};
constexpr std::array kFixed{
    Fixed{"Whitespace", R"(\w+|[^\w\s]+)", Behaviour::Removed, true},
    Fixed{"WhitespaceSplit", R"(\s+)", Behaviour::Removed, false},
    Fixed{"BertPreTokenizer", R"(\s)", Behaviour::Removed, false},
    Fixed{"BertPreTokenizer", kPunctuation, Behaviour::Isolated, false},
};

std::size_t bytesOf(const std::vector<std::string>& words)
{
    std::size_t bytes = 0;
    for (const std::string& word : words)
        bytes += word.size();
    return bytes;
}

} // namespace

Result<Splitter::Step> Splitter::readSplit(const Json& json, const std::string& where)
{
    Step step;
    const std::string type = textIn(json, "type");
    const Json& pattern = member(json, "pattern");
    std::string expression = textIn(pattern, "Regex", escaped(textIn(pattern, "String")));
    std::string behaviour = textIn(json, "behavior", "Isolated");
    if (type == "Digits") {
        expression = R"(\p{N})";
        behaviour = flagIn(json, "individual_digits", false) ? "Isolated" : "Contiguous";
    } else if (type == "Punctuation") {
        expression = kPunctuation;
    } else if (type == "CharDelimiterSplit") {
        expression = escaped(textIn(json, "delimiter"));
        behaviour = "Removed";
    } else if (type != "Split") {
        return fail(ErrorCode::Unsupported, where, "pre-tokenizer \"" + type + "\" is not supported");
    }
    const auto known = behaviourNamed(behaviour);
    if (!known)
        return fail(ErrorCode::Unsupported, where, "behaviour \"" + behaviour + "\" is not supported");
    auto compiled = Regex::compile(expression);
    if (!compiled)
        return fail(ErrorCode::Corrupt, where + ", pre-tokenizer " + type, compiled.error().detail);
    step.expression = std::move(*compiled);
    step.behaviour = *known;
    step.invert = flagIn(json, "invert", false);
    return step;
}

Result<std::vector<Splitter::Step>> Splitter::readStep(const Json& json, const std::string& where)
{
    const std::string type = textIn(json, "type");
    std::vector<Step> steps;
    for (const Fixed& fixed : kFixed)
        if (fixed.name == type)
            steps.push_back({Kind::Split, *Regex::compile(fixed.expression), fixed.behaviour, fixed.invert, {}, {}});
    if (type == "ByteLevel") {
        Step step;
        step.kind = Kind::ByteLevel;
        step.prepend = flagIn(json, "add_prefix_space", true) ? Prepend::Always : Prepend::Never;
        if (flagIn(json, "use_regex", true))
            step.expression = *Regex::compile(kGpt2);
        steps.push_back(std::move(step));
    } else if (type == "Metaspace") {
        Step step;
        step.kind = Kind::Metaspace;
        step.mark = textIn(json, "replacement", std::string(kSpaceMark));
        if (step.mark.empty() || step.mark.size() != announcedLength(step.mark.front()))
            return fail(ErrorCode::Corrupt, where + ", pre-tokenizer Metaspace",
                        "the replacement is not one character");
        const std::string scheme
            = textIn(json, "prepend_scheme", flagIn(json, "add_prefix_space", true) ? "always" : "never");
        if (scheme != "never" && scheme != "first" && scheme != "always")
            return fail(ErrorCode::Unsupported, where + ", pre-tokenizer Metaspace",
                        "prepend_scheme \"" + scheme + "\" is not supported");
        step.prepend = scheme == "never" ? Prepend::Never : scheme == "first" ? Prepend::First : Prepend::Always;
        step.behaviour = Behaviour::MergedWithNext;
        if (auto expression = Regex::compile(escaped(step.mark)); expression && flagIn(json, "split", true))
            step.expression = std::move(*expression);
        steps.push_back(std::move(step));
    } else if (steps.empty()) {
        auto step = readSplit(json, where);
        if (!step)
            return tl::unexpected(std::move(step.error()));
        steps.push_back(std::move(*step));
    }
    return steps;
}

Result<Splitter> Splitter::read(const Json& component, const std::string& where)
{
    Splitter splitter;
    splitter.m_where = where;
    std::vector<Json> parts;
    flatten(component, "pretokenizers", parts);
    for (const Json& part : parts) {
        auto steps = readStep(part, where);
        if (!steps)
            return tl::unexpected(std::move(steps.error()));
        std::move(steps->begin(), steps->end(), std::back_inserter(splitter.m_steps));
    }
    return splitter;
}

std::vector<std::string> Splitter::cut(const Step& step, std::string text, bool atStart)
{
    const bool prepends = step.prepend == Prepend::Always || (step.prepend == Prepend::First && atStart);
    const std::string mark = step.kind == Kind::ByteLevel ? " " : step.mark;
    if (step.kind == Kind::Metaspace)
        text = replaceAll(text, " ", mark);
    if (prepends && !text.starts_with(mark))
        text = mark + text;
    std::vector<std::string> words;
    if (step.expression)
        words = split(text, *step.expression, step.behaviour, step.invert);
    else
        words.push_back(std::move(text));
    if (step.kind != Kind::ByteLevel)
        return words;
    static const ByteLevel kAlphabet;
    for (std::string& word : words) {
        std::string written;
        for (const char c : word)
            written += kAlphabet.encode(static_cast<std::uint8_t>(c));
        word = std::move(written);
    }
    return words;
}

std::vector<std::string> Splitter::apply(std::string text, bool atStart) const
{
    const Growth growth(text.size());
    std::vector<std::string> words;
    if (!text.empty())
        words.push_back(std::move(text));
    for (const Step& step : m_steps) {
        std::vector<std::string> finer;
        bool first = atStart;
        for (std::string& word : words) {
            std::vector<std::string> parts = cut(step, std::move(word), first);
            std::move(parts.begin(), parts.end(), std::back_inserter(finer));
            first = false;
        }
        words = std::move(finer);
        growth.check(bytesOf(words), m_where + ", pre_tokenizer");
    }
    return words;
}

} // namespace headroom::model::pipeline
