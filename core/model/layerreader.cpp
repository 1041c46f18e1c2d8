// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Patterns as llama.cpp applies them: of every `period` layers the last one (with globalFirst the first) attends to
// everything, the others to a window. State of a recurrent layer, F32 elements per sequence:
//   scan, delta net   convolution (taps − 1) × (inner + 2 groups × state), state × inner
//   short convolution (taps − 1) × embedding
//   RWKV              shifts × embedding, embedding × head
//   Kimi's delta net  3 (taps − 1) × heads × length, heads × length²; lightning attention the latter alone
// Example: Qwen3-Next: 4 taps, inner 4096, state 128, 16 groups: 24576 + 524288 elements, 2.09 MiB a layer.
#include "core/model/layerreader.h"

#include "core/model/architecture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

/// Windows as such, whichever layers have them.
struct Windows {
    std::uint32_t length = 0; ///< 0: there are none
    bool ofClass = false; ///< of a folder's class; llama.cpp's graph has none
};

/// llama.cpp gives windows to the large models of a family only; its class goes by what config.json says.
Windows readWindows(ShapeKeys& keys, const Architecture& family, std::uint32_t layers)
{
    constexpr std::string_view kLength = "attention.sliding_window";
    const WindowRule& rule = family.window;
    const std::uint32_t said = keys.integer(kLength, rule.length, kMaxContext);
    const bool small = layers < rule.atLayers;
    Windows out{rule.fixed > 0 && said > 0 && !keys.ofFolder() ? rule.fixed : said};
    if (rule.kind != WindowKind::Whole && small && !(keys.ofFolder() && keys.has(kLength)))
        out.length = 0;
    out.ofClass = keys.ofFolder() && (rule.kind == WindowKind::Whole || small);
    return out;
}

/// By a period: all but its last layer (its first, where the rule says so) see a window.
std::vector<bool> periodic(const WindowRule& rule, std::uint32_t period, std::uint32_t layers)
{
    std::vector<bool> windowed(layers);
    for (std::uint32_t i = 0; i < layers; ++i)
        windowed[i] = i % period != (rule.globalFirst ? 0 : period - 1);
    return windowed;
}

/// true: windowed. A pattern in the file (each layer, or a period) goes before the architecture's; of a family that is
/// not known it is all there is.
std::vector<bool> windowedLayers(ShapeKeys& keys, const Architecture& family, const Windows& windows,
                                 std::uint32_t layers)
{
    const bool ruled = family.window.kind != WindowKind::Whole, ofClass = !ruled && windows.ofClass;
    if (windows.length == 0 || (!ruled && !ofClass && family.evaluated))
        return std::vector<bool>(layers, false);
    const std::string_view pattern = ofClass ? "attention.sliding_window_layers" : "attention.sliding_window_pattern";
    if (auto said = keys.flags(pattern, layers); !said.empty())
        return said;
    const bool isPeriod = !ofClass && keys.has(pattern) && !keys.isArray(pattern);
    const std::uint32_t period = isPeriod ? keys.integer(pattern, 0, kMaxLayers) : family.window.period;
    return period > 0 ? periodic(family.window, period, layers) : std::vector<bool>(layers, ruled || ofClass);
}

bool isRecurrent(Recurrence recurrence, std::uint32_t kvHeads, std::uint32_t feedForward, bool marked)
{
    switch (recurrence) {
    case Recurrence::None:
        return false;
    case Recurrence::Every:
    case Recurrence::Beside:
        return true;
    case Recurrence::WithoutKv:
        return kvHeads == 0;
    case Recurrence::WithoutKvAndFfn:
        return kvHeads == 0 && feedForward == 0;
    case Recurrence::Interval:
        return marked;
    }
    return false;
}

/// Layers that the file marks as recurrent, or all but every n-th.
std::vector<bool> markedLayers(ShapeKeys& keys, const Shape& shape)
{
    auto marked = keys.flags("attention.recurrent_layers", shape.layers);
    if (!marked.empty())
        return marked;
    keys.nonZero("full_attention_interval");
    const std::uint32_t usual = architectureOf(shape.architecture).fullInterval;
    const std::uint32_t interval = std::max(1U, keys.integer("full_attention_interval", usual, kMaxLayers));
    marked.resize(shape.layers);
    for (std::uint32_t i = 0; i < shape.layers; ++i)
        marked[i] = (i + 1) % interval != 0;
    return marked;
}

