// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Ceilings: what the hardware allows, before kernels lose some of it.
// Decode, B requests of c tokens: tokens/s = B ÷ T, T of step.cpp. With a layer split the devices work one after the
// other.
//   Llama 3 8B F16 on an RTX 4090: (16.06 − 1.05) GB ÷ 1008 GB/s = 14.9 ms: 67.1 tokens/s; measured 54.8.
// Prefill, n tokens in equal batches of at most u. In a pipeline batches follow each other through the stages, t
// seconds
//   each: T = Σ t + (n/u − 1) max t; else one after the other: T = n/u × step. tokens/s = n ÷ T.
//   Llama 3 8B on an RTX 4090: 165.2 T ÷ (2 × 7.505 G) = 11000 tokens/s at 512 tokens; measured 9382.
#include "core/model/task.h"
#include "core/plan/expected/expected.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

/// Seconds for the first n tokens of one request.
double prefillSeconds(const Situation& situation, double n)
{
    const double batches = std::ceil(n / situation.request->batch);
    const auto step = stepTime(situation, {{}, {{n / batches, 0, n}}});
    std::vector<double> stages;
    for (const StageTime& stage : step.stages)
        stages.push_back(stage.seconds);
    return promptSeconds(situation, stages, situation.placement.pipelined ? 0 : step.transfers, batches);
}

/// Of one text of the planned context, whose tokens all see each other.
StepTime encodeTime(const Situation& situation)
{
    const double n = situation.request->workload.context;
    return stepTime(situation, {{}, {{n, n, n}}});
}

TermInput named(TermInput given, const Device& device, std::size_t devices)
{
    if (devices > 1)
        given.name += " (" + device.label + ")";
    return given;
}

std::string decodeFormula(const StepTime& decode)
{
    const bool together = std::ranges::any_of(decode.stages, [](const auto& stage) { return stage.works.size() > 1; });
    return fmt::format("requests ÷ (Σ {} max((weights_read + kv_read) ÷ bandwidth, flop ÷ fp16_rate) + link_time)",
                       together ? "stages, of each the slowest device," : "devices");
}

std::string prefillFormula(const Situation& situation)
{
    return fmt::format("prompt ÷ ({}), t = max(flop ÷ fp16_rate, weights ÷ bandwidth) of a batch",
                       situation.placement.pipelined ? "Σ devices t + (prompt ÷ batch − 1) × slowest t"
                                                     : "(prompt ÷ batch) × (Σ stages t + link_time)");
}

Term decodeTerm(const Situation& situation, const StepTime& decode)
{
    const double requests = situation.request->workload.concurrency;
    Term term{"decode_tokens_per_s_ceiling",
              requests / decode.seconds(),
              "tokens/s",
              decodeFormula(decode),
              {{"requests", requests, "", Provenance::Entered, {}},
               {"weights_read", decode.weightsRead, "B", Provenance::Computed, "without the embedding table"},
               {"kv_read", decode.kvRead, "B", Provenance::Computed,
                "every request at the planned context; windows no further than themselves"},
               {"flop", decode.flops, "FLOP", Provenance::Computed, {}},
               {"link_time", decode.link, "s", Provenance::Computed,
                decode.link > decode.transfers ? "activations between devices, and weights copied to a card"
                                               : "activations between devices"}},
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
    auto decode = stepTime(situation, {{{double(workload.concurrency), double(workload.context)}}, {}});
    plan.decodeCeiling = decodeTerm(situation, decode);
    plan.decodePerRequest = {"decode_tokens_per_s_per_request",
                             1 / decode.seconds(),
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
                           prefillFormula(situation),
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
    planExpected(situation, decode, plan);
    return decode;
}

} // namespace headroom::plan
