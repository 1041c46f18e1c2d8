// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/base/file.h"
#include "core/plan/caveat.h"
#include "core/store/store.h"
#include "errors.h"
#include "idleoptions.h"
#include "output.h"
#include "planrequest.h"

namespace headroom::cli {

namespace {

std::string quantity(double value, const std::string& unit)
{
    if (unit == "B")
        return humanBytes(value);
    const bool one = value == 1 && unit.ends_with('s') && unit.size() > 1 && unit.find('/') == std::string::npos;
    return unit.empty() ? number(value) : number(value) + " " + (one ? unit.substr(0, unit.size() - 1) : unit);
}

std::string shown(const Term& term)
{
    if (!plan::isKnown(term))
        return "unknown";
    if (term.id.ends_with("_fraction"))
        return number(100 * term.value, 3) + " %";
    return quantity(term.value, term.unit);
}

/// With its interval, where it has one.
std::string shownIn(const plan::Plan& plan, const Term& term)
{
    for (const plan::Expected* expected : {&plan.decode, &plan.prefill})
        if (&expected->term == &term)
            return fmt::format("{} ({} to {}) {}", number(term.value), number(expected->low), number(expected->high),
                               term.unit);
    return shown(term);
}

using Caveats = std::vector<plan::Caveat>;

std::string layersOf(const plan::DevicePlan& device)
{
    if (device.layerCount == 0)
        return "–";
    return fmt::format("{} to {}", device.firstLayer, device.firstLayer + device.layerCount - 1);
}

void printDevices(const plan::Plan& plan)
{
    TextTable table({"device", "layers", "total", "weights", "KV cache", "compute", "overhead", "free"});
    for (const auto& device : plan.devices)
        table.add({device.name, layersOf(device), shown(device.total), shown(device.weights), shown(device.kvCache),
                   shown(device.compute), shown(device.overhead), shown(device.free)});
    table.print();
    write("\n");
}

/// Where it comes from, and what it must not be read without.
std::string howOf(const Caveats& caveats, const Term& term)
{
    std::string how(plan::isKnown(term) ? provenanceName(term.provenance) : "");
    for (const auto& caveat : caveats)
        if (caveat.term == term.id)
            how += (how.empty() ? "" : "; ") + caveat.text;
    return how;
}

void explain(const Caveats& caveats, const Term& term)
{
    print("\n{} = {}  ({})\n", term.id, shown(term), howOf(caveats, term));
    if (!term.formula.empty())
        print("    {}\n", term.formula);
    for (const auto& input : term.inputs)
        print("    {} = {}{}\n", input.name,
              input.unit == "B" ? grouped(std::uint64_t(std::max(0.0, input.value))) + " B"
                                : quantity(input.value, input.unit),
              input.source.empty() ? "" : "  [" + input.source + "]");
    if (!term.source.empty())
        print("    source: {}\n", term.source);
}

void explainAll(const plan::Plan& plan, const Caveats& caveats)
{
    for (const Term* term : plan.terms())
        explain(caveats, *term);
}

void printCapacity(const plan::PlanRequest& request, const plan::Plan& plan, bool withTerms)
{
    print("{}  {}{}{}, {} x {}, on {}\n", plan::verdictName(plan.verdict), request.model.name,
          request.preset.empty() ? "" : ", ", request.preset, counted(request.workload.context, "token"),
          request.workload.concurrency, request.rig.name);
    print("bottleneck: {}\n", plan::bottleneckName(plan.bottleneck));
    for (const auto& reason : plan.reasons)
        print("  {}: {}\n", plan::verdictName(reason.severity), reason.text);
    write("\n");
    printDevices(plan);
    const Caveats caveats = plan::caveatsOf(request, plan);
    TextTable table({"quantity", "value", "how"});
    for (const Term* term : plan.terms())
        if (!term->id.starts_with("device_")) // those stand in the table above
            table.add({term->id, shownIn(plan, *term), howOf(caveats, *term)});
    table.print();
    if (withTerms)
        explainAll(plan, caveats);
}

Status keep(const PlanOptions& options, const plan::PlanRequest& request, const plan::Plan& plan)
{
    auto store = store::Store::open(options.project);
    if (!store)
        return tl::unexpected(store.error());
    HEADROOM_TRY((*store)->recoverRuns());
    store::PlanRow row;
    row.name = options.name.empty() ? fmt::format("{} on {}", request.model.name, request.rig.name) : options.name;
    const auto plans = (*store)->plans();
    if (!plans)
        return tl::unexpected(plans.error());
    for (const auto& known : *plans)
        if (known.name == row.name)
            row.id = known.id;
    row.request = plan::requestToJson(request);
    row.result = plan::toJson(request, plan);
    return (*store)->putPlan(row).and_then([&](store::Id) { return (*store)->checkPlace(); });
}

/// Empty where there is no such speed: the model does not fit, or does not continue texts.
std::string speedIn(const Caveats& caveats, const Term& term)
{
    const plan::Caveat* caveat = plan::findCaveat(caveats, term.id);
    const bool runs = !term.id.empty() && !(caveat && caveat->code == "does_not_fit");
    return runs ? fmt::format("{:.6g}", term.value) : std::string();
}

/// With its interval; empty where nothing is expected.
std::string expectedIn(const plan::Expected& expected)
{
    return expected.term.id.empty()
        ? ",,"
        : fmt::format("{:.6g},{:.6g},{:.6g}", expected.term.value, expected.low, expected.high);
}

std::string csvLine(const plan::PlanRequest& request, const plan::Plan& plan)
{
    double free = INFINITY;
    for (const auto& device : plan.devices)
        free = std::min(free, device.free.value);
    const Caveats caveats = plan::caveatsOf(request, plan);
    return fmt::format("{},{},{},{},{:.0f},{:.0f},{:.0f},{},{},{},{}\n", request.workload.context,
                       request.workload.concurrency, plan::verdictName(plan.verdict),
                       plan::bottleneckName(plan.bottleneck), plan.weights.value, plan.kvCache.value,
                       std::isfinite(free) ? free : 0.0, speedIn(caveats, plan.decodeCeiling),
                       speedIn(caveats, plan.prefillCeiling), expectedIn(plan.decode), expectedIn(plan.prefill));
}

Result<Output> csvOf(const PlanOptions& options)
{
    auto inputs = model::filesOfModel(options.model());
    for (const auto& path : {options.rig(), options.projector(), options.project})
        if (!path.empty())
            inputs.emplace_back(path);
    return outputAt(options.csv, options.replace, inputs);
}

Status sweepGrid(const PlanOptions& options, plan::PlanRequest request)
{
    const auto output = options.csv.empty() ? Result<Output>(Output("")) : csvOf(options);
    if (!output)
        return tl::unexpected(output.error());
    const auto grid = parseSweep(options);
    if (!grid)
        return tl::unexpected(grid.error());
    std::string csv = "context_tokens,concurrency,verdict,bottleneck,weights_bytes,kv_cache_bytes,free_bytes,"
                      "decode_tokens_per_s_ceiling,prefill_tokens_per_s_ceiling,decode_tokens_per_s,"
                      "decode_tokens_per_s_low,decode_tokens_per_s_high,prefill_tokens_per_s,"
                      "prefill_tokens_per_s_low,prefill_tokens_per_s_high\n";
    std::size_t rows = 0;
    for (const std::uint32_t context : grid->context.values())
        for (const std::uint32_t concurrency : grid->concurrency.values()) {
            request.workload.context = context;
            request.workload.concurrency = concurrency;
            const auto plan = plan::makePlan(request);
            if (!plan)
                return tl::unexpected(plan.error());
            csv += csvLine(request, *plan);
            ++rows;
        }
    if (options.csv.empty()) {
        write(csv);
        return {};
    }
    HEADROOM_TRY(writeFile(*output, std::as_bytes(std::span(csv))));
    if (options.asJson)
        printJson({{"csv", options.csv}, {"rows", rows}});
    else
        print("{} in {}\n", counted(rows, "row"), options.csv);
    return {};
}

/// What a folder preset writes, in the bytes that `quantize --dry-run` gives.
Json planArtifactJson(const quant::FolderPlan& folder)
{
    return {{"preset", folder.scheme},
            {"output_bytes", folder.outputBytes},
            {"weights_bytes", folder.weightBytes},
            {"bits_per_weight", folder.bitsPerWeight},
            {"warnings", folder.warnings}};
}

void printPlanArtifact(const quant::FolderPlan& folder)
{
    print("\nthe folder: {} bytes, {} of them weights, {:.3f} bits per weight\n", grouped(folder.outputBytes),
          grouped(folder.weightBytes), folder.bitsPerWeight);
    for (const auto& warning : english(folder.warnings))
        print("note: {}\n", warning);
}

Status planOnce(const PlanOptions& options, const AskedPlan& asked)
{
    const plan::PlanRequest& request = asked.request;
    const auto plan = plan::makePlan(request);
    if (!plan)
        return tl::unexpected(plan.error());
    if (!options.project.empty())
        HEADROOM_TRY(keep(options, request, *plan));
    if (options.asJson) {
        Json json = plan::toJson(request, *plan); // terms and all
        if (asked.folder)
            json["artifact"] = planArtifactJson(*asked.folder);
        std::vector<std::string> notes = asked.leftOut;
        notes.insert(notes.end(), asked.notes.begin(), asked.notes.end());
        json["notes"] = notes;
        printJson(json);
        return {};
    }
    printCapacity(request, *plan, options.explain);
    if (asked.folder)
        printPlanArtifact(*asked.folder);
    for (const std::string& note : asked.notes)
        print("note: {}\n", note);
    return {};
}

void tellIdle(const CLI::App& app, const PlanOptions& options)
{
    const bool grid = !options.sweep.empty();
    const auto spans = [&options](const char* axis) { return options.sweep.find(axis) != std::string::npos; };
    cli::tellIdle(app,
                  {{"--replace", !options.csv.empty(), "with --csv"},
                   {"--name", !options.project.empty(), "with --project"},
                   {"--project", !grid, "without --sweep"},
                   {"--explain", !grid && !options.asJson, "without --sweep and --json"},
                   {"--context", !spans("context="), "without context= in --sweep"},
                   {"--concurrency", !spans("concurrency="), "without concurrency= in --sweep"}});
}

/// What the model or the rig leaves without effect.
void tellIdleOffload(const CLI::App& app, const plan::PlanRequest& request)
{
    const bool gpu = !request.rig.gpus.empty();
    const bool experts = gpu && request.model.shape.experts > 0;
    constexpr const char* kOfExperts = "with a model of experts and a GPU";
    cli::tellIdle(app,
                  {{"--gpu-layers", gpu, "with a GPU"},
                   {"--cpu-moe", experts, kOfExperts},
                   {"--n-cpu-moe", experts, kOfExperts}});
}

} // namespace

Action declarePlan(CLI::App& app)
{
    const auto options = std::make_shared<PlanOptions>();
    options->declare(app);
    return [options, &app] {
        tellIdle(app, *options);
        if (options->asJson && !options->sweep.empty() && options->csv.empty())
            return report({ErrorCode::InvalidArgument, "--sweep with --json", "needs --csv F for the grid"});
        const auto asked = planRequest(*options);
        if (!asked)
            return report(asked.error());
        tellIdleOffload(app, asked->request);
        const Status status = options->sweep.empty() ? planOnce(*options, *asked) : sweepGrid(*options, asked->request);
        return status ? kDone : report(status.error());
    };
}

} // namespace headroom::cli
