// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// All tokens of the file stand in the model's own vocabulary, added ones too, so that every program gives them their
// ids. What normalization a model was trained with GGUF does not say; its ids are those without.
#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/pipeline/mergelist.h"
#include "core/model/tokenizer/pipeline/prenames.h"
#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model {

namespace {

using namespace pipeline;

struct Parts {
    Json normalizer, preTokenizer, decoder;
    Json model; ///< without "vocab" and "merges"
    MergePairs merges;
};

Json replacement(std::string_view from, std::string_view to)
{
    return {{"type", "Replace"}, {"pattern", {{"String", std::string(from)}}}, {"content", std::string(to)}};
}

Json modelOf(bool ignoresMerges, bool byteFallback)
{
    return {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", nullptr},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", false},
            {"byte_fallback", byteFallback},
            {"ignore_merges", ignoresMerges}};
}

Result<Parts> byteLevelParts(const ModelFile& file, const Vocabulary& words)
{
    const auto name = file.metadata().text("tokenizer.ggml.pre").value_or("default");
    const Family* family = findFamily(name);
    if (!family || family->has(Family::kRawText))
        return fail(ErrorCode::Unsupported, file.path().string() + ", key \"tokenizer.ggml.pre\"",
                    fmt::format("\"{}\" has no known form in tokenizer.json", printable(name)));
    auto merges = listedMerges(file, words);
    if (!merges)
        return tl::unexpected(std::move(merges.error()));
    Parts parts;
    parts.preTokenizer = preTokenizerOf(*family);
    parts.decoder = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
    parts.model = modelOf(family->has(Family::kIgnoresMerges), false);
    parts.merges = std::move(*merges);
    return parts;
}

Result<Parts> sentencePieceParts(const ModelFile& file, const Vocabulary& words)
{
    for (unsigned byte = 0; byte < 256; ++byte)
        if (words.find(fmt::format("<0x{:02X}>", byte)) < 0)
            return fail(ErrorCode::Unsupported, file.path().string() + ", key \"tokenizer.ggml.tokens\"",
                        fmt::format("tokenizer.json falls back to all bytes or none: <0x{:02X}> is missing", byte));
    auto merges = scoredMerges(file, words);
    if (!merges)
        return tl::unexpected(std::move(merges.error()));
    Parts parts;
    const bool leadingSpace = file.metadata().boolean("tokenizer.ggml.add_space_prefix").value_or(true);
    Json before = Json::array(), after = Json::array();
    if (leadingSpace)
        before.push_back({{"type", "Prepend"}, {"prepend", std::string(kSpaceMark)}});
    before.push_back(replacement(" ", kSpaceMark));
    after.push_back(replacement(kSpaceMark, " "));
    after.push_back({{"type", "ByteFallback"}});
    after.push_back({{"type", "Fuse"}});
    if (leadingSpace)
        after.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    parts.normalizer = {{"type", "Sequence"}, {"normalizers", std::move(before)}};
    parts.decoder = {{"type", "Sequence"}, {"decoders", std::move(after)}};
    parts.model = modelOf(false, true);
    parts.model["fuse_unk"] = true;
    const Token unknown = Vocabulary::specialId(file.metadata(), "unknown", 0, words.size());
    if (words.contains(unknown))
        parts.model["unk_token"] = words.text(unknown);
    parts.merges = std::move(*merges);
    return parts;
}

struct StepKind {
    std::string_view model; ///< tokenizer.ggml.model
    Result<Parts> (*make)(const ModelFile& file, const Vocabulary& words);
};
constexpr std::array kStepKinds{StepKind{"gpt2", byteLevelParts}, StepKind{"llama", sentencePieceParts}};

/// The tokens around a text.
struct Around {
    std::vector<Token> before, after;
};

Around aroundTexts(const Tokenizer& tokenizer)
{
    Around around;
    const std::vector<Token> all = tokenizer.encode("", {.addSpecial = true});
    for (const Token token : all)
        (around.before.empty() && tokenizer.addsBos() ? around.before : around.after).push_back(token);
    return around;
}

Json templateOf(const Around& around, const Vocabulary& words)
{
    Json single = Json::array(), pair = Json::array(), specials = Json::object();
    const auto add = [&](Json& list, const std::vector<Token>& tokens, int type) {
        for (const Token token : tokens) {
            const std::string& text = words.text(token);
            list.push_back({{"SpecialToken", {{"id", text}, {"type_id", type}}}});
            specials[text] = {{"id", text}, {"ids", Json::array({token})}, {"tokens", Json::array({text})}};
        }
    };
    for (const auto& [name, type] : {std::pair("A", 0), std::pair("B", 1)}) {
        add(pair, around.before, type);
        pair.push_back({{"Sequence", {{"id", name}, {"type_id", type}}}});
        add(pair, around.after, type);
        if (type == 0)
            single = pair;
    }
    return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", specials}};
}

