// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/endtokens.h"

#include "core/base/file.h"
#include "core/base/pythonjson.h"

#include <algorithm>
#include <array>
#include <utility>

namespace headroom::model {

namespace {

constexpr std::uint64_t kMaxConfig = std::uint64_t{64} << 20U;
constexpr std::uint32_t kGgufInt32 = 5; ///< GGUF's number of the type
constexpr std::array kTurnEnds{"<|eot_id|>", "<|im_end|>", "<end_of_turn>", "<turn|>", "<|end|>", "<|eot|>"};
constexpr std::array kMessageEnds{"<|eom_id|>", "<|eom|>"};

void addOnce(std::vector<Token>& ids, std::int64_t id, std::size_t size)
{
    const bool fits = id >= 0 && static_cast<std::uint64_t>(id) < size;
    if (fits && std::ranges::find(ids, static_cast<Token>(id)) == ids.end())
        ids.push_back(static_cast<Token>(id));
}

Json readObject(const std::filesystem::path& path)
{
    const auto text = readTextFile(path, kMaxConfig);
    const auto json = text ? parsePythonJson(*text, path.string()) : Result<Json>(Json());
    return json && json->is_object() ? *json : Json::object();
}

/// Takes the first whose text is among the names, or, without names, the first.
template <class Names>
Token taken(std::vector<Token>& rest, const Names& names, const std::function<std::string(Token)>& text)
{
    const auto found
        = std::ranges::find_if(rest, [&](Token token) { return std::ranges::find(names, text(token)) != names.end(); });
    if (found == rest.end())
        return -1;
    const Token token = *found;
    rest.erase(found);
    return token;
}

} // namespace

std::vector<Token> endIds(const Json& given, std::size_t vocabularySize)
{
    std::vector<Token> ids;
    for (const Json& id : given.is_array() ? given : Json::array({given}))
        if (id.is_number_integer())
            addOnce(ids, id.get<std::int64_t>(), vocabularySize);
    return ids;
}

std::vector<Token> endIds(const std::filesystem::path& folder, std::size_t vocabularySize)
{
    for (const char* name : {"generation_config.json", "config.json"}) {
        const Json config = readObject(folder / name);
        if (const auto given = config.find("eos_token_id"); given != config.end() && !given->is_null())
            return endIds(*given, vocabularySize);
    }
    return {};
}

std::vector<Token> endIds(const Metadata& metadata, std::size_t vocabularySize)
{
    std::vector<Token> ids;
    const Array* array = metadata.array(kEndIdsKey);
    for (std::size_t i = 0; array && i < array->items.size(); ++i)
        std::visit(
            [&](const auto& value) {
                using Stored = std::decay_t<decltype(value)>;
                if constexpr (std::is_integral_v<Stored> && !std::is_same_v<Stored, bool>)
                    if (std::in_range<std::int64_t>(value))
                        addOnce(ids, static_cast<std::int64_t>(value), vocabularySize);
            },
            array->items[i].data);
    return ids;
}

void setEndIds(Metadata& metadata, Token eos, std::span<const Token> ends,
               const std::function<std::string(Token)>& text)
{
    std::vector<Token> all;
    addOnce(all, eos, SIZE_MAX);
    for (const Token token : ends)
        addOnce(all, token, SIZE_MAX);
    if (all.empty())
        return;
    std::vector<Token> rest(all.begin() + 1, all.end());
    Token turn = taken(rest, kTurnEnds, text);
    Token message = taken(rest, kMessageEnds, text);
    for (Token* place : {&turn, &message})
        if (*place < 0 && !rest.empty()) {
            *place = rest.front();
            rest.erase(rest.begin());
        }
    const std::pair<const char*, Token> keys[] = {{"tokenizer.ggml.eos_token_id", all.front()},
                                                  {"tokenizer.ggml.eot_token_id", turn},
                                                  {"tokenizer.ggml.eom_token_id", message}};
    for (const auto& [key, id] : keys)
        if (id >= 0)
            metadata.set(key, {static_cast<std::uint32_t>(id)});
    if (all.size() < 2)
        return;
    Array array{kGgufInt32, {}};
    for (const Token token : all)
        array.items.push_back({static_cast<std::int32_t>(token)});
    metadata.set(kEndIdsKey, {std::move(array)});
}

Json generationConfig(const ModelFile& file)
{
    const Metadata& metadata = file.metadata();
    Json config = Json::object();
    if (const auto bos = metadata.unsignedInteger("tokenizer.ggml.bos_token_id"))
        config["bos_token_id"] = *bos;
    std::vector<Token> ends;
    if (const auto eos = metadata.unsignedInteger("tokenizer.ggml.eos_token_id"); eos && *eos < INT32_MAX)
        ends.push_back(static_cast<Token>(*eos));
    if (const auto tokenizer = Tokenizer::create(file))
        for (Token token = 0; static_cast<std::uint32_t>(token) < (*tokenizer)->vocabularySize(); ++token)
            if ((*tokenizer)->endsGeneration(token))
                addOnce(ends, token, SIZE_MAX);
    if (ends.size() == 1)
        config["eos_token_id"] = ends.front();
    else if (!ends.empty())
        config["eos_token_id"] = ends;
    if (const auto pad = metadata.unsignedInteger("tokenizer.ggml.padding_token_id"))
        config["pad_token_id"] = *pad;
    return config;
}

} // namespace headroom::model
