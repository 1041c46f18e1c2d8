// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/shapereader.h"

#include "core/model/architecture.h"
#include "core/model/ggufcursor.h"
#include "core/model/layerreader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::model {

namespace {

void readAttention(ShapeKeys& keys, Shape& shape)
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
    if (shape.heads > 0)
        for (const auto& [name, length] :
             {std::pair{"attention.key_length", shape.keyLength}, {"attention.value_length", shape.valueLength}})
            if (length == 0)
                keys.fail(name, "is missing or zero");
    const char* epsilon = keys.has("attention.layer_norm_rms_epsilon") ? "attention.layer_norm_rms_epsilon"
                                                                       : "attention.layer_norm_epsilon";
    shape.rmsEpsilon = keys.positive(epsilon, shape.rmsEpsilon);
    if (shape.rmsEpsilon > 1)
        keys.fail(epsilon, fmt::format("{:g} is beyond any model (limit 1)", shape.rmsEpsilon));
}

void readLatent(ShapeKeys& keys, Shape& shape)
{
    shape.kvRank = keys.integer("attention.kv_lora_rank", 0, kMaxHeads);
    shape.queryRank = keys.integer("attention.q_lora_rank", 0, kMaxHeads);
    shape.keyLengthExpanded = keys.integer("attention.key_length_mla", 0, kMaxHeads);
    shape.valueLengthExpanded = keys.integer("attention.value_length_mla", 0, kMaxHeads);
}

/// Linear scaling divides positions by the factor; a factor without a type means linear, as in llama.cpp.
void readRope(ShapeKeys& keys, Shape& shape)
{
    shape.ropeDimensions = keys.integer("rope.dimension_count", shape.keyLength, kMaxHeads);
    shape.ropeBase = keys.positive("rope.freq_base", shape.ropeBase);
    keys.positive("rope.freq_base_swa", shape.ropeBase);
    shape.ropeScaling = keys.text("rope.scaling.type");
    const char* factor = keys.has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear";
    if (shape.ropeScaling.empty() && keys.has(factor))
        shape.ropeScaling = "linear";
    if (shape.ropeScaling.empty() && keys.has("rope.scaling.dynamic_factor"))
        shape.ropeScaling = "dynamic"; // of no effect within the trained context, where we stay
    if (shape.ropeScaling == "linear")
        shape.ropeScale = 1.0F / keys.positive(factor, 1.0F);
}

/// Experts are chosen among those of some groups, each of which ranks by its two best.
void checkGroups(ShapeKeys& keys, const Shape& shape)
{
    const std::uint32_t groups = keys.integer("expert_group_count", 0, kMaxHeads);
    const std::uint32_t used = keys.integer("expert_group_used_count", 0, kMaxHeads);
    if (groups <= 1 || shape.experts == 0)
        return;
    if (shape.experts % groups != 0)
        keys.fail("expert_group_count", fmt::format("{} groups do not divide {} experts", groups, shape.experts));
    if (used == 0 || used > groups)
        keys.fail("expert_group_used_count", fmt::format("{} of {} groups of experts", used, groups));
    if (shape.expertsUsed > used * (shape.experts / groups))
        keys.fail("expert_used_count",
                  fmt::format("{} experts are more than those of {} groups", shape.expertsUsed, used));
}

void readExperts(ShapeKeys& keys, Shape& shape)
{
    shape.experts = keys.integer("expert_count", 0, kMaxHeads);
    shape.expertsUsed = keys.integer("expert_used_count", 0, kMaxHeads);
    const std::uint32_t shared = shape.experts > 0 ? architectureOf(shape.architecture).sharedExperts : 0;
    shape.expertsShared = keys.integer("expert_shared_count", shared, kMaxHeads);
    shape.expertFeedForward = keys.integer("expert_feed_forward_length", 0, kMaxInner);
    shape.sharedFeedForward = keys.integer("expert_shared_feed_forward_length", 0, kMaxInner);
    if (shape.sharedFeedForward == 0)
        shape.sharedFeedForward = static_cast<std::uint32_t>(
            std::min(std::uint64_t{shape.expertsShared} * shape.expertFeedForward, kMaxInner));
    constexpr std::uint32_t kSigmoid = 2;
    shape.expertsBiased = keys.integer("expert_gating_func", 0, kMaxHeads) == kSigmoid;
    shape.leadingDense = keys.integer("leading_dense_block_count", 0, kMaxLayers);
    if (shape.expertsUsed > shape.experts)
        keys.fail("expert_used_count", fmt::format("{} of {} experts", shape.expertsUsed, shape.experts));
    if (shape.experts && !shape.expertsUsed)
        keys.fail("expert_used_count", "is missing or zero although there are experts");
    if (shape.leadingDense > shape.layers)
        keys.fail("leading_dense_block_count", fmt::format("{} of {} layers", shape.leadingDense, shape.layers));
    checkGroups(keys, shape);
}

