// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/importmodel.h"

#include "core/infer/weights.h"
#include "core/model/hf/folder.h"
#include "core/model/remarks.h"
#include "core/model/task.h"
#include "core/model/tokenizer/tokenizerform.h"
#include "core/quant/round/encodetensor.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

/// Vectors and what is sensitive stay float32; block formats are unpacked only when a type is asked for.
tensor::Type targetOf(const model::TensorInfo& info, const std::optional<tensor::Type>& asked)
{
    if (!asked || model::hf::staysFloat32(info) || !tensor::format(info.type).decode)
        return info.type;
    return *asked;
}

std::uint32_t fileTypeOf(tensor::Type type)
{
    return type == tensor::Type::F32 ? 0 : type == tensor::Type::F16 ? 1 : 32;
}

/// What comes out of a folder is held against what opening and running a file of it demands, before it is written.
Status checkWritten(const model::ModelFile& source, const model::Metadata& metadata,
                    const std::vector<model::TensorSource>& tensors)
{
    if (source.version() != 0)
        return {};
    model::ModelParts parts;
    parts.path = source.path();
    parts.metadata = metadata;
    for (const model::TensorSource& tensor : tensors) {
        model::TensorInfo info;
        info.name = tensor.name;
        info.type = tensor.type;
        info.shape = tensor.shape;
        const auto bytes = tensor::packedBytes(info.type, info.columns(), info.elements());
        info.bytes = bytes.value_or(0);
        parts.tensors.push_back(std::move(info));
    }
    const auto written = model::ModelFile::assemble(std::move(parts));
    if (!written)
        return tl::unexpected(written.error());
    const auto described = model::describe(**written);
    if (!described)
        return tl::unexpected(described.error());
    return checkRuns(**written, *described);
}

/// What the tokenizer loses, and what is otherwise than the model's class has it.
Remarks notesOf(const model::ModelFile& source, const model::Description& described)
{
    Remarks notes = model::lostInKeys(source);
    for (model::Trait& trait : model::remarks(described, source.metadata()))
        notes.push_back(std::move(trait.remark));
    return notes;
}

Status checkImport(const ImportOptions& options)
{
    if (options.type && !tensor::isFloat(*options.type))
        return fail(
            ErrorCode::InvalidArgument, "type",
            fmt::format("{} is no float type; import writes F32, F16 or BF16", tensor::format(*options.type).name));
    return outputAt(options.destination, options.replace, std::vector{options.source}).map([](const Output&) {});
}

} // namespace

Status checkRuns(const model::ModelFile& file, const model::Description& described)
{
    const bool runs = model::architectureOf(described.shape.architecture).evaluated && described.shape.causal
        && model::taskOf(described) != model::Task::Rank; // whose head is not computed
    return runs ? infer::checkComputable(file) : Status();
}

Result<ImportOutcome> importModel(const ImportOptions& options, JobControl& control)
{
    HEADROOM_TRY(checkImport(options));
    const auto file = model::ModelFile::open(options.source);
    if (!file)
        return tl::unexpected(file.error());
    const auto output = outputAt(options.destination, options.replace, (*file)->paths());
    if (!output)
        return tl::unexpected(output.error());
    const auto described = model::describe(**file);
    if (!described)
        return tl::unexpected(described.error());
    (*file)->remember();
    ThreadPool pool(options.threads);
    Progress progress{"import", {}, 0, (*file)->tensors().size(), 0, 0};
    std::vector<model::TensorSource> sources;
    for (const auto& info : (*file)->tensors()) {
        progress.totalBytes += info.bytes;
        const tensor::Type target = targetOf(info, options.type);
        sources.push_back({info.name, target, info.shape, [&, target]() -> Result<std::vector<std::byte>> {
                               progress.item = said(info.name);
                               auto encoded = encodeTensor(**file, info, target, {}, pool, [&](std::uint64_t) {
                                   control.report(progress);
                                   return control.checkpoint();
                               });
                               if (!encoded)
                                   return tl::unexpected(std::move(encoded.error()));
                               (*file)->release(info);
                               HEADROOM_TRY((*file)->intact());
                               ++progress.done;
                               progress.bytes += info.bytes;
                               control.report(progress);
                               return std::move(encoded->bytes);
                           }});
    }
    model::Metadata metadata = (*file)->metadata();
    if (options.type)
        metadata.set("general.file_type", {fileTypeOf(*options.type)});
    if (!metadata.find("general.quantization_version"))
        metadata.set("general.quantization_version", {std::uint32_t{2}});
    HEADROOM_TRY(checkWritten(**file, metadata, sources));
    HEADROOM_TRY(model::writeGguf(*output, metadata, sources, control));
    return model::ggufFileBytes(metadata, sources).map([&](std::uint64_t bytes) {
        return ImportOutcome{bytes,
                             sources.size(),
                             described->shape.architecture,
                             (*file)->format(),
                             notesOf(**file, *described),
                             (*file)->leftOut()};
    });
}

} // namespace headroom::quant
