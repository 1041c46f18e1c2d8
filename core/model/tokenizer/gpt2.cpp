// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// BPE by merge list as GGUF stores it ("gpt2", "gemma4"): the family's expressions cut words, merges make tokens of
// them. Example: "Hello world" → "Hello", " world" → 15496, 995 in GPT-2's vocabulary.
#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/bpe.h"
#include "core/model/tokenizer/pretokenizer.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

class MergeTokenizer final : public TokenizerBase {
public:
    MergeTokenizer(Vocabulary words, SpecialRules rules, Merges merges, PreTokenizer preTokenizer)
        : TokenizerBase(std::move(words), std::move(rules))
        , m_preTokenizer(std::move(preTokenizer))
        , m_rawText(m_preTokenizer.family().has(Family::kRawText))
        , m_bpe(vocabulary(), std::move(merges),
                {.alphabet = m_rawText ? Bpe::Alphabet::Characters : Bpe::Alphabet::Bytes,
                 .ignoreMerges = m_preTokenizer.family().has(Family::kIgnoresMerges)})
    {
    }

    std::string_view kind() const override { return m_rawText ? "BPE" : "byte-level BPE"; }

protected:
    void encodePlain(std::string_view text, bool afterSpecial, std::vector<Token>& out) const override;
    std::string plainPiece(Token token) const override;

private:
    PreTokenizer m_preTokenizer;
    bool m_rawText;
    Bpe m_bpe;
};

void MergeTokenizer::encodePlain(std::string_view text, bool /*afterSpecial*/, std::vector<Token>& out) const
{
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t i = 0; i < text.size();)
        appendCodePoint(valid, nextCodePoint(text, i));
    if (m_rawText)
        valid = replaceAll(valid, " ", kSpaceMark);
    Bpe::Workspace symbols;
    for (const std::string_view word : m_preTokenizer.split(valid)) {
        if (m_preTokenizer.family().has(Family::kWholeNewlines) && word.starts_with('\n'))
            if (const Token token = m_bpe.wholeWord(vocabulary(), word); token >= 0) {
                out.push_back(token);
                continue;
            }
        m_bpe.encode(vocabulary(), word, symbols, out);
    }
}

std::string MergeTokenizer::plainPiece(Token token) const
{
    const std::string& text = vocabulary().text(token);
    if (vocabulary().kind(token) & kNormal)
        return m_bpe.bytesOf(text);
    const auto byte = vocabulary().kind(token) & kByte ? byteOfName(text) : std::nullopt;
    return byte ? std::string(1, *byte) : std::string();
}

} // namespace

TokenizerResult createByteLevel(const ModelFile& file)
{
    const Metadata& metadata = file.metadata();
    const bool gemma = metadata.text("tokenizer.ggml.model") == "gemma4";
    const std::string_view name = gemma ? "gemma4" : metadata.text("tokenizer.ggml.pre").value_or("default");
    auto preTokenizer = PreTokenizer::create(name);
    if (!preTokenizer)
        return fail(preTokenizer.error().code, file.path().string() + ", key \"tokenizer.ggml.pre\"",
                    fmt::format("pre-tokenizer \"{}\" is not supported", printable(name)));
    auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    const Family& family = preTokenizer->family();
    const bool optional = family.has(Family::kNeedsNoMerges) && !metadata.find("tokenizer.ggml.merges");
    auto merges = optional ? Result<Merges>(Merges()) : readMerges(file);
    if (!merges)
        return tl::unexpected(std::move(merges.error()));
    SpecialRules rules = readRules(metadata, {.addBos = family.has(Family::kAddsBos)}, words->size());
    if (family.has(Family::kForcesBos) && rules.bos >= 0)
        rules.before = {rules.bos};
    words->markEnd(rules.eos);
    return std::make_unique<const MergeTokenizer>(std::move(*words), std::move(rules), std::move(*merges),
                                                  std::move(*preTokenizer));
}

} // namespace headroom::model
