// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/gate.h"
#include "command.h"
#include "console.h"
#include "core/eval/evalparameters.h"
#include "core/infer/computeparameters.h"
#include "errors.h"
#include "evaluate.h"
#include "figures.h"
#include "options.h"
#include "output.h"
#include "parameteroptions.h"

#include <array>
#include <filesystem>

namespace headroom::cli {

namespace {

/// What it measures with, where it compares first: of a stored comparison nothing of that is asked.
std::vector<Parameter> measuring()
{
    Parameter text = eval::kText;
    text.isRequired = false;
    return joined({std::array{text}, eval::kMeasuring});
}

struct Options {
    ParameterOptions measured{measuring()};
    std::vector<std::string> candidates;
    std::string baseline, comparison, budget, project;
    store::Id run = 0;
    bool recorded = false, json = false;

    bool compares() const { return measured.json().contains(eval::kText.key); }
};

int statusOf(eval::Verdict verdict)
{
    switch (verdict) {
    case eval::Verdict::Pass:
        return kDone;
    case eval::Verdict::Fail:
        return kGateFailed;
    default:
        return kGateOpen;
    }
}

void printGates(const job::GateResult& result)
{
    const eval::CompareResult& measured = result.comparison;
    if (result.run != 0)
        print("comparison   run {} of the project\n", result.run);
    print("baseline     {}\n", measured.baseline);
    print("measured on  {} in {} of {}\n", counted(measured.tokensScored, "token"), counted(measured.windows, "window"),
          grouped(measured.context));
    Json conditions;
    eval::addConditions(conditions, measured.conditions());
    printConditions(conditions);
    for (const job::JudgedCandidate& candidate : result.candidates) {
        print("\n{}  {}\n", eval::verdictName(candidate.verdict.overall()), candidate.model);
        TextTable table({"gate", "slice", "limit", "value [95 %]", "windows", "verdict", "reason"});
        for (const eval::Judgement& each : candidate.verdict.gates) {
            const eval::Metric* metric = eval::findMetric(each.gate.metric);
            table.add({titleOf(*metric), each.gate.slice, limitText(*metric, each.gate.limit),
                       withInterval(*metric, each.value, each.interval), grouped(each.clusters),
                       std::string(eval::verdictName(each.verdict)), english(each.reason)});
        }
        table.print();
    }
    for (const auto& note : result.notes)
        print("note: {}\n", english(note));
    print("\nverdict      {}\n", eval::verdictName(result.overall()));
}

/// Which of the three ways to come to a comparison was asked for; an error otherwise.
Status checkSource(const Options& options)
{
    const auto refuse
        = [](const char* option, const char* detail) { return fail(ErrorCode::InvalidArgument, option, detail); };
    if (options.compares() == options.baseline.empty())
        return refuse(!options.compares() ? "--text" : "--baseline", "is missing: both are needed to compare first");
    if (options.compares() && options.candidates.empty())
        return refuse("--candidate", "is missing: what is to be compared?");
    if (options.compares() && (!options.comparison.empty() || options.run != 0))
        return refuse("--text", "compares first: a comparison that is done cannot be named too");
    if (!options.compares() && options.project.empty() && options.comparison.empty())
        return refuse("--project",
                      "is missing: whose comparison is to be judged? There are also --comparison, and "
                      "--baseline with --text");
    if (!options.comparison.empty() && (!options.project.empty() || options.run != 0))
        return refuse("--comparison", "is a file by itself: it goes without --project and --run");
    return {};
}

/// What is judged, after it was measured where that was asked for.
Result<job::GateOptions> toJudge(const Options& options)
{
    job::GateOptions out{options.project,  options.run, options.comparison, options.candidates, {},
                         options.recorded, {}};
    if (!options.budget.empty()) {
        auto budget = eval::readBudget(options.budget);
        if (!budget)
            return tl::unexpected(std::move(budget.error()));
        out.budget = std::move(*budget);
    }
    if (!options.compares())
        return out;
    Json parameters = options.measured.json();
    parameters["baseline"] = options.baseline;
    parameters["candidates"] = options.candidates;
    auto compared = runJob("compare", options.project, parameters);
    if (!compared)
        return tl::unexpected(std::move(compared.error()));
    out.run = compared->run;
    if (options.project.empty())
        out.measured = std::move(compared->result);
    return out;
}

int judge(const Options& options)
{
    if (const Status source = checkSource(options); !source)
        return report(source.error());
    if (const Status device = checkDevice(options.measured.values().text(infer::kDevice.key)); !device)
        return report(device.error());
    const auto asked = toJudge(options);
    if (!asked)
        return report(asked.error());
    Console console;
    const auto result = job::gate(*asked, console);
    if (!result)
        return report(result.error());
    if (options.json)
        printJson(job::toJson(*result));
    else
        printGates(*result);
    return statusOf(result->overall());
}

} // namespace

Action declareGate(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option(
           "--candidate", options->candidates,
           "what is judged, by its path or file name; several times for several (default: all of the comparison)")
        ->type_name("M")
        ->allow_extra_args(false);
    app.add_option("--budget", options->budget,
                   "the error budget: {\"gates\": [{\"metric\": \"mean_kld\", \"slice\": \"all\", \"limit\": 0.05}]} "
                   "(default: the project's, else the one that the window begins with); metrics: "
                       + eval::judgedMetrics() + "; slices: " + eval::sliceNames())
        ->type_name("F");
    app.add_option("--run", options->run, "the project's comparison (default: the newest that has the candidates)")
        ->type_name("N")
        ->transform(wholeRange(1, 1LL << 62));
    app.add_option("--comparison", options->comparison, "instead of a project: what compare --json printed")
        ->type_name("F");
    app.add_option("--baseline", options->baseline, "compare with this model first, over --text")->type_name("BASE");
    app.add_flag("--recorded", options->recorded,
                 "judge what was compared without looking whether the models are still the same");
    options->measured.declare(app);
    for (const Parameter& row : eval::kMeasuring) // what was measured is not judged otherwise than it was
        if (row.key != infer::kThreads.key && row.key != infer::kDevice.key)
            app.get_option(row.flag)->needs(eval::kText.flag);
    app.add_option("--project", options->project,
                   "the project whose comparison is judged; it keeps the verdicts (`artifacts list`)")
        ->type_name("FILE");
    addJson(app, options->json);
    return [options] { return judge(*options); };
}

} // namespace headroom::cli
