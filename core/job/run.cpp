// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/caught.h"
#include "core/infer/computeparameters.h"
#include "core/job/job.h"
#include "core/job/kinds.h"
#include "core/model/description.h"

#include <algorithm>
#include <chrono>

namespace headroom::job {

namespace {

/// Libraries may throw; nothing of theirs leaves this function.
Result<Json> guardedWork(const Kind& kind, const JobSpec& spec, const Record& record, JobControl& control)
{
    return guarded(spec.kind, [&] {
        return Parameters::read(spec.parameters, kind.parameters())
            .and_then([&](const Parameters& parameters) -> Result<Json> {
                HEADROOM_TRY(infer::chooseDevice(parameters.text(infer::kDevice.key)));
                return kind.work(parameters, record, control);
            });
    });
}

/// The project is written to while the job works: nothing else may take its place.
Status checkApart(const JobSpec& spec)
{
    const std::filesystem::path path = outputOf(spec.kind, spec.parameters);
    std::error_code unknown;
    if (!path.empty()
        && (absolutePath(path) == absolutePath(spec.project)
            || std::filesystem::equivalent(path, spec.project, unknown)))
        return fail(ErrorCode::InvalidArgument, path.string(), "is the project that the run is kept in");
    return {};
}

/// By its whole path; links stay, as what they point to may be called otherwise, and so does "..", which behind a link
/// is not the folder that is written before it.
void makeWhole(Json& file)
{
    std::error_code error;
    if (file.is_string() && !file.get_ref<const std::string&>().empty())
        if (const auto whole = std::filesystem::absolute(file.get<std::string>(), error); !error)
            file = (std::ranges::find(whole, "..") == whole.end() ? whole.lexically_normal() : whole).string();
}

/// A run that is kept is started again from any folder.
JobSpec fromAnywhere(const Kind& kind, JobSpec spec)
{
    Json project = spec.project.string();
    makeWhole(project);
    spec.project = project.get<std::string>();
    for (const Parameter& row : kind.parameters()) {
        const auto found = spec.parameters.is_object() ? spec.parameters.find(row.key) : spec.parameters.end();
        if (found == spec.parameters.end() || (row.kind != ValueKind::Path && row.kind != ValueKind::Paths))
            continue;
        if (found->is_array())
            std::ranges::for_each(*found, makeWhole);
        else
            makeWhole(*found);
    }
    return spec;
}

constexpr auto kPatience = std::chrono::minutes(10);

/// Others may write into the project for longer than a store waits, and hours of work are not given up for that: it is
/// asked again until it has time, or the job is cancelled.
template <class Ask> auto patiently(JobControl& control, Ask ask) -> decltype(ask())
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        auto answer = ask();
        if (answer || answer.error().code != ErrorCode::Busy || std::chrono::steady_clock::now() > deadline)
            return answer;
        control.report({"project", {}, 0, 0, 0, 0});
        HEADROOM_TRY(control.checkpoint());
    }
}

Result<JobResult> runInProject(const Kind& kind, const JobSpec& asked, JobControl& control)
{
    const JobSpec spec = fromAnywhere(kind, asked);
    HEADROOM_TRY(checkApart(spec));
    auto store = patiently(control, [&] { return store::Store::open(spec.project); });
    if (!store)
        return tl::unexpected(store.error());
    HEADROOM_TRY(patiently(control, [&] { return (*store)->recoverRuns(); }));
    const auto run = patiently(control, [&] { return (*store)->startRun(spec.kind, toJson(spec)); });
    if (!run)
        return tl::unexpected(run.error());
    store::RunResults results;
    const auto promise = [&](const Json& expected, const store::PromisedFile& file) {
        if (guarded(spec.kind, [&] { return (*store)->promiseRun(*run, expected, results, file); }))
            results = {}; // are kept already
    };
    auto result = guardedWork(kind, spec, {&results, promise, store->get()}, control);
    const Status kept = result
        ? guarded(spec.kind,
                  [&] { return patiently(control, [&] { return (*store)->finishRun(*run, *result, results); }); })
        : tl::unexpected(result.error());
    if (!kept) {
        // What happened matters more than a project that cannot take it down.
        static_cast<void>((*store)->failRun(*run, kept.error()));
        return tl::unexpected(kept.error());
    }
    HEADROOM_TRY((*store)->checkPlace());
    return JobResult{*run, std::move(*result)};
}

Result<JobResult> runKind(const Kind& kind, const JobSpec& spec, JobControl& control)
{
    if (!spec.project.empty())
        return runInProject(kind, spec, control);
    return guardedWork(kind, spec, {}, control).map([](Json&& result) { return JobResult{0, std::move(result)}; });
}

} // namespace

Result<JobResult> run(const JobSpec& spec, JobControl& control)
{
    const Kind* kind = findKind(spec.kind);
    if (!kind)
        return fail(ErrorCode::InvalidArgument, "job, kind", "there is no kind \"" + spec.kind + "\"");
    return guarded(spec.kind, [&] { return runKind(*kind, spec, control); });
}

std::string absolutePath(const std::filesystem::path& path)
{
    std::error_code error;
    const auto absolute = std::filesystem::weakly_canonical(path, error);
    return error ? path.string() : absolute.string();
}

Result<store::ModelRow> modelRow(const model::ModelFile& file, const std::string& sha256)
{
    const auto model = model::describe(file);
    if (!model)
        return tl::unexpected(model.error());
    store::ModelRow row;
    row.name = model->name;
    row.path = absolutePath(file.path());
    row.sha256 = sha256;
    row.architecture = model->shape.architecture;
    row.fileBytes = model->fileBytes;
    row.details = {{"parameters", model->parameters()},
                   {"bits_per_weight", model->bitsPerWeight()},
                   {"layers", model->shape.layers},
                   {"context_length", model->shape.contextLength}};
    return row;
}

} // namespace headroom::job
