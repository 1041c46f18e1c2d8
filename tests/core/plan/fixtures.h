// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: plans of catalogue models in one line.
#pragma once

#include "core/machine/catalogue.h"
#include "core/plan/command.h"
#include "core/plan/plan.h"

#include <string>

namespace headroom::test {

/// Preset "F16", "BF16" or "" is the catalogue's F16 tensors as they are.
inline plan::PlanRequest request(const std::string& rig, const std::string& model, std::string preset,
                                 std::uint32_t context = 8192, std::uint32_t concurrency = 1)
{
    plan::PlanRequest request;
    request.rig = machine::designRig(rig).value();
    const auto* entry = machine::findModel(model);
    if (!entry)
        throw std::runtime_error("no such model: " + model);
    request.model = entry->describe(tensor::Type::F16);
    request.preset = preset == "F16" || preset == "BF16" ? std::string() : std::move(preset);
    request.workload.context = context;
    request.workload.concurrency = concurrency;
    return request;
}

/// The command that makes the plan again, as one text.
inline std::string wordsOf(const plan::PlanRequest& request)
{
    std::string all;
    for (const std::string& word : plan::commandOf(request))
        all += " " + word;
    return all;
}

inline double mebibytes(const Term& term)
{
    return term.value / 1048576.0;
}
inline double gibibytes(const Term& term)
{
    return term.value / 1073741824.0;
}

/// Null where there is none.
inline const plan::Reason* reasonOf(const std::vector<plan::Reason>& reasons, std::string_view code)
{
    for (const auto& reason : reasons)
        if (reason.code == code)
            return &reason;
    return nullptr;
}

} // namespace headroom::test
