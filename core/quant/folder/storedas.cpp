// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/storedas.h"

#include "core/quant/folder/source.h"

#include <fmt/format.h>

#include <map>

namespace headroom::quant {

namespace {

/// "blk.0.attn_q.weight" is a layer's projection: attn_q.weight is one.
bool isLayerProjection(const model::TensorSpec& tensor)
{
    const std::string_view name = tensor.name;
    if (tensor.shape.size() < 2 || !name.starts_with("blk.") || !name.ends_with(".weight"))
        return false;
    const auto dot = name.find('.', 4);
    return dot != std::string_view::npos && isProjection(name.substr(dot + 1));
}

MatrixShape shapeOf(const model::TensorSpec& tensor)
{
    const model::DType dtype = tensor.type == tensor::Type::F32 ? model::DType::F32
        : tensor.type == tensor::Type::BF16                     ? model::DType::BF16
                                                                : model::DType::F16;
    return {tensor.shape[1], tensor.shape[0], dtype};
}

/// As a folder stores what stays: floats as they are, blocks decoded to float16.
std::uint64_t plainBytes(const model::TensorSpec& tensor)
{
    return tensor::format(tensor.type).blockSize > 1 ? 2 * tensor.elements() : tensor.bytes();
}

} // namespace

std::uint64_t bytesStoredAs(const FolderScheme& scheme, const model::TensorSpec& tensor)
{
    if (tensor.storedBytes > 0)
        return tensor.storedBytes;
    if (!isLayerProjection(tensor))
        return plainBytes(tensor);
    const MatrixShape shape = shapeOf(tensor);
    if (!obstacle(scheme, shape).empty())
        return plainBytes(tensor);
    std::uint64_t bytes = 0;
    for (const MatrixPart& part : scheme.layout->parts(scheme, shape))
        bytes += part.bytes();
    const std::uint64_t matrix = shape.inputs * shape.outputs;
    return matrix > 0 ? bytes * (tensor.elements() / matrix) : 0; // experts lie behind each other
}

std::vector<std::string> keptWhole(const FolderScheme& scheme, const model::Description& model)
{
    std::map<std::string, std::uint64_t> obstacles;
    for (const model::TensorSpec& tensor : model.tensors) {
        if (tensor.storedBytes > 0 || !isLayerProjection(tensor))
            continue;
        const MatrixShape shape = shapeOf(tensor);
        const std::uint64_t matrix = shape.inputs * shape.outputs;
        if (std::string why = english(obstacle(scheme, shape)); !why.empty() && matrix > 0)
            obstacles[std::move(why)] += tensor.elements() / matrix;
    }
    std::vector<std::string> out;
    for (const auto& [why, count] : obstacles)
        out.push_back(fmt::format("{} projections stay as they are: {}", count, why));
    return out;
}

model::Description storedAs(model::Description model, const FolderPlan& plan)
{
    std::map<std::string_view, std::uint64_t> bytes;
    for (const FolderTensor& tensor : plan.tensors)
        bytes[tensor.ours] += tensor.bytes;
    std::erase_if(model.tensors, [&](model::TensorSpec& tensor) {
        const auto found = tensor.name.empty() ? bytes.end() : bytes.find(tensor.name);
        if (found == bytes.end())
            return true; // made when the folder is read
        tensor.storedBytes = found->second;
        return false;
    });
    return model;
}

} // namespace headroom::quant
