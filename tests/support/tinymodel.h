// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a whole llama-type model in a few hundred kilobytes, for tests without reference data: random weights that
// depend on the seed alone, widths that every K-quant takes, a SentencePiece vocabulary with all byte tokens.
#pragma once

#include "core/model/modelfile.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace headroom::test {

struct TinyModel {
    std::uint32_t layers = 2;
    std::uint32_t width = 256;
    std::uint32_t feedForward = 512;
    std::uint32_t heads = 4;
    std::uint32_t kvHeads = 2;
    std::uint32_t contextLength = 256;
    std::uint32_t vocabulary = 300; ///< at least 300; further pieces are never met in text
    std::uint64_t seed = 1;
    tensor::Type type = tensor::Type::F32; ///< F32 or F16; norms are F32
};

namespace tiny {

/// SplitMix64 (Steele, Lea, Flood 2014).
inline std::uint64_t next(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

/// Nearly Gaussian, mean 0, variance 1: twelve uniform numbers less six.
inline float gaussian(std::uint64_t& state)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i)
        sum += double(next(state) >> 11U) * 0x1p-53;
    return float(sum);
}

/// IEEE binary16 of a number far from overflow, rounded to nearest even; tiny values become zero.
inline std::uint16_t half(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = std::uint16_t((bits >> 16U) & 0x8000U);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude < 0x38800000U)
        return sign;
    const std::uint32_t rounded = magnitude + 0xFFFU + ((magnitude >> 13U) & 1U);
    return std::uint16_t(sign | ((rounded - 0x38000000U) >> 13U));
}

inline std::vector<std::byte> weights(std::uint64_t elements, tensor::Type type, double scale, std::uint64_t seed)
{
    const std::size_t size = type == tensor::Type::F16 ? 2 : 4;
    std::vector<std::byte> bytes(elements * size);
    for (std::uint64_t i = 0; i < elements; ++i) {
        const float value = float(gaussian(seed) * scale);
        const std::uint16_t small = half(value);
        std::memcpy(bytes.data() + i * size, size == 2 ? static_cast<const void*>(&small) : &value, size);
    }
    return bytes;
}

inline model::TensorSource matrix(std::string name, std::uint64_t columns, std::uint64_t rows, const TinyModel& model,
                                  std::uint64_t& seed, double gain = 1)
{
    const std::uint64_t own = next(seed);
    const double scale = gain / std::sqrt(double(columns));
    return {std::move(name), model.type, {columns, rows}, [=, type = model.type] {
                return Result<std::vector<std::byte>>(weights(columns * rows, type, scale, own));
            }};
}

inline model::TensorSource norm(std::string name, std::uint64_t width)
{
    return {std::move(name), tensor::Type::F32, {width}, [width] {
                const std::vector<float> ones(width, 1.0F);
                std::vector<std::byte> bytes(width * sizeof(float));
                std::memcpy(bytes.data(), ones.data(), bytes.size());
                return Result<std::vector<std::byte>>(std::move(bytes));
            }};
}

inline std::vector<model::TensorSource> tensors(const TinyModel& m)
{
    std::uint64_t seed = m.seed;
    const std::uint64_t head = m.width / m.heads;
    std::vector<model::TensorSource> all;
    all.push_back(matrix("token_embd.weight", m.width, m.vocabulary, m, seed, 4));
    for (std::uint32_t layer = 0; layer < m.layers; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        all.push_back(norm(block + "attn_norm.weight", m.width));
        all.push_back(matrix(block + "attn_q.weight", m.width, m.heads * head, m, seed));
        all.push_back(matrix(block + "attn_k.weight", m.width, m.kvHeads * head, m, seed));
        all.push_back(matrix(block + "attn_v.weight", m.width, m.kvHeads * head, m, seed));
        all.push_back(matrix(block + "attn_output.weight", m.heads * head, m.width, m, seed));
        all.push_back(norm(block + "ffn_norm.weight", m.width));
        all.push_back(matrix(block + "ffn_gate.weight", m.width, m.feedForward, m, seed));
        all.push_back(matrix(block + "ffn_up.weight", m.width, m.feedForward, m, seed));
        all.push_back(matrix(block + "ffn_down.weight", m.feedForward, m.width, m, seed));
    }
    all.push_back(norm("output_norm.weight", m.width));
    all.push_back(matrix("output.weight", m.width, m.vocabulary, m, seed, 2));
    return all;
}

