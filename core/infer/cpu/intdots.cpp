// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/intdots.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/intdots.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/intblocks-inl.h"
#include "core/infer/cpu/lanes-inl.h"

#include <algorithm>
#include <cmath>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

/// One block of 32: fills values, and returns the scale.
HWY_INLINE float quantizeBlock(const float* x, std::int8_t* values)
{
    const hn::Rebind<std::int32_t, Tag> ints;
    const hn::Rebind<std::int8_t, Tag> bytes;
    Vector most = hn::Zero(Tag());
    Vector nothing = hn::Zero(Tag()); // not a number where a value is not finite
    for (std::size_t k = 0; k < 32; k += kPart) {
        const Vector v = hn::LoadU(Tag(), x + k);
        most = hn::Max(most, hn::Abs(v));
        nothing = hn::MulAdd(v, hn::Zero(Tag()), nothing);
    }
    const float largest = hn::GetLane(hn::MaxOfLanes(Tag(), most));
    const float broken = hn::GetLane(hn::SumOfLanes(Tag(), nothing));
    const float inverse = largest > 0 ? 127.0F / largest : 0.0F;
    const Vector factor = hn::Set(Tag(), std::isfinite(inverse) ? inverse : 0.0F);
    for (std::size_t k = 0; k < 32; k += kPart) {
        const auto rounded = hn::NearestInt(hn::Mul(hn::LoadU(Tag(), x + k), factor));
        hn::StoreU(hn::DemoteTo(bytes, hn::BitCast(ints, rounded)), bytes, values + k);
    }
    return largest / 127.0F + broken;
}

void quantize(const float* x, std::size_t columns, std::int8_t* values, float* scales, float* sums, float* halfSums)
{
    alignas(64) float block[32];
    for (std::size_t b = 0; b < integerPadded(columns) / 32; ++b) {
        const std::size_t used = b * 32 < columns ? std::min<std::size_t>(32, columns - b * 32) : 0;
        const float* from = x + b * 32;
        if (used < 32) {
            std::fill(block, block + 32, 0.0F);
            std::copy_n(from, used, block);
            from = block;
        }
        std::int8_t* to = values + b * 32;
        scales[b] = quantizeBlock(from, to);
        int low = 0, high = 0;
        for (std::size_t i = 0; i < 16; ++i) {
            low += to[i];
            high += to[i + 16];
        }
        halfSums[2 * b] = scales[b] * static_cast<float>(low);
        halfSums[2 * b + 1] = scales[b] * static_cast<float>(high);
        sums[b] = scales[b] * static_cast<float>(low + high);
    }
}

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3

using IntVector = hn::Vec<hn::Rebind<std::int32_t, Tag>>;

/// Sums of four products of unsigned levels (signed ones where kSigned) with signed activations, per lane.
template <bool kSigned, bool kVnni> HWY_INLINE IntVector dotBytes(ByteVector levels, const std::int8_t* activations)
{
#if HWY_TARGET == HWY_AVX3
    const __m512i a = _mm512_loadu_si512(activations);
    if constexpr (kVnni) { // written out: the instruction is newer than this instruction set
        __m512i sum = _mm512_setzero_si512();
        asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(levels.raw), "v"(a));
        return IntVector{sum};
    }
    __m512i u = levels.raw, s = a;
    if constexpr (kSigned) {
        u = _mm512_abs_epi8(levels.raw);
        s = _mm512_mask_sub_epi8(a, _mm512_movepi8_mask(levels.raw), _mm512_setzero_si512(), a);
    }
    return IntVector{_mm512_madd_epi16(_mm512_maddubs_epi16(u, s), _mm512_set1_epi16(1))};
#else
    const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(activations));
    __m256i u = levels.raw, s = a;
    if constexpr (kSigned) {
        u = _mm256_abs_epi8(levels.raw);
        s = _mm256_sign_epi8(a, levels.raw);
    }
    return IntVector{_mm256_madd_epi16(_mm256_maddubs_epi16(u, s), _mm256_set1_epi16(1))};
#endif
}

/// The sub-blocks' scales where the lanes of a piece need them.
template <std::size_t kSubs> HWY_INLINE Vector spread(const Vector* scale, std::size_t piece)
{
    constexpr std::size_t kLanesPerSub = 64 / kSubs; // of four bytes each
#if HWY_TARGET == HWY_AVX3
    const __m512i lane = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i sub = _mm512_srli_epi32(lane, kLanesPerSub == 8 ? 3 : 2);
    const __m512i index = _mm512_add_epi32(sub, _mm512_set1_epi32(static_cast<int>(piece * kPart / kLanesPerSub)));
    return Vector{_mm512_permutexvar_ps(index, scale[0].raw)};
#else
    const __m256i lane = _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0);
    const __m256i sub = _mm256_srli_epi32(lane, kLanesPerSub == 8 ? 3 : 2);
    const std::size_t first = piece * kPart / kLanesPerSub;
    const __m256i index = _mm256_add_epi32(sub, _mm256_set1_epi32(static_cast<int>(first % 8)));
    return Vector{_mm256_permutevar8x32_ps(scale[first / 8].raw, index)};
