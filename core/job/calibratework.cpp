// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/quant/calibrate/calibration.h"

namespace headroom::job {

Result<Json> calibrateWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    quant::CalibrationOptions options = quant::calibrationOptions(parameters);
    const std::string output = absolutePath(options.output);
    const auto toJson = [&output](const quant::CalibrationResult& result) {
        Json json = quant::toJson(result);
        json["output"] = output;
        return json;
    };
    options.identify = record.results != nullptr;
    if (record.results)
        options.beforeName = [&](const quant::CalibrationResult& result, const FileState& whole) {
            record.promise(toJson(result), {output, whole});
        };
    return quant::calibrate(options, control).map(toJson);
}

} // namespace headroom::job
