// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what all block formats share: walking a row block by block without alignment assumptions, and the
// roundings that decide the bytes. Blocks are copied, never cast, so that packed data may start anywhere.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace headroom::tensor {

static_assert(std::endian::native == std::endian::little, "block formats are stored as the processor reads them");

/// Calls one(block, x) for each block of N values.
template <class Block, std::size_t N, class One>
void decodeBlocks(std::span<const std::byte> packed, std::span<float> row, One one)
{
    const std::size_t count = std::min(packed.size() / sizeof(Block), row.size() / N);
    for (std::size_t i = 0; i < count; ++i) {
        Block block;
        std::memcpy(&block, packed.data() + i * sizeof(Block), sizeof(Block));
        one(block, row.data() + i * N);
    }
}

/// Calls one(x, importance or null, block) for each block of N values; the block starts as zeros.
template <class Block, std::size_t N, class One>
void encodeBlocks(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out, One one)
{
    const std::size_t count = std::min(out.size() / sizeof(Block), row.size() / N);
    const bool weighted = importance.size() >= row.size() && !importance.empty();
    for (std::size_t i = 0; i < count; ++i) {
        Block block{};
        one(row.data() + i * N, weighted ? importance.data() + i * N : nullptr, block);
        std::memcpy(out.data() + i * sizeof(Block), &block, sizeof(Block));
    }
}

/// Nearest integer, ties to even, for |value| < 2^22; any other value gives some integer, never undefined behaviour.
inline int nearestInt(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value + 12582912.0F); // 1.5 * 2^23: the mantissa is the integer
    return static_cast<int>(bits & 0x7FFFFFU) - 0x400000;
}

/// Integer part; 0 where it does not fit a byte (a subnormal scale has an infinite inverse).
inline int truncated(float value)
{
    return value > -129.0F && value < 128.0F ? static_cast<int>(value) : 0;
}

/// Nearest integer, ties away from zero, for |value| < 128; else 0. The addend is the largest float below 1/2.
inline int roundedAway(float value)
{
    return truncated(value + std::copysign(0x1.FFFFFEp-2F, value));
}

/// Value of largest magnitude, with its sign; the first of equals.
inline float signedExtreme(const float* x, int n)
{
    float extreme = 0;
    float largest = 0;
    for (int i = 0; i < n; ++i) {
        const float magnitude = std::fabs(x[i]);
        if (magnitude > largest) {
            largest = magnitude;
            extreme = x[i];
        }
    }
    return extreme;
}

struct Range {
    float smallest;
    float largest;
};
inline Range rangeOf(const float* x, int n)
{
    Range range{x[0], x[0]};
    for (int i = 1; i < n; ++i) {
        range.smallest = x[i] < range.smallest ? x[i] : range.smallest;
        range.largest = x[i] > range.largest ? x[i] : range.largest;
    }
    return range;
}

inline float sumOfSquares(const float* x, std::size_t n)
{
    float sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        sum += x[i] * x[i];
    return sum;
}

/// Weights of the importance-weighted searches: importance · sqrt(sigma2 + x²) (llama.cpp, ggml-quants.c).
inline void searchWeights(const float* x, const float* importance, float sigma2, int n, float* weights)
{
    for (int i = 0; i < n; ++i)
        weights[i] = importance[i] * std::sqrt(sigma2 + x[i] * x[i]);
}

} // namespace headroom::tensor
