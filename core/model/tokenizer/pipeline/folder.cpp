// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/folder.h"

#include "core/base/file.h"
#include "core/base/lookslike.h"
#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/endtokens.h"
#include "core/model/tokenizer/pipeline/fields.h"
#include "core/model/tokenizer/pipeline/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace headroom::model::pipeline {

namespace {

constexpr std::uint64_t kMaxBytes = 256U << 20U;

/// -1, which no vocabulary has, for what no vocabulary can have.
Token tokenOf(const Json& id)
{
    const auto value = id.get<std::int64_t>();
    return value < 0 || value >= kMostTokens ? -1 : static_cast<Token>(value);
}

} // namespace

Result<TokenizerFolder> TokenizerFolder::read(const std::filesystem::path& folder)
{
    TokenizerFolder result;
    result.m_where = (folder / "tokenizer.json").string();
    HEADROOM_TRY(result.readJson(folder / "tokenizer.json"));
    HEADROOM_TRY(result.readBeside(folder));
    result.m_ends = endIds(folder, INT32_MAX);
    const std::string chat = readTextFile(folder / "chat_template.jinja", kMaxBytes).value_or("");
    result.m_template = withoutByteOrderMark(chat);
    HEADROOM_TRY(result.readAdded());
    return result;
}

Status TokenizerFolder::readBeside(const std::filesystem::path& folder)
{
    auto config = readTokenizerConfig(folder);
    if (!config)
        return tl::unexpected(std::move(config.error()));
    m_config = std::move(*config);
    return {};
}

/// The vocabulary's entries go into a list of their own (see parseJson).
Status TokenizerFolder::readJson(const std::filesystem::path& path)
{
    const auto text = readTextFile(path, kMaxBytes);
    if (!text)
        return tl::unexpected(text.error());
    bool inModel = false, inVocabulary = false;
    const auto filter = [&](int depth, Json::parse_event_t event, Json& part) {
        if (event == Json::parse_event_t::key && depth == 1)
            inModel = part == "model";
        if (event == Json::parse_event_t::key && depth <= 2)
            inVocabulary = depth == 2 && inModel && part == "vocab";
        else if (event == Json::parse_event_t::key && depth == 3 && inVocabulary) {
            m_entries.emplace_back(part.get<std::string>(), -1);
            return false;
        } else if (event == Json::parse_event_t::value && depth == 3 && inVocabulary && !m_entries.empty()
                   && part.is_number_integer())
            m_entries.back().second = part.get<std::int64_t>();
        return true;
    };
    auto json = parseJson(*text, m_where, 64, filter);
    if (!json)
        return tl::unexpected(std::move(json.error()));
    m_json = std::move(*json);
    return checkTokenizer(m_json, m_where);
}

Status TokenizerFolder::readAdded()
{
    std::unordered_map<std::int64_t, std::string> texts;
    for (const Json& json : member(m_json, "added_tokens")) {
        const std::int64_t id = numberIn(json, "id", -1);
        const std::string text = textIn(json, "content");
        if (id < 0 || id >= kMostTokens)
            return fail(ErrorCode::Corrupt, m_where + ", added_tokens",
                        fmt::format("\"{}\" has no sensible id", printable(text)));
        if (const auto before = texts.emplace(id, text).first; before->second != text)
            return fail(
                ErrorCode::Corrupt, m_where + ", added_tokens",
                fmt::format("\"{}\" and \"{}\" have the same id {}", printable(before->second), printable(text), id));
        if (text.empty())
            continue;
        const bool special = flagIn(json, "special", false);
        m_added.push_back({static_cast<Token>(id), text, special, flagIn(json, "lstrip", false),
                           flagIn(json, "rstrip", false), flagIn(json, "single_word", false),
                           flagIn(json, "normalized", !special)});
    }
    return {};
}

