// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/codecs.h"
#include "core/tensor/type.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace headroom::tensor {

namespace {

// Ids, elements and bytes per block as in ggml-common.h; null codecs: only the size is known here.
constexpr std::array kFormats{
    Format{Type::F32, "F32", 1, 4, decodeF32, encodeF32},
    Format{Type::F16, "F16", 1, 2, decodeF16, encodeF16},
    Format{Type::Q4_0, "Q4_0", 32, 18, decodeQ4_0, encodeQ4_0},
    Format{Type::Q4_1, "Q4_1", 32, 20, decodeQ4_1, encodeQ4_1},
    Format{Type::Q5_0, "Q5_0", 32, 22, decodeQ5_0, encodeQ5_0},
    Format{Type::Q5_1, "Q5_1", 32, 24, decodeQ5_1, encodeQ5_1},
    Format{Type::Q8_0, "Q8_0", 32, 34, decodeQ8_0, encodeQ8_0},
    Format{Type::Q8_1, "Q8_1", 32, 36, decodeQ8_1, encodeQ8_1},
    Format{Type::Q2_K, "Q2_K", 256, 84, decodeQ2K, encodeQ2K},
    Format{Type::Q3_K, "Q3_K", 256, 110, decodeQ3K, encodeQ3K},
    Format{Type::Q4_K, "Q4_K", 256, 144, decodeQ4K, encodeQ4K},
    Format{Type::Q5_K, "Q5_K", 256, 176, decodeQ5K, encodeQ5K},
    Format{Type::Q6_K, "Q6_K", 256, 210, decodeQ6K, encodeQ6K},
    Format{Type::Q8_K, "Q8_K", 256, 292, decodeQ8K, encodeQ8K},
    Format{Type::IQ2_XXS, "IQ2_XXS", 256, 66, decodeIQ2XXS, encodeIQ2XXS},
    Format{Type::IQ2_XS, "IQ2_XS", 256, 74, decodeIQ2XS, encodeIQ2XS},
    Format{Type::IQ3_XXS, "IQ3_XXS", 256, 98, decodeIQ3XXS, encodeIQ3XXS},
    Format{Type::IQ1_S, "IQ1_S", 256, 50, decodeIQ1S, encodeIQ1S},
    Format{Type::IQ4_NL, "IQ4_NL", 32, 18, decodeIQ4NL, encodeIQ4NL},
    Format{Type::IQ3_S, "IQ3_S", 256, 110, decodeIQ3S, encodeIQ3S},
    Format{Type::IQ2_S, "IQ2_S", 256, 82, decodeIQ2S, encodeIQ2S},
    Format{Type::IQ4_XS, "IQ4_XS", 256, 136, decodeIQ4XS, encodeIQ4XS},
    Format{Type::I8, "I8", 1, 1},
    Format{Type::I16, "I16", 1, 2},
    Format{Type::I32, "I32", 1, 4},
    Format{Type::I64, "I64", 1, 8},
    Format{Type::F64, "F64", 1, 8},
    Format{Type::IQ1_M, "IQ1_M", 256, 56, decodeIQ1M, encodeIQ1M},
    Format{Type::BF16, "BF16", 1, 2, decodeBF16, encodeBF16},
    Format{Type::TQ1_0, "TQ1_0", 256, 54, decodeTQ1_0, encodeTQ1_0},
    Format{Type::TQ2_0, "TQ2_0", 256, 66, decodeTQ2_0, encodeTQ2_0},
    Format{Type::MXFP4, "MXFP4", 32, 17, decodeMXFP4, encodeMXFP4},
    Format{Type::NVFP4, "NVFP4", 64, 36, decodeNVFP4, encodeNVFP4},
    Format{Type::Q1_0, "Q1_0", 128, 18, decodeQ1_0, encodeQ1_0},
    Format{Type::Q2_0, "Q2_0", 64, 18, decodeQ2_0, encodeQ2_0},
};

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::span<const Format> formats()
{
    return kFormats;
}

const Format* findFormat(std::uint32_t id)
{
    const auto row = std::ranges::find(kFormats, Type{id}, &Format::type);
    return row == kFormats.end() ? nullptr : &*row;
}

const Format* findFormat(std::string_view name)
{
    const auto row = std::ranges::find_if(
        kFormats, [&](const Format& candidate) { return std::ranges::equal(candidate.name, name, {}, lower, lower); });
    return row == kFormats.end() ? nullptr : &*row;
}

const Format& format(Type type)
{
    const Format* row = findFormat(static_cast<std::uint32_t>(type));
    assert(row && "every Type has a row");
    return row ? *row : kFormats.front();
}

std::optional<std::uint64_t> packedBytes(Type type, std::uint64_t columns, std::uint64_t elements)
{
    const Format* row = findFormat(static_cast<std::uint32_t>(type));
    if (row && elements == 0)
        return 0;
    if (!row || columns == 0 || columns % row->blockSize != 0 || elements % columns != 0)
        return std::nullopt;
    const std::uint64_t blocks = elements / row->blockSize;
    if (blocks > std::numeric_limits<std::uint64_t>::max() / row->blockBytes)
        return std::nullopt;
    return blocks * row->blockBytes;
}

} // namespace headroom::tensor
