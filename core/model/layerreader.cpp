// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Patterns as llama.cpp applies them: of every `period` layers the last one (with globalFirst the first) attends to
// everything, the others to a window. State of a recurrent layer, F32 elements per sequence:
//   scan, delta net   convolution (taps − 1) × (inner + 2 groups × state), state × inner
//   short convolution (taps − 1) × embedding
//   RWKV              shifts × embedding, embedding × head
// Example: Qwen3-Next: 4 taps, inner 4096, state 128, 16 groups: 24576 + 524288 elements, 2.09 MiB a layer.
#include "core/model/layerreader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

enum class Recurrence {
    None,
    Every, ///< no attention at all
    Beside, ///< attention and state in every layer
    WithoutKv, ///< where a layer has no KV heads
    WithoutKvAndFfn, ///< likewise, but a layer with a feed-forward width is only that
    Interval, ///< all but every n-th layer
};

struct Habit {
    std::string_view architecture;
    Recurrence recurrence = Recurrence::None;
    std::uint32_t windowPeriod = 0; ///< 0: no windows
    bool globalFirst = false;
    std::uint32_t windowUnsaid = 0; ///< tokens, where the file does not say
    std::uint32_t nopePeriod = 0; ///< every n-th layer is not rotated; with windows: those without one
    std::uint32_t windowsFromLayers = 0; ///< smaller models of the family have no windows
};

constexpr std::array kHabits{
    Habit{"gemma2", Recurrence::None, 2, false, 4096},
    Habit{"gemma3", Recurrence::None, 6},
    Habit{"gemma3n", Recurrence::None, 5},
    Habit{"gemma-embedding", Recurrence::None, 6},
    Habit{"modern-bert", Recurrence::None, 3, true},
    Habit{"gpt-oss", Recurrence::None, 2},
    Habit{"llama4", Recurrence::None, 4, false, 8192, 4},
    Habit{"cohere2", Recurrence::None, 4, false, 0, 4},
    Habit{"exaone4", Recurrence::None, 4, false, 4096, 4, 64},
    Habit{"exaone-moe", Recurrence::None, 4, false, 0, 4},
    Habit{"smallthinker", Recurrence::None, 4, true, 4096},
    Habit{"olmo2", Recurrence::None, 4},
    Habit{"afmoe", Recurrence::None, 4, false, 0, 4},
    Habit{"smollm3", Recurrence::None, 0, false, 0, 4},
    Habit{"mamba", Recurrence::Every},
    Habit{"mamba2", Recurrence::Every},
    Habit{"rwkv6", Recurrence::Every},
    Habit{"rwkv7", Recurrence::Every},
    Habit{"rwkv6qwen2", Recurrence::Every},
    Habit{"arwkv7", Recurrence::Every},
    Habit{"falcon-h1", Recurrence::Beside},
    Habit{"jamba", Recurrence::WithoutKv},
    Habit{"granitehybrid", Recurrence::WithoutKv},
    Habit{"lfm2", Recurrence::WithoutKv},
    Habit{"lfm2moe", Recurrence::WithoutKv},
    Habit{"nemotron_h", Recurrence::WithoutKvAndFfn},
    Habit{"nemotron_h_moe", Recurrence::WithoutKvAndFfn},
    Habit{"qwen3next", Recurrence::Interval},
    Habit{"qwen35", Recurrence::Interval},
    Habit{"qwen35moe", Recurrence::Interval},
};

Habit habitOf(const std::string& architecture)
{
    const auto found = std::find_if(kHabits.begin(), kHabits.end(),
                                    [&](const Habit& habit) { return habit.architecture == architecture; });
    return found == kHabits.end() ? Habit{} : *found;
}

