// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/model/ggufsplit.h"
#include "core/quant/run/manifest.h"
#include "core/quant/run/preflight.h"
#include "core/quant/run/quantizeloop.h"
#include "core/quant/run/replaced.h"
#include "core/quant/run/sourcehash.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace headroom::quant {

namespace {

using Clock = std::chrono::steady_clock;
using Paths = std::vector<std::filesystem::path>;

/// The names that an artifact is to take.
Result<std::vector<Output>> outputsAt(const QuantizeOptions& options, const Paths& names, const Paths& inputs)
{
    std::vector<Output> outputs;
    for (const auto& name : names) {
        auto output = outputAt(name, options.replace, inputs);
        if (!output)
            return tl::unexpected(std::move(output.error()));
        outputs.push_back(std::move(*output));
    }
    outputs.front().described = bool(options.beforeNames);
    return outputs;
}

Status checkDestination(const QuantizeOptions& options)
{
    if (options.destination.empty())
        return fail(ErrorCode::InvalidArgument, "destination", "is empty");
    if (!options.split.any())
        return outputAt(options.destination, options.replace, Paths{options.source}).map([](const Output&) {});
    if (model::ShardName::of(options.destination))
        return fail(ErrorCode::InvalidArgument, options.destination.string(),
                    "is a shard's name; give the name without its number");
    return {};
}

/// All that is read for the run, as it was opened.
Paths allInputs(const QuantizeOptions& options, const Prepared& prepared)
{
    Paths inputs = inputsOf(options);
    for (auto& path : prepared.source->paths())
        inputs.push_back(std::move(path));
    return inputs;
}

tensor::Type typeOf(const QuantizePlan& plan, const std::string& tensor)
{
    return std::ranges::find(plan.assignments, tensor, &Assignment::tensor)->to;
}

/// Room for what is not written yet.
Status checkSpace(const QuantizeOptions& options, const QuantizePlan& plan, const WorkFolder& folder)
{
    const std::uint64_t missing = plan.outputBytes - std::min(plan.outputBytes, folder.allocatedBytes());
    if (plan.freeBytes >= missing)
        return {};
    return fail(ErrorCode::NoSpace, options.destination.string(),
                fmt::format("needs {} bytes, {} are free", missing, plan.freeBytes));
}

Status checkPlan(const QuantizeOptions& options, const QuantizePlan& plan)
{
    if (!plan.missingImportance.empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{}, tensor \"{}\"", options.source.string(), plan.missingImportance),
                    fmt::format("cannot be {} without an importance matrix",
                                tensor::format(typeOf(plan, plan.missingImportance)).name));
    if (options.memoryLimitBytes > 0 && plan.memoryBytes > options.memoryLimitBytes)
        return fail(ErrorCode::OutOfMemory, options.source.string(),
                    fmt::format("needs about {} MiB of memory, the limit is {} MiB", plan.memoryBytes >> 20U,
                                options.memoryLimitBytes >> 20U));
    return {};
}

/// Shards as the work folder needs to know them.
struct Layout {
    explicit Layout(const std::vector<model::GgufShard>& shards)
    {
        std::vector<std::byte> headers;
        for (std::size_t file = 0; file < shards.size(); ++file) {
            const model::GgufLayout& shard = shards[file].layout;
            headers.insert(headers.end(), shard.header.begin(), shard.header.end());
            bytes.push_back(shard.total);
            for (const std::uint64_t offset : shard.offsets)
                places.push_back({file, offset});
        }
        identity = sha256(headers);
    }
    std::vector<Place> places; ///< of each tensor
    std::vector<std::uint64_t> bytes; ///< of each file
    std::string identity;
};

Status writeHeaders(const QuantizeOptions& options, const Prepared& prepared, const std::string& sourceSha256,
                    WorkFolder& folder)
{
    const auto shards = artifactShards(prepared, options.split, sourceSha256);
    if (!shards)
        return tl::unexpected(shards.error());
    for (std::size_t file = 0; file < shards->size(); ++file)
        HEADROOM_TRY(folder.writeHeader(file, (*shards)[file].layout.header));
    return {};
}

template <class File> Paths pathsOf(const std::vector<File>& files)
{
    Paths paths;
    for (const File& file : files)
        paths.push_back(file.path);
    return paths;
}

/// The source's hash, where all that was read is still what the run began with.
Result<std::string> confirmed(SourceHash& hash, const Prepared& prepared, const std::vector<SourceState>& source,
                              WorkFolder& folder, JobControl& control)
{
    auto sha256 = hash.wait(control);
    if (!sha256)
        return sha256;
    HEADROOM_TRY(folder.confirmSource(*sha256));
    HEADROOM_TRY(checkUnchanged(*prepared.source, source));
    HEADROOM_TRY(prepared.inputsIntact());
    return sha256;
}

