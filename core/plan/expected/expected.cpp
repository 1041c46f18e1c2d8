// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Time of a device's part of a step, with shares ρ of the peaks, φ tokens to fill a product and seconds λ of a layer
// that were learned:
//   t = ((w ÷ ρr B)⁴ + ((f + φ g) ÷ ρc F)⁴)^¼ + ((k ÷ ρk B)⁴ + (a ÷ ρa F)⁴)^¼ + λ layers
// with w, k bytes of weights and caches, f, a FLOP on either, g FLOP of one more token in every matrix that is read, B
// bandwidth, F FP16 rate. Of few tokens φ is none, and ρ another. No part is faster than its peak allows.
//   Llama 3 8B Q4_K_M on an RTX 3090, one request: 4.6 GB ÷ 936 GB/s are 4.9 ms at the peak; measured 8.9 ms.
#include "core/plan/expected/expected.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

double overlapped(double a, double b)
{
    const double most = std::max(a, b);
    if (most <= 0)
        return 0;
    const double ratio = std::min(a, b) / most;
    return most * std::pow(1 + std::pow(ratio, 4), 0.25);
}

double learnedShare(const Rates& rates, Rate rate)
{
    return std::min(1.0, std::exp(rates[static_cast<std::size_t>(rate)]));
}

double learnedSeconds(const Rates& rates, Rate rate)
{
    return std::exp(rates[static_cast<std::size_t>(rate)]);
}

/// Of the weights that a token passes.
double meanBits(const Situation& situation)
{
    Part all;
    for (const LayerWeights& layer : situation.weights.layers)
        for (const Part* part : {&layer.attention, &layer.forward, &layer.experts}) {
            all.bytes += part->bytes;
            all.parameters += part->parameters;
        }
    return all.parameters > 0 ? 8 * all.bytes / all.parameters : 0;
}

/// Of the engine's version that is planned for.
std::string yearOf(const Situation& situation)
{
    const auto versions = situation.engine().versions;
    const auto meant = std::ranges::find(versions, versionOf(*situation.request), &EngineVersion::id);
    return meant == versions.end() ? std::string() : std::string(meant->year);
}

/// The farthest of the devices that compute: no chain is surer than that.
Nearness farthest(const Situation& situation)
{
    auto nearness = Nearness::CardAndFormat;
    for (const Device& device : situation.devices)
        if (device.layerCount > 0 || device.headShare > 0)
            nearness = std::max(nearness, LearnedRates::builtIn().nearness(settingOf(situation, device)));
    return nearness;
}

std::string basisOf(Phase phase, Nearness nearness, const Spread& spread)
{
    const std::string measured = nearness == Nearness::None
        ? "nothing like it was measured"
        : fmt::format("nearest measurements: {}", nearnessName(nearness));
    const std::string interval = spread.rows > 0
        ? fmt::format("nine of ten of {} measurements of {} left out of the fit were within", spread.rows,
                      phaseName(phase))
        : "too few were left out of the fit to tell; taken wider";
    return fmt::format("{}; {} ÷ or × {:.2f}", measured, interval, std::exp(spread.ln));
}

std::vector<TermInput> learnedInputs(const Situation& situation, std::span<const Rates> rates)
{
    const std::string source
        = fmt::format("fitted to {} published measurements", LearnedRates::builtIn().measurements());
    std::vector<TermInput> inputs;
    const std::size_t device = bindingDevice(situation);
    for (const Rate rate : {Rate::Read, Rate::Cache, Rate::Vector, Rate::Compute, Rate::Attention})
        inputs.push_back({fmt::format("{}_share", rateName(rate)), learnedShare(rates[device], rate), "",
                          Provenance::Estimated, source});
    inputs.push_back({std::string(rateName(Rate::Fill)), std::exp(rates[device][std::size_t(Rate::Fill)]), "tokens",
                      Provenance::Estimated, source});
    for (const Rate rate : {Rate::Layer, Rate::Step})
        inputs.push_back({fmt::format("{}_time", rateName(rate)), learnedSeconds(rates[device], rate), "s",
                          Provenance::Estimated, source});
    return inputs;
}

Expected expectedOf(std::string id, double perSecond, const Situation& situation, Phase phase,
                    std::span<const Rates> rates)
{
    const Nearness nearness = farthest(situation);
    const Spread spread = LearnedRates::builtIn().spread(situation.engine().id, phase, nearness);
    Expected expected;
    expected.term = {std::move(id),
                     perSecond,
                     "tokens/s",
                     "tokens ÷ Σ stages ((weights ÷ read_share ÷ bandwidth)⁴ + ((flop + fill × flop_of_a_token) ÷ "
                     "compute_share ÷ fp16_rate)⁴)^¼ + the same of caches and attention + layers × layer_time + "
                     "step_time; of few tokens vector_share and no fill",
                     learnedInputs(situation, rates),
                     Provenance::Estimated,
                     basisOf(phase, nearness, spread)};
    expected.low = perSecond * std::exp(-spread.ln);
    expected.high = perSecond * std::exp(spread.ln);
    return expected;
}

} // namespace

