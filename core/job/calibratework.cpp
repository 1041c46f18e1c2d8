// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/quant/calibration.h"

namespace headroom::job {

Result<Json> calibrateWork(Parameters& parameters, const Record&, JobControl& control)
{
    quant::CalibrationOptions options;
    options.model = parameters.path("model");
    options.texts = parameters.paths("texts");
    options.output = parameters.path("output");
    options.context = parameters.count("context", options.context);
    options.maxSamples = parameters.count("max_samples", 0);
    options.servingContext = parameters.count("serving_context", 0);
    options.outputMatrix = parameters.flag("output_matrix");
    options.hessians = parameters.flag("hessians");
    options.hessianBytes = std::uint64_t{parameters.count("hessian_mib", 1024)} << 20U;
    options.redact = !parameters.flag("no_redact");
    const std::string retain = parameters.textOr("retain", "hash");
    options.replace = parameters.flag("replace");
    options.threads = parameters.threads();
    HEADROOM_TRY(parameters.status());
    const auto retention = quant::findRetention(retain);
    if (!retention)
        return fail(ErrorCode::InvalidArgument, "retain", "must be nothing, hash or text");
    options.retain = *retention;
    const auto result = quant::calibrate(options, control);
    if (!result)
        return tl::unexpected(result.error());
    Json json = quant::toJson(*result);
    json["output"] = absolutePath(options.output);
    return json;
}

} // namespace headroom::job