/// What llama.cpp's own "llama" graph takes for granted; other architectures may have none of it.
void checkLlama(ShapeKeys& keys, const Shape& shape)
{
    const std::pair<const char*, std::uint32_t> needed[] = {
        {"attention.head_count", shape.heads},      {"attention.head_count_kv", shape.kvHeads},
        {"attention.key_length", shape.keyLength},  {"attention.value_length", shape.valueLength},
        {"feed_forward_length", shape.feedForward}, {"rope.dimension_count", shape.ropeDimensions},
        {"vocab_size", shape.vocabulary},
    };
    for (const auto& [name, value] : needed)
        if (value == 0)
            keys.fail(name, "is missing or zero");
    if (shape.ropeDimensions > shape.keyLength || shape.ropeDimensions % 2 != 0)
        keys.fail("rope.dimension_count",
                  fmt::format(
                      "{} is odd, or more than a head's {}{}", shape.ropeDimensions, shape.keyLength,
                      keys.has("attention.key_length")
                          ? std::string()
                          : fmt::format(" (attention.head_count {} of a width of {})", shape.heads, shape.embedding)));
}

/// llama.cpp has no graph for a rotated part of a head in most families, nor have their classes.
void checkRotation(ShapeKeys& keys, const Shape& shape)
{
    if (architectureOf(shape.architecture).rotatesWhole && keys.has("rope.dimension_count")
        && shape.ropeDimensions != shape.keyLength)
        keys.fail("rope.dimension_count",
                  fmt::format("rotates {} of a head's {} numbers: models of architecture {} rotate all of them",
                              shape.ropeDimensions, shape.keyLength, shape.architecture));
}

/// Rows of the embedding table, which is how many logits there are, and the tokens that are known by name. A folder's
/// list was filled up with "[PAD…]" (see hf/tokenizerfiles.h): those are spare.
void readVocabulary(const Metadata& metadata, const ModelFile* file, ShapeKeys& keys, Shape& shape)
{
    keys.nonZero("vocab_size");
    shape.vocabulary = keys.integer("vocab_size", 0, kMaxInner);
    if (const Array* tokens = metadata.array("tokenizer.ggml.tokens")) {
        const auto& items = tokens->items;
        shape.vocabulary = shape.tokens = static_cast<std::uint32_t>(std::min<std::uint64_t>(items.size(), kMaxInner));
        const auto isPadding = [&](std::uint32_t i) {
            const auto* text = std::get_if<std::string>(&items[i].data);
            return text && *text == fmt::format("[PAD{}]", i);
        };
        while (file && file->version() == 0 && shape.tokens > 0 && isPadding(shape.tokens - 1))
            --shape.tokens;
    }
    const TensorInfo* table = file ? file->find("token_embd.weight") : nullptr;
    if (table && table->rows() <= kMaxInner)
        shape.vocabulary = static_cast<std::uint32_t>(table->rows());
}

bool isCausal(ShapeKeys& keys, const std::string& architecture)
{
    const bool unsaid = architectureOf(architecture).masking == Masking::Causal;
    return keys.has("attention.causal") ? keys.unlessFalse("attention.causal") : unsaid;
}

void readSizes(ShapeKeys& keys, Shape& shape)
{
    shape.layers = keys.integer("block_count", 0, kMaxLayers);
    if (shape.layers > 0) // an encoder-decoder's is its encoder's
        shape.layers = std::max(shape.layers, keys.integer("decoder_block_count", 0, kMaxLayers));
    shape.embedding = keys.integer("embedding_length", 0, kMaxWidth);
    if (shape.layers == 0 || shape.embedding == 0)
        keys.fail(shape.layers ? "embedding_length" : "block_count", "is zero");
    shape.feedForward = keys.integer(
        keys.has("feed_forward_length") ? "feed_forward_length" : "expert_feed_forward_length", 0, kMaxInner);
    shape.contextLength = keys.integer("context_length", 0, kMaxContext);
    if (shape.contextLength == 0) // which llama.cpp cannot do without either
        keys.fail("context_length", "is missing or zero");
}

} // namespace

Result<Shape> readShape(const Metadata& metadata, const std::string& where, const ModelFile* tensors, bool ofFolder)
{
    const auto architecture = metadata.text("general.architecture");
    if (!architecture || architecture->empty())
        return fail(architecture ? ErrorCode::Corrupt : ErrorCode::Unsupported,
                    where + ", key \"general.architecture\"",
                    "is missing: nothing says of which model these tensors are");
    Shape shape;
    shape.architecture = *architecture;
    ShapeKeys keys(metadata, where, shape.architecture, ofFolder || (tensors && tensors->version() == 0));
    for (const char* name : {"block_count", "embedding_length"})
        if (!keys.has(name))
            return fail(
                shape.architecture == "llama" ? ErrorCode::Corrupt : ErrorCode::Unsupported,
                fmt::format("{}, key \"{}.{}\"", where, printable(shape.architecture), name),
                fmt::format("is missing: architecture \"{}\" cannot be described", printable(shape.architecture)));
    readSizes(keys, shape);
    readAttention(keys, shape);
    readLatent(keys, shape);
    readRope(keys, shape);
    readExperts(keys, shape);
    readVocabulary(metadata, tensors, keys, shape);
    shape.causal = isCausal(keys, shape.architecture);
    shape.pooling = static_cast<Pooling>(keys.integer("pooling_type", 0, static_cast<std::uint64_t>(Pooling::Rank)));
    shape.headless = !keys.unlessFalse("output_head");
    shape.tiedOutput = tensors ? !tensors->find("output.weight") : false;
    if (shape.architecture == "llama")
        checkLlama(keys, shape);
    checkRotation(keys, shape);
    if (!keys.error())
        readLayers(keys, tensors, shape);
    if (keys.error())
        return tl::unexpected(*keys.error());
    return shape;
}

} // namespace headroom::model
