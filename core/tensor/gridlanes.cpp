// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set; no fused multiply-add, no sum across lanes.
#include "core/tensor/gridsearch.h"

#include <algorithm>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/gridlanes.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, PointMap::kTogether>;
using IntTag = hn::RebindToSigned<Tag>;
using ByteTag = hn::Rebind<std::uint8_t, Tag>;
using Vector = hn::Vec<Tag>;
constexpr bool kWhole = hn::MaxLanes(Tag()) == PointMap::kTogether && HWY_ARCH_X86;
constexpr int kSteps = 32; ///< lanes for scales, the last ones idle

/// w (scale · level - x)² for each of eight digits, in one vector or in memory.
struct Terms {
    alignas(64) float values[8][8];
};

HWY_INLINE Vector termsOf(const float* levels, float scale, float x, float weight, std::size_t part)
{
    const Tag d;
    const Vector difference = hn::Sub(hn::Mul(hn::Set(d, scale), hn::LoadU(d, levels + part)), hn::Set(d, x));
    return hn::Mul(hn::Mul(hn::Set(d, weight), difference), difference);
}

struct Nearest {
    Vector error;
    hn::Vec<IntTag> position;
};

HWY_INLINE void keepBetter(Vector error, int position, Nearest& best)
{
    const IntTag di;
    const auto better = hn::Lt(error, best.error);
    best.error = hn::IfThenElse(better, error, best.error);
    best.position = hn::IfThenElse(hn::RebindMask(di, better), hn::Set(di, position), best.position);
}

/// The first position of the least error over all lanes.
HWY_INLINE int firstLeast(const Nearest& best, std::size_t lanes)
{
    alignas(64) float errors[8];
    alignas(64) std::int32_t positions[8];
    hn::Store(best.error, Tag(), errors);
    hn::Store(best.position, IntTag(), positions);
    int at = -1;
    float least = std::numeric_limits<float>::max();
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const int position = positions[lane] + static_cast<int>(lane);
        if (errors[lane] < least || (errors[lane] == least && at >= 0 && position < at)) {
            least = errors[lane];
            at = position;
        }
    }
    return std::max(0, at); // nothing is least among not-a-numbers
}

template <int D>
HWY_INLINE int nearestWhole(const PointMap::Neighbours& near, const float* levels, float scale, const float* x,
                            const float* weights)
{
    const Tag d;
    const IntTag di;
    Vector terms[D];
    for (int i = 0; i < D; ++i)
        terms[i] = termsOf(levels, scale, x[i], weights[i], 0);
    Nearest best{hn::Set(d, std::numeric_limits<float>::max()), hn::Zero(di)};
    for (int chunk = 0; chunk < near.chunks; ++chunk) {
        const std::uint8_t* digits = near.digits + std::ptrdiff_t{chunk} * D * PointMap::kTogether;
        Vector error = hn::Zero(d);
        for (int i = 0; i < D; ++i) {
            const auto index = hn::PromoteTo(di, hn::LoadU(ByteTag(), digits + i * PointMap::kTogether));
            error = hn::Add(error, hn::TableLookupLanes(terms[i], hn::IndicesFromVec(d, index)));
        }
        keepBetter(error, chunk * PointMap::kTogether, best);
    }
    return near.points[firstLeast(best, PointMap::kTogether)];
}

template <int D>
HWY_INLINE int nearestInParts(const PointMap::Neighbours& near, const float* levels, float scale, const float* x,
                              const float* weights)
{
    Terms terms;
    for (int i = 0; i < D; ++i)
        for (int level = 0; level < 8; ++level) {
            const float difference = scale * levels[level] - x[i];
            terms.values[i][level] = weights[i] * difference * difference;
        }
    float least = std::numeric_limits<float>::max();
    int at = 0;
    for (int n = 0; n < near.chunks * PointMap::kTogether; ++n) {
        const std::uint8_t* digits
            = near.digits + n / PointMap::kTogether * (D * PointMap::kTogether) + n % PointMap::kTogether;
        float error = 0;
        for (int i = 0; i < D; ++i)
            error += terms.values[i][digits[i * PointMap::kTogether]];
        at = error < least ? n : at;
        least = error < least ? error : least;
    }
    return near.points[at];
}

template <int D>
HWY_INLINE int nearestOf(const PointMap& map, int code, const float* levels, float scale, const float* x,
                         const float* weights)
{
    const PointMap::Neighbours near = map.neighbours(code);
#if HWY_ARCH_X86
    if constexpr (kWhole)
        return nearestWhole<D>(near, levels, scale, x, weights);
#endif
    return nearestInParts<D>(near, levels, scale, x, weights);
}

constexpr float kOddLevels[8] = {1, 3, 5, 7, 9, 11, 13, 15};

/// The code that each scale gives to each vector: codes[vector][step].
template <int D>
HWY_INLINE void codesOf(const GridGroup& group, int base, const float* inverses, std::int32_t (*codes)[kSteps])
{
    const Tag d;
    const IntTag di;
    for (std::size_t part = 0; part < kSteps; part += hn::Lanes(d)) {
        const Vector inverse = hn::Load(d, inverses + part);
        for (int k = 0; k < group.n / D; ++k) {
            auto code = hn::Zero(di);
            for (int i = D - 1; i >= 0; --i) {
                const Vector value = hn::Sub(hn::Mul(inverse, hn::Set(d, group.x[D * k + i])), hn::Set(d, 1.0F));
                const Vector shifted = hn::Add(hn::Mul(hn::Set(d, 0.5F), value), hn::Set(d, 12582912.0F));
                const auto bits = hn::And(hn::BitCast(di, shifted), hn::Set(di, 0x7FFFFF));
                const auto nearest = hn::Sub(bits, hn::Set(di, 0x400000));
                const auto digit = hn::Min(hn::Max(nearest, hn::Zero(di)), hn::Set(di, base - 1));
                code = hn::Add(D == 4 ? hn::ShiftLeft<3>(code) : hn::Add(code, hn::Add(code, code)), digit);
            }
            hn::Store(code, di, codes[k] + part);
        }
    }
}

