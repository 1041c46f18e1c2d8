// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "planrequest.h"

#include "core/job/work.h"
#include "core/machine/catalogue.h"
#include "core/machine/nvidia.h"
#include "core/plan/bounds.h"
#include "core/quant/folder/storedas.h"
#include "options.h"
#include "output.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>

namespace headroom::cli {

namespace {

/// Two whole numbers with a colon between.
std::optional<std::pair<std::uint32_t, std::uint32_t>> parsePair(std::string_view text)
{
    std::pair<std::uint32_t, std::uint32_t> pair;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, pair.first);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':')
        return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, pair.second);
    if (second.ec != std::errc{} || second.ptr != end || pair.first == 0 || pair.first > plan::kMaxContext
        || pair.second > plan::kMaxContext)
        return std::nullopt;
    return pair;
}

/// A file where one lies, otherwise a name of the catalogue.
Result<model::Description> findModel(const std::string& name)
{
    std::error_code ignored;
    if (std::filesystem::exists(name, ignored)) {
        const auto file = model::ModelFile::open(name);
        if (!file)
            return tl::unexpected(file.error());
        return model::describe(**file);
    }
    if (const auto* known = machine::findModel(name))
        return known->describe(tensor::Type::F16);
    return fail(ErrorCode::NotFound, "--model " + name,
                "is neither a file nor a model of the catalogue (headroom-cli catalog models)");
}

Result<machine::Rig> findRig(const std::string& text, std::vector<std::string>& leftOut)
{
    if (text != "detected")
        return machine::designRig(text);
    auto detection = machine::detect();
    leftOut = detection.gpuNotes;
    for (const auto& note : leftOut)
        tell(fmt::format("note: {}\n", visible(note)));
    machine::keepOneSlice(detection.rig);
    return std::move(detection.rig);
}

/// A folder's tensors are planned from the file, so that their bytes are those of the folder; a model of the catalogue
/// has shapes only.
Status choosePreset(const PlanOptions& options, AskedPlan& asked)
{
    if (options.preset.empty())
        return {};
    plan::PlanRequest& request = asked.request;
    if (const auto* preset = quant::findPreset(options.preset)) {
        request.preset = preset->name;
        return {};
    }
    const auto* scheme = quant::findFolderScheme(options.preset);
    if (!scheme)
        return fail(ErrorCode::InvalidArgument, "--preset " + options.preset,
                    "there is no such preset (headroom-cli catalog presets)");
    request.preset = scheme->name;
    if (request.model.fileBytes == 0) {
        asked.notes = quant::keptWhole(*scheme, request.model);
        return {};
    }
    quant::FolderOptions folder;
    folder.source = options.model;
    folder.destination = job::absolutePath(options.model) + "-" + request.preset; // for the free space beside it
    folder.scheme = request.preset;
    folder.allowRequantize = true; // its warnings say what that costs
    auto plan = quant::planFolder(folder);
    if (!plan)
        return tl::unexpected(std::move(plan.error()));
    request.model = quant::storedAs(std::move(request.model), *plan);
    asked.folder = std::move(*plan);
    return {};
}

/// The text was accepted when it was read.
void chooseEngine(const PlanOptions& options, plan::PlanRequest& request)
{
    if (const auto choice = plan::chooseEngine(options.engine); choice && !options.engine.empty()) {
        request.engine = choice->engine;
        request.engineVersion = choice->version;
        request.batch = choice->engine->batch;
    }
    request.offload = {options.gpuLayers, options.cpuMoe ? request.model.shape.layers : options.cpuMoeLayers};
}

/// Of any engine; whether the chosen one has it, the plan says.
std::vector<std::string> kvTypeChoices()
{
    std::vector<std::string> names;
    for (const plan::Engine* engine : plan::engines())
        for (const auto& type : engine->kvTypes)
            if (std::ranges::find(names, type.name) == names.end())
                names.emplace_back(type.name);
    return names;
}

/// What only the one who typed it can mend. A file is found missing or damaged later.
std::string rigFault(const std::string& text)
{
    if (text == "detected" || text.ends_with(".json"))
        return {};
    const auto rig = machine::designRig(text);
    return rig ? std::string() : rig.error().where + ": " + rig.error().detail;
}

/// What is to be loaded beside the text model.
Result<std::vector<model::LeftOut>> findBeside(const PlanOptions& options, const model::Description& model)
{
    std::vector<model::LeftOut> beside;
    if (options.ownProjector) {
        std::ranges::copy_if(model.leftOut, std::back_inserter(beside), std::logical_not(), &model::LeftOut::drafts);
        if (beside.empty())
            return fail(ErrorCode::InvalidArgument, "--with-projector",
                        fmt::format("{} holds neither towers nor a projector; a file of its own goes to --projector",
                                    options.model));
    }
    if (!options.projector.empty()) {
        const auto file = model::ModelFile::open(options.projector);
        if (!file)
            return tl::unexpected(file.error());
        auto part = model::describeProjector(**file);
        if (!part)
            return tl::unexpected(std::move(part.error()));
        beside.push_back(std::move(*part));
    }
    return beside;
}

} // namespace

void PlanOptions::declareEngine(CLI::App& app)
{
    app.add_option(
           "--engine", engine,
           fmt::format("plan for this engine, of {} (default: {})", plan::engineNames(), plan::defaultEngine().id))
        ->type_name("E[:VERSION]")
        ->check(acceptedBy(plan::chooseEngine));
    app.add_option("--gpu-layers", gpuLayers,
                   "the last N layers on GPUs, the head counts as one; the others in host memory (default: all)")
        ->type_name("N")
        ->transform(wholeRange(0U, plan::kMaxHostLayers));
    auto* all = app.add_flag("--cpu-moe", cpuMoe, "the experts of all layers in host memory");
    app.add_option("--n-cpu-moe", cpuMoeLayers, "the experts of the first N layers in host memory")
        ->type_name("N")
        ->transform(wholeRange(0U, plan::kMaxHostLayers))
        ->excludes(all);
}

