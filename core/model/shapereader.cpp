// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/shapereader.h"

#include "core/model/ggufcursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::model {

namespace {

/// Reads "<architecture>.<name>" and remembers the first error.
class Keys {
public:
    Keys(const GgufFile& file, std::string architecture) : m_file(file), m_prefix(std::move(architecture) + ".") { }

    bool has(std::string_view name) const { return m_file.metadata().find(m_prefix + std::string(name)); }
    bool isArray(std::string_view name) const { return m_file.metadata().array(m_prefix + std::string(name)); }

    /// Some architectures give one value per layer; the largest is what memory has to be planned for.
    std::uint32_t integer(std::string_view name, std::uint32_t absent, std::uint64_t limit)
    {
        const Value* value = m_file.metadata().find(m_prefix + std::string(name));
        if (!value)
            return absent;
        std::optional<std::uint64_t> largest;
        if (const auto* array = std::get_if<Array>(&value->data)) {
            for (const Value& item : array->items)
                if (const auto each = asUnsigned(item))
                    largest = std::max(largest.value_or(0), *each);
        } else {
            largest = asUnsigned(*value);
        }
        if (!largest || *largest > limit) {
            fail(name,
                 largest ? fmt::format("{} is beyond any model (limit {})", *largest, limit)
                         : std::string("is not a whole number"));
            return absent;
        }
        return static_cast<std::uint32_t>(*largest);
    }
    float positive(std::string_view name, float absent)
    {
        if (!has(name))
            return absent;
        const auto value = m_file.metadata().number(m_prefix + std::string(name));
        if (value && std::isfinite(*value) && *value > 0)
            return static_cast<float>(*value);
        fail(name, "is not a positive number");
        return absent;
    }
    std::string text(std::string_view name) const
    {
        return std::string(m_file.metadata().text(m_prefix + std::string(name)).value_or(""));
    }
    void fail(std::string_view name, std::string detail)
    {
        if (!m_error)
            m_error = Error{ErrorCode::Corrupt,
                            fmt::format("{}, key \"{}{}\"", m_file.path().string(), printable(m_prefix), name),
                            std::move(detail)};
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    static std::optional<std::uint64_t> asUnsigned(const Value& value)
    {
        Metadata one;
        one.set("value", value);
        return one.unsignedInteger("value");
    }

    const GgufFile& m_file;
    std::string m_prefix;
    std::optional<Error> m_error;
};

// Limits are some ten times the largest published model; beyond them a file is damaged, not ambitious.
constexpr std::uint64_t kMaxLayers = 4096;
constexpr std::uint64_t kMaxWidth = 1U << 20U;
constexpr std::uint64_t kMaxInner = 1U << 24U;
constexpr std::uint64_t kMaxHeads = 1U << 16U;
constexpr std::uint64_t kMaxContext = 1U << 30U;

void readAttention(Keys& keys, Shape& shape)
{
    shape.heads = keys.integer("attention.head_count", 0, kMaxHeads);
    shape.kvHeads = keys.integer("attention.head_count_kv", shape.heads, kMaxHeads);
    const std::uint32_t perHead = shape.heads ? shape.embedding / shape.heads : 0;
    shape.keyLength = keys.integer("attention.key_length", perHead, kMaxHeads);
    shape.valueLength = keys.integer("attention.value_length", perHead, kMaxHeads);
    const bool scalars = !keys.isArray("attention.head_count") && !keys.isArray("attention.head_count_kv");
    if (scalars && shape.kvHeads && shape.heads % shape.kvHeads != 0)
        keys.fail("attention.head_count_kv",
                  fmt::format("{} heads are no multiple of {} KV heads", shape.heads, shape.kvHeads));
    if (shape.heads && shape.embedding % shape.heads != 0 && !keys.has("attention.key_length"))
        keys.fail("attention.head_count",
                  fmt::format("width {} is no multiple of {} heads", shape.embedding, shape.heads));
    const char* epsilon = keys.has("attention.layer_norm_rms_epsilon") ? "attention.layer_norm_rms_epsilon"
                                                                       : "attention.layer_norm_epsilon";
    shape.rmsEpsilon = keys.positive(epsilon, shape.rmsEpsilon);
}

/// Linear scaling divides positions by the factor; a factor without a type means linear, as in llama.cpp.
void readRope(Keys& keys, Shape& shape)
{
    shape.ropeDimensions = keys.integer("rope.dimension_count", shape.keyLength, kMaxHeads);
    shape.ropeBase = keys.positive("rope.freq_base", shape.ropeBase);
    shape.ropeScaling = keys.text("rope.scaling.type");
    const char* factor = keys.has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear";
    if (shape.ropeScaling.empty() && keys.has(factor))
        shape.ropeScaling = "linear";
    if (shape.ropeScaling == "linear")
        shape.ropeScale = 1.0F / keys.positive(factor, 1.0F);
}

void readExperts(Keys& keys, Shape& shape)
{
    shape.experts = keys.integer("expert_count", 0, kMaxHeads);
    shape.expertsUsed = keys.integer("expert_used_count", 0, kMaxHeads);
    if (shape.expertsUsed > shape.experts)
        keys.fail("expert_used_count", fmt::format("{} of {} experts", shape.expertsUsed, shape.experts));
    if (shape.experts && !shape.expertsUsed)
        keys.fail("expert_used_count", "is missing or zero although there are experts");
}

/// What llama.cpp's own "llama" graph takes for granted; other architectures may have none of it.
void checkLlama(Keys& keys, const Shape& shape)
{
    const std::pair<const char*, std::uint32_t> needed[] = {
        {"attention.head_count", shape.heads},          {"attention.head_count_kv", shape.kvHeads},
        {"attention.key_length", shape.keyLength},      {"attention.value_length", shape.valueLength},
        {"feed_forward_length", shape.feedForward},     {"context_length", shape.contextLength},
        {"rope.dimension_count", shape.ropeDimensions}, {"vocab_size", shape.vocabulary},
    };
    for (const auto& [name, value] : needed)
        if (value == 0)
            keys.fail(name, "is missing or zero");
    if (shape.ropeDimensions > shape.keyLength || shape.ropeDimensions % 2 != 0)
        keys.fail("rope.dimension_count",
                  fmt::format("{} is odd, or more than a head's {}", shape.ropeDimensions, shape.keyLength));
}

/// Rows of the embedding table, which is how many logits there are; the token list must agree with it.
void readVocabulary(const GgufFile& file, Keys& keys, Shape& shape)
{
    shape.vocabulary = keys.integer("vocab_size", 0, kMaxInner);
    const Array* tokens = file.metadata().array("tokenizer.ggml.tokens");
    if (tokens)
        shape.vocabulary = static_cast<std::uint32_t>(tokens->items.size());
    const TensorInfo* table = file.find("token_embd.weight");
    if (!table || table->rows() > kMaxInner)
        return;
    if (tokens && shape.architecture == "llama" && table->rows() != tokens->items.size())
        keys.fail("vocab_size",
                  fmt::format("{} tokens, but token_embd.weight has {} rows", tokens->items.size(), table->rows()));
    shape.vocabulary = static_cast<std::uint32_t>(table->rows());
}

} // namespace

Result<Shape> readShape(const GgufFile& file)
{
    const auto architecture = file.metadata().text("general.architecture");
    if (!architecture || architecture->empty())
        return fail(ErrorCode::Corrupt, file.path().string() + ", key \"general.architecture\"", "is missing");
    Shape shape;
    shape.architecture = *architecture;
    Keys keys(file, shape.architecture);
    for (const char* name : {"block_count", "embedding_length"})
        if (!keys.has(name))
            return fail(
                shape.architecture == "llama" ? ErrorCode::Corrupt : ErrorCode::Unsupported,
                fmt::format("{}, key \"{}.{}\"", file.path().string(), printable(shape.architecture), name),
                fmt::format("is missing: architecture \"{}\" cannot be described", printable(shape.architecture)));
    shape.layers = keys.integer("block_count", 0, kMaxLayers);
    shape.embedding = keys.integer("embedding_length", 0, kMaxWidth);
    if (shape.layers == 0 || shape.embedding == 0)
        keys.fail(shape.layers ? "embedding_length" : "block_count", "is zero");
    shape.feedForward = keys.integer(
        keys.has("feed_forward_length") ? "feed_forward_length" : "expert_feed_forward_length", 0, kMaxInner);
    shape.contextLength = keys.integer("context_length", 0, kMaxContext);
    readAttention(keys, shape);
    readRope(keys, shape);
    readExperts(keys, shape);
    readVocabulary(file, keys, shape);
    shape.tiedOutput = !file.find("output.weight");
    if (shape.architecture == "llama")
        checkLlama(keys, shape);
    if (keys.error())
        return tl::unexpected(*keys.error());
    return shape;
}

} // namespace headroom::model
