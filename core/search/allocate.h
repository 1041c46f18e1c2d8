// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which type for which tensor, so that the damage is least for the bytes: a knapsack with one choice per slot,
// solved for every budget at once. States are merged slot by slot and only those survive that no other beats in bytes
// and damage together. Deterministic. Exact as long as a front has at most kMostStates states; beyond that states are
// thinned to one per equal step of bytes, and the loss is at most one step per slot. Source: Nemhauser and Ullmann,
// "Discrete dynamic programming and capital allocation", 1969.
#pragma once

#include "core/base/result.h"
#include "core/tensor/type.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace headroom::search {

struct Choice {
    tensor::Type type = tensor::Type::F32;
    std::uint64_t bytes = 0;
    double damage = 0; ///< in any unit that adds up; at least 0
};

struct Slot {
    std::string name; ///< of the tensor
    std::vector<Choice> choices; ///< at least one, at most 255, in any order
};

struct Allocation {
    std::vector<std::size_t> choices; ///< per slot, an index into its choices
    std::uint64_t bytes = 0;
    double damage = 0;
};

class ParetoFront {
public:
    static constexpr std::size_t kMostStates = 16384;
    struct Point {
        std::uint64_t bytes = 0;
        double damage = 0;
    };

    /// Errors: InvalidArgument for a slot without choices, or a damage that is negative or no number.
    static Result<ParetoFront> of(std::span<const Slot> table);

    /// More bytes and less damage from point to point.
    std::span<const Point> points() const { return m_points; }
    Allocation at(std::size_t point) const;
    /// Least damage within a budget. Errors: InvalidArgument, saying the fewest bytes possible.
    Result<Allocation> within(std::uint64_t bytes) const;
    /// Fewest bytes with at most this damage. Errors: InvalidArgument, saying the least damage possible.
    Result<Allocation> atMost(double damage) const;

private:
    struct State {
        Point point;
        std::uint32_t from = 0; ///< index of the state before, times 256, plus the choice
    };
    static std::vector<State> shifted(std::span<const Point> front, const Choice& choice, std::uint32_t index);
    static std::vector<State> merged(const std::vector<State>& a, const std::vector<State>& b);
    static void thin(std::vector<State>& states);
    void add(const Slot& slot);

    std::vector<Point> m_points{{}};
    std::vector<std::vector<std::uint32_t>> m_steps; ///< per slot, State::from of its states
};

} // namespace headroom::search
