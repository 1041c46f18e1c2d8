// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/bare.h"

#include "core/model/architecture.h"
#include "core/model/companions.h"
#include "core/model/description.h"
#include "core/model/hf/announcedsizes.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/hf/configfields.h"
#include "core/model/hf/configured.h"
#include "core/model/hf/folder.h"
#include "core/model/hf/heads.h"
#include "core/model/hf/match.h"
#include "core/model/hf/quantconfig.h"
#include "core/model/hf/switches.h"
#include "core/model/hf/tokenizerfiles.h"
#include "core/model/shapereader.h"
#include "core/model/tensorrules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace headroom::model::hf {

namespace {

/// Before the first that a token can have.
constexpr std::string_view kUnusedPositions = "position_embd_unused.weight";

/// Of which type most weights will be. Published folders leave it out where it is bfloat16.
tensor::Type typeIn(const Json& whole)
{
    constexpr std::array kTypes{std::pair{"float32", tensor::Type::F32}, std::pair{"float16", tensor::Type::F16}};
    for (const Json* json : {&whole, &textConfig(whole)})
        for (const char* key : {"dtype", "torch_dtype"})
            for (const auto& [name, type] : kTypes)
                if (json->value(key, Json()) == name)
                    return type;
    return tensor::Type::BF16;
}

std::vector<TensorInfo> infosOf(std::vector<TensorSpec> specs)
{
    std::vector<TensorInfo> tensors;
    for (TensorSpec& spec : specs) {
        const std::uint64_t bytes = spec.bytes();
        tensors.push_back({std::move(spec.name), spec.type, std::move(spec.shape), 0, bytes, 0, 0});
    }
    return tensors;
}

/// The tensors of a shape, and what switches of config.json add to them or take away.
class Announcement {
public:
    Announcement(const Configured& model, const Shape& shape, tensor::Type type)
        : m_model(model), m_shape(shape), m_specs(tensorsOf(shape, type))
    {
    }

