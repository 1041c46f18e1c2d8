// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/variant.h"

#include "core/quant/round/encodetensor.h"

namespace headroom::search {

Status writeVariant(const model::ModelFile& file, std::span<const tensor::Type> types, const ImportanceOf& importance,
                    const std::filesystem::path& path, ThreadPool& pool, JobControl& control)
{
    std::vector<model::TensorSource> sources;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const auto& info = file.tensors()[i];
        const tensor::Type to = types[i];
        sources.push_back({info.name, to, info.shape, [&file, &info, to, &importance, &pool, &control] {
                               const auto weights = importance ? importance(info.name) : std::vector<float>();
                               auto encoded
                                   = quant::encodeTensor(file, info, to, weights, pool,
                                                         [&control](std::uint64_t) { return control.checkpoint(); });
                               file.release(info);
                               return encoded.map([](auto&& tensor) { return std::move(tensor.bytes); });
                           }});
    }
    model::Metadata metadata = file.metadata();
    for (const char* key : {"split.no", "split.count", "split.tensors.count"})
        metadata.erase(key);
    return model::writeGguf({path, true, 0600}, metadata, sources, control);
}

} // namespace headroom::search
