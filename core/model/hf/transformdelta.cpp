// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Gated delta nets: k key heads of length s, v value heads of length d, v / k of them to a key head. Checkpoints of
// Qwen 3 Next hold, per key head, its query, its key, its values and its gates; those of Qwen 3.5 queries, keys and
// values one below the other, and gates apart. Value head i belongs to key head i / (v / k) there; in GGUF this is so
// for Qwen 3 Next, and i % k for Qwen 3.5.
#include "core/model/hf/transform.h"

#include <fmt/format.h>

#include <cmath>

namespace headroom::model::hf {

namespace {

/// Sizes of one delta net.
struct Delta {
    std::uint64_t keyHeads, keyLength, valueHeads, valueLength, perKey;
    std::uint64_t keys() const { return keyHeads * keyLength; }
    std::uint64_t values() const { return valueHeads * valueLength; }
};

Result<Delta> deltaOf(const Geometry& g)
{
    if (g.groups == 0 || g.state == 0 || g.steps == 0 || g.steps % g.groups != 0 || g.inner % g.steps != 0)
        return wrong(fmt::format("{} value heads in {} numbers do not go with {} key heads of {}", g.steps, g.inner,
                                 g.groups, g.state));
    return Delta{g.groups, g.state, g.steps, g.inner / g.steps, g.steps / g.groups};
}

/// The value head of a checkpoint that is our i-th, and back.
std::uint64_t storedHead(const Delta& d, std::uint64_t ours)
{
    return ours % d.keyHeads * d.perKey + ours / d.keyHeads;
}
std::uint64_t ourHead(const Delta& d, std::uint64_t stored)
{
    return stored % d.perKey * d.keyHeads + stored / d.perKey;
}
/// The same of rows, `each` of them to a head, behind `before` others that stay.
using HeadMap = std::uint64_t (*)(const Delta& d, std::uint64_t head);
RowMap turned(const Delta& d, HeadMap map, std::uint64_t each, std::uint64_t before = 0)
{
    return [=](std::uint64_t row) {
        const std::uint64_t within = row - before;
        return row < before ? row : before + map(d, within / each) * each + within % each;
    };
}

using Part = std::uint64_t (*)(const Delta& d); ///< rows of a head, or rows before the first head's
std::uint64_t oneRow(const Delta&)
{
    return 1;
}
std::uint64_t noRows(const Delta&)
{
    return 0;
}
std::uint64_t valueRows(const Delta& d)
{
    return d.valueLength;
}
std::uint64_t queriesAndKeys(const Delta& d)
{
    return 2 * d.keys();
}

template <Part Each, Part Before> Result<Rows> turn(Rows rows, const Geometry& g, HeadMap map)
{
    const auto d = deltaOf(g);
    if (!d)
        return tl::unexpected(d.error());
    if (rows.shape.size() == 3 && rows.shape[1] == 1) // a convolution
        rows = reshaped(rows, {rows.shape[0], rows.shape[2]});
    const bool vector = rows.shape.size() == 1;
    if (vector)
        rows = asColumn(std::move(rows));
    const std::uint64_t each = Each(*d), before = Before(*d), count = before + d->valueHeads * each;
    if (rows.count() != count)
        return wrong(fmt::format("has {} rows, but the keys imply {}", rows.count(), count));
    rows = picked(std::move(rows), count, turned(*d, map, each, before));
    return vector ? asVector(std::move(rows)) : std::move(rows);
}
template <Part Each, Part Before> Result<Rows> turnForward(Rows rows, const Geometry& g)
{
    return turn<Each, Before>(std::move(rows), g, storedHead);
}
template <Part Each, Part Before> Result<Rows> turnInverse(std::vector<Rows> parts, const Geometry& g)
{
    return turn<Each, Before>(std::move(parts.front()), g, ourHead);
}
Result<Rows> convolutionInverse(std::vector<Rows> parts, const Geometry& g)
{
    auto rows = turnInverse<valueRows, queriesAndKeys>(std::move(parts), g);
    if (rows && rows->shape.size() == 2)
        rows->shape.insert(rows->shape.begin() + 1, 1);
    return rows;
}

Result<Rows> turnColumns(Rows rows, const Geometry& g, HeadMap map)
{
    const auto d = deltaOf(g);
    if (!d)
        return tl::unexpected(d.error());
    if (rows.columns() != d->values())
        return wrong(fmt::format("has rows of {}, but the keys imply {}", rows.columns(), d->values()));
    return rearranged(std::move(rows), turned(*d, map, d->valueLength));
}

/// Where the checkpoint has row `row` of queries, keys and values, one below the other; of gates, behind them.
std::uint64_t mixedRow(const Delta& d, std::uint64_t row)
{
    const std::uint64_t perHead = 2 * d.keyLength + 2 * d.perKey * d.valueLength;
    for (std::uint64_t part = 0; part < 2; ++part, row -= d.keys())
        if (row < d.keys())
            return row / d.keyLength * perHead + part * d.keyLength + row % d.keyLength;
    const std::uint64_t gate = row / d.values(), each = d.perKey * d.valueLength;
    row -= gate * d.values();
    return row / each * perHead + 2 * d.keyLength + gate * each + row % each;
}
template <bool Gate> Result<Rows> splitMixed(Rows rows, const Geometry& g)
{
    const auto d = deltaOf(g);
    if (!d)
        return tl::unexpected(d.error());
    const std::uint64_t first = Gate ? 2 * d->keys() + d->values() : 0,
                        count = Gate ? d->values() : 2 * d->keys() + d->values();
    if (rows.count() != 2 * (d->keys() + d->values()))
        return wrong(fmt::format("has {} outputs, but the keys imply {}", rows.count(), 2 * (d->keys() + d->values())));
    return picked(std::move(rows), count, [d = *d, first](std::uint64_t row) { return mixedRow(d, first + row); });
}
Result<Rows> joinMixed(std::vector<Rows> parts, const Geometry& g)
{
    const auto d = deltaOf(g);
    if (!d)
        return tl::unexpected(d.error());
    const std::uint64_t count = 2 * (d->keys() + d->values());
    std::vector<std::uint64_t> ours(count);
    for (std::uint64_t row = 0; row < count; ++row)
        ours[mixedRow(*d, row)] = row;
    Rows all = joined(std::move(parts));
    if (all.count() != count)
        return wrong("does not have the shape that the keys imply");
    return picked(std::move(all), count, [ours = std::move(ours)](std::uint64_t row) { return ours[row]; });
}

} // namespace

const Transform kDeltaMixed{splitMixed<false>, joinMixed, 0, 2};
const Transform kDeltaGate{splitMixed<true>, joinMixed, 1, 2};
const Transform kTurnedMixed{turnForward<valueRows, queriesAndKeys>, turnInverse<valueRows, queriesAndKeys>};
const Transform kTurnedConvolution{turnForward<valueRows, queriesAndKeys>, convolutionInverse};
const Transform kTurnedValues{turnForward<valueRows, noRows>, turnInverse<valueRows, noRows>};
const Transform kTurnedHeads{turnForward<oneRow, noRows>, turnInverse<oneRow, noRows>};
const Transform kTurnedMinusExp{[](Rows rows, const Geometry& g) {
                                    auto out = kMinusExpEach.forward(std::move(rows), g);
                                    return out ? turnForward<oneRow, noRows>(std::move(*out), g) : out;
                                },
                                [](std::vector<Rows> parts, const Geometry& g) {
                                    auto out = kMinusExpEach.inverse(std::move(parts), g);
                                    return out ? turn<oneRow, noRows>(std::move(*out), g, ourHead) : out;
                                }};
const Transform kTurnedColumns{
    [](Rows rows, const Geometry& g) { return turnColumns(std::move(rows), g, storedHead); },
    [](std::vector<Rows> parts, const Geometry& g) { return turnColumns(std::move(parts.front()), g, ourHead); }};

} // namespace headroom::model::hf
