// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/prenames.h"

#include "core/model/tokenizer/pipeline/reading.h"

#include <algorithm>
#include <array>

namespace headroom::model::pipeline {

namespace {

#define CASELESS "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define BLANKS R"(|\s*[\r\n]+|\s+(?!\S)|\s+)"
#define WORD R"(|[^\r\n\p{L}\p{N}]?\p{L}+)"
#define OTHERS R"(| ?[^\s\p{L}\p{N}]+[\r\n]*)"
#define UPPER R"([\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}])"
#define LOWER R"([\p{Ll}\p{Lm}\p{Lo}\p{M}])"

/// The expressions of the Split steps, one after the other, with "Digits" and "GPT-2" for the steps that stand for
/// them.
struct Spelling {
    std::string_view name;
    bool ignoresMerges;
    std::string_view steps;
};
constexpr std::array kSpellings{
    Spelling{"gpt-2", false, "GPT-2\n"},
    Spelling{"starcoder", false, "Digits\nGPT-2\n"},
    Spelling{"llama-bpe", true, CASELESS WORD R"(|\p{N}{1,3})" OTHERS BLANKS "\n"},
    Spelling{"smaug-bpe", false, CASELESS WORD R"(|\p{N}{1,3})" OTHERS BLANKS "\n"},
    Spelling{"qwen2", false, CASELESS WORD R"(|\p{N})" OTHERS BLANKS "\n"},
    Spelling{"qwen35", false,
             CASELESS R"(|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*)" BLANKS "\n"},
    Spelling{"gpt-4o", false,
             R"([^\r\n\p{L}\p{N}]?)" UPPER "*" LOWER "+" CASELESS R"(?|[^\r\n\p{L}\p{N}]?)" UPPER "+" LOWER "*" CASELESS
             R"(?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*)" BLANKS "\n"},
    Spelling{"tekken", true,
             R"([^\r\n\p{L}\p{N}]?)" UPPER "*" LOWER R"(+|[^\r\n\p{L}\p{N}]?)" UPPER "+" LOWER
             R"(*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*)" BLANKS "\n"},
    Spelling{"deepseek-v3", false,
             "\\p{N}{1,3}\n[一-龥぀-ゟ゠-ヿ]+\n"
             "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+|"
             " ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+\n"},
    Spelling{"deepseek-coder", false, "[\\r\\n]\n\\s?\\p{L}+\n\\s?\\p{P}+\n[一-龥ࠀ-一가-퟿]+\nDigits\n"},
    Spelling{"bailingmoe", false,
             R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|)"
             R"(\s+(?!\S)|\s+)"
             "\n"},
    Spelling{"seed-coder", false, CASELESS WORD R"(|\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+)" BLANKS "\n"},
};
#undef LOWER
#undef UPPER
#undef OTHERS
#undef WORD
#undef BLANKS
#undef CASELESS

/// An expression may have been written with the characters themselves, or with escapes.
std::string unified(std::string text)
{
    std::string result;
    for (const char c : text)
        result += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
    return result;
}

/// tokenizer.json counts no groups from the end of a number; matches of nothing cut where they stand.
constexpr std::string_view kBeforeTriples = R"((?<=\p{N})(?=(?:\p{N}{3})+(?!\p{N})))";
constexpr std::string_view kBeforeDigitTriples = "(?=(?:[0-9]{3})+(?![0-9]))";
constexpr std::string_view kAfterTriples = R"((?<=\p{N})(?=(?:\p{N}{3})*(?!\p{N})))";

Json splitAt(std::string_view expression)
{
    return {{"type", "Split"},
            {"pattern", {{"Regex", std::string(expression)}}},
            {"behavior", "Isolated"},
            {"invert", false}};
}

Json byteLevelStep(bool cutsWords)
{
    return {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", cutsWords}};
}

/// The steps of a spelling, one per line.
Json publishedSteps(std::string_view lines)
{
    Json steps = Json::array();
    bool bytes = false;
    for (std::size_t end = 0; (end = lines.find('\n')) != std::string_view::npos; lines.remove_prefix(end + 1)) {
        const std::string_view line = lines.substr(0, end);
        bytes = line == "GPT-2";
        if (line == "Digits")
            steps.push_back({{"type", "Digits"}, {"individual_digits", true}});
        else
            steps.push_back(bytes ? byteLevelStep(true) : splitAt(line));
    }
    if (!bytes)
        steps.push_back(byteLevelStep(false));
    return steps;
}

Json ownSteps(const Family& family)
{
    Json steps = Json::array();
    for (const Family::Step& step : family.steps) {
        if (step.expression.empty())
            break;
        if (step.cut == Family::Cut::Matches || step.cut == Family::Cut::TripledNumbers)
            steps.push_back(splitAt(step.expression));
        if (step.cut == Family::Cut::TripledNumbers)
            steps.push_back(splitAt(kBeforeTriples));
        else if (step.cut == Family::Cut::BeforeTriples)
            steps.push_back(splitAt(kBeforeDigitTriples));
        else if (step.cut == Family::Cut::AfterTriples)
            steps.push_back(splitAt(kAfterTriples));
    }
    steps.push_back(byteLevelStep(false));
    return steps;
}

} // namespace

std::string fromBase64(std::string_view text)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = kDigits.find(c);
        if (digit == std::string_view::npos)
            continue;
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8)
            bytes += static_cast<char>(bits >> static_cast<unsigned>(count -= 8) & 0xffU);
    }
    return bytes;
}

std::optional<std::string_view> preTokenizerName(const Json& tokenizer)
{
    std::vector<Json> parts;
    flatten(member(tokenizer, "pre_tokenizer"), "pretokenizers", parts);
    std::string steps;
    for (const Json& part : parts) {
        const std::string type = textIn(part, "type");
        const bool plain = textIn(part, "behavior", "Isolated") == "Isolated" && !flagIn(part, "invert", false);
        if (type == "Split" && plain)
            steps += unified(textIn(member(part, "pattern"), "Regex")) + "\n";
        else if (type == "Digits" && flagIn(part, "individual_digits", false))
            steps += "Digits\n";
        else if (type == "ByteLevel" && !flagIn(part, "add_prefix_space", true))
            steps += flagIn(part, "use_regex", true) ? "GPT-2\n" : "";
        else
            return std::nullopt;
    }
    const bool ignores = flagIn(member(tokenizer, "model"), "ignore_merges", false);
    for (const Spelling& spelling : kSpellings)
        if (spelling.steps == steps && spelling.ignoresMerges == ignores)
            return spelling.name;
    return std::nullopt;
}

Json preTokenizerOf(const Family& family)
{
    const auto spelling = std::find_if(kSpellings.begin(), kSpellings.end(),
                                       [&](const Spelling& known) { return findFamily(known.name) == &family; });
    const Json steps = spelling == kSpellings.end() ? ownSteps(family) : publishedSteps(spelling->steps);
    return steps.size() == 1 ? steps[0] : Json{{"type", "Sequence"}, {"pretokenizers", steps}};
}

} // namespace headroom::model::pipeline
