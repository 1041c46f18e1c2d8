// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set; no fused multiply-add, no sum across lanes.
#include "core/tensor/lanesearch.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/lanesearch.cpp"
#include <hwy/foreach_target.h>

#include "core/tensor/lanetile-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

struct LaneSums {
    Vector levels, squares, products;
};

HWY_INLINE Vector at(const float* values, int i, std::size_t part)
{
    return hn::Load(Tag(), values + i * kLanes + part);
}

/// nearestInt() and the limits, as floats.
HWY_INLINE Vector levelOf(Vector value, int lowest, int highest)
{
    const Tag d;
    const IntTag di;
    const auto bits = hn::BitCast(di, hn::Add(value, hn::Set(d, 12582912.0F)));
    const auto nearest = hn::Sub(hn::And(bits, hn::Set(di, 0x7FFFFF)), hn::Set(di, 0x400000));
    return hn::ConvertTo(d, hn::Min(hn::Max(nearest, hn::Set(di, lowest)), hn::Set(di, highest)));
}

HWY_INLINE LaneSums quantize(Tile& tile, std::size_t part, Vector inverse, Vector offset, int lowest, int highest)
{
    const Vector zero = hn::Zero(Tag());
    LaneSums sums{zero, zero, zero};
    for (int i = 0; i < tile.n; ++i) {
        const Vector x = at(tile.x, i, part);
        const Vector w = at(tile.weights, i, part);
        const Vector l = levelOf(hn::Mul(inverse, hn::Sub(x, offset)), lowest, highest);
        const Vector wl = hn::Mul(w, l);
        sums.levels = hn::Add(sums.levels, wl);
        sums.squares = hn::Add(sums.squares, hn::Mul(wl, l));
        sums.products = hn::Add(sums.products, hn::Mul(wl, x));
        hn::Store(l, Tag(), tile.levels + i * kLanes + part);
    }
    return sums;
}

template <bool Absolute> HWY_INLINE Vector errorOf(const Tile& tile, std::size_t part, Vector scale, Vector minimum)
{
    Vector error = hn::Zero(Tag());
    for (int i = 0; i < tile.n; ++i) {
        const Vector fitted = hn::Sub(hn::Mul(scale, at(tile.levels, i, part)), minimum);
        const Vector difference = hn::Sub(fitted, at(tile.x, i, part));
        const Vector cost = Absolute ? hn::Abs(difference) : hn::Mul(difference, difference);
        error = hn::Add(error, hn::Mul(at(tile.weights, i, part), cost));
    }
    return error;
}

struct LaneMoments {
    Vector smallest, largest, weights, products;
};

HWY_INLINE LaneMoments momentsOf(const Tile& tile, std::size_t part)
{
    const Vector zero = hn::Zero(Tag());
    const Vector first = at(tile.x, 0, part);
    LaneMoments moments{first, first, zero, zero};
    for (int i = 0; i < tile.n; ++i) {
        const Vector x = at(tile.x, i, part);
        const Vector w = at(tile.weights, i, part);
        moments.smallest = hn::IfThenElse(hn::Lt(x, moments.smallest), x, moments.smallest);
        moments.largest = hn::IfThenElse(hn::Gt(x, moments.largest), x, moments.largest);
        moments.weights = hn::Add(moments.weights, w);
        moments.products = hn::Add(moments.products, hn::Mul(w, x));
    }
    moments.smallest = hn::IfThenElse(hn::Gt(moments.smallest, zero), zero, moments.smallest);
    return moments;
}

struct LaneFit {
    Vector scale, minimum, error;
    Vector inverse, offset; ///< which give its levels
};

/// The least-squares fit of one step of the grid; not better than anything where the levels do not determine it.
template <bool Absolute>
HWY_INLINE void tryStep(Tile& tile, std::size_t part, int nmax, const LaneMoments& m, float factor, LaneFit& best)
{
    const Tag d;
    const Vector zero = hn::Zero(d);
    const Vector inverse = hn::Div(hn::Set(d, factor), hn::Add(m.largest, best.minimum));
    const Vector offset = hn::Neg(best.minimum);
    const LaneSums s = quantize(tile, part, inverse, offset, 0, nmax);
    const Vector determinant = hn::Sub(hn::Mul(m.weights, s.squares), hn::Mul(s.levels, s.levels));
    Vector scale = hn::Div(hn::Sub(hn::Mul(m.weights, s.products), hn::Mul(m.products, s.levels)), determinant);
    Vector minimum
        = hn::Neg(hn::Div(hn::Sub(hn::Mul(s.squares, m.products), hn::Mul(s.levels, s.products)), determinant));
    const auto negative = hn::Lt(minimum, zero);
    scale = hn::IfThenElse(negative, hn::Div(s.products, s.squares), scale);
    minimum = hn::IfThenElse(negative, hn::Neg(zero), minimum);
    const Vector error = errorOf<Absolute>(tile, part, scale, minimum);
    const auto better = hn::And(hn::Gt(determinant, zero), hn::Lt(error, best.error));
    best.scale = hn::IfThenElse(better, scale, best.scale);
    best.minimum = hn::IfThenElse(better, minimum, best.minimum);
    best.error = hn::IfThenElse(better, error, best.error);
    best.inverse = hn::IfThenElse(better, inverse, best.inverse);
    best.offset = hn::IfThenElse(better, offset, best.offset);
}

