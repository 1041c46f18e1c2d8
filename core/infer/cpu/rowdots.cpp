// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/rowdots.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/rowdots.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/rowdecoders-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

/// Adds weight · x to the 16 partial sums.
struct MulAddTo {
    const float* x;
    Vector* sums;
    HWY_INLINE void operator()(std::size_t offset, Vector weights) const
    {
        Vector& sum = sums[offset / kPart % kParts];
        sum = hn::MulAdd(weights, hn::LoadU(Tag(), x + offset), sum);
    }
};

inline constexpr std::size_t kAhead = 8192, kLine = 64;

/// Asks for the bytes that come kAhead later: rows are too short for the processor to foresee the next ones.
template <std::size_t kBytes> HWY_INLINE void prefetch(const std::uint8_t* at)
{
    HWY_UNROLL(16)
    for (std::size_t i = 0; i < kBytes; i += kLine)
        __builtin_prefetch(at + kAhead + i);
}

/// Four rows at a time: each has one chain of additions, and they overlap.
template <class Decoder> void dots(const PackedRows& rows, const float* x, float* out)
{
    constexpr std::size_t kRows = 4;
    const auto* in = reinterpret_cast<const std::uint8_t*>(rows.data);
    for (std::size_t i = 0; i < HWY_MIN(kAhead, rows.count * rows.bytes); i += kLine)
        __builtin_prefetch(in + i);
    for (std::size_t row = 0; row < rows.count; row += kRows) {
        const std::size_t count = HWY_MIN(kRows, rows.count - row);
        const std::uint8_t* at[kRows];
        Vector sums[kRows][kParts];
        HWY_UNROLL(4)
        for (std::size_t r = 0; r < kRows; ++r) {
            at[r] = in + (row + HWY_MIN(r, count - 1)) * rows.bytes; // past the end: the last row again
            HWY_UNROLL(4)
            for (std::size_t p = 0; p < kParts; ++p)
                sums[r][p] = hn::Zero(Tag());
        }
        const std::uint8_t* ahead = at[0];
        for (std::size_t k = 0; k < rows.columns; k += Decoder::kWeights) {
            prefetch<kRows * Decoder::kBytes>(ahead);
            ahead += kRows * Decoder::kBytes;
            HWY_UNROLL(4)
            for (std::size_t r = 0; r < kRows; ++r) {
                Decoder::block(at[r], MulAddTo{x + k, sums[r]});
                at[r] += Decoder::kBytes;
            }
        }
        float four[kRows];
        storeSums(fold(sums[0]), fold(sums[1]), fold(sums[2]), fold(sums[3]), four);
        for (std::size_t r = 0; r < count; ++r)
            out[row + r] = four[r];
    }
}

RowDots vectorDots(tensor::Type type, std::size_t columns)
{
    RowDots out = nullptr;
    withDecoder(type, [&]<class Decoder>() {
        if (columns % Decoder::kWeights == 0)
            out = dots<Decoder>;
    });
    return out;
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(vectorDots);

RowDots rowDots(tensor::Type type, std::size_t columns)
{
    return HWY_DYNAMIC_DISPATCH(vectorDots)(type, columns);
}

} // namespace headroom::infer
#endif
