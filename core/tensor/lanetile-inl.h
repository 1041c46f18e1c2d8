// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the layout that lanesearch.cpp works on, and the way of sub-blocks into it and of their levels out of it.
// Included once per instruction set.
#if defined(HEADROOM_LANE_TILE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADROOM_LANE_TILE_INL
#undef HEADROOM_LANE_TILE_INL
#else
#define HEADROOM_LANE_TILE_INL
#endif

#include "core/tensor/lanesearch.h"

#include <cstring>
#include <hwy/highway.h>

#ifndef HEADROOM_LANE_TILE
#define HEADROOM_LANE_TILE
namespace headroom::tensor {

/// Sub-blocks side by side: value i of sub-block b at kLanes i + b.
struct Tile {
    int n;
    alignas(64) float x[32 * kLanes];
    alignas(64) float weights[32 * kLanes];
    alignas(64) float levels[32 * kLanes];
    alignas(64) float products[32 * kLanes]; ///< weights times x; the signed search's
};

} // namespace headroom::tensor
#endif

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, kLanes>;
using IntTag = hn::RebindToSigned<Tag>;
using Vector = hn::Vec<Tag>;

/// Sixteen values of four sub-blocks, `from` of which are `stride` apart, become four lanes of four rows of a tile, and
/// so on: a transposition, four by four.
HWY_INLINE void turnFour(const float* from, int stride, float* to)
{
#if HWY_TARGET == HWY_SCALAR
    for (int lane = 0; lane < 4; ++lane)
        for (int i = 0; i < 4; ++i)
            to[i * kLanes + lane] = from[lane * stride + i];
#else
    const hn::FixedTag<float, 4> d;
    const auto a = hn::LoadU(d, from);
    const auto b = hn::LoadU(d, from + stride);
    const auto c = hn::LoadU(d, from + 2 * stride);
    const auto e = hn::LoadU(d, from + 3 * stride);
    const auto lowAC = hn::InterleaveLower(d, a, c);
    const auto lowBE = hn::InterleaveLower(d, b, e);
    const auto highAC = hn::InterleaveUpper(d, a, c);
    const auto highBE = hn::InterleaveUpper(d, b, e);
    hn::Store(hn::InterleaveLower(d, lowAC, lowBE), d, to);
    hn::Store(hn::InterleaveUpper(d, lowAC, lowBE), d, to + kLanes);
    hn::Store(hn::InterleaveLower(d, highAC, highBE), d, to + 2 * kLanes);
    hn::Store(hn::InterleaveUpper(d, highAC, highBE), d, to + 3 * kLanes);
#endif
}

HWY_INLINE void turnIn(int n, const float* values, float* tile)
{
    for (int lane = 0; lane < kLanes; lane += 4)
        for (int i = 0; i < n; i += 4)
            turnFour(values + lane * n + i, n, tile + i * kLanes + lane);
}

/// Weights null: x².
HWY_INLINE void fill(int n, const float* x, const float* weights, Tile& tile)
{
    const Tag d;
    tile.n = n;
    turnIn(n, x, tile.x);
    if (weights)
        return turnIn(n, weights, tile.weights);
    for (int i = 0; i < n * kLanes; i += static_cast<int>(hn::Lanes(d)))
        hn::Store(hn::Mul(hn::Load(d, tile.x + i), hn::Load(d, tile.x + i)), d, tile.weights + i);
}

/// Rows k, k + 4, k + 8 and k + 12 of sixteen, byte by byte in turn: twice, and they are transposed.
HWY_INLINE void turnBytes(const std::uint8_t* from, std::uint8_t* to)
{
#if HWY_TARGET == HWY_SCALAR
    for (int i = 0; i < 256; ++i)
        to[i] = from[i / 64 * 16 + i % 4 * 64 + i / 4 % 16];
#else
    const hn::FixedTag<std::uint8_t, 16> d;
    for (int k = 0; k < 4; ++k)
        hn::StoreInterleaved4(hn::Load(d, from + 16 * k), hn::Load(d, from + 16 * (k + 4)),
                              hn::Load(d, from + 16 * (k + 8)), hn::Load(d, from + 16 * (k + 12)), d, to + 64 * k);
#endif
}

HWY_INLINE void turnOut(const Tile& tile, std::uint8_t* levels)
{
    const Tag d;
    const hn::Rebind<std::uint8_t, Tag> bytes;
    static_assert(kLanes == 16);
    for (int half = 0; half < tile.n; half += 16) {
        alignas(64) std::uint8_t rows[256];
        alignas(64) std::uint8_t between[256];
        for (int i = 0; i < 256; i += static_cast<int>(hn::Lanes(d)))
            hn::StoreU(hn::DemoteTo(bytes, hn::ConvertTo(IntTag(), hn::Load(d, tile.levels + half * kLanes + i))),
                       bytes, rows + i);
        turnBytes(rows, between);
        turnBytes(between, rows);
        for (int lane = 0; lane < kLanes; ++lane)
            std::memcpy(levels + lane * tile.n + half, rows + 16 * lane, 16);
    }
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
