// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/compare.h"
#include "core/eval/evalparameters.h"
#include "core/eval/statistics.h"
#include "core/job/gate.h"
#include "core/job/work.h"
#include "core/machine/detect.h"

#include <algorithm>
#include <iterator>

namespace headroom::job {

namespace {

store::MetricRow metric(const std::string& subject, const char* name, double value, const char* unit, std::uint64_t n)
{
    return {0, 0, subject, name, value, std::nullopt, std::nullopt, unit, n};
}

store::MetricRow between(store::MetricRow row, double low, double high)
{
    row.low = low;
    row.high = high;
    return row;
}

store::MetricRow plusMinus(store::MetricRow row, double margin)
{
    return between(row, row.value - margin, row.value + margin);
}

void addCandidate(std::vector<store::MetricRow>& rows, const eval::CandidateResult& candidate)
{
    const std::string subject = absolutePath(candidate.model);
    for (const eval::Metric& known : eval::metrics())
        if (const eval::Measurement* measured = candidate.find(known.id)) {
            rows.push_back({0, 0, subject, measured->metric, measured->value, std::nullopt, std::nullopt,
                            std::string(known.unit), measured->n});
            if (measured->interval)
                rows.back() = between(rows.back(), measured->interval->low, measured->interval->high);
        }
}

std::vector<store::MetricRow> comparisonMetrics(const eval::CompareResult& result)
{
    std::vector<store::MetricRow> rows;
    const std::string baseline = absolutePath(result.baseline);
    rows.push_back(plusMinus(metric(baseline, "perplexity", result.baselinePerplexity, "", result.tokensScored),
                             eval::kNormal95 * result.baselineStandardError));
    rows.push_back(metric(baseline, "noise_floor_mean_kld", result.noiseFloorMeanKld, "nat", result.tokensScored));
    for (const auto& candidate : result.candidates)
        addCandidate(rows, candidate);
    return rows;
}

/// By the project's budget; none where that is one of another version, which says nothing against the figures.
std::vector<store::VerdictRow> comparisonVerdicts(const eval::CompareResult& result, const store::Store& project)
{
    std::vector<store::VerdictRow> rows;
    const auto budget = projectBudget(project);
    for (std::size_t i = 0; budget && i < result.candidates.size(); ++i)
        std::ranges::move(
            verdictRows(result.candidates[i], eval::judge(result, result.candidates[i], *budget), *budget),
            std::back_inserter(rows));
    return rows;
}

} // namespace

Result<Json> compareWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    const auto baseline = parameters.path("baseline");
    const auto candidates = parameters.paths("candidates");
    const auto text = parameters.path("text");
    const auto options = eval::evalOptions(parameters);
    const auto result = eval::compare(baseline, candidates, text, options, control);
    if (!result)
        return tl::unexpected(result.error());
    if (record.results) {
        auto model = modelRow(*result->baselineFile, result->baselineSha256);
        if (!model)
            return tl::unexpected(model.error());
        *record.results
            = {std::move(*model),
               std::nullopt,
               comparisonMetrics(*result),
               comparisonVerdicts(*result, *record.project),
               {{"candidates", result->candidates.size()}, {"windows", result->windows}, {"context", result->context}}};
    }
    return eval::toJson(*result);
}

Result<Json> perplexityWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    const auto model = parameters.path("model");
    const auto text = parameters.path("text");
    auto options = eval::evalOptions(parameters);
    options.identify = record.results != nullptr;
    const auto result = eval::perplexity(model, text, options, control);
    if (!result)
        return tl::unexpected(result.error());
    if (record.results) {
        auto known = modelRow(*result->file, result->modelSha256);
        if (!known)
            return tl::unexpected(known.error());
        const auto row = metric(absolutePath(model), "perplexity", result->perplexity, "", result->tokensScored);
        *record.results = {std::move(*known), std::nullopt, {plusMinus(row, eval::kNormal95 * result->standardError)}};
    }
    return eval::toJson(*result);
}

Result<Json> measureWork(const Parameters& parameters, const Record& record, JobControl& control)
{
    const auto result = machine::measureBandwidth(parameters.count("threads"), control);
    if (!result)
        return tl::unexpected(result.error());
    if (record.results) {
        const auto read = metric("memory", "read_bandwidth", result->readGBs, "GB/s", result->repeats);
        record.results->metrics = {between(read, result->readMinGBs, result->readMaxGBs),
                                   metric("memory", "copy_bandwidth", result->copyGBs, "GB/s", result->repeats)};
    }
    return machine::toJson(*result);
}

} // namespace headroom::job
