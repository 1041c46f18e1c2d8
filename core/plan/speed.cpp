// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Ceilings: what the hardware allows, before kernels lose some of it (llama.cpp reaches 60-90 % in generation).
// Decode, B requests of c tokens; with a layer split the devices work one after the other:
//   T = Σ devices max((weights_read + kv_read) ÷ bandwidth, FLOP ÷ rate) + Σ boundaries 4 B embedding ÷ link
//   tokens/s = B ÷ T
//   weights_read: everything but the embedding table; of E experts with k used, E (1 − (1 − k/E)^B) are distinct
//   kv_read: a window is read no further than itself; a recurrent state is read and written back
//   FLOP = B (2 parameters + 2 heads (key_length + value_length) c per layer)
//   Llama 3 8B F16 on an RTX 4090: (16.06 − 1.05) GB ÷ 1008 GB/s = 14.9 ms: 67.1 tokens/s; measured 54.8.
// Prefill, n tokens in batches of u: a device takes t = max(2 parameters u + 2 u s heads (key_length + value_length)
//   per layer over its rate, weights ÷ bandwidth) for a batch; batches follow each other through the devices like a
//   pipeline: T = Σ t + (n/u − 1) max t; tokens/s = n ÷ T. Attention is causal: on average a token looks at s = n/2
//   tokens, with a window w < n at w − w²/2n.
//   Llama 3 8B on an RTX 4090: 165.2 T ÷ (2 × 7.505 G) = 11000 tokens/s at 512 tokens; measured 9382.
#include "core/model/task.h"
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

/// Share of all experts' weights that a step of so many tokens touches, with even routing.
double expertShare(const model::Shape& shape, double tokens)
{
    if (shape.experts == 0 || shape.expertsUsed == 0)
        return 1;
    const double used = static_cast<double>(shape.expertsUsed) / shape.experts;
    return 1 - std::pow(1 - used, tokens);
}

double activeParameters(const model::Shape& shape, const Part& part)
{
    const double used = shape.experts > 0 ? static_cast<double>(shape.expertsUsed) / shape.experts : 1;
    return part.parameters + part.expertParameters * used;
}

/// FLOP of one token's attention, `reach(kind)` tokens back.
template <class Reach> double attentionFlops(const Device& device, Reach reach)
{
    double flops = 0;
    for (const auto& kind : device.cache)
        flops += 2 * kind.attentionWidth * reach(kind);
    return flops;
}

struct Decode {
    StepTime time;
    double total = 0, weightsRead = 0, kvRead = 0, flops = 0;
};

Decode decodeStep(const Situation& situation)
{
    const auto& shape = situation.shape();
    const double requests = situation.request->workload.concurrency;
    const double context = situation.request->workload.context;
    const double share = expertShare(shape, requests);
    Decode decode;
    const Device* before = nullptr;
    for (const auto& device : situation.devices) {
        const double weights = device.weights.bytes + share * device.weights.expertBytes;
        const double kv = kvTrafficBytes(device, context, requests);
        const double attention = attentionFlops(device, [&](const CacheKind& kind) { return kind.reach(context); });
        const double flops = requests * (2 * activeParameters(shape, device.weights) + attention);
        const double memory = (weights + kv) / device.bytesPerSecond();
        const double compute = flops / device.flopsPerSecond();
        decode.weightsRead += weights;
        decode.kvRead += kv;
        decode.flops += flops;
        (memory >= compute ? decode.time.memory : decode.time.compute) += std::max(memory, compute);
        if (before && device.linkGBs > 0 && before->linkGBs > 0)
            decode.time.link += 4 * requests * shape.embedding / (std::min(device.linkGBs, before->linkGBs) * 1e9);
        before = &device;
    }
    decode.total = decode.time.memory + decode.time.compute + decode.time.link;
    return decode;
}

/// Seconds for the first n tokens of one request.
double prefillSeconds(const Situation& situation, double n)
{
    const auto& shape = situation.shape();
    const double batches = std::ceil(n / situation.request->batch);
    const double batch = n / batches;
    double sum = 0;
    double slowest = 0;
    for (const auto& device : situation.devices) {
        const double attention = attentionFlops(device, [&](const CacheKind& kind) {
            const double reach = kind.reach(n);
            return reach - reach * reach / (2 * n);
        });
        const double flops = batch * (2 * activeParameters(shape, device.weights) + attention);
        const double bytes = device.weights.bytes + expertShare(shape, batch) * device.weights.expertBytes;
        const double seconds = std::max(flops / device.flopsPerSecond(), bytes / device.bytesPerSecond());
        sum += seconds;
        slowest = std::max(slowest, seconds);
    }
    return sum + (batches - 1) * slowest;
}

