// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The inverse of memory.cpp, through the same functions, so that a plan at a limit fits and one step beyond does not.
//   concurrency at a context: min over devices of (free without cache) ÷ (cache of one sequence); real-valued, and
//   rounded down for the answer. Free memory falls with every cell, so the largest context is found by bisection on
//   whole steps of the engine's cells.
// Example: 24 GiB free of everything but cache, 1 GiB per sequence: 24 requests.
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

struct Bound {
    double value = 0;
    std::size_t device = 0; ///< the tightest
};

/// Of an answer that is the last that was examined.
constexpr const char* kLastExamined = "the most that is examined; there may be room for more";

/// Sequences of so many cells that exactly fill the tightest device; 0 when not even the weights fit. Of devices that
/// are full at the same number, the one with the smallest share left without any cache.
Bound concurrencyAt(const Situation& situation, double cells)
{
    Bound bound{INFINITY, 0};
    double leastShare = INFINITY;
    for (std::size_t i = 0; i < situation.devices.size(); ++i) {
        const auto& device = situation.devices[i];
        const double free = freeBytes(situation, device, cells, 0);
        const double each = kvBytes(situation, device, cells, 1);
        const double most = static_cast<double>(kMaxConcurrency);
        const double sequences = free < 0 ? 0 : each > 0 ? std::min(most, free / each) : most;
        const double share = free / device.totalBytes;
        if (sequences < bound.value || (sequences == bound.value && share < leastShare)) {
            bound = {sequences, i};
            leastShare = share;
        }
    }
    return bound;
}

bool fits(const Situation& situation, double cells, double sequences)
{
    return std::all_of(situation.devices.begin(), situation.devices.end(),
                       [&](const Device& device) { return freeBytes(situation, device, cells, sequences) >= 0; });
}

double largestConcurrency(const Situation& situation, double cells)
{
    double sequences = std::floor(concurrencyAt(situation, cells).value);
    // The division may round across a whole number; makePlan's own sum decides.
    if (sequences > 0 && !fits(situation, cells, sequences))
        --sequences;
    else if (sequences < kMaxConcurrency && fits(situation, cells, sequences + 1))
        ++sequences;
    return sequences;
}

double largestContext(const Situation& situation, double sequences)
{
    std::uint32_t low = 0;
    const std::uint32_t step = situation.engine().cache.step;
    std::uint32_t high = kMaxContext / step + 1;
    // An encoder has no place for a token beyond those it was trained for.
    const std::uint32_t trained = situation.shape().contextLength;
    if (!situation.shape().causal && trained > 0)
        high = std::min(high, (trained + step - 1) / step + 1);
    while (high - low > 1) {
        const std::uint32_t middle = low + (high - low) / 2;
        (fits(situation, static_cast<double>(middle) * step, sequences) ? low : high) = middle;
    }
    return static_cast<double>(low) * step;
}

} // namespace

std::size_t bindingDevice(const Situation& situation)
{
    return concurrencyAt(situation, cellsOf(situation.engine(), situation.request->workload.context)).device;
}

void planLimits(const Situation& situation, Plan& plan)
{
    const auto& workload = situation.request->workload;
    const double cells = cellsOf(situation.engine(), workload.context);
    const auto bound = concurrencyAt(situation, cells);
    const auto& device = situation.devices[bound.device];
    const double most = largestConcurrency(situation, cells);
    plan.maxConcurrency
        = {"max_concurrency",
           most,
           "requests",
           "⌊min over devices (free without cache ÷ cache of one request)⌋",
           {{"free_without_cache", freeBytes(situation, device, cells, 0), "B", Provenance::Computed, device.label},
            {"cache_of_one_request", kvBytes(situation, device, cells, 1), "B", Provenance::Computed, device.label},
            {"context", static_cast<double>(workload.context), "tokens", Provenance::Entered, {}}},
           Provenance::Computed,
           most >= kMaxConcurrency ? kLastExamined : "bound by " + device.label};
    const double longest = largestContext(situation, workload.concurrency);
    plan.maxContext
        = {"max_context",
           longest,
           "tokens",
           fmt::format("largest multiple of {} at which every device has free ≥ 0", situation.engine().cache.step),
           {{"concurrency", static_cast<double>(workload.concurrency), "requests", Provenance::Entered, {}},
            {"trained_context", static_cast<double>(situation.shape().contextLength), "tokens", Provenance::Quoted,
             situation.request->model.source}},
           Provenance::Computed,
           longest >= kMaxContext ? kLastExamined : "memory alone; the trained context is another limit"};
}

Result<std::vector<FrontierPoint>> frontier(const PlanRequest& request, std::uint32_t maxContext, std::size_t points)
{
    if (maxContext == 0 || maxContext > kMaxContext)
        return fail(ErrorCode::InvalidArgument, "context",
                    fmt::format("{} is not from 1 to {}", maxContext, kMaxContext));
    if (points < 2 || points > 65536)
        return fail(ErrorCode::InvalidArgument, "points", fmt::format("{} is not from 2 to 65536", points));
    const auto situation = resolve(request);
    if (!situation)
        return tl::unexpected(situation.error());
    std::vector<FrontierPoint> curve;
    const double step = request.engine->cache.step;
    const double last = cellsOf(*request.engine, maxContext);
    const double ratio = std::log(last / step) / static_cast<double>(points - 1);
    for (std::size_t i = 0; i < points; ++i) {
        const double wanted = step * std::exp(ratio * static_cast<double>(i));
        double cells = std::min(last, std::round(wanted / step) * step);
        if (!curve.empty())
            cells = std::max(cells, curve.back().context + step);
        if (cells > last)
            break;
        curve.push_back({cells, concurrencyAt(*situation, cells).value});
    }
    return curve;
}

} // namespace headroom::plan
