// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: checkpoints that were quantized keep one weight in several tensors: codes, scales, zero points. Each file of
// this folder that ends in a method's name turns them into rows of plain numbers, decoded when they are read.
#pragma once

#include "core/base/json.h"
#include "core/model/hf/rows.h"
#include "core/model/safetensors.h"

#include <set>

namespace headroom::model::hf {

/// The tensors of one quantized weight, by what follows their common stem; those that were asked for are spoken for.
class Parts {
public:
    Parts(const SafetensorsSet& set, std::string stem, const Json& config, std::set<std::string, std::less<>>& taken)
        : m_set(set), m_stem(std::move(stem)), m_config(config), m_taken(taken)
    {
    }
    const StoredTensor* find(std::string_view suffix) const; ///< null when there is none
    std::uint64_t storedBytes() const { return m_storedBytes; } ///< of all that were asked for here first
    Result<StoredTensor> need(std::string_view suffix) const;
    const Json& config() const { return m_config; } ///< quantization_config; an object, maybe empty
    std::string text(const char* key) const; ///< of the configuration; "" when there is none
    std::uint64_t integer(const char* key, std::uint64_t absent) const;
    tl::unexpected<Error> corrupt(std::string_view suffix, std::string detail) const;
    tl::unexpected<Error> unsupported(std::string detail) const;

private:
    const SafetensorsSet& m_set;
    std::string m_stem;
    const Json& m_config;
    std::set<std::string, std::less<>>& m_taken;
    mutable std::uint64_t m_storedBytes = 0;
};

/// One number of a tensor in a plain type, as float; integers too.
float numberAt(const StoredTensor& tensor, std::uint64_t index);
inline std::uint32_t wordAt(const StoredTensor& tensor, std::uint64_t index)
{
    std::uint32_t word = 0;
    std::memcpy(&word, tensor.data.data() + index * sizeof word, sizeof word);
    return word;
}
/// Bits [at, at + bits) of a little-endian stream of words; word(i) gives the i-th.
template <class Word> std::uint32_t fieldAt(std::uint64_t at, std::uint32_t bits, Word&& word)
{
    const auto shift = static_cast<std::uint32_t>(at % 32);
    std::uint64_t two = word(at / 32);
    if (shift + bits > 32)
        two |= static_cast<std::uint64_t>(word(at / 32 + 1)) << 32U;
    return static_cast<std::uint32_t>(two >> shift) & ((1U << bits) - 1U);
}
/// float32 rows [outputs, inputs] whose element is weight(output, input).
template <class Weight> Rows rowsOf(std::uint64_t outputs, std::uint64_t inputs, Weight weight)
{
    Rows rows;
    rows.type = tensor::Type::F32;
    rows.shape = {inputs, outputs};
    rows.read
        = [inputs, weight = std::move(weight)](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
              std::vector<float> row(inputs);
              for (std::uint64_t i = 0; i < count; ++i) {
                  for (std::uint64_t k = 0; k < inputs; ++k)
                      row[k] = weight(first + i, k);
                  std::memcpy(out.data() + i * inputs * sizeof(float), row.data(), inputs * sizeof(float));
              }
          };
    return rows;
}
bool hasShape(const StoredTensor& tensor, DType dtype, std::initializer_list<std::uint64_t> shape);

Result<Rows> fromGptq(const Parts& parts); ///< .qweight
Result<Rows> fromAwq(const Parts& parts); ///< .qweight
Result<Rows> fromCompressed(const Parts& parts); ///< .weight_packed
Result<Rows> fromModelOpt(const Parts& parts); ///< .weight in 4 bits, with .weight_scale_2: NVFP4
Result<Rows> fromLlmInt8(const Parts& parts); ///< .weight in 8 bits, .SCB: bitsandbytes
Result<Rows> fromScaled(const Parts& parts); ///< .weight in 8 bits, with scales
Result<Rows> fromBitsAndBytes(const Parts& parts); ///< .weight in 4 bits
Result<Rows> fromMxfp4Blocks(const Parts& parts); ///< _blocks and _scales: stays in four bits

} // namespace headroom::model::hf