/// Control tokens, the 256 bytes, then letters and a few pairs; earlier pieces win merges.
inline void setVocabulary(model::Metadata& metadata, std::uint32_t size)
{
    enum : std::int32_t { Normal = 1, Unknown = 2, Control = 3, Byte = 6 };
    model::Array tokens{8, {}}, scores{6, {}}, types{5, {}};
    const auto add = [&](std::string piece, std::int32_t type) {
        tokens.items.push_back({std::move(piece)});
        scores.items.push_back({type == Normal ? -float(tokens.items.size()) : 0.0F});
        types.items.push_back({type});
    };
    add("<unk>", Unknown);
    add("<s>", Control);
    add("</s>", Control);
    for (unsigned byte = 0; byte < 256; ++byte) {
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        add(std::string("<0x") + kDigits[byte >> 4U] + kDigits[byte & 15U] + ">", Byte);
    }
    const std::string space = "\xE2\x96\x81"; // U+2581, how SentencePiece writes a space
    for (const char* pair : {"th", "he", "in", "er", "an", "re", "on", "at", "en", "nd"})
        add(pair, Normal);
    for (const char* start : {"", "t", "a", "s"})
        add(space + start, Normal);
    add(space + "the", Normal);
    for (char letter = 'a'; letter <= 'z'; ++letter)
        add(std::string(1, letter), Normal);
    while (tokens.items.size() < size)
        add("<unused" + std::to_string(tokens.items.size()) + ">", Normal);
    metadata.set("tokenizer.ggml.model", {std::string("llama")});
    metadata.set("tokenizer.ggml.tokens", {std::move(tokens)});
    metadata.set("tokenizer.ggml.scores", {std::move(scores)});
    metadata.set("tokenizer.ggml.token_type", {std::move(types)});
    metadata.set("tokenizer.ggml.bos_token_id", {std::uint32_t{1}});
    metadata.set("tokenizer.ggml.eos_token_id", {std::uint32_t{2}});
    metadata.set("tokenizer.ggml.unknown_token_id", {std::uint32_t{0}});
}

inline model::Metadata metadata(const TinyModel& m)
{
    model::Metadata all;
    all.set("general.architecture", {std::string("llama")});
    all.set("general.name", {std::string("tiny")});
    all.set("general.file_type", {std::uint32_t{m.type == tensor::Type::F16 ? 1U : 0U}});
    all.set("llama.block_count", {m.layers});
    all.set("llama.context_length", {m.contextLength});
    all.set("llama.embedding_length", {m.width});
    all.set("llama.feed_forward_length", {m.feedForward});
    all.set("llama.attention.head_count", {m.heads});
    all.set("llama.attention.head_count_kv", {m.kvHeads});
    all.set("llama.attention.layer_norm_rms_epsilon", {1e-5F});
    all.set("llama.rope.dimension_count", {m.width / m.heads});
    all.set("llama.rope.freq_base", {10000.0F});
    all.set("llama.vocab_size", {m.vocabulary});
    setVocabulary(all, m.vocabulary);
    return all;
}

} // namespace tiny

/// Writes the model; the same TinyModel gives the same bytes.
inline Status writeTinyModel(const std::filesystem::path& path, const TinyModel& model = {})
{
    JobControl nothing;
    return model::writeGguf(path, tiny::metadata(model), tiny::tensors(model), nothing);
}

/// English-looking text of the letters that the vocabulary knows: about one token per character.
inline std::string tinyText(std::size_t characters, std::uint64_t seed = 7)
{
    std::string text;
    while (text.size() < characters) {
        const std::uint64_t bits = tiny::next(seed);
        text += bits % 6 == 0 ? ' ' : char('a' + (bits >> 8U) % 26);
    }
    return text;
}

} // namespace headroom::test