    std::vector<TensorSpec> list()
    {
        fuse("attn_qkv.weight", {"attn_q.weight", "attn_k.weight", "attn_v.weight"});
        fuse("ffn_up.weight", {"ffn_gate.weight", "ffn_up.weight"});
        dropEndings();
        addCompanions(m_specs, m_shape);
        if (matchOurs(*m_model.family, kUnusedPositions))
            m_specs.push_back({std::string(kUnusedPositions), tensor::Type::F32, {m_shape.embedding, 2}});
        const Json config = completedConfig(m_model.config);
        if (m_model.family->unannounced)
            for (const std::string_view part : wordsOf(m_model.family->unannounced(config)))
                add(part);
        for (const Switch& row : switches()) {
            if (row.names.empty() || switchOf(*m_model.family, row.key) != &row)
                continue;
            const Json said = config.value(row.key, Json());
            const auto value = said.is_boolean() ? std::optional(said.get<bool>()) : row.absent;
            for (const std::string_view part : wordsOf(row.parts))
                if (value)
                    *value != row.leavesOut ? add(part) : remove(part);
        }
        return std::move(m_specs);
    }

private:
    /// Of what the family names without one.
    void dropEndings()
    {
        constexpr std::string_view kEnding = ".weight";
        for (TensorSpec& spec : m_specs)
            if (const std::string bare = spec.name.substr(0, spec.name.size() - kEnding.size());
                spec.name.ends_with(kEnding) && matchOurs(*m_model.family, bare)
                && !matchOurs(*m_model.family, spec.name))
                spec.name = bare;
    }
    bool isStored(std::string_view part) const
    {
        return matchOurs(*m_model.family, fmt::format("blk.0.{}", part)).has_value();
    }
    /// Where the family stores one matrix, and knows no names for the parts of it.
    void fuse(std::string_view whole, std::initializer_list<std::string_view> parts)
    {
        if (!isStored(whole) || isStored(*parts.begin()))
            return;
        std::map<std::uint32_t, TensorSpec*> first;
        for (TensorSpec& spec : m_specs) {
            const auto layer = layerOf(spec.name);
            if (!layer || std::ranges::find(parts, partOf(spec.name)) == parts.end())
                continue;
            const auto [at, isFirst] = first.try_emplace(*layer, &spec);
            if (!isFirst)
                at->second->shape[1] += spec.shape[1];
            spec.name = isFirst ? fmt::format("blk.{}.{}", *layer, whole) : std::string();
        }
        std::erase_if(m_specs, [](const TensorSpec& spec) { return spec.name.empty(); });
    }
    void remove(std::string_view part)
    {
        std::erase_if(m_specs, [&](const TensorSpec& spec) { return partOf(spec.name) == part; });
    }
    /// What a bias or a norm goes with: "attn_q.bias", "attn_q_norm.weight" → "attn_q.weight".
    std::string baseOf(std::string_view part) const
    {
        if (part == "post_ffw_norm.weight") // behind the experts, where there are some
            return m_shape.experts > 0 ? "ffn_gate_inp.weight" : "ffn_norm.weight";
        std::string_view stem = part.substr(0, part.rfind('.'));
        if (stem == "exp_probs_b")
            return "ffn_gate_inp.weight";
        if (part == "attn_norm_2.weight" || part == "post_attention_norm.weight")
            return "attn_norm.weight";
        if (part == "attn_sinks.weight")
            return "attn_output.weight";
        if (part.ends_with("_norm.weight"))
            stem.remove_suffix(std::string_view("_norm").size());
        const std::string base = std::string(stem) + ".weight";
        const bool isFused = lists("attn_q.weight attn_k.weight", base) && has(0, "attn_qkv.weight");
        return isFused ? "attn_qkv.weight" : base;
    }
    /// In every layer that has the tensor which it goes with.
    void add(std::string_view part)
    {
        const std::string_view stem = part.substr(0, part.rfind('.'));
        const bool isBias = part.ends_with(".bias");
        const std::string base = baseOf(part);
        std::vector<TensorSpec> added;
        std::set<std::uint32_t> having;
        for (const TensorSpec& spec : m_specs)
            if (const auto layer = layerOf(spec.name); layer && partOf(spec.name) == part)
                having.insert(*layer);
        for (const TensorSpec& spec : m_specs) {
            const auto layer = layerOf(spec.name);
            const bool isElsewhere = part == "attn_sinks.weight" && layer && m_shape.layer(*layer).window == 0;
            if (!layer || partOf(spec.name) != base || having.contains(*layer) || isElsewhere)
                continue;
            auto shape = isBias ? std::vector{spec.shape.size() > 1 ? spec.shape[1] : spec.shape.front()}
                                : normShape(stem, *layer);
            added.push_back({spec.name.substr(0, spec.name.size() - base.size()) + std::string(part), tensor::Type::F32,
                             std::move(shape)});
        }
        m_specs.insert(m_specs.end(), added.begin(), added.end());
    }
    bool has(std::uint32_t layer, std::string_view part) const
    {
        return std::ranges::any_of(
            m_specs, [&](const TensorSpec& spec) { return layerOf(spec.name) == layer && partOf(spec.name) == part; });
    }
    std::vector<std::uint64_t> normShape(std::string_view stem, std::uint32_t layer) const
    {
        const Announced announced{m_shape, m_shape.layer(layer)};
        const TensorRule* rule = findTensorRule(stem, announced.layer);
        const auto allowed
            = rule && rule->extents[0] ? rule->extents[0]->allowed(announced) : std::vector<std::uint64_t>();
        if (allowed.empty())
            return {m_shape.embedding};
        return {architectureOf(m_shape.architecture).has(kWideHeadNorms) ? allowed.back() : allowed.front()};
    }
    static std::string_view partOf(std::string_view name)
    {
        return name.starts_with("blk.") ? name.substr(name.find('.', 4) + 1) : name;
    }