#endif
}

/// The activations' scales of eight blocks, once per sub-block.
template <std::size_t kSubs> HWY_INLINE void loadScales(const float* scales, Vector* out)
{
    const Vector eight = widened(_mm256_loadu_ps(scales));
    if constexpr (kSubs == 8) {
        out[0] = eight;
    } else {
#if HWY_TARGET == HWY_AVX3
        const __m512i twice = _mm512_set_epi32(7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0);
        out[0] = Vector{_mm512_permutexvar_ps(twice, eight.raw)};
#else
        out[0] = Vector{_mm256_permutevar8x32_ps(eight.raw, _mm256_set_epi32(3, 3, 2, 2, 1, 1, 0, 0))};
        out[1] = Vector{_mm256_permutevar8x32_ps(eight.raw, _mm256_set_epi32(7, 7, 6, 6, 5, 5, 4, 4))};
#endif
    }
}

/// One group of 256 weights with the same activations of one token.
template <class Block, bool kVnni>
HWY_INLINE void addGroup(const Group<Block::kSubs>& group, const IntegerRows& tokens, std::size_t token, std::size_t k,
                         Vector* sums)
{
    constexpr std::size_t kRegisters = Group<Block::kSubs>::kRegisters;
    constexpr std::size_t kPerSub = 256 / Block::kSubs;
    Vector scales[kRegisters];
    loadScales<Block::kSubs>(tokens.scales + (token * tokens.columns + k) / 32, scales);
    HWY_UNROLL(2)
    for (std::size_t r = 0; r < kRegisters; ++r)
        scales[r] = hn::Mul(scales[r], group.scale[r]);
    if constexpr (!Block::kSigned || kVnni) {
        const float* sumsOf = (kPerSub == 32 ? tokens.sums : tokens.halfSums) + (token * tokens.columns + k) / kPerSub;
        HWY_UNROLL(2)
        for (std::size_t r = 0; r < kRegisters; ++r) {
            const Vector values
                = Block::kSubs < kPart ? widened(_mm256_loadu_ps(sumsOf)) : hn::LoadU(Tag(), sumsOf + r * kPart);
            sums[0] = hn::NegMulAdd(group.offset[r], values, sums[0]);
        }
    }
    const std::int8_t* values = tokens.values + token * tokens.columns + k;
    HWY_UNROLL(8)
    for (std::size_t piece = 0; piece < kPieces; ++piece) {
        const IntVector dot = dotBytes<Block::kSigned, kVnni>(group.levels[piece], values + piece * kPiece);
        Vector& sum = sums[1 + piece % 2];
        sum = hn::MulAdd(hn::ConvertTo(Tag(), dot), spread<Block::kSubs>(scales, piece), sum);
    }
}

template <class Block, bool kVnni> HWY_INLINE void loadGroup(const std::uint8_t* in, Group<Block::kSubs>& group)
{
    Block::load(in, group);
    if constexpr (Block::kSigned && kVnni) { // that instruction wants unsigned levels: move them up by 128
        for (ByteVector& levels : group.levels)
            levels = hn::Xor(levels, splatByte(128));
        for (std::size_t r = 0; r < Group<Block::kSubs>::kRegisters; ++r)
            group.offset[r] = hn::Mul(group.scale[r], hn::Set(Tag(), 128.0F));
    }
}

/// One row with kTokens tokens; three partial sums each, folded by the caller.
template <class Block, std::size_t kTokens, bool kVnni>
HWY_INLINE void rowSums(const std::uint8_t* in, std::size_t columns, const IntegerRows& tokens, std::size_t token,
                        std::size_t aheadBytes, Vector (*sums)[3])
{
    constexpr std::size_t kGroupBytes = kIntegerGroup / Block::kBlock * Block::kBytes;
    HWY_UNROLL(4)
    for (std::size_t t = 0; t < kTokens; ++t)
        sums[t][0] = sums[t][1] = sums[t][2] = hn::Zero(Tag());
    Group<Block::kSubs> group;
    std::size_t k = 0;
    for (; k + kIntegerGroup <= columns; k += kIntegerGroup, in += kGroupBytes) {
        HWY_UNROLL(8)
        for (std::size_t i = 0; i < kGroupBytes; i += 64)
            __builtin_prefetch(in + aheadBytes + i);
        loadGroup<Block, kVnni>(in, group);
        HWY_UNROLL(4)
        for (std::size_t t = 0; t < kTokens; ++t)
            addGroup<Block, kVnni>(group, tokens, token + t, k, sums[t]);
    }
    if (k == columns)
        return;
    std::uint8_t rest[kGroupBytes] = {}; // blocks of zeros: scale 0
    std::memcpy(rest, in, (columns - k) / Block::kBlock * Block::kBytes);
    loadGroup<Block, kVnni>(rest, group);
    for (std::size_t t = 0; t < kTokens; ++t)
        addGroup<Block, kVnni>(group, tokens, token + t, k, sums[t]);
}

