// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/quant/calibrate/calibration.h"

namespace headroom::job {

Result<Json> calibrateWork(Parameters& parameters, const Record& record, JobControl& control)
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
    options.device = parameters.textOr("device", "auto");
    HEADROOM_TRY(parameters.status());
    const auto retention = quant::findRetention(retain);
    if (!retention)
        return fail(ErrorCode::InvalidArgument, "job, parameter retain", "is none of nothing, hash, text");
    options.retain = *retention;
    const std::string output = absolutePath(options.output);
    const auto toJson = [&output](const quant::CalibrationResult& result) {
        Json json = quant::toJson(result);
        json["output"] = output;
        return json;
    };
    if (record.results)
        options.beforeName = [&](const quant::CalibrationResult& result, const FileState& whole) {
            record.promise(toJson(result), {output, whole});
        };
    return quant::calibrate(options, control).map(toJson);
}

} // namespace headroom::job
