// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/allocate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::search {

namespace {

constexpr std::uint32_t kMostChoices = 255;

Status checkSlot(const Slot& slot)
{
    if (slot.choices.empty() || slot.choices.size() > kMostChoices)
        return fail(ErrorCode::InvalidArgument, fmt::format("tensor \"{}\"", slot.name),
                    fmt::format("has {} types to choose from", slot.choices.size()));
    for (const Choice& choice : slot.choices)
        if (!(choice.damage >= 0) || !std::isfinite(choice.damage))
            return fail(ErrorCode::InvalidArgument, fmt::format("tensor \"{}\"", slot.name),
                        fmt::format("damage of {} is no number from 0", tensor::format(choice.type).name));
    return {};
}

} // namespace

std::vector<ParetoFront::State> ParetoFront::shifted(std::span<const Point> front, const Choice& choice,
                                                     std::uint32_t index)
{
    std::vector<State> states(front.size());
    for (std::size_t i = 0; i < front.size(); ++i)
        states[i] = {{front[i].bytes + choice.bytes, front[i].damage + choice.damage},
                     static_cast<std::uint32_t>(i) * 256 + index};
    return states;
}

/// Both in order of bytes; what is left has less damage with every byte more.
std::vector<ParetoFront::State> ParetoFront::merged(const std::vector<State>& a, const std::vector<State>& b)
{
    std::vector<State> all(a.size() + b.size());
    std::ranges::merge(a, b, all.begin(), [](const State& x, const State& y) {
        return x.point.bytes != y.point.bytes ? x.point.bytes < y.point.bytes : x.point.damage < y.point.damage;
    });
    std::vector<State> front;
    for (const State& state : all)
        if (front.empty() || state.point.damage < front.back().point.damage)
            front.push_back(state);
    return front;
}

/// The least bytes, and of each further step the state with the least damage, which is its last.
void ParetoFront::thin(std::vector<State>& states)
{
    if (states.size() <= kMostStates)
        return;
    const std::uint64_t least = states.front().point.bytes;
    const std::uint64_t step = (states.back().point.bytes - least) / (kMostStates - 1) + 1;
    std::vector<State> kept{states.front()};
    for (std::size_t i = 1; i < states.size(); ++i) {
        const auto stepOf = [&](std::size_t at) { return (states[at].point.bytes - least) / step; };
        if (i + 1 == states.size() || stepOf(i) != stepOf(i + 1))
            kept.push_back(states[i]);
    }
    states = std::move(kept);
}

void ParetoFront::add(const Slot& slot)
{
    std::vector<State> states = shifted(m_points, slot.choices.front(), 0);
    for (std::uint32_t c = 1; c < slot.choices.size(); ++c)
        states = merged(states, shifted(m_points, slot.choices[c], c));
    thin(states);
    m_points.clear();
    auto& steps = m_steps.emplace_back();
    for (const State& state : states) {
        m_points.push_back(state.point);
        steps.push_back(state.from);
    }
}

Result<ParetoFront> ParetoFront::of(std::span<const Slot> table)
{
    ParetoFront front;
    for (const Slot& slot : table) {
        HEADROOM_TRY(checkSlot(slot));
        front.add(slot);
    }
    return front;
}

Allocation ParetoFront::at(std::size_t point) const
{
    Allocation allocation{std::vector<std::size_t>(m_steps.size()), m_points[point].bytes, m_points[point].damage};
    std::size_t state = point;
    for (std::size_t slot = m_steps.size(); slot-- > 0;) {
        allocation.choices[slot] = m_steps[slot][state] % 256;
        state = m_steps[slot][state] / 256;
    }
    return allocation;
}

Result<Allocation> ParetoFront::within(std::uint64_t bytes) const
{
    const auto above = std::ranges::upper_bound(m_points, bytes, {}, &Point::bytes);
    if (above == m_points.begin())
        return fail(
            ErrorCode::InvalidArgument, fmt::format("budget of {} bytes", bytes),
            fmt::format("is too small: with these types the tensors take at least {} bytes", m_points.front().bytes));
    return at(static_cast<std::size_t>(above - m_points.begin()) - 1);
}

Result<Allocation> ParetoFront::atMost(double damage) const
{
    const auto enough = std::ranges::find_if(m_points, [&](const Point& point) { return point.damage <= damage; });
    if (enough == m_points.end())
        return fail(
            ErrorCode::InvalidArgument, fmt::format("budget of {:g}", damage),
            fmt::format("is too small: with these types the damage is at least {:.3g}", m_points.back().damage));
    return at(static_cast<std::size_t>(enough - m_points.begin()));
}

} // namespace headroom::search
