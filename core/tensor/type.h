// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the number formats a tensor can be stored in, as one table. Ids, block sizes and byte counts are
// ggml's (GGUF specification; ggml-common.h), so a row's size is exact. What a format means stands in its own file.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace headroom::tensor {

/// Values are ggml type ids, as stored in a GGUF file.
enum class Type : std::uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q8_1 = 9,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    Q8_K = 15,
    IQ2_XXS = 16,
    IQ2_XS = 17,
    IQ3_XXS = 18,
    IQ1_S = 19,
    IQ4_NL = 20,
    IQ3_S = 21,
    IQ2_S = 22,
    IQ4_XS = 23,
    I8 = 24,
    I16 = 25,
    I32 = 26,
    I64 = 27,
    F64 = 28,
    IQ1_M = 29,
    BF16 = 30,
    TQ1_0 = 34,
    TQ2_0 = 35,
    MXFP4 = 39,
    NVFP4 = 40,
    Q1_0 = 41,
    Q2_0 = 42,
};

/// A number of its own for each weight, of the types that models are published in.
constexpr bool isFloat(Type type)
{
    return type == Type::F32 || type == Type::F16 || type == Type::BF16;
}

/// Turns rows of floats into packed blocks and back. columns is a multiple of the block size.
/// importance: one weight per column (E[x²] of the input), or empty. Deterministic, thread-safe.
using EncodeRow = void (*)(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out);
using DecodeRow = void (*)(std::span<const std::byte> packed, std::span<float> row);

struct Format {
    Type type;
    std::string_view name; ///< as llama.cpp prints it: "Q4_K", "F16"
    std::uint32_t blockSize; ///< elements per block
    std::uint32_t blockBytes;
    DecodeRow decode = nullptr; ///< null: this build only knows the size
    EncodeRow encode = nullptr;

    double bitsPerWeight() const { return 8.0 * blockBytes / blockSize; }
};

/// Every known type, in order of id.
std::span<const Format> formats();
/// Null for unknown ids.
const Format* findFormat(std::uint32_t id);
/// Case-insensitive: "q4_k" finds Q4_K. Null when unknown.
const Format* findFormat(std::string_view name);
const Format& format(Type type);

/// Bytes of a tensor of `elements` values in rows of `columns`; nothing when the row is no multiple of the
/// block or the product overflows 64 bits.
std::optional<std::uint64_t> packedBytes(Type type, std::uint64_t columns, std::uint64_t elements);

} // namespace headroom::tensor
