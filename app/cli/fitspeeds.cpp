// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/base/file.h"
#include "core/plan/fit/fit.h"
#include "errors.h"
#include "options.h"
#include "output.h"

#include <algorithm>
#include <cmath>

namespace headroom::cli {

namespace {

struct FitOptions {
    std::string rows, out, report;
    bool json = false, replace = false;
};

/// Of |predicted ÷ measured − 1|, cards weighing alike.
struct ErrorFigures {
    std::size_t rows = 0;
    double median = NAN, ninth = NAN, within = NAN; ///< within: share of rows in their interval
};

using Value = double (*)(const plan::Predicted&);

ErrorFigures errorsOf(const std::vector<plan::Predicted>& rows, plan::Phase phase, Value predicted)
{
    std::vector<std::pair<double, double>> sizes;
    double sum = 0;
    double inside = 0;
    for (const auto& row : rows)
        if (row.phase == phase) {
            sizes.emplace_back(std::fabs(predicted(row) / row.measured - 1), row.weight);
            sum += row.weight;
            inside += row.measured >= row.low && row.measured <= row.high ? row.weight : 0;
        }
    ErrorFigures figures{sizes.size()};
    if (sizes.empty())
        return figures;
    std::ranges::sort(sizes);
    const auto quantile = [&](double part) {
        double below = 0;
        for (const auto& [size, weight] : sizes)
            if ((below += weight) >= part * sum)
                return size;
        return sizes.back().first;
    };
    figures.median = quantile(0.5);
    figures.ninth = quantile(0.9);
    figures.within = inside / sum;
    return figures;
}

constexpr Value kUnseenRow = [](const plan::Predicted& row) { return row.predicted; };
constexpr Value kUnseenModel = [](const plan::Predicted& row) { return row.otherModels; };
constexpr Value kUnseenCard = [](const plan::Predicted& row) { return row.unseen; };

Json figuresJson(const plan::Fitted& fitted)
{
    Json phases = Json::array();
    for (std::size_t i = 0; i < plan::kPhaseCount; ++i) {
        const auto seen = errorsOf(fitted.rows, plan::Phase(i), kUnseenRow);
        const auto others = errorsOf(fitted.rows, plan::Phase(i), kUnseenModel);
        const auto unseen = errorsOf(fitted.rows, plan::Phase(i), kUnseenCard);
        phases.push_back({{"phase", plan::phaseName(plan::Phase(i))},
                          {"rows", seen.rows},
                          {"median_error", seen.median},
                          {"p90_error", seen.ninth},
                          {"within_interval", seen.within},
                          {"unseen_model_median_error", others.median},
                          {"unseen_model_p90_error", others.ninth},
                          {"unseen_card_median_error", unseen.median},
                          {"unseen_card_p90_error", unseen.ninth}});
    }
    return {{"rows", fitted.rows.size()}, {"left_out", fitted.leftOut}, {"phases", phases}};
}

void printFigures(const plan::Fitted& fitted)
{
    const auto percent = [](double value) { return std::isfinite(value) ? number(100 * value, 3) + " %" : "–"; };
    TextTable table({"phase", "rows", "row unseen: median", "9 of 10 below", "in the interval", "model unseen",
                     "9 of 10", "card unseen", "9 of 10"});
    for (std::size_t i = 0; i < plan::kPhaseCount; ++i) {
        const auto seen = errorsOf(fitted.rows, plan::Phase(i), kUnseenRow);
        const auto others = errorsOf(fitted.rows, plan::Phase(i), kUnseenModel);
        const auto unseen = errorsOf(fitted.rows, plan::Phase(i), kUnseenCard);
        table.add({std::string(plan::phaseName(plan::Phase(i))), std::to_string(seen.rows), percent(seen.median),
                   percent(seen.ninth), percent(seen.within), percent(others.median), percent(others.ninth),
                   percent(unseen.median), percent(unseen.ninth)});
    }
    table.print();
    write("\n");
    TextTable reasons({"left out", "rows"});
    for (const auto& [reason, count] : fitted.leftOut)
        reasons.add({reason, std::to_string(count)});
    reasons.print();
}

/// Worst first, as a page of Markdown.
std::string pageOf(const plan::Fitted& fitted)
{
    std::string page = "# Predicted against measured\n\n"
                       "Every published measurement that the speed model was learned from, predicted by a fit "
                       "without it; worst first. Made by `headroom-cli fit-speeds`.\n\n"
                       "| what | measured, tokens/s | predicted | error | interval | card unseen | source |\n"
                       "|---|---:|---:|---:|---|---:|---|\n";
    for (const auto& row : fitted.rows)
        page += fmt::format("| {} | {:.4g} | {:.4g} | {:+.0f} % | {:.4g}–{:.4g} | {:.4g} | {} |\n", row.where,
                            row.measured, row.predicted, 100 * (row.predicted / row.measured - 1), row.low, row.high,
                            row.unseen, row.source);
    return page;
}

Status keepText(const FitOptions& options, const std::string& path, const std::string& text)
{
    if (path.empty())
        return {};
    const std::vector<std::filesystem::path> inputs{options.rows};
    const auto output = outputAt(path, options.replace, inputs);
    if (!output)
        return tl::unexpected(output.error());
    return writeFile(*output, std::as_bytes(std::span(text)));
}

int fitSpeeds(const FitOptions& options)
{
    const auto text = readTextFile(options.rows);
    if (!text)
        return report(text.error());
    const auto measurements = plan::readMeasurements(*text, options.rows);
    if (!measurements)
        return report(measurements.error());
    Console console;
    const auto fitted = plan::fitRates(*measurements, console);
    if (!fitted)
        return report(fitted.error());
    for (const auto& [path, content] :
         {std::pair(options.out, fitted->csv), std::pair(options.report, pageOf(*fitted))})
        if (const Status kept = keepText(options, path, content); !kept)
            return report(kept.error());
    if (options.json)
        printJson(figuresJson(*fitted));
    else
        printFigures(*fitted);
    return 0;
}

} // namespace

Action declareFitSpeeds(CLI::App& app)
{
    const auto options = std::make_shared<FitOptions>();
    app.add_option("ROWS", options->rows, "measurements as CSV: hardware, count, engine, model, quant, phase, value, …")
        ->required();
    app.add_option("--out", options->out, "what was learned, as resources/catalogue/speed.csv holds it")
        ->type_name("F");
    app.add_option("--report", options->report, "predicted against measured for every row, worst first, as Markdown")
        ->type_name("F");
    addReplace(app, options->replace, "F");
    addJson(app, options->json);
    return [options] { return fitSpeeds(*options); };
}

} // namespace headroom::cli