/// Lane sums of three partial sums: 16 lanes, or 8 that stand for 16 with zeros.
HWY_INLINE Four foldThree(const Vector* sums)
{
    Vector parts[kParts];
    parts[0] = hn::Add(hn::Add(sums[0], sums[1]), sums[2]);
    for (std::size_t p = 1; p < kParts; ++p)
        parts[p] = hn::Zero(Tag());
    return fold(parts);
}

template <class Block, std::size_t kTokens, bool kVnni>
HWY_INLINE void someTokens(const PackedRows& rows, const IntegerRows& tokens, std::size_t token, float* out,
                           std::size_t outStride)
{
    constexpr std::size_t kAhead = 8192; ///< rows are too short for the processor to foresee the next ones
    const auto* in = reinterpret_cast<const std::uint8_t*>(rows.data);
    for (std::size_t i = 0; i < std::min(kAhead, rows.count * rows.bytes); i += 64)
        __builtin_prefetch(in + i);
    for (std::size_t row = 0; row < rows.count; row += 4) {
        Four folded[kTokens][4];
        const std::size_t count = std::min<std::size_t>(4, rows.count - row);
        for (std::size_t r = 0; r < count; ++r) {
            Vector sums[kTokens][3];
            rowSums<Block, kTokens, kVnni>(in + (row + r) * rows.bytes, rows.columns, tokens, token, kAhead, sums);
            HWY_UNROLL(4)
            for (std::size_t t = 0; t < kTokens; ++t)
                folded[t][r] = foldThree(sums[t]);
        }
        for (std::size_t t = 0; t < kTokens; ++t) {
            for (std::size_t r = count; r < 4; ++r)
                folded[t][r] = folded[t][0];
            float four[4];
            storeSums(folded[t][0], folded[t][1], folded[t][2], folded[t][3], four);
            std::memcpy(out + (token + t) * outStride + row, four, count * sizeof(float));
        }
    }
}

template <class Block, bool kVnni>
void dots(const PackedRows& rows, const IntegerRows& tokens, float* out, std::size_t outStride)
{
    std::size_t token = 0;
    for (; token + 4 <= tokens.count; token += 4)
        someTokens<Block, 4, kVnni>(rows, tokens, token, out, outStride);
    for (; token < tokens.count; ++token)
        someTokens<Block, 1, kVnni>(rows, tokens, token, out, outStride);
}

bool hasVnni()
{
    return HWY_TARGET == HWY_AVX3 && __builtin_cpu_supports("avx512vnni");
}

IntegerDots choose(tensor::Type type, std::size_t columns)
{
    switch (type) {
#define HEADROOM_ROW(name)                                                                                             \
    case tensor::Type::name:                                                                                           \
        if (columns % intblock::name::kBlock != 0)                                                                     \
            return nullptr;                                                                                            \
        return HWY_TARGET == HWY_AVX3 && hasVnni() ? dots<intblock::name, HWY_TARGET == HWY_AVX3>                      \
                                                   : dots<intblock::name, false>
        HEADROOM_ROW(Q8_0);
        HEADROOM_ROW(Q4_0);
        HEADROOM_ROW(Q4_1);
        HEADROOM_ROW(Q5_0);
        HEADROOM_ROW(Q5_1);
        HEADROOM_ROW(Q2_K);
        HEADROOM_ROW(Q3_K);
        HEADROOM_ROW(Q4_K);
        HEADROOM_ROW(Q5_K);
        HEADROOM_ROW(Q6_K);
        HEADROOM_ROW(IQ4_NL);
        HEADROOM_ROW(IQ4_XS);
        HEADROOM_ROW(MXFP4);
#undef HEADROOM_ROW
    default:
        return nullptr;
    }
}

#else

IntegerDots choose(tensor::Type, std::size_t)
{
    return nullptr;
}

#endif

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(quantize);
HWY_EXPORT(choose);

void quantizeRows(const Rows& rows, std::size_t columns, const IntegerRows& out)
{
    for (std::size_t t = 0; t < rows.count; ++t)
        HWY_DYNAMIC_DISPATCH(quantize)
    (rows.data + t * rows.stride, columns, out.values + t * out.columns, out.scales + t * out.columns / 32,
     out.sums + t * out.columns / 32, out.halfSums + t * out.columns / 16);
}

IntegerDots integerDots(tensor::Type type, std::size_t columns)
{
    return HWY_DYNAMIC_DISPATCH(choose)(type, columns);
}

} // namespace headroom::infer
#endif
