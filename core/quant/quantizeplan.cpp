// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a run will give, before it: every tensor's type, the file's size to the byte, and the room for it.
#include "core/quant/manifest.h"
#include "core/quant/quantizerun.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

const std::string kSomeSha256(64, '0'); ///< as long as any

Result<const Preset*> presetNamed(const std::string& name)
{
    if (const Preset* preset = findPreset(name))
        return preset;
    std::string known;
    for (const Preset& preset : presets())
        known += (known.empty() ? "" : ", ") + std::string(preset.name);
    return fail(ErrorCode::InvalidArgument, fmt::format("preset \"{}\"", name), "is unknown; there are " + known);
}

Status checkNotQuantized(const model::GgufFile& file)
{
    for (const auto& info : file.tensors())
        if (tensor::format(info.type).blockSize > 1)
            return fail(ErrorCode::InvalidArgument, fmt::format("{}, tensor \"{}\"", file.path().string(), info.name),
                        fmt::format("is quantized already ({}); quantizing again adds to its error",
                                    tensor::format(info.type).name));
    return {};
}

/// So that a long run does not end at a tensor that cannot be converted.
Status checkConvertible(const model::GgufFile& file, std::span<const Assignment> assignments)
{
    for (const auto& assignment : assignments) {
        if (assignment.from == assignment.to)
            continue;
        if (tensor::format(assignment.from).decode == nullptr || tensor::format(assignment.to).encode == nullptr)
            return fail(ErrorCode::Unsupported,
                        fmt::format("{}, tensor \"{}\"", file.path().string(), assignment.tensor),
                        fmt::format("cannot turn {} into {}", tensor::format(assignment.from).name,
                                    tensor::format(assignment.to).name));
    }
    return {};
}

Result<std::uint64_t> freeSpace(const std::filesystem::path& destination)
{
    if (destination.empty())
        return 0;
    const auto directory = destination.has_parent_path() ? destination.parent_path() : std::filesystem::path(".");
    std::error_code error;
    const auto space = std::filesystem::space(directory, error);
    if (error)
        return failErrno(error.value(), directory.string());
    return space.available;
}

} // namespace

std::vector<model::TensorSource> tensorSources(const model::GgufFile& file, std::span<const Assignment> assignments)
{
    std::vector<model::TensorSource> sources;
    for (std::size_t i = 0; i < assignments.size(); ++i)
        sources.push_back({assignments[i].tensor, assignments[i].to, file.tensors()[i].shape, {}});
    return sources;
}

Result<Prepared> prepare(const QuantizeOptions& options)
{
    const auto preset = presetNamed(options.preset);
    if (!preset)
        return tl::unexpected(preset.error());
    auto file = model::GgufFile::open(options.source);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    auto model = model::describe(**file);
    if (!model)
        return tl::unexpected(std::move(model.error()));
    if (!options.allowRequantize)
        HEADROOM_TRY(checkNotQuantized(**file));
    Prepared prepared{std::move(*file), *preset, {}};
    QuantizePlan& plan = prepared.plan;
    plan.assignments = assign(*model, **preset);
    HEADROOM_TRY(checkConvertible(*prepared.file, plan.assignments));
    plan.bitsPerWeight
        = 8.0 * double(totalBytes(plan.assignments)) / double(std::max<std::uint64_t>(1, model->parameters()));
    plan.model = std::move(*model);
    const auto bytes = model::ggufFileBytes(artifactMetadata(*prepared.file, kSomeSha256, **preset, plan.assignments),
                                            tensorSources(*prepared.file, plan.assignments));
    const auto free = freeSpace(options.destination);
    if (!bytes || !free)
        return tl::unexpected(bytes ? free.error() : bytes.error());
    plan.outputBytes = *bytes;
    plan.freeBytes = *free;
    return prepared;
}

Result<QuantizePlan> planQuantize(const QuantizeOptions& options)
{
    return prepare(options).map([](Prepared&& prepared) { return std::move(prepared.plan); });
}

} // namespace headroom::quant
