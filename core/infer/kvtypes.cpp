// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/kvtypes.h"

#include "core/tensor/type.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace headroom::infer {

namespace {

template <tensor::Type T> std::size_t packedRow(std::size_t length)
{
    const tensor::Format& format = tensor::format(T);
    return length / format.blockSize * format.blockBytes;
}
template <tensor::Type T> void encodePacked(std::span<const float> row, std::span<std::byte> out)
{
    tensor::format(T).encode(row, {}, out);
}
template <tensor::Type T> void decodePacked(std::span<const std::byte> packed, std::span<float> row)
{
    tensor::format(T).decode(packed, row);
}
template <tensor::Type T> constexpr KvType packed(std::string_view name, std::uint32_t block, bool turns)
{
    return {name, block, turns, packedRow<T>, encodePacked<T>, decodePacked<T>};
}

/// A float of one byte: sign, exponent, mantissa.
struct Minifloat {
    int mantissaBits;
    int bias;
    unsigned largest; ///< code of the largest finite number
    unsigned notANumber;
};
constexpr Minifloat kE4M3{3, 7, 0x7E, 0x7F};
constexpr Minifloat kE5M2{2, 15, 0x7B, 0x7F};

float valueOf(const Minifloat& kind, unsigned code)
{
    const unsigned magnitude = code & 0x7FU;
    if (magnitude > kind.largest)
        return std::nanf("");
    const int exponent = static_cast<int>(magnitude >> static_cast<unsigned>(kind.mantissaBits));
    const auto fraction = static_cast<float>(magnitude & ((1U << static_cast<unsigned>(kind.mantissaBits)) - 1U));
    const float whole = exponent > 0 ? static_cast<float>(1 << kind.mantissaBits) : 0.0F;
    const float value = std::ldexp(whole + fraction, std::max(exponent, 1) - kind.bias - kind.mantissaBits);
    return (code & 0x80U) != 0 ? -value : value;
}

unsigned codeOf(const Minifloat& kind, float value)
{
    if (std::isnan(value))
        return kind.notANumber;
    const unsigned sign = std::signbit(value) ? 0x80U : 0U;
    const float magnitude = std::min(std::abs(value), valueOf(kind, kind.largest));
    const int exponent = magnitude > 0 ? std::max(std::ilogb(magnitude), 1 - kind.bias) : 1 - kind.bias;
    const float steps = std::nearbyint(std::ldexp(magnitude, kind.mantissaBits - exponent));
    const auto base = static_cast<unsigned>(exponent + kind.bias - 1) << static_cast<unsigned>(kind.mantissaBits);
    return sign | std::min(base + static_cast<unsigned>(steps), kind.largest);
}

template <const Minifloat& Kind> void encodeMini(std::span<const float> row, std::span<std::byte> out)
{
    for (std::size_t i = 0; i < row.size(); ++i)
        out[i] = static_cast<std::byte>(codeOf(Kind, row[i]));
}
template <const Minifloat& Kind> void decodeMini(std::span<const std::byte> packed, std::span<float> row)
{
    static const auto table = [] {
        std::array<float, 256> values{};
        for (unsigned code = 0; code < values.size(); ++code)
            values[code] = valueOf(Kind, code);
        return values;
    }();
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = table[static_cast<std::size_t>(packed[i])];
}
std::size_t oneByteEach(std::size_t length)
{
    return length;
}

std::size_t scaledRow(std::size_t length)
{
    return sizeof(float) + length;
}
void encodeScaled(std::span<const float> row, std::span<std::byte> out)
{
    float most = 0;
    for (const float value : row)
        most = std::max(most, std::abs(value));
    const float scale = most / 127;
    std::memcpy(out.data(), &scale, sizeof scale);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const float steps = scale > 0 ? std::nearbyint(std::clamp(row[i] / scale, -127.0F, 127.0F)) : 0;
        out[sizeof scale + i] = static_cast<std::byte>(static_cast<std::int8_t>(std::isnan(steps) ? 0 : steps));
    }
}
void decodeScaled(std::span<const std::byte> packed, std::span<float> row)
{
    float scale = 0;
    std::memcpy(&scale, packed.data(), sizeof scale);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = scale * static_cast<float>(static_cast<std::int8_t>(packed[sizeof scale + i]));
}

using tensor::Type;
constexpr std::array kTypes{
    packed<Type::F32>("f32", 1, false),
    packed<Type::F16>("f16", 1, false),
    packed<Type::BF16>("bf16", 1, false),
    packed<Type::Q8_0>("q8_0", 32, true),
    packed<Type::Q5_1>("q5_1", 32, true),
    packed<Type::Q5_0>("q5_0", 32, true),
    packed<Type::Q4_1>("q4_1", 32, true),
    packed<Type::Q4_0>("q4_0", 32, true),
    packed<Type::IQ4_NL>("iq4_nl", 32, true),
    KvType{"fp8_e4m3", 1, false, oneByteEach, encodeMini<kE4M3>, decodeMini<kE4M3>},
    KvType{"fp8_e5m2", 1, false, oneByteEach, encodeMini<kE5M2>, decodeMini<kE5M2>},
    KvType{"int8", 1, false, scaledRow, encodeScaled, decodeScaled},
};

} // namespace

std::span<const KvType> kvTypes()
{
    return kTypes;
}

const KvType* findKvType(std::string_view name)
{
    const auto found
        = std::find_if(kTypes.begin(), kTypes.end(), [name](const KvType& type) { return type.name == name; });
    return found == kTypes.end() ? nullptr : &*found;
}

std::string kvTypeNames()
{
    std::string out;
    for (const KvType& type : kTypes)
        out += (out.empty() ? "" : ", ") + std::string(type.name);
    return out;
}

std::size_t turnedBlock(const KvType& type, std::size_t length)
{
    return type.turns && length > 0 && length % 64 == 0 ? length & (~length + 1) : 0;
}

void turn(float* values, std::size_t count, std::size_t block)
{
    const float scale = 1.0F / std::sqrt(static_cast<float>(block));
    for (float* begin = values; begin < values + count; begin += block) {
        for (std::size_t half = 1; half < block; half *= 2)
            for (std::size_t i = 0; i < block; i += 2 * half)
                for (std::size_t k = i; k < i + half; ++k) {
                    const float a = begin[k], b = begin[k + half];
                    begin[k] = a + b;
                    begin[k + half] = a - b;
                }
        for (std::size_t i = 0; i < block; ++i)
            begin[i] *= scale;
    }
}

} // namespace headroom::infer
