// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"
#include "core/job/work.h"
#include "core/model/description.h"

#include <array>
#include <new>

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
    try {
        Parameters parameters(spec.parameters);
        return kind.work(parameters, record, control);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, spec.kind, "not enough memory");
    } catch (const std::exception& exception) {
        return fail(ErrorCode::Internal, spec.kind, exception.what());
    }
}

Result<Record> beginRun(store::Store& store, const JobSpec& spec)
{
    const auto run = store.addRun(spec.kind, toJson(spec));
    if (!run)
        return tl::unexpected(run.error());
    HEADROOM_TRY(store.setRunState(*run, store::RunState::Running));
    return Record{&store, *run};
}

Result<JobResult> runInProject(const Kind& kind, const JobSpec& spec, JobControl& control)
{
    auto store = store::Store::open(spec.project);
    if (!store)
        return tl::unexpected(store.error());
    const auto record = beginRun(**store, spec);
    if (!record)
        return tl::unexpected(record.error());
    auto result = guardedWork(kind, spec, *record, control);
    if (!result) {
        // The job's own error matters more than a project that cannot take it down.
        static_cast<void>((*store)->failRun(record->run, result.error()));
        return tl::unexpected(result.error());
    }
    HEADROOM_TRY((*store)->finishRun(record->run, *result));
    return JobResult{record->run, std::move(*result)};
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
    if (!spec.project.empty())
        return runInProject(*kind, spec, control);
    auto result = guardedWork(*kind, spec, {}, control);
    if (!result)
        return tl::unexpected(result.error());
    return JobResult{0, std::move(*result)};
}

std::string absolutePath(const std::filesystem::path& path)
{
    std::error_code error;
    const auto absolute = std::filesystem::weakly_canonical(path, error);
    return error ? path.string() : absolute.string();
}

Result<store::Id> recordModel(store::Store& store, const std::filesystem::path& path, const std::string& sha256)
{
    const auto file = model::GgufFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto model = model::describe(**file);
    if (!model)
        return tl::unexpected(model.error());
    store::ModelRow row;
    row.name = model->name;
    row.path = absolutePath(path);
    row.sha256 = sha256;
    row.architecture = model->shape.architecture;
    row.fileBytes = model->fileBytes;
    row.details = {{"parameters", model->parameters()},
                   {"bits_per_weight", model->bitsPerWeight()},
                   {"layers", model->shape.layers},
                   {"context_length", model->shape.contextLength}};
    return store.putModel(row);
}

} // namespace headroom::job
