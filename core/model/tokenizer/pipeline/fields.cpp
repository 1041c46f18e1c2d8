// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The tokenizers library refuses the same: https://github.com/huggingface/tokenizers, tokenizers/src.
#include "core/model/tokenizer/pipeline/fields.h"

#include "core/base/file.h"
#include "core/base/pythonjson.h"
#include "core/model/ggufcursor.h"
#include "core/model/jsonfields.h"
#include "core/model/tokenizer/pipeline/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace headroom::model::pipeline {

namespace {

using F = FieldRule;
constexpr unsigned kFlag = F::Flag | F::Missing, kText = F::Text | F::Missing, kMaybeText = F::Text | F::Optional;

enum class Part : std::uint8_t { Model, Normalizer, PreTokenizer, PostProcessor, Decoder };
struct PartName {
    std::string_view key; ///< in tokenizer.json
    const char* list; ///< of a Sequence
    bool whole; ///< kTypes has all there are
};
constexpr std::array<PartName, 5> kParts{{{"model", "", false},
                                          {"normalizer", "normalizers", false},
                                          {"pre_tokenizer", "pretokenizers", false},
                                          {"post_processor", "processors", true},
                                          {"decoder", "decoders", true}}};

struct Type {
    Part part;
    std::string_view name;
    std::vector<FieldRule> fields;
};

const std::vector<Type>& types()
{
    const std::vector<FieldRule> bytes{{"add_prefix_space", kFlag}, {"trim_offsets", kFlag}, {"use_regex", kFlag}};
    const std::vector<FieldRule> marks{
        {"replacement", kText}, {"prepend_scheme", kText}, {"add_prefix_space", kFlag}, {"split", kFlag}};
    const std::vector<FieldRule> replaced{{"pattern", F::Object}, {"content", F::Text}};
    const std::vector<FieldRule> around{{"cls", F::List}, {"sep", F::List}};
    static const std::vector<Type> kTypes{
        {Part::Model,
         "BPE",
         {{"vocab", F::Object},
          {"merges", F::List},
          {"byte_fallback", kFlag},
          {"fuse_unk", kFlag},
          {"ignore_merges", kFlag},
          {"unk_token", kMaybeText},
          {"continuing_subword_prefix", kMaybeText},
          {"end_of_word_suffix", kMaybeText}}},
        {Part::Model, "Unigram", {{"vocab", F::List}, {"unk_id", F::Whole | F::Optional}, {"byte_fallback", kFlag}}},
        {Part::Model,
         "WordPiece",
         {{"vocab", F::Object},
          {"unk_token", F::Text},
          {"continuing_subword_prefix", kText},
          {"max_input_chars_per_word", F::Whole | F::Missing}}},
        {Part::Model, "WordLevel", {{"vocab", F::Object}, {"unk_token", F::Text}}},
        {Part::Normalizer, "Strip", {{"strip_left", kFlag}, {"strip_right", kFlag}}},
        {Part::Normalizer, "Replace", replaced},
        {Part::Normalizer, "Prepend", {{"prepend", F::Text}}},
        {Part::Normalizer,
         "BertNormalizer",
         {{"clean_text", kFlag},
          {"handle_chinese_chars", kFlag},
          {"lowercase", kFlag},
          {"strip_accents", F::Flag | F::Optional}}},
        {Part::Normalizer, "Precompiled", {{"precompiled_charsmap", F::Text}}},
        {Part::PreTokenizer, "ByteLevel", bytes},
        {Part::PreTokenizer, "Metaspace", marks},
        {Part::PreTokenizer, "Split", {{"pattern", F::Object}, {"behavior", kText}, {"invert", kFlag}}},
        {Part::PreTokenizer, "Digits", {{"individual_digits", kFlag}}},
        {Part::PreTokenizer, "Punctuation", {{"behavior", kText}}},
        {Part::PreTokenizer, "CharDelimiterSplit", {{"delimiter", F::Text}}},
        {Part::PostProcessor, "ByteLevel", bytes},
        {Part::PostProcessor, "BertProcessing", around},
        {Part::PostProcessor, "RobertaProcessing", around},
        {Part::PostProcessor, "TemplateProcessing", {{"single", F::List}, {"special_tokens", F::Object}}},
        {Part::Decoder, "ByteLevel", bytes},
        {Part::Decoder, "Metaspace", marks},
        {Part::Decoder, "Replace", replaced},
        {Part::Decoder, "WordPiece", {{"prefix", kText}, {"cleanup", kFlag}}},
        {Part::Decoder, "Strip", {{"content", F::Text}, {"start", F::Whole | F::Missing}}},
        {Part::Decoder, "ByteFallback", {}},
        {Part::Decoder, "Fuse", {}},
        {Part::Decoder, "BPEDecoder", {}},
        {Part::Decoder, "CTC", {}},
    };
    return kTypes;
}

/// One text that is searched for, or one expression.
Status checkPattern(const Json& pattern, const std::string& where)
{
    if (!pattern.is_object())
        return {};
    for (const char* key : {"String", "Regex"})
        if (member(pattern, key).is_string())
            return {};
    return fail(ErrorCode::Corrupt, where + ", \"pattern\"", "holds neither a text \"String\" nor a text \"Regex\"");
}

Status checkTemplate(const Json& processor, const std::string& where)
{
    const Json& specials = member(processor, "special_tokens");
    for (const Json& item : member(processor, "single")) {
        const Json& special = member(item, "SpecialToken");
        if (!special.is_object() && !member(item, "Sequence").is_object())
            return fail(ErrorCode::Corrupt, where + ", \"single\"", "holds what is neither text nor special token");
        const std::string name = textIn(special, "id");
        const Json& ids = member(member(specials, name.c_str()), "ids");
        const bool known = ids.is_array()
            && std::all_of(ids.begin(), ids.end(), [](const Json& id) { return id.is_number_integer(); });
        if (special.is_object() && !known)
            return fail(ErrorCode::Corrupt, where + ", \"special_tokens\"",
                        fmt::format("has no ids for \"{}\"", printable(name)));
    }
    return {};
}

/// [text, id], as BertProcessing and RobertaProcessing name a token.
Status checkPair(const Json& pair, const std::string& where)
{
    if (pair.is_null() || (pair.size() == 2 && pair[0].is_string() && pair[1].is_number_integer()))
        return {};
    return fail(ErrorCode::Corrupt, where, "is not a text with its id");
}

Status checkComponent(const Json& component, Part part, const std::string& where);

Status checkSequence(const Json& component, Part part, const std::string& where)
{
    const char* list = kParts[static_cast<std::size_t>(part)].list;
    HEADROOM_TRY(checkField(member(component, list), F::List, fmt::format("{}, \"{}\"", where, list)));
    for (const Json& inner : member(component, list))
        HEADROOM_TRY(checkComponent(inner, part, where));
    return {};
}

Status checkComponent(const Json& component, Part part, const std::string& where)
{
    constexpr FieldRule kType{"type", F::Text};
    HEADROOM_TRY(checkFields(component, std::span(&kType, 1), where));
    const std::string name = textIn(component, "type");
    if (name == "Sequence")
        return checkSequence(component, part, where);
    const std::string place = where + " " + printable(name);
    const auto type = std::find_if(types().begin(), types().end(),
                                   [&](const Type& known) { return known.part == part && known.name == name; });
    if (type == types().end() && kParts[static_cast<std::size_t>(part)].whole)
        return fail(ErrorCode::Unsupported, where, fmt::format("\"{}\" is not supported", printable(name)));
    if (type != types().end())
        HEADROOM_TRY(checkFields(component, type->fields, place));
    HEADROOM_TRY(checkPattern(member(component, "pattern"), place));
    HEADROOM_TRY(checkTemplate(component, place));
    for (const char* key : {"cls", "sep"})
        HEADROOM_TRY(checkPair(member(component, key), fmt::format("{}, \"{}\"", place, key)));
    return {};
}

Status checkModel(const Json& model, const std::string& where)
{
    HEADROOM_TRY(checkField(model, F::Object, where));
    constexpr FieldRule kType{"type", kText};
    HEADROOM_TRY(checkFields(model, std::span(&kType, 1), where));
    const std::string name = modelType(model);
    for (const Type& type : types())
        if (type.part == Part::Model && type.name == name)
            return checkFields(model, type.fields, where);
    return {};
}

Status checkAdded(const Json& json, const std::string& where)
{
    HEADROOM_TRY(checkField(member(json, "added_tokens"), F::List | F::Null, where));
    constexpr std::array kFields{FieldRule{"id", F::Whole},     FieldRule{"content", F::Text},
                                 FieldRule{"special", kFlag},   FieldRule{"lstrip", kFlag},
                                 FieldRule{"rstrip", kFlag},    FieldRule{"single_word", kFlag},
                                 FieldRule{"normalized", kFlag}};
    std::size_t index = 0;
    for (const Json& token : member(json, "added_tokens"))
        HEADROOM_TRY(checkFields(token, kFields, fmt::format("{}, entry {}", where, index++)));
    return {};
}

Status checkConfig(const Json& json, const std::string& where)
{
    constexpr unsigned kToken = F::Text | F::Object | F::Optional, kMaybeFlag = F::Flag | F::Optional;
    constexpr std::array kFields{FieldRule{"bos_token", kToken},
                                 FieldRule{"eos_token", kToken},
                                 FieldRule{"unk_token", kToken},
                                 FieldRule{"pad_token", kToken},
                                 FieldRule{"sep_token", kToken},
                                 FieldRule{"add_bos_token", kMaybeFlag},
                                 FieldRule{"add_eos_token", kMaybeFlag},
                                 FieldRule{"tokenizer_class", kMaybeText},
                                 FieldRule{"chat_template", F::Text | F::List | F::Optional},
                                 FieldRule{"added_tokens_decoder", F::Object | F::Optional}};
    HEADROOM_TRY(checkFields(json, kFields, where));
    constexpr FieldRule kContent{"content", F::Text};
    for (const char* key : {"bos_token", "eos_token", "unk_token", "pad_token", "sep_token"})
        if (const Json& token = member(json, key); token.is_object())
            HEADROOM_TRY(checkFields(token, std::span(&kContent, 1), fmt::format("{}, \"{}\"", where, key)));
    return {};
}

} // namespace

Status checkTokenizer(const Json& json, const std::string& where)
{
    HEADROOM_TRY(checkField(json, F::Object, where));
    HEADROOM_TRY(checkModel(member(json, "model"), where + ", model"));
    for (const Part part : {Part::Normalizer, Part::PreTokenizer, Part::PostProcessor, Part::Decoder}) {
        const std::string key(kParts[static_cast<std::size_t>(part)].key);
        if (const Json& component = member(json, key.c_str()); !component.is_null())
            HEADROOM_TRY(checkComponent(component, part, where + ", " + key));
    }
    return checkAdded(json, where + ", added_tokens");
}

Result<Json> readTokenizerConfig(const std::filesystem::path& folder)
{
    constexpr std::uint64_t kMaxBytes = 256U << 20U;
    const std::string where = (folder / "tokenizer_config.json").string();
    const auto text = readTextFile(where, kMaxBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return Json::object();
    auto json = text ? parsePythonJson(*text, where) : tl::unexpected(text.error());
    if (!json)
        return json;
    HEADROOM_TRY(checkConfig(*json, where));
    return json;
}

} // namespace headroom::model::pipeline
