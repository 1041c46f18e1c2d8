// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Names as people and drivers write them. A name becomes words ("NVIDIA GeForce RTX3090Ti" → rtx 3090 ti); vendor words
// are dropped; then, in this order: the same words; the same words without the series ("3090"); the only entry that has
// all the words. Two candidates are no answer: guessing a card would be guessing its memory.
#include "core/machine/catalogue.h"

#include <algorithm>
#include <array>

namespace headroom::machine {

namespace {

constexpr std::array<std::string_view, 16> kNoise{
    "nvidia",   "geforce",    "amd",     "radeon",      "intel", "apple", "quadro", "corporation",
    "graphics", "generation", "edition", "workstation", "ws",    "core",  "ryzen",  "r"};
constexpr std::array<std::string_view, 7> kSeries{"rtx", "gtx", "rx", "arc", "tesla", "instinct", "pro"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return c >= 'a' && c <= 'z';
}
char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <std::size_t N> bool isOneOf(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Splits what is often written together: rtx3090 → rtx 3090, 3090ti → 3090 ti, sxm4 → sxm.
void addWord(std::vector<std::string>& words, std::string word)
{
    for (std::string_view prefix : {"rtx", "gtx", "rx"})
        if (word.size() > prefix.size() && word.starts_with(prefix) && isDigit(word[prefix.size()])) {
            words.emplace_back(prefix);
            word.erase(0, prefix.size());
        }
    for (std::string_view suffix : {"ti", "super", "xtx", "xt"})
        if (word.size() > suffix.size() && word.ends_with(suffix) && isDigit(word[word.size() - suffix.size() - 1])) {
            words.push_back(word.substr(0, word.size() - suffix.size()));
            words.emplace_back(suffix);
            return;
        }
    if (word.size() == 4 && word.starts_with("sxm"))
        word.pop_back();
    if (!isOneOf(kNoise, word))
        words.push_back(std::move(word));
}

std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    std::string word;
    for (const char raw : name) {
        const char c = lower(raw);
        if (isLetter(c) || isDigit(c) || c == '.')
            word += c;
        else if (!word.empty())
            addWord(words, std::exchange(word, {}));
    }
    if (!word.empty())
        addWord(words, std::move(word));
    return words;
}

std::string joined(const std::vector<std::string>& words, bool withSeries)
{
    std::string text;
    for (const auto& word : words)
        if (withSeries || !isOneOf(kSeries, word))
            text += word;
    return text;
}

std::size_t sharedWords(const std::vector<std::string>& wanted, const std::vector<std::string>& has)
{
    return static_cast<std::size_t>(std::count_if(wanted.begin(), wanted.end(), [&](const std::string& word) {
        return std::find(has.begin(), has.end(), word) != has.end();
    }));
}

/// The only entry for which matches() holds, or null.
template <class T, class Matches> const T* onlyOne(std::span<const T> entries, Matches matches)
{
    const T* found = nullptr;
    for (const auto& entry : entries)
        if (matches(entry)) {
            if (found)
                return nullptr;
            found = &entry;
        }
    return found;
}

template <class T> const T* findNamed(std::span<const T> entries, std::string_view name)
{
    const auto wanted = wordsOf(name);
    if (wanted.empty())
        return nullptr;
    for (const bool withSeries : {true, false}) {
        const auto key = joined(wanted, withSeries);
        if (key.empty())
            continue;
        if (const T* found
            = onlyOne(entries, [&](const T& entry) { return joined(wordsOf(entry.name), withSeries) == key; }))
            return found;
    }
    return onlyOne(entries, [&](const T& entry) { return sharedWords(wanted, wordsOf(entry.name)) == wanted.size(); });
}

} // namespace

const Gpu* findGpu(std::string_view name)
{
    return findNamed(gpuCatalogue(), name);
}
const Cpu* findCpu(std::string_view name)
{
    return findNamed(cpuCatalogue(), name);
}
const Psu* findPsu(std::string_view name)
{
    return findNamed(psuCatalogue(), name);
}

const CatalogueModel* findModel(std::string_view id)
{
    const auto compact = [](std::string_view text) {
        std::string key;
        for (const char raw : text)
            if (const char c = lower(raw); isLetter(c) || isDigit(c) || c == '.')
                key += c;
        return key;
    };
    const auto key = compact(id);
    if (key.empty())
        return nullptr;
    for (const auto& entry : modelCatalogue())
        if (compact(entry.id) == key || compact(entry.name) == key)
            return &entry;
    return nullptr;
}

std::vector<std::string> gpusLike(std::string_view name, std::size_t atMost)
{
    const auto wanted = wordsOf(name);
    std::vector<std::pair<std::size_t, const Gpu*>> scored;
    for (const auto& gpu : gpuCatalogue()) {
        const auto has = wordsOf(gpu.name);
        std::size_t score = 0;
        for (const auto& word : wanted)
            for (const auto& other : has)
                if (word == other)
                    score += isOneOf(kSeries, word) ? 1 : 4;
                else if (word.size() >= 2 && other.size() >= 2 && word.substr(0, 2) == other.substr(0, 2))
                    score += 1;
        if (score > 0)
            scored.emplace_back(score, &gpu);
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(atMost, scored.size()); ++i)
        names.push_back(scored[i].second->name);
    return names;
}

const Gpu* matchDetectedGpu(std::string_view driverName, std::uint64_t totalBytes)
{
    const auto agrees = [totalBytes](const Gpu& gpu) {
        const double ratio = static_cast<double>(totalBytes) / static_cast<double>(gpu.budgetBytes());
        return ratio > 0.9 && ratio < 1.1;
    };
    if (const Gpu* found = findGpu(driverName); found && agrees(*found))
        return found;
    const auto reported = wordsOf(driverName);
    const bool hbm3 = std::find(reported.begin(), reported.end(), "hbm3") != reported.end();
    // A driver says more or less than the catalogue: every catalogue word that tells cards apart must be there. Of the
    // H100s only the SXM one reports its HBM3.
    return onlyOne(gpuCatalogue(), [&](const Gpu& gpu) {
        auto words = wordsOf(gpu.name);
        std::erase_if(words, [&](const std::string& word) { return word.ends_with("gb") || (hbm3 && word == "sxm"); });
        return agrees(gpu) && !words.empty() && sharedWords(words, reported) == words.size();
    });
}

const Cpu* matchDetectedCpu(std::string_view systemName)
{
    const auto reported = wordsOf(systemName);
    return onlyOne(cpuCatalogue(), [&](const Cpu& cpu) {
        const auto words = wordsOf(cpu.name);
        return sharedWords(words, reported) == words.size();
    });
}

} // namespace headroom::machine
