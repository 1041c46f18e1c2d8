// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: methods that choose each weight's level themselves (GPTQ) keep the scales that a format's own search found and
// replace the levels. In most block formats a weight is low + point(level) · step, and the level is a bit field of the
// block: one row of a table per format. Lattice formats (IQ1 to IQ3, TQ1_0) have no such levels.
#pragma once

#include "core/tensor/type.h"

#include <array>

namespace headroom::tensor {

struct BitPlace {
    unsigned byte = 0;
    unsigned shift = 0;
};

/// Some bits of every level of a block: at place(element), counted from byte `offset` of the block.
struct BitPlane {
    unsigned offset = 0;
    unsigned bits = 0; ///< 0: there is no such plane
    BitPlace (*place)(unsigned element) = nullptr;
};

/// Where levels lie on their scale: 0, 1, 2, … or as a table says.
struct LevelPoints {
    unsigned count = 0; ///< levels are 0 … count - 1
    std::span<const std::int8_t> table; ///< empty: evenly spaced

    float point(unsigned level) const { return table.empty() ? float(level) : float(table[level]) - float(table[0]); }
    /// Level of the point nearest to `position`, clamped. Of equally near ones the even one, in tables the first.
    unsigned nearest(float position) const;
};

struct Levels {
    Type type;
    LevelPoints points;
    unsigned bias; ///< added, modulo the field's width, where a level is stored
    std::array<BitPlane, 2> planes; ///< lower bits first
    unsigned last; ///< the level whose distance from level 0 gives the step
};

/// Null for formats without levels of their own.
const Levels* findLevels(Type type);

unsigned readLevel(const Levels& levels, std::span<const std::byte> block, unsigned element);
void writeLevel(const Levels& levels, std::span<std::byte> block, unsigned element, unsigned level);

/// Where the levels of every weight of a packed row lie: low + point(level) · step, to within a rounding of float.
void levelGrid(const Levels& levels, std::span<const std::byte> packed, std::span<float> low, std::span<float> step);
/// Replaces all levels of a packed row.
void writeLevels(const Levels& levels, std::span<const std::uint8_t> row, std::span<std::byte> packed);

} // namespace headroom::tensor
