// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/presetfit.h"

#include "app/text/display.h"

#include <algorithm>

namespace headroom::app {

std::optional<PresetFit> fitOf(plan::PlanRequest request, const PlannedRun& run)
{
    request.model = run.model;
    request.preset.clear(); // the tensors as they are, which is as they will be
    request.model.tensors.clear();
    for (const TensorRow& row : run.tensors)
        request.model.tensors.push_back({row.name, row.to, row.shape, row.scheme.empty() ? 0 : row.bytes});
    const auto planned = plan::makePlan(request);
    if (!planned || planned->devices.empty())
        return std::nullopt;
    PresetFit fit;
    if (const plan::DevicePlan* device = text::bindingDevice(*planned))
        fit.device = *device;
    for (const plan::Reason& reason : planned->reasons)
        if (reason.code.starts_with("memory_"))
            fit.verdict = std::max(fit.verdict, reason.severity);
    return fit;
}

} // namespace headroom::app
