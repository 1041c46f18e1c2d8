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
        const auto file = model::ModelFile::open(name, model::Weights::Optional);
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
    leftOut = english(detection.gpuNotes);
    for (const auto& note : leftOut)
        tell(fmt::format("note: {}\n", visible(note)));
    machine::keepOneSlice(detection.rig);
    return std::move(detection.rig);
}

/// A folder's tensors are planned from the file, so that their bytes are those of the folder; a model of the catalogue
/// has shapes only.
Status choosePreset(const PlanOptions& options, AskedPlan& asked)
{
    plan::PlanRequest& request = asked.request;
    if (request.preset.empty() && !request.model.unsized.empty())
        return fail(ErrorCode::InvalidArgument, "--preset",
                    fmt::format("{}: {}. Name a preset, which is made of whole weights", options.model(),
                                request.model.unsized));
    if (const auto* preset = quant::findPreset(request.preset)) {
        request.preset = preset->name; // as it is spelt, whatever the case it was asked in
        return {};
    }
    const auto* scheme = quant::findFolderScheme(request.preset);
    if (!scheme)
        return {};
    request.preset = scheme->name;
    if (request.model.fileBytes == 0) {
        asked.notes = quant::keptWhole(*scheme, request.model);
        return {};
    }
    quant::FolderOptions folder;
    folder.source = options.model();
    folder.destination = job::absolutePath(options.model()) + "-" + request.preset; // for the free space beside it
    folder.scheme = request.preset;
    folder.allowRequantize = true; // its warnings say what that costs
    auto plan = quant::planFolder(folder);
    if (!plan)
        return tl::unexpected(std::move(plan.error()));
    request.model = quant::storedAs(std::move(request.model), *plan);
    asked.folder = std::move(*plan);
    return {};
}

/// What was typed, as it would be stored; what names files is another matter. Texts were accepted when they were read.
Result<Json> storedForm(const PlanOptions& options)
{
    Json stored = options.json();
    const Parameters given = options.values();
    if (given.isGiven("engine")) {
        const auto choice = plan::chooseEngine(given.text("engine"));
        if (!choice)
            return tl::unexpected(choice.error());
        stored["engine"] = choice->engine->id;
        stored["engine_version"] = choice->version;
        if (!stored.contains("batch_tokens"))
            stored["batch_tokens"] = choice->engine->batch;
    }
    if (given.flag("no_flash_attention"))
        stored["flash_attention"] = false;
    if (given.isGiven("workload")) {
        const auto pair = parsePair(given.text("workload"));
        if (!pair)
            return fail(ErrorCode::InvalidArgument, "--workload " + given.text("workload"),
                        "is not PROMPT:ANSWER in tokens");
        std::tie(stored["prompt_tokens"], stored["output_tokens"]) = *pair;
    }
    return stored;
}

/// What is to be loaded beside the text model.
Result<std::vector<model::LeftOut>> findBeside(const PlanOptions& options, const model::Description& model)
{
    std::vector<model::LeftOut> beside;
    if (options.values().flag("with_projector")) {
        std::ranges::copy_if(model.leftOut, std::back_inserter(beside), std::logical_not(), &model::LeftOut::drafts);
        if (beside.empty())
            return fail(ErrorCode::InvalidArgument, "--with-projector",
                        fmt::format("{} holds neither towers nor a projector; a file of its own goes to --projector",
                                    options.model()));
    }
    if (!options.projector().empty()) {
        const auto file = model::ModelFile::open(options.projector());
        if (!file)
            return tl::unexpected(file.error());
        auto part = model::describeProjector(**file);
        if (!part)
            return tl::unexpected(std::move(part.error()));
        if (std::ranges::find(beside, *part) == beside.end()) // named, and found beside the model as well
            beside.push_back(std::move(*part));
    }
    return beside;
}

} // namespace

void PlanOptions::declare(CLI::App& app)
{
    ParameterOptions::declare(app);
    app.get_option("--n-cpu-moe")->excludes("--cpu-moe");
    app.add_flag("--explain", explain, "every number with its formula, inputs and sources");
    auto* grid = app.add_option("--sweep", sweep, "context=A:B,concurrency=A:B: a grid, doubling from A to B");
    app.add_option("--csv", csv, "the grid goes to this file (default: standard output)")->type_name("F")->needs(grid);
    addReplace(app, replace, "the grid's file");
    addProject(app, project);
    app.add_option("--name", name, "the plan's name in the project")->type_name("S");
    addJson(app, asJson);
}

Result<AskedPlan> planRequest(const PlanOptions& options)
{
    AskedPlan asked;
    plan::PlanRequest& request = asked.request;
    const auto stored = storedForm(options);
    if (!stored)
        return tl::unexpected(stored.error());
    request = plan::requestFromJson(*stored, std::move(request));
    auto model = findModel(options.model());
    if (!model)
        return tl::unexpected(model.error());
    request.model = std::move(*model);
    if (options.values().flag("cpu_moe"))
        request.offload.cpuExperts = request.model.shape.layers;
    auto beside = findBeside(options, request.model);
    if (!beside)
        return tl::unexpected(std::move(beside.error()));
    request.beside = std::move(*beside);
    if (!options.projector().empty())
        request.projector = job::absolutePath(options.projector());
    auto rig = findRig(options.rig(), asked.leftOut);
    if (!rig)
        return tl::unexpected(rig.error());
    request.rig = std::move(*rig);
    HEADROOM_TRY(choosePreset(options, asked));
    return asked;
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
    const std::uint32_t context = options.values().count("context_tokens");
    const std::uint32_t concurrency = options.values().count("concurrency");
    Sweep sweep{{context, context}, {concurrency, concurrency}};
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
