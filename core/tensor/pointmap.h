// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an encoder of an IQ format has digits that it would like to store, but only some vectors of digits are points of
// the grid. PointMap answers which point a vector is, or which points lie near it: all those at the smallest distances.
// Built once per grid, on first use (some milliseconds); immutable and shared between threads afterwards.
#pragma once

#include "core/tensor/iqgrids.h"

#include <vector>

namespace headroom::tensor {

class PointMap {
public:
    static constexpr int kTogether = 8; ///< neighbours stored side by side

    /// Neighbours in order of distance, then of number; the last chunk is filled up with the first neighbour.
    struct Neighbours {
        const std::uint8_t* digits; ///< [chunk][dimension][kTogether]
        const std::uint16_t* points; ///< [chunk][kTogether]
        int chunks;
    };

    /// shift: digit = magnitude >> shift; base: digits are below; distances: how many different ones count as near.
    template <std::size_t N, std::size_t D>
    PointMap(const std::array<std::array<std::uint8_t, D>, N>& grid, int shift, int base, int distances)
        : m_dimensions(static_cast<int>(D)), m_base(base)
    {
        for (const auto& point : grid)
            for (const std::uint8_t magnitude : point)
                m_digits.push_back(static_cast<std::uint8_t>(magnitude >> shift));
        build(distances);
    }

    int dimensions() const { return m_dimensions; }
    int base() const { return m_base; }
    /// The number that digits spell, the first one lowest.
    int codeOf(const std::uint8_t* digits) const;
    /// Negative where the vector is no point.
    int point(int code) const { return m_points[static_cast<std::size_t>(code)]; }
    const std::uint8_t* digits(int point) const { return m_digits.data() + std::ptrdiff_t{point} * m_dimensions; }
    Neighbours neighbours(int code) const;

private:
    void build(int distances);
    void addNeighbours(int code, int distances);

    int m_dimensions;
    int m_base;
    std::vector<std::uint8_t> m_digits; ///< of the points
    std::vector<std::int16_t> m_points; ///< by code
    std::vector<std::uint32_t> m_firstChunk; ///< by code, and one more
    std::vector<std::uint8_t> m_chunkDigits;
    std::vector<std::uint16_t> m_chunkPoints;
};

const PointMap& iq2xxsMap();
const PointMap& iq2xsMap();
const PointMap& iq2sMap();
const PointMap& iq3xxsMap();
const PointMap& iq3sMap();
const PointMap& iq1Map();

} // namespace headroom::tensor
