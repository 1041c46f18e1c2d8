// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/fit/evidence.h"

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

/// Cards are bought with what they hold; a per cent or two more than we think is no proof of a spill.
bool mayHold(const Situation& situation)
{
    constexpr double kSlack = 0.03;
    return std::ranges::all_of(situation.devices, [&](const Device& device) {
        return device.weightBytes() <= device.totalBytes * (1 + kSlack);
    });
}

} // namespace

Result<std::unique_ptr<Evidence>> Evidence::of(const Measurement& measurement, std::size_t number)
{
    std::unique_ptr<Evidence> evidence(new Evidence(measurement));
    evidence->m_number = number;
    const PlanRequest& request = evidence->m_measurement.request;
    auto situation = resolve(request);
    if (!situation)
        return tl::unexpected(std::move(situation.error()));
    evidence->m_situation = std::move(*situation);
    const Situation& resolved = evidence->m_situation;
    if (!mayHold(resolved))
        return fail(ErrorCode::Unsupported, measurement.where, "does not fit");
    const double prompt = request.workload.promptTokens;
    if (measurement.phase == Phase::Prefill) {
        evidence->m_batches = std::ceil(prompt / request.batch);
        evidence->m_tokens = prompt;
        evidence->m_step
            = stepTime(resolved, {{}, {{prompt / evidence->m_batches, measurement.depth, measurement.depth + prompt}}});
    } else {
        evidence->m_tokens = request.workload.concurrency;
        evidence->m_step = stepTime(resolved, {{{evidence->m_tokens, std::max(1.0, measurement.depth)}}, {}});
    }
    evidence->m_setting = settingOf(resolved, resolved.devices.front());
    evidence->m_setting.set(kBackend, measurement.backend);
    evidence->m_setting.set(kYear, measurement.year);
    evidence->m_lnMeasured = std::log(measurement.perSecond);
    evidence->m_measurement.request.model.tensors.clear(); // thousands of names, which nothing asks for any more
    return evidence;
}

double Evidence::lnExpected(const Rates& rates) const
{
    const std::vector<Rates> all(m_situation.devices.size(), rates);
    const ExpectedStep step = expectedStep(m_situation, m_step, all);
    const double seconds
        = m_measurement.phase == Phase::Prefill ? promptSeconds(m_situation, step, m_batches) : step.seconds();
    return std::log(m_tokens / seconds);
}

} // namespace headroom::plan
