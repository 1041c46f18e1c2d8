// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Rotation: checkpoints rotate element i of a head with i + r/2, GGUF's llama family 2i with 2i + 1, where r is how
// many are rotated of the head's d. So our row h·d + 2i + j is stored row h·d + j·r/2 + i (j = 0, 1; 2i < r), for
// weights and biases alike; the others stay.
#include "core/model/hf/transform.h"

#include "core/model/hf/family.h"

#include <fmt/format.h>

#include <cmath>

namespace headroom::model::hf {

tl::unexpected<Error> wrong(std::string detail)
{
    return fail(ErrorCode::Corrupt, {}, std::move(detail));
}

namespace {

/// A wrong count of heads shows in a tensor, which is seldom what is wrong.
tl::unexpected<Error> notAsCounted(const std::string& found, const Geometry& g, const std::string& implied)
{
    return wrong(fmt::format("{}, but \"{}\" {}, \"{}\" {} and heads of {} values (width {}) imply {}", found,
                             g.headsKey, g.heads, g.kvHeadsKey, g.kvHeads, g.keyLength, g.embedding, implied));
}
tl::unexpected<Error> otherOutputs(std::uint64_t found, const Geometry& g, std::uint64_t implied)
{
    return notAsCounted(fmt::format("has {} outputs", found), g, std::to_string(implied));
}

/// Permutes the outputs of a weight or of its bias.
Result<Rows> permuted(Rows rows, const Geometry& g, std::uint64_t outputs, RowMap map)
{
    const bool vector = rows.shape.size() == 1;
    if (vector)
        rows = asColumn(std::move(rows));
    if (outputs == 0 || rows.count() != outputs)
        return otherOutputs(rows.count(), g, outputs);
    rows = picked(std::move(rows), outputs, std::move(map));
    return vector ? asVector(std::move(rows)) : std::move(rows);
}

std::uint64_t storedOfPair(std::uint64_t row, std::uint64_t length, std::uint64_t rotated)
{
    const std::uint64_t within = row % length;
    return within < rotated ? row - within + within % 2 * (rotated / 2) + within / 2 : row;
}
std::uint64_t pairOfStored(std::uint64_t row, std::uint64_t length, std::uint64_t rotated)
{
    const std::uint64_t within = row % length, half = rotated / 2;
    return within >= rotated ? row : row - within + (within < half ? 2 * within : 2 * (within - half) + 1);
}

template <std::uint64_t (*Map)(std::uint64_t, std::uint64_t, std::uint64_t)>
Result<Rows> heads(Rows rows, const Geometry& g, std::uint64_t count)
{
    const std::uint64_t length = g.keyLength, rotated = g.rotated;
    if (rotated % 2 != 0)
        return notAsCounted("is rotated in pairs", g, "heads of odd length");
    return permuted(std::move(rows), g, count * length,
                    [length, rotated](std::uint64_t row) { return Map(row, length, rotated); });
}

/// Stored row of the grouped layout for our row of queries, keys or values.
std::uint64_t groupedRow(std::uint64_t row, std::uint64_t part, const Geometry& g)
{
    const std::uint64_t perKv = g.heads / g.kvHeads, head = row / g.keyLength, within = row % g.keyLength;
    const std::uint64_t group = part == 0 ? head / perKv : head;
    const std::uint64_t slot = part == 0 ? head % perKv : perKv + part - 1;
    return (group * (perKv + 2) + slot) * g.keyLength + within;
}
Status checkGrouped(const Geometry& g)
{
    if (g.kvHeads == 0 || g.heads % g.kvHeads != 0 || g.keyLength == 0)
        return notAsCounted("holds queries, keys and values in groups", g, "no whole groups");
    return {};
}
std::uint64_t groupedTotal(const Geometry& g)
{
    return (g.heads + 2 * g.kvHeads) * g.keyLength;
}
/// Our row in queries, keys, values one below the other, as part and row in it.
std::pair<std::uint64_t, std::uint64_t> partOf(std::uint64_t row, const Geometry& g)
{
    const std::uint64_t queries = g.heads * g.keyLength, keys = g.kvHeads * g.keyLength;
    if (row < queries)
        return {0, row};
    return row < queries + keys ? std::pair(std::uint64_t{1}, row - queries)
                                : std::pair(std::uint64_t{2}, row - queries - keys);
}
/// Our row of the concatenation for a stored row.
std::uint64_t ungroupedRow(std::uint64_t row, const Geometry& g)
{
    const std::uint64_t perKv = g.heads / g.kvHeads, within = row % g.keyLength, slotIndex = row / g.keyLength;
    const std::uint64_t group = slotIndex / (perKv + 2), slot = slotIndex % (perKv + 2);
    const std::uint64_t head = slot < perKv ? group * perKv + slot
        : slot == perKv                     ? g.heads + group
                                            : g.heads + g.kvHeads + group;
    return head * g.keyLength + within;
}

template <std::uint64_t Part> Result<Rows> takeGrouped(Rows rows, const Geometry& g)
{
    HEADROOM_TRY(checkGrouped(g));
    const bool vector = rows.shape.size() == 1;
    if (vector)
        rows = asColumn(std::move(rows));
    if (rows.count() != groupedTotal(g))
        return otherOutputs(rows.count(), g, groupedTotal(g));
    const std::uint64_t count = (Part == 0 ? g.heads : g.kvHeads) * g.keyLength;
    rows = picked(std::move(rows), count, [g](std::uint64_t row) {
        return groupedRow(Part == 2 ? row : storedOfPair(row, g.keyLength, g.keyLength), Part, g);
    });
    return vector ? asVector(std::move(rows)) : std::move(rows);
}

Result<Rows> joinGrouped(std::vector<Rows> parts, const Geometry& g)
{
    HEADROOM_TRY(checkGrouped(g));
    std::vector<Rows> stored;
    for (std::size_t part = 0; part < 3; ++part) {
        auto rows = part == 2 ? Result<Rows>(parts[part])
                              : heads<pairOfStored>(parts[part], g, part == 0 ? g.heads : g.kvHeads);
        if (!rows)
            return rows;
        stored.push_back(std::move(*rows));
    }
    return picked(joined(std::move(stored)), groupedTotal(g), [g](std::uint64_t row) { return ungroupedRow(row, g); });
}

Result<Rows> neox(Rows rows, const Geometry& g, bool toOurs)
{
    const std::uint64_t h = g.heads, d = g.keyLength;
    return permuted(std::move(rows), g, 3 * h * d, [=](std::uint64_t row) {
        const std::uint64_t within = row % d, block = row / d;
        return toOurs ? (block % h * 3 + block / h) * d + within : (block % 3 * h + block / 3) * d + within;
    });
}

Status checkLatent(const Rows& rows, const Geometry& g)
{
    const std::uint64_t outputs = g.heads * (g.unrotated + g.valueLength);
    if (outputs == 0 || rows.columns() != g.latent || rows.count() != outputs)
        return notAsCounted(fmt::format("has shape [{}, {}]", rows.count(), rows.columns()), g,
                            fmt::format("[{}, {}]", outputs, g.latent));
    return {};
}
/// Rows of one kind of each head; stored: per head its keys, then its values.
Rows latentRows(Rows rows, const Geometry& g, std::uint64_t skip, std::uint64_t length)
{
    const std::uint64_t both = g.unrotated + g.valueLength;
    Rows out = picked(std::move(rows), g.heads * length,
                      [=](std::uint64_t row) { return row / length * both + skip + row % length; });
    out.shape = {g.latent, length, g.heads};
    return out;
}
Result<Rows> latentKey(Rows rows, const Geometry& g)
{
    HEADROOM_TRY(checkLatent(rows, g));
    return transposed(latentRows(std::move(rows), g, 0, g.unrotated));
}
Result<Rows> latentValue(Rows rows, const Geometry& g)
{
    HEADROOM_TRY(checkLatent(rows, g));
    return latentRows(std::move(rows), g, g.unrotated, g.valueLength);
}
Result<Rows> latentJoin(std::vector<Rows> parts, const Geometry& g)
{
    const std::uint64_t both = g.unrotated + g.valueLength;
    if (parts[0].elements() != g.latent * g.unrotated * g.heads
        || parts[1].elements() != g.latent * g.valueLength * g.heads || parts[0].columns() != g.unrotated
        || parts[1].columns() != g.latent)
        return wrong("does not have the shape that the keys imply");
    std::vector<Rows> rows{transposed(std::move(parts[0])), std::move(parts[1])};
    rows[0].shape = {g.latent, g.unrotated * g.heads};
    rows[1].shape = {g.latent, g.valueLength * g.heads};
    return picked(joined(std::move(rows)), g.heads * both, [=](std::uint64_t row) {
        const std::uint64_t head = row / both, within = row % both;
        return within < g.unrotated ? head * g.unrotated + within
                                    : g.heads * g.unrotated + head * g.valueLength + within - g.unrotated;
    });
}

/// −1, in doubles where floats would not lead back to the same number.
Result<Rows> minusOne(std::vector<Rows> parts, const Geometry&)
{
    const auto values = toFloats(parts.front());
    const auto shape = parts.front().shape;
    std::vector<float> less(values.size());
    bool exact = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        less[i] = float(double(values[i]) - 1.0);
        exact = exact && float(double(less[i]) + 1.0) == values[i];
    }
    if (exact)
        return floats(std::move(less), shape);
    Rows wide;
    wide.type = tensor::Type::F64;
    wide.shape = shape;
    wide.read = [values, width = wide.columns()](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
        std::vector<double> row(count * width);
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = double(values[first * width + i]) - 1.0;
        std::ranges::copy(std::as_bytes(std::span(row)), out.begin());
    };
    return wide;
}

/// In doubles, so that exp and log lead back to the same float.
Rows logOfMinus(const Rows& ours, std::vector<std::uint64_t> shape)
{
    const auto values = toFloats(ours);
    Rows wide;
    wide.type = tensor::Type::F64;
    wide.shape = std::move(shape);
    wide.read = [values, columns = wide.columns()](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
        std::vector<double> row(count * columns);
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = std::log(-double(values[first * columns + i]));
        std::ranges::copy(std::as_bytes(std::span(row)), out.begin());
    };
    return wide;
}

Result<Rows> squeeze(Rows rows, const Geometry&)
{
    if (rows.shape.size() == 3 && rows.shape[1] == 1)
        return reshaped(rows, {rows.shape[0], rows.shape[2]});
    return rows;
}

Result<Rows> onlyPart(std::vector<Rows> parts, const Geometry&)
{
    return std::move(parts.front());
}

} // namespace

