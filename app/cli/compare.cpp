// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/compare.h"
#include "errors.h"
#include "evaluate.h"
#include "figures.h"
#include "jobcommand.h"
#include "output.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace headroom::cli {

namespace {

std::string measuredCell(const eval::Metric& metric, const eval::Measurement* measured)
{
    return measured ? withInterval(metric, measured->value, measured->interval) : "–";
}

/// The last `parts` parts of a path.
std::string ending(const std::filesystem::path& path, std::size_t parts)
{
    std::filesystem::path left;
    for (auto part = path.end(); parts > 0 && part != path.begin(); --parts)
        left = left.empty() ? *--part : *--part / left;
    return left.string();
}

/// The name of each file, with as many of its folders as tell it from the others.
std::vector<std::string> namesApart(const std::vector<eval::CandidateResult>& candidates)
{
    std::vector<std::string> names;
    for (const auto& candidate : candidates) {
        const std::filesystem::path path(candidate.model);
        const auto most = std::size_t(std::distance(path.begin(), path.end()));
        const auto others = [&](std::size_t parts) {
            return std::ranges::any_of(candidates, [&](const auto& other) {
                return other.model != candidate.model && ending(other.model, parts) == ending(path, parts);
            });
        };
        std::size_t parts = 1;
        while (parts < most && others(parts))
            ++parts;
        names.push_back(ending(path, parts));
    }
    return names;
}

void printCandidates(const eval::CompareResult& result)
{
    const std::vector<std::string> names = namesApart(result.candidates);
    std::vector<std::string> titles{"model", "size", "bits/w"};
    for (const eval::Metric& metric : eval::metrics())
        if (metric.inTables)
            titles.push_back(titleOf(metric));
    TextTable table(std::move(titles));
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
        const auto& candidate = result.candidates[i];
        std::vector<std::string> cells{names[i], humanBytes(double(candidate.fileBytes)),
                                       fmt::format("{:.2f}", candidate.bitsPerWeight)};
        for (const eval::Metric& metric : eval::metrics())
            if (metric.inTables)
                cells.push_back(measuredCell(metric, candidate.find(metric.id)));
        table.add(std::move(cells));
    }
    table.print();
}

/// Every metric in every slice, a line each.
void printMetrics(const eval::CompareResult& result)
{
    const std::vector<std::string> names = namesApart(result.candidates);
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
        print("\n{}\n", names[i]);
        TextTable table({"metric", "", "slice", "value [95 %]", "n", "windows"});
        for (const eval::Measurement& measured : result.candidates[i].measurements)
            if (const eval::Metric* metric = eval::findMetric(measured.metric))
                table.add({measured.metric, titleOf(*metric), measured.slice, measuredCell(*metric, &measured),
                           grouped(measured.n), grouped(measured.clusters)});
        table.print();
    }
}

/// Neighbours in the order of their divergence: is the better one surely better?
void printPairs(const eval::CompareResult& result)
{
    std::vector<std::size_t> order(result.candidates.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return result.candidates[i].value("mean_kld"); });
    const std::vector<std::string> names = namesApart(result.candidates);
    for (std::size_t i = 1; i < order.size(); ++i) {
        const auto [better, worse] = std::pair(order[i - 1], order[i]);
        const auto pair = std::ranges::find_if(result.pairs, [&](const eval::PairDifference& p) {
            return p.a == std::min(better, worse) && p.b == std::max(better, worse);
        });
        if (pair == result.pairs.end())
            continue;
        const double sign = pair->a == worse ? 1 : -1;
        const double low = std::min(sign * pair->low, sign * pair->high);
        print("{} against {}: {}{} nat mean KLD {}, paired by window: {}\n", names[worse], names[better],
              sign * pair->meanKld < 0 ? "" : "+", number(sign * pair->meanKld, 3),
              std::isfinite(low)
                  ? fmt::format("[{}, {}]", number(low, 3), number(std::max(sign * pair->low, sign * pair->high), 3))
                  : "[–]",
              low > 0 ? "surely worse" : "no difference shown");
    }
}

void printComparison(const eval::CompareResult& result, const Json& json, bool everyMetric)
{
    print("baseline     {}  {}, {:.2f} bits per weight\n", result.baseline,
          humanBytes(double(result.baselineFileBytes)), result.baselineBitsPerWeight);
    print("perplexity   {} ± {}\n", number(result.baselinePerplexity, 6), number(result.baselineStandardError, 3));
    print("measured on  {} in {} of {}\n", counted(result.tokensScored, "token"), counted(result.windows, "window"),
          grouped(result.context));
    printConditions(json);
    if (result.candidateKvType != "f32")
        print("KV cache     {} for the candidates, f32 for the baseline\n", result.candidateKvType);
    print("noise floor  {} nat mean KLD: the baseline against itself, {}\n\n", number(result.noiseFloorMeanKld, 2),
          result.precision == "fast" ? "fast precision against exact" : "batches split another way");
    printCandidates(result);
    printPairs(result);
    if (everyMetric)
        printMetrics(result);
    for (const auto& warning : result.warnings)
        print("note: {}\n", english(warning));
}

} // namespace

Action declareCompare(CLI::App& app)
{
    struct Options : JobOptions {
        using JobOptions::JobOptions;
        bool metrics = false;
    };
    const auto options = std::make_shared<Options>("compare");
    app.add_flag("--metrics", options->metrics, "also every metric of every slice, with its interval");
    options->declare(app);
    return [options, &app] {
        const auto result = options->run(app);
        if (!result)
            return report(result.error());
        if (options->asJson) {
            printJson(document(*result));
            return kDone;
        }
        const auto comparison = eval::compareFromJson(result->result);
        if (!comparison)
            return report(comparison.error());
        printComparison(*comparison, result->result, options->metrics);
        return kDone;
    };
}

} // namespace headroom::cli
