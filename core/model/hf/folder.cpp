// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/folder.h"

#include "core/model/ggufcursor.h"
#include "core/model/ggufreader.h"
#include "core/model/ggufsplit.h"
#include "core/model/hf/bare.h"
#include "core/model/hf/checkpoint.h"
#include "core/model/hf/configured.h"
#include "core/model/hf/heads.h"
#include "core/model/hf/layercount.h"
#include "core/model/hf/leftover.h"
#include "core/model/hf/match.h"
#include "core/model/hf/quantconfig.h"
#include "core/model/hf/switches.h"
#include "core/model/hf/tokenizerfiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace headroom::model::hf {

namespace {

/// Buffers that are computed anew.
constexpr std::array<std::string_view, 6> kBuffers{"rotary_emb.inv_freq",    ".attn.bias",
                                                   ".attn.masked_bias",      ".attention.bias",
                                                   ".attention.masked_bias", "rotary_pos_emb"};

/// Parts that a text model does not compute with, by what their tensors' names contain; the first that fits.
struct Beside {
    std::string_view word, part;
};
constexpr std::string_view kDraftLayers = "layers that draft tokens";
constexpr std::string_view kTiedHead = "output head, in whose place tie_word_embeddings puts the embedding table";
constexpr std::string_view kScoringHead = "head that scores, in layers";
constexpr std::array kBeside{Beside{"multi_modal_projector", "projector"},
                             Beside{"mm_projector", "projector"},
                             Beside{"patch_merger", "projector"},
                             Beside{"image_newline", "projector"},
                             Beside{"audio_tower", "audio tower"},
                             Beside{"vision", "vision tower"},
                             Beside{"visual.", "vision tower"},
                             Beside{"model.mtp", kDraftLayers},
                             Beside{"score.", kScoringHead},
                             Beside{"classifier.", kScoringHead},
                             Beside{"v_head.", kScoringHead}};

/// What ggml computes with in float32 only: small, and sensitive.
constexpr std::array<std::string_view, 12> kPrecise{"_norm.",     ".bias", "ffn_gate_inp",   "ssm_conv1d",
                                                    "ssm_a",      "ssm_d", "shortconv.conv", "position_embd",
                                                    "attn_sinks", "rope_", "exp_probs_b",    "token_types"};

bool containsAny(std::string_view name, std::span<const std::string_view> parts)
{
    return std::ranges::any_of(parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

/// One of our tensors while its parts are collected.
struct Pending {
    const NameRule* rule = nullptr;
    std::size_t order = 0;
    std::uint64_t layer = 0;
    std::string suffix;
    std::string stored; ///< of its first part, for errors
    std::map<std::uint64_t, Rows> items;
};

class Folder {
public:
    Folder(std::filesystem::path path, std::filesystem::path folder)
        : m_path(std::move(path)), m_folder(std::move(folder))
    {
    }

    Result<std::shared_ptr<const ModelFile>> open()
    {
        auto set = SafetensorsSet::open(m_path);
        if (!set)
            return tl::unexpected(std::move(set.error()));
        std::error_code ignored;
        const bool described = std::filesystem::exists(m_folder / "config.json", ignored);
        if (described) {
            auto config = readConfig(m_folder);
            if (!config)
                return tl::unexpected(std::move(config.error()));
            m_config = std::move(*config);
        }
        HEADROOM_TRY(checkBeside(m_folder));
        auto quantization = quantizationOf(m_config, m_folder);
        if (!quantization)
            return tl::unexpected(std::move(quantization.error()));
        auto checkpoint = Checkpoint::read(*set, *quantization);
        if (!checkpoint)
            return tl::unexpected(inFolder(m_folder, std::move(checkpoint.error())));
        m_quantized = !checkpoint->method.empty()
            || std::ranges::any_of(checkpoint->tensors, [](const auto& entry) { return entry.second.storedBytes > 0; });
        HEADROOM_TRY(described ? translate(*checkpoint) : keepNames(*checkpoint));
        return finish(*set, checkpoint->method);
    }

private:
    /// No config.json: nothing is known but names.
    Status keepNames(const Checkpoint& checkpoint)
    {
        m_metadata.set("general.type", {std::string("tensors without a config.json")});
        for (const auto& [name, rows] : checkpoint.tensors)
            add(name, rows, rows.storedBytes);
        return {};
    }

    Status translate(const Checkpoint& checkpoint)
    {
        auto described = configured(m_config, m_folder);
        if (!described)
            return tl::unexpected(std::move(described.error()));
        const Family* family = described->family;
        std::map<std::string, Rows> own = std::move(described->own);
        m_metadata = std::move(described->metadata);
        const auto layers = m_metadata.unsignedInteger(std::string(family->architecture) + ".block_count");
        if (auto counted = layers ? checkLayerCount(m_config, *family, checkpoint, *layers) : Status(); !counted)
            return tl::unexpected(inFolder(m_folder, std::move(counted.error())));
        HEADROOM_TRY(collect(*family, checkpoint, own));
        HEADROOM_TRY(convert(own));
        if (lacksHead(m_config, m_tensors))
            m_metadata.set(std::string(family->architecture) + ".output_head", {false});
        if (auto switched = checkSwitches(m_config, *family, {m_tensors, m_metadata, m_quantized}); !switched)
            return tl::unexpected(inFolder(m_folder, std::move(switched.error())));
        HEADROOM_TRY(addTokenizer(m_folder, m_metadata, m_companions));
        if (const auto table = std::ranges::find(m_tensors, "token_embd.weight", &TensorInfo::name);
            table != m_tensors.end())
            padVocabulary(m_metadata, table->rows());
        return {};
    }

    Status collect(const Family& family, const Checkpoint& checkpoint, std::map<std::string, Rows>& own)
    {
        const std::string prefix = std::string(family.architecture) + ".";
        const std::uint64_t layers = m_metadata.unsignedInteger(prefix + "block_count").value_or(0);
        for (const auto& [name, rows] : checkpoint.tensors) {
            if (name.starts_with(kOwnPrefix)) {
                own[name.substr(kOwnPrefix.size())] = rows;
                continue;
            }
            const auto matches = matchStored(family, name);
            const std::string_view part = partOf(name, matches, layers);
            if (!part.empty() || matches.empty()) {
                HEADROOM_TRY(leaveOut(name, rows, part, family));
                continue;
            }
            for (const Match& match : matches) {
                std::string ours = fill(match.rule->ours, match.layer, 0) + match.suffix;
                Pending& pending = m_pending[ours];
                if (!pending.rule)
                    pending = {match.rule, match.order, match.layer, match.suffix, name, {}};
                pending.items.emplace(match.item, rows);
            }
        }
        return tieHead(family);
    }
    /// A head that is said to be the embedding table is left out where it is that; else it is used, as transformers
    /// does.
    Status tieHead(const Family& family)
    {
        const auto head = m_pending.find("output.weight"), table = m_pending.find("token_embd.weight");
        if (head == m_pending.end() || table == m_pending.end() || !isTied(m_config, false))
            return {};
        const Geometry geometry = Geometry::of(m_metadata);
        const auto ofHead = assembled(head->second, geometry), ofTable = assembled(table->second, geometry);
        if (!ofHead || !ofTable || !sameNumbers(*ofHead, *ofTable)) {
            m_metadata.set(std::string(family.architecture) + ".output_head_untied", {true});
            return {};
        }
        const Pending tied = std::move(head->second);
        m_pending.erase(head);
        return leaveOut(tied.stored, tied.items.begin()->second, kTiedHead, family);
    }
    /// Which part a tensor belongs to that is not the text model; empty for the text model's own, and for buffers.
    static std::string_view partOf(std::string_view name, const std::vector<Match>& matches, std::uint64_t layers)
    {
        if (!matches.empty()) {
            const bool counted = matches.front().rule->ours.find("{}") != std::string_view::npos;
            return counted && matches.front().layer >= layers ? kDraftLayers : std::string_view();
        }
        const auto found = std::ranges::find_if(
            kBeside, [&](const Beside& row) { return name.find(row.word) != std::string_view::npos; });
        if (found != kBeside.end())
            return found->part;
        return isBeyond(name, layers) ? kDraftLayers : std::string_view();
    }
    Status leaveOut(const std::string& name, const Rows& rows, std::string_view part, const Family& family)
    {
        if (part.empty() && containsAny(name, kBuffers))
            return {};
        if (part.empty())
            return fail(ErrorCode::Unsupported, fmt::format("{}, tensor \"{}\"", m_folder.string(), printable(name)),
                        fmt::format("has no place in architecture {}", family.architecture));
        const bool unused = part == kDraftLayers || part == kTiedHead
            || part == kScoringHead; // and not to be loaded beside the text model
        auto found = std::ranges::find(m_leftOut, part, &LeftOut::part);
        if (found == m_leftOut.end())
            found = m_leftOut.insert(found, {std::string(part), 0, 0, 0, unused});
        ++found->tensors;
        found->parameters += rows.elements();
        found->bytes += rows.stored();
        return {};
    }
    Status convert(const std::map<std::string, Rows>& own)
    {
        const Geometry geometry = Geometry::of(m_metadata);
        std::vector<std::pair<std::string, Pending*>> order;
        for (auto& [name, pending] : m_pending)
            if (!own.contains(name))
                order.emplace_back(name, &pending);
        std::ranges::stable_sort(order, [](const auto& a, const auto& b) {
            const auto rank = [](const auto& entry) {
                const bool block = entry.first.starts_with("blk."), last = entry.first.starts_with("output");
                return std::tuple(last ? 2 : int(block), entry.second->layer, entry.second->order);
            };
            return rank(a) < rank(b);
        });
        for (auto& [name, pending] : order) {
            auto rows = assembled(*pending, geometry);
            if (!rows)
                return fail(rows.error().code,
                            fmt::format("{}, tensor \"{}\"", m_folder.string(), printable(pending->stored)),
                            std::move(rows.error().detail));
            const bool precise = staysFloat32({name, rows->type, rows->shape});
            add(name, precise ? asType(*rows, tensor::Type::F32) : *rows, storedBytes(*pending, *rows));
        }
        for (const auto& [name, rows] : own)
            add(name, rows, rows.storedBytes);
        return {};
    }
    /// Of several tensors that are cut out of one stored tensor, each has its share of it. 0 in a folder that was not
    /// quantized.
    std::uint64_t storedBytes(const Pending& pending, const Rows& rows) const
    {
        std::uint64_t stored = 0, elements = 0;
        for (const auto& [item, part] : pending.items) {
            stored += part.stored();
            elements += part.elements();
        }
        const double share = elements > 0 ? double(rows.elements()) / double(elements) : 1;
        return m_quantized ? static_cast<std::uint64_t>(std::llround(double(stored) * share)) : 0;
    }
    static Result<Rows> assembled(const Pending& pending, const Geometry& geometry)
    {
        std::vector<Rows> items;
        for (const auto& [item, rows] : pending.items) {
            if (item != items.size())
                return fail(ErrorCode::Corrupt, {}, fmt::format("number {} of its stack is missing", items.size()));
            if (rows.shape != pending.items.begin()->second.shape)
                return fail(ErrorCode::Corrupt, {}, fmt::format("number {} of its stack has another shape", item));
            items.push_back(rows);
        }
        Rows rows = stacks(*pending.rule) ? stacked(std::move(items)) : std::move(items.front());
        if (rows.type == tensor::Type::F64 && pending.rule->transform->forward == kCopy.forward)
            rows = mapped(std::move(rows), [](double value) { return value; });
        const bool bias = pending.suffix == ".bias" && pending.rule->transform->forward == kPlusOne.forward;
        return bias ? rows : pending.rule->transform->forward(std::move(rows), geometry);
    }

    void add(const std::string& name, const Rows& rows, std::uint64_t storedBytes)
    {
        TensorInfo info;
        info.name = name;
        info.type = rows.type;
        info.shape = rows.shape;
        info.bytes = rows.bytes();
        info.file = rows.file;
        info.offset = rows.offset;
        info.storedBytes = storedBytes == info.bytes ? 0 : storedBytes;
        m_tensors.push_back(std::move(info));
        m_readers.push_back(rows.read);
    }

    /// By what most weights are.
    void setFileType()
    {
        constexpr std::array<std::tuple<tensor::Type, std::uint32_t>, 4> kTypes{
            {{tensor::Type::F32, 0U}, {tensor::Type::F16, 1U}, {tensor::Type::BF16, 32U}, {tensor::Type::MXFP4, 38U}}};
        std::map<tensor::Type, std::uint64_t> bytes;
        for (const TensorInfo& info : m_tensors)
            bytes[info.type] += info.bytes;
        const auto most = std::ranges::max_element(bytes, {}, [](const auto& entry) { return entry.second; });
        for (const auto& [type, number] : kTypes)
            if (most != bytes.end() && most->first == type && !m_metadata.find("general.file_type"))
                m_metadata.set("general.file_type", {number});
    }

    Result<std::shared_ptr<const ModelFile>> finish(const SafetensorsSet& set, const std::string& method)
    {
        if (m_metadata.text("general.architecture") && !m_config.contains("headroom"))
            setFileType();
        ModelParts parts;
        parts.path = m_path;
        parts.format = m_config.empty() ? "safetensors" : "Hugging Face folder";
        if (set.files().size() > 1)
            parts.format += fmt::format(", {} shards", set.files().size());
        if (!method.empty())
            parts.format += ", " + method;
        parts.quantization = method;
        parts.files = set.files();
        parts.companions = std::move(m_companions);
        if (!m_config.empty())
            parts.companions.push_back(m_folder / "config.json");
        if (!set.index().empty())
            parts.companions.push_back(set.index());
        parts.metadata = std::move(m_metadata);
        parts.tensors = std::move(m_tensors);
        parts.readers = std::move(m_readers);
        parts.leftOut = std::move(m_leftOut);
        return ModelFile::assemble(std::move(parts));
    }

    std::filesystem::path m_path, m_folder;
    Json m_config = Json::object();
    Metadata m_metadata;
    std::map<std::string, Pending> m_pending;
    std::vector<TensorInfo> m_tensors;
    std::vector<ReadRows> m_readers;
    std::vector<LeftOut> m_leftOut;
    bool m_quantized = false; ///< weights take other bytes in the files than in memory
    std::vector<std::filesystem::path> m_companions;
};

} // namespace

bool staysFloat32(const TensorInfo& info)
{
    return info.shape.size() < 2 || containsAny(info.name, kPrecise);
}

namespace {

/// The row of a class that has no family; null for all others, and where config.json cannot be read.
const Layout* plannedOnly(const std::filesystem::path& folder)
{
    std::error_code ignored;
    const auto config
        = std::filesystem::exists(folder / "config.json", ignored) ? readConfig(folder) : Result<Json>(Json::object());
    return config && !findFamily(*config) ? layoutOf(*config) : nullptr;
}

/// Whether weights were not fetched to their end. An empty file is none of a download's beginnings.
bool isHalf(const Error& error, const std::filesystem::path& folder)
{
    std::error_code ignored;
    const auto files = filesEndingIn(folder, ".safetensors");
    return (error.code == ErrorCode::NotFound || error.code == ErrorCode::Truncated)
        && std::ranges::none_of(files,
                                [&](const auto& file) { return std::filesystem::file_size(file, ignored) == 0; });
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openFolder(const std::filesystem::path& path, Weights weights)
{
    std::error_code ignored;
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const auto folder = std::filesystem::is_directory(path, ignored) ? path : parent;
    if (const Layout* layout = plannedOnly(folder)) {
        if (weights == Weights::Optional)
            return openLaidOut(*layout, path, folder);
        return fail(
            ErrorCode::Unsupported, (folder / "config.json").string() + ", \"architectures\"",
            fmt::format("{} can be planned, but not computed", layout->classes.substr(0, layout->classes.find(' '))));
    }
    const bool isDescribed = std::filesystem::exists(folder / "config.json", ignored);
    const bool isBare = isDescribed && filesEndingIn(folder, ".safetensors").empty();
    if (weights == Weights::Needed)
        return Folder(path, folder).open();
    if (isBare)
        return openBare(path, folder);
    auto whole = Folder(path, folder).open();
    if (whole || !isDescribed || !isHalf(whole.error(), folder))
        return whole;
    auto bare = openBare(path, folder);
    if (bare)
        GgufReader::addBeside(**bare, {}, "; its weights are not all here");
    return bare;
}

} // namespace headroom::model::hf
