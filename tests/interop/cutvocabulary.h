// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: for any pre-tokenizer that Headroom knows, a vocabulary made of its words (mergetrainer.h), as GGUF keys.
#pragma once

#include "core/model/tokenizer/bytelevel.h"
#include "core/model/tokenizer/pretokenizer.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/utf8.h"
#include "interop/mergetrainer.h"
#include "interop/vocabularies.h"

namespace headroom::test {

/// A word as the first symbols that merges start from.
inline MergeTrainer::Pieces symbolsOf(std::string_view word, bool rawText)
{
    static const model::ByteLevel alphabet;
    MergeTrainer::Pieces out;
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t size = rawText ? model::announcedLength(word[i]) : 1;
        out.push_back(rawText ? std::string(word.substr(i, size))
                              : std::string(alphabet.encode(static_cast<std::uint8_t>(word[i]))));
        i += size;
    }
    return out;
}

inline MergeTrainer train(const std::string& name, const std::vector<std::string>& texts)
{
    const auto preTokenizer = model::PreTokenizer::create(name).value();
    const bool raw = preTokenizer.family().has(model::Family::kRawText);
    MergeTrainer out;
    std::vector<std::vector<MergeTrainer::Pieces>> words;
    for (const std::string& text : texts) {
        const std::string shown = raw ? model::replaceAll(text, " ", model::kSpaceMark) : text;
        auto& own = words.emplace_back();
        for (const std::string_view word : preTokenizer.split(shown)) {
            own.push_back(symbolsOf(word, raw));
            out.learnWord(own.back());
        }
    }
    for (const auto& text : words)
        for (std::size_t i = 0; i + 1 < text.size(); ++i)
            out.learnBoundary(text[i], text[i + 1]);
    return out;
}

inline model::Metadata vocabulary(const std::string& name, const MergeTrainer& trained, bool raw)
{
    static const model::ByteLevel alphabet;
    model::Array tokens{8, {}}, types{5, {}}, merges{8, {}};
    const auto add = [&](std::string text, std::int32_t type) {
        tokens.items.push_back({std::move(text)});
        types.items.push_back({type});
    };
    add("<unk>", kControl);
    add("<s>", kControl);
    std::set<std::string> bytes;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string text
            = raw ? fmt::format("<0x{:02X}>", byte) : std::string(alphabet.encode(static_cast<std::uint8_t>(byte)));
        add(text, raw ? kByte : kNormal);
        bytes.insert(text);
    }
    for (const std::string& token : trained.tokens())
        if (!bytes.contains(token))
            add(token, kNormal);
    for (const auto& [left, right] : trained.merges())
        merges.items.push_back({left + " " + right});
    model::Metadata out;
    out.set("general.architecture", {std::string("llama")});
    for (const char* key :
         {"block_count", "context_length", "embedding_length", "feed_forward_length", "attention.head_count"})
        out.set(std::string("llama.") + key, {32U});
    out.set("llama.attention.layer_norm_rms_epsilon", {1e-5F});
    out.set("tokenizer.ggml.model", {std::string(name == "gemma4" ? "gemma4" : "gpt2")});
    out.set("tokenizer.ggml.pre", {name});
    out.set("tokenizer.ggml.bos_token_id", {1U});
    out.set("tokenizer.ggml.eos_token_id", {1U});
    out.set("tokenizer.ggml.tokens", {std::move(tokens)});
    out.set("tokenizer.ggml.token_type", {std::move(types)});
    out.set("tokenizer.ggml.merges", {std::move(merges)});
    return out;
}

} // namespace headroom::test
