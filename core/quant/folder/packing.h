// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: layouts differ in which way codes run through 32-bit words, not in how they are put there: a little-endian
// stream of fields that may straddle words.
#pragma once

#include "core/model/safetensors.h"
#include "core/tensor/half.h"

#include <cstring>
#include <vector>

namespace headroom::quant {

/// Words [height, width]; a stream runs along a row or down a column.
class Words {
public:
    Words(std::uint64_t height, std::uint64_t width) : m_width(width), m_words(height * width) { }

    void putInRow(std::uint64_t row, std::uint64_t bit, unsigned bits, std::uint32_t value)
    {
        put(row * m_width, 1, bit, bits, value);
    }
    void putInColumn(std::uint64_t column, std::uint64_t bit, unsigned bits, std::uint32_t value)
    {
        put(column, m_width, bit, bits, value);
    }
    std::vector<std::byte> bytes() const
    {
        std::vector<std::byte> out(m_words.size() * sizeof(std::uint32_t));
        std::memcpy(out.data(), m_words.data(), out.size());
        return out;
    }

private:
    void put(std::uint64_t first, std::uint64_t stride, std::uint64_t bit, unsigned bits, std::uint32_t value)
    {
        const auto shift = static_cast<unsigned>(bit % 32);
        m_words[first + bit / 32 * stride] |= value << shift;
        if (shift + bits > 32)
            m_words[first + (bit / 32 + 1) * stride] |= value >> (32 - shift);
    }

    std::uint64_t m_width;
    std::vector<std::uint32_t> m_words;
};

inline std::uint64_t wordsFor(std::uint64_t codes, unsigned bits)
{
    return (codes * bits + 31) / 32;
}

/// Values as F32, F16 or BF16; they are exact in it.
inline std::vector<std::byte> bytesOf(std::span<const float> values, model::DType dtype)
{
    std::vector<std::byte> out(values.size() * model::dtypeRow(dtype).bytes);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (dtype == model::DType::F32) {
            std::memcpy(out.data() + i * 4, &values[i], 4);
            continue;
        }
        const std::uint16_t half
            = dtype == model::DType::F16 ? tensor::floatToHalf(values[i]) : tensor::floatToBfloat(values[i]);
        std::memcpy(out.data() + i * 2, &half, 2);
    }
    return out;
}

template <class T> std::vector<std::byte> bytesOf(const std::vector<T>& values)
{
    std::vector<std::byte> out(values.size() * sizeof(T));
    std::memcpy(out.data(), values.data(), out.size());
    return out;
}

} // namespace headroom::quant
