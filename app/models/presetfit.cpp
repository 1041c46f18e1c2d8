// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/presetfit.h"

#include <algorithm>

namespace headroom::app {

std::optional<PresetFit> fitOf(plan::PlanRequest request, const quant::QuantizePlan& plan)
{
    request.model = plan.model;
    request.preset.clear(); // the tensors as they are, which is as they will be
    const std::size_t count = std::min(plan.assignments.size(), plan.model.tensors.size());
    for (std::size_t i = 0; i < count; ++i)
        request.model.tensors[i].type = plan.assignments[i].to;
    const auto planned = plan::makePlan(request);
    if (!planned || planned->devices.empty())
        return std::nullopt;
    PresetFit fit;
    fit.device
        = *std::ranges::min_element(planned->devices, {}, [](const plan::DevicePlan& d) { return d.free.value; });
    for (const plan::Reason& reason : planned->reasons)
        if (reason.code.starts_with("memory_"))
            fit.verdict = std::max(fit.verdict, reason.severity);
    return fit;
}

} // namespace headroom::app