void fill(QuantizeOutcome& outcome, const QuantizeOptions& options, const Prepared& prepared)
{
    outcome.outputBytes = prepared.plan.outputBytes;
    outcome.files = prepared.plan.files;
    outcome.bitsPerWeight = prepared.plan.bitsPerWeight;
    outcome.warnings = prepared.plan.warnings;
    outcome.preset = prepared.preset.name;
    outcome.method = methodName(options.method.method);
    outcome.source = prepared.source;
}

/// The files under their names, and beside them what the caller wants there.
Status name(const QuantizeOptions& options, const Prepared& prepared, std::vector<Output> outputs, WorkFolder& folder,
            Clock::time_point start, QuantizeOutcome& outcome)
{
    if (options.beforeLastName)
        outputs.back().beforeName = [&](const FileState& whole) { options.beforeLastName(outcome, whole); };
    HEADROOM_TRY(writeHeaders(options, prepared, outcome.sourceSha256, folder));
    const auto named = folder.finish(outputs, [&](std::span<const std::string> hashes) {
        outcome.sha256 = model::sha256OfFiles(pathsOf(prepared.plan.files), hashes);
        outcome.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        if (options.beforeNames)
            options.beforeNames(artifactMetadata(prepared, outcome.sourceSha256), outcome);
    });
    return named.map([](const auto&) {});
}

/// Everything up to the artifact under its name.
Status produce(const QuantizeOptions& options, const Prepared& prepared, const std::vector<SourceState>& source,
               WorkFolder& folder, JobControl& control, QuantizeOutcome& outcome)
{
    const auto start = Clock::now();
    // Names of a set are looked at here, where those of a killed run have been taken back.
    const auto outputs = outputsAt(options, pathsOf(prepared.plan.files), allInputs(options, prepared));
    if (!outputs)
        return tl::unexpected(outputs.error());
    HEADROOM_TRY(checkSpace(options, prepared.plan, folder));
    const auto shards = artifactShards(prepared, options.split);
    if (!shards)
        return tl::unexpected(shards.error());
    const Layout layout(*shards);
    SourceHash hash(prepared.source, {}, folder.resumes());
    Forecast forecast = preflight(prepared, options.threads);
    HEADROOM_TRY(folder.begin(layout.identity, layout.bytes));
    forecast.besideLeft(hash.bytesLeft());
    if (const auto expected = forecast.remaining())
        control.event("forecast", toJson(*expected));
    QuantizeLoop loop(prepared, source, options.threads, folder, hash, control, forecast);
    const Status encoded = loop.run(layout.places, layout.identity);
    // Hashing may take minutes: the next run shall not begin anew, however this one ends.
    const std::string found = hash.known();
    const Status remembered = found.empty() ? Status() : folder.confirmSource(found);
    HEADROOM_TRY(encoded); // which says more than that a disk is full
    HEADROOM_TRY(remembered);
    const auto sourceSha256 = confirmed(hash, prepared, source, folder, control);
    if (!sourceSha256)
        return tl::unexpected(sourceSha256.error());
    forecast.besideLeft(0);
    if (const auto left = forecast.remaining())
        control.event("forecast", toJson(*left));
    fill(outcome, options, prepared);
    outcome.sourceSha256 = *sourceSha256;
    outcome.tensors = loop.takeOutcomes();
    outcome.resumedBytes = loop.reusedBytes();
    return name(options, prepared, *outputs, folder, start, outcome);
}

} // namespace

Result<QuantizeOutcome> quantize(const QuantizeOptions& options, JobControl& control)
{
    if (!options.split.any()) // a set is taken back, and takes its names again
        WorkFolder::sweep(options.destination);
    HEADROOM_TRY(checkDestination(options));
    const auto prepared = prepare(options);
    if (!prepared)
        return tl::unexpected(prepared.error());
    HEADROOM_TRY(checkPlan(options, prepared->plan));
    const auto source = sourceStates(*prepared->source);
    auto folder = WorkFolder::open(options.destination, source, options.replace);
    if (!folder)
        return tl::unexpected(std::move(folder.error()));
    announce(prepared->plan.warnings, control);
    QuantizeOutcome outcome;
    if (auto done = produce(options, *prepared, source, *folder, control, outcome); !done) {
        folder->endAfter(done.error().code);
        return tl::unexpected(std::move(done.error()));
    }
    if (options.replace && options.split.any()) {
        auto older = removeOlderSets(outcome.files.front().path, prepared->source->paths());
        outcome.replaced = std::move(older.removed);
        outcome.warnings.insert(outcome.warnings.end(), older.warnings.begin(), older.warnings.end());
    }
    return outcome;
}

void announce(const Remarks& warnings, JobControl& control)
{
    for (const Remark& warning : warnings)
        control.event("warning", {{"text", warning}, {"remark", toJson(warning)}});
}

std::vector<std::filesystem::path> inputsOf(const QuantizeOptions& options)
{
    Paths inputs{options.source};
    for (const auto& path : {options.imatrix, options.presetFile, options.method.calibration})
        if (!path.empty())
            inputs.push_back(path);
    return inputs;
}

} // namespace headroom::quant