Geometry Geometry::of(const Metadata& metadata)
{
    const std::string architecture(metadata.text("general.architecture").value_or(""));
    const std::string prefix = architecture + ".";
    const auto largest = [&](std::string_view name) -> std::uint64_t {
        const std::string key = prefix + std::string(name);
        const Array* array = metadata.array(key);
        std::uint64_t most = metadata.unsignedInteger(key).value_or(0);
        for (std::size_t i = 0; array && i < array->items.size(); ++i) {
            Metadata one;
            one.set("item", array->items[i]);
            most = std::max(most, one.unsignedInteger("item").value_or(0));
        }
        return most;
    };
    const auto named = [&](const char* ours) { // GGUF's own name where the family's folders have none
        const std::string_view stored = storedKey(architecture, ours);
        return stored.empty() ? prefix + ours : std::string(stored);
    };
    Geometry g;
    g.headsKey = named("attention.head_count");
    g.kvHeadsKey = named("attention.head_count_kv");
    g.embedding = largest("embedding_length");
    g.heads = largest("attention.head_count");
    g.kvHeads = largest("attention.head_count_kv");
    g.kvHeads = g.kvHeads ? g.kvHeads : g.heads;
    g.keyLength = largest("attention.key_length");
    g.keyLength = g.keyLength || g.heads == 0 ? g.keyLength : g.embedding / g.heads;
    g.valueLength = largest("attention.value_length");
    g.valueLength = g.valueLength ? g.valueLength : g.keyLength;
    g.rotated = std::min(largest("rope.dimension_count"), g.keyLength);
    g.rotated = g.rotated ? g.rotated : g.keyLength;
    g.groups = largest("ssm.group_count");
    g.state = largest("ssm.state_size");
    g.steps = largest("ssm.time_step_rank");
    g.inner = largest("ssm.inner_size");
    if (const Array* kept = metadata.array(prefix + std::string(kWeightMultipliers)))
        for (const Value& item : kept->items)
            g.multipliers.push_back(std::holds_alternative<float>(item.data) ? double(std::get<float>(item.data)) : 1);
    g.latent = largest("attention.kv_lora_rank");
    if (g.latent > 0) {
        const std::uint64_t key = largest("attention.key_length_mla"), rotated = largest("rope.dimension_count");
        g.unrotated = key > rotated ? key - rotated : 0;
        g.valueLength = largest("attention.value_length_mla");
    }
    return g;
}

