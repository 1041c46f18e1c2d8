// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Rig × Model × Preset × Workload → memory, speed, power, verdict. Pure arithmetic, microseconds, no I/O: the
// window calls it on every move of a slider. Every number is a Term. Formulas: shared reference "capacity" §2, restated
// in each file.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/remark.h"
#include "core/machine/rig.h"
#include "core/plan/engine.h"
#include "core/plan/placement.h"
#include "core/quant/preset/preset.h"

#include <optional>

namespace headroom::plan {

struct Workload {
    std::uint32_t context = 8192; ///< tokens per request, prompt and answer
    std::uint32_t concurrency = 1;
    std::uint32_t promptTokens = 2048;
    std::uint32_t outputTokens = 512;
};

/// Tokens of the prompt that are planned with: no more than the context holds.
std::uint32_t promptOf(const Workload& workload);

/// What stays in host memory beside GPUs, in the words of llama.cpp. Without a GPU all of it does.
struct Offload {
    std::optional<std::uint32_t> gpuLayers; ///< on GPUs, the last ones; the head counts as one more. None: all
    std::uint32_t cpuExperts = 0; ///< layers, the first ones, whose routed experts stay in host memory
    bool any() const { return gpuLayers || cpuExperts > 0; }
};

struct PlanRequest {
    const Engine* engine = &defaultEngine(); ///< never null
    std::string engineVersion; ///< one of the engine's; empty: the first
    Offload offload;
    std::optional<Placement> placement; ///< in the place of the engine's own
    machine::Rig rig;
    model::Description model;
    std::string preset; ///< empty: the file as it is
    std::string kvType = "f16";
    Workload workload;
    std::uint32_t batch = engine->batch; ///< tokens of a prompt that are computed at once
    bool flashAttention = true;
    std::vector<model::LeftOut> beside; ///< towers and projectors that are loaded with the model, on its first device
    std::string projector; ///< the file that one of them is; empty: they are the model's own
};
/// What of `beside` stands in the model's own files.
bool hasOwnBeside(const PlanRequest& request);
/// How a stored request names what is loaded beside its model: "beside" and "projector". Nothing where there is
/// nothing.
void putBeside(const PlanRequest& request, Json& stored);
/// The inverse; what is not there or is no list of parts counts as nothing.
void takeBeside(const Json& stored, PlanRequest& request);

/// How a stored request names its engine, and what of the model stays in host memory: "engine", and where they were
/// chosen "engine_version", "gpu_layers", "cpu_moe_layers".
void putEngine(const PlanRequest& request, Json& stored);
/// The inverse; what is not there, or is not known here, is as if it had not been chosen.
void takeEngine(const Json& stored, PlanRequest& request);
/// What is planned for where none was asked for.
std::string_view versionOf(const PlanRequest& request);

enum class Verdict { Fits, Tight, DoesNotFit };
enum class Bottleneck { MemoryBandwidth, Compute, Interconnect, Capacity, Power };
std::string_view verdictName(Verdict verdict); ///< "fits", "tight", "does_not_fit"
std::string_view bottleneckName(Bottleneck bottleneck);

/// Why, as a code with its numbers; app/text and the command line put it into words.
struct Reason {
    std::string code; ///< "memory_exceeded", "memory_tight", "psu_transient", "psu_over", "psu_band", "circuit",
                      ///< "power_unknown", "supply_unknown", "power_limited", "context_beyond_training", "no_gpu",
                      ///< "link_narrow", "several_machines", "several_makers", "cards_beside_apple",
                      ///< "format_unloaded", "parts_left_out", "parts_beside",
                      ///< and those of model/remarks.h
    Verdict severity = Verdict::Fits;
    std::vector<std::pair<std::string, double>> values; ///< names carry units: "free_bytes"
    std::string subject; ///< device or supply
    std::string text; ///< one English sentence, for the command line
    Remark remark = {}; ///< the same, of the catalogue; empty where the code and its values say it
};

/// A figure that was learned from measurements, with the interval in which nine of ten of others were.
struct Expected {
    Term term; ///< no id: nothing is known
    double low = 0, high = 0; ///< in the term's unit
};

struct DevicePlan {
    std::string name;
    bool processor = false; ///< the host's own, and its memory
    std::uint32_t firstLayer = 0, layerCount = 0; ///< that have a share here
    Term total, weights, kvCache, compute, overhead, free; ///< bytes; free may be negative
};

struct Plan {
    Verdict verdict = Verdict::Fits;
    Bottleneck bottleneck = Bottleneck::MemoryBandwidth;
    std::vector<Reason> reasons; ///< worst first
    std::vector<DevicePlan> devices;
    Term weights, kvCache, kvPerToken;
    Term beside; ///< bytes of towers and projectors, on the first device
    Term maxContext; ///< tokens, at this concurrency
    Term maxConcurrency; ///< at this context
    Expected decode, prefill; ///< tokens/s that the engine reaches; decode: all requests together
    Term decodeCeiling; ///< tokens/s, all requests together
    Term decodePerRequest;
    Term prefillCeiling; ///< tokens/s
    Term timeToFirstToken; ///< s, idle queue, at the ceiling
    Term psuLoad; ///< fraction of the rated power, sustained
    Term psuTransient; ///< fraction, worst single-card spike
    Term wallWatts;
    Term circuitLoad; ///< fraction of the circuit's continuous limit
    Term heat; ///< BTU/h
    bool encoder = false; ///< keeps no cache and generates nothing: no rates, and no limit of requests
    std::vector<const Term*> terms() const; ///< all of the above in display order; of an encoder those that it has
};
Result<Plan> makePlan(const PlanRequest& request);
Json toJson(const Plan& plan);

/// Frontier of what fits: for each context the largest concurrency (0 = none). Same arithmetic as makePlan.
struct FrontierPoint {
    double context = 0;
    double concurrency = 0; ///< real-valued: where the tightest card is exactly full
};
/// Contexts are multiples of the engine's step, from one step to maxContext at even ratios; fewer than `points` where
/// steps would repeat.
Result<std::vector<FrontierPoint>> frontier(const PlanRequest& request, std::uint32_t maxContext, std::size_t points);

/// Power alone, for the Hardware pane: a rig without a model.
struct PowerPlan {
    Verdict verdict = Verdict::Fits;
    std::vector<Reason> reasons;
    Term sustainedWatts, psuLoad, psuTransient, wallWatts, circuitLoad, heat;
    bool ownSupply = false; ///< the machine came with it: none is to be chosen, and no load of it is known
};
PowerPlan planPower(const machine::Rig& rig);
/// GPUs and CPU of the rig whose power nobody told, as "GPU 1, CPU"; their watts are missing in its sums. Empty: none.
std::string partsOfUnknownPower(const machine::Rig& rig);
/// Its supplies whose rating nobody told, as "PSU 2 (name)"; with one of them no load is known. Empty: none.
std::string suppliesOfUnknownRating(const machine::Rig& rig);
/// A load of a supply or circuit that is not known is none: it stands as 0, which no rig has.
bool isKnown(const Term& term);

} // namespace headroom::plan
