// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Expressions run one after the other: each cuts the pieces that the one before it left, and what an expression does
// not match is a piece of its own. They are the ones that the models' authors publish in tokenizer.json, in the form
// in which llama.cpp runs them, whose token ids are the yardstick.
#include "core/model/pretokenizer.h"

#include "core/model/utf8.h"

#include <fmt/format.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <string>

namespace headroom::model {

namespace {

constexpr std::string_view kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view kLlama3
    = R"('(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
      R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2
    = R"('(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
      R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen35
    = R"('(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}|)"
      R"( ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
/// "Not a–z" and "not A–Z" stand for upper and lower case; llama.cpp tells case apart in ASCII only.
constexpr std::string_view kTekken
    = R"([^\r\n\p{L}\p{N}]?(?:(?![a-z])\p{L})*(?:(?![A-Z])\p{L})+|[^\r\n\p{L}\p{N}]?(?:(?![a-z])\p{L})+)"
      R"((?:(?![A-Z])\p{L})*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kDeepseek3
    = R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|)"
      R"( ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kUpToThreeDigits = R"(\p{N}{1,3})";
constexpr std::string_view kDigit = R"(\p{N})";
constexpr std::string_view kDigits = R"(\p{N}+)";
constexpr std::string_view kThreeDigits = "[0-9][0-9][0-9]";
constexpr std::string_view kHanAndKana = R"([\x{4e00}-\x{9fa5}\x{3040}-\x{309f}\x{30a0}-\x{30ff}]+)";

struct Family {
    std::string_view names; ///< separated by spaces
    std::array<std::string_view, 5> expressions; ///< the rest empty
    bool ignoresMerges = false;
    bool addsBos = false;
};

constexpr std::array kFamilies{
    Family{"default", {R"([\p{P}\$\+<=>\^~\|]+)", kGpt2, kDigits, kThreeDigits}},
    Family{"gpt-2 phi-2 mpt olmo jais trillion granite-docling jina-es jina-de jina-v2-es jina-v2-de gigachat a.x-4.0 "
           "mellum modern-bert exaone4 jina-v1-en jina-v2-code roberta-bpe",
           {kGpt2}},
    Family{"llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2", {kLlama3}, true, true},
    Family{"dbrx smaug-bpe chatglm-bpe glm4", {kLlama3}},
    Family{"qwen2 deepseek-r1-qwen kormo megrez stablelm2 hunyuan grok-2 solar-open", {kQwen2}},
    Family{"qwen35", {kQwen35}},
    Family{"starcoder refact command-r smollm codeshell exaone minerva-7b mellum2", {kDigit, kGpt2}},
    Family{"falcon", {R"([\p{P}\$\+<=>\^~\|`]+)", kGpt2, kThreeDigits}},
    Family{"tekken", {kTekken}, true, true},
    Family{"deepseek-v3 hunyuan-dense joyai-llm", {kUpToThreeDigits, kHanAndKana, kDeepseek3}},
    Family{"deepseek-coder",
           {R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)", R"([\x{4e00}-\x{9fa5}\x{0800}-\x{4e00}\x{ac00}-\x{d7ff}]+)",
            kDigit}},
};

bool isNamed(const Family& family, std::string_view name)
{
    const std::string padded = fmt::format(" {} ", family.names);
    return !name.empty() && name.find(' ') == std::string_view::npos
        && padded.find(fmt::format(" {} ", name)) != std::string::npos;
}

/// White_Space as Unicode defines it. PCRE2's own \s takes in U+180E, which has not been a space since Unicode 6.3.
std::string withUnicodeSpaces(std::string_view expression)
{
    constexpr std::string_view kSpaces = R"(\x{09}-\x{0d}\x{85}\p{Z})";
    std::string result;
    bool inClass = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c != '\\') {
            inClass = c == '[' ? true : c == ']' ? false : inClass;
            result += c;
            continue;
        }
        const char escaped = expression[++i];
        if (escaped == 's')
            result += inClass ? std::string(kSpaces) : fmt::format("[{}]", kSpaces);
        else if (escaped == 'S')
            result += fmt::format("[^{}]", kSpaces);
        else
            result += {c, escaped};
    }
    return result;
}

