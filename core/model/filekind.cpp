// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// By the keys that llama.cpp's converters and llama-imatrix write; adapters of before general.type are known by their
// tensors.
#include "core/model/filekind.h"

#include "core/model/description.h"
#include "core/model/ggufcursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model {

namespace {

bool isTyped(const ModelFile& file, std::string_view type)
{
    return file.metadata().text("general.type") == type;
}

bool isAdapter(const ModelFile& file)
{
    const auto isPart
        = [](const TensorInfo& info) { return info.name.ends_with(".lora_a") || info.name.ends_with(".lora_b"); };
    return isTyped(file, "adapter") || file.metadata().find("adapter.type")
        || std::ranges::any_of(file.tensors(), isPart);
}

bool isImportance(const ModelFile& file)
{
    return isTyped(file, "imatrix") || file.metadata().find("imatrix.datasets");
}

bool isControlVector(const ModelFile& file)
{
    return file.metadata().text("general.architecture") == "controlvector";
}

struct Other {
    bool (*is)(const ModelFile&);
    std::string_view detail;
};
constexpr std::array kOthers{
    Other{isProjector,
          "holds the projector (mmproj) of a model that sees or hears, not a model: open the model "
          "itself, and plan them together (headroom-cli plan --projector)"},
    Other{isAdapter,
          "is an adapter (LoRA), the change that a model learnt, not a model: merge it into its model first"},
    Other{isImportance,
          "is an importance matrix, not a model: open the model, and quantize it with this (headroom-cli quantize "
          "--imatrix)"},
    Other{isControlVector, "is a control vector, which steers a model, not a model: open the model itself"},
};

/// Of a file without tensors.
std::string_view emptiness(const ModelFile& file)
{
    if (file.metadata().array("tokenizer.ggml.tokens"))
        return "holds a vocabulary, but no tensors";
    return file.metadata().entries().empty() ? "is empty: it holds neither keys nor tensors"
                                             : "holds keys, but neither tensors nor a vocabulary";
}

} // namespace

bool isProjector(const ModelFile& file)
{
    return isTyped(file, "mmproj") || file.metadata().text("general.architecture") == "clip";
}

Result<LeftOut> describeProjector(const ModelFile& file)
{
    if (!isProjector(file))
        return fail(ErrorCode::Unsupported, file.path().string(), "is no projector (mmproj) file");
    if (file.tensors().empty())
        return fail(ErrorCode::Unsupported, file.path().string(), "is a projector (mmproj) file without tensors");
    LeftOut part{"projector", file.tensors().size()};
    for (const TensorInfo& info : file.tensors()) {
        part.parameters += info.elements();
        part.bytes += info.stored();
    }
    return part;
}

Status checkIsModel(const ModelFile& file)
{
    const std::string where = file.path().string();
    for (const Other& other : kOthers)
        if (other.is(file))
            return fail(ErrorCode::Unsupported, where, std::string(other.detail));
    if (const auto kind = file.metadata().text("general.type"); kind && *kind != "model")
        return fail(ErrorCode::Unsupported, where + ", key \"general.type\"",
                    fmt::format("holds \"{}\", not a model", printable(*kind)));
    if (const auto shards = file.metadata().unsignedInteger("split.count").value_or(1); shards > 1)
        return fail(ErrorCode::Unsupported, where + ", key \"split.count\"",
                    fmt::format("is one of {} shards; merge them first", shards));
    if (file.tensors().empty())
        return fail(ErrorCode::Unsupported, where, std::string(emptiness(file)));
    return {};
}

} // namespace headroom::model
