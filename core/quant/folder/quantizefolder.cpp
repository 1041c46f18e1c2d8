// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/quantizefolder.h"

#include "core/base/json.h"
#include "core/model/hf/draft.h"
#include "core/quant/folder/folderrun.h"
#include "core/quant/run/quantize.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace headroom::quant {

namespace {

/// Headroom's own reader has to take what was written.
Result<std::string> readBack(const std::filesystem::path& folder, JobControl& control)
{
    const auto file = model::ModelFile::open(folder);
    if (!file)
        return tl::unexpected(file.error());
    return (*file)->sha256(control);
}

Status checkRoom(const FolderOptions& options, const FolderPlan& plan, const WorkFolder& work)
{
    if (options.memoryLimitBytes > 0 && plan.memoryBytes > options.memoryLimitBytes)
        return fail(ErrorCode::OutOfMemory, options.source.string(),
                    fmt::format("needs about {} MiB of memory, the limit is {} MiB", plan.memoryBytes >> 20U,
                                options.memoryLimitBytes >> 20U));
    const std::uint64_t missing = plan.outputBytes + plan.workBytes - std::min(plan.workBytes, work.allocatedBytes());
    if (plan.freeBytes >= missing)
        return {};
    return fail(ErrorCode::NoSpace, options.destination.string(),
                fmt::format("needs {} bytes while it is written, {} are free", missing, plan.freeBytes));
}

using Clock = std::chrono::steady_clock;

FolderOutcome outcomeOf(const PreparedFolder& prepared, const FolderRun& run, const std::string& sha256,
                        Clock::time_point start)
{
    return FolderOutcome{prepared.plan,
                         run.findings().costs,
                         run.findings().notes,
                         std::string(methodName(prepared.options.method.method)),
                         std::chrono::duration<double>(Clock::now() - start).count(),
                         sha256,
                         run.findings().sourceSha256,
                         run.reusedBytes(),
                         prepared.source.file};
}

/// Up to the folder under its name.
Result<FolderOutcome> produceFolder(const PreparedFolder& prepared, FolderRun& run, const std::filesystem::path& target,
                                    const WorkFolder& work, const std::vector<SourceState>& source,
                                    Clock::time_point start, JobControl& control)
{
    HEADROOM_TRY(run.encode(source));
    auto draft = model::hf::Draft::create(target, narrowestMode(prepared.source.file->paths()), work.draftPath());
    if (!draft)
        return tl::unexpected(draft.error());
    HEADROOM_TRY(run.write(draft->path()));
    const auto hash = readBack(draft->path(), control);
    const auto whole = hash ? FileState::of(draft->path()) : tl::unexpected(hash.error());
    if (!whole)
        return tl::unexpected(whole.error());
    FolderOutcome outcome = outcomeOf(prepared, run, *hash, start);
    HEADROOM_TRY(work.namesDraft());
    if (prepared.options.beforeName)
        prepared.options.beforeName(outcome, draft->path(), *whole);
    HEADROOM_TRY(draft->commit());
    return outcome;
}

} // namespace

Result<FolderOutcome> quantizeFolder(const FolderOptions& options, JobControl& control)
{
    const auto start = Clock::now();
    const auto target
        = options.destination.filename().empty() ? options.destination.parent_path() : options.destination;
    std::error_code ignored;
    WorkFolder::sweep(target);
    if (std::filesystem::exists(std::filesystem::symlink_status(target, ignored)))
        return fail(ErrorCode::Conflict, target.string(), "exists already, and a folder is not replaced");
    const auto prepared = prepareFolder(options);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const auto source = sourceStates(*prepared->source.file);
    auto work = WorkFolder::open(target, source, false);
    if (!work)
        return tl::unexpected(std::move(work.error()));
    announce(prepared->plan.warnings, control);
    const Status room = checkRoom(options, prepared->plan, *work);
    FolderRun run(*prepared, *work, control, room ? preflightFolder(*prepared) : Forecast());
    auto outcome
        = room ? produceFolder(*prepared, run, target, *work, source, start, control) : tl::unexpected(room.error());
    if (outcome)
        work->discard();
    else
        work->endAfter(outcome.error().code);
    return outcome;
}

Json toJson(const FolderPlan& plan)
{
    Json tensors = Json::array();
    for (const FolderTensor& row : plan.tensors)
        tensors.push_back({{"name", row.name},
                           {"type", row.to},
                           {"from", row.from},
                           {"shape", row.shape},
                           {"bytes", row.bytes},
                           {"reason", row.reason},
                           {"fallback", row.fallback}});
    return {{"output_bytes", plan.outputBytes},
            {"weights_bytes", plan.weightBytes},
            {"free_bytes", plan.freeBytes},
            {"work_bytes", plan.workBytes},
            {"memory_bytes", plan.memoryBytes},
            {"bits_per_weight", plan.bitsPerWeight},
            {"expected_seconds", plan.expected ? toJson(*plan.expected) : Json()},
            {"warnings", plan.warnings},
            {"tensors", std::move(tensors)}};
}

Json toJson(const FolderOutcome& outcome)
{
    Json tensors = Json::array();
    for (std::size_t i = 0; i < outcome.plan.tensors.size(); ++i)
        tensors.push_back(eventOf(outcome.plan.tensors[i], outcome.costs[i], outcome.notes[i]));
    return {{"output_bytes", outcome.plan.outputBytes},
            {"weights_bytes", outcome.plan.weightBytes},
            {"bits_per_weight", outcome.plan.bitsPerWeight},
            {"seconds", outcome.seconds},
            {"sha256", outcome.sha256},
            {"source_sha256", outcome.sourceSha256},
            {"resumed_bytes", outcome.resumedBytes},
            {"warnings", outcome.plan.warnings},
            {"method", outcome.method},
            {"tensors", std::move(tensors)}};
}

} // namespace headroom::quant
