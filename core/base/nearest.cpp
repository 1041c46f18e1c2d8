// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/nearest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace headroom {

namespace {

/// How many letters apart two keys are, as edited (Levenshtein).
std::size_t editsBetween(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string_view nearestTo(std::string_view key, std::span<const std::string_view> known)
{
    const auto near
        = std::ranges::min_element(known, {}, [key](std::string_view other) { return editsBetween(key, other); });
    const bool alike = near != known.end() && editsBetween(key, *near) <= near->size() / 2;
    return alike ? *near : std::string_view();
}

std::string whatIsNotKnown(std::string_view key, std::span<const std::string_view> known)
{
    const std::string_view near = nearestTo(key, known);
    return near.empty() ? fmt::format("is not known: there are {}", fmt::join(known, ", "))
                        : fmt::format("is not known; the nearest is \"{}\"", near);
}

} // namespace headroom
