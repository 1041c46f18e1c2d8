// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/encodetensor.h"
#include "core/quant/manifest.h"
#include "core/quant/quantizerun.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace headroom::quant {

namespace {

Status checkDestination(const QuantizeOptions& options)
{
    if (options.destination.empty())
        return fail(ErrorCode::InvalidArgument, "destination", "is empty");
    std::error_code ignored;
    const std::string where = options.destination.string();
    if (std::filesystem::equivalent(options.source, options.destination, ignored))
        return fail(ErrorCode::InvalidArgument, where, "is the source itself");
    if (std::filesystem::is_directory(options.destination, ignored))
        return fail(ErrorCode::InvalidArgument, where, "is a directory");
    if (!options.replace && std::filesystem::exists(std::filesystem::symlink_status(options.destination, ignored)))
        return fail(ErrorCode::Conflict, where, "exists already");
    return {};
}

/// Produces the artifact's tensors one after the other, and remembers what each has cost.
class Run {
public:
    Run(const Prepared& prepared, unsigned threads, JobControl& control)
        : m_prepared(prepared), m_pool(threads), m_control(control)
    {
        for (const auto& info : prepared.file->tensors())
            m_progress.totalBytes += info.bytes;
        m_progress.stage = "quantize";
        m_progress.total = prepared.file->tensors().size();
    }

    /// What a method needs to know before the first tensor.
    Status begin()
    {
        if (!m_prepared.method)
            return {};
        auto method
            = MethodRun::prepare(*m_prepared.file, m_prepared.plan.assignments, *m_prepared.method, m_pool, m_control);
        if (!method)
            return tl::unexpected(std::move(method.error()));
        m_method = std::move(*method);
        return {};
    }

    Result<std::vector<std::byte>> produce(std::size_t index)
    {
        const auto& info = m_prepared.file->tensors()[index];
        const auto& assignment = m_prepared.plan.assignments[index];
        const std::uint64_t before = m_progress.bytes;
        m_progress.item = info.name;
        m_control.report(m_progress);
        const std::vector<float> importance = m_prepared.importance(info.name);
        const auto afterSlab = [&](std::uint64_t elements) {
            m_progress.bytes = before + info.bytes * elements / info.elements();
            m_control.report(m_progress);
            return m_control.checkpoint();
        };
        std::string note;
        auto encoded = m_method ? m_method->encode(info, assignment.to, importance, m_pool, afterSlab, note)
                                : encodeTensor(*m_prepared.file, info, assignment.to, importance, m_pool, afterSlab);
        if (!encoded)
            return tl::unexpected(std::move(encoded.error()));
        m_prepared.file->release(info);
        HEADROOM_TRY(m_prepared.file->intact());
        remember(info, assignment, *encoded, note);
        m_progress.bytes = before + info.bytes;
        ++m_progress.done;
        m_control.report(m_progress);
        return std::move(encoded->bytes);
    }

    std::vector<TensorOutcome> takeOutcomes() { return std::move(m_outcomes); }

private:
    void remember(const model::TensorInfo& info, const Assignment& assignment, const EncodedTensor& encoded,
                  const std::string& note)
    {
        TensorOutcome outcome;
        outcome.name = info.name;
        outcome.from = info.type;
        outcome.to = assignment.to;
        outcome.shape = info.shape;
        outcome.bytes = encoded.bytes.size();
        outcome.rmse = std::sqrt(encoded.squaredError / double(info.elements()));
        outcome.relativeErrorDb = encoded.squaredError > 0 ? 10 * std::log10(encoded.squaredError / encoded.squares)
                                                           : -std::numeric_limits<double>::infinity();
        outcome.maxError = encoded.maxError;
        outcome.reason = note.empty() ? assignment.reason : assignment.reason + "; " + note;
        outcome.fallback = assignment.fallback;
        m_control.event("tensor", toJson(outcome));
        m_outcomes.push_back(std::move(outcome));
    }

    const Prepared& m_prepared;
    ThreadPool m_pool;
    JobControl& m_control;
    std::unique_ptr<MethodRun> m_method;
    Progress m_progress;
    std::vector<TensorOutcome> m_outcomes;
};

tensor::Type typeOf(const QuantizePlan& plan, const std::string& tensor)
{
    return std::ranges::find(plan.assignments, tensor, &Assignment::tensor)->to;
}

Status checkSpace(const QuantizeOptions& options, const QuantizePlan& plan)
{
    if (plan.freeBytes >= plan.outputBytes)
        return {};
    return fail(ErrorCode::NoSpace, options.destination.string(),
                fmt::format("needs {} bytes, {} are free", plan.outputBytes, plan.freeBytes));
}

} // namespace

Result<QuantizeOutcome> quantize(const QuantizeOptions& options, JobControl& control)
{
    const auto start = std::chrono::steady_clock::now();
    HEADROOM_TRY(checkDestination(options));
    const auto prepared = prepare(options);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const QuantizePlan& plan = prepared->plan;
    if (!plan.missingImportance.empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{}, tensor \"{}\"", options.source.string(), plan.missingImportance),
                    fmt::format("cannot be {} without an importance matrix",
                                tensor::format(typeOf(plan, plan.missingImportance)).name));
    HEADROOM_TRY(checkSpace(options, plan));
    for (const std::string& warning : plan.warnings)
        control.event("warning", {{"text", warning}});
    control.report({"hash", options.source.filename().string(), 0, 1, 0, prepared->file->fileBytes()});
    const auto sourceSha256 = prepared->file->sha256(control);
    if (!sourceSha256)
        return tl::unexpected(sourceSha256.error());
    Run run(*prepared, options.threads, control);
    HEADROOM_TRY(run.begin());
    auto sources = tensorSources(*prepared->file, plan.assignments);
    for (std::size_t i = 0; i < sources.size(); ++i)
        sources[i].produce = [&run, i] { return run.produce(i); };
    const auto metadata = artifactMetadata(*prepared, *sourceSha256);
    HEADROOM_TRY(model::writeGguf(options.destination, metadata, sources, control));
    JobControl uninterrupted; // the artifact stands: from here on there is nothing to cancel
    const auto sha256 = sha256File(options.destination, uninterrupted);
    if (!sha256)
        return tl::unexpected(sha256.error());
    QuantizeOutcome outcome;
    outcome.outputBytes = plan.outputBytes;
    outcome.bitsPerWeight = plan.bitsPerWeight;
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    outcome.sha256 = *sha256;
    outcome.sourceSha256 = *sourceSha256;
    outcome.tensors = run.takeOutcomes();
    outcome.warnings = plan.warnings;
    outcome.preset = prepared->preset.name;
    outcome.method = methodName(options.method.method);
    return outcome;
}

} // namespace headroom::quant
