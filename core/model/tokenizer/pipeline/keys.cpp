// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// tokenizer.json as GGUF keys. GGUF knows four kinds of tokenizers; which one this is, the model and its decoder tell.
#include "core/model/tokenizer/endtokens.h"
#include "core/model/tokenizer/pipeline/folder.h"
#include "core/model/tokenizer/pipeline/prenames.h"
#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/tokenizerjson.h"

#include <algorithm>
#include <unordered_map>

namespace headroom::model {

namespace {

using namespace pipeline;

constexpr std::uint32_t kInt32 = 5, kFloat = 6, kString = 8;
enum : std::int32_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

class KeyWriter {
public:
    KeyWriter(const TokenizerFolder& folder, const Vocabulary& words, Metadata& metadata)
        : m_folder(folder), m_words(words), m_model(member(folder.json(), "model")), m_metadata(metadata)
    {
    }

    Status write()
    {
        const std::string type = modelType(m_model);
        if (type == "BPE")
            HEADROOM_TRY(isByteLevel() ? writeByteLevel() : writeSentencePiece());
        else if (type == "Unigram")
            writeUnigram();
        else if (type == "WordPiece")
            writeWordPiece();
        else
            return fail(ErrorCode::Unsupported, m_folder.where(), "GGUF has no tokenizer of the kind \"" + type + "\"");
        writeTypes();
        writeSpecials();
        return {};
    }

private:
    void set(const char* key, Value value) { m_metadata.set(std::string("tokenizer.ggml.") + key, std::move(value)); }
    std::vector<Json> parts(const char* component, const char* list) const
    {
        std::vector<Json> all;
        flatten(member(m_folder.json(), component), list, all);
        return all;
    }
    bool isByteLevel() const
    {
        const auto all = parts("decoder", "decoders");
        return std::any_of(all.begin(), all.end(),
                           [](const Json& part) { return textIn(part, "type") == "ByteLevel"; });
    }
    /// Whether a space is put in front of a text.
    bool prependsSpace() const
    {
        for (const Json& part : parts("normalizer", "normalizers"))
            if (textIn(part, "type") == "Prepend")
                return true;
        for (const Json& part : parts("pre_tokenizer", "pretokenizers"))
            if (textIn(part, "type") == "Metaspace")
                return textIn(part, "prepend_scheme", flagIn(part, "add_prefix_space", true) ? "always" : "never")
                    != "never";
        return false;
    }
    template <class Make> void writeTexts(const Make& make)
    {
        Array texts{kString, {}};
        for (std::size_t i = 0; i < m_words.size(); ++i)
            texts.items.push_back({make(static_cast<Token>(i))});
        set("tokens", {std::move(texts)});
    }
    void writeTexts()
    {
        writeTexts([this](Token token) { return m_words.text(token); });
    }
    Status writeByteLevel()
    {
        const auto name = preTokenizerName(m_folder.json());
        if (!name)
            return fail(ErrorCode::Unsupported, m_folder.where() + ", pre_tokenizer",
                        "GGUF has no name for the way this tokenizer cuts words");
        set("model", {std::string("gpt2")});
        set("pre", {std::string(*name)});
        writeTexts();
        Array merges{kString, {}};
        for (const Json& merge : member(m_model, "merges"))
            if (const auto pair = mergePair(merge))
                merges.items.push_back({pair->first + " " + pair->second});
        set("merges", {std::move(merges)});
        return {};
    }
    /// The earlier a merge, the higher the score of what it makes: merging by score then takes the same steps.
    Status writeSentencePiece()
    {
        std::unordered_map<std::string, float> ranks;
        for (const Json& merge : member(m_model, "merges"))
            if (const auto pair = mergePair(merge))
                ranks.emplace(pair->first + pair->second, -static_cast<float>(ranks.size()));
        Array scores{kFloat, {}};
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const auto found = ranks.find(m_words.text(static_cast<Token>(i)));
            scores.items.push_back({found == ranks.end() ? -1e6F : found->second});
        }
        set("model", {std::string("llama")});
        set("pre", {std::string("default")});
        writeTexts();
        set("scores", {std::move(scores)});
        set("add_space_prefix", {prependsSpace()});
        return {};
    }
    void writeUnigram()
    {
        Array scores{kFloat, {}};
        for (const Json& entry : member(m_model, "vocab"))
            scores.items.push_back({entry.is_array() && entry.size() == 2 && entry[1].is_number()
                                        ? static_cast<float>(entry[1].get<double>())
                                        : 0.0F});
        scores.items.resize(m_words.size(), {0.0F});
        set("model", {std::string("t5")});
        set("pre", {std::string("default")});
        writeTexts();
        set("scores", {std::move(scores)});
        set("add_space_prefix", {prependsSpace()});
        for (const Json& part : parts("normalizer", "normalizers")) {
            if (textIn(part, "type") == "Replace" && textIn(member(part, "pattern"), "Regex") == " {2,}")
                set("remove_extra_whitespaces", {true});
            if (const std::string map = fromBase64(textIn(part, "precompiled_charsmap")); !map.empty()) {
                Array bytes{0, {}};
                for (const char c : map)
                    bytes.items.push_back({static_cast<std::uint8_t>(c)});
                set("precompiled_charsmap", {std::move(bytes)});
            }
        }
    }
    void writeWordPiece()
    {
        const std::string prefix = textIn(m_model, "continuing_subword_prefix", "##");
        set("model", {std::string("bert")});
        writeTexts([&](Token token) {
            const std::string& text = m_words.text(token);
            if (m_words.kind(token) & (kControl | kUserDefined) || (text.starts_with('[') && text.ends_with(']')))
                return text;
            return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string(kSpaceMark) + text;
        });
        for (const Json& part : parts("normalizer", "normalizers"))
            if (textIn(part, "type") == "BertNormalizer") {
                const bool lower = flagIn(part, "lowercase", true);
                set("normalizer.lowercase", {lower});
                set("normalizer.strip_accents", {flagIn(part, "strip_accents", lower)});
            }
    }
    void writeTypes()
    {
        const Token unknown = m_words.find(textIn(m_model, "unk_token", "\n"));
        Array types{kInt32, {}};
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const std::uint8_t kind = m_words.kind(static_cast<Token>(i));
            types.items.push_back({static_cast<Token>(i) == unknown && !isByteLevel() ? Unknown
                                       : kind & kControl                              ? Control
                                       : kind & kUserDefined                          ? UserDefined
                                       : kind & kByte                                 ? Byte
                                       : kind & kUnused                               ? Unused
                                                                                      : Normal});
        }
        set("token_type", {std::move(types)});
    }
    void writeSpecials()
    {
        const SpecialRules rules = m_folder.rules(m_words);
        const std::pair<const char*, Token> ids[] = {{"bos_token_id", rules.bos},
                                                     {"eos_token_id", rules.eos},
                                                     {"unknown_token_id", m_folder.named(m_words, "unk_token")},
                                                     {"padding_token_id", m_folder.named(m_words, "pad_token")},
                                                     {"seperator_token_id", m_folder.named(m_words, "sep_token")}};
        for (const auto& [key, id] : ids)
            if (id >= 0)
                set(key, {static_cast<std::uint32_t>(id)});
        const std::vector<Token> ends = m_folder.ends(m_words);
        setEndIds(m_metadata, rules.eos, ends, [this](Token token) { return m_words.text(token); });
        set("add_bos_token", {!rules.before.empty() && rules.before.front() == rules.bos});
        set("add_eos_token", {!rules.after.empty() && rules.after.back() == rules.eos});
        if (const auto chat = m_folder.chatTemplate())
            m_metadata.set("tokenizer.chat_template", {*chat});
    }

    const TokenizerFolder& m_folder;
    const Vocabulary& m_words;
    const Json& m_model;
    Metadata& m_metadata;
};

} // namespace

Status addTokenizerKeys(const std::filesystem::path& folder, Metadata& metadata)
{
    const auto files = pipeline::TokenizerFolder::read(folder);
    if (!files)
        return tl::unexpected(files.error());
    const auto words = files->vocabulary();
    if (!words)
        return tl::unexpected(words.error());
    return KeyWriter(*files, *words, metadata).write();
}

} // namespace headroom::model
