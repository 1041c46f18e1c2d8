// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/catalogue.h"

#include <fmt/format.h>

namespace headroom::machine {

namespace {

/// What a family has beside the tensors of llama: biases of Q, K, V in qwen2, norms of Q and K in qwen3.
void addFamilyTensors(model::Description& description)
{
    const auto& shape = description.shape;
    const auto add = [&description](std::string name, std::uint64_t size) {
        description.tensors.push_back({std::move(name), tensor::Type::F32, {size}});
    };
    for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
        const auto block = fmt::format("blk.{}.", layer);
        if (shape.architecture == "qwen2") {
            add(block + "attn_q.bias", std::uint64_t{shape.heads} * shape.keyLength);
            add(block + "attn_k.bias", std::uint64_t{shape.kvHeads} * shape.keyLength);
            add(block + "attn_v.bias", std::uint64_t{shape.kvHeads} * shape.valueLength);
        } else if (shape.architecture.starts_with("qwen3")) {
            add(block + "attn_q_norm.weight", shape.keyLength);
            add(block + "attn_k_norm.weight", shape.keyLength);
        }
    }
}

} // namespace

model::Description CatalogueModel::describe(tensor::Type type) const
{
    model::Description description;
    description.name = name;
    description.source = source;
    description.shape = shape;
    description.tensors = model::tensorsOf(shape, type);
    addFamilyTensors(description);
    return description;
}

} // namespace headroom::machine
