// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/caught.h"
#include "core/job/job.h"
#include "core/job/work.h"
#include "core/model/description.h"

#include <algorithm>
#include <array>

namespace headroom::job {

namespace {

struct Kind {
    std::string_view name;
    Work work;
};
constexpr std::array kKinds{
    Kind{"quantize", quantizeWork},     Kind{"calibrate", calibrateWork}, Kind{"compare", compareWork},
    Kind{"perplexity", perplexityWork}, Kind{"measure", measureWork},     Kind{"sensitivity", sensitivityWork},
    Kind{"search", searchWork},
};

const Kind* findKind(std::string_view name)
{
    for (const auto& kind : kKinds)
        if (kind.name == name)
            return &kind;
    return nullptr;
}

/// Libraries may throw; nothing of theirs leaves this function.
Result<Json> guardedWork(const Kind& kind, const JobSpec& spec, const Record& record, JobControl& control)
{
    return guarded(spec.kind, [&] {
        Parameters parameters(spec.parameters);
        return kind.work(parameters, record, control);
    });
}

/// The project is written to while the job works: nothing else may take its place.
Status checkApart(const JobSpec& spec)
{
    for (const char* key : {"destination", "output"}) {
        const auto found = spec.parameters.is_object() ? spec.parameters.find(key) : spec.parameters.end();
        if (found == spec.parameters.end() || !found->is_string())
            continue;
        const std::filesystem::path path = found->get<std::string>();
        std::error_code unknown;
        if (absolutePath(path) == absolutePath(spec.project)
            || std::filesystem::equivalent(path, spec.project, unknown))
            return fail(ErrorCode::InvalidArgument, path.string(), "is the project that the run is kept in");
    }
    return {};
}

/// Parameters that are files, or lists of them.
constexpr std::array kFiles{"source", "destination", "model",   "baseline",    "candidates", "text",
                            "texts",  "output",      "imatrix", "calibration", "preset_file"};

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
JobSpec fromAnywhere(JobSpec spec)
{
    Json project = spec.project.string();
    makeWhole(project);
    spec.project = project.get<std::string>();
    for (const char* key : kFiles) {
        const auto found = spec.parameters.is_object() ? spec.parameters.find(key) : spec.parameters.end();
        if (found == spec.parameters.end())
            continue;
        if (found->is_array())
            std::ranges::for_each(*found, makeWhole);
        else
            makeWhole(*found);
    }
    return spec;
}

Result<JobResult> runInProject(const Kind& kind, const JobSpec& asked, JobControl& control)
{
    const JobSpec spec = fromAnywhere(asked);
    HEADROOM_TRY(checkApart(spec));
    auto store = store::Store::open(spec.project);
    if (!store)
        return tl::unexpected(store.error());
    HEADROOM_TRY((*store)->recoverRuns());
    const auto run = (*store)->startRun(spec.kind, toJson(spec));
    if (!run)
        return tl::unexpected(run.error());
    store::RunResults results;
    const auto promise = [&](const Json& expected, const store::PromisedFile& file) {
        if (guarded(spec.kind, [&] { return (*store)->promiseRun(*run, expected, results, file); }))
            results = {}; // are kept already
    };
    auto result = guardedWork(kind, spec, {&results, promise, store->get()}, control);
    const Status kept = result ? guarded(spec.kind, [&] { return (*store)->finishRun(*run, *result, results); })
                               : tl::unexpected(result.error());
    if (!kept) {
        // What happened matters more than a project that cannot take it down.
        static_cast<void>((*store)->failRun(*run, kept.error()));
        return tl::unexpected(kept.error());
    }
    return JobResult{*run, std::move(*result)};
}

Result<JobResult> runKind(const Kind& kind, const JobSpec& spec, JobControl& control)
{
    if (!spec.project.empty())
        return runInProject(kind, spec, control);
    return guardedWork(kind, spec, {}, control).map([](Json&& result) { return JobResult{0, std::move(result)}; });
}

} // namespace

std::vector<std::string_view> kinds()
{
    std::vector<std::string_view> names;
    for (const auto& kind : kKinds)
        names.push_back(kind.name);
    return names;
}

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