template <bool Absolute>
HWY_INLINE void affinePart(Tile& tile, std::size_t part, int nmax, const AffineGrid& grid, float* scales, float* minima)
{
    const Tag d;
    const LaneMoments moments = momentsOf(tile, part);
    LaneFit best;
    best.inverse = hn::Div(hn::Set(d, static_cast<float>(nmax)), hn::Sub(moments.largest, moments.smallest));
    best.offset = moments.smallest;
    best.scale = hn::Div(hn::Set(d, 1.0F), best.inverse);
    best.minimum = hn::Neg(moments.smallest);
    quantize(tile, part, best.inverse, best.offset, 0, nmax);
    best.error = errorOf<Absolute>(tile, part, best.scale, best.minimum);
    for (int step = 0; step <= grid.steps; ++step)
        tryStep<Absolute>(tile, part, nmax, moments,
                          grid.from + grid.step * static_cast<float>(step) + static_cast<float>(nmax), best);
    quantize(tile, part, best.inverse, best.offset, 0, nmax);
    const auto empty = hn::Le(moments.largest, moments.smallest);
    for (int i = 0; i < tile.n; ++i)
        hn::Store(hn::IfThenZeroElse(empty, at(tile.levels, i, part)), d, tile.levels + i * kLanes + part);
    hn::Store(hn::IfThenZeroElse(empty, best.scale), d, scales + part);
    hn::Store(hn::IfThenElse(empty, hn::Neg(moments.smallest), best.minimum), d, minima + part);
}

void affine(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid, float* scales, float* minima,
            std::uint8_t* levels)
{
    Tile tile;
    fill(n, x, weights, tile);
    for (std::size_t part = 0; part < kLanes; part += hn::Lanes(Tag())) {
        if (grid.absolute)
            affinePart<true>(tile, part, nmax, grid, scales, minima);
        else
            affinePart<false>(tile, part, nmax, grid, scales, minima);
    }
    turnOut(tile, levels);
}

HWY_INLINE Vector extremeOf(const Tile& tile, std::size_t part)
{
    Vector extreme = hn::Zero(Tag());
    for (int i = 0; i < tile.n; ++i) {
        const Vector x = at(tile.x, i, part);
        extreme = hn::IfThenElse(hn::Gt(hn::Abs(x), hn::Abs(extreme)), x, extreme);
    }
    return extreme;
}

/// As quantize() without offset, but in the order of operations that the signed search has. No value of a lane that
/// counts is beyond nmax by more than a step of the search: rounding may stay with floats, where -0 does not come up.
template <bool Keep> HWY_INLINE LaneSums quantizeSigned(Tile& tile, std::size_t part, Vector inverse, int nmax)
{
    const Tag d;
    const Vector magic = hn::Set(d, 12582912.0F);
    const Vector lowest = hn::Set(d, static_cast<float>(-nmax));
    const Vector highest = hn::Set(d, static_cast<float>(nmax - 1));
    const Vector zero = hn::Zero(d);
    LaneSums sums{zero, zero, zero};
    for (int i = 0; i < tile.n; ++i) {
        const Vector w = at(tile.weights, i, part);
        const Vector nearest = hn::Sub(hn::Add(hn::Mul(inverse, at(tile.x, i, part)), magic), magic);
        const Vector l = hn::Min(hn::Max(nearest, lowest), highest);
        sums.products = hn::Add(sums.products, hn::Mul(at(tile.products, i, part), l));
        sums.squares = hn::Add(sums.squares, hn::Mul(hn::Mul(w, l), l));
        if constexpr (Keep)
            hn::Store(l, d, tile.levels + i * kLanes + part);
    }
    return sums;
}

