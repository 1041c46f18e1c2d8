// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/work.h"
#include "core/search/search.h"

namespace headroom::job {

namespace {

Status readTypes(Parameters& parameters, std::vector<tensor::Type>& types)
{
    for (const std::string& name : parameters.texts("types")) {
        const auto type = quant::encodableType(name);
        if (!type)
            return fail(ErrorCode::InvalidArgument, "job, parameter types",
                        type.error().where + " " + type.error().detail);
        types.push_back(*type);
    }
    return {};
}

void readBudget(Parameters& parameters, search::SearchBudget& budget)
{
    if (const std::uint64_t bytes = parameters.bytes("budget_bytes"); bytes > 0)
        budget.fileBytes = bytes;
    if (const double bits = parameters.number("budget_bits", 0); bits != 0)
        budget.bitsPerWeight = bits;
    if (const double kld = parameters.number("budget_kld", 0); kld != 0)
        budget.meanKld = kld;
}

} // namespace

Result<Json> searchWork(Parameters& parameters, const Record& record, JobControl& control)
{
    search::SearchOptions options;
    options.model = parameters.path("model");
    options.text = parameters.textOr("text", "");
    options.imatrix = parameters.textOr("imatrix", "");
    options.allowRequantize = parameters.flag("allow_requantize");
    readBudget(parameters, options.budget);
    HEADROOM_TRY(readTypes(parameters, options.types));
    const std::string grouping = parameters.textOr("group_by", "kind");
    options.evaluation = evalOptions(parameters);
    HEADROOM_TRY(parameters.status());
    const auto found = search::findGrouping(grouping);
    if (!found)
        return fail(ErrorCode::InvalidArgument, "job, parameter group_by", "is none of kind, layer, tensor");
    options.grouping = *found;
    const auto result = search::search(options, control);
    if (!result)
        return tl::unexpected(result.error());
    if (record.results && result->measured)
        record.results->metrics = {{0, 0, absolutePath(options.model) + " " + result->preset.name, "mean_kld",
                                    result->measured->mixture.value("mean_kld"), std::nullopt, std::nullopt, "nat", 1}};
    return search::toJson(*result);
}

} // namespace headroom::job
