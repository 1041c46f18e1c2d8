// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/normalizer.h"

#include "core/model/tokenizer/bytelevel.h"
#include "core/model/tokenizer/charsmap.h"
#include "core/model/tokenizer/pipeline/prenames.h"
#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/regex.h"
#include "core/model/unicode.h"
#include "core/model/utf8.h"

#include <array>

namespace headroom::model::pipeline {

namespace {

using Step = std::function<std::string(std::string, const Growth&)>;
using StepResult = Result<Step>;

template <class Map> std::string mapped(std::string_view text, const Map& map)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();)
        map(nextCodePoint(text, i), result);
    return result;
}

std::string lowered(std::string_view text)
{
    return mapped(text, [](std::uint32_t c, std::string& out) { appendCodePoint(out, lowerCase(c)); });
}

std::string withoutMarks(std::string_view text)
{
    return mapped(text, [](std::uint32_t c, std::string& out) {
        if (!isMarkNonspacing(c))
            appendCodePoint(out, c);
    });
}

template <NormalForm form> StepResult unicodeForm(const Json&, const std::string&)
{
    return Step([](const std::string& text, const Growth&) { return normalized(text, form); });
}

StepResult lowercase(const Json&, const std::string&)
{
    return Step([](const std::string& text, const Growth&) { return lowered(text); });
}

StepResult stripAccents(const Json&, const std::string&)
{
    return Step([](const std::string& text, const Growth&) { return withoutMarks(text); });
}

StepResult strip(const Json& json, const std::string&)
{
    const bool left = flagIn(json, "strip_left", true), right = flagIn(json, "strip_right", true);
    return Step([left, right](const std::string& text, const Growth&) {
        std::size_t begin = 0;
        for (std::size_t i = 0; left && i < text.size() && isWhiteSpace(nextCodePoint(text, i)); begin = i) { }
        if (!right)
            return text.substr(begin);
        std::size_t kept = begin;
        for (std::size_t i = begin; i < text.size();)
            if (!isWhiteSpace(nextCodePoint(text, i)))
                kept = i;
        return text.substr(begin, kept - begin);
    });
}

/// Other than replaceAll it tells how long the text becomes, before it does.
template <class Tell>
std::string replaced(std::string_view text, std::string_view from, std::string_view to, const Tell& tell)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t found = text.find(from); found != std::string_view::npos; found = text.find(from)) {
        tell(result.size() + found + to.size());
        result.append(text.substr(0, found)).append(to);
        text.remove_prefix(found + from.size());
    }
    return result.append(text);
}

StepResult replace(const Json& json, const std::string& where)
{
    const std::string content = textIn(json, "content"), name = where + ", normalizer Replace";
    const Json& pattern = member(json, "pattern");
    if (const std::string plain = textIn(pattern, "String"); !plain.empty())
        return Step([plain, content, name](const std::string& text, const Growth& growth) {
            return replaced(text, plain, content, [&](std::size_t size) { growth.check(size, name); });
        });
    auto regex = Regex::compile(textIn(pattern, "Regex"));
    if (!regex)
        return fail(ErrorCode::Corrupt, name, regex.error().detail);
    return Step([regex = std::move(*regex), content, name](const std::string& text, const Growth& growth) {
        const std::string shadow = withoutSurrogates(text);
        Regex::Scratch scratch(regex);
        std::string result;
        std::size_t done = 0;
        for (std::size_t from = 0; from <= text.size();) {
            const auto match = regex.search(shadow, from, scratch);
            if (!match)
                break;
            growth.check(result.size() + content.size(), name);
            result.append(text, done, match->begin - done).append(content);
            done = match->end;
            from = match->end > match->begin ? done : done + (done < text.size() ? announcedLength(text[done]) : 1);
        }
        return result.append(text, std::min(done, text.size()));
    });
}

StepResult prepend(const Json& json, const std::string& where)
{
    return Step([prefix = textIn(json, "prepend"), where](std::string text, const Growth& growth) {
        growth.check(prefix.size() + text.size(), where + ", normalizer Prepend");
        return text.empty() ? text : prefix + text;
    });
}

StepResult byteLevel(const Json&, const std::string&)
{
    return Step([alphabet = ByteLevel()](const std::string& text, const Growth&) {
        std::string result;
        for (const char c : text)
            result += alphabet.encode(static_cast<std::uint8_t>(c));
        return result;
    });
}