    const Configured& m_model;
    const Shape& m_shape;
    std::vector<TensorSpec> m_specs;
};

Result<std::vector<TensorInfo>> announcedTensors(const Configured& model, const std::filesystem::path& folder,
                                                 tensor::Type type)
{
    auto shape = readShape(model.metadata, folder.string(), nullptr, true);
    if (!shape)
        return tl::unexpected(std::move(shape.error()));
    shape->expertsBiased = false; // a buffer, which is no parameter, unless the family says otherwise
    shape->tiedOutput
        = isTied(model.config, false) || headOf(model.config) == Head::None || headOf(model.config) == Head::Scores;
    return infosOf(Announcement(model, *shape, type).list());
}

/// Prefix and name that a tensor of ours has in a folder, without its ending: {"model.", "layers.0.mlp.gate"}.
std::pair<std::string_view, std::string> moduleOf(const Family& family, std::string_view name)
{
    const auto match = matchOurs(family, name);
    if (!match)
        return {family.prefix, {}};
    const bool isOutside = match->rule->stored.starts_with('/');
    return {isOutside ? std::string_view() : family.prefix,
            fill(match->rule->stored.substr(isOutside ? 1 : 0), match->layer, 0)};
}

/// What each tensor will take as it is stored: matrices in the method's form, all else in the model's type.
void setStoredBytes(const AnnouncedSizes& sizes, const Family& family, tensor::Type plain,
                    std::vector<TensorInfo>& tensors)
{
    for (TensorInfo& info : tensors) {
        const bool isMatrix = !staysFloat32(info) && (info.name.starts_with("blk.") || info.name == "output.weight");
        const auto [prefix, module] = moduleOf(family, info.name);
        const bool isExpert = isRoutedExpert(info.name);
        const StoredMatrix* stored = isMatrix ? sizes.of(prefix, module, isExpert) : nullptr;
        const std::uint64_t count = isExpert && info.shape.size() > 2 ? info.shape[2] : 1;
        const std::uint64_t bytes = stored ? count * stored->bytes(info.rows() / count, info.columns())
                                           : info.elements() * tensor::format(plain).blockBytes;
        info.storedBytes = bytes == info.bytes ? 0 : bytes;
    }
}

/// How the weights will be stored that are not there; family: null where no row says what they are called.
Status addQuantization(const Json& config, const Family* family, const std::filesystem::path& folder, ModelParts& parts)
{
    const auto quantization = quantizationOf(config, folder);
    if (!quantization)
        return tl::unexpected(quantization.error());
    HEADROOM_TRY(checkQuantization(*quantization));
    parts.quantization = methodOf(*quantization);
    if (parts.quantization.empty())
        return {};
    const auto sizes = family ? AnnouncedSizes::of(*quantization) : std::nullopt;
    if (sizes)
        setStoredBytes(*sizes, *family, typeIn(config), parts.tensors);
    else
        parts.unsized = fmt::format("its weights will be quantized by {}, and what they take then shows in them alone",
                                    parts.quantization);
    return {};
}

ModelParts partsOf(const Json& config, Metadata metadata, std::vector<TensorInfo> tensors)
{
    ModelParts parts;
    parts.format = "config.json without weights";
    parts.hasWeights = false;
    parts.tensors = std::move(tensors);
    parts.metadata = std::move(metadata);
    if (lacksHead(config, parts.tensors))
        parts.metadata.set(std::string(parts.metadata.text("general.architecture").value_or("")) + ".output_head",
                           {false});
    return parts;
}

/// Of what config.json says alone: tensors and keys.
Result<ModelParts> partsOf(Configured& model, const std::filesystem::path& folder, tensor::Type type)
{
    auto tensors = announcedTensors(model, folder, type);
    if (!tensors)
        return tl::unexpected(std::move(tensors.error()));
    return partsOf(model.config, std::move(model.metadata), std::move(*tensors));
}

/// With what lies beside config.json.
Result<std::shared_ptr<const ModelFile>> assembled(const std::filesystem::path& path,
                                                   const std::filesystem::path& folder, ModelParts parts)
{
    parts.path = path;
    parts.companions.push_back(folder / "config.json");
    HEADROOM_TRY(addTokenizer(folder, parts.metadata, parts.companions));
    if (const auto table = std::ranges::find(parts.tensors, "token_embd.weight", &TensorInfo::name);
        table != parts.tensors.end())
        padVocabulary(parts.metadata, table->rows());
    return ModelFile::assemble(std::move(parts));
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openBare(const std::filesystem::path& path,
                                                  const std::filesystem::path& folder)
{
    auto config = readConfig(folder);
    if (!config)
        return tl::unexpected(std::move(config.error()));
    auto model = configured(std::move(*config), folder);
    if (!model)
        return tl::unexpected(std::move(model.error()));
    auto parts = partsOf(*model, folder, typeIn(model->config));
    if (!parts)
        return tl::unexpected(std::move(parts.error()));
    HEADROOM_TRY(addQuantization(model->config, model->family, folder, *parts));
    return assembled(path, folder, std::move(*parts));
}

Result<std::shared_ptr<const ModelFile>> openLaidOut(const Layout& layout, const std::filesystem::path& path,
                                                     const std::filesystem::path& folder)
{
    auto config = readConfig(folder);
    if (!config)
        return tl::unexpected(std::move(config.error()));
    auto model = laidOut(layout, textConfig(*config), typeIn(*config));
    if (!model)
        return tl::unexpected(inFolder(folder, std::move(model.error())));
    ModelParts parts = partsOf(*config, std::move(model->metadata), infosOf(model->tensors));
    parts.metadata.set("general.name", {folderName(folder)});
    HEADROOM_TRY(addQuantization(*config, nullptr, folder, parts));
    return assembled(path, folder, std::move(parts));
}

Result<Description> describeConfig(Json config, const std::string& name, tensor::Type type)
{
    HEADROOM_TRY(checkConfig(config));
    auto model = configured(std::move(config), name);
    if (!model)
        return tl::unexpected(std::move(model.error()));
    auto parts = partsOf(*model, name, type);
    if (!parts)
        return tl::unexpected(std::move(parts.error()));
    parts->path = name;
    const auto file = ModelFile::assemble(std::move(*parts));
    return file ? describe(**file) : tl::unexpected(file.error());
}

} // namespace headroom::model::hf