Result<Vocabulary> TokenizerFolder::vocabulary() const
{
    const Json& model = member(m_json, "model");
    auto texts = tokenTexts(model, m_entries, m_where);
    if (!texts)
        return tl::unexpected(std::move(texts.error()));
    std::vector<std::uint8_t> kinds(texts->size(), kNormal);
    if (flagIn(model, "byte_fallback", false))
        for (std::size_t i = 0; i < texts->size(); ++i)
            kinds[i] = byteOfName((*texts)[i]) ? kByte | kNormal : kNormal;
    for (const AddedToken& token : m_added) {
        const auto index = static_cast<std::size_t>(token.id);
        texts->resize(std::max(texts->size(), index + 1));
        kinds.resize(texts->size(), kUnused);
        (*texts)[index] = token.text;
        kinds[index] = token.special ? kControl : kUserDefined;
    }
    Vocabulary words = Vocabulary::make(std::move(*texts), std::move(kinds), {});
    const SpecialRules around = rules(words);
    for (const auto* side : {&around.before, &around.after})
        for (const Token token : *side)
            if (!words.contains(token))
                return fail(ErrorCode::Corrupt, m_where + ", post_processor",
                            "puts a token that there is not around a text");
    return words;
}

Token TokenizerFolder::named(const Vocabulary& words, const char* key) const
{
    const Json& given = member(m_config, key);
    const std::string text = given.is_object() ? textIn(given, "content") : textIn(m_config, key);
    return text.empty() ? -1 : words.find(text);
}

SpecialRules TokenizerFolder::rules(const Vocabulary& words) const
{
    SpecialRules rules;
    const Json& model = member(m_json, "model");
    const std::string unknown = textIn(model, "unk_token");
    const std::int64_t number = numberIn(model, "unk_id", unknown.empty() ? -1 : words.find(unknown));
    rules.unknown = number >= 0 && number < kMostTokens ? static_cast<Token>(number) : -1;
    rules.bos = named(words, "bos_token");
    rules.eos = named(words, "eos_token");
    if (const std::vector<Token> all = ends(words); rules.eos < 0 && !all.empty())
        rules.eos = all.front();
    std::vector<Json> parts;
    flatten(member(m_json, "post_processor"), "processors", parts);
    for (const Json& part : parts)
        addTemplate(part, rules);
    // Llama's and Gemma's classes build their post-processor anew from these two.
    const std::string kind = textIn(m_config, "tokenizer_class");
    if (!kind.starts_with("Llama") && !kind.starts_with("Gemma") && !kind.starts_with("CodeLlama"))
        return rules;
    const auto follow = [this](const char* key, Token token, std::vector<Token>& side) {
        if (member(m_config, key).is_boolean())
            side = flagIn(m_config, key, false) && token >= 0 ? std::vector<Token>{token} : std::vector<Token>();
    };
    follow("add_bos_token", rules.bos, rules.before);
    follow("add_eos_token", rules.eos, rules.after);
    return rules;
}

void TokenizerFolder::addTemplate(const Json& processor, SpecialRules& rules) const
{
    const std::string type = textIn(processor, "type");
    if (type == "BertProcessing" || type == "RobertaProcessing") {
        rules.before.push_back(tokenOf(member(processor, "cls")[1]));
        rules.after.push_back(tokenOf(member(processor, "sep")[1]));
    }
    if (type != "TemplateProcessing")
        return;
    bool afterText = false;
    for (const Json& item : member(processor, "single")) {
        afterText = afterText || member(item, "Sequence").is_object();
        const std::string name = textIn(member(item, "SpecialToken"), "id");
        for (const Json& id : member(member(member(processor, "special_tokens"), name.c_str()), "ids"))
            (afterText ? rules.after : rules.before).push_back(tokenOf(id));
    }
}

std::vector<Token> TokenizerFolder::ends(const Vocabulary& words) const
{
    std::vector<Token> all;
    if (const Token token = named(words, "eos_token"); token >= 0)
        all.push_back(token);
    for (const Token token : m_ends)
        if (words.contains(token) && std::ranges::find(all, token) == all.end())
            all.push_back(token);
    return all;
}

std::optional<std::string> TokenizerFolder::chatTemplate() const
{
    if (!m_template.empty())
        return m_template;
    const Json& given = member(m_config, "chat_template");
    if (given.is_string())
        return given.get<std::string>();
    for (const Json& choice : given) // several, by name
        if (textIn(choice, "name") == "default" && !textIn(choice, "template").empty())
            return textIn(choice, "template");
    return std::nullopt;
}

} // namespace headroom::model::pipeline
