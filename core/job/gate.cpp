// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/gate.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/remarks.h"
#include "core/job/work.h"
#include "core/model/modelfile.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::job {

namespace {

/// A comparison and where it comes from.
struct Judged {
    store::Id run = 0;
    std::string where; ///< for errors
    eval::CompareResult result;
};

bool isNamed(const eval::CandidateResult& candidate, const std::string& name)
{
    const std::filesystem::path path = candidate.model;
    return candidate.model == name || path.filename() == name || absolutePath(path) == absolutePath(name);
}

/// Index of the one candidate of this name. Errors: NotFound, InvalidArgument where there are two.
Result<std::size_t> findCandidate(const Judged& judged, const std::string& name)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < judged.result.candidates.size(); ++i) {
        if (!isNamed(judged.result.candidates[i], name))
            continue;
        if (found
            && absolutePath(judged.result.candidates[*found].model) == absolutePath(judged.result.candidates[i].model))
            continue; // compared twice
        if (found)
            return fail(ErrorCode::InvalidArgument, name,
                        fmt::format("is the name of two candidates in {}: give the whole path", judged.where));
        found = i;
    }
    if (!found)
        return fail(ErrorCode::NotFound, name, fmt::format("is no candidate in {}: compare it first", judged.where));
    return *found;
}

/// All of them where none is named, in the comparison's order or that of the names.
Result<std::vector<std::size_t>> chosen(const Judged& judged, const std::vector<std::string>& names)
{
    std::vector<std::size_t> all;
    for (std::size_t i = 0; names.empty() && i < judged.result.candidates.size(); ++i)
        all.push_back(i);
    for (const std::string& name : names) {
        const auto found = findCandidate(judged, name);
        if (!found)
            return tl::unexpected(found.error());
        if (std::ranges::find(all, *found) == all.end())
            all.push_back(*found);
    }
    if (all.empty())
        return fail(ErrorCode::Corrupt, judged.where, "has no candidates");
    return all;
}

Result<Judged> ofJson(const Json& json, const std::string& where)
{
    auto result = eval::compareFromJson(json);
    if (!result)
        return fail(ErrorCode::Corrupt, where + ", " + result.error().where, result.error().detail);
    return Judged{0, where, std::move(*result)};
}

Result<Judged> ofRun(const store::RunRow& run, const std::filesystem::path& project)
{
    const std::string where = fmt::format("{}, run {}", project.string(), run.id);
    if (run.kind != "compare")
        return fail(ErrorCode::InvalidArgument, where, "is no comparison but of kind " + run.kind);
    if (run.state != store::RunState::Done)
        return fail(ErrorCode::InvalidArgument, where,
                    fmt::format("has no result: it is {}", store::runStateName(run.state)));
    auto out = ofJson(run.result, where);
    if (out)
        out->run = run.id;
    return out;
}

/// The newest comparison that is done and has all of the candidates.
Result<Judged> newest(store::Store& store, const std::vector<std::string>& names)
{
    const auto runs = store.list({.kind = "compare", .state = store::RunState::Done});
    if (!runs)
        return tl::unexpected(runs.error());
    for (const Error& damage : store.takeDamage()) // it may be the one that is meant
        return fail(damage.code, damage.where, damage.detail + "; --run says which comparison is to be judged");
    for (const store::RunRow& listed : *runs) {
        const auto run = store.run(listed.id);
        auto judged = run ? ofRun(*run, store.path()) : tl::unexpected(run.error());
        if (!judged)
            return judged; // to take an older one in its place would say something of another moment
        const auto has = [&](const std::string& name) {
            return std::ranges::any_of(judged->result.candidates,
                                       [&](const auto& candidate) { return isNamed(candidate, name); });
        };
        if (std::ranges::all_of(names, has))
            return judged;
    }
    return fail(ErrorCode::NotFound, store.path().string(),
                names.empty() ? "no comparison is in the project: compare first"
                              : "no comparison in the project has " + fmt::format("{}", fmt::join(names, " and "))
                        + ": compare first");
}

Result<Judged> ofFile(const std::filesystem::path& path)
{
    const auto text = readTextFile(path);
    if (!text)
        return tl::unexpected(text.error());
    const auto json = parseJson(*text, path.string());
    if (!json)
        return tl::unexpected(json.error());
    return ofJson(*json, path.string());
}

Result<Judged> find(const GateOptions& options, store::Store* store)
{
    if (options.measured)
        return ofJson(*options.measured, "the comparison");
    if (!store)
        return ofFile(options.comparison);
    if (options.run == 0)
        return newest(*store, options.candidates);
    const auto run = store->run(options.run);
    return run ? ofRun(*run, store->path()) : tl::unexpected(run.error());
}

/// What has become of a model since it was compared; empty where it is the same.
Result<Remark> whyAnother(Role role, const std::string& path, const std::string& sha256, JobControl& control)
{
    const bool baseline = role == Role::Baseline;
    if (sha256.empty())
        return baseline ? remark("gate.baseline_without_hash") : remark("gate.candidate_without_hash");
    const auto file = model::ModelFile::open(path);
    if (!file && file.error().code == ErrorCode::NotFound)
        return baseline ? remark("gate.baseline_gone") : remark("gate.candidate_gone");
    auto hash = file ? (*file)->knownSha256(control) : tl::unexpected(file.error());
    if (!hash && hash.error().code == ErrorCode::Cancelled)
        return tl::unexpected(std::move(hash.error()));
    if (!hash)
        return baseline ? remark("gate.baseline_unreadable", hash.error().detail)
                        : remark("gate.candidate_unreadable", hash.error().detail);
    return *hash == sha256 ? Remark() : changedSince(role);
}

