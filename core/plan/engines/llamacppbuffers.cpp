// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compute buffer of one batch of u tokens, in bytes, the largest of
//   logits       4 u (vocabulary + embedding)                on the device that has the head
//   activations  4 u (4 ffn + embedding)                     ffn × experts used in a mixture, or the recurrent width
//   attention    4 u (cells (heads + 1) + 5.5 embedding)     only without flash attention
// of an encoder u is the whole text, and there are no logits;
// plus the mask, 2 u cells (4 u cells without flash attention; inside the attention term there). With several devices
// in a pipeline the scheduler keeps four copies of the inputs: mask and 4 u embedding. The first card has room for the
// largest tensor of those that are copied to it from host memory.
//   Llama 3.1 8B, u = 512, 1024 cells, no flash attention: 512 × 4 × (128256 + 4096) + 2 MiB = 260.5 MiB; 266.5 logged.
// Builds of 2026 reserve fewer logits, so this is an upper value there; the activation and attention terms equal what
// llama.cpp v0.5.0 logs for models with small vocabularies within 3 %.
#include "core/plan/engines/llamacpp.h"
#include "core/plan/parts.h"

#include <algorithm>

namespace headroom::plan::llamacpp {

namespace {

struct ComputeParts {
    double logits = 0, activations = 0, attention = 0, inputs = 0, copied = 0;
    double total() const { return std::max({logits, activations, attention}) + inputs + copied; }
};

/// Floats per token inside a block: a dense one, the experts used at once, or a recurrent one.
double widestForward(const model::Shape& shape)
{
    const double expert = shape.expertFeedForward ? shape.expertFeedForward : shape.feedForward;
    const double routed = shape.experts ? expert * shape.expertsUsed + shape.sharedFeedForward : 0;
    return std::max({static_cast<double>(shape.feedForward), routed, static_cast<double>(shape.recurrent.inner)});
}

/// Of the tensors in host memory that a large batch has copied to this card.
double largestCopy(const Situation& situation, const Device& device)
{
    const Device& last = situation.devices.back();
    if (&device != &situation.devices.front() || device.processor || !last.processor
        || situation.request->batch < kOffloadBatch.value)
        return 0;
    return std::max(last.load.dense.largestBytes, last.load.experts.largestBytes);
}

ComputeParts computeParts(const Situation& situation, const Device& device, double cells)
{
    const auto& shape = situation.shape();
    const double u = situation.batch(cells);
    const double ffn = widestForward(shape);
    const bool flash = situation.request->flashAttention;
    const double copies = situation.devices.size() > 1 && situation.placement.pipelined ? kInputCopies.value : 1;
    const bool attends = std::any_of(situation.cache.begin(), situation.cache.end(),
                                     [](const CacheKind& kind) { return kind.layer.attends(); });
    const double mask = attends ? (flash ? 2 : 4) * u * cells : 0;
    ComputeParts parts;
    parts.inputs = mask * copies + (copies > 1 ? copies * 4 * u * shape.embedding : 0);
    if (device.headShare > 0 && shape.causal)
        parts.logits = 4 * u * (static_cast<double>(shape.vocabulary) + shape.embedding);
    parts.activations = 4 * u * (4 * ffn + shape.embedding);
    if (!flash && attends)
        parts.attention = 4 * u * (cells * shape.heads + 5.5 * shape.embedding);
    parts.copied = largestCopy(situation, device);
    return parts;
}

} // namespace

Term computeBuffer(const Situation& situation, const Device& device, double cells)
{
    const auto parts = computeParts(situation, device, cells);
    Term term{
        {},
        parts.total(),
        "B",
        "max(logits, activations, attention) + inputs",
        {computed("logits", parts.logits, "B"),
         computed("activations", parts.activations, "B"),
         computed("attention", parts.attention, "B"),
         computed("inputs", parts.inputs, "B"),
         {"batch", situation.batch(cells), "tokens", Provenance::Entered, {}}},
        Provenance::Estimated,
        "llama.cpp's graph at its largest batch; logs of builds to 2025 agree within 20 %, later builds reserve less"};
    if (parts.copied > 0) {
        term.formula += " + copied_weights";
        term.inputs.push_back(
            {"copied_weights", parts.copied, "B", Provenance::Computed, "the largest tensor in host memory"});
    }
    return term;
}

} // namespace headroom::plan::llamacpp
