// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a run will give, before it: every tensor's type, the file's size to the byte, and the room for it.
#include "core/base/hash.h"
#include "core/base/platform.h"
#include "core/base/remarks.h"
#include "core/infer/backend.h"
#include "core/model/remarks.h"
#include "core/quant/preset/idlewishes.h"
#include "core/quant/round/encodetensor.h"
#include "core/quant/round/rotation.h"
#include "core/quant/run/importmodel.h"
#include "core/quant/run/manifest.h"
#include "core/quant/run/methodwork.h"
#include "core/quant/run/preflight.h"
#include "core/quant/run/quantizeloop.h"
#include "core/quant/run/quantizerun.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kMemoryMargin = std::uint64_t{24} << 20U;
constexpr std::string_view kSomeSha256 = "0000000000000000000000000000000000000000000000000000000000000000";

Result<Preset> presetNamed(const QuantizeOptions& options)
{
    if (options.ownPreset)
        return *options.ownPreset;
    if (!options.presetFile.empty())
        return readPreset(options.presetFile);
    if (const Preset* preset = findPreset(options.preset))
        return *preset;
    return fail(ErrorCode::InvalidArgument, fmt::format("preset \"{}\"", options.preset),
                "is unknown; there are " + presetNames());
}

Status checkNotQuantized(const model::ModelFile& file)
{
    for (const auto& info : file.tensors())
        if (tensor::format(info.type).blockSize > 1 && info.elements() > 0)
            return fail(ErrorCode::InvalidArgument, fmt::format("{}, tensor \"{}\"", file.path().string(), info.name),
                        fmt::format("is quantized already ({}); quantizing again adds to its error",
                                    tensor::format(info.type).name));
    return {};
}