/// BERT's own: control characters away, ideographs between spaces, accents and case as told.
StepResult bert(const Json& json, const std::string&)
{
    const bool clean = flagIn(json, "clean_text", true), ideographs = flagIn(json, "handle_chinese_chars", true);
    const bool lower = flagIn(json, "lowercase", true), accents = flagIn(json, "strip_accents", lower);
    return Step([=](std::string text, const Growth&) {
        text = mapped(text, [=](std::uint32_t c, std::string& out) {
            const bool space = isWhiteSpace(c);
            if (clean && !space && (c == 0 || c == 0xfffd || categoryOf(c) == Category::Control))
                return;
            const bool apart = ideographs && isIdeograph(c);
            out += apart ? " " : "";
            appendCodePoint(out, clean && space ? ' ' : c);
            out += apart ? " " : "";
        });
        if (accents)
            text = withoutMarks(normalized(text, NormalForm::Nfd));
        return lower ? lowered(text) : text;
    });
}

/// SentencePiece's table, applied as the tokenizers library does: to grapheme clusters of less than six bytes as a
/// whole, to the characters of others, and by the shortest entry each begins with.
StepResult precompiled(const Json& json, const std::string& where)
{
    auto map = CharsMap::parse(fromBase64(textIn(json, "precompiled_charsmap")), where + ", normalizer Precompiled");
    if (!map)
        return tl::unexpected(std::move(map.error()));
    return Step([map = std::move(*map), where](const std::string& text, const Growth& growth) {
        std::string result;
        for (std::string_view rest = text; !rest.empty();) {
            growth.check(result.size(), where + ", normalizer Precompiled");
            const std::string_view cluster = rest.substr(0, graphemeLength(rest));
            rest.remove_prefix(cluster.size());
            const auto whole = cluster.size() < 6 ? map.find(cluster, CharsMap::Prefer::Shortest) : std::nullopt;
            if (whole) {
                result += whole->text;
                continue;
            }
            for (std::size_t i = 0; i < cluster.size();) {
                const std::size_t begin = i;
                nextCodePoint(cluster, i);
                const std::string_view character = cluster.substr(begin, i - begin);
                const auto single = map.find(character, CharsMap::Prefer::Shortest);
                result += single ? single->text : character;
            }
        }
        return result;
    });
}

/// SentencePiece's nmt rules: control characters away, odd spaces made plain ones.
StepResult nmt(const Json&, const std::string&)
{
    return Step([](const std::string& text, const Growth&) {
        return mapped(text, [](std::uint32_t c, std::string& out) {
            const bool gone
                = (c >= 1 && c <= 8) || c == 0xb || (c >= 0xe && c <= 0x1f) || c == 0x7f || c == 0x8f || c == 0x9f;
            const bool space = c == 9 || c == 0xa || c == 0xc || c == 0xd || c == 0x1680 || (c >= 0x200b && c <= 0x200f)
                || c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xfeff || c == 0xfffd;
            if (!gone)
                appendCodePoint(out, space ? ' ' : c);
        });
    });
}

struct Kind {
    std::string_view name;
    StepResult (*make)(const Json& json, const std::string& where);
};
constexpr std::array kKinds{
    Kind{"NFC", unicodeForm<NormalForm::Nfc>},
    Kind{"NFD", unicodeForm<NormalForm::Nfd>},
    Kind{"NFKC", unicodeForm<NormalForm::Nfkc>},
    Kind{"NFKD", unicodeForm<NormalForm::Nfkd>},
    Kind{"Lowercase", lowercase},
    Kind{"StripAccents", stripAccents},
    Kind{"Strip", strip},
    Kind{"Replace", replace},
    Kind{"Prepend", prepend},
    Kind{"ByteLevel", byteLevel},
    Kind{"BertNormalizer", bert},
    Kind{"Precompiled", precompiled},
    Kind{"Nmt", nmt},
};

} // namespace

void flatten(const Json& component, const char* key, std::vector<Json>& all)
{
    if (component.is_null())
        return;
    if (textIn(component, "type") != "Sequence") {
        all.push_back(component);
        return;
    }
    for (const Json& part : member(component, key))
        flatten(part, key, all);
}

Result<Normalizer> Normalizer::read(const Json& component, const std::string& where)
{
    Normalizer normalizer;
    std::vector<Json> parts;
    flatten(component, "normalizers", parts);
    for (const Json& part : parts) {
        const std::string type = textIn(part, "type");
        const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&type](const Kind& k) { return k.name == type; });
        if (kind == kKinds.end())
            return fail(ErrorCode::Unsupported, where, "normalizer \"" + type + "\" is not supported");
        auto step = kind->make(part, where);
        if (!step)
            return tl::unexpected(std::move(step.error()));
        normalizer.m_steps.push_back({where + ", normalizer " + type, std::move(*step)});
    }
    return normalizer;
}

std::string Normalizer::apply(std::string text) const
{
    const Growth growth(text.size());
    for (const auto& [name, step] : m_steps) {
        text = step(std::move(text), growth);
        growth.check(text.size(), name);
    }
    return text;
}

} // namespace headroom::model::pipeline