HWY_INLINE void multiplyWeights(Tile& tile, std::size_t part)
{
    for (int i = 0; i < tile.n; ++i)
        hn::Store(hn::Mul(at(tile.weights, i, part), at(tile.x, i, part)), Tag(), tile.products + i * kLanes + part);
}

HWY_INLINE void signedPart(Tile& tile, std::size_t part, int nmax, float* scales)
{
    const Tag d;
    const Vector zero = hn::Zero(d);
    multiplyWeights(tile, part);
    const Vector extreme = extremeOf(tile, part);
    const auto active = hn::Ge(hn::Abs(extreme), hn::Set(d, kAllZero));
    Vector bestInverse = hn::Div(hn::Set(d, static_cast<float>(-nmax)), extreme);
    LaneSums sums = quantizeSigned<false>(tile, part, bestInverse, nmax);
    Vector scale = hn::IfThenZeroElse(hn::Eq(sums.squares, zero), hn::Div(sums.products, sums.squares));
    Vector best = hn::Mul(scale, sums.products);
    for (int step = -9; step <= 9; ++step) {
        if (step == 0)
            continue;
        const float factor = -(static_cast<float>(nmax) + 0.1F * static_cast<float>(step));
        const Vector inverse = hn::Div(hn::Set(d, factor), extreme);
        sums = quantizeSigned<false>(tile, part, inverse, nmax);
        const auto better = hn::And(hn::Gt(sums.squares, zero),
                                    hn::Gt(hn::Mul(sums.products, sums.products), hn::Mul(best, sums.squares)));
        const Vector fitted = hn::Div(sums.products, sums.squares);
        bestInverse = hn::IfThenElse(better, inverse, bestInverse);
        scale = hn::IfThenElse(better, fitted, scale);
        best = hn::IfThenElse(better, hn::Mul(fitted, sums.products), best);
    }
    quantizeSigned<true>(tile, part, bestInverse, nmax);
    const Vector bias = hn::Set(d, static_cast<float>(nmax));
    for (int i = 0; i < tile.n; ++i)
        hn::Store(hn::IfThenElseZero(active, hn::Add(at(tile.levels, i, part), bias)), d,
                  tile.levels + i * kLanes + part);
    hn::Store(hn::IfThenElseZero(active, scale), d, scales + part);
}

/// Lanes that descend together; nothing of one depends on another.
struct Descent {
    Tile& tile;
    std::size_t part;
    LaneSums sums;
};

/// Level i of each lane, as search.cpp's descend(); whether any lane moved it.
HWY_INLINE bool descendOne(Descent& descent, int i, int nmax)
{
    const Tag d;
    const Vector zero = hn::Zero(d);
    LaneSums& sums = descent.sums;
    const Vector x = at(descent.tile.x, i, descent.part);
    const Vector w = at(descent.tile.weights, i, descent.part);
    const Vector old = at(descent.tile.levels, i, descent.part);
    const Vector wx = at(descent.tile.products, i, descent.part);
    Vector products = hn::Sub(sums.products, hn::Mul(wx, old));
    Vector squares = hn::Sub(sums.squares, hn::Mul(hn::Mul(w, old), old));
    const auto positive = hn::And(hn::Gt(products, zero), hn::Gt(squares, zero));
    const Vector level = levelOf(hn::Div(hn::Mul(x, squares), products), -nmax, nmax - 1);
    products = hn::Add(products, hn::Mul(wx, level));
    squares = hn::Add(squares, hn::Mul(hn::Mul(w, level), level));
    const auto raised = hn::Gt(hn::Mul(hn::Mul(products, products), sums.squares),
                               hn::Mul(hn::Mul(sums.products, sums.products), squares));
    const auto moved = hn::And(positive, hn::And(hn::Ne(level, old), raised));
    hn::Store(hn::IfThenElse(moved, level, old), d, descent.tile.levels + i * kLanes + descent.part);
    sums.products = hn::IfThenElse(moved, products, sums.products);
    sums.squares = hn::IfThenElse(moved, squares, sums.squares);
    return !hn::AllFalse(d, moved);
}

HWY_INLINE Descent begin(Tile& tile, std::size_t part, int nmax)
{
    multiplyWeights(tile, part);
    const Vector inverse = hn::Div(hn::Set(Tag(), static_cast<float>(-nmax)), extremeOf(tile, part));
    return {tile, part, quantizeSigned<true>(tile, part, inverse, nmax)};
}

