// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/search/sensitivity.h"

namespace headroom::job {

Result<Json> sensitivityWork(Parameters& parameters, const Record&, JobControl& control)
{
    search::SensitivityOptions options;
    options.model = parameters.path("model");
    options.text = parameters.path("text");
    const auto known = [](std::string_view name) { return quant::findPreset(name) != nullptr; };
    options.preset = parameters.name("preset", nullptr, known, quant::presetNames());
    options.evaluation = evalOptions(parameters);
    const std::string grouping = parameters.textOr("group_by", "kind");
    HEADROOM_TRY(parameters.status());
    const auto found = search::findGrouping(grouping);
    if (!found)
        return fail(ErrorCode::InvalidArgument, "job, parameter group_by", "is none of kind, layer, tensor");
    options.grouping = *found;
    const auto groups = search::sensitivity(options, control);
    if (!groups)
        return tl::unexpected(groups.error());
    Json rows = Json::array();
    for (const auto& group : *groups)
        rows.push_back(search::toJson(group));
    return Json{{"model", absolutePath(options.model)}, {"preset", options.preset}, {"groups", std::move(rows)}};
}

} // namespace headroom::job
