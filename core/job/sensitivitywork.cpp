// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/search/searchparameters.h"

namespace headroom::job {

Result<Json> sensitivityWork(const Parameters& parameters, const Record&, JobControl& control)
{
    const search::SensitivityOptions options = search::sensitivityOptions(parameters);
    const auto groups = search::sensitivity(options, control);
    if (!groups)
        return tl::unexpected(groups.error());
    Json rows = Json::array();
    for (const auto& group : *groups)
        rows.push_back(search::toJson(group));
    return Json{{"model", absolutePath(options.model)}, {"preset", options.preset}, {"groups", std::move(rows)}};
}

} // namespace headroom::job
