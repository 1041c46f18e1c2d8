// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/wordmodel.h"

#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/bpe.h"
#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/unigram.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <limits>
#include <unordered_set>

namespace headroom::model::pipeline {

namespace {

using ModelResult = Result<std::unique_ptr<const WordModel>>;

Token tokenNamed(const Vocabulary& words, const Json& json, const char* key)
{
    const std::string text = textIn(json, key);
    return text.empty() ? -1 : words.find(text);
}

class MergeModel final : public WordModel {
public:
    MergeModel(const Vocabulary& words, Merges merges, const Bpe::Options& options)
        : m_words(words), m_bpe(words, std::move(merges), options)
    {
    }
    void encode(std::string_view word, std::vector<Token>& out) const override
    {
        Bpe::Workspace symbols;
        m_bpe.encode(m_words, word, symbols, out);
    }
    std::string_view name() const override { return "BPE"; }

private:
    const Vocabulary& m_words;
    Bpe m_bpe;
};

ModelResult readMerges(const Json& json, const Vocabulary& words, const std::string& where)
{
    for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!textIn(json, affix).empty())
            return fail(ErrorCode::Unsupported, where, fmt::format("BPE with {} is not supported", affix));
    Merges merges;
    merges.reserve(member(json, "merges").size());
    std::size_t index = 0;
    for (const Json& merge : member(json, "merges")) {
        auto pair = mergePair(merge);
        const auto refuse = [&](const std::string& why) {
            return fail(ErrorCode::Corrupt, where + ", model, \"merges\"", fmt::format("entry {} {}", index, why));
        };
        if (!pair)
            return refuse("is no pair of pieces");
        for (const std::string& piece : {pair->first, pair->second, pair->first + pair->second})
            if (words.find(piece) < 0)
                return refuse(fmt::format("needs \"{}\", which is no token", printable(piece)));
        ++index;
        merges.add(std::move(pair->first), std::move(pair->second));
    }
    return std::make_unique<const MergeModel>(words, std::move(merges),
                                              Bpe::Options{.alphabet = Bpe::Alphabet::Characters,
                                                           .ignoreMerges = flagIn(json, "ignore_merges", false),
                                                           .byteFallback = flagIn(json, "byte_fallback", false),
                                                           .fuseUnknown = flagIn(json, "fuse_unk", false),
                                                           .unknown = tokenNamed(words, json, "unk_token")});
}

class UnigramModel final : public WordModel {
public:
    UnigramModel(Unigram unigram, const Vocabulary& words, Token unknown, bool byteFallback)
        : m_unigram(std::move(unigram)), m_unknown(unknown)
    {
        for (std::size_t byte = 0; byte < 256 && byteFallback; ++byte)
            m_bytes.push_back(words.find(fmt::format("<0x{:02X}>", byte)));
    }
    void encode(std::string_view word, std::vector<Token>& out) const override
    {
        for (const Unigram::Part& part : m_unigram.cut(word)) {
            const std::string_view text = word.substr(part.begin, part.size);
            if (part.token != m_unknown)
                out.push_back(part.token);
            else if (!addBytes(text, out) && m_unknown >= 0)
                out.push_back(m_unknown);
        }
    }
    std::string_view name() const override { return "Unigram"; }

private:
    bool addBytes(std::string_view text, std::vector<Token>& out) const
    {
        const auto tokenOf = [this](char c) { return m_bytes[static_cast<unsigned char>(c)]; };
        if (m_bytes.empty() || std::any_of(text.begin(), text.end(), [&](char c) { return tokenOf(c) < 0; }))
            return false;
        for (const char c : text)
            out.push_back(tokenOf(c));
        return true;
    }