void PlanOptions::declare(CLI::App& app)
{
    app.add_option("--model", model, "a model file or folder, or an id of `catalog models`")
        ->type_name("M")
        ->required();
    app.add_option("--rig", rig, "\"2x RTX 3090 + 1000W\", a rig's JSON or its file, or detected (default)")
        ->type_name("R")
        ->check(rigFault);
    declareEngine(app);
    app.add_option("--preset", preset,
                   "plan for this quantization, one of `catalog presets` (default: the model as it is)")
        ->type_name("P")
        ->check(presetName(Presets::OfFilesAndFolders));
    app.add_flag("--with-projector", ownProjector,
                 "count what the model's folder holds to see and hear: its towers and projector");
    app.add_option("--projector", projector, "count this projector file (mmproj, GGUF) beside the model")
        ->type_name("F");
    app.add_option("--context", context, "tokens per request (default: 8192)")
        ->type_name("N")
        ->transform(wholeRange(1U, plan::kMaxContext));
    app.add_option("--concurrency", concurrency, "requests at once (default: 1)")
        ->type_name("N")
        ->transform(wholeRange(1U, plan::kMaxConcurrency));
    app.add_option("--kv-type", kvType, "number format of the KV cache (default: f16)")
        ->type_name("T")
        ->check(CLI::IsMember(kvTypeChoices()));
    app.add_option("--workload", workload, "prompt and answer tokens of a request (default: 2048:512)")
        ->type_name("PROMPT:ANSWER");
    app.add_flag("--explain", explain, "every number with its formula, inputs and sources");
    auto* grid = app.add_option("--sweep", sweep, "context=A:B,concurrency=A:B: a grid, doubling from A to B");
    app.add_option("--csv", csv, "the grid goes to this file (default: standard output)")->type_name("F")->needs(grid);
    addReplace(app, replace, "the grid's file");
    addProject(app, project);
    app.add_option("--name", name, "the plan's name in the project")->type_name("S");
    addJson(app, json);
}

Result<AskedPlan> planRequest(const PlanOptions& options)
{
    AskedPlan asked;
    plan::PlanRequest& request = asked.request;
    auto model = findModel(options.model);
    if (!model)
        return tl::unexpected(model.error());
    request.model = std::move(*model);
    auto beside = findBeside(options, request.model);
    if (!beside)
        return tl::unexpected(std::move(beside.error()));
    request.beside = std::move(*beside);
    if (!options.projector.empty())
        request.projector = job::absolutePath(options.projector);
    auto rig = findRig(options.rig, asked.leftOut);
    if (!rig)
        return tl::unexpected(rig.error());
    request.rig = std::move(*rig);
    HEADROOM_TRY(choosePreset(options, asked));
    chooseEngine(options, request);
    request.kvType = options.kvType;
    request.workload.context = options.context;
    request.workload.concurrency = options.concurrency;
    if (!options.workload.empty()) {
        const auto pair = parsePair(options.workload);
        if (!pair)
            return fail(ErrorCode::InvalidArgument, "--workload " + options.workload, "is not PROMPT:ANSWER in tokens");
        std::tie(request.workload.promptTokens, request.workload.outputTokens) = *pair;
    }
    return asked;
}

Json requestJson(const plan::PlanRequest& request, const PlanOptions& options)
{
    Json model;
    if (request.model.fileBytes > 0)
        model = {{"path", job::absolutePath(options.model)}};
    else if (const auto* known = machine::findModel(options.model))
        model = {{"catalogue", known->id}};
    Json json{{"rig", machine::toJson(request.rig)},
              {"model", model},
              {"preset", request.preset},
              {"projector", request.projector},
              {"with_projector", options.ownProjector},
              {"kv_type", request.kvType},
              {"context_tokens", request.workload.context},
              {"concurrency", request.workload.concurrency},
              {"prompt_tokens", request.workload.promptTokens},
              {"output_tokens", request.workload.outputTokens},
              {"batch_tokens", request.batch},
              {"flash_attention", request.flashAttention}};
    plan::putEngine(request, json);
    plan::putBeside(request, json);
    return json;
}

std::vector<std::uint32_t> SweepRange::values() const
{
    std::vector<std::uint32_t> all;
    for (std::uint64_t value = first; value < last; value *= 2)
        all.push_back(static_cast<std::uint32_t>(value));
    all.push_back(last);
    return all;
}

Result<Sweep> parseSweep(const PlanOptions& options)
{
    Sweep sweep{{options.context, options.context}, {options.concurrency, options.concurrency}};
    for (std::string_view rest = options.sweep; !rest.empty();) {
        const std::string_view part = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        const std::size_t equals = part.find('=');
        const std::string_view axis = part.substr(0, equals);
        const auto pair = equals == std::string_view::npos ? std::nullopt : parsePair(part.substr(equals + 1));
        if (!pair || pair->first > pair->second || (axis != "context" && axis != "concurrency"))
            return fail(ErrorCode::InvalidArgument, "--sweep " + std::string(part),
                        "is neither context=A:B nor concurrency=A:B with A no larger than B");
        const auto [first, last] = *pair;
        if (axis == "concurrency" && last > plan::kMaxConcurrency)
            return fail(ErrorCode::InvalidArgument, "--sweep " + std::string(part),
                        fmt::format("goes beyond {} requests", plan::kMaxConcurrency));
        (axis == "context" ? sweep.context : sweep.concurrency) = {first, last};
    }
    return sweep;
}

} // namespace headroom::cli
