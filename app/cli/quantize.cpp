// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantizeoptions.h"
#include "errors.h"
#include "idleoptions.h"
#include "options.h"
#include "output.h"
#include "quantizefolder.h"

namespace headroom::cli {

namespace {

struct QuantizeOptionsGiven {
    std::string source, destination, preset, presetFile, imatrix, outputType, embeddingType,
        method = "rtn", rotate, calibration, project, recipe;
    std::vector<std::string> overrides;
    bool dryRun = false, replace = false, allowRequantize = false, pure = false, leaveOutput = false, json = false;
    bool betterSearch = false;
    bool naturalOrder = false, dynamicGroups = false, noClip = false;
    double damping = 0.01, alpha = 0.5;
    std::uint64_t memoryLimit = 0, groupSize = 0, shardBytes = 0, splitBytes = 0, splitTensors = 0;
    unsigned threads = 0, steps = 200;
};

/// The job, as the worker reads it.
Json parametersOf(const QuantizeOptionsGiven& options)
{
    return {{"source", options.source},
            {"destination", options.destination},
            {"preset", options.preset},
            {"preset_file", options.presetFile},
            {"imatrix", options.imatrix},
            {"method", options.method},
            {"calibration", options.calibration},
            {"damping", options.damping},
            {"natural_order", options.naturalOrder},
            {"dynamic_groups", options.dynamicGroups},
            {"alpha", options.alpha},
            {"steps", options.steps},
            {"no_clip", options.noClip},
            {"overrides", options.overrides},
            {"pure", options.pure},
            {"leave_output_tensor", options.leaveOutput},
            {"better_search", options.betterSearch},
            {"rotate", options.rotate},
            {"output_tensor_type", options.outputType},
            {"token_embedding_type", options.embeddingType},
            {"memory_limit_bytes", options.memoryLimit},
            {"group_size", options.groupSize},
            {"shard_bytes", options.shardBytes},
            {"split_max_bytes", options.splitBytes},
            {"split_max_tensors", options.splitTensors},
            {"replace", options.replace},
            {"allow_requantize", options.allowRequantize},
            {"threads", options.threads}};
}

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

void printPlan(const quant::QuantizePlan& plan, const QuantizeOptionsGiven& options)
{
    TextTable table({"tensor", "from", "to", "bytes", "reason"});
    for (const auto& row : plan.assignments)
        table.add({row.tensor, std::string(tensor::format(row.from).name), std::string(tensor::format(row.to).name),
                   grouped(row.bytes), row.reason});
    table.print();
    printFiles(quant::toJson(plan).at("files"));
    print("\n{} would be {} ({} bytes), {:.3f} bits per weight; {} are free\n", options.destination,
          humanBytes(double(plan.outputBytes)), grouped(plan.outputBytes), plan.bitsPerWeight,
          humanBytes(double(plan.freeBytes)));
    if (plan.expected)
        print("takes about {} on this machine and {} of memory\n", humanSpan(plan.expected->low, plan.expected->high),
              humanBytes(double(plan.memoryBytes)));
    if (!plan.missingImportance.empty())
        print("needs an importance matrix (--imatrix), because of {}\n", plan.missingImportance);
    for (const auto& warning : plan.warnings)
        print("note: {}\n", warning);
}

/// What a dry run speaks of where no name is given: beside nothing, in the folder one works in.
std::string usualName(const QuantizeOptionsGiven& options)
{
    const auto source = std::filesystem::path(options.source).lexically_normal();
    const auto name = source.has_filename() ? source : source.parent_path();
    const auto preset
        = options.preset.empty() ? std::filesystem::path(options.presetFile).stem().string() : options.preset;
    const bool folder = quant::findFolderScheme(options.preset) != nullptr;
    return name.stem().string() + "-" + preset + (folder ? "" : ".gguf");
}

int dryRun(const QuantizeOptionsGiven& options)
{
    if (quant::findFolderScheme(options.preset))
        return dryRunFolder(parametersOf(options), options.json);
    const auto run = quant::quantizeOptions(parametersOf(options));
    if (!run)
        return report(run.error());
    const auto plan = quant::planAndMeasure(*run);
    if (!plan)
        return report(plan.error());
    options.json ? printJson(quant::toJson(*plan)) : printPlan(*plan, options);
    return kDone;
}

void printOutcome(const Json& json, const QuantizeOptionsGiven& options)
{
    TextTable table({"tensor", "type", "RMSE"});
    for (const auto& tensor : json.at("tensors"))
        table.add({tensor.at("name").get<std::string>(), tensor.at("type").get<std::string>(),
                   tensor.at("rmse").is_number() ? number(tensor.at("rmse").get<double>()) : "–"});
    table.print();
    if (json.contains("files"))
        printFiles(json.at("files"));
    print("\n{}: {} ({} bytes), {:.3f} bits per weight, {}\nsha256 {}\n", options.destination,
          humanBytes(json.at("output_bytes").get<double>()), grouped(json.at("output_bytes")),
          json.at("bits_per_weight").get<double>(), humanSeconds(json.at("seconds").get<double>()),
          json.at("sha256").get<std::string>());
    for (const auto& warning : json.at("warnings"))
        print("note: {}\n", warning.get<std::string>());
}

int quantize(const QuantizeOptionsGiven& options)
{
    if (!options.recipe.empty())
        return writeRecipe(parametersOf(options), options.recipe);
    if (options.dryRun)
        return dryRun(options);
    const auto result = runJob("quantize", options.project, parametersOf(options));
    if (!result)
        return report(result.error());
    options.json ? printJson(document(*result)) : printOutcome(result->result, options);
    return kDone;
}

std::string everyPreset()
{
    std::string names = quant::presetNames();
    names += "; for a Hugging Face folder: ";
    for (const auto& scheme : quant::folderSchemes())
        names += (&scheme == quant::folderSchemes().data() ? "" : ", ") + std::string(scheme.name);
    return names;
}

void addMethod(CLI::App& app, QuantizeOptionsGiven& options)
{
    app.add_option(
           "--method", options.method,
           "rtn: each format's own search (default); gptq: rounding errors made up for in later columns; "
           "awq, smoothquant: channels scaled first; hqq: zero points that forgive outliers, without calibration; "
           "signround: learned by gradient signs")
        ->type_name("M")
        ->check(CLI::IsMember(quant::methodNames()));
    app.add_option("--calibration", options.calibration,
                   "what `calibrate` has written; for gptq and signround with --hessians")
        ->type_name("F");
    app.add_option("--damping", options.damping,
                   "gptq, signround: share of the mean diagonal that is added (default: 0.01)")
        ->type_name("X");
    app.add_flag("--natural-order", options.naturalOrder, "gptq: columns as they come, not the important ones first");
    app.add_flag("--dynamic-groups", options.dynamicGroups,
                 "gptq, with --natural-order: scales from the weights as compensated so far");
    app.add_option("--alpha", options.alpha, "smoothquant: share of the activations' side (default: 0.5)")
        ->type_name("X");
    app.add_flag("--no-clip", options.noClip, "awq: scale channels, but clip no weights");
    app.add_option("--steps", options.steps, "signround: steps of learning (default: 200)")
        ->type_name("N")
        ->transform(wholeRange(1, 1U << 20U));
}

void tellIdleOptions(const CLI::App& app, const QuantizeOptionsGiven& options)
{
    const auto method = quant::findMethod(options.method);
    const auto is = [method](quant::Method other) { return method == other; };
    const bool folder = quant::findFolderScheme(options.preset) != nullptr;
    const bool gptq = is(quant::Method::Gptq);
    cli::tellIdle(app,
                  {{"--damping", gptq || is(quant::Method::SignRound), "with --method gptq or signround"},
                   {"--natural-order", gptq, "with --method gptq"},
                   {"--dynamic-groups", gptq && options.naturalOrder, "with --method gptq and --natural-order"},
                   {"--alpha", is(quant::Method::SmoothQuant), "with --method smoothquant"},
                   {"--no-clip", is(quant::Method::Awq), "with --method awq"},
                   {"--steps", is(quant::Method::SignRound), "with --method signround"},
                   {"--group-size", folder, "with presets of a Hugging Face folder"},
                   {"--shard-bytes", folder, "with presets of a Hugging Face folder"}});
}

/// A folder's scheme says what becomes of every tensor, and a folder is written once.
void refuseForFolders(const CLI::App& app, const QuantizeOptionsGiven& options)
{
    constexpr const char* kForFiles[]{"--override",
                                      "--pure",
                                      "--better-search",
                                      "--rotate",
                                      "--leave-output-tensor",
                                      "--output-tensor-type",
                                      "--token-embedding-type",
                                      "--split-max-size",
                                      "--split-max-tensors",
                                      "--replace"};
    if (quant::findFolderScheme(options.preset))
        refuse(app, kForFiles,
               fmt::format("has no meaning with {}, which writes a Hugging Face folder; leave it out", options.preset));
}

} // namespace

Action declareQuantize(CLI::App& app)
{
    const auto options = std::make_shared<QuantizeOptionsGiven>();
    app.add_option("SRC", options->source, "the model, unquantized")->required();
    app.add_option("DST,--output", options->destination,
                   "the artifact, a file or a folder; it appears when it is whole; --dry-run does without");
    auto* preset = app.add_option_group("Preset", "one of these");
    preset->require_option(1);
    preset->add_option("--preset", options->preset, "one of " + everyPreset())
        ->type_name("P")
        ->check(presetName(Presets::OfFilesAndFolders));
    preset
        ->add_option("--preset-file", options->presetFile,
                     "a preset of your own, in the form that `catalog presets --json` shows")
        ->type_name("F");
    app.add_option("--imatrix", options->imatrix, "importance matrix of the model, GGUF or .dat")->type_name("F");
    app.add_option("--override", options->overrides,
                   "a type for all tensors whose name matches; the first match wins; may be repeated")
        ->type_name("REGEX=TYPE")
        ->allow_extra_args(false)
        ->check(acceptedBy(quant::Override::parse));
    app.add_flag("--pure", options->pure, "the preset's type for every tensor, no mixture");
    app.add_flag("--better-search", options->betterSearch,
                 "try more scales: less error at the same size, slower, and other bytes than llama.cpp's");
    app.add_option("--rotate", options->rotate,
                   "hadamard: the residual stream in a basis without outliers, the same logits; for families with "
                   "RMSNorm in front of each block")
        ->type_name("R")
        ->check(CLI::IsMember({"hadamard"}));
    app.add_flag("--leave-output-tensor", options->leaveOutput, "output.weight stays as it is");
    app.add_option("--output-tensor-type", options->outputType, "of output.weight")
        ->type_name("T")
        ->check(acceptedBy(quant::encodableType));
    app.add_option("--token-embedding-type", options->embeddingType, "of the embedding table")
        ->type_name("T")
        ->check(acceptedBy(quant::encodableType));
    app.add_option("--memory-limit", options->memoryLimit, "refuse to start where more would be needed: 1GiB, 512MiB")
        ->type_name("N")
        ->transform(byteSize());
    app.add_option("--group-size", options->groupSize, "folders: inputs that share a scale: 32, 64 or 128 (default)")
        ->type_name("N")
        ->transform(wholeRange(0, 1U << 28U));
    app.add_option("--recipe", options->recipe,
                   "folders: quantize nothing, write what makes the same elsewhere into DST: llm-compressor, gptqmodel")
        ->type_name("TOOL")
        ->check(CLI::IsMember({"llm-compressor", "gptqmodel"}));
    app.add_option("--shard-bytes", options->shardBytes, "folders: largest safetensors file")
        ->type_name("N")
        ->transform(byteSize());
    app.add_option("--split-max-size", options->splitBytes,
                   "several files, DST-00001-of-0000N.gguf, none larger than this (2G, 500M; 1G is 1000M) unless one "
                   "tensor is")
        ->type_name("N")
        ->transform(byteSize(1000));
    app.add_option("--split-max-tensors", options->splitTensors, "several files of at most so many tensors")
        ->type_name("N")
        ->transform(wholeRange(0, 1U << 28U));
    addMethod(app, *options);
    app.add_flag("--dry-run", options->dryRun, "print the exact sizes and write nothing");
    addReplace(app, options->replace, "DST");
    app.add_flag("--allow-requantize", options->allowRequantize, "accept a source that is quantized already");
    addThreads(app, options->threads);
    addProject(app, options->project);
    addJson(app, options->json);
    app.parse_complete_callback([options, &app] {
        refuseForFolders(app, *options);
        if (options->destination.empty() && !options->dryRun)
            throw CLI::RequiredError("DST");
        if (options->destination.empty())
            options->destination = usualName(*options);
    });
    return [options, &app] {
        tellIdleOptions(app, *options);
        return quantize(*options);
    };
}

} // namespace headroom::cli