Status judgeAll(const Judged& judged, const std::vector<std::size_t>& which, const GateOptions& options,
                GateResult& out, JobControl& control)
{
    const eval::CompareResult& result = judged.result;
    Remark baseline;
    if (!options.recorded) {
        auto why = whyAnother(Role::Baseline, result.baseline, result.baselineSha256, control);
        if (!why)
            return tl::unexpected(why.error());
        baseline = std::move(*why);
    }
    for (const std::size_t i : which) {
        const eval::CandidateResult& candidate = result.candidates[i];
        Remark objection = baseline;
        if (!options.recorded && objection.empty()) {
            auto why = whyAnother(Role::Candidate, candidate.model, candidate.sha256, control);
            if (!why)
                return tl::unexpected(why.error());
            objection = std::move(*why);
        }
        out.candidates.push_back(
            {candidate.model, candidate.sha256, eval::judge(result, candidate, out.budget, objection)});
    }
    return {};
}

Status keepVerdicts(store::Store& store, const std::vector<std::size_t>& which, GateResult& result)
{
    if (store.isReadOnly()) {
        result.notes.push_back(remark("gate.read_only", store.path().string()));
        return {};
    }
    std::vector<store::VerdictRow> rows;
    for (std::size_t i = 0; i < which.size(); ++i)
        std::ranges::move(
            verdictRows(result.comparison.candidates[which[i]], result.candidates[i].verdict, result.budget),
            std::back_inserter(rows));
    return store.addVerdicts(result.run, rows).and_then([&] { return store.checkPlace(); });
}

Result<eval::ErrorBudget> budgetOf(const GateOptions& options, const store::Store* store)
{
    if (options.budget)
        return *options.budget;
    return store ? projectBudget(*store) : eval::defaultBudget();
}

} // namespace

eval::Verdict GateResult::overall() const
{
    std::vector<eval::Verdict> all;
    for (const JudgedCandidate& candidate : candidates)
        all.push_back(candidate.verdict.overall());
    return eval::worst(all);
}

Result<eval::ErrorBudget> projectBudget(const store::Store& store)
{
    const auto setting = store.setting(kBudgetSetting);
    if (!setting)
        return tl::unexpected(setting.error());
    if (!*setting || (*setting)->is_null())
        return eval::defaultBudget();
    auto budget = eval::budgetFromJson(**setting);
    if (!budget)
        budget.error().where = store.path().string() + ", " + budget.error().where;
    return budget;
}

Remark changedSince(Role role)
{
    return role == Role::Baseline ? remark("gate.baseline_changed") : remark("gate.candidate_changed");
}

std::vector<store::VerdictRow> verdictRows(const eval::CandidateResult& candidate,
                                           const eval::CandidateVerdict& verdict, const eval::ErrorBudget& budget)
{
    const std::string text = eval::toJson(budget).dump();
    const std::string hash = sha256(std::as_bytes(std::span(text)));
    std::vector<store::VerdictRow> rows;
    for (const eval::Judgement& each : verdict.gates) {
        store::VerdictRow row;
        row.budgetSha256 = hash;
        row.subject = absolutePath(candidate.model);
        row.subjectSha256 = candidate.sha256;
        row.metric = each.gate.metric;
        row.slice = each.gate.slice;
        row.limit = each.gate.limit;
        row.value = each.value;
        if (each.interval) {
            row.low = each.interval->low;
            row.high = each.interval->high;
        }
        row.n = each.n;
        row.clusters = each.clusters;
        row.verdict = eval::verdictName(each.verdict);
        row.reason = english(each.reason);
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<GateResult> gate(const GateOptions& options, JobControl& control)
{
    std::unique_ptr<store::Store> store;
    if (!options.project.empty()) {
        auto opened = store::Store::open(options.project, false);
        if (!opened)
            return tl::unexpected(opened.error());
        store = std::move(*opened);
        HEADROOM_TRY(store->recoverRuns());
    }
    auto budget = budgetOf(options, store.get());
    if (!budget)
        return tl::unexpected(std::move(budget.error()));
    auto judged = find(options, store.get());
    if (!judged)
        return tl::unexpected(std::move(judged.error()));
    const auto which = chosen(*judged, options.candidates);
    if (!which)
        return tl::unexpected(which.error());
    GateResult out;
    out.run = judged->run;
    out.budget = std::move(*budget);
    HEADROOM_TRY(judgeAll(*judged, *which, options, out, control));
    out.comparison = std::move(judged->result);
    out.notes = out.comparison.warnings;
    if (const Status kept = store && out.run != 0 ? keepVerdicts(*store, *which, out) : Status(); !kept)
        out.notes.push_back(remark("gate.not_kept", kept.error().where, kept.error().detail));
    return out;
}

Json toJson(const GateResult& result)
{
    const eval::CompareResult& measured = result.comparison;
    Json out
        = {{"verdict", eval::verdictName(result.overall())}, {"run", result.run},      {"baseline", measured.baseline},
           {"baseline_sha256", measured.baselineSha256},     {"gates", Json::array()}, {"candidates", Json::array()},
           {"budget", eval::toJson(result.budget)},          {"notes", result.notes}};
    eval::addConditions(out, measured.conditions());
    for (const JudgedCandidate& candidate : result.candidates) {
        out["candidates"].push_back({{"candidate", candidate.model},
                                     {"sha256", candidate.sha256},
                                     {"verdict", eval::verdictName(candidate.verdict.overall())}});
        for (const eval::Judgement& each : candidate.verdict.gates) {
            Json gate = {{"candidate", candidate.model}};
            gate.update(eval::toJson(each));
            out["gates"].push_back(std::move(gate));
        }
    }
    return out;
}

} // namespace headroom::job
