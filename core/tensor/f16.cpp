// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// F16: IEEE 754 binary16 (see half.h), little endian. 16 bits per weight, 11 significant bits. Worked: 1/3 = 55 35.
// Decoding is compiled once per instruction set, but with integers, as half.h has it: what the processor's own
// conversion makes of not-a-numbers differs.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/f16.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Whole vectors of them; the count done.
std::size_t halvesToFloats(const std::byte* packed, std::size_t count, float* out)
{
    const hn::CappedTag<float, 16> d;
    const hn::RebindToSigned<decltype(d)> integers;
    const hn::Rebind<std::uint16_t, decltype(d)> halves;
    const auto rebias = hn::Set(integers, 112 << 23);
    std::size_t i = 0;
    for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
        HWY_ALIGN std::uint16_t own[16];
        std::memcpy(own, packed + 2 * i, 2 * hn::Lanes(d));
        const auto half = hn::PromoteTo(integers, hn::LoadU(halves, own));
        const auto magnitude = hn::And(half, hn::Set(integers, 0x7FFF));
        const auto sign = hn::ShiftLeft<16>(hn::Sub(half, magnitude));
        const auto beyond = hn::IfThenElseZero(hn::Gt(magnitude, hn::Set(integers, 0x7BFF)), rebias);
        const auto normal = hn::Add(hn::Add(hn::ShiftLeft<13>(magnitude), rebias), beyond);
        const auto subnormal = hn::Mul(hn::ConvertTo(d, magnitude), hn::Set(d, 0x1p-24F));
        const auto small = hn::Lt(magnitude, hn::Set(integers, 0x0400));
        const auto value = hn::IfThenElse(small, hn::BitCast(integers, subnormal), normal);
        hn::StoreU(hn::BitCast(d, hn::Or(sign, value)), d, out + i);
    }
    return i;
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(halvesToFloats);

namespace {

constexpr std::size_t kChunk = 64; ///< a fixed count, so that the loop vectorizes
struct Chunk {
    std::uint16_t bits[kChunk];
};

} // namespace

void decodeF16(std::span<const std::byte> packed, std::span<float> row)
{
    const std::size_t count = std::min(packed.size() / 2, row.size());
    const std::size_t done = HWY_DYNAMIC_DISPATCH(halvesToFloats)(packed.data(), count, row.data());
    decodeBlocks<std::uint16_t, 1>(packed.subspan(2 * done), row.subspan(done),
                                   [](std::uint16_t bits, float* x) { *x = halfToFloat(bits); });
}

void encodeF16(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Chunk, kChunk>(row, {}, out, [](const float* x, const float*, Chunk& chunk) {
        for (std::size_t i = 0; i < kChunk; ++i)
            chunk.bits[i] = floatToHalf(x[i]);
    });
    const std::size_t done = std::min(out.size() / sizeof(Chunk), row.size() / kChunk);
    encodeBlocks<std::uint16_t, 1>(row.subspan(done * kChunk), {}, out.subspan(done * sizeof(Chunk)),
                                   [](const float* x, const float*, std::uint16_t& bits) { bits = floatToHalf(*x); });
}

} // namespace headroom::tensor
#endif
