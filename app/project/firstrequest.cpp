// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project/firstrequest.h"

#include "core/machine/catalogue.h"

namespace headroom::app {

namespace {

constexpr const char* kFirstModel = "llama-3.1-8b";
constexpr const char* kFirstRig = "1x RTX 3090";

} // namespace

plan::PlanRequest firstRequest()
{
    plan::PlanRequest request;
    if (const auto* model = machine::findModel(kFirstModel))
        request.model = model->describe(tensor::Type::F16);
    if (auto rig = machine::designRig(kFirstRig))
        request.rig = std::move(*rig);
    request.preset = "Q4_K_M";
    return request;
}

} // namespace headroom::app
