// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Index: {"metadata": {"total_size": …}, "weight_map": {"tensor name": "file name", …}}; it decides which file holds
// what. Without one, the names of the shards do ("model-00001-of-00002.safetensors").
#include "core/base/pythonjson.h"
#include "core/model/ggufcursor.h"
#include "core/model/ggufsplit.h"
#include "core/model/safetensors.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model {

namespace {

constexpr std::string_view kExtension = ".safetensors";
constexpr std::string_view kIndexExtension = ".safetensors.index.json";
constexpr std::uint64_t kMaxIndexBytes = 256U << 20U;
constexpr std::size_t kMaxFiles = 1000; ///< each stays mapped

/// The file of a folder that leads to all weights: an index, a single file, or the first shard.
Result<std::filesystem::path> weightsOf(const std::filesystem::path& folder)
{
    std::error_code ignored;
    for (const char* name : {"model.safetensors.index.json", "model.safetensors"})
        if (std::filesystem::exists(folder / name, ignored))
            return folder / name;
    if (const auto indexes = filesEndingIn(folder, kIndexExtension); indexes.size() == 1)
        return indexes.front();
    auto files = filesEndingIn(folder, kExtension);
    const auto foreign = [](const auto& path) { return path.filename().string().starts_with("adapter"); };
    const auto adapter = std::ranges::find_if(files, foreign);
    if (adapter != files.end() && std::ranges::all_of(files, foreign))
        return fail(ErrorCode::Unsupported, folder.string(),
                    fmt::format("holds an adapter (LoRA), {}, the change that a model learnt, and no model: merge it "
                                "into its model first",
                                adapter->filename().string()));
    std::erase_if(files, foreign);
    if (files.empty()) {
        const bool described = std::filesystem::exists(folder / "config.json", ignored);
        const bool pickled = !filesEndingIn(folder, ".bin").empty() || !filesEndingIn(folder, ".pth").empty();
        return fail(pickled ? ErrorCode::Unsupported : ErrorCode::NotFound, folder.string(),
                    pickled         ? "holds PyTorch pickle files, which can run code when opened, and no safetensors"
                        : described ? "describes a model in config.json, with which one can plan, but holds no "
                                      "weights: neither .safetensors nor .gguf files"
                                    : "holds neither .safetensors nor .gguf files");
    }
    return onlyModelOf(folder, files);
}

/// Names in an index are files beside it; anything else could lead anywhere.
bool isPlainName(const std::string& name)
{
    return !name.empty() && name.find('/') == std::string::npos && name.find('\\') == std::string::npos
        && name.find('\0') == std::string::npos && name != "." && name != ".." && name.ends_with(kExtension);
}

} // namespace

const StoredTensor* SafetensorsSet::find(std::string_view name) const
{
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? nullptr : &found->second;
}

std::string SafetensorsSet::placeOf(const StoredTensor& tensor) const
{
    const std::string file = tensor.file < m_files.size() ? m_files[tensor.file]->path().string() : "memory";
    return fmt::format("{}, tensor \"{}\"", file, printable(tensor.name));
}

Result<SafetensorsSet> SafetensorsSet::parse(std::span<const std::byte> file, const std::string& name)
{
    auto header = SafetensorsHeader::parse(file, name);
    if (!header)
        return tl::unexpected(std::move(header.error()));
    SafetensorsSet set;
    set.m_metadata = std::move(header->metadata);
    for (StoredTensor& tensor : header->tensors) {
        std::string key = tensor.name;
        set.m_tensors.emplace(std::move(key), std::move(tensor));
    }
    return set;
}