RecurrentShape readRecurrent(ShapeKeys& keys)
{
    RecurrentShape out;
    out.convKernel = keys.integer(keys.has("shortconv.l_cache") ? "shortconv.l_cache" : "ssm.conv_kernel", 0, 1024);
    out.inner = keys.integer("ssm.inner_size", 0, kMaxInner);
    out.state = keys.integer("ssm.state_size", 0, kMaxHeads);
    out.groups = keys.integer("ssm.group_count", 0, kMaxHeads);
    out.rank = keys.integer("ssm.time_step_rank", 0, kMaxHeads);
    return out;
}

/// Of families whose heads keep a square each; false: of others.
bool addHeadStates(ShapeKeys& keys, const Shape& shape, std::uint64_t heads, LayerShape& layer)
{
    const StateKind kind = architectureOf(shape.architecture).states;
    if (kind == StateKind::Usual)
        return false;
    const bool delta = kind == StateKind::Delta;
    const std::uint64_t length = delta ? keys.integer("kda.head_dim", 0, kMaxHeads) : shape.keyLength;
    const std::uint64_t taps = std::max(1U, keys.integer("ssm.conv_kernel", 4, 1024)) - 1;
    layer.recurrentState = length * length * heads;
    layer.convState = delta ? 3 * taps * length * heads : 0;
    if (!layer.recurrent())
        keys.fail(delta ? "kda.head_dim" : "attention.key_length", "is missing or zero");
    return true;
}

void addState(ShapeKeys& keys, const Shape& shape, std::uint64_t heads, LayerShape& layer)
{
    if (addHeadStates(keys, shape, heads, layer))
        return;
    for (const char* size : {"wkv.head_size", "shortconv.l_cache", "ssm.conv_kernel", "ssm.inner_size",
                             "ssm.state_size", "ssm.time_step_rank"})
        keys.nonZero(size);
    const auto& r = shape.recurrent;
    const std::uint64_t taps = r.convKernel > 0 ? r.convKernel - 1 : 0;
    if (const std::uint32_t head = keys.integer("wkv.head_size", 0, kMaxHeads)) {
        const std::uint32_t shifts = keys.integer("token_shift_count", 2, 16);
        layer.convState = std::uint64_t{shifts} * shape.embedding;
        layer.recurrentState = std::uint64_t{shape.embedding} * head;
    } else if (keys.has("shortconv.l_cache")) {
        layer.convState = taps * shape.embedding;
    } else {
        layer.convState = taps * (r.inner + 2ULL * r.groups * r.state);
        layer.recurrentState = std::uint64_t{r.state} * r.inner;
    }
    if (!layer.recurrent())
        keys.fail("ssm.inner_size", "or another size of the recurrent state is missing");
}

/// Compressed rank and rotated part are kept once, for all heads; files of before that split keep every head in full.
void makeLatent(const Shape& shape, LayerShape& layer)
{
    if (shape.kvRank == 0 || shape.keyLengthExpanded == 0 || !layer.attends())
        return;
    layer.latent = true;
    layer.kvHeads = 1;
    layer.keyLength = shape.kvRank + shape.ropeDimensions;
    layer.valueLength = 0;
}

/// Keys of the whole model that layers are made of.
struct Layers {
    const Architecture& family;
    const ModelFile* file; ///< null: its keys only
    Windows windows = {};
    std::vector<std::uint32_t> heads = {}, kvHeads = {}, dense = {};
    std::vector<bool> windowed = {}, marked = {};
    std::vector<bool> routed = {}; ///< with experts; empty: by other keys
    std::vector<bool> rotations = {}; ///< layers that are rotated; empty: as the family does
    std::vector<bool> indexed = {}; ///< layers that choose what they attend to
    std::uint32_t indexerLength = 0, passes = 1;
    std::uint32_t ownCaches = 0; ///< later layers read an earlier one's
    std::uint32_t decoding = 0; ///< from here on layers are an encoder's alone
    std::uint32_t predicting = 0; ///< from here on layers that draft tokens, not part of the model proper
    bool rotated = true; ///< at all
};

