// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/match.h"

#include "core/model/hf/names.h"

#include <algorithm>
#include <charconv>

namespace headroom::model::hf {

namespace {

constexpr std::string_view kCounter = "{}";
/// How wrappers of a text model prefix its tensors; the longest first.
constexpr std::array<std::string_view, 11> kPrefixes{"model.language_model.",
                                                     "model.decoder.",
                                                     "language_model.model.",
                                                     "language_model.",
                                                     "transformer.",
                                                     "gpt_neox.",
                                                     "biogpt.",
                                                     "backbone.",
                                                     "model.",
                                                     "decoder.",
                                                     ""};
constexpr std::array<std::string_view, 2> kSuffixes{".weight", ".bias"};

/// Numbers in place of the pattern's counters; nothing when the name is another.
std::optional<std::vector<std::uint64_t>> countersIn(std::string_view pattern, std::string_view name)
{
    std::vector<std::uint64_t> counters;
    while (true) {
        const std::size_t at = pattern.find(kCounter);
        if (name.substr(0, std::min(at, pattern.size())) != pattern.substr(0, at))
            return std::nullopt;
        if (at == std::string_view::npos)
            return name.size() == pattern.size() ? std::optional(counters) : std::nullopt;
        name.remove_prefix(at);
        pattern.remove_prefix(at + kCounter.size());
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error != std::errc() || number > 1'000'000)
            return std::nullopt;
        counters.push_back(number);
        name.remove_prefix(static_cast<std::size_t>(end - name.data()));
    }
}

std::optional<Match> matchRule(const NameRule& rule, std::string_view pattern, std::string_view name)
{
    Match match{&rule, 0, 0, 0, {}};
    if (!rule.whole) {
        for (const std::string_view suffix : kSuffixes)
            if (name.ends_with(suffix))
                match.suffix = suffix;
        if (match.suffix.empty())
            return std::nullopt;
        name.remove_suffix(match.suffix.size());
    }
    const auto counters = countersIn(pattern, name);
    if (!counters)
        return std::nullopt;
    match.layer = counters->empty() ? 0 : counters->front();
    match.item = counters->size() > 1 ? counters->back() : 0;
    return match;
}

/// The family's own, and behind them those of all.
std::array<std::span<const NameRule>, std::tuple_size_v<decltype(Family::names)> + 1> rulesOf(const Family& family)
{
    std::array<std::span<const NameRule>, std::tuple_size_v<decltype(Family::names)> + 1> all;
    std::ranges::copy(family.names, all.begin());
    all.back() = names::kScores;
    return all;
}

void collect(const Family& family, std::string_view prefix, std::string_view name, std::vector<Match>& found)
{
    std::size_t order = 0;
    for (const auto& list : rulesOf(family))
        for (const NameRule& rule : list) {
            ++order;
            const bool outside = rule.stored.starts_with('/');
            if (outside && prefix == "model.") // what stands outside is never under the plain prefix
                continue;
            const auto body = name.substr(prefix.size());
            if (auto match = matchRule(rule, outside ? rule.stored.substr(1) : rule.stored, body)) {
                match->order = order;
                found.push_back(std::move(*match));
            }
        }
}

} // namespace

std::vector<Match> matchStored(const Family& family, std::string_view name)
{
    std::vector<Match> found;
    for (const std::string_view prefix : kPrefixes) {
        if (name.starts_with(prefix))
            collect(family, prefix, name, found);
        if (!found.empty())
            break;
    }
    return found;
}

std::optional<Match> matchOurs(const Family& family, std::string_view name)
{
    std::size_t order = 0;
    for (const auto& list : rulesOf(family))
        for (const NameRule& rule : list) {
            ++order;
            if (auto match = matchRule(rule, rule.ours, name)) {
                match->order = order;
                return match;
            }
        }
    return std::nullopt;
}

std::string fill(std::string_view pattern, std::uint64_t layer, std::uint64_t item)
{
    std::string out;
    bool first = true;
    while (true) {
        const std::size_t at = pattern.find(kCounter);
        out += pattern.substr(0, at);
        if (at == std::string_view::npos)
            return out;
        out += std::to_string(first ? layer : item);
        first = false;
        pattern.remove_prefix(at + kCounter.size());
    }
}

bool stacks(const NameRule& rule)
{
    const std::size_t first = rule.stored.find(kCounter);
    return first != std::string_view::npos && rule.stored.find(kCounter, first + 1) != std::string_view::npos;
}

} // namespace headroom::model::hf
