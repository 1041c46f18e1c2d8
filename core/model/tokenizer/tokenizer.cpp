// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/tokenizer.h"

#include "core/model/filekind.h"
#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/tokenizer/tokenizerjson.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model {

namespace {

struct Kind {
    std::string_view model; ///< tokenizer.ggml.model
    TokenizerResult (*create)(const ModelFile& file);
};
constexpr std::array kKinds{
    Kind{"llama", createSentencePiece}, Kind{"gpt2", createByteLevel}, Kind{"gemma4", createByteLevel},
    Kind{"bert", createWordPiece},      Kind{"t5", createUnigram},
};

int hexDigit(char c)
{
    constexpr std::string_view kHexDigits = "0123456789ABCDEFabcdef";
    const std::size_t found = kHexDigits.find(c);
    return found == std::string_view::npos ? -1 : static_cast<int>(found < 16 ? found : found - 6);
}

/// A file that is no model has no need of a tokenizer, and a folder's lies in a file of its own.
Error whyNone(const ModelFile& file, std::string where)
{
    if (const Status model = checkIsModel(file); !model && !file.metadata().array("tokenizer.ggml.tokens"))
        return model.error();
    if (file.format().starts_with("GGUF"))
        return {ErrorCode::Corrupt, std::move(where), "is missing"};
    std::error_code ignored;
    const auto folder = std::filesystem::is_directory(file.path(), ignored) ? file.path() : file.path().parent_path();
    return {ErrorCode::NotFound, folder.empty() ? "." : folder.string(),
            "has no tokenizer: neither tokenizer.json nor tokenizer.model is in the folder; fetch the one that the "
            "model came with"};
}

} // namespace

Result<std::unique_ptr<const Tokenizer>> Tokenizer::create(const ModelFile& file)
{
    std::error_code ignored;
    if (std::filesystem::exists(file.path() / "tokenizer.json", ignored)
        && !std::filesystem::exists(file.path() / "tokenizer.gguf",
                                    ignored)) // where there are both, the keys are these
        return readTokenizerJson(file.path());
    const std::string where = file.path().string() + ", key \"tokenizer.ggml.model\"";
    const auto model = file.metadata().text("tokenizer.ggml.model");
    if (!model)
        return tl::unexpected(whyNone(file, where));
    for (const Kind& kind : kKinds)
        if (kind.model == *model)
            return kind.create(file);
    return fail(ErrorCode::Unsupported, where, fmt::format("tokenizer \"{}\" is not supported", printable(*model)));
}

SpecialRules readRules(const Metadata& metadata, const RuleDefaults& defaults, std::size_t vocabularySize)
{
    SpecialRules rules;
    rules.bos = Vocabulary::specialId(metadata, "bos", defaults.bos, vocabularySize);
    rules.eos = Vocabulary::specialId(metadata, "eos", defaults.eos, vocabularySize);
    rules.unknown = Vocabulary::specialId(metadata, "unknown", defaults.unknown, vocabularySize);
    if (metadata.boolean("tokenizer.ggml.add_bos_token").value_or(defaults.addBos) && rules.bos >= 0)
        rules.before = {rules.bos};
    if (metadata.boolean("tokenizer.ggml.add_eos_token").value_or(defaults.addEos) && rules.eos >= 0)
        rules.after = {rules.eos};
    return rules;
}

std::string replaceAll(std::string_view text, std::string_view from, std::string_view to)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t found = text.find(from); found != std::string_view::npos; found = text.find(from)) {
        result.append(text.substr(0, found)).append(to);
        text.remove_prefix(found + from.size());
    }
    return result.append(text);
}

std::optional<char> byteOfName(std::string_view text)
{
    if (text.size() != 6 || !text.starts_with("<0x") || text.back() != '>')
        return std::nullopt;
    const int high = hexDigit(text[3]), low = hexDigit(text[4]);
    return high < 0 || low < 0 ? std::nullopt : std::optional(static_cast<char>(high * 16 + low));
}

std::vector<Token> TokenizerBase::encode(std::string_view text, EncodeOptions options) const
{
    std::vector<Token> tokens;
    if (options.addSpecial)
        tokens = m_rules.before;
    bool afterSpecial = true;
    for (const Fragment& fragment : m_vocabulary.cut(text, options.parseSpecial)) {
        if (fragment.token >= 0)
            tokens.push_back(fragment.token);
        else
            encodePlain(fragment.text, afterSpecial, tokens);
        afterSpecial = fragment.token >= 0;
    }
    if (options.addSpecial)
        tokens.insert(tokens.end(), m_rules.after.begin(), m_rules.after.end());
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
