// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/tokenizerfiles.h"

#include "core/base/json.h"
#include "core/base/lookslike.h"
#include "core/model/ggufcursor.h"
#include "core/model/ggufsplit.h"
#include "core/model/hf/sentencepiece.h"
#include "core/model/jsonfields.h"
#include "core/model/tokenizer/endtokens.h"
#include "core/model/tokenizer/pipeline/fields.h"
#include "core/model/tokenizer/tokenizerjson.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::uint64_t kMaxTokenizerFile = 64U << 20U;
constexpr const char* kKeysFile = "tokenizer.gguf";

bool isThere(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

Status addKeysFile(const std::filesystem::path& path, Metadata& metadata)
{
    const auto file = openGguf(path);
    if (!file)
        return tl::unexpected(file.error());
    for (const auto& [key, value] : (*file)->metadata().entries())
        if (key.starts_with("tokenizer."))
            metadata.set(key, value);
    return {};
}

Status addProto(const std::filesystem::path& path, Metadata& metadata)
{
    const auto file = MappedFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    return addSentencePiece((*file)->bytes(), path.string(), metadata);
}

/// A token is given as text, or as an object with "content".
std::string tokenText(const Json& config, const char* key)
{
    const auto found = config.find(key);
    if (found == config.end())
        return {};
    const Json text = found->is_object() ? found->value("content", Json()) : *found;
    return text.is_string() ? text.get<std::string>() : std::string();
}

std::optional<std::uint32_t> idOf(const Metadata& metadata, const std::string& text)
{
    const Array* tokens = metadata.array("tokenizer.ggml.tokens");
    for (std::size_t i = 0; tokens && !text.empty() && i < tokens->items.size(); ++i)
        if (const auto* token = std::get_if<std::string>(&tokens->items[i].data); token && *token == text)
            return static_cast<std::uint32_t>(i);
    return std::nullopt;
}

/// Tokens that were added after training: id → what it is, beyond the model's own or in place of unused ones.
Status addAddedTokens(const Json& config, const std::filesystem::path& folder, Metadata& metadata)
{
    const auto added = config.find("added_tokens_decoder");
    const Array* tokens = metadata.array("tokenizer.ggml.tokens");
    const Array* types = metadata.array("tokenizer.ggml.token_type");
    const Array* scores = metadata.array("tokenizer.ggml.scores");
    if (added == config.end() || !added->is_object() || !tokens || !types || !scores)
        return {};
    Array newTokens = *tokens, newTypes = *types, newScores = *scores;
    for (const auto& [id, token] : added->items()) {
        const std::size_t index = std::strtoul(id.c_str(), nullptr, 10);
        constexpr std::array kFields{FieldRule{"content", FieldRule::Text},
                                     FieldRule{"special", FieldRule::Flag | FieldRule::Missing}};
        HEADROOM_TRY(checkFields(token, kFields,
                                 fmt::format("{}, \"added_tokens_decoder\", \"{}\"",
                                             (folder / "tokenizer_config.json").string(), printable(id))));
        if (index >= newTokens.items.size() + 4096)
            continue;
        while (newTokens.items.size() <= index) {
            newTokens.items.push_back({"[PAD" + std::to_string(newTokens.items.size()) + "]"});
            newTypes.items.push_back({std::int32_t{5}});
            newScores.items.push_back({-1000.0F});
        }
        const bool special = token.value("special", false);
        newTokens.items[index] = {token.at("content").get<std::string>()};
        const auto* type = std::get_if<std::int32_t>(&newTypes.items[index].data);
        if (type && (*type == 1 || *type == 5)) // unknown, control and byte tokens stay what they are
            newTypes.items[index] = {std::int32_t{special ? 3 : 4}};
    }
    metadata.set("tokenizer.ggml.tokens", {std::move(newTokens)});
    metadata.set("tokenizer.ggml.token_type", {std::move(newTypes)});
    metadata.set("tokenizer.ggml.scores", {std::move(newScores)});
    return {};
}

void addEnds(const std::filesystem::path& folder, Metadata& metadata)
{
    const Array* tokens = metadata.array("tokenizer.ggml.tokens");
    if (!tokens)
        return;
    const auto text = [items = tokens->items](Token token) {
        const auto* found = std::get_if<std::string>(&items[static_cast<std::size_t>(token)].data);
        return found ? *found : std::string();
    };
    const auto eos = metadata.unsignedInteger("tokenizer.ggml.eos_token_id");
    const bool known = eos && *eos < tokens->items.size();
    setEndIds(metadata, known ? static_cast<Token>(*eos) : Token{-1}, endIds(folder, tokens->items.size()), text);
}

Status addTokenizerConfig(const std::filesystem::path& folder, Metadata& metadata)
{
    const auto read = pipeline::readTokenizerConfig(folder);
    if (!read)
        return tl::unexpected(read.error());
    const Json& config = *read;
    HEADROOM_TRY(addAddedTokens(config, folder, metadata));
    const std::pair<const char*, const char*> tokens[] = {{"bos_token", "tokenizer.ggml.bos_token_id"},
                                                          {"eos_token", "tokenizer.ggml.eos_token_id"},
                                                          {"pad_token", "tokenizer.ggml.padding_token_id"},
                                                          {"unk_token", "tokenizer.ggml.unknown_token_id"}};
    for (const auto& [name, key] : tokens)
        if (const auto id = idOf(metadata, tokenText(config, name)))
            metadata.set(key, {*id});
    addEnds(folder, metadata);
    const std::pair<const char*, const char*> flags[]
        = {{"add_bos_token", "tokenizer.ggml.add_bos_token"}, {"add_eos_token", "tokenizer.ggml.add_eos_token"}};
    for (const auto& [name, key] : flags)
        if (const auto flag = config.find(name); flag != config.end() && flag->is_boolean())
            metadata.set(key, {flag->get<bool>()});
    const auto chat = config.find("chat_template");
    if (chat != config.end() && chat->is_string())
        metadata.set("tokenizer.chat_template", {chat->get<std::string>()});
    if (const auto text = readTextFile(folder / "chat_template.jinja", kMaxTokenizerFile))
        metadata.set("tokenizer.chat_template", {std::string(withoutByteOrderMark(*text))});
    return {};
}

Json outgoingConfig(const Metadata& metadata)
{
    Json config = Json::object();
    const Array* tokens = metadata.array("tokenizer.ggml.tokens");
    const std::pair<const char*, const char*> named[] = {{"bos_token", "tokenizer.ggml.bos_token_id"},
                                                         {"eos_token", "tokenizer.ggml.eos_token_id"},
                                                         {"unk_token", "tokenizer.ggml.unknown_token_id"},
                                                         {"pad_token", "tokenizer.ggml.padding_token_id"}};
    for (const auto& [name, key] : named)
        if (const auto id = metadata.unsignedInteger(key); tokens && id && *id < tokens->items.size())
            if (const auto* text = std::get_if<std::string>(&tokens->items[*id].data))
                config[name] = *text;
    for (const char* flag : {"add_bos_token", "add_eos_token"})
        if (const auto value = metadata.boolean(std::string("tokenizer.ggml.") + flag))
            config[flag] = *value;
    if (const auto chat = metadata.text("tokenizer.chat_template"))
        config["chat_template"] = *chat;
    return config;
}

Status checkMeant(const std::filesystem::path& path, std::string_view expected)
{
    const auto file = MappedFile::open(path);
    return file ? refuseStandIn((*file)->bytes(), path.string(), expected) : Status();
}

constexpr std::uint64_t kMostRows = 1U << 24U; ///< of a table to which tokens are made up

template <class Make> void padArray(Metadata& metadata, const char* key, std::uint64_t size, Make&& make)
{
    const Array* array = metadata.array(key);
    if (!array || array->items.size() >= size)
        return;
    Array padded = *array;
    while (padded.items.size() < size)
        padded.items.push_back(make(padded.items.size()));
    metadata.set(key, {std::move(padded)});
}

} // namespace

