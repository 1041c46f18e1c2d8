// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the number formats keys and values can be remembered in, as one table, so that what they cost in quality can be
// measured. Blocks are ggml's; FP8 is the OCP's (Micikevicius et al. 2022), rounded to nearest even, saturating,
// without a scale; INT8 has one scale for each head and position.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headroom::infer {

struct KvType {
    std::string_view name; ///< as options write it: "q8_0"
    std::uint32_t block; ///< a head's length must be a multiple
    bool turns; ///< heads of 64 n are turned by a Hadamard matrix first, which spreads outliers over a block
    std::size_t (*rowBytes)(std::size_t length);
    void (*encode)(std::span<const float> row, std::span<std::byte> out);
    void (*decode)(std::span<const std::byte> packed, std::span<float> row);
};

/// The first is f32, which needs no decoding.
std::span<const KvType> kvTypes();
/// nullptr for a name that is not in the table.
const KvType* findKvType(std::string_view name);
std::string kvTypeNames();

/// The largest power of two that divides `length`, where a type turns heads of that length; otherwise 0.
std::size_t turnedBlock(const KvType& type, std::size_t length);
/// Walsh-Hadamard transform of each block, normalized: its own inverse. count is a multiple of block.
void turn(float* values, std::size_t count, std::size_t block);

} // namespace headroom::infer