HWY_INLINE void finish(const Descent& descent, int nmax, float* scales)
{
    const Tag d;
    Tile& tile = descent.tile;
    const LaneSums& sums = descent.sums;
    const auto active = hn::Ge(hn::Abs(extremeOf(tile, descent.part)), hn::Set(d, kAllZero));
    const Vector bias = hn::Set(d, static_cast<float>(nmax));
    for (int i = 0; i < tile.n; ++i)
        hn::Store(hn::IfThenElseZero(active, hn::Add(at(tile.levels, i, descent.part), bias)), d,
                  tile.levels + i * kLanes + descent.part);
    const auto determined = hn::And(active, hn::Gt(sums.squares, hn::Zero(d)));
    hn::Store(hn::IfThenElseZero(determined, hn::Div(sums.products, sums.squares)), d, scales + descent.part);
}

/// Sweeps until no level moves. A lane that has come to rest stays there while the others go on.
void descents(int n, int nmax, const float* x, float* scales, std::uint8_t* levels)
{
    Tile tiles[2];
    for (int t = 0; t < 2; ++t)
        fill(n, x + n * kLanes * t, nullptr, tiles[t]);
    for (std::size_t part = 0; part < kLanes; part += hn::Lanes(Tag())) {
        Descent one = begin(tiles[0], part, nmax);
        Descent other = begin(tiles[1], part, nmax);
        bool moved = true;
        for (int sweep = 0; sweep < kSweeps && moved; ++sweep) {
            moved = false;
            for (int i = 0; i < tiles[0].n; ++i) {
                const bool first = descendOne(one, i, nmax);
                const bool second = descendOne(other, i, nmax);
                moved = moved || first || second;
            }
        }
        finish(one, nmax, scales);
        finish(other, nmax, scales + kLanes);
    }
    for (int t = 0; t < 2; ++t)
        turnOut(tiles[t], levels + n * kLanes * t);
}

void signedOnes(int n, int nmax, const float* x, const float* weights, float* scales, std::uint8_t* levels)
{
    Tile tile;
    fill(n, x, weights, tile);
    for (std::size_t part = 0; part < kLanes; part += hn::Lanes(Tag()))
        signedPart(tile, part, nmax, scales);
    turnOut(tile, levels);
}

void levelsOf(int n, int blocks, const float* x, const float* scales, const float* minima, int lowest, int highest,
              std::uint8_t* levels)
{
    const Tag d;
    const hn::Rebind<std::uint8_t, Tag> bytes;
    for (int b = 0; b < blocks; ++b) {
        if (scales[b] == 0)
            continue;
        const Vector scale = hn::Set(d, scales[b]);
        const Vector minimum = hn::Set(d, minima[b]);
        for (int i = n * b; i < n * (b + 1); i += static_cast<int>(hn::Lanes(d))) {
            const Vector level = levelOf(hn::Div(hn::Add(hn::LoadU(d, x + i), minimum), scale), lowest, highest);
            const Vector counted = hn::Sub(level, hn::Set(d, static_cast<float>(lowest)));
            hn::StoreU(hn::DemoteTo(bytes, hn::ConvertTo(IntTag(), counted)), bytes, levels + i);
        }
    }
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(affine);
HWY_EXPORT(signedOnes);
HWY_EXPORT(descents);
HWY_EXPORT(levelsOf);

void affineSearches(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid, Affine* best,
                    std::uint8_t* levels)
{
    alignas(64) float scales[kLanes];
    alignas(64) float minima[kLanes];
    HWY_DYNAMIC_DISPATCH(affine)(n, nmax, x, weights, grid, scales, minima, levels);
    for (int lane = 0; lane < kLanes; ++lane)
        best[lane] = {scales[lane], minima[lane]};
}

void signedSearches(int n, int nmax, const float* x, const float* weights, float* scales, std::uint8_t* levels)
{
    alignas(64) float aligned[kLanes];
    HWY_DYNAMIC_DISPATCH(signedOnes)(n, nmax, x, weights, aligned, levels);
    std::copy_n(aligned, kLanes, scales);
}

void signedDescents(int n, int nmax, const float* x, float* scales, std::uint8_t* levels)
{
    alignas(64) float aligned[kDescents];
    HWY_DYNAMIC_DISPATCH(descents)(n, nmax, x, aligned, levels);
    std::copy_n(aligned, kDescents, scales);
}

void levelsAgainst(int n, int blocks, const float* x, const float* scales, const float* minima, int lowest, int highest,
                   std::uint8_t* levels)
{
    HWY_DYNAMIC_DISPATCH(levelsOf)(n, blocks, x, scales, minima, lowest, highest, levels);
}

} // namespace headroom::tensor
#endif