/// wanted: tensor → file name of the index; null takes everything.
Status SafetensorsSet::add(const std::filesystem::path& path, const std::map<std::string, std::string>* wanted)
{
    auto mapped = MappedFile::open(path);
    if (!mapped)
        return tl::unexpected(std::move(mapped.error()));
    auto header = SafetensorsHeader::parse((*mapped)->bytes(), path.string());
    if (!header)
        return tl::unexpected(std::move(header.error()));
    if (m_files.empty())
        m_metadata = std::move(header->metadata);
    m_files.push_back(std::move(*mapped));
    for (StoredTensor& tensor : header->tensors) {
        tensor.file = static_cast<std::uint32_t>(m_files.size() - 1);
        if (wanted) {
            const auto listed = wanted->find(tensor.name);
            if (listed == wanted->end() || listed->second != path.filename().string())
                continue;
        }
        std::string name = tensor.name;
        if (const auto [other, isNew] = m_tensors.emplace(std::move(name), std::move(tensor)); !isNew)
            return fail(ErrorCode::Corrupt, fmt::format("{}, tensor \"{}\"", path.string(), printable(other->first)),
                        fmt::format("is also in {}", m_files.at(other->second.file)->path().filename().string()));
    }
    return {};
}

Status SafetensorsSet::readIndex(const std::filesystem::path& path)
{
    m_index = path;
    const auto text = readTextFile(path, kMaxIndexBytes);
    if (!text)
        return tl::unexpected(text.error());
    const auto json = parsePythonJson(*text, path.string(), 4);
    if (!json)
        return tl::unexpected(json.error());
    const auto map = json->is_object() ? json->find("weight_map") : json->end();
    if (map == json->end() || !map->is_object() || map->empty())
        return fail(ErrorCode::Corrupt, path.string() + ", \"weight_map\"", "is missing or empty");
    std::map<std::string, std::string> wanted;
    std::map<std::string, bool> files;
    for (const auto& [tensor, file] : map->items()) {
        if (!file.is_string() || !isPlainName(file.get<std::string>()))
            return fail(ErrorCode::Corrupt, fmt::format("{}, \"{}\"", path.string(), printable(tensor)),
                        "is in no .safetensors file beside the index");
        if (!wanted.emplace(tensor, file.get<std::string>()).second)
            return fail(ErrorCode::Corrupt, fmt::format("{}, \"{}\"", path.string(), printable(tensor)),
                        "is given twice");
        files[file.get<std::string>()] = true;
    }
    if (files.size() > kMaxFiles)
        return fail(ErrorCode::Unsupported, path.string(), fmt::format("names more than {} files", kMaxFiles));
    for (const auto& [file, needed] : files) {
        std::error_code ignored;
        if (!std::filesystem::exists(path.parent_path() / file, ignored))
            return fail(ErrorCode::NotFound, (path.parent_path() / file).string(),
                        fmt::format("is missing, but {} names it", path.filename().string()));
        HEADROOM_TRY(add(path.parent_path() / file, &wanted));
    }
    for (const auto& [tensor, file] : wanted)
        if (!find(tensor))
            return fail(ErrorCode::Corrupt, fmt::format("{}, \"{}\"", path.string(), printable(tensor)),
                        fmt::format("is not in {}", printable(file)));
    return {};
}

Status SafetensorsSet::readShards(const std::filesystem::path& path)
{
    const auto name = ShardName::of(path);
    if (!name || name->count < 2)
        return add(path, nullptr);
    if (name->count > kMaxFiles)
        return fail(ErrorCode::Unsupported, path.string(), fmt::format("more than {} shards", kMaxFiles));
    for (std::uint32_t number = 1; number <= name->count; ++number) {
        std::error_code ignored;
        if (!std::filesystem::exists(name->sibling(number), ignored))
            return fail(ErrorCode::NotFound, name->sibling(number).string(),
                        fmt::format("shard {} of {} is missing", number, name->count));
        HEADROOM_TRY(add(name->sibling(number), nullptr));
    }
    return {};
}

Result<SafetensorsSet> SafetensorsSet::open(const std::filesystem::path& path)
{
    std::filesystem::path file = path;
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        auto found = weightsOf(path);
        if (!found)
            return tl::unexpected(std::move(found.error()));
        file = std::move(*found);
    } else if (const auto shard = ShardName::of(path); shard && shard->count > 1) {
        const std::filesystem::path index = shard->prefix + std::string(kIndexExtension);
        if (std::filesystem::exists(index, ignored))
            file = index;
    }
    SafetensorsSet set;
    HEADROOM_TRY(file.string().ends_with(".json") ? set.readIndex(file) : set.readShards(file));
    return set;
}

} // namespace headroom::model
