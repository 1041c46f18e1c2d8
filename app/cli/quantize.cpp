// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/quantize.h"
#include "core/quant/folder/folderoptions.h"
#include "errors.h"
#include "jobcommand.h"
#include "output.h"
#include "quantizefolder.h"

namespace headroom::cli {

namespace {

struct QuantizeCommand : JobOptions {
    using JobOptions::JobOptions;
    std::string recipe;
    bool dryRun = false;

    std::string destination() const { return values().text("destination"); }
};

/// The files of a split artifact; nothing for one file.
void printFiles(const Json& files)
{
    if (files.size() < 2)
        return;
    TextTable table({"file", "tensors", "bytes"});
    for (const auto& file : files)
        table.add({file.at("path").get<std::string>(), std::to_string(file.at("tensors").get<std::uint64_t>()),
                   grouped(file.at("bytes"))});
    write("\n");
    table.print();
}

void printPlan(const quant::QuantizePlan& plan, const QuantizeCommand& options)
{
    TextTable table({"tensor", "from", "to", "bytes", "reason"});
    for (const auto& row : plan.assignments)
        table.add({row.tensor, std::string(tensor::format(row.from).name), std::string(tensor::format(row.to).name),
                   grouped(row.bytes), english(row.reason)});
    table.print();
    printFiles(quant::toJson(plan).at("files"));
    print("\n{} would be {} ({} bytes), {:.3f} bits per weight; {} are free\n", options.destination(),
          humanBytes(double(plan.outputBytes)), grouped(plan.outputBytes), plan.bitsPerWeight,
          humanBytes(double(plan.freeBytes)));
    if (plan.expected)
        print("takes about {} on this machine and {} of memory\n", humanSpan(plan.expected->low, plan.expected->high),
              humanBytes(double(plan.memoryBytes)));
    if (!plan.missingImportance.empty())
        print("needs an importance matrix (--imatrix), because of {}\n", plan.missingImportance);
    for (const auto& warning : english(plan.warnings))
        print("note: {}\n", warning);
}

/// What a dry run speaks of where no name is given: beside nothing, in the folder one works in.
std::string usualName(const Parameters& given)
{
    const auto source = given.path("source").lexically_normal();
    const auto name = source.has_filename() ? source : source.parent_path();
    const auto preset = given.isGiven("preset") ? given.text("preset") : given.path("preset_file").stem().string();
    return name.stem().string() + "-" + preset + (quant::isFolderPreset(given) ? "" : ".gguf");
}

int dryRun(const QuantizeCommand& options)
{
    if (quant::isFolderPreset(options.values()))
        return dryRunFolder(options.json(), options.asJson);
    const auto run = quant::quantizeOptions(options.json());
    if (!run)
        return report(run.error());
    const auto plan = quant::planAndMeasure(*run);
    if (!plan)
        return report(plan.error());
    options.asJson ? printJson(quant::toJson(*plan)) : printPlan(*plan, options);
    return kDone;
}

void printOutcome(const Json& json, const QuantizeCommand& options)
{
    TextTable table({"tensor", "type", "RMSE"});
    for (const auto& tensor : json.at("tensors"))
        table.add({tensor.at("name").get<std::string>(), tensor.at("type").get<std::string>(),
                   tensor.at("rmse").is_number() ? number(tensor.at("rmse").get<double>()) : "–"});
    table.print();
    if (json.contains("files"))
        printFiles(json.at("files"));
    print("\n{}: {} ({} bytes), {:.3f} bits per weight, {}\nsha256 {}\n", options.destination(),
          humanBytes(json.at("output_bytes").get<double>()), grouped(json.at("output_bytes")),
          json.at("bits_per_weight").get<double>(), humanSeconds(json.at("seconds").get<double>()),
          json.at("sha256").get<std::string>());
    for (const auto& warning : json.at("warnings"))
        print("note: {}\n", warning.get<std::string>());
}

int quantize(const QuantizeCommand& options, const CLI::App& app)
{
    if (!options.recipe.empty() || options.dryRun)
        options.tellIdle(app);
    if (!options.recipe.empty())
        return writeRecipe(options.json(), options.recipe);
    if (options.dryRun)
        return dryRun(options);
    const auto result = options.run(app);
    if (!result)
        return report(result.error());
    options.asJson ? printJson(document(*result)) : printOutcome(result->result, options);
    return kDone;
}

} // namespace

Action declareQuantize(CLI::App& app)
{
    const auto options = std::make_shared<QuantizeCommand>("quantize");
    options->declare(app);
    app.get_option("DST")->required(false);
    app.add_option("--recipe", options->recipe,
                   "folders: quantize nothing, write what makes the same elsewhere into DST: llm-compressor, gptqmodel")
        ->type_name("TOOL")
        ->check(CLI::IsMember({"llm-compressor", "gptqmodel"}));
    app.add_flag("--dry-run", options->dryRun, "print the exact sizes and write nothing");
    app.parse_complete_callback([options, &app] {
        options->refuseMeaningless(app);
        if (!options->json().contains("destination") && !options->dryRun)
            throw CLI::RequiredError("DST");
        if (!options->json().contains("destination"))
            options->json()["destination"] = usualName(options->values());
    });
    return [options, &app] { return quantize(*options, app); };
}

} // namespace headroom::cli