/// A largest bias of attention by distance goes in place of rotation.
bool hasAlibi(ShapeKeys& keys, const Architecture& family, std::uint32_t layers)
{
    const float usual = family.alibiAtLayers == 0 || family.alibiAtLayers == layers ? family.alibi : 0;
    return keys.finite("attention.max_alibi_bias", usual) != 0;
}

std::vector<bool> indexedLayers(ShapeKeys& keys, const Architecture& family, const Shape& shape)
{
    std::vector<bool> out(shape.layers, family.indexing != Indexing::None);
    constexpr std::uint32_t kMillion = 1U << 20U;
    if (family.indexing == Indexing::ByTypes) {
        if (auto said = keys.flags("attention.indexer.types", shape.layers); !said.empty())
            return said;
        for (std::uint32_t i = 2; i < shape.layers && shape.contextLength >= kMillion; ++i) // as GLM 5.2 has them
            out[i] = (i - 2) % 4 == 0;
    }
    if (family.indexing == Indexing::BehindDense)
        std::fill_n(out.begin(), std::min(shape.leadingDense, shape.layers), false);
    return out;
}

Layers readModel(ShapeKeys& keys, const ModelFile* file, const Shape& shape)
{
    const auto allBut = [&](std::string_view name) {
        return shape.layers - std::min(shape.layers, keys.integer(name, 0, kMaxLayers));
    };
    Layers all{architectureOf(shape.architecture), file};
    const Recurrence recurrence = all.family.recurrence;
    all.windows = readWindows(keys, all.family, shape.layers);
    all.heads = keys.perLayer("attention.head_count", shape.layers, 0, kMaxHeads);
    all.kvHeads = keys.perLayer("attention.head_count_kv", shape.layers, shape.heads, kMaxHeads);
    all.dense = keys.perLayer("feed_forward_length", shape.layers, shape.feedForward, kMaxInner);
    if (shape.kvHeads == 0 && shape.heads > 0 && !keys.isArray("attention.head_count_kv")
        && (recurrence == Recurrence::None || recurrence == Recurrence::Interval))
        keys.fail("attention.head_count_kv", "is zero");
    all.windowed = windowedLayers(keys, all.family, all.windows, shape.layers);
    all.marked = markedLayers(keys, shape);
    all.routed = keys.flags("expert_layers", shape.layers);
    all.rotations = keys.flags("attention.rope_pattern", shape.layers);
    all.ownCaches
        = all.family.ownCaches > 0 && !keys.ofFolder() ? all.family.ownCaches : allBut("attention.shared_kv_layers");
    all.indexed = indexedLayers(keys, all.family, shape);
    all.indexerLength = keys.integer("attention.indexer.key_length", 0, kMaxHeads);
    all.passes = all.family.loops ? std::max(1U, keys.integer("num_loops", 1, kMaxLayers)) : 1;
    all.decoding = keys.integer("decoder_block_count", shape.layers, kMaxLayers);
    all.predicting = allBut("nextn_predict_layers");
    all.rotated = all.family.rope != RopeStyle::Absent && shape.ropeDimensions > 0
        && !(all.family.ropeUnlessUntuned && !keys.unlessFalse("rope.scaling.finetuned"))
        && !hasAlibi(keys, all.family, shape.layers);
    return all;
}

bool rotates(const Layers& all, const Shape& shape, std::uint32_t layer)
{
    if (!all.rotations.empty())
        return all.rotations[layer];
    const WindowRule& rule = all.family.window;
    const bool ruled = rule.kind != WindowKind::Whole, windows = ruled && all.windows.length > 0;
    if (all.family.leadingDenseRotates && layer < shape.leadingDense)
        return true;
    if (all.family.ropeInWindowsOnly && windows)
        return all.windowed[layer];
    const std::uint32_t every = all.family.noRopeEvery;
    const bool skips = every > 0 && layer % every == (rule.globalFirst ? 0 : every - 1);
    return !skips || (ruled && !windows);
}