const Transform kCopy{[](Rows rows, const Geometry&) -> Result<Rows> { return rows; }, onlyPart};
const Transform kQueryHeads{
    [](Rows rows, const Geometry& g) { return heads<storedOfPair>(std::move(rows), g, g.heads); },
    [](std::vector<Rows> parts, const Geometry& g) {
        return heads<pairOfStored>(std::move(parts.front()), g, g.heads);
    }};
const Transform kKeyHeads{
    [](Rows rows, const Geometry& g) { return heads<storedOfPair>(std::move(rows), g, g.kvHeads); },
    [](std::vector<Rows> parts, const Geometry& g) {
        return heads<pairOfStored>(std::move(parts.front()), g, g.kvHeads);
    }};
const Transform kPlusOne{[](Rows rows, const Geometry&) -> Result<Rows> {
                             return mapped(std::move(rows), [](double value) { return value + 1; });
                         },
                         minusOne};
const Transform kTransposed{
    [](Rows rows, const Geometry&) -> Result<Rows> { return rows.shape.size() < 2 ? rows : transposed(rows); },
    [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> {
        return parts[0].shape.size() < 2 ? parts[0] : transposed(parts[0]);
    }};
const Transform kNeoxQkv{
    [](Rows rows, const Geometry& g) { return neox(std::move(rows), g, true); },
    [](std::vector<Rows> parts, const Geometry& g) { return neox(std::move(parts.front()), g, false); }};
const Transform kGroupedQkv{[](Rows rows, const Geometry& g) -> Result<Rows> {
                                HEADROOM_TRY(checkGrouped(g));
                                return permuted(std::move(rows), g, groupedTotal(g), [g](std::uint64_t row) {
                                    const auto [part, at] = partOf(row, g);
                                    return groupedRow(at, part, g);
                                });
                            },
                            [](std::vector<Rows> parts, const Geometry& g) -> Result<Rows> {
                                HEADROOM_TRY(checkGrouped(g));
                                return permuted(std::move(parts.front()), g, groupedTotal(g),
                                                [g](std::uint64_t row) { return ungroupedRow(row, g); });
                            }};
const Transform kGroupedQuery{takeGrouped<0>, joinGrouped, 0, 3};
const Transform kGroupedKey{takeGrouped<1>, joinGrouped, 1, 3};
const Transform kGroupedValue{takeGrouped<2>, joinGrouped, 2, 3};
const Transform kLatentKey{latentKey, latentJoin, 0, 2};
const Transform kLatentValue{latentValue, latentJoin, 1, 2};
const Transform kMinusExp{[](Rows rows, const Geometry&) -> Result<Rows> {
                              Rows out = mapped(std::move(rows), [](double value) { return -std::exp(value); });
                              return asColumn(std::move(out));
                          },
                          [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> {
                              return logOfMinus(parts.front(), {parts.front().elements()});
                          }};
const Transform kMinusExpEach{[](Rows rows, const Geometry&) -> Result<Rows> {
                                  return mapped(std::move(rows), [](double value) { return -std::exp(value); });
                              },
                              [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> {
                                  return logOfMinus(parts.front(), parts.front().shape);
                              }};
const Transform kSqueezed{squeeze, [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> {
                              auto& shape = parts.front().shape;
                              if (shape.size() == 2)
                                  shape.insert(shape.begin() + 1, 1);
                              return std::move(parts.front());
                          }};
const Transform kByGroup{
    [](Rows rows, const Geometry& g) -> Result<Rows> {
        const std::uint64_t all = rows.elements();
        if (g.groups == 0 || all % g.groups != 0)
            return wrong(fmt::format("{} numbers in {} groups", all, g.groups));
        return g.groups == 1 ? std::move(rows) : reshaped(std::move(rows), {all / g.groups, g.groups});
    },
    [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> { return asVector(std::move(parts.front())); }};
const Transform kRowVector{[](Rows rows, const Geometry&) -> Result<Rows> { return asVector(std::move(rows)); },
                           [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> {
                               parts.front().shape.push_back(1);
                               return std::move(parts.front());
                           }};
const Transform kAsColumnVector{
    [](Rows rows, const Geometry&) -> Result<Rows> { return asColumn(std::move(rows)); },
    [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> { return asVector(std::move(parts.front())); }};

const Transform kFirstTwo{
    [](Rows rows, const Geometry&) -> Result<Rows> {
        return rows.count() > 2 ? Result<Rows>(sliced(std::move(rows), 0, 2)) : wrong("has fewer than three rows");
    },
    [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> { return joined(std::move(parts)); }, 0, 2};
const Transform kAfterTwo{
    [](Rows rows, const Geometry&) -> Result<Rows> {
        const std::uint64_t all = rows.count();
        return all > 2 ? Result<Rows>(sliced(std::move(rows), 2, all - 2)) : wrong("has fewer than three rows");
    },
    [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> { return joined(std::move(parts)); }, 1, 2};

} // namespace headroom::model::hf
