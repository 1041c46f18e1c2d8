// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer.h"

#include "core/model/ggufcursor.h"
#include "core/model/tokenizerbase.h"

#include <fmt/format.h>

namespace headroom::model {

Result<std::unique_ptr<const Tokenizer>> Tokenizer::create(const GgufFile& file)
{
    const std::string where = file.path().string() + ", key \"tokenizer.ggml.model\"";
    const auto model = file.metadata().text("tokenizer.ggml.model");
    if (!model)
        return fail(ErrorCode::Corrupt, where, "is missing");
    if (*model == "llama")
        return createSentencePiece(file);
    if (*model == "gpt2")
        return createByteLevel(file);
    return fail(ErrorCode::Unsupported, where, fmt::format("tokenizer \"{}\" is not supported", printable(*model)));
}

SpecialRules readRules(const Metadata& metadata, SpecialRules defaults, std::size_t vocabularySize)
{
    SpecialRules rules;
    rules.bos = Vocabulary::specialId(metadata, "bos", defaults.bos, vocabularySize);
    rules.eos = Vocabulary::specialId(metadata, "eos", defaults.eos, vocabularySize);
    rules.addBos = metadata.boolean("tokenizer.ggml.add_bos_token").value_or(defaults.addBos) && rules.bos >= 0;
    rules.addEos = metadata.boolean("tokenizer.ggml.add_eos_token").value_or(defaults.addEos) && rules.eos >= 0;
    return rules;
}

std::vector<Token> TokenizerBase::encode(std::string_view text, EncodeOptions options) const
{
    std::vector<Token> tokens;
    if (options.addSpecial && m_rules.addBos)
        tokens.push_back(m_rules.bos);
    bool afterSpecial = true;
    for (const Fragment& fragment : m_vocabulary.cut(text, options.parseSpecial)) {
        if (fragment.token >= 0)
            tokens.push_back(fragment.token);
        else
            encodePlain(fragment.text, afterSpecial, tokens);
        afterSpecial = fragment.token >= 0;
    }
    if (options.addSpecial && m_rules.addEos)
        tokens.push_back(m_rules.eos);
    return tokens;
}

std::string TokenizerBase::piece(Token token) const
{
    if (!m_vocabulary.contains(token))
        return {};
    const auto kind = m_vocabulary.kind(token);
    if (kind & (kControl | kUnknown))
        return {};
    return kind & kUserDefined ? m_vocabulary.text(token) : plainPiece(token);
}

std::string TokenizerBase::decode(std::span<const Token> tokens) const
{
    std::size_t first = 0;
    while (first < tokens.size() && m_vocabulary.contains(tokens[first]) && m_vocabulary.kind(tokens[first]) & kControl)
        ++first;
    std::string text;
    for (std::size_t i = first; i < tokens.size(); ++i) {
        std::string bytes = piece(tokens[i]);
        if (i == first && addsLeadingSpace() && bytes.starts_with(' '))
            bytes.erase(0, 1);
        text += bytes;
    }
    return text;
}

} // namespace headroom::model
