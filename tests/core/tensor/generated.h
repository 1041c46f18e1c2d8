// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reproducible weights without files: the generator of the reference data's quant_golden.txt (a 64-bit linear
// congruential generator, three draws per value), and the FNV-1a hash its figures are given in.
#pragma once

#include "core/tensor/type.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom::test {

class Generator {
public:
    std::vector<float> values(std::size_t count)
    {
        std::vector<float> out(count);
        for (float& value : out) {
            std::int64_t sum = 0;
            for (int draw = 0; draw < 3; ++draw)
                sum += static_cast<std::int64_t>(next() >> 40) - 8388608;
            value = static_cast<float>(sum) / 419430400.0F;
        }
        return out;
    }

    std::vector<float> importance(std::size_t count)
    {
        std::vector<float> out(count);
        for (float& value : out) {
            const float root = static_cast<float>((next() >> 40) % 1024 + 1) / 256.0F;
            value = root * root;
        }
        return out;
    }

private:
    std::uint64_t next() { return m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL; }
    std::uint64_t m_state = 42;
};

inline std::uint64_t fnv1a(std::span<const std::byte> bytes)
{
    std::uint64_t hash = 1469598103934665603ULL;
    for (const std::byte byte : bytes)
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 1099511628211ULL;
    return hash;
}

/// Whole rows through one format.
inline std::vector<std::byte> encodeRows(const tensor::Format& format, std::span<const float> values,
                                         std::size_t columns, std::span<const float> importance = {})
{
    const std::size_t rowBytes = columns / format.blockSize * format.blockBytes;
    std::vector<std::byte> packed(values.size() / columns * rowBytes);
    for (std::size_t row = 0; row * columns < values.size(); ++row)
        format.encode(values.subspan(row * columns, columns), importance,
                      std::span(packed).subspan(row * rowBytes, rowBytes));
    return packed;
}

} // namespace headroom::test
