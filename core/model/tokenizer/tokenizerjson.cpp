// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Order of the pipeline: added tokens are cut out of the text (the longest at the leftmost place), and what lies
// between is normalized, cut into words, and given to the model; the post-processor's tokens go around it all.
#include "core/model/tokenizer/tokenizerjson.h"

#include "core/model/tokenizer/pipeline/addedtokens.h"
#include "core/model/tokenizer/pipeline/decoder.h"
#include "core/model/tokenizer/pipeline/folder.h"
#include "core/model/tokenizer/pipeline/normalizer.h"
#include "core/model/tokenizer/pipeline/reading.h"
#include "core/model/tokenizer/pipeline/splitter.h"
#include "core/model/tokenizer/pipeline/wordmodel.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/utf8.h"

namespace headroom::model {

namespace {

using namespace pipeline;

std::string validText(std::string_view text)
{
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t c = nextCodePoint(text, i);
        appendCodePoint(valid, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    }
    return valid;
}

class PipelineTokenizer final : public TokenizerBase {
public:
    PipelineTokenizer(Vocabulary words, SpecialRules rules, const std::vector<AddedToken>& added, Normalizer normalizer,
                      Splitter splitter, Decoder decoder)
        : TokenizerBase(std::move(words), rules)
        , m_around(std::move(rules))
        , m_normalizer(std::move(normalizer))
        , m_splitter(std::move(splitter))
        , m_decoder(std::move(decoder))
    {
        std::vector<AddedToken> asWritten, normalized;
        for (const AddedToken& token : added)
            (token.normalized ? normalized : asWritten).push_back(token);
        for (AddedToken& token : normalized)
            token.text = m_normalizer.apply(token.text);
        std::erase_if(normalized, [](const AddedToken& token) { return token.text.empty(); });
        m_added = AddedTokens(std::move(asWritten));
        m_normalizedAdded = AddedTokens(std::move(normalized));
    }
    /// Needs the vocabulary where it stays.
    Status readModel(const Json& json, const std::string& where)
    {
        auto model = WordModel::read(json, vocabulary(), where);
        if (!model)
            return tl::unexpected(std::move(model.error()));
        m_model = std::move(*model);
        return {};
    }

    std::string_view kind() const override { return m_model->name(); }

    std::vector<Token> encode(std::string_view text, EncodeOptions options) const override
    {
        std::vector<Token> tokens;
        if (options.addSpecial)
            tokens = m_around.before;
        const std::string valid = validText(text);
        bool atStart = true;
        for (const Fragment& fragment : m_added.cut(valid, options.parseSpecial)) {
            if (fragment.token >= 0)
                tokens.push_back(fragment.token);
            else
                encodeFragment(fragment.text, atStart, options.parseSpecial, tokens);
            atStart = false;
        }
        if (options.addSpecial)
            tokens.insert(tokens.end(), m_around.after.begin(), m_around.after.end());
        return tokens;
    }
    std::string decode(std::span<const Token> tokens) const override
    {
        std::string text;
        for (const Token token : tokens)
            text += piece(token);
        return m_decoder.finish(std::move(text));
    }

protected:
    void encodePlain(std::string_view text, bool atStart, std::vector<Token>& out) const override
    {
        encodeFragment(text, atStart, true, out);
    }
    std::string plainPiece(Token token) const override { return m_decoder.piece(vocabulary().text(token)); }

private:
    /// Text between the tokens that are looked for as it is written.
    void encodeFragment(std::string_view text, bool atStart, bool parseSpecial, std::vector<Token>& out) const
    {
        const std::string normalized = m_normalizer.apply(std::string(text));
        for (const Fragment& fragment : m_normalizedAdded.cut(normalized, parseSpecial)) {
            if (fragment.token >= 0)
                out.push_back(fragment.token);
            else
                for (const std::string& word : m_splitter.apply(std::string(fragment.text), atStart))
                    m_model->encode(word, out);
            atStart = false;
        }
    }

    SpecialRules m_around;
    AddedTokens m_added, m_normalizedAdded;
    Normalizer m_normalizer;
    Splitter m_splitter;
    Decoder m_decoder;
    std::unique_ptr<const WordModel> m_model;
};

} // namespace

Result<std::unique_ptr<const Tokenizer>> readTokenizerJson(const std::filesystem::path& folder)
{
    auto files = TokenizerFolder::read(folder);
    if (!files)
        return tl::unexpected(std::move(files.error()));
    auto words = files->vocabulary();
    if (!words)
        return tl::unexpected(std::move(words.error()));
    const std::string& where = files->where();
    auto normalizer = Normalizer::read(member(files->json(), "normalizer"), where);
    if (!normalizer)
        return tl::unexpected(std::move(normalizer.error()));
    auto splitter = Splitter::read(member(files->json(), "pre_tokenizer"), where);
    if (!splitter)
        return tl::unexpected(std::move(splitter.error()));
    auto decoder = Decoder::read(member(files->json(), "decoder"), where);
    if (!decoder)
        return tl::unexpected(std::move(decoder.error()));
    SpecialRules rules = files->rules(*words);
    for (const Token token : files->ends(*words))
        words->markEnd(token);
    auto tokenizer
        = std::make_unique<PipelineTokenizer>(std::move(*words), std::move(rules), files->added(),
                                              std::move(*normalizer), std::move(*splitter), std::move(*decoder));
    HEADROOM_TRY(tokenizer->readModel(member(files->json(), "model"), where));
    return tokenizer;
}

} // namespace headroom::model
