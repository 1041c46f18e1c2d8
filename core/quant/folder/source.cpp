// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/source.h"

#include "core/base/pythonjson.h"
#include "core/base/remarks.h"
#include "core/model/description.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/checkpoint.h"
#include "core/model/hf/config.h"
#include "core/model/hf/leftover.h"
#include "core/model/hf/match.h"
#include "core/model/hf/tokenizerfiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

namespace hf = model::hf;

/// Programs that do not compare the two would take the embedding table for the head that is used.
void untie(Json& config)
{
    config["tie_word_embeddings"] = false;
    if (const auto text = config.find("text_config"); text != config.end() && text->is_object())
        (*text)["tie_word_embeddings"] = false;
}

std::vector<std::filesystem::path> weightsOf(const model::SafetensorsSet& set)
{
    std::vector<std::filesystem::path> paths{set.index()};
    for (const auto& file : set.files())
        paths.push_back(file->path());
    return paths;
}

Status openStored(const std::filesystem::path& path, FolderSource& source)
{
    std::error_code ignored;
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const auto folder = std::filesystem::is_directory(path, ignored) ? path : parent;
    const auto text = readTextFile(folder / "config.json", 16U << 20U);
    if (!text)
        return tl::unexpected(text.error());
    auto config = parsePythonJson(*text, (folder / "config.json").string());
    if (!config)
        return tl::unexpected(config.error());
    auto set = model::SafetensorsSet::open(path);
    if (!set)
        return tl::unexpected(std::move(set.error()));
    source.set = std::make_shared<const model::SafetensorsSet>(std::move(*set));
    source.config = std::move(*config);
    source.family = hf::findFamily(source.config);
    const auto quantization = source.config.find("quantization_config");
    auto checkpoint
        = hf::Checkpoint::read(*source.set, quantization == source.config.end() ? Json::object() : Json(*quantization));
    if (!checkpoint)
        return tl::unexpected(std::move(checkpoint.error()));
    source.quantizedAs = checkpoint->method;
    source.config.erase("quantization_config");
    if (source.family && source.file->metadata().find(std::string(source.family->architecture) + ".output_head_untied"))
        untie(source.config);
    for (auto& [name, rows] : checkpoint->tensors) // a map: sorted
        source.tensors.push_back({name, std::move(rows)});
    source.folder = folder;
    source.besides = Besides::of(folder, weightsOf(*source.set), std::filesystem::is_directory(path, ignored));
    return {};
}

Status openGguf(FolderSource& source)
{
    if (const auto whole = model::describe(*source.file); !whole)
        return tl::unexpected(whole.error());
    source.family = hf::findFamily(source.file->metadata());
    if (!source.family)
        return {};
    source.config = hf::makeConfig(*source.file, *source.family);
    source.tensors = hf::outgoingTensors(source.file, *source.family);
    for (const model::TensorInfo& info : source.file->tensors())
        if (tensor::format(info.type).blockSize > 1 && info.elements() > 0 && source.quantizedAs.empty())
            source.quantizedAs = tensor::format(info.type).name;
    return {};
}

} // namespace

Result<FolderSource> FolderSource::open(const std::filesystem::path& path)
{
    auto opened = model::ModelFile::open(path);
    if (!opened)
        return tl::unexpected(std::move(opened.error()));
    FolderSource source;
    source.file = std::move(*opened);
    const auto architecture = source.file->metadata().text("general.architecture");
    if (source.file->format().starts_with("GGUF")) // shards are one file without a version of its own
        HEADROOM_TRY(openGguf(source));
    else
        HEADROOM_TRY(openStored(path, source));
    if (!source.family)
        return fail(ErrorCode::Unsupported, path.string() + ", architecture",
                    fmt::format("\"{}\" has no known form as a Hugging Face folder",
                                model::printable(architecture.value_or(""))));
    return source;
}

Status FolderSource::intact() const
{
    HEADROOM_TRY(file->intact());
    for (const auto& mapped : set ? set->files() : std::vector<std::shared_ptr<const MappedFile>>())
        HEADROOM_TRY(mapped->intact());
    return {};
}