void padVocabulary(Metadata& metadata, std::uint64_t rows)
{
    if (!metadata.array("tokenizer.ggml.tokens") || rows > kMostRows)
        return;
    padArray(metadata, "tokenizer.ggml.tokens", rows, [](std::size_t i) { return Value{fmt::format("[PAD{}]", i)}; });
    padArray(metadata, "tokenizer.ggml.scores", rows, [](std::size_t) { return Value{-10000.0F}; });
    padArray(metadata, "tokenizer.ggml.token_type", rows, [](std::size_t) { return Value{std::int32_t{5}}; });
}

Status checkBeside(const std::filesystem::path& folder)
{
    for (const char* name : {"generation_config.json", "quantize_config.json", "quant_config.json"})
        HEADROOM_TRY(checkMeant(folder / name, "valid JSON"));
    return checkMeant(folder / "chat_template.jinja", "a chat template");
}

Status addTokenizer(const std::filesystem::path& folder, Metadata& metadata,
                    std::vector<std::filesystem::path>& companions)
{
    const auto add = [&](const char* name, auto&& read) -> Status {
        companions.push_back(folder / name);
        return read(folder / name, metadata);
    };
    if (isThere(folder / kKeysFile))
        return add(kKeysFile, addKeysFile);
    if (isThere(folder / "tokenizer.json")) {
        companions.push_back(folder / "tokenizer.json");
        Metadata keys = metadata;
        auto status = addTokenizerKeys(folder, keys);
        if (status)
            metadata = std::move(keys);
        if (status || status.error().code == ErrorCode::Corrupt)
            return status; // what GGUF has no words for is still read from the file itself by Tokenizer::create
    }
    if (isThere(folder / "tokenizer.model")) {
        HEADROOM_TRY(add("tokenizer.model", addProto));
        HEADROOM_TRY(addTokenizerConfig(folder, metadata));
    }
    return {};
}

Status writeTokenizer(const std::filesystem::path& folder, const ModelFile& file, JobControl& control)
{
    const Metadata& metadata = file.metadata();
    Metadata keys;
    for (const auto& [key, value] : metadata.entries())
        if (key.starts_with("tokenizer."))
            keys.set(key, value);
    if (keys.entries().empty())
        return {};
    HEADROOM_TRY(writeGguf(folder / kKeysFile, keys, {}, control));
    const std::string generation = generationConfig(file).dump(2) + "\n";
    HEADROOM_TRY(writeFile(folder / "generation_config.json", std::as_bytes(std::span(generation))));
    if (const auto proto = makeSentencePiece(metadata))
        HEADROOM_TRY(writeFile(folder / "tokenizer.model", *proto));
    Json config = outgoingConfig(metadata);
    if (const auto outgoing = makeTokenizerJson(file)) { // else tokenizer.gguf alone says how text is cut
        HEADROOM_TRY(writeFile(folder / "tokenizer.json", std::as_bytes(std::span(outgoing->text))));
        config.update(outgoing->config);
    }
    const std::string text = config.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return writeFile(folder / "tokenizer_config.json", std::as_bytes(std::span(text)));
}

} // namespace headroom::model::hf