Json addedTokens(const Vocabulary& words)
{
    Json all = Json::array();
    for (Token token = 0; words.contains(token); ++token) {
        const std::uint8_t kind = words.kind(token);
        if ((kind & (kControl | kUserDefined | kUnknown)) == 0 || words.find(words.text(token)) != token)
            continue;
        all.push_back({{"id", token},
                       {"content", words.text(token)},
                       {"single_word", false},
                       {"lstrip", (kind & kStripLeft) != 0},
                       {"rstrip", (kind & kStripRight) != 0},
                       {"normalized", false},
                       {"special", (kind & (kControl | kUnknown)) != 0}});
    }
    return all;
}

std::string quoted(const std::string& text)
{
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Written as text, because objects of this size are slow; a text that several tokens have stands for the last.
std::string vocabularyText(const Vocabulary& words)
{
    std::string text = "{";
    for (Token token = 0; words.contains(token); ++token)
        if (words.find(words.text(token)) == token)
            text += fmt::format("{}{}:{}", text.size() > 1 ? ",\n" : "\n", quoted(words.text(token)), token);
    return text + "}";
}

/// As "a b", which every version of the readers knows, unless a piece contains a space.
std::string mergesText(const MergePairs& merges)
{
    const auto spaced = [](const auto& merge) { return (merge.first + merge.second).find(' ') != std::string::npos; };
    const bool pairs = std::any_of(merges.begin(), merges.end(), spaced);
    std::string text = "[";
    for (const auto& [left, right] : merges) {
        text += text.size() > 1 ? ",\n" : "\n";
        text += pairs ? fmt::format("[{},{}]", quoted(left), quoted(right)) : quoted(left + " " + right);
    }
    return text + "]";
}

std::string withoutBrace(const Json& object)
{
    std::string text = object.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.pop_back();
    return text;
}

std::string document(Parts&& parts, const Around& around, const Vocabulary& words)
{
    const bool plain = around.before.empty() && around.after.empty();
    const Json frame{{"version", "1.0"},
                     {"truncation", nullptr},
                     {"padding", nullptr},
                     {"added_tokens", addedTokens(words)},
                     {"normalizer", std::move(parts.normalizer)},
                     {"pre_tokenizer", std::move(parts.preTokenizer)},
                     {"post_processor", plain ? Json() : templateOf(around, words)},
                     {"decoder", std::move(parts.decoder)}};
    return fmt::format("{},\n\"model\":{},\n\"vocab\":{},\n\"merges\":{}}}}}\n", withoutBrace(frame),
                       withoutBrace(parts.model), vocabularyText(words), mergesText(parts.merges));
}

/// The class that takes tokenizer.json as it is, instead of building parts of it anew.
Json configOf(const Tokenizer& tokenizer, const Around& around, const Vocabulary& words)
{
    Json config{{"tokenizer_class", "PreTrainedTokenizerFast"},
                {"clean_up_tokenization_spaces", false},
                {"add_bos_token", !around.before.empty()},
                {"add_eos_token", !around.after.empty()}};
    for (const auto& [name, token] : {std::pair("bos_token", tokenizer.bos()), std::pair("eos_token", tokenizer.eos())})
        if (words.contains(token))
            config[name] = words.text(token);
    return config;
}

bool isUtf8(std::string_view text)
{
    std::string again;
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t c = nextCodePoint(text, i);
        if (c >= 0xd800 && c < 0xe000)
            return false;
        appendCodePoint(again, c);
    }
    return again == text;
}

} // namespace

Result<OutgoingTokenizer> makeTokenizerJson(const ModelFile& file)
{
    const auto model = file.metadata().text("tokenizer.ggml.model").value_or("");
    const auto kind
        = std::find_if(kStepKinds.begin(), kStepKinds.end(), [&](const StepKind& k) { return k.model == model; });
    if (kind == kStepKinds.end())
        return fail(ErrorCode::Unsupported, file.path().string() + ", key \"tokenizer.ggml.model\"",
                    fmt::format("\"{}\" is not written as tokenizer.json", printable(model)));
    const auto tokenizer = Tokenizer::create(file);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    const auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(words.error());
    for (Token token = 0; words->contains(token); ++token)
        if (!isUtf8(words->text(token)))
            return fail(ErrorCode::Unsupported, file.path().string() + ", key \"tokenizer.ggml.tokens\"",
                        fmt::format("tokenizer.json holds UTF-8 only, and token {} is none", token));
    auto parts = kind->make(file, *words);
    if (!parts)
        return tl::unexpected(std::move(parts.error()));
    const Around around = aroundTexts(**tokenizer);
    return OutgoingTokenizer{document(std::move(*parts), around, *words), configOf(**tokenizer, around, *words)};
}

} // namespace headroom::model
