// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the project file: one SQLite database (*.headroom, application_id "HDRM"), WAL, STRICT tables, migrations by
// user_version. The only code with SQL. One Store per thread or process; every write is a transaction. It decides
// nothing.
#pragma once

#include "core/base/filestate.h"
#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom::store {

using Id = std::int64_t;

struct ModelRow {
    Id id = 0;
    std::string name, path, sha256, architecture;
    std::uint64_t fileBytes = 0;
    Json details;
    std::string addedAt;
};
struct RigRow {
    Id id = 0;
    std::string name;
    Json rig;
    std::string changedAt;
};
struct PlanRow {
    Id id = 0;
    std::string name;
    Json request, result;
    std::string changedAt;
};
enum class RunState { Queued, Running, Paused, Done, Failed, Cancelled };
std::string_view runStateName(RunState state);
struct RunRow {
    Id id = 0;
    std::string kind; ///< "quantize", "compare", "perplexity", "measure"
    RunState state = RunState::Queued;
    Json spec, result, error;
    std::string createdAt, startedAt, finishedAt, toolVersion;
    Json summary = {}; ///< what lists say of the result, an object of a few numbers; null where there is nothing
};
/// Which runs a list has. What is empty asks for nothing.
struct RunFilter {
    std::string kind = {};
    std::optional<RunState> state = {};
    /// Texts among the parameters that the run was made with, by name ("model", "preset").
    std::vector<std::pair<std::string, std::string>> parameters = {};
    std::size_t most = 0; ///< so many, the newest; 0: all
    Id after = 0; ///< those that came later than this one, and
    std::vector<Id> also = {}; ///< these, whenever they came; neither: all
};
struct ArtifactRow {
    Id id = 0;
    Id runId = 0;
    Id sourceModelId = 0;
    std::string path, sha256, preset;
    std::uint64_t fileBytes = 0;
    Json manifest;
    std::string createdAt;
};
struct MetricRow {
    Id id = 0;
    Id runId = 0;
    std::string subject; ///< artifact or model path
    std::string name;
    double value = 0;
    std::optional<double> low, high;
    std::string unit;
    std::uint64_t n = 0;
};
/// How one measurement of a run stood against a limit when it was judged. Never changed.
struct VerdictRow {
    Id id = 0;
    Id runId = 0; ///< whose result was judged
    std::string judgedAt; ///< empty: now
    std::string budgetSha256; ///< of the whole budget
    std::string subject, subjectSha256; ///< path of the candidate, and what it was when it was measured
    std::string metric, slice;
    double limit = 0;
    double value = 0;
    std::optional<double> low, high;
    std::uint64_t n = 0, clusters = 0;
    std::string verdict, reason;
};
/// What a finished run leaves in the project beside its result. The artifact's run and source model are set by it.
struct RunResults {
    std::optional<ModelRow> model;
    std::optional<ArtifactRow> artifact;
    std::vector<MetricRow> metrics;
    std::vector<VerdictRow> verdicts = {};
    Json summary = {}; ///< see RunRow
};

/// What a run is about to give its name, by which it is known again.
struct PromisedFile {
    std::filesystem::path path; ///< absolute
    FileState state;
};

class Store {
public:
    /// Opens or creates. What cannot be written, be it the file or its folder, is opened to be read. Errors:
    /// PermissionDenied, Corrupt (not a database), Unsupported (another application's, or a
    /// newer schema, or one that holds what no project does: triggers, views, other tables), Busy, NoSpace,
    /// InvalidArgument (it has several names, each with a log of its own).
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& path, bool create = true);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    const std::filesystem::path& path() const;
    /// Every call that writes fails with PermissionDenied.
    bool isReadOnly() const;
    /// The path leads to another file now, or to none: it was renamed, replaced or deleted while it was open here. All
    /// that is held can still be read, written and copied; a renamed file gets all of it when it is closed.
    bool isMoved() const;
    /// What was written is found under the path: the file was neither moved nor, since a run began or a mark was left
    /// here, overwritten by another program (a backup put back in place). Costs a look at the file's times as long as
    /// nobody writes into it. Errors: Conflict naming path and what is another.
    Status checkPlace() const;
    /// Leaves a mark in the file by which checkPlace() tells it from an earlier state of its own as well, for whoever
    /// keeps it open: at first, and again some time after writing. Errors: Conflict as checkPlace(), before anything is
    /// written.
    Status leaveMark();
    /// A whole copy of this moment, also while other processes write; replaces the target. Without success nothing
    /// stays.
    Status copyTo(const std::filesystem::path& target) const;

    /// The same path replaces; an empty sha256 keeps the known one while the size is the same.
    Result<Id> putModel(const ModelRow& row);
    Result<std::vector<ModelRow>> models() const;
    Result<Id> putRig(const RigRow& row); ///< id 0 inserts
    Result<std::vector<RigRow>> rigs() const;
    Result<Id> putPlan(const PlanRow& row);
    Result<std::vector<PlanRow>> plans() const;

    Result<Id> addRun(std::string_view kind, const Json& spec); ///< Queued
    Result<Id> startRun(std::string_view kind, const Json& spec); ///< Running at once
    Status setRunState(Id run, RunState state); ///< stamps started / finished
    /// All of it or nothing: a run is never done without what it found, nor the other way round.
    Status finishRun(Id run, const Json& result, const RunResults& results = {});
    /// What finishRun() will be given, before the file gets its name: a process that is killed between the two has done
    /// its work, and recoverRuns() says so. What is in `results` need not be given again.
    Status promiseRun(Id run, const Json& result, const RunResults& results, const PromisedFile& file);
    Status failRun(Id run, const Error& error); ///< Cancelled gives RunState::Cancelled
    Result<RunRow> run(Id run) const;
    Result<std::vector<RunRow>> runs() const; ///< newest first
    /// Newest first, without their results, which may be long: for lists. 10,000 of them take some 50 ms.
    Result<std::vector<RunRow>> list(const RunFilter& filter = {}) const;
    /// As it is stored, for whoever reads it on another thread; empty where there is none.
    Result<std::string> resultText(Id run) const;
    /// Runs left Queued, Running or Paused by a process that died become Failed (worker_died), or Done where what was
    /// promised stands under its name; returns how many.
    Result<std::size_t> recoverRuns();

    Result<Id> addArtifact(const ArtifactRow& row);
    Result<std::vector<ArtifactRow>> artifacts() const;
    /// Without their manifests, which may be long: for lists.
    Result<std::vector<ArtifactRow>> listArtifacts() const;
    Status addMetrics(Id run, const std::vector<MetricRow>& rows);
    Result<std::vector<MetricRow>> metrics(Id run) const;
    /// Beside those that are there; all at one time, and all or none.
    Status addVerdicts(Id run, const std::vector<VerdictRow>& rows);
    Result<std::vector<VerdictRow>> verdicts(Id run) const; ///< oldest first; run 0: those of all runs

    Status setSetting(std::string_view key, const Json& value); ///< project settings: baseline, budget, current plan
    Result<std::optional<Json>> setting(std::string_view key) const;

    /// Rows that the lists above have left out because they cannot be read, each named; every one is told once.
    std::vector<Error> takeDamage();

private:
    Store();
    /// name: as SQLite takes it.
    static Result<std::unique_ptr<Store>> openAs(const std::filesystem::path& path, const std::string& name, int flags);
    Status keep(Id run, const RunResults& results);
    Status endAbandoned(Id run);
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace headroom::store
