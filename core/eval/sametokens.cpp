// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/sametokens.h"

#include "core/base/remarks.h"
#include "core/model/ggufcursor.h"
#include "core/model/plaintext.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace headroom::eval {

namespace {

/// What decides how a text is cut, beside the pieces themselves.
constexpr std::array kTexts{"tokenizer.ggml.model", "tokenizer.ggml.pre"};
constexpr std::array kLists{"tokenizer.ggml.merges", "tokenizer.ggml.scores", "tokenizer.ggml.token_type"};

std::string textOf(const model::Value& value)
{
    const auto* text = std::get_if<std::string>(&value.data);
    return text ? model::printable(*text) : std::string("?");
}

/// The keys in which the two files' tokenizers differ, for people; a folder has none of them.
Remarks otherKeys(const model::Metadata& ours, const model::Metadata& theirs)
{
    Remarks keys;
    for (const char* key : kTexts) {
        const auto a = ours.text(key), b = theirs.text(key);
        if (a != b)
            keys.push_back(
                remark("tokens.other_value", key, model::printable(b.value_or("")), model::printable(a.value_or(""))));
    }
    for (const char* key : kLists) {
        const model::Array* const a = ours.array(key);
        const model::Array* const b = theirs.array(key);
        if ((a == nullptr) != (b == nullptr) || (a && b && a->items != b->items))
            keys.push_back(remark("tokens.other_list", key));
    }
    return keys;
}

bool describesTokenizer(const model::ModelFile& file)
{
    return file.metadata().array("tokenizer.ggml.tokens") != nullptr;
}

class Difference {
public:
    Difference(const EvaluatedModel& baseline, const model::Tokenizer& tokenizer, const std::string& text)
        : m_baseline(baseline), m_tokenizer(tokenizer), m_text(text)
    {
    }

    Remarks of(const EvaluatedModel& other)
    {
        Remarks differences;
        const auto tokenizer = model::Tokenizer::create(*other.file);
        if (!tokenizer)
            return differences; // runs all the same: nothing is cut with it
        if (Remark bos = otherBos(**tokenizer); !bos.empty())
            differences.push_back(std::move(bos));
        const bool keyed = describesTokenizer(*m_baseline.file) && describesTokenizer(*other.file);
        auto keys = keyed ? otherKeys(m_baseline.file->metadata(), other.file->metadata()) : Remarks();
        const bool alike = keyed && keys.empty() && sameFlags(other);
        std::ranges::move(keys, std::back_inserter(differences));
        if (alike)
            return differences;
        const auto theirs = (*tokenizer)->encode(m_text, {});
        const auto& ours = tokens();
        if (const auto at = std::ranges::mismatch(ours, theirs); at.in1 != ours.end() || at.in2 != theirs.end())
            differences.push_back(remark("tokens.other_tokens", at.in1 - ours.begin()));
        return differences;
    }

private:
    Remark otherBos(const model::Tokenizer& other) const
    {
        if (other.addsBos() != m_tokenizer.addsBos())
            return other.addsBos() ? remark("tokens.bos_unlike_baseline") : remark("tokens.no_bos_unlike_baseline");
        if (m_tokenizer.addsBos() && other.bos() != m_tokenizer.bos())
            return remark("tokens.other_bos", other.bos(), m_tokenizer.bos());
        return {};
    }

    /// Blanks in front, and what becomes of several.
    bool sameFlags(const EvaluatedModel& other) const
    {
        constexpr std::array kFlags{"tokenizer.ggml.add_space_prefix", "tokenizer.ggml.remove_extra_whitespaces"};
        return std::ranges::all_of(kFlags, [&](const char* key) {
            return m_baseline.file->metadata().boolean(key) == other.file->metadata().boolean(key);
        });
    }

    const std::vector<model::Token>& tokens()
    {
        if (m_tokens.empty())
            m_tokens = m_tokenizer.encode(m_text, {});
        return m_tokens;
    }

    const EvaluatedModel& m_baseline;
    const model::Tokenizer& m_tokenizer;
    const std::string& m_text;
    std::vector<model::Token> m_tokens; ///< of the text, by the baseline; found once
};

} // namespace

Status sameVocabulary(const model::ModelFile& baseline, std::uint32_t baselineSize, const model::ModelFile& other,
                      std::uint32_t otherSize)
{
    const auto differs = [&](std::string detail) {
        return fail(ErrorCode::InvalidArgument, other.path().string(),
                    "vocabulary differs from the baseline's: " + detail);
    };
    if (baselineSize != otherSize)
        return differs(fmt::format("{} tokens, the baseline has {}", otherSize, baselineSize));
    const auto* ours = baseline.metadata().array("tokenizer.ggml.tokens");
    const auto* theirs = other.metadata().array("tokenizer.ggml.tokens");
    if (!ours || !theirs)
        return {};
    if (ours->items.size() != theirs->items.size())
        return differs(fmt::format("{} pieces, the baseline has {}", theirs->items.size(), ours->items.size()));
    const auto at = std::mismatch(ours->items.begin(), ours->items.end(), theirs->items.begin());
    if (at.first == ours->items.end())
        return {};
    return differs(fmt::format("token {} is \"{}\", the baseline has \"{}\"", at.first - ours->items.begin(),
                               textOf(*at.second), textOf(*at.first)));
}

Result<std::vector<Remarks>> otherTokens(const std::vector<EvaluatedModel>& models, const std::filesystem::path& text)
{
    const auto tokenizer = model::Tokenizer::create(*models.front().file);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    const auto content = model::readPlainText(text);
    if (!content)
        return tl::unexpected(content.error());
    Difference difference(models.front(), **tokenizer, *content);
    std::vector<Remarks> all;
    for (std::size_t i = 1; i < models.size(); ++i)
        all.push_back(difference.of(models[i]));
    return all;
}

bool isOfTokens(std::string_view words)
{
    return words.starts_with("its ") || words.starts_with("tokenizer.ggml.");
}

} // namespace headroom::eval
