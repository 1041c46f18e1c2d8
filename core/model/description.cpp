// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Parameters = Σ over tensors of Π shape; weight bytes = Σ rows × ⌈columns / block⌉ × block bytes.
// Example: Llama 3.1 8B has 2 × 128256 × 4096 + 32 × 218112000 + 4096 = 8030261248 parameters.
#include "core/model/description.h"

#include "core/model/ggufcursor.h"
#include "core/model/shapereader.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace headroom::model {

namespace {

std::uint64_t product(const std::vector<std::uint64_t>& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

/// A file that holds weights of one whole model, and not a part of one, or something else.
Status checkKind(const GgufFile& file)
{
    const std::string where = file.path().string();
    const auto kind = file.metadata().text("general.type");
    if (isProjector(file))
        return fail(ErrorCode::Unsupported, where,
                    "holds the projector (mmproj) of a model that sees or hears, not a model: open the model itself, "
                    "and plan them together with --projector");
    if (kind && *kind != "model")
        return fail(ErrorCode::Unsupported, where + ", key \"general.type\"",
                    fmt::format("holds \"{}\", not a model", printable(*kind)));
    const auto shards = file.metadata().unsignedInteger("split.count").value_or(1);
    if (shards > 1)
        return fail(ErrorCode::Unsupported, where + ", key \"split.count\"",
                    fmt::format("is one of {} shards; merge them first", shards));
    if (file.tensors().empty())
        return fail(ErrorCode::Unsupported, where, "holds a vocabulary, but no tensors");
    return {};
}

bool sameShape(std::vector<std::uint64_t> a, std::vector<std::uint64_t> b)
{
    a.resize(4, 1);
    b.resize(4, 1);
    return a == b;
}

/// What some converters and older versions write instead: several matrices in one tensor, or one tensor per expert.
constexpr std::pair<std::string_view, std::string_view> kInstead[]{
    {"attn_q.", "attn_qkv."},
    {"attn_k.", "attn_qkv."},
    {"attn_v.", "attn_qkv."},
    {"ffn_gate_exps.", "ffn_gate.0."},
    {"ffn_up_exps.", "ffn_up.0."},
    {"ffn_down_exps.", "ffn_down.0."},
    {"ffn_gate_exps.", "ffn_gate_up_exps."},
    {"ffn_up_exps.", "ffn_gate_up_exps."},
};

std::string renamed(std::string name, std::string_view from, std::string_view to)
{
    const auto at = name.find(from);
    return at == std::string::npos ? std::string() : name.replace(at, from.size(), to);
}

bool storedOtherwise(const GgufFile& file, const TensorSpec& expected)
{
    for (const auto& [usual, other] : kInstead)
        if (const std::string name = renamed(expected.name, usual, other); !name.empty() && file.find(name))
            return true;
    // The gate's rows may lie before those of ffn_up.
    const std::string gate = renamed(expected.name, "ffn_up.", "ffn_gate.");
    const TensorInfo* up = file.find(gate.empty() ? renamed(expected.name, "ffn_gate.", "ffn_up.") : expected.name);
    auto fused = expected.shape;
    fused.back() *= 2;
    return up && !file.find(gate.empty() ? expected.name : gate) && sameShape(up->shape, fused);
}

/// The tensors that the architecture cannot do without, in the shapes that its hyperparameters imply.
Status checkTensors(const GgufFile& file, const Shape& shape)
{
    for (const TensorSpec& expected : tensorsOf(shape, tensor::Type::F32)) {
        const std::string where = fmt::format("{}, tensor \"{}\"", file.path().string(), expected.name);
        const TensorInfo* found = file.find(expected.name);
        if ((found && sameShape(found->shape, expected.shape)) || storedOtherwise(file, expected))
            continue;
        if (!found)
            return fail(ErrorCode::Corrupt, where, "is missing");
        return fail(ErrorCode::Corrupt, where,
                    fmt::format("has shape {}, the hyperparameters imply {}", fmt::join(found->shape, "×"),
                                fmt::join(expected.shape, "×")));
    }
    return {};
}

} // namespace

bool isProjector(const GgufFile& file)
{
    return file.metadata().text("general.type") == "mmproj" || file.metadata().text("general.architecture") == "clip";
}

Result<LeftOut> describeProjector(const GgufFile& file)
{
    if (!isProjector(file))
        return fail(ErrorCode::Unsupported, file.path().string(), "is no projector (mmproj) file");
    LeftOut part{"projector", file.tensors().size()};
    for (const TensorInfo& info : file.tensors()) {
        part.parameters += info.elements();
        part.bytes += info.stored();
    }
    return part;
}

bool isRoutedExpert(std::string_view tensor)
{
    return tensor.find("_exps.") != std::string_view::npos;
}

std::string_view LayerShape::kind() const
{
    if (attends() && recurrent())
        return "attention_and_recurrent";
    if (recurrent())
        return "recurrent";
    if (!attends())
        return "feed_forward";
    return latent ? "latent_attention" : window ? "sliding_window" : "attention";
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

/// Sum of size(tensor) over what one token is multiplied with.
std::uint64_t activeSum(const Description& model, std::uint64_t (TensorSpec::*size)() const)
{
    std::uint64_t dense = 0, routed = 0;
    bool head = false;
    for (const TensorSpec& spec : model.tensors) {
        const bool table = spec.name == "token_embd.weight";
        head = head || spec.name == "output.weight";
        if (!table)
            (isRoutedExpert(spec.name) ? routed : dense) += (spec.*size)();
    }
    for (const TensorSpec& spec : model.tensors)
        if (!head && spec.name == "token_embd.weight")
            dense += (spec.*size)();
    return dense + (model.shape.experts ? routed / model.shape.experts * model.shape.expertsUsed : routed);
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

Result<Description> describe(const GgufFile& file)
{
    HEADROOM_TRY(checkKind(file));
    auto shape = readShape(file.metadata(), file.path().string(), &file);
    if (!shape)
        return tl::unexpected(std::move(shape.error()));
    if (shape->architecture == "llama")
        HEADROOM_TRY(checkTensors(file, *shape));
    Description description;
    description.name = file.metadata().text("general.name").value_or("");
    if (description.name.empty())
        description.name = file.path().stem().string();
    description.source = file.path().string();
    description.shape = std::move(*shape);
    description.fileBytes = file.fileBytes();
    for (const TensorInfo& info : file.tensors())
        description.tensors.push_back({info.name, info.type, info.shape, info.storedBytes});
    description.leftOut = file.leftOut();
    return description;
}

} // namespace headroom::model
