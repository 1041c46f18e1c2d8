// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the kernels share for each instruction set: 16 partial sums held in one to four registers, and the one
// order in which they are folded: lane i + lane i+8, then +4, +2, +1. Included once per instruction set.
#if defined(HEADROOM_INFER_LANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADROOM_INFER_LANES_INL
#undef HEADROOM_INFER_LANES_INL
#else
#define HEADROOM_INFER_LANES_INL
#endif

#include "core/infer/cpu/kernels.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, kLanes>;
using Vector = hn::Vec<Tag>;
inline constexpr std::size_t kPart = hn::MaxLanes(Tag());
inline constexpr std::size_t kParts = kLanes / kPart;

#if HWY_TARGET == HWY_SCALAR
struct Four {
    float lane[4];
};

HWY_INLINE Four fold(const Vector* parts)
{
    Four out;
    for (std::size_t i = 0; i < 4; ++i) {
        const float low = hn::GetLane(parts[i]) + hn::GetLane(parts[i + 8]);
        out.lane[i] = low + (hn::GetLane(parts[i + 4]) + hn::GetLane(parts[i + 12]));
    }
    return out;
}

HWY_INLINE float finish(Four a)
{
    return (a.lane[0] + a.lane[2]) + (a.lane[1] + a.lane[3]);
}

/// out[i] is the i-th argument's sum.
HWY_INLINE void storeSums(Four a, Four b, Four c, Four e, float* out)
{
    out[0] = finish(a);
    out[1] = finish(b);
    out[2] = finish(c);
    out[3] = finish(e);
}
#else
using FourTag = hn::CappedTag<float, 4>;
using Four = hn::Vec<FourTag>;

/// 16 partial sums to 4.
template <class V> HWY_INLINE Four fold(const V* parts)
{
    if constexpr (kParts == 4) {
        return hn::Add(hn::Add(parts[0], parts[2]), hn::Add(parts[1], parts[3]));
    } else if constexpr (kParts == 2) {
        const V eight = hn::Add(parts[0], parts[1]);
        return hn::Add(hn::LowerHalf(FourTag(), eight), hn::UpperHalf(FourTag(), eight));
    } else {
        const hn::Half<hn::DFromV<V>> eightTag;
        const auto eight = hn::Add(hn::LowerHalf(eightTag, parts[0]), hn::UpperHalf(eightTag, parts[0]));
        return hn::Add(hn::LowerHalf(FourTag(), eight), hn::UpperHalf(FourTag(), eight));
    }
}

/// out[i] is the i-th argument's sum, (lane 0 + lane 2) + (lane 1 + lane 3).
HWY_INLINE void storeSums(Four a, Four b, Four c, Four e, float* out)
{
    const FourTag d;
    const Four ab = hn::Add(hn::InterleaveLower(d, a, b), hn::InterleaveUpper(d, a, b));
    const Four ce = hn::Add(hn::InterleaveLower(d, c, e), hn::InterleaveUpper(d, c, e));
    hn::StoreU(hn::Add(hn::ConcatLowerLower(d, ce, ab), hn::ConcatUpperUpper(d, ce, ab)), d, out);
}
#endif

HWY_INLINE float sum(const Vector* parts)
{
    const Four folded = fold(parts);
    float out[4];
    storeSums(folded, folded, folded, folded, out);
    return out[0];
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
