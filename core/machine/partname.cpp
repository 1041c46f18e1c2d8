// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/partname.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace headroom::machine {

namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 24> kNoise{
    "nvidia",  "geforce",    "amd",     "radeon", "intel",     "apple", "corporation", "graphics",
    "graphic", "generation", "edition", "gpu",    "design",    "with",  "founders",    "fe",
    "desktop", "card",       "core",    "r",      "processor", "tm",    "nvgpu",       "oam"};
constexpr std::array<std::string_view, 7> kSeries{"rtx", "gtx", "rx", "arc", "tesla", "instinct", "ryzen"};
constexpr std::array<std::string_view, 13> kVariants{"ti",   "super", "xt",     "xtx", "gre", "d", "laptop",
                                                     "maxq", "sff",   "server", "v2",  "v3",  "v4"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSynonyms{
    {{"mobile", "laptop"}, {"notebook", "laptop"}, {"ws", "workstation"}}};

bool isNumber(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), isDigit);
}
template <std::size_t N> bool isOneOf(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

Words split(std::string_view text)
{
    Words words;
    std::string word;
    for (const char raw : text) {
        const char c = toLower(raw);
        if (isLetter(c) || isDigit(c) || c == '.')
            word += c;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    if (!word.empty())
        words.push_back(std::move(word));
    return words;
}

/// What is often written together: rtx3090 → rtx 3090, 4070tisuper → 4070 ti super, sxm4 → sxm.
void addUnglued(Words& words, std::string word)
{
    for (std::string_view prefix : {"geforce", "rtx", "gtx", "rx"})
        if (word.size() > prefix.size() && word.starts_with(prefix) && isDigit(word[prefix.size()])) {
            words.emplace_back(prefix);
            word.erase(0, prefix.size());
        }
    if (!word.empty() && isDigit(word[0]))
        for (std::string_view suffix : {"super", "ti", "xtx", "xt", "gre", "d"})
            if (word.size() > suffix.size() + 2 && word.ends_with(suffix)) {
                const std::string rest = word.substr(0, word.size() - suffix.size());
                if (!isNumber(rest) && !(suffix == "super" && rest.ends_with("ti")))
                    continue;
                words.emplace_back(suffix);
                word = rest;
            }
    if (word.size() == 4 && word.starts_with("sxm"))
        word.pop_back();
    if (word.ends_with('w') && isNumber(std::string_view(word).substr(0, word.size() - 1))) { // 1600w
        word.pop_back();
        words.push_back(std::exchange(word, "w"));
    }
    words.push_back(std::move(word));
}

/// What is often written apart: max q → maxq, 40 core → 40c, 24 gb → 24gb.
Words joined(const Words& words)
{
    Words result;
    for (const auto& word : words) {
        const bool number = !result.empty() && isNumber(result.back());
        if (word == "q" && !result.empty() && result.back() == "max")
            result.back() = "maxq";
        else if (number && (word == "core" || word == "cores"))
            result.back() += "c";
        else if (number && (word == "gb" || word == "gib" || word == "g"))
            result.back() += "gb";
        else
            result.push_back(word);
    }
    return result;
}

/// "24gb", "24gib" or "144g" as 24 or 144; 0: no memory.
std::uint64_t memoryOf(std::string_view word)
{
    std::uint64_t gigabytes = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), gigabytes);
    const auto unit = word.substr(static_cast<std::size_t>(end - word.data()));
    return error == std::errc() && (unit == "gb" || unit == "gib" || unit == "g") ? gigabytes : 0;
}

void sortOnce(Words& words)
{
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

bool among(const Words& some, const Words& all)
{
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

} // namespace

bool PartName::sameAs(const PartName& other) const
{
    return !run.empty() && (words == other.words || run == other.run)
        && (among(series, other.series) || among(other.series, series));
}

bool PartName::within(const PartName& other) const
{
    return !run.empty() && among(words, other.words) && among(series, other.series);
}

bool PartName::lacksVariantOf(const PartName& other) const
{
    return std::any_of(other.words.begin(), other.words.end(), [&](const std::string& word) {
        return isOneOf(kVariants, word) && !std::binary_search(words.begin(), words.end(), word);
    });
}

PartName partName(std::string_view text)
{
    Words unglued;
    for (auto& word : split(text))
        addUnglued(unglued, std::move(word));
    PartName name;
    for (auto& word : joined(unglued)) {
        if (const auto gigabytes = memoryOf(word)) {
            name.gigabytes = gigabytes;
            continue;
        }
        for (const auto& [other, usual] : kSynonyms)
            if (word == other)
                word = usual;
        if (isOneOf(kSeries, word)) {
            name.series.push_back(std::move(word));
        } else if (!isOneOf(kNoise, word)) {
            name.run += word;
            name.words.push_back(std::move(word));
        }
    }
    sortOnce(name.words);
    sortOnce(name.series);
    return name;
}

} // namespace headroom::machine