/// Of one text of the planned context, whose tokens all see each other.
StepTime encodeTime(const Situation& situation)
{
    const double n = situation.request->workload.context;
    StepTime time;
    for (const auto& device : situation.devices) {
        const double attention = attentionFlops(device, [&](const CacheKind& kind) { return kind.reach(n); });
        const double flops = n * (2 * activeParameters(situation.shape(), device.weights) + attention);
        const double bytes = device.weights.bytes + expertShare(situation.shape(), n) * device.weights.expertBytes;
        const double memory = bytes / device.bytesPerSecond(), compute = flops / device.flopsPerSecond();
        (memory >= compute ? time.memory : time.compute) += std::max(memory, compute);
    }
    return time;
}

TermInput named(TermInput given, const Device& device, std::size_t devices)
{
    if (devices > 1)
        given.name += " (" + device.label + ")";
    return given;
}

Term decodeTerm(const Situation& situation, const Decode& decode)
{
    const double requests = situation.request->workload.concurrency;
    Term term{"decode_tokens_per_s_ceiling",
              requests / decode.total,
              "tokens/s",
              "requests ÷ (Σ devices max((weights_read + kv_read) ÷ bandwidth, flop ÷ fp16_rate) + link_time)",
              {{"requests", requests, "", Provenance::Entered, {}},
               {"weights_read", decode.weightsRead, "B", Provenance::Computed, "without the embedding table"},
               {"kv_read", decode.kvRead, "B", Provenance::Computed,
                "every request at the planned context; windows no further than themselves"},
               {"flop", decode.flops, "FLOP", Provenance::Computed, {}},
               {"link_time", decode.time.link, "s", Provenance::Computed, "activations between devices"}},
              Provenance::Computed,
              "an upper limit: " + std::string(situation.engine().step.reach)};
    for (const auto& device : situation.devices) {
        term.inputs.push_back(named(device.bandwidth, device, situation.devices.size()));
        term.inputs.push_back(named(device.tflops, device, situation.devices.size()));
    }
    return term;
}

} // namespace

StepTime planSpeed(const Situation& situation, Plan& plan)
{
    if (model::taskOf(situation.request->model) != model::Task::Continue)
        return encodeTime(situation);
    const auto& workload = situation.request->workload;
    const auto decode = decodeStep(situation);
    plan.decodeCeiling = decodeTerm(situation, decode);
    plan.decodePerRequest = {"decode_tokens_per_s_per_request",
                             1 / decode.total,
                             "tokens/s",
                             "decode_ceiling ÷ requests",
                             {{"decode_ceiling", plan.decodeCeiling.value, "tokens/s", Provenance::Computed, {}},
                              {"requests", double(workload.concurrency), "", Provenance::Entered, {}}},
                             Provenance::Computed,
                             {}};
    const double prompt = promptOf(workload);
    const TermInput entered{"prompt", prompt, "tokens", Provenance::Entered,
                            workload.promptTokens > workload.context
                                ? fmt::format("{} asked, cut to the context", workload.promptTokens)
                                : ""};
    const double seconds = prefillSeconds(situation, prompt);
    plan.prefillCeiling = {"prefill_tokens_per_s_ceiling",
                           prompt / seconds,
                           "tokens/s",
                           "prompt ÷ (Σ devices t + (prompt ÷ batch − 1) × slowest t), "
                           "t = max(flop ÷ fp16_rate, weights ÷ bandwidth) of a batch",
                           {entered, {"batch", double(situation.request->batch), "tokens", Provenance::Entered, {}}},
                           Provenance::Computed,
                           "at FP32 accumulation; GeForce kernels that accumulate in FP16 can exceed it"};
    for (const auto& device : situation.devices)
        plan.prefillCeiling.inputs.push_back(named(device.tflops, device, situation.devices.size()));
    plan.timeToFirstToken = {"time_to_first_token_s",
                             seconds,
                             "s",
                             "prompt ÷ prefill_ceiling",
                             {entered, {"prefill_ceiling", prompt / seconds, "tokens/s", Provenance::Computed, {}}},
                             Provenance::Computed,
                             "idle queue; a lower limit"};
    return decode.time;
}

} // namespace headroom::plan