std::uint32_t expertsAt(ShapeKeys& keys, const Shape& shape, const Layers& all, std::uint32_t index)
{
    if (!all.routed.empty())
        return all.routed[index] ? shape.experts : 0;
    const std::uint32_t step = keys.integer("interleave_moe_layer_step", 1, kMaxLayers);
    const bool dense = index < shape.leadingDense || step == 0 || (index + 1) % step != 0
        || (all.file && all.family.expertsByTensors
            && !all.file->find(fmt::format("blk.{}.ffn_gate_inp.weight", index)));
    return dense ? 0 : shape.experts;
}

void addAttention(ShapeKeys& keys, const Shape& shape, const Layers& all, std::uint32_t i, LayerShape& layer)
{
    const auto length = [&](std::string_view name, std::string_view windowedName, std::uint32_t absent) {
        return keys.integer(all.windowed[i] && keys.has(windowedName) ? windowedName : name, absent, kMaxHeads);
    };
    layer.kvHeads = all.kvHeads[i];
    layer.heads = all.heads[i];
    layer.window = all.windowed[i] ? all.windows.length : 0;
    layer.windowKind = layer.window == 0                ? WindowKind::Whole
        : all.family.window.kind == WindowKind::Chunked ? WindowKind::Chunked
                                                        : WindowKind::Sliding;
    layer.cachesWhole = layer.window > 0 && all.windows.ofClass;
    layer.keyLength = length("attention.key_length", "attention.key_length_swa", shape.keyLength);
    layer.valueLength = length("attention.value_length", "attention.value_length_swa", shape.valueLength);
    if (layer.keyLength == 0 || layer.valueLength == 0)
        keys.fail(layer.keyLength == 0 ? "attention.key_length_swa" : "attention.value_length_swa", "is zero");
    layer.sharesCache = i >= all.ownCaches;
    layer.rotary = all.rotated && rotates(all, shape, i);
    layer.indexerLength = all.indexed[i] ? all.indexerLength : 0;
    layer.passes = all.passes;
    makeLatent(shape, layer);
}

LayerShape layerAt(ShapeKeys& keys, const Shape& shape, const Layers& all, std::uint32_t i)
{
    LayerShape layer;
    const bool onlyMixer = all.family.recurrence == Recurrence::WithoutKvAndFfn && all.dense[i] == 0;
    layer.experts = onlyMixer ? 0 : expertsAt(keys, shape, all, i);
    const bool ownWidth = layer.experts && shape.expertFeedForward && !all.family.expertsAsWide;
    layer.feedForward = ownWidth ? shape.expertFeedForward : all.dense[i];
    layer.causal = shape.causal && i < all.decoding;
    layer.drafts = i >= all.predicting;
    if (layer.drafts)
        return layer;
    const Recurrence recurrence = all.family.recurrence;
    const bool state = isRecurrent(recurrence, all.kvHeads[i], all.dense[i], all.marked[i]);
    if (state)
        addState(keys, shape, all.heads[i], layer);
    if ((!state || recurrence == Recurrence::Beside) && all.heads[i] > 0 && all.kvHeads[i] > 0)
        addAttention(keys, shape, all, i, layer);
    return layer;
}

} // namespace

void readLayers(ShapeKeys& keys, const ModelFile* file, Shape& shape)
{
    shape.recurrent = readRecurrent(keys);
    const Layers all = readModel(keys, file, shape);
    shape.window = all.windows.length;
    if (all.predicting == 0)
        keys.fail("nextn_predict_layers", fmt::format("leaves none of {} layers to the model", shape.layers));
    shape.drafting = shape.layers - all.predicting;
    std::vector<LayerShape> layers;
    for (std::uint32_t i = 0; i < shape.layers; ++i)
        layers.push_back(layerAt(keys, shape, all, i));
    const LayerShape usual = shape.layer(0);
    if (std::any_of(layers.begin(), layers.end(), [&](const LayerShape& layer) { return layer != usual; }))
        shape.perLayer = std::move(layers);
}

} // namespace headroom::model
