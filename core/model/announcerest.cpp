// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// llama.cpp's tools list tensors layer by layer; what stands outside of layers comes before or behind them.
#include "core/model/announcerest.h"

#include "core/base/words.h"
#include "core/model/companions.h"
#include "core/model/description.h"
#include "core/model/shapereader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace headroom::model {

namespace {

/// "attn_q.weight" of "blk.3.attn_q.weight"; all of what stands outside of layers.
std::string_view partIn(std::string_view name)
{
    return name.starts_with("blk.") ? name.substr(name.find('.', 4) + 1) : name;
}

/// Families of which llama.cpp takes rope_freqs.weight where it is there (src/models).
constexpr std::string_view kScaled
    = "llama llama4 deci exaone exaone4 exaone-moe granite granitemoe granitehybrid granite_swa minicpm mistral3 arcee "
      "apertus falcon-h1 gemma4 llada nanbeige pangu-embedded refact step35 cogvlm";

class Rest {
public:
    Rest(ModelParts& parts, const Shape& shape) : m_parts(parts), m_shape(shape), m_read(shape.layers)
    {
        for (const TensorInfo& info : parts.tensors) {
            m_names.insert(info.name);
            if (const auto layer = layerOf(info.name); layer && *layer < shape.layers)
                m_read[*layer].push_back({info.name, info.type, info.shape});
        }
        m_rules = tensorsOf(shape, tensor::Type::F16);
        addCompanions(m_rules, shape);
    }

    void addLayers()
    {
        for (std::uint32_t layer = 0; layer < m_shape.layers; ++layer) {
            const auto& like = fullestLike(layer);
            for (const TensorSpec& spec : like)
                add({fmt::format("blk.{}.{}", layer, partIn(spec.name)), spec.type, spec.shape});
            if (like.size() < ruledIn(layer))
                addRuled(layer);
        }
    }
    void addOutside() { addRuled(std::nullopt); }
    void add(const TensorSpec& spec)
    {
        if (m_names.insert(spec.name).second)
            m_parts.tensors.push_back({spec.name, spec.type, spec.shape, 0, spec.readBytes()});
    }
    std::uint64_t count() const { return m_parts.tensors.size(); }
    /// Whether a table of rotations may still come, which no key announces.
    bool mayScaleRotation() const
    {
        return lists(kScaled, m_shape.architecture) && !m_names.contains("rope_freqs.weight");
    }

private:
    /// Of the layers of its kind, itself among them, the one of which most was read: others may be cut.
    const std::vector<TensorSpec>& fullestLike(std::uint32_t layer) const
    {
        std::size_t best = layer;
        for (std::uint32_t other = 0; other < m_shape.layers; ++other)
            if (m_read[other].size() > m_read[best].size() && m_shape.layer(other) == m_shape.layer(layer))
                best = other;
        return m_read[best];
    }
    std::size_t ruledIn(std::uint32_t layer) const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(m_rules, [&](const TensorSpec& spec) { return layerOf(spec.name) == layer; }));
    }
    void addRuled(std::optional<std::uint32_t> layer)
    {
        for (const TensorSpec& spec : m_rules)
            if (layerOf(spec.name) == layer && spec.name != "output.weight")
                add(spec);
    }

    ModelParts& m_parts;
    const Shape& m_shape;
    std::set<std::string, std::less<>> m_names;
    std::vector<std::vector<TensorSpec>> m_read; ///< of each layer
    std::vector<TensorSpec> m_rules; ///< what the architecture's row announces
};

} // namespace

Status announceRest(ModelParts& parts, std::uint64_t count)
{
    const std::size_t read = parts.tensors.size();
    auto shape = readShape(parts.metadata, parts.path.string(), nullptr);
    if (!shape)
        return tl::unexpected(std::move(shape.error()));
    Rest rest(parts, *shape);
    rest.addLayers();
    rest.addOutside();
    if (rest.count() + 1 == count && !rest.mayScaleRotation()) // else nothing tells which of the two it is
        rest.add({"output.weight", tensor::Type::F16, {shape->embedding, shape->vocabulary}});
    if (rest.count() != count)
        return fail(ErrorCode::Truncated, parts.path.string(),
                    fmt::format("lists {} of its {} tensors before it ends, which do not tell the rest: fetch more of "
                                "its beginning",
                                read, count));
    return {};
}

Result<std::shared_ptr<const ModelFile>> withRest(const ModelFile& header)
{
    ModelParts parts;
    parts.path = header.path();
    parts.format = header.format();
    parts.version = header.version();
    parts.files = header.files();
    parts.metadata = header.metadata();
    parts.tensors = header.tensors();
    parts.hasWeights = false;
    parts.unsized = header.unsized();
    HEADROOM_TRY(announceRest(parts, header.announcedTensors()));
    return ModelFile::assemble(std::move(parts));
}

} // namespace headroom::model