/// true: windowed. A pattern in the file (each layer, or a period) goes before the architecture's.
std::vector<bool> windowedLayers(ShapeKeys& keys, const Habit& habit, const Shape& shape)
{
    constexpr std::string_view kPattern = "attention.sliding_window_pattern";
    if (shape.window == 0 || shape.layers < habit.windowsFromLayers)
        return std::vector<bool>(shape.layers, false);
    auto windowed = keys.flags(kPattern, shape.layers);
    if (!windowed.empty())
        return windowed;
    windowed.resize(shape.layers, false);
    std::uint32_t period = habit.windowPeriod;
    if (keys.has(kPattern) && !keys.isArray(kPattern))
        period = keys.integer(kPattern, period, kMaxLayers);
    for (std::uint32_t i = 0; period > 0 && i < shape.layers; ++i)
        windowed[i] = habit.globalFirst ? i % period != 0 : i % period + 1 < period;
    return windowed;
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
    const std::uint32_t interval = std::max(1U, keys.integer("full_attention_interval", 4, kMaxLayers));
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

void addState(ShapeKeys& keys, const Shape& shape, LayerShape& layer)
{
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

std::uint32_t expertsAt(ShapeKeys& keys, const Shape& shape, std::uint32_t index)
{
    const std::uint32_t step = keys.integer("interleave_moe_layer_step", 1, kMaxLayers);
    const bool dense = index < shape.leadingDense || step == 0 || (index + 1) % step != 0;
    return dense ? 0 : shape.experts;
}

/// Keys of the whole model that layers are made of.
struct Layers {
    Habit habit;
    std::vector<std::uint32_t> heads, kvHeads, dense;
    std::vector<bool> windowed, marked;
    std::uint32_t ownCaches = 0; ///< later layers read an earlier one's
    std::uint32_t decoding = 0; ///< from here on layers are an encoder's alone
    std::uint32_t predicting = 0; ///< from here on layers that draft tokens, not part of the model proper
    bool rotated = true;
};

Layers readModel(ShapeKeys& keys, const Shape& shape)
{
    const auto allBut = [&](std::string_view name) {
        return shape.layers - std::min(shape.layers, keys.integer(name, 0, kMaxLayers));
    };
    Layers all;
    all.habit = habitOf(shape.architecture);
    all.heads = keys.perLayer("attention.head_count", shape.layers, 0, kMaxHeads);
    all.kvHeads = keys.perLayer("attention.head_count_kv", shape.layers, shape.heads, kMaxHeads);
    all.dense = keys.perLayer("feed_forward_length", shape.layers, shape.feedForward, kMaxInner);
    if (shape.kvHeads == 0 && shape.heads > 0 && !keys.isArray("attention.head_count_kv")
        && (all.habit.recurrence == Recurrence::None || all.habit.recurrence == Recurrence::Interval))
        keys.fail("attention.head_count_kv", "is zero");
    all.windowed = windowedLayers(keys, all.habit, shape);
    all.marked = markedLayers(keys, shape);
    all.ownCaches = allBut("attention.shared_kv_layers");
    all.decoding = keys.integer("decoder_block_count", shape.layers, kMaxLayers);
    all.predicting = allBut("nextn_predict_layers");
    all.rotated = keys.unlessFalse("rope.scaling.finetuned") && shape.ropeDimensions > 0;
    return all;
}

void addAttention(ShapeKeys& keys, const Shape& shape, const Layers& all, std::uint32_t i, LayerShape& layer)
{
    const auto length = [&](std::string_view name, std::string_view windowedName, std::uint32_t absent) {
        return keys.integer(all.windowed[i] && keys.has(windowedName) ? windowedName : name, absent, kMaxHeads);
    };
    layer.kvHeads = all.kvHeads[i];
    layer.heads = all.heads[i];
    layer.window = all.windowed[i] ? shape.window : 0;
    layer.keyLength = length("attention.key_length", "attention.key_length_swa", shape.keyLength);
    layer.valueLength = length("attention.value_length", "attention.value_length_swa", shape.valueLength);
    if (layer.keyLength == 0 || layer.valueLength == 0)
        keys.fail(layer.keyLength == 0 ? "attention.key_length_swa" : "attention.value_length_swa", "is zero");
    layer.sharesCache = i >= all.ownCaches;
    const std::uint32_t period = all.habit.nopePeriod;
    const bool windows = shape.window > 0 && shape.layers >= all.habit.windowsFromLayers;
    const bool nope = period > 0 && (all.habit.windowPeriod > 0 ? windows && !all.windowed[i] : (i + 1) % period == 0);
    layer.rotary = all.rotated && !nope;
    makeLatent(shape, layer);
}

LayerShape layerAt(ShapeKeys& keys, const Shape& shape, const Layers& all, std::uint32_t i)
{
    LayerShape layer;
    const bool onlyMixer = all.habit.recurrence == Recurrence::WithoutKvAndFfn && all.dense[i] == 0;
    layer.experts = onlyMixer ? 0 : expertsAt(keys, shape, i);
    layer.feedForward = layer.experts && shape.expertFeedForward ? shape.expertFeedForward : all.dense[i];
    layer.causal = shape.causal && i < all.decoding;
    layer.drafts = i >= all.predicting;
    if (layer.drafts)
        return layer;
    const Recurrence recurrence = all.habit.recurrence;
    const bool state = isRecurrent(recurrence, all.kvHeads[i], all.dense[i], all.marked[i]);
    if (state)
        addState(keys, shape, layer);
    if ((!state || recurrence == Recurrence::Beside) && all.heads[i] > 0 && all.kvHeads[i] > 0)
        addAttention(keys, shape, all, i, layer);
    return layer;
}

} // namespace

void readLayers(ShapeKeys& keys, Shape& shape)
{
    const Habit habit = habitOf(shape.architecture);
    const std::uint32_t unsaid = shape.layers < habit.windowsFromLayers ? 0 : habit.windowUnsaid;
    shape.window = keys.integer("attention.sliding_window", unsaid, kMaxContext);
    shape.recurrent = readRecurrent(keys);
    const Layers all = readModel(keys, shape);
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