    Unigram m_unigram;
    Token m_unknown;
    std::vector<Token> m_bytes;
};

ModelResult readUnigram(const Json& json, const Vocabulary& words, const std::string& where)
{
    std::vector<Unigram::Piece> pieces;
    double lowest = std::numeric_limits<double>::max();
    for (const Json& entry : member(json, "vocab")) {
        const auto token = static_cast<Token>(pieces.size());
        if (!entry.is_array() || entry.size() != 2 || !entry[1].is_number())
            return fail(ErrorCode::Corrupt, where + ", vocab", fmt::format("entry {} is no piece and score", token));
        pieces.push_back({words.text(token), token, entry[1].get<double>()});
        lowest = std::min(lowest, pieces.back().score);
    }
    const std::int64_t unknown = numberIn(json, "unk_id", -1);
    if (unknown >= static_cast<std::int64_t>(words.size()))
        return fail(ErrorCode::Corrupt, where + ", model, \"unk_id\"", fmt::format("{} is no token", unknown));
    const Token known = unknown < 0 ? -1 : static_cast<Token>(unknown);
    return std::make_unique<const UnigramModel>(Unigram(pieces, known, lowest), words, known,
                                                flagIn(json, "byte_fallback", false));
}

/// The longest piece at each place, or the whole word unknown.
class WordPieceModel final : public WordModel {
public:
    WordPieceModel(const Vocabulary& words, const Json& json)
        : m_words(words)
        , m_prefix(textIn(json, "continuing_subword_prefix", "##"))
        , m_longest(
              static_cast<std::size_t>(std::max<std::int64_t>(numberIn(json, "max_input_chars_per_word", 100), 0)))
        , m_unknown(tokenNamed(words, json, "unk_token"))
    {
    }
    void encode(std::string_view word, std::vector<Token>& out) const override
    {
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < word.size();) {
            nextCodePoint(word, i);
            ends.push_back(i);
        }
        const std::size_t before = out.size();
        bool lost = ends.size() > m_longest;
        for (std::size_t begin = 0, at = 0; !lost && at < ends.size();) {
            Token found = -1;
            std::size_t last = ends.size();
            for (; last > at && found < 0; --last)
                found = m_words.find((begin ? m_prefix : "") + std::string(word.substr(begin, ends[last - 1] - begin)));
            lost = found < 0;
            if (lost)
                break;
            out.push_back(found);
            at = last + 1;
            begin = ends[at - 1];
        }
        if (!lost)
            return;
        out.resize(before);
        if (m_unknown >= 0)
            out.push_back(m_unknown);
    }
    std::string_view name() const override { return "WordPiece"; }

private:
    const Vocabulary& m_words;
    std::string m_prefix;
    std::size_t m_longest;
    Token m_unknown;
};

class WordLevelModel final : public WordModel {
public:
    WordLevelModel(const Vocabulary& words, const Json& json)
        : m_words(words), m_unknown(tokenNamed(words, json, "unk_token"))
    {
    }
    void encode(std::string_view word, std::vector<Token>& out) const override
    {
        const Token found = m_words.find(word);
        if (found >= 0 || m_unknown >= 0)
            out.push_back(found >= 0 ? found : m_unknown);
    }
    std::string_view name() const override { return "WordLevel"; }

private:
    const Vocabulary& m_words;
    Token m_unknown;
};

} // namespace

ModelResult WordModel::read(const Json& json, const Vocabulary& words, const std::string& where)
{
    const std::string type = modelType(json);
    if (type == "BPE")
        return readMerges(json, words, where);
    if (type == "Unigram")
        return readUnigram(json, words, where);
    if ((type == "WordPiece" || type == "WordLevel") && tokenNamed(words, json, "unk_token") < 0)
        return fail(ErrorCode::Corrupt, where + ", model, \"unk_token\"",
                    fmt::format("\"{}\" is no token", printable(textIn(json, "unk_token"))));
    if (type == "WordPiece")
        return std::make_unique<const WordPieceModel>(words, json);
    if (type == "WordLevel")
        return std::make_unique<const WordLevelModel>(words, json);
    return fail(ErrorCode::Unsupported, where, "model \"" + type + "\" is not supported");
}

Result<std::vector<std::string>> tokenTexts(const Json& model, const VocabularyEntries& entries,
                                            const std::string& where)
{
    std::vector<std::string> texts;
    std::vector<bool> taken;
    std::unordered_set<std::string_view> known;
    const auto refuse = [&](const std::string& text, const std::string& why) {
        return fail(ErrorCode::Corrupt, where + ", vocab", fmt::format("\"{}\" {}", printable(text), why));
    };
    for (const auto& [text, id] : entries) {
        if (id < 0 || id >= kMostTokens)
            return refuse(text, "has no sensible id");
        const auto index = static_cast<std::size_t>(id);
        texts.resize(std::max(texts.size(), index + 1));
        taken.resize(texts.size());
        if (taken[index])
            return refuse(text, fmt::format("has the id {} of \"{}\"", id, printable(texts[index])));
        if (!known.insert(text).second)
            return refuse(text, "stands there twice");
        texts[index] = text;
        taken[index] = true;
    }
    const Json& listed = member(model, "vocab");
    for (std::size_t i = 0; listed.is_array() && i < listed.size(); ++i) {
        if (!listed[i].is_array() || listed[i].empty() || !listed[i][0].is_string())
            return fail(ErrorCode::Corrupt, where + ", vocab", fmt::format("entry {} is no piece", i));
        texts.push_back(listed[i][0].get<std::string>());
    }
    if (texts.empty())
        return fail(ErrorCode::Corrupt, where, "the model has no vocabulary");
    return texts;
}

std::optional<std::pair<std::string, std::string>> mergePair(const Json& merge)
{
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
        return std::pair(merge[0].get<std::string>(), merge[1].get<std::string>());
    const std::string line = merge.is_string() ? merge.get<std::string>() : std::string();
    const std::size_t space = line.find(' ');
    if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos)
        return std::nullopt;
    return std::pair(line.substr(0, space), line.substr(space + 1));
}

} // namespace headroom::model::pipeline
