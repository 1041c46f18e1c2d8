// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/quantize.h"
#include "command.h"
#include "errors.h"
#include "options.h"
#include "output.h"

namespace headroom::cli {

namespace {

struct Options {
    std::string source, destination, preset, method = "rtn", project;
    bool dryRun = false, replace = false, allowRequantize = false, json = false;
    unsigned threads = 0;
};

void printPlan(const quant::QuantizePlan& plan, const Options& options)
{
    TextTable table({"tensor", "from", "to", "bytes", "reason"});
    for (const auto& row : plan.assignments)
        table.add({row.tensor, std::string(tensor::format(row.from).name), std::string(tensor::format(row.to).name),
                   grouped(row.bytes), row.reason});
    table.print();
    print("\n{} would be {} ({} bytes), {:.3f} bits per weight; {} are free\n", options.destination,
          humanBytes(double(plan.outputBytes)), grouped(plan.outputBytes), plan.bitsPerWeight,
          humanBytes(double(plan.freeBytes)));
}

int dryRun(const Options& options)
{
    const auto plan = quant::planQuantize({options.source, options.destination, options.preset, options.allowRequantize,
                                           options.replace, options.threads});
    if (!plan)
        return report(plan.error());
    options.json ? printJson(quant::toJson(*plan)) : printPlan(*plan, options);
    return kDone;
}

void printOutcome(const Json& json, const Options& options)
{
    TextTable table({"tensor", "type", "RMSE"});
    for (const auto& tensor : json.at("tensors"))
        table.add({tensor.at("name").get<std::string>(), tensor.at("type").get<std::string>(),
                   tensor.at("rmse").is_number() ? number(tensor.at("rmse").get<double>()) : "–"});
    table.print();
    print("\n{}: {} ({} bytes), {:.3f} bits per weight, {}\nsha256 {}\n", options.destination,
          humanBytes(json.at("output_bytes").get<double>()), grouped(json.at("output_bytes")),
          json.at("bits_per_weight").get<double>(), humanSeconds(json.at("seconds").get<double>()),
          json.at("sha256").get<std::string>());
}

int quantize(const Options& options)
{
    if (options.dryRun)
        return dryRun(options);
    const auto result = runJob("quantize", options.project,
                               {{"source", options.source},
                                {"destination", options.destination},
                                {"preset", options.preset},
                                {"replace", options.replace},
                                {"allow_requantize", options.allowRequantize},
                                {"threads", options.threads}});
    if (!result)
        return report(result.error());
    options.json ? printJson(document(*result)) : printOutcome(result->result, options);
    return kDone;
}

std::string presetNames()
{
    std::string names;
    for (const auto& preset : quant::presets())
        names += (names.empty() ? "" : ", ") + std::string(preset.name);
    return names;
}

} // namespace

Action declareQuantize(CLI::App& app)
{
    const auto options = std::make_shared<Options>();
    app.add_option("SRC", options->source, "the model, unquantized")->required();
    app.add_option("DST", options->destination, "the artifact; it appears when it is whole")->required();
    app.add_option("--preset", options->preset, "one of " + presetNames())->type_name("P")->required();
    app.add_option("--method", options->method, "rtn: round to nearest, with the format's own search (default)")
        ->type_name("M")
        ->check(CLI::IsMember({"rtn"}));
    app.add_flag("--dry-run", options->dryRun, "print the exact sizes and write nothing");
    app.add_flag("--replace", options->replace, "overwrite DST when it exists");
    app.add_flag("--allow-requantize", options->allowRequantize, "accept a source that is quantized already");
    addThreads(app, options->threads);
    addProject(app, options->project);
    addJson(app, options->json);
    return [options] { return quantize(*options); };
}

} // namespace headroom::cli
