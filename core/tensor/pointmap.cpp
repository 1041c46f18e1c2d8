// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/pointmap.h"

#include <algorithm>

namespace headroom::tensor {

int PointMap::codeOf(const std::uint8_t* digits) const
{
    int code = 0;
    for (int i = m_dimensions - 1; i >= 0; --i)
        code = code * m_base + digits[i];
    return code;
}

PointMap::Neighbours PointMap::neighbours(int code) const
{
    const std::size_t first = m_firstChunk[static_cast<std::size_t>(code)];
    const std::size_t last = m_firstChunk[static_cast<std::size_t>(code) + 1];
    return {m_chunkDigits.data() + first * static_cast<std::size_t>(m_dimensions * kTogether),
            m_chunkPoints.data() + first * kTogether, static_cast<int>(last - first)};
}

void PointMap::build(int distances)
{
    int codes = 1;
    for (int i = 0; i < m_dimensions; ++i)
        codes *= m_base;
    m_points.assign(static_cast<std::size_t>(codes), -1);
    const int count = static_cast<int>(m_digits.size()) / m_dimensions;
    for (int p = 0; p < count; ++p)
        m_points[static_cast<std::size_t>(codeOf(digits(p)))] = static_cast<std::int16_t>(p);
    m_firstChunk.reserve(static_cast<std::size_t>(codes) + 1);
    for (int code = 0; code < codes; ++code) {
        m_firstChunk.push_back(static_cast<std::uint32_t>(m_chunkPoints.size() / kTogether));
        if (point(code) < 0)
            addNeighbours(code, distances);
    }
    m_firstChunk.push_back(static_cast<std::uint32_t>(m_chunkPoints.size() / kTogether));
}

void PointMap::addNeighbours(int code, int distances)
{
    std::uint8_t wanted[8];
    for (int i = 0, rest = code; i < m_dimensions; ++i, rest /= m_base)
        wanted[i] = static_cast<std::uint8_t>(rest % m_base);
    // Squared distances of digits are small integers, at most 4 · 7² = 196: sorting is counting.
    const int count = static_cast<int>(m_digits.size()) / m_dimensions;
    std::vector<std::uint8_t> distance(static_cast<std::size_t>(count));
    std::array<std::size_t, 200> places{}; // first how many, then where the next one goes
    for (int p = 0; p < count; ++p) {
        const std::uint8_t* has = digits(p);
        int sum = 0;
        for (int i = 0; i < m_dimensions; ++i)
            sum += (has[i] - wanted[i]) * (has[i] - wanted[i]);
        distance[static_cast<std::size_t>(p)] = static_cast<std::uint8_t>(sum);
        ++places[static_cast<std::size_t>(sum)];
    }
    std::size_t total = 0;
    std::size_t farthest = 0;
    for (; farthest < places.size() && distances > 0; ++farthest) {
        const std::size_t here = places[farthest];
        places[farthest] = total;
        total += here;
        distances -= here > 0 ? 1 : 0;
    }
    std::vector<std::uint16_t> near(total);
    for (int p = 0; p < count; ++p)
        if (const std::size_t d = distance[static_cast<std::size_t>(p)]; d < farthest)
            near[places[d]++] = static_cast<std::uint16_t>(p);
    near.resize((near.size() + kTogether - 1) / kTogether * kTogether, near.front());
    m_chunkPoints.insert(m_chunkPoints.end(), near.begin(), near.end());
    for (std::size_t chunk = 0; chunk < near.size(); chunk += kTogether)
        for (int i = 0; i < m_dimensions; ++i)
            for (std::size_t lane = 0; lane < kTogether; ++lane)
                m_chunkDigits.push_back(digits(near[chunk + lane])[i]);
}

const PointMap& iq2xxsMap()
{
    static const PointMap map(kIq2xxsGrid, 4, 3, 2);
    return map;
}
const PointMap& iq2xsMap()
{
    static const PointMap map(kIq2xsGrid, 4, 3, 2);
    return map;
}
const PointMap& iq2sMap()
{
    static const PointMap map(kIq2sGrid, 4, 3, 1);
    return map;
}
const PointMap& iq3xxsMap()
{
    static const PointMap map(kIq3xxsGrid, 3, 8, 2);
    return map;
}
const PointMap& iq3sMap()
{
    static const PointMap map(kIq3sGrid, 1, 8, 3);
    return map;
}
const PointMap& iq1Map()
{
    static const PointMap map(kIq1Grid, 0, 3, 3);
    return map;
}

} // namespace headroom::tensor