struct StepSums {
    alignas(64) float products[kSteps]; ///< Σ w·x·q
    alignas(64) float squares[kSteps]; ///< Σ w·q²
};

/// digits[i][step]
HWY_INLINE void sumSteps(const GridGroup& group, const std::uint8_t (*digits)[kSteps], StepSums& sums)
{
    const Tag d;
    const IntTag di;
    for (std::size_t part = 0; part < kSteps; part += hn::Lanes(d)) {
        Vector products = hn::Zero(d);
        Vector squares = hn::Zero(d);
        for (int i = 0; i < group.n; ++i) {
            const auto digit = hn::PromoteTo(di, hn::LoadU(ByteTag(), digits[i] + part));
            const Vector q = hn::ConvertTo(d, hn::Add(hn::Add(digit, digit), hn::Set(di, 1)));
            const Vector w = hn::Set(d, group.weights[i]);
            products = hn::Add(products, hn::Mul(hn::Mul(w, hn::Set(d, group.x[i])), q));
            squares = hn::Add(squares, hn::Mul(hn::Mul(w, q), q));
        }
        hn::Store(products, d, sums.products + part);
        hn::Store(squares, d, sums.squares + part);
    }
}

template <int D> HWY_INLINE void refit(const PointMap& map, Refit how, const bool* onGrid, GridGroup& group)
{
    const int vectors = group.n / D;
    const bool all = how != Refit::OffGrid;
    if (!(group.scale > 0)
        || (how != Refit::Always && std::all_of(onGrid, onGrid + vectors, [](bool on) { return on; })))
        return;
    alignas(64) float inverses[kSteps];
    std::fill_n(inverses, kSteps, 1 / group.scale);
    std::int32_t codes[8][kSteps];
    codesOf<D>(group, map.base(), inverses, codes);
    for (int k = 0; k < vectors; ++k) {
        if (!all && onGrid[k])
            continue;
        int point = map.point(codes[k][0]);
        if (point < 0)
            point = nearestOf<D>(map, codes[k][0], kOddLevels, group.scale, group.x + D * k, group.roots + D * k);
        std::copy_n(map.digits(point), D, group.digits + D * k);
    }
    float products = 0;
    float squares = 0;
    for (int i = 0; i < group.n; ++i) {
        const float w = group.weights[i];
        const auto q = static_cast<float>(2 * group.digits[i] + 1);
        products += w * group.x[i] * q;
        squares += w * q * q;
    }
    if (squares > 0)
        group.scale = products / squares;
}

template <int D>
void search(const PointMap& map, const float* factors, int steps, float range, Refit how, GridGroup& group)
{
    alignas(64) float inverses[kSteps];
    for (int s = 0; s < kSteps; ++s)
        inverses[s] = factors[std::min(s, steps - 1)] / range;
    alignas(64) std::int32_t codes[8][kSteps];
    codesOf<D>(group, map.base(), inverses, codes);
    const int vectors = group.n / D;
    alignas(64) std::uint8_t digits[32][kSteps] = {};
    for (int s = 0; s < steps; ++s) {
        for (int k = 0; k < vectors; ++k) {
            int point = map.point(codes[k][s]);
            if (point < 0)
                point
                    = nearestOf<D>(map, codes[k][s], kOddLevels, 1 / inverses[s], group.x + D * k, group.roots + D * k);
            for (int i = 0; i < D; ++i)
                digits[D * k + i][s] = map.digits(point)[i];
        }
    }
    StepSums sums;
    sumSteps(group, digits, sums);
    int found = -1;
    float best = 0;
    for (int s = 0; s < steps; ++s) {
        if (sums.squares[s] > 0 && sums.products[s] * sums.products[s] > best * sums.squares[s]) {
            group.scale = sums.products[s] / sums.squares[s];
            best = group.scale * sums.products[s];
            found = s;
        }
    }
    bool onGrid[8];
    for (int k = 0; k < vectors; ++k) // where no scale was better, IQ3_S takes the start for off the grid
        onGrid[k] = found < 0 ? how != Refit::AllIfAnyOffGrid : map.point(codes[k][found]) >= 0;
    for (int i = 0; i < group.n; ++i)
        group.digits[i] = found < 0 ? std::uint8_t{0} : digits[i][found];
    refit<D>(map, how, onGrid, group);
}

void searchAny(const PointMap& map, const float* factors, int steps, float range, Refit how, GridGroup& group)
{
    map.dimensions() == 8 ? search<8>(map, factors, steps, range, how, group)
                          : search<4>(map, factors, steps, range, how, group);
}

int nearestAny(const PointMap& map, int code, const float* levels, float scale, const float* x, const float* weights)
{
    return map.dimensions() == 8 ? nearestOf<8>(map, code, levels, scale, x, weights)
                                 : nearestOf<4>(map, code, levels, scale, x, weights);
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(searchAny);
HWY_EXPORT(nearestAny);

void searchGrid(const PointMap& map, const float* factors, int steps, float range, Refit refit, GridGroup& group)
{
    HWY_DYNAMIC_DISPATCH(searchAny)(map, factors, steps, range, refit, group);
}

int nearestPoint(const PointMap& map, int code, const float* levels, float scale, const float* x, const float* weights)
{
    return HWY_DYNAMIC_DISPATCH(nearestAny)(map, code, levels, scale, x, weights);
}

} // namespace headroom::tensor
#endif
