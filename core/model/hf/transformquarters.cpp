// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// CodeGen's one matrix of queries, keys and values was trained on four devices: four times a quarter of the heads'
// queries, of their values, of their keys. Row r of all queries is row r / q · 3q + r mod q, where q is a quarter of
// them; values follow after q rows, keys after 2q.
#include "core/model/hf/transform.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::uint64_t kDevices = 4;
constexpr std::array<std::uint64_t, 3> kSlots{0, 2, 1}; ///< of queries, keys, values

Result<std::uint64_t> quarterOf(const Geometry& g)
{
    const std::uint64_t all = g.heads * g.keyLength;
    if (g.heads == 0 || g.heads % kDevices != 0)
        return wrong(fmt::format("is stored in four parts, but \"{}\" is {}", g.headsKey, g.heads));
    return all / kDevices;
}

template <std::size_t Part> Result<Rows> takeQuartered(Rows rows, const Geometry& g)
{
    const auto quarter = quarterOf(g);
    if (!quarter)
        return tl::unexpected(quarter.error());
    const std::uint64_t q = *quarter;
    if (rows.count() != 3 * kDevices * q)
        return wrong(fmt::format("has {} outputs, but {} heads of {} values imply {}", rows.count(), g.heads,
                                 g.keyLength, 3 * kDevices * q));
    return picked(std::move(rows), kDevices * q,
                  [q](std::uint64_t row) { return (row / q * 3 + kSlots[Part]) * q + row % q; });
}

Result<Rows> joinQuartered(std::vector<Rows> parts, const Geometry& g)
{
    const auto quarter = quarterOf(g);
    if (!quarter)
        return tl::unexpected(quarter.error());
    const std::uint64_t q = *quarter;
    for (const Rows& part : parts)
        if (part.count() != kDevices * q)
            return wrong("does not have the shape that the keys imply");
    return picked(joined(std::move(parts)), 3 * kDevices * q, [q](std::uint64_t row) {
        const std::uint64_t block = row / q;
        const auto part = static_cast<std::uint64_t>(std::ranges::find(kSlots, block % 3) - kSlots.begin());
        return (part * kDevices + block / 3) * q + row % q;
    });
}

} // namespace

const Transform kQuarteredQuery{takeQuartered<0>, joinQuartered, 0, 3};
const Transform kQuarteredKey{takeQuartered<1>, joinQuartered, 1, 3};
const Transform kQuarteredValue{takeQuartered<2>, joinQuartered, 2, 3};

} // namespace headroom::model::hf
