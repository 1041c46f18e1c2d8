// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set; no fused multiply-add, no sum across lanes.
#include "core/tensor/lanesearch.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/lanesearch.cpp"
#include <hwy/foreach_target.h>

#include "core/tensor/lanetile.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, kLanes>;
using IntTag = hn::RebindToSigned<Tag>;
using Vector = hn::Vec<Tag>;

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

void affine(Tile& tile, int nmax, const AffineGrid& grid, float* scales, float* minima)
{
    for (std::size_t part = 0; part < kLanes; part += hn::Lanes(Tag())) {
        if (grid.absolute)
            affinePart<true>(tile, part, nmax, grid, scales, minima);
        else
            affinePart<false>(tile, part, nmax, grid, scales, minima);
    }
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

/// As quantize() without offset, but in the order of operations that the signed search has.
HWY_INLINE LaneSums quantizeSigned(Tile& tile, std::size_t part, Vector inverse, int nmax)
{
    const Vector zero = hn::Zero(Tag());
    LaneSums sums{zero, zero, zero};
    for (int i = 0; i < tile.n; ++i) {
        const Vector x = at(tile.x, i, part);
        const Vector w = at(tile.weights, i, part);
        const Vector l = levelOf(hn::Mul(inverse, x), -nmax, nmax - 1);
        sums.products = hn::Add(sums.products, hn::Mul(hn::Mul(w, x), l));
        sums.squares = hn::Add(sums.squares, hn::Mul(hn::Mul(w, l), l));
        hn::Store(l, Tag(), tile.levels + i * kLanes + part);
    }
    return sums;
}

HWY_INLINE void signedPart(Tile& tile, std::size_t part, int nmax, float* scales)
{
    const Tag d;
    const Vector zero = hn::Zero(d);
    const Vector extreme = extremeOf(tile, part);
    const auto active = hn::Ge(hn::Abs(extreme), hn::Set(d, kAllZero));
    Vector bestInverse = hn::Div(hn::Set(d, static_cast<float>(-nmax)), extreme);
    LaneSums sums = quantizeSigned(tile, part, bestInverse, nmax);
    Vector scale = hn::IfThenZeroElse(hn::Eq(sums.squares, zero), hn::Div(sums.products, sums.squares));
    Vector best = hn::Mul(scale, sums.products);
    for (int step = -9; step <= 9; ++step) {
        if (step == 0)
            continue;
        const float factor = -(static_cast<float>(nmax) + 0.1F * static_cast<float>(step));
        const Vector inverse = hn::Div(hn::Set(d, factor), extreme);
        sums = quantizeSigned(tile, part, inverse, nmax);
        const auto better = hn::And(hn::Gt(sums.squares, zero),
                                    hn::Gt(hn::Mul(sums.products, sums.products), hn::Mul(best, sums.squares)));
        const Vector fitted = hn::Div(sums.products, sums.squares);
        bestInverse = hn::IfThenElse(better, inverse, bestInverse);
        scale = hn::IfThenElse(better, fitted, scale);
        best = hn::IfThenElse(better, hn::Mul(fitted, sums.products), best);
    }
    quantizeSigned(tile, part, bestInverse, nmax);
    const Vector bias = hn::Set(d, static_cast<float>(nmax));
    for (int i = 0; i < tile.n; ++i)
        hn::Store(hn::IfThenElseZero(active, hn::Add(at(tile.levels, i, part), bias)), d,
                  tile.levels + i * kLanes + part);
    hn::Store(hn::IfThenElseZero(active, scale), d, scales + part);
}

/// One sweep over all levels, each lane as search.cpp's descend(); whether any lane moved one.
HWY_INLINE bool descendAll(Tile& tile, std::size_t part, int nmax, LaneSums& sums)
{
    const Tag d;
    const Vector zero = hn::Zero(d);
    bool changed = false;
    for (int i = 0; i < tile.n; ++i) {
        const Vector x = at(tile.x, i, part);
        const Vector w = at(tile.weights, i, part);
        const Vector old = at(tile.levels, i, part);
        const Vector wx = hn::Mul(w, x);
        Vector products = hn::Sub(sums.products, hn::Mul(wx, old));
        Vector squares = hn::Sub(sums.squares, hn::Mul(hn::Mul(w, old), old));
        const auto positive = hn::And(hn::Gt(products, zero), hn::Gt(squares, zero));
        const Vector level = levelOf(hn::Div(hn::Mul(x, squares), products), -nmax, nmax - 1);
        products = hn::Add(products, hn::Mul(wx, level));
        squares = hn::Add(squares, hn::Mul(hn::Mul(w, level), level));
        const auto raised = hn::Gt(hn::Mul(hn::Mul(products, products), sums.squares),
                                   hn::Mul(hn::Mul(sums.products, sums.products), squares));
        const auto moved = hn::And(positive, hn::And(hn::Ne(level, old), raised));
        if (hn::AllFalse(d, moved))
            continue;
        changed = true;
        hn::Store(hn::IfThenElse(moved, level, old), d, tile.levels + i * kLanes + part);
        sums.products = hn::IfThenElse(moved, products, sums.products);
        sums.squares = hn::IfThenElse(moved, squares, sums.squares);
    }
    return changed;
}

HWY_INLINE void descentPart(Tile& tile, std::size_t part, int nmax, float* scales)
{
    const Tag d;
    const Vector zero = hn::Zero(d);
    const Vector extreme = extremeOf(tile, part);
    const auto active = hn::Ge(hn::Abs(extreme), hn::Set(d, kAllZero));
    LaneSums sums = quantizeSigned(tile, part, hn::Div(hn::Set(d, static_cast<float>(-nmax)), extreme), nmax);
    for (int sweep = 0; sweep < kSweeps && descendAll(tile, part, nmax, sums);)
        ++sweep;
    const Vector bias = hn::Set(d, static_cast<float>(nmax));
    for (int i = 0; i < tile.n; ++i)
        hn::Store(hn::IfThenElseZero(active, hn::Add(at(tile.levels, i, part), bias)), d,
                  tile.levels + i * kLanes + part);
    const auto determined = hn::And(active, hn::Gt(sums.squares, zero));
    hn::Store(hn::IfThenElseZero(determined, hn::Div(sums.products, sums.squares)), d, scales + part);
}

void descents(Tile& tile, int nmax, float* scales)
{
    for (std::size_t part = 0; part < kLanes; part += hn::Lanes(Tag()))
        descentPart(tile, part, nmax, scales);
}

void signedOnes(Tile& tile, int nmax, float* scales)
{
    for (std::size_t part = 0; part < kLanes; part += hn::Lanes(Tag()))
        signedPart(tile, part, nmax, scales);
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(affine);
HWY_EXPORT(signedOnes);
HWY_EXPORT(descents);

namespace {

void turnIn(int n, const float* values, float* tile)
{
    for (int lane = 0; lane < kLanes; ++lane)
        for (int i = 0; i < n; ++i)
            tile[i * kLanes + lane] = values[lane * n + i];
}

/// Weights null: x².
void load(int n, const float* x, const float* weights, Tile& tile)
{
    tile.n = n;
    turnIn(n, x, tile.x);
    if (weights)
        return turnIn(n, weights, tile.weights);
    for (int i = 0; i < n * kLanes; ++i)
        tile.weights[i] = tile.x[i] * tile.x[i];
}

void storeLevels(const Tile& tile, std::uint8_t* levels)
{
    for (int lane = 0; lane < kLanes; ++lane)
        for (int i = 0; i < tile.n; ++i)
            levels[lane * tile.n + i] = static_cast<std::uint8_t>(tile.levels[i * kLanes + lane]);
}

} // namespace

void affineSearchEight(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid, Affine* best,
                       std::uint8_t* levels)
{
    Tile tile;
    HWY_ALIGN float scales[kLanes];
    HWY_ALIGN float minima[kLanes];
    load(n, x, weights, tile);
    HWY_DYNAMIC_DISPATCH(affine)(tile, nmax, grid, scales, minima);
    storeLevels(tile, levels);
    for (int lane = 0; lane < kLanes; ++lane)
        best[lane] = {scales[lane], minima[lane]};
}

void signedSearchEight(int n, int nmax, const float* x, const float* weights, float* scales, std::uint8_t* levels)
{
    Tile tile;
    HWY_ALIGN float aligned[kLanes];
    load(n, x, weights, tile);
    HWY_DYNAMIC_DISPATCH(signedOnes)(tile, nmax, aligned);
    storeLevels(tile, levels);
    std::copy_n(aligned, kLanes, scales);
}

void signedDescentEight(int n, int nmax, const float* x, float* scales, std::uint8_t* levels)
{
    Tile tile;
    HWY_ALIGN float aligned[kLanes];
    load(n, x, nullptr, tile);
    HWY_DYNAMIC_DISPATCH(descents)(tile, nmax, aligned);
    storeLevels(tile, levels);
    std::copy_n(aligned, kLanes, scales);
}

} // namespace headroom::tensor
#endif
