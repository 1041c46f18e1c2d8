// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/model/hf/exportfolder.h"
#include "core/quant/run/importmodel.h"
#include "errors.h"
#include "options.h"
#include "output.h"
#include "shapetext.h"

namespace headroom::cli {

namespace {

struct ImportArguments {
    std::string source, destination, type;
    bool replace = false, json = false;
    unsigned threads = 0;
};

int importInto(const ImportArguments& arguments)
{
    quant::ImportOptions options{arguments.source, arguments.destination, std::nullopt, arguments.replace,
                                 arguments.threads};
    if (!arguments.type.empty())
        options.type = tensor::findFormat(arguments.type)->type; // CLI11 has checked the name
    Console console;
    const auto outcome = quant::importModel(options, console);
    if (!outcome)
        return report(outcome.error());
    if (arguments.json)
        printJson({{"output_bytes", outcome->outputBytes},
                   {"tensors", outcome->tensors},
                   {"architecture", outcome->architecture},
                   {"source_format", outcome->format},
                   {"notes", outcome->notes},
                   {"left_out", leftOutJson(outcome->leftOut)}});
    else {
        print("{}: {} of {} ({}), {}, {} bytes\n", arguments.destination, outcome->architecture, arguments.source,
              outcome->format, counted(outcome->tensors, "tensor"), grouped(outcome->outputBytes));
        printLeftOut(leftOutJson(outcome->leftOut), "left out: ");
        for (const std::string& note : english(outcome->notes))
            print("note: {}\n", note);
    }
    return kDone;
}

struct ExportArguments {
    std::string model, folder;
    std::uint64_t shardBytes = 5'000'000'000;
};

int exportFrom(const ExportArguments& arguments)
{
    Console console;
    auto file = model::ModelFile::open(arguments.model);
    if (!file)
        return report(file.error());
    const auto status = model::hf::exportFolder(*file, arguments.folder, console, arguments.shardBytes);
    if (!status)
        return report(status.error());
    print("{}: {} of {}\n", arguments.folder, counted((*file)->tensors().size(), "tensor"), arguments.model);
    return kDone;
}

} // namespace

Action declareImport(CLI::App& app)
{
    const auto arguments = std::make_shared<ImportArguments>();
    app.add_option("SRC", arguments->source, "a Hugging Face folder, safetensors, or GGUF shards")->required();
    app.add_option("OUT", arguments->destination, "the GGUF file; it appears when it is whole")->required();
    app.add_option("--type", arguments->type, "f16, bf16 or f32: turn all matrices into it (default: as stored)")
        ->type_name("T")
        ->check(CLI::IsMember({"f16", "bf16", "f32"}, CLI::ignore_case));
    addReplace(app, arguments->replace, "OUT");
    addThreads(app, arguments->threads);
    addJson(app, arguments->json);
    return [arguments] { return importInto(*arguments); };
}

Action declareExport(CLI::App& app)
{
    const auto arguments = std::make_shared<ExportArguments>();
    addModel(app, arguments->model);
    app.add_option("FOLDER", arguments->folder, "the Hugging Face folder to make; it must not exist yet")->required();
    app.add_option("--shard-bytes", arguments->shardBytes, "largest safetensors file")
        ->type_name("N")
        ->transform(byteSize());
    return [arguments] { return exportFrom(*arguments); };
}

} // namespace headroom::cli