/// So that a long run does not end at a tensor that cannot be converted.
Status checkConvertible(const model::ModelFile& file, std::span<const Assignment> assignments)
{
    for (const auto& assignment : assignments) {
        if (!assignment.problem.empty())
            return fail(ErrorCode::Unsupported,
                        fmt::format("{}, tensor \"{}\"", file.path().string(), assignment.tensor), assignment.problem);
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

std::vector<model::TensorSource> tensorSources(const model::ModelFile& file, std::span<const Assignment> assignments)
{
    std::vector<model::TensorSource> sources;
    for (std::size_t i = 0; i < assignments.size(); ++i)
        sources.push_back({assignments[i].tensor, assignments[i].to, file.tensors()[i].shape, {}});
    return sources;
}

Result<std::vector<model::GgufShard>> artifactShards(const Prepared& prepared, const model::SplitLimits& split,
                                                     std::string_view sourceSha256)
{
    return model::layOutShards(artifactMetadata(prepared, sourceSha256.empty() ? kSomeSha256 : sourceSha256),
                               tensorSources(*prepared.file, prepared.plan.assignments), split);
}

namespace {

/// The largest tensor's unit, twice for what the file system and the allocator keep, units that wait to be written,
/// what is being hashed, what a method knows of inputs, and a margin.
std::uint64_t memoryNeeded(const Prepared& prepared, unsigned threads)
{
    const unsigned crew = threads > 0 ? threads : physicalCores();
    std::uint64_t largest = 0;
    for (std::size_t i = 0; i < prepared.plan.assignments.size(); ++i) {
        const auto& info = prepared.file->tensors()[i];
        const auto encoder = TensorEncoder::create(*prepared.file, info, prepared.plan.assignments[i].to, {});
        if (encoder)
            largest = std::max(largest,
                               encoder->workingBytes(crew)
                                   + UnitRunner::kUnitsWaiting * encoder->rowsPerUnit() * encoder->targetRowBytes());
        if (prepared.method) // looks at a tensor as a whole
            largest = std::max(largest, info.bytes + info.elements() * sizeof(float));
        if (prepared.wishes.rotate) // a matrix that writes the stream
            largest = std::max(largest, info.bytes);
    }
    return residentBytes() + 2 * largest + kHashChunk + methodBytes(prepared, methodWork(prepared)) + kMemoryMargin;
}

double bitsOf(std::uint64_t bytes, std::uint64_t elements)
{
    return 8.0 * double(bytes) / double(std::max<std::uint64_t>(1, elements));
}

/// Tensors that got another type than their rule's because of their rows.
void countSubstitutes(QuantizePlan& plan)
{
    std::uint64_t bytes = 0, elements = 0;
    for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
        if (!plan.assignments[i].fallback)
            continue;
        ++plan.substitutes;
        bytes += plan.assignments[i].bytes;
        elements += plan.model.tensors[i].elements();
    }
    if (plan.substitutes == 0)
        return;
    plan.substituteBits = bitsOf(bytes, elements);
    plan.warnings.push_back(remark("quantize.substitutes", plan.substitutes, plan.assignments.size(),
                                   plan.substituteBits, plan.bitsPerWeight));
}

Status planTensors(Prepared& prepared)
{
    QuantizePlan& plan = prepared.plan;
    const model::Description& model = plan.model;
    plan.assignments = assign(model, prepared.preset, prepared.wishes);
    HEADROOM_TRY(checkConvertible(*prepared.file, plan.assignments));
    plan.bitsPerWeight = bitsOf(totalBytes(plan.assignments), model.parameters());
    for (auto& sentence : idleWishes(model, prepared.preset, prepared.wishes, plan.assignments))
        plan.warnings.push_back(std::move(sentence));
    countSubstitutes(plan);
    if (prepared.imatrix)
        return checkImportance(prepared);
    const auto needy = std::ranges::find_if(plan.assignments, &Assignment::needsImportance);
    if (needy != plan.assignments.end())
        plan.missingImportance = needy->tensor;
    return {};
}

/// What will be written, and how large.
Status planFiles(Prepared& prepared, const QuantizeOptions& options)
{
    const auto shards = artifactShards(prepared, options.split);
    if (!shards)
        return tl::unexpected(shards.error());
    const auto paths = options.split.any() ? model::shardPaths(options.destination, shards->size())
                                           : std::vector{options.destination};
    for (std::size_t i = 0; i < shards->size(); ++i) {
        const model::GgufLayout& layout = (*shards)[i].layout;
        prepared.plan.files.push_back({paths[i], layout.sizes.size(), layout.total});
        prepared.plan.outputBytes += layout.total;
    }
    return {};
}

} // namespace

namespace {

/// What a text tells of the channels is about channels that are no more.
Status checkRotation(const QuantizeOptions& options)
{
    const auto& given = options.imatrix.empty() ? options.method.calibration : options.imatrix;
    if (given.empty())
        return {};
    return fail(ErrorCode::InvalidArgument, given.string(),
                "is of the model as it is, not as rotated: write the rotated one (--rotate hadamard --preset F32), "
                "calibrate that, and quantize it");
}

/// What a folder has and a GGUF file has not is refused where no file of it runs, and said where it runs otherwise.
Status checkFolder(const model::ModelFile& file, const model::Description& model, Remarks& warnings)
{
    if (file.version() != 0)
        return {};
    for (const model::Trait& trait : model::remarks(model))
        if (trait.code == "window_ignored")
            warnings.push_back(trait.remark);
    return checkRuns(file, model);
}

} // namespace

Result<Prepared> prepare(const QuantizeOptions& options)
{
    HEADROOM_TRY(infer::chooseDevice(options.device));
    auto preset = presetNamed(options);
    if (!preset)
        return tl::unexpected(std::move(preset.error()));
    auto file = model::ModelFile::open(options.source);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    if (!options.allowRequantize && !preset->copies)
        HEADROOM_TRY(checkNotQuantized(**file));
    const auto source = *file;
    if (options.wishes.rotate) {
        HEADROOM_TRY(checkRotation(options));
        file = rotated(source);
        if (!file)
            return tl::unexpected(std::move(file.error()));
    }
    auto model = model::describe(**file);
    if (!model)
        return tl::unexpected(std::move(model.error()));
    Prepared prepared{std::move(*file), std::move(*preset), options.wishes, {}};
    // A calibration is an importance matrix too: what a method leaves to ordinary rounding is weighted by it.
    if (const auto& imatrix = options.imatrix.empty() ? options.method.calibration : options.imatrix;
        !imatrix.empty()) {
        auto matrix = readImatrix(imatrix);
        if (!matrix)
            return tl::unexpected(std::move(matrix.error()));
        prepared.imatrix = std::move(*matrix);
    }
    prepared.source = source;
    if ((*source).tensors().size() != prepared.file->tensors().size())
        prepared.plan.warnings.push_back(remark("quantize.head_of_its_own"));
    HEADROOM_TRY(checkFolder(*prepared.file, *model, prepared.plan.warnings));
    prepared.wishes.importance = prepared.imatrix.has_value();
    prepared.plan.model = std::move(*model);
    HEADROOM_TRY(planTensors(prepared));
    if (options.method.method != Method::Rtn) {
        if (options.wishes.betterSearch)
            return fail(ErrorCode::InvalidArgument, "better search",
                        fmt::format("is for rounding to nearest; {} chooses the levels itself",
                                    methodName(options.method.method)));
        auto method = planMethod(*prepared.file, prepared.plan.assignments, options.method);
        if (!method)
            return tl::unexpected(std::move(method.error()));
        prepared.method = std::move(*method);
        auto& warnings = prepared.plan.warnings;
        warnings.insert(warnings.end(), prepared.method->warnings.begin(), prepared.method->warnings.end());
    }
    const auto free = freeSpace(options.destination);
    if (!free)
        return tl::unexpected(free.error());
    HEADROOM_TRY(planFiles(prepared, options));
    prepared.plan.memoryBytes = memoryNeeded(prepared, options.threads);
    prepared.plan.freeBytes = *free;
    return prepared;
}

Result<QuantizePlan> planQuantize(const QuantizeOptions& options)
{
    return prepare(options).map([](Prepared&& prepared) { return std::move(prepared.plan); });
}

Result<QuantizePlan> planAndMeasure(const QuantizeOptions& options)
{
    return prepare(options).map([&](Prepared&& prepared) {
        if (prepared.plan.missingImportance.empty())
            prepared.plan.expected = preflight(prepared, options.threads).remaining();
        return std::move(prepared.plan);
    });
}

} // namespace headroom::quant
