// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/unpack.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/unpack.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/rowdecoders-inl.h"

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

struct Store {
    float* y;
    HWY_INLINE void operator()(std::size_t offset, Vector values) const { hn::StoreU(values, Tag(), y + offset); }
};

/// Rounds to nearest even; not-a-number stays one.
struct StoreBfloat {
    std::uint16_t* y;
    HWY_INLINE void operator()(std::size_t offset, Vector values) const
    {
        const auto bitset = hn::BitCast(UnsignedInts(), values);
        const auto odd = hn::And(hn::ShiftRight<16>(bitset), hn::Set(UnsignedInts(), 1));
        const auto rounded = hn::Add(hn::Add(bitset, hn::Set(UnsignedInts(), 0x7FFF)), odd);
        const auto quiet = hn::Or(bitset, hn::Set(UnsignedInts(), 0x400000));
        const auto chosen = hn::IfThenElse(hn::RebindMask(UnsignedInts(), hn::IsNaN(values)), quiet, rounded);
        const auto words = hn::ShiftRight<16>(chosen);
        hn::StoreU(hn::DemoteTo(Words(), hn::BitCast(Ints(), words)), Words(), y + offset);
    }
};

/// F16, BF16 and F32 rows may end inside a block of kLanes.
template <class Decoder, class Sink, class T> void decodeTo(std::span<const std::byte> packed, std::span<T> row)
{
    const auto* in = reinterpret_cast<const std::uint8_t*>(packed.data());
    const std::size_t whole = row.size() / Decoder::kWeights;
    for (std::size_t i = 0; i < whole; ++i)
        Decoder::block(in + i * Decoder::kBytes, Sink{row.data() + i * Decoder::kWeights});
    const std::size_t done = whole * Decoder::kWeights;
    if (done == row.size())
        return;
    std::uint8_t rest[Decoder::kBytes] = {};
    T values[Decoder::kWeights];
    std::memcpy(rest, in + whole * Decoder::kBytes, std::min(packed.size() - whole * Decoder::kBytes, sizeof rest));
    Decoder::block(rest, Sink{values});
    std::copy_n(values, row.size() - done, row.data() + done);
}

template <class Decoder> void decode(std::span<const std::byte> packed, std::span<float> row)
{
    decodeTo<Decoder, Store>(packed, row);
}

template <class Decoder> void decodeBfloat(std::span<const std::byte> packed, std::span<std::uint16_t> row)
{
    decodeTo<Decoder, StoreBfloat>(packed, row);
}

BfloatRow vectorBfloatDecoder(tensor::Type type)
{
    BfloatRow out = nullptr;
    withDecoder(type, [&]<class Decoder>() { out = decodeBfloat<Decoder>; });
    return out;
}

/// Null when there is no vector form.
tensor::DecodeRow vectorDecoder(tensor::Type type)
{
    tensor::DecodeRow out = nullptr;
    withDecoder(type, [&]<class Decoder>() { out = decode<Decoder>; });
    return out;
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(vectorDecoder);
HWY_EXPORT(vectorBfloatDecoder);

tensor::DecodeRow fastestDecoder(const tensor::Format& format)
{
    const auto decoder = HWY_DYNAMIC_DISPATCH(vectorDecoder)(format.type);
    return decoder ? decoder : format.decode;
}

BfloatRow bfloatDecoder(tensor::Type type)
{
    return HWY_DYNAMIC_DISPATCH(vectorBfloatDecoder)(type);
}

void roundToBfloat(std::span<const float> row, std::uint16_t* out)
{
    static const BfloatRow rounds = bfloatDecoder(tensor::Type::F32);
    rounds(std::as_bytes(row), {out, row.size()});
}

} // namespace headroom::infer
#endif
