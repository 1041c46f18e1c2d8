// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "console.h"
#include "core/artifact/manifest.h"
#include "core/artifact/verify.h"
#include "core/store/store.h"
#include "errors.h"
#include "options.h"
#include "output.h"

#include <cmath>
#include <filesystem>

namespace headroom::cli {

namespace {

struct ArtifactsOptions {
    std::string project, artifact, source, imatrix, calibration;
    unsigned threads = 0;
    bool json = false, rebuild = false;
};

/// The project, after runs of dead processes have been told so.
Result<std::unique_ptr<store::Store>> openProject(const std::string& path)
{
    auto store = store::Store::open(path, false);
    if (!store)
        return store;
    if ((*store)->isReadOnly())
        tell(fmt::format("note: {} is read-only\n", visible(path)));
    HEADROOM_TRY((*store)->recoverRuns());
    return store;
}

/// Everything that a project holds, in one value.
struct Contents {
    std::vector<store::ModelRow> models;
    std::vector<store::RigRow> rigs;
    std::vector<store::PlanRow> plans;
    std::vector<store::RunRow> runs;
    std::vector<store::ArtifactRow> artifacts;
    std::vector<store::VerdictRow> verdicts;
    std::vector<Error> damaged; ///< rows that could not be read
};

template <class T> Status take(Result<std::vector<T>> from, std::vector<T>& to)
{
    if (!from)
        return tl::unexpected(from.error());
    to = std::move(*from);
    return {};
}

Result<Contents> readAll(store::Store& store)
{
    Contents all;
    HEADROOM_TRY(take(store.models(), all.models));
    HEADROOM_TRY(take(store.rigs(), all.rigs));
    HEADROOM_TRY(take(store.plans(), all.plans));
    HEADROOM_TRY(take(store.runs(), all.runs));
    HEADROOM_TRY(take(store.artifacts(), all.artifacts));
    HEADROOM_TRY(take(store.verdicts(0), all.verdicts));
    all.damaged = store.takeDamage();
    return all;
}

Json runJson(const store::RunRow& run)
{
    return {{"id", run.id},
            {"kind", run.kind},
            {"state", store::runStateName(run.state)},
            {"spec", run.spec},
            {"error", run.error},
            {"created_at", run.createdAt},
            {"started_at", run.startedAt},
            {"finished_at", run.finishedAt},
            {"tool_version", run.toolVersion}};
}

Json artifactJson(const store::ArtifactRow& artifact)
{
    return {{"id", artifact.id},
            {"run", artifact.runId},
            {"source_model", artifact.sourceModelId},
            {"path", artifact.path},
            {"preset", artifact.preset},
            {"file_bytes", artifact.fileBytes},
            {"sha256", artifact.sha256},
            {"created_at", artifact.createdAt},
            {"manifest", artifact.manifest}};
}

Json modelJson(const store::ModelRow& model)
{
    return {{"id", model.id},
            {"name", model.name},
            {"path", model.path},
            {"sha256", model.sha256},
            {"architecture", model.architecture},
            {"file_bytes", model.fileBytes},
            {"details", model.details},
            {"added_at", model.addedAt}};
}

Json verdictJson(const store::VerdictRow& row)
{
    return {{"id", row.id},
            {"run", row.runId},
            {"judged_at", row.judgedAt},
            {"budget_sha256", row.budgetSha256},
            {"subject", row.subject},
            {"subject_sha256", row.subjectSha256},
            {"metric", row.metric},
            {"slice", row.slice},
            {"limit", row.limit},
            {"value", row.value},
            {"low", row.low ? Json(*row.low) : Json()},
            {"high", row.high ? Json(*row.high) : Json()},
            {"n", row.n},
            {"clusters", row.clusters},
            {"verdict", row.verdict},
            {"reason", row.reason}};
}

Json metricsJson(const std::vector<store::MetricRow>& metrics)
{
    Json rows = Json::array();
    for (const auto& metric : metrics)
        rows.push_back({{"subject", metric.subject},
                        {"name", metric.name},
                        {"value", metric.value},
                        {"low", metric.low ? Json(*metric.low) : Json()},
                        {"high", metric.high ? Json(*metric.high) : Json()},
                        {"unit", metric.unit},
                        {"n", metric.n}});
    return rows;
}

template <class Row, class ToJson> Json list(const std::vector<Row>& rows, ToJson toJson)
{
    Json json = Json::array();
    for (const auto& row : rows)
        json.push_back(toJson(row));
    return json;
}

Json contentsJson(const Contents& all)
{
    const auto plan = [](const store::PlanRow& row) {
        return Json{{"id", row.id},
                    {"name", row.name},
                    {"request", row.request},
                    {"result", row.result},
                    {"changed_at", row.changedAt}};
    };
    const auto rig = [](const store::RigRow& row) {
        return Json{{"id", row.id}, {"name", row.name}, {"rig", row.rig}, {"changed_at", row.changedAt}};
    };
    const auto damage = [](const Error& error) { return Json{{"where", error.where}, {"detail", error.detail}}; };
    return {{"models", list(all.models, modelJson)},
            {"rigs", list(all.rigs, rig)},
            {"plans", list(all.plans, plan)},
            {"runs", list(all.runs, runJson)},
            {"artifacts", list(all.artifacts, artifactJson)},
            {"verdicts", list(all.verdicts, verdictJson)},
            {"damaged", list(all.damaged, damage)}};
}

void printVerdicts(const std::vector<store::VerdictRow>& rows)
{
    if (rows.empty())
        return;
    write("\n");
    TextTable table({"judged", "run", "budget", "candidate", "gate", "slice", "limit", "value", "verdict"});
    for (const auto& row : rows)
        table.add({row.judgedAt, std::to_string(row.runId), row.budgetSha256.substr(0, 8),
                   std::filesystem::path(row.subject).filename().string(), row.metric, row.slice, number(row.limit),
                   std::isfinite(row.value) ? number(row.value) : "–", row.verdict});
    table.print();
}

void printContents(const Contents& all)
{
    TextTable models({"model", "name", "architecture", "size", "path"});
    for (const auto& model : all.models)
        models.add({std::to_string(model.id), model.name, model.architecture, humanBytes(double(model.fileBytes)),
                    model.path});
    models.print();
    write("\n");
    TextTable plans({"plan", "name", "verdict", "changed"});
    for (const auto& plan : all.plans)
        plans.add({std::to_string(plan.id), plan.name, artifact::textOf(plan.result, "verdict"), plan.changedAt});
    plans.print();
    write("\n");
    TextTable runs({"run", "kind", "state", "started", "finished"});
    for (const auto& run : all.runs)
        runs.add({std::to_string(run.id), run.kind, std::string(store::runStateName(run.state)), run.startedAt,
                  run.finishedAt});
    runs.print();
    write("\n");
    TextTable artifacts({"artifact", "preset", "size", "run", "path"});
    for (const auto& artifact : all.artifacts)
        artifacts.add({std::to_string(artifact.id), artifact.preset, humanBytes(double(artifact.fileBytes)),
                       std::to_string(artifact.runId), artifact.path});
    artifacts.print();
    printVerdicts(all.verdicts);
    for (const auto& error : all.damaged)
        print("\ndamaged     {}: {}", error.where, error.detail);
    write(all.damaged.empty() ? "" : "\n");
}

int listProject(const ArtifactsOptions& options)
{
    const auto store = openProject(options.project);
    if (!store)
        return report(store.error());
    const auto all = readAll(**store);
    if (!all)
        return report(all.error());
    options.json ? printJson(contentsJson(*all)) : printContents(*all);
    return kDone;
}

/// By its id, its path, or its file name; the newest where several match.
Result<store::ArtifactRow> findArtifact(const store::Store& store, const std::string& wanted)
{
    const auto artifacts = store.artifacts();
    if (!artifacts)
        return tl::unexpected(artifacts.error());
    for (auto row = artifacts->rbegin(); row != artifacts->rend(); ++row)
        if (std::to_string(row->id) == wanted || row->path == wanted
            || std::filesystem::path(row->path).filename() == wanted)
            return *row;
    return fail(ErrorCode::NotFound, store.path().string(), "no artifact " + wanted);
}

Result<Json> described(const ArtifactsOptions& options)
{
    const auto store = openProject(options.project);
    if (!store)
        return tl::unexpected(store.error());
    const auto artifact = findArtifact(**store, options.artifact);
    if (!artifact)
        return tl::unexpected(artifact.error());
    Json json = artifactJson(*artifact);
    const auto models = (*store)->models();
    if (!models)
        return tl::unexpected(models.error());
    for (const auto& model : *models)
        if (model.id == artifact->sourceModelId)
            json["source"] = modelJson(model);
    if (artifact->runId != 0) {
        const auto metrics = (*store)->metrics(artifact->runId);
        if (!metrics)
            return tl::unexpected(metrics.error());
        json["metrics"] = metricsJson(*metrics);
    }
    return json;
}

void printArtifact(const Json& json)
{
    for (const char* key : {"path", "preset", "file_bytes", "sha256", "created_at", "run"})
        print("{:<12}{}\n", key, json.at(key).is_string() ? json.at(key).get<std::string>() : json.at(key).dump());
    if (json.contains("source"))
        print("{:<12}{} (sha256 {})\n", "source", json.at("source").at("path").get<std::string>(),
              json.at("source").at("sha256").get<std::string>());
    for (const auto& [key, value] : json.at("manifest").items())
        print("manifest    {} = {}\n", key, value.is_string() ? value.get<std::string>() : value.dump());
    TextTable table({"subject", "metric", "value", "unit"});
    for (const auto& metric : json.value("metrics", Json::array()))
        table.add({metric.at("subject").get<std::string>(), metric.at("name").get<std::string>(),
                   metric.at("value").is_number() ? number(metric.at("value").get<double>()) : "–",
                   metric.at("unit").get<std::string>()});
    write("\n");
    table.print();
}

int showArtifact(const ArtifactsOptions& options)
{
    const auto json = described(options);
    if (!json)
        return report(json.error());
    options.json ? printJson(*json) : printArtifact(*json);
    return kDone;
}

/// A file, or what the project knows by that name, with the hash it has on record.
Result<artifact::VerifyOptions> toVerify(const ArtifactsOptions& options)
{
    artifact::VerifyOptions verify{
        options.artifact, {}, options.source, options.imatrix, options.rebuild, options.threads, options.calibration};
    if (options.project.empty())
        return verify;
    const auto store = openProject(options.project);
    if (!store)
        return tl::unexpected(store.error());
    const auto artifact = findArtifact(**store, options.artifact);
    if (!artifact)
        return tl::unexpected(artifact.error());
    verify.artifact = artifact->path;
    verify.sha256 = artifact->sha256;
    if (!verify.source.empty())
        return verify;
    const auto models = (*store)->models();
    if (!models)
        return tl::unexpected(models.error());
    for (const auto& model : *models)
        if (model.id == artifact->sourceModelId)
            verify.source = model.path;
    return verify;
}

int verifyArtifact(const ArtifactsOptions& options)
{
    const auto verify = toVerify(options);
    if (!verify)
        return report(verify.error());
    Console console;
    const auto checks = artifact::verify(*verify, console);
    if (!checks)
        return report(checks.error());
    const bool sound = artifact::passed(*checks);
    const Json rows = artifact::toJson(*checks);
    if (options.json) {
        printJson({{"artifact", verify->artifact.string()}, {"verified", sound}, {"checks", rows}});
    } else {
        TextTable table({"check", "", "detail"});
        for (const auto& row : rows)
            table.add({row.at("check").get<std::string>(), row.at("state").get<std::string>(),
                       row.at("detail").get<std::string>()});
        table.print();
    }
    return sound ? kDone : kGateFailed;
}

void declareVerify(CLI::App& verify, ArtifactsOptions& options)
{
    verify.add_option("ARTIFACT", options.artifact, "a file; with --project also an id or file name")->required();
    verify.add_option("--project", options.project, "the project file, whose hash counts")->type_name("FILE");
    verify.add_option("--source", options.source, "the model it was made of (default: as recorded)")->type_name("F");
    verify.add_option("--imatrix", options.imatrix, "the importance matrix or calibration of the run")->type_name("F");
    verify.add_option("--calibration", options.calibration, "of a folder that had an importance matrix too")
        ->type_name("F");
    verify.add_flag("--rebuild", options.rebuild, "quantize once more and compare every byte");
    addThreads(verify, options.threads);
    addJson(verify, options.json);
    verify.footer("Example:\n  headroom-cli artifacts verify model-q4_k_m.gguf --source model.gguf --rebuild\n"
                  "Exit status 3 when a check fails.");
}

} // namespace

Action declareArtifacts(CLI::App& app)
{
    const auto options = std::make_shared<ArtifactsOptions>();
    const auto chosen = std::make_shared<int (*)(const ArtifactsOptions&)>(listProject);
    const auto common = [options](CLI::App& sub) {
        sub.add_option("--project", options->project, "the project file")->type_name("FILE")->required();
        addJson(sub, options->json);
    };
    auto* list = app.add_subcommand("list", "everything the project holds");
    common(*list);
    list->footer("Example:\n  headroom-cli artifacts list --project work.headroom");
    list->callback([chosen] { *chosen = listProject; });
    auto* show = app.add_subcommand("show", "one artifact: lineage, manifest, errors by tensor");
    show->add_option("ARTIFACT", options->artifact, "id, path or file name")->required();
    common(*show);
    show->footer("Example:\n  headroom-cli artifacts show 1 --project work.headroom");
    show->callback([chosen] { *chosen = showArtifact; });
    auto* verify = app.add_subcommand("verify", "whether an artifact is still what its manifest says");
    declareVerify(*verify, *options);
    verify->callback([chosen] { *chosen = verifyArtifact; });
    app.require_subcommand(1);
    return [options, chosen] { return (*chosen)(*options); };
}

} // namespace headroom::cli
