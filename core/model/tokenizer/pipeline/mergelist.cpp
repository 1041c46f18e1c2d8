// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/mergelist.h"

#include "core/base/json.h"
#include "core/model/ggufcursor.h"
#include "core/model/tokenizer/bytelevel.h"
#include "core/model/tokenizer/pipeline/wordmodel.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model::pipeline {

namespace {

/// Beyond this a piece is no word of a language, and trying every way to cut it would take too long.
constexpr std::size_t kLongest = 4096;

tl::unexpected<Error> inexpressible(const ModelFile& file, std::string_view key, std::string_view piece,
                                    std::string_view why)
{
    return fail(ErrorCode::Unsupported, fmt::format("{}, key \"tokenizer.ggml.{}\"", file.path().string(), key),
                fmt::format("tokenizer.json cannot say this: \"{}\" {}", printable(piece), why));
}

bool isOneByte(std::string_view piece)
{
    static const ByteLevel kAlphabet;
    const auto bytes = kAlphabet.decode(piece);
    return bytes && bytes->size() == 1;
}

struct Ranked {
    float score = 0;
    Token whole = -1;
    std::size_t left = 0; ///< bytes of the left part
};

/// The ways to make one piece; whether one of them needs a character that is no token.
bool addWays(const Vocabulary& words, Token whole, std::vector<Ranked>& ways)
{
    const std::string_view text = words.text(whole);
    const std::size_t first = std::min(announcedLength(text[0]), text.size());
    bool strange = false;
    for (std::size_t at = first; at < text.size(); at += std::min(announcedLength(text[at]), text.size() - at)) {
        const std::size_t last = text.size() - at;
        const bool left = words.find(text.substr(0, at)) >= 0, right = words.find(text.substr(at)) >= 0;
        const bool leftChar = at == first, rightChar = announcedLength(text[at]) >= last;
        if (left && right)
            ways.push_back({words.score(whole), whole, at});
        else if ((left || leftChar) && (right || rightChar))
            strange = true;
    }
    return strange;
}

/// Whether both consist of the same character over and over, as the indents in Llama's vocabulary do.
bool areOneRun(std::string_view a, std::string_view b)
{
    const std::string_view character = a.substr(0, announcedLength(a[0]));
    const auto isRun = [character](std::string_view text) {
        while (text.starts_with(character))
            text.remove_prefix(character.size());
        return text.empty();
    };
    return isRun(a) && isRun(b);
}

} // namespace

Result<MergePairs> listedMerges(const ModelFile& file, const Vocabulary& words)
{
    const Array* array = file.metadata().array("tokenizer.ggml.merges");
    MergePairs merges;
    for (std::size_t i = 0; array && i < array->items.size(); ++i) {
        const auto* line = std::get_if<std::string>(&array->items[i].data);
        const auto pair = line ? mergePair(Json(*line)) : std::nullopt;
        if (!pair)
            return fail(ErrorCode::Corrupt, file.path().string() + ", key \"tokenizer.ggml.merges\"",
                        fmt::format("entry {} is no pair of pieces", i));
        bool reachable = true;
        for (const std::string& part : {pair->first, pair->second}) {
            if (words.find(part) >= 0)
                continue;
            if (isOneByte(part))
                return inexpressible(file, "merges", part, "is merged, but no token");
            reachable = false; // what makes this part is refused, if anything does
        }
        if (!reachable)
            continue;
        if (words.find(pair->first + pair->second) < 0)
            return inexpressible(file, "merges", pair->first + pair->second, "is the result of a merge, but no token");
        merges.push_back(*pair);
    }
    return merges;
}

Result<MergePairs> scoredMerges(const ModelFile& file, const Vocabulary& words)
{
    std::vector<Ranked> ways;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto token = static_cast<Token>(i);
        const bool plain = (words.kind(token) & (kControl | kUserDefined | kUnknown)) == 0;
        if (words.find(words.text(token)) != token)
            continue; // the last of equal pieces counts
        if (words.text(token).size() > kLongest && plain)
            return inexpressible(file, "tokens", words.text(token).substr(0, 40), "is too long a piece");
        if (words.text(token).size() <= kLongest && addWays(words, token, ways) && plain)
            return inexpressible(file, "tokens", words.text(token), "is merged from a character that is no token");
    }
    // Of equal scores the way further left in the text goes first. In a run of one character, the only place where
    // that can be said, it is the one whose left part has grown most.
    std::stable_sort(ways.begin(), ways.end(), [](const Ranked& a, const Ranked& b) {
        return a.score != b.score ? a.score > b.score : a.left > b.left;
    });
    MergePairs merges;
    merges.reserve(ways.size());
    const Ranked* before = nullptr; // the last one whose turn depends on its score alone
    for (const Ranked& way : ways) {
        const std::string& text = words.text(way.whole);
        const bool plain = words.kind(way.whole) == kNormal;
        if (plain && before && before->score == way.score && before->whole != way.whole
            && !areOneRun(text, words.text(before->whole)))
            return inexpressible(file, "scores", text, "has the score of another piece");
        before = plain ? &way : before;
        merges.emplace_back(text.substr(0, way.left), text.substr(way.left));
    }
    return merges;
}

} // namespace headroom::model::pipeline