Status FolderSource::writeCompanions(const std::filesystem::path& target, JobControl& control) const
{
    for (const auto& path : besides.taken) {
        const auto companion = MappedFile::open(folder / path);
        if (!companion)
            return tl::unexpected(companion.error());
        std::error_code error;
        std::filesystem::create_directories((target / path).parent_path(), error);
        HEADROOM_TRY(writeFile(target / path, (*companion)->bytes()));
        HEADROOM_TRY((*companion)->intact());
    }
    if (set)
        return {};
    return hf::writeTokenizer(target, *file, control);
}

std::string fusedWith(const ModuleRole& role)
{
    struct Member {
        std::string_view ours, group;
    };
    constexpr std::array<Member, 7> kMembers{{{"attn_q.", "qkv"},
                                              {"attn_k.", "qkv"},
                                              {"attn_v.", "qkv"},
                                              {"attn_q_a.", "latent"},
                                              {"attn_kv_a_mqa.", "latent"},
                                              {"ffn_gate", "gate_up"},
                                              {"ffn_up", "gate_up"}}};
    const std::size_t at = role.ours.find('.', role.ours.find('.') + 1) + 1;
    const std::string_view name = std::string_view(role.ours).substr(at);
    for (const auto& [ours, group] : kMembers)
        if (name.starts_with(ours)) // what follows tells experts from shared ones
            return fmt::format("{}{}{}[{}]", role.ours.substr(0, at), group, name.substr(ours.size()), role.item);
    return {};
}

std::string moduleOf(const std::string& tensor)
{
    return tensor.substr(0, tensor.rfind('.'));
}

std::string outputModule(const hf::Family& family)
{
    for (const auto& names : family.names)
        for (const hf::NameRule& rule : names)
            if (rule.ours == "output")
                return rule.stored.starts_with('/') ? std::string(rule.stored.substr(1))
                                                    : std::string(family.prefix) + std::string(rule.stored);
    return "lm_head";
}

std::string ourName(const hf::Family& family, const std::string& stored)
{
    if (stored.starts_with(hf::kOwnPrefix))
        return stored.substr(hf::kOwnPrefix.size());
    const auto matches = hf::matchStored(family, stored);
    if (matches.empty())
        return {};
    const hf::Match& match = matches.front();
    return hf::fill(match.rule->ours, match.layer, 0) + match.suffix;
}

bool isProjection(std::string_view ours)
{
    constexpr std::array<std::string_view, 6> kStarts{
        "attn_", "ffn_", "ssm_in.", "ssm_out.", "shortconv.in_proj.", "shortconv.out_proj."};
    return std::ranges::any_of(kStarts, [&](std::string_view start) { return ours.starts_with(start); })
        && !ours.starts_with("ffn_gate_inp");
}

ModuleRole roleOf(const hf::Family& family, const hf::Outgoing& tensor)
{
    ModuleRole role;
    if (tensor.rows.shape.size() < 2) {
        role.reason = remark("type.no_matrix");
        return role;
    }
    const auto matches = hf::matchStored(family, tensor.name);
    if (matches.empty() || tensor.name.ends_with(".bias")) {
        role.module = matches.empty();
        role.reason = remark("type.outside");
        return role;
    }
    const hf::Match& match = matches.front();
    const std::string_view pattern = match.rule->ours;
    const std::size_t layer = pattern.find("{}.");
    role.module = layer != std::string_view::npos || pattern == "output";
    if (layer == std::string_view::npos) {
        role.reason = pattern == "output" ? remark("type.gives_logits") : remark("type.looked_up");
        return role;
    }
    if (match.rule->transform != &hf::kLatentKey) // its columns are not those that the matrix multiplies
        role.ours = hf::fill(pattern, match.layer, 0) + match.suffix;
    role.item = match.item;
    const bool matrix = tensor.rows.shape.size() == 2 && match.suffix == ".weight" && tensor::isFloat(tensor.rows.type)
        && match.rule->transform != &hf::kTransposed;
    role.linear = matrix && isProjection(std::string(pattern.substr(layer + 3)) + ".");
    role.reason = role.linear ? Remark() : remark("type.unsupported");
    return role;
}

} // namespace headroom::quant
