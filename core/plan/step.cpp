// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A step of B decoding sequences of c tokens and n tokens of prompts: what each device has to do, and how long it
// takes.
//   weights_read: all of its share; of E experts with k used, E (1 − (1 − k/E)^(B + n)) are distinct
//   kv_read: a window is read no further than itself; a recurrent state is read and written back
//   FLOP = tokens (2 parameters + 2 heads (key_length + value_length) reach per layer)
//   reach of a prompt's token: spread over [a, b) and causal, (b m(b) − a m(a)) ÷ (b − a) with m(x) = r − r² ÷ 2x and
//   r = min(x, window): half of a whole prompt
//   time of a stage: of the slowest of its devices; of the step: Σ stages + Σ transfers
//   transfer: tokens × embedding × bytes per activation ÷ link; summed up among n devices 2 (n − 1) ÷ n times that
//   (ring), no less than the engine's shortest
// Example: 30 GB of weights, 2 GB of caches at 1000 GB/s and 16 GB more in host memory at 80 GB/s: 32 + 200 ms.
#include "core/plan/step.h"

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

double activeParameters(const model::Shape& shape, const Load& load)
{
    const double used = shape.experts > 0 ? static_cast<double>(shape.expertsUsed) / shape.experts : 1;
    return load.dense.parameters + load.experts.parameters * used;
}

/// FLOP of one token's attention, `reach(kind)` tokens back.
template <class Reach> double attentionFlops(const Load& load, Reach reach)
{
    double flops = 0;
    for (const auto& kind : load.cache)
        flops += 2 * kind.attentionWidth * reach(kind);
    return flops;
}

/// Tokens that a token at one of the positions [from, to) looks at, on average.
double meanReach(const CacheKind& kind, double from, double to)
{
    const auto mean = [&](double length) {
        const double reach = kind.reach(length);
        return length > 0 ? reach - reach * reach / (2 * length) : 0;
    };
    return from < to ? mean(to) + (mean(to) - mean(from)) * from / (to - from) : kind.reach(to);
}

Work workOf(const Situation& situation, const Device& device, const Load& load, const Batch& batch)
{
    const auto& shape = situation.shape();
    const double active = activeParameters(shape, load);
    Work work{&device, batch.tokens()};
    work.layers = load.layers;
    const double touched = expertShare(shape, work.tokens);
    work.weightBytes = load.dense.bytes + touched * load.experts.bytes;
    if (work.tokens >= situation.engine().step.matrixFrom)
        work.rowFlops = 2 * (load.dense.parameters + touched * load.experts.parameters);
    const auto add = [&](double tokens, double attention) {
        work.flops += tokens * (2 * active + attention);
        work.attentionFlops += tokens * attention;
    };
    for (const auto& some : batch.decoding) {
        work.kvBytes += kvTrafficBytes(load.cache, some.context, some.sequences);
        add(some.sequences, attentionFlops(load, [&](const CacheKind& kind) { return kind.reach(some.context); }));
    }
    for (const auto& some : batch.prefilling)
        add(some.tokens,
            attentionFlops(load, [&](const CacheKind& kind) { return meanReach(kind, some.from, some.to); }));
    return work;
}

double secondsOf(const Situation& situation, const Transfer& transfer, double tokens)
{
    if (transfer.linkGBs <= 0)
        return transfer.summed > 0 ? situation.engine().step.secondsPerSum : 0;
    const double message = situation.engine().step.bytesPerActivation * tokens * situation.shape().embedding;
    const double seconds = message / (transfer.linkGBs * 1e9);
    if (transfer.summed == 0)
        return seconds;
    const double devices = static_cast<double>(transfer.summed);
    return std::max(2 * (devices - 1) / devices * seconds, situation.engine().step.secondsPerSum);
}

Term deviceTerm(const std::string& id, const Work& work, const Spent& spent)
{
    const Device& device = *work.device;
    Term term{id,
              spent.seconds,
              "s",
              "max((weights_read + kv_read) ÷ bandwidth, flop ÷ fp16_rate)",
              {computed("weights_read", work.weightBytes, "B"), computed("kv_read", work.kvBytes, "B"),
               computed("flop", work.flops, "FLOP"), device.bandwidth, device.tflops},
              Provenance::Computed,
              device.label};
    if (spent.by == Limiter::Link)
        term.source += ": weights copied over the link";
    return term;
}

} // namespace

double Batch::tokens() const
{
    double sum = 0;
    for (const auto& some : decoding)
        sum += some.sequences;
    for (const auto& some : prefilling)
        sum += some.tokens;
    return sum;
}

Spent roofline(const Work& work)
{
    const double memory = (work.weightBytes + work.kvBytes) / work.device->bytesPerSecond();
    const double compute = work.flops / work.device->flopsPerSecond();
    return memory >= compute ? Spent{memory, Limiter::Memory} : Spent{compute, Limiter::Compute};
}

StepTime stepTime(const Situation& situation, const Batch& batch)
{
    StepTime step;
    for (const Stage& stage : situation.stages) {
        StageTime time;
        Spent slowest;
        for (std::size_t i = 0; i < stage.devices.size(); ++i) {
            time.works.push_back(workOf(situation, situation.devices[stage.devices[i]], stage.loads[i], batch));
            const Work& work = time.works.back();
            time.spent.push_back(situation.engine().step.device(situation, work));
            if (time.spent.back().seconds >= slowest.seconds)
                slowest = time.spent.back();
            step.weightsRead += work.weightBytes;
            step.kvRead += work.kvBytes;
            step.flops += work.flops;
        }
        time.seconds = slowest.seconds;
        (slowest.by == Limiter::Memory        ? step.memory
             : slowest.by == Limiter::Compute ? step.compute
                                              : step.link)
            += slowest.seconds;
        step.stages.push_back(std::move(time));
    }
    for (const Transfer& transfer : situation.transfers)
        step.transfers += secondsOf(situation, transfer, batch.tokens());
    step.link += step.transfers;
    return step;
}

std::vector<Term> StepTime::terms() const
{
    std::vector<Term> all;
    for (std::size_t i = 0; i < stages.size(); ++i)
        for (std::size_t j = 0; j < stages[i].works.size(); ++j)
            all.push_back(deviceTerm(fmt::format("step_stage_{}_part_{}_s", i + 1, j + 1), stages[i].works[j],
                                     stages[i].spent[j]));
    all.push_back({"step_transfers_s",
                   transfers,
                   "s",
                   "Σ transfers tokens × embedding × bytes_per_activation ÷ link",
                   {},
                   Provenance::Computed,
                   "activations from device to device, and sums among them"});
    return all;
}

} // namespace headroom::plan
