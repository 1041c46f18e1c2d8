// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Parameters = Σ over tensors of Π shape; weight bytes = Σ rows × ⌈columns / block⌉ × block bytes.
// Example: Llama 3.1 8B has 2 × 128256 × 4096 + 32 × 218112000 + 4096 = 8030261248 parameters.
#include "core/model/description.h"

#include "core/model/filekind.h"
#include "core/model/shapereader.h"
#include "core/model/task.h"
#include "core/model/tensorcheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <numeric>
#include <set>

namespace headroom::model {

namespace {

std::uint64_t product(const std::vector<std::uint64_t>& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

} // namespace

bool isRoutedExpert(std::string_view tensor)
{
    return tensor.find("_exps.") != std::string_view::npos;
}

std::optional<std::uint32_t> layerOf(std::string_view tensor)
{
    for (const std::string_view side : {"enc.", "dec."})
        if (tensor.starts_with(side))
            tensor.remove_prefix(side.size());
    if (!tensor.starts_with("blk."))
        return std::nullopt;
    std::uint32_t layer = 0;
    const char* end = tensor.data() + tensor.size();
    const auto [stop, error] = std::from_chars(tensor.data() + 4, end, layer);
    return error == std::errc() && stop != end && *stop == '.' ? std::optional(layer) : std::nullopt;
}

bool isTower(std::string_view tensor)
{
    constexpr std::string_view kTowers[]{"v.", "a.", "mm.", "resampler."};
    return std::ranges::any_of(kTowers, [&](std::string_view prefix) { return tensor.starts_with(prefix); });
}

bool isDrafting(std::string_view tensor)
{
    return tensor.find(".nextn.") != std::string_view::npos || tensor.starts_with("nextn.");
}

std::string_view LayerShape::kind() const
{
    if (drafts)
        return "drafting";
    if (attends() && !causal)
        return "encoder";
    if (attends() && recurrent())
        return "attention_and_recurrent";
    if (recurrent())
        return "recurrent";
    if (!attends())
        return "feed_forward";
    return latent ? "latent_attention" : window ? "sliding_window" : "attention";
}

std::string_view LayerCache::holdsName() const
{
    constexpr std::array<std::string_view, 5> kNames{"keys_and_values", "latent", "convolution", "state", "indexer"};
    return kNames[std::size_t(holds)];
}

std::vector<LayerCache> LayerShape::caches() const
{
    std::vector<LayerCache> all;
    if (attends() && causal && !sharesCache)
        all.push_back({latent ? LayerCache::Holds::Latent : LayerCache::Holds::KeysAndValues,
                       passes * std::uint64_t{kvHeads} * (std::uint64_t{keyLength} + valueLength), 0, cachedWindow()});
    if (attends() && causal && indexerLength > 0)
        all.push_back({LayerCache::Holds::Indexer, indexerLength, 0, 0});
    if (convState > 0)
        all.push_back({LayerCache::Holds::Convolution, 0, convState});
    if (recurrentState > 0)
        all.push_back({LayerCache::Holds::State, 0, recurrentState});
    return all;
}

std::uint64_t LayerShape::cachedPerToken() const
{
    std::uint64_t elements = 0;
    for (const LayerCache& cache : caches())
        elements += cache.perToken;
    return elements;
}

LayerShape Shape::layer(std::uint32_t index) const
{
    if (index < perLayer.size())
        return perLayer[index];
    LayerShape layer;
    layer.heads = heads;
    layer.kvHeads = kvHeads;
    layer.keyLength = keyLength;
    layer.valueLength = valueLength;
    layer.experts = experts;
    layer.feedForward = experts && expertFeedForward ? expertFeedForward : feedForward;
    layer.causal = causal;
    return layer;
}

std::uint64_t TensorSpec::elements() const
{
    return product(shape);
}

std::uint64_t TensorSpec::bytes() const
{
    return storedBytes > 0 ? storedBytes : readBytes();
}

std::uint64_t TensorSpec::readBytes() const
{
    const tensor::Format& stored = tensor::format(type);
    const std::uint64_t columns = shape.empty() ? 1 : shape.front();
    const std::uint64_t blocks = (columns + stored.blockSize - 1) / stored.blockSize;
    return columns == 0 ? 0 : elements() / columns * blocks * stored.blockBytes;
}

std::uint64_t Description::parameters() const
{
    return std::transform_reduce(tensors.begin(), tensors.end(), std::uint64_t{0}, std::plus<>(),
                                 [](const TensorSpec& spec) { return spec.elements(); });
}

namespace {

/// Layers that draft, by their keys or by what they hold.
std::set<std::uint32_t> draftingLayers(const Description& model)
{
    std::set<std::uint32_t> layers;
    for (std::uint32_t i = 0; i < model.shape.layers; ++i)
        if (model.shape.layer(i).drafts)
            layers.insert(i);
    for (const TensorSpec& spec : model.tensors)
        if (const auto layer = layerOf(spec.name); layer && isDrafting(spec.name))
            layers.insert(*layer);
    return layers;
}

/// Sum of size(tensor) over what one token is multiplied with.
std::uint64_t activeSum(const Description& model, std::uint64_t (TensorSpec::*size)() const)
{
    const std::set<std::uint32_t> drafting = draftingLayers(model);
    std::uint64_t dense = 0, routed = 0, table = 0;
    bool head = !model.shape.causal; // an encoder has none
    const bool encoded = layersOfSide(model, "dec.") > 0; // once, before the first token
    for (const TensorSpec& spec : model.tensors) {
        const auto layer = layerOf(spec.name);
        if (encoded && spec.name.starts_with("enc."))
            continue;
        if (isTower(spec.name) || isDrafting(spec.name) || (layer && drafting.contains(*layer)))
            continue;
        head = head || spec.name == "output.weight";
        std::uint64_t& sum = spec.name == "token_embd.weight" ? table : isRoutedExpert(spec.name) ? routed : dense;
        sum += (spec.*size)();
    }
    const Shape& shape = model.shape;
    return dense + (head ? 0 : table) + (shape.experts ? routed / shape.experts * shape.expertsUsed : routed);
}

} // namespace

std::uint64_t Description::activeParameters() const
{
    return activeSum(*this, &TensorSpec::elements);
}

std::uint64_t Description::activeBytes() const
{
    return activeSum(*this, &TensorSpec::readBytes);
}

std::uint64_t Description::weightBytes() const
{
    return std::transform_reduce(tensors.begin(), tensors.end(), std::uint64_t{0}, std::plus<>(),
                                 [](const TensorSpec& spec) { return spec.bytes(); });
}

double Description::bitsPerWeight() const
{
    const std::uint64_t weights = parameters();
    return weights ? 8.0 * double(weightBytes()) / double(weights) : 0;
}

Result<Description> describe(const ModelFile& file)
{
    HEADROOM_TRY(checkIsModel(file));
    auto shape = readShape(file.metadata(), file.path().string(), &file);
    if (!shape)
        return tl::unexpected(std::move(shape.error()));
    HEADROOM_TRY(checkTensors(file, *shape));
    Description description;
    description.name = file.metadata().text("general.name").value_or("");
    if (description.name.empty())
        description.name = file.path().stem().string();
    description.source = file.path().string();
    description.shape = std::move(*shape);
    description.fileBytes = file.hasWeights() ? file.fileBytes() : 0;
    for (const TensorInfo& info : file.tensors())
        description.tensors.push_back({info.name, info.type, info.shape, info.storedBytes});
    description.quantization = file.quantization();
    description.unsized = file.unsized();
    description.leftOut = file.leftOut();
    return description;
}

} // namespace headroom::model
