// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Gate and up of experts in one tensor: as halves of each expert's rows, or taking turns (gpt-oss: row 2i gate, 2i + 1
// up; its plain checkpoints hold them transposed, as columns).
#include "core/model/hf/transform.h"

namespace headroom::model::hf {

namespace {

/// Every second row, or one half of the rows, of each expert.
Result<Rows> selected(Rows rows, bool alternate, std::uint64_t which)
{
    const bool stack = rows.shape.size() == 3;
    if ((!stack && rows.shape.size() != 2) || rows.shape[1] % 2 != 0)
        return wrong("does not hold gate and up in one");
    const std::uint64_t both = rows.shape[1], half = both / 2, width = rows.shape[0];
    const std::uint64_t experts = stack ? rows.shape[2] : 1;
    Rows out = picked(std::move(rows), half * experts, [=](std::uint64_t row) {
        const std::uint64_t expert = row / half, within = row % half;
        return expert * both + (alternate ? 2 * within + which : within + which * half);
    });
    out.shape = stack ? std::vector{width, half, experts} : std::vector{width, half};
    return out;
}
Rows merged(std::vector<Rows> parts, bool alternate)
{
    const bool stack = parts[0].shape.size() == 3;
    const std::uint64_t half = parts[0].shape[1], experts = stack ? parts[0].shape[2] : 1, width = parts[0].shape[0];
    Rows out = picked(joined(std::move(parts)), 2 * half * experts, [=](std::uint64_t row) {
        const std::uint64_t expert = row / (2 * half), within = row % (2 * half);
        const std::uint64_t which = alternate ? within % 2 : within / half;
        return (which * experts + expert) * half + (alternate ? within / 2 : within % half);
    });
    out.shape = stack ? std::vector{width, 2 * half, experts} : std::vector{width, 2 * half};
    return out;
}
bool twins(const std::vector<Rows>& parts)
{
    const std::size_t extents = parts.front().shape.size();
    return parts.size() == 2 && (extents == 2 || extents == 3) && parts[0].shape == parts[1].shape;
}
template <bool Alternate, bool Transpose, std::uint64_t Which> Result<Rows> selectForward(Rows rows, const Geometry&)
{
    return selected(Transpose ? transposed(std::move(rows)) : std::move(rows), Alternate, Which);
}
template <bool Alternate, bool Transpose> Result<Rows> selectInverse(std::vector<Rows> parts, const Geometry&)
{
    if (!twins(parts))
        return wrong("gate and up differ in shape");
    Rows both = merged(std::move(parts), Alternate);
    return Transpose ? transposed(std::move(both)) : both;
}

/// Biases of experts [experts, 2 × width]: items of each row.
template <std::uint64_t Which> Result<Rows> itemsForward(Rows rows, const Geometry&)
{
    if (rows.shape.size() != 2 || rows.shape[0] % 2 != 0)
        return wrong("is no table of biases with gate and up in one");
    const std::uint64_t half = rows.shape[0] / 2, experts = rows.shape[1];
    Rows column = picked(asColumn(std::move(rows)), half * experts,
                         [half](std::uint64_t i) { return i / half * 2 * half + i % half * 2 + Which; });
    return reshaped(std::move(column), {half, experts});
}
Result<Rows> itemsInverse(std::vector<Rows> parts, const Geometry&)
{
    if (parts[0].shape.size() != 2 || parts[0].shape != parts[1].shape)
        return wrong("gate and up differ in shape");
    const std::uint64_t half = parts[0].shape[0], experts = parts[0].shape[1];
    for (Rows& part : parts)
        part = asColumn(std::move(part));
    Rows column = picked(joined(std::move(parts)), 2 * half * experts, [=](std::uint64_t i) {
        return i % 2 * half * experts + i / (2 * half) * half + i % (2 * half) / 2;
    });
    return reshaped(std::move(column), {2 * half, experts});
}

} // namespace

const Transform kUpperHalf{selectForward<false, false, 0>, selectInverse<false, false>, 0, 2};
const Transform kLowerHalf{selectForward<false, false, 1>, selectInverse<false, false>, 1, 2};
const Transform kUpperColumns{selectForward<false, true, 0>, selectInverse<false, true>, 0, 2};
const Transform kLowerColumns{selectForward<false, true, 1>, selectInverse<false, true>, 1, 2};
const Transform kEvenRows{selectForward<true, false, 0>, selectInverse<true, false>, 0, 2};
const Transform kOddRows{selectForward<true, false, 1>, selectInverse<true, false>, 1, 2};
const Transform kEvenColumns{selectForward<true, true, 0>, selectInverse<true, true>, 0, 2};
const Transform kOddColumns{selectForward<true, true, 1>, selectInverse<true, true>, 1, 2};
const Transform kExpertsTransposed{
    [](Rows rows, const Geometry&) -> Result<Rows> { return transposed(std::move(rows)); },
    [](std::vector<Rows> parts, const Geometry&) -> Result<Rows> { return transposed(std::move(parts.front())); }};
const Transform kEvenItems{itemsForward<0>, itemsInverse, 0, 2};
const Transform kOddItems{itemsForward<1>, itemsInverse, 1, 2};
} // namespace headroom::model::hf
