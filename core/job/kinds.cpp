// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/kinds.h"

#include "core/eval/evalparameters.h"
#include "core/infer/computeparameters.h"
#include "core/quant/calibrate/calibration.h"
#include "core/quant/run/quantizeoptions.h"
#include "core/search/searchparameters.h"

#include <algorithm>
#include <array>

namespace headroom::job {

namespace {

constexpr std::array kKinds{
    Kind{"quantize", "quantize", quant::quantizeParameters, quantizeWork},
    Kind{"calibrate", "calibrate", quant::calibrationParameters, calibrateWork},
    Kind{"compare", "compare", eval::compareParameters, compareWork},
    Kind{"perplexity", "perplexity", eval::perplexityParameters, perplexityWork},
    Kind{"measure", "hardware --measure", measureParameters, measureWork},
    Kind{"sensitivity", "sensitivity", search::sensitivityParameters, sensitivityWork},
    Kind{"search", "search", search::searchParameters, searchWork},
};

constexpr std::array kMeasure{infer::kThreads, infer::kDevice};

} // namespace

std::span<const Parameter> measureParameters()
{
    return kMeasure;
}

std::span<const Kind> kinds()
{
    return kKinds;
}

const Kind* findKind(std::string_view name)
{
    const auto* kind = std::ranges::find(kKinds, name, &Kind::name);
    return kind == kKinds.end() ? nullptr : kind;
}

std::string outputOf(std::string_view kind, const Json& parameters)
{
    const Kind* row = findKind(kind);
    if (row && parameters.is_object())
        for (const Parameter& parameter : row->parameters())
            if (const auto found = parameters.find(parameter.key);
                parameter.isOutput && found != parameters.end() && found->is_string())
                return found->get<std::string>();
    return {};
}

} // namespace headroom::job
