// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/search/searchparameters.h"

namespace headroom::job {

Result<Json> searchWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    const search::SearchOptions options = search::searchOptions(parameters);
    const auto result = search::search(options, control);
    if (!result)
        return tl::unexpected(result.error());
    if (record.results && result->measured)
        record.results->metrics = {{0, 0, absolutePath(options.model) + " " + result->preset.name, "mean_kld",
                                    result->measured->mixture.value("mean_kld"), std::nullopt, std::nullopt, "nat", 1}};
    return search::toJson(*result);
}

} // namespace headroom::job