/// PCRE2 demands valid UTF-8, and surrogates are not. A private-use character has the same length and belongs, like
/// them, to no class that the expressions name.
std::string withoutSurrogates(std::string_view text)
{
    constexpr std::string_view kStandIn = "\xee\x80\x80";
    std::string shadow(text);
    for (std::size_t i = shadow.find('\xed'); i != std::string::npos; i = shadow.find('\xed', i + 1))
        if (i + 2 < shadow.size() && static_cast<unsigned char>(shadow[i + 1]) >= 0xa0)
            shadow.replace(i, kStandIn.size(), kStandIn);
    return shadow;
}

struct MatchDataFree {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

} // namespace

struct PreTokenizer::Compiled {
    explicit Compiled(std::string_view expression)
    {
        const std::string source = withUnicodeSpaces(expression);
        int error = 0;
        PCRE2_SIZE where = 0;
        code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(), PCRE2_UTF | PCRE2_UCP, &error,
                             &where, nullptr);
        if (code)
            pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without JIT it only is slower
    }
    ~Compiled() { pcre2_code_free(code); }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

    /// Next match at or after `from`; {npos, npos} when there is none, or PCRE2 ran into one of its limits.
    std::pair<std::size_t, std::size_t> search(std::string_view text, std::size_t from, pcre2_match_data* data) const
    {
        const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
        constexpr std::uint32_t kOptions = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
        int found = pcre2_match(code, subject, text.size(), from, kOptions, data, nullptr);
        if (found == PCRE2_ERROR_JIT_STACKLIMIT)
            found = pcre2_match(code, subject, text.size(), from, kOptions | PCRE2_NO_JIT, data, nullptr);
        if (found < 0)
            return {std::string_view::npos, std::string_view::npos};
        const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data);
        return {bounds[0], bounds[1]};
    }

    /// Appends the lengths of the pieces of `text`, matches and what lies between them.
    void cut(std::string_view text, std::vector<std::size_t>& lengths, pcre2_match_data* data) const
    {
        std::size_t done = 0;
        while (done < text.size()) {
            const auto [begin, end] = search(text, done, data);
            if (begin == std::string_view::npos)
                break;
            if (begin > done)
                lengths.push_back(begin - done);
            lengths.push_back(end - begin);
            done = end;
        }
        if (done < text.size())
            lengths.push_back(text.size() - done);
    }

    pcre2_code* code = nullptr;
};

Result<PreTokenizer> PreTokenizer::create(std::string_view family)
{
    const auto row = std::find_if(kFamilies.begin(), kFamilies.end(),
                                  [family](const Family& candidate) { return isNamed(candidate, family); });
    if (row == kFamilies.end())
        return fail(ErrorCode::Unsupported, "key \"tokenizer.ggml.pre\"", "");
    PreTokenizer result;
    result.m_ignoresMerges = row->ignoresMerges;
    result.m_addsBos = row->addsBos;
    for (const std::string_view expression : row->expressions) {
        if (expression.empty())
            break;
        auto compiled = std::make_shared<const Compiled>(expression);
        if (!compiled->code)
            return fail(ErrorCode::Internal, fmt::format("pre-tokenizer \"{}\"", family),
                        "expression does not compile");
        result.m_expressions.push_back(std::move(compiled));
    }
    return result;
}

std::vector<std::string_view> PreTokenizer::split(std::string_view text) const
{
    const std::string shadow = withoutSurrogates(text);
    std::vector<std::size_t> lengths{text.size()};
    const std::unique_ptr<pcre2_match_data, MatchDataFree> data(pcre2_match_data_create(1, nullptr));
    for (const auto& expression : m_expressions) {
        if (!data)
            break;
        std::vector<std::size_t> finer;
        std::size_t offset = 0;
        for (const std::size_t length : lengths) {
            expression->cut(std::string_view(shadow).substr(offset, length), finer, data.get());
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