Setting settingOf(const Situation& situation, const Device& device)
{
    Setting setting;
    setting.engine = situation.engine().id;
    setting.set(kVendor, device.vendor);
    setting.set(kSilicon, device.silicon);
    setting.set(kCard, device.model);
    setting.set(kYear, yearOf(situation));
    setting.set(kFormat, std::string(formatOf(meanBits(situation))));
    if (situation.shape().experts > 0)
        setting.set(kMixture, "yes");
    if (!situation.request->flashAttention)
        setting.set(kNoFlash, "yes");
    return setting;
}

std::vector<Rates> ratesOf(const Situation& situation, const LearnedRates& learned)
{
    std::vector<Rates> rates;
    for (const Device& device : situation.devices)
        rates.push_back(learned.rates(settingOf(situation, device)));
    return rates;
}

double expectedSeconds(const Work& work, const Rates& rates)
{
    const double bandwidth = work.device->bytesPerSecond();
    const double flops = work.device->flopsPerSecond();
    const double onWeights = work.flops - work.attentionFlops;
    const double computing = work.rowFlops > 0
        ? (onWeights + work.rowFlops * std::exp(rates[std::size_t(Rate::Fill)])) / learnedShare(rates, Rate::Compute)
        : onWeights / learnedShare(rates, Rate::Vector);
    const double products
        = overlapped(work.weightBytes / (bandwidth * learnedShare(rates, Rate::Read)), computing / flops);
    const double attention = overlapped(work.kvBytes / (bandwidth * learnedShare(rates, Rate::Cache)),
                                        work.attentionFlops / (flops * learnedShare(rates, Rate::Attention)));
    return products + attention + work.layers * learnedSeconds(rates, Rate::Layer);
}

double ExpectedStep::seconds() const
{
    double sum = transfers + start;
    for (const double stage : stages)
        sum += stage;
    return sum;
}

ExpectedStep expectedStep(const Situation& situation, const StepTime& step, std::span<const Rates> rates)
{
    ExpectedStep expected;
    expected.transfers = step.transfers;
    for (const StageTime& stage : step.stages) {
        double slowest = 0;
        for (std::size_t i = 0; i < stage.works.size(); ++i) {
            const Work& work = stage.works[i];
            const auto device = static_cast<std::size_t>(work.device - situation.devices.data());
            // What the engine does otherwise than computing where the weights lie is no shorter than its ceiling.
            const double least = stage.spent[i].by == Limiter::Link ? stage.spent[i].seconds : 0;
            slowest = std::max({slowest, least, expectedSeconds(work, rates[device])});
            expected.start = std::max(expected.start, learnedSeconds(rates[device], Rate::Step));
            expected.wait = std::max(expected.wait, learnedShare(rates[device], Rate::Wait));
        }
        expected.stages.push_back(slowest);
    }
    return expected;
}

double promptSeconds(const Situation& situation, std::span<const double> stages, double perBatch, double batches,
                     double wait)
{
    double sum = 0;
    double slowest = 0;
    for (const double stage : stages) {
        sum += stage;
        slowest = std::max(slowest, stage);
    }
    if (!situation.placement.pipelined)
        return batches * (sum + perBatch);
    return sum + perBatch + (batches - 1) * std::min(sum, slowest + wait * sum);
}

double promptSeconds(const Situation& situation, const ExpectedStep& step, double batches)
{
    return promptSeconds(situation, step.stages, step.transfers + step.start, batches, step.wait);
}

void planExpected(const Situation& situation, const StepTime& decode, Plan& plan)
{
    const LearnedRates& learned = LearnedRates::builtIn();
    const bool fits
        = std::ranges::all_of(plan.devices, [](const DevicePlan& device) { return device.free.value >= 0; });
    if (!fits || !learned.knows(situation.engine().id))
        return;
    const auto rates = ratesOf(situation, learned);
    const auto& workload = situation.request->workload;
    const double requests = workload.concurrency;
    plan.decode = expectedOf("decode_tokens_per_s", requests / expectedStep(situation, decode, rates).seconds(),
                             situation, requests > 1 ? Phase::Batch : Phase::Decode, rates);
    const double prompt = promptOf(workload);
    const double batches = std::ceil(prompt / situation.request->batch);
    const auto step = expectedStep(situation, stepTime(situation, {{}, {{prompt / batches, 0, prompt}}}), rates);
    const double seconds = promptSeconds(situation, step, batches);
    plan.prefill = expectedOf("prefill_tokens_per_s", prompt / seconds, situation, Phase::Prefill, rates);
}

} // namespace headroom::plan
