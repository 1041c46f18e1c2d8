// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/ggufsplit.h"

#include "core/model/announcerest.h"
#include "core/model/ggufcursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace headroom::model {

namespace {

constexpr std::string_view kNumber = "split.no";
constexpr std::string_view kCount = "split.count";
constexpr std::string_view kTensorCount = "split.tensors.count";

std::string keyOf(const ModelFile& file, std::string_view key)
{
    return fmt::format("{}, key \"{}\"", file.path().string(), key);
}

std::uint64_t countOf(const ModelFile& file)
{
    return file.metadata().unsignedInteger(kCount).value_or(1);
}

/// What the shard says of itself must be what its place says.
Status checkPlace(const ModelFile& shard, std::uint64_t number, const ModelFile& opened)
{
    const std::uint64_t count = countOf(opened);
    if (countOf(shard) != count)
        return fail(ErrorCode::Corrupt, keyOf(shard, kCount),
                    fmt::format("is {} where {} says {}: shards of different models", countOf(shard),
                                opened.path().filename().string(), count));
    const auto stated = shard.metadata().unsignedInteger(kNumber);
    if (stated != number)
        return fail(ErrorCode::Corrupt, keyOf(shard, kNumber),
                    stated
                        ? fmt::format("is {}, but the file stands for shard {} (from 0) of {}", *stated, number, count)
                        : std::string("is missing"));
    if (shard.metadata().unsignedInteger(kTensorCount) != opened.metadata().unsignedInteger(kTensorCount))
        return fail(
            ErrorCode::Corrupt, keyOf(shard, kTensorCount),
            fmt::format("differs from the one in {}: shards of different models", opened.path().filename().string()));
    return {};
}

/// Where a later shard repeats a key of the first, it has to agree.
Status checkKeys(const ModelFile& shard, const Metadata& first)
{
    for (const auto& [key, value] : shard.metadata().entries()) {
        const Value* stated = key == kNumber ? nullptr : first.find(key);
        if (stated && !(*stated == value))
            return fail(ErrorCode::Corrupt, keyOf(shard, printable(key)),
                        "differs from the first shard's: shards of different models");
    }
    return {};
}

Result<std::shared_ptr<const ModelFile>> openShard(const ShardName& name, std::uint32_t number, const ModelFile& opened,
                                                   Weights weights)
{
    const auto path = name.sibling(number);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return fail(ErrorCode::NotFound, path.string(), fmt::format("shard {} of {} is missing", number, name.count));
    auto mapped = MappedFile::open(path);
    if (!mapped)
        return tl::unexpected(std::move(mapped.error()));
    auto shard = ModelFile::parse(std::move(*mapped), weights);
    if (shard)
        HEADROOM_TRY(checkPlace(**shard, number - 1, opened));
    return shard;
}

Status append(ModelParts& parts, const ModelFile& shard)
{
    if (parts.files.empty())
        parts.metadata = shard.metadata();
    HEADROOM_TRY(checkKeys(shard, parts.metadata));
    for (TensorInfo info : shard.tensors()) {
        info.file = static_cast<std::uint32_t>(parts.files.size());
        parts.tensors.push_back(std::move(info));
    }
    parts.files.push_back(shard.files().front());
    parts.hasWeights = parts.hasWeights && shard.hasWeights();
    return {};
}

Status checkTensorCount(const ModelParts& parts)
{
    const auto stated = parts.metadata.unsignedInteger(kTensorCount);
    if (!stated || *stated == parts.tensors.size())
        return {};
    return fail(
        ErrorCode::Corrupt, fmt::format("{}, key \"{}\"", parts.path.string(), kTensorCount),
        fmt::format("announces {} tensors, the {} shards hold {}", *stated, parts.files.size(), parts.tensors.size()));
}

/// What the shards that are here hold.
Status appendAll(ModelParts& parts, const ShardName& name, const ModelFile& opened, Weights weights)
{
    std::uint32_t missing = 0;
    for (std::uint32_t number = 1; number <= name.count; ++number) {
        auto shard = openShard(name, number, opened, weights);
        const bool isLeftOut = !shard && shard.error().code == ErrorCode::NotFound && number > 1;
        if (!shard && !(isLeftOut && weights == Weights::Optional))
            return tl::unexpected(std::move(shard.error()));
        missing += isLeftOut ? 1 : 0;
        if (shard)
            HEADROOM_TRY(append(parts, **shard));
    }
    if (missing > 0)
        parts.unsized = fmt::format("{} of its {} shards are missing", missing, name.count);
    parts.hasWeights = parts.hasWeights && missing == 0;
    if (!parts.hasWeights)
        parts.format += ", header only";
    return {};
}

Result<std::shared_ptr<const ModelFile>> join(const ModelFile& opened, Weights weights)
{
    const std::uint64_t count = countOf(opened);
    const auto name = ShardName::of(opened.path());
    if (count > kMaxShards)
        return fail(ErrorCode::Corrupt, keyOf(opened, kCount), fmt::format("{} shards are beyond any model", count));
    if (!name || name->count != count)
        return fail(ErrorCode::Unsupported, keyOf(opened, kCount),
                    fmt::format("is one of {} shards, but its name does not end in -{:05}-of-{:05}.gguf, by which the "
                                "others are found",
                                count, opened.metadata().unsignedInteger(kNumber).value_or(0) + 1, count));
    ModelParts parts;
    parts.path = opened.path();
    parts.version = opened.version();
    parts.format = fmt::format("GGUF v{}, {} shards", opened.version(), count);
    HEADROOM_TRY(appendAll(parts, *name, opened, weights));
    const auto announced = parts.metadata.unsignedInteger(kTensorCount);
    if (!parts.hasWeights && announced && *announced > parts.tensors.size())
        HEADROOM_TRY(announceRest(parts, *announced));
    HEADROOM_TRY(checkTensorCount(parts));
    for (const auto key : {kNumber, kCount, kTensorCount})
        parts.metadata.erase(key);
    return ModelFile::assemble(std::move(parts));
}

/// Five digits at the least, as llama-gguf-split and Hugging Face write them.
std::optional<std::uint32_t> takeNumber(std::string& stem)
{
    const std::size_t digits = stem.size() - (stem.find_last_not_of("0123456789") + 1);
    std::uint32_t value = 0;
    const char* begin = stem.data() + stem.size() - digits;
    if (digits != 5 || std::from_chars(begin, stem.data() + stem.size(), value).ec != std::errc())
        return std::nullopt;
    stem.resize(stem.size() - digits);
    return value;
}

bool takeText(std::string& stem, std::string_view text)
{
    if (!stem.ends_with(text))
        return false;
    stem.resize(stem.size() - text.size());
    return true;
}

} // namespace

std::optional<ShardName> ShardName::of(const std::filesystem::path& path)
{
    std::string stem = (path.parent_path() / path.stem()).string();
    const auto count = takeNumber(stem);
    if (!count || !takeText(stem, "-of-"))
        return std::nullopt;
    const auto number = takeNumber(stem);
    if (!number || !takeText(stem, "-") || *number == 0 || *number > *count)
        return std::nullopt;
    return ShardName{stem, *number, *count, path.extension().string()};
}

std::filesystem::path ShardName::sibling(std::uint32_t wanted) const
{
    return fmt::format("{}-{:05}-of-{:05}{}", prefix, wanted, count, extension);
}

std::vector<std::filesystem::path> filesEndingIn(const std::filesystem::path& folder, std::string_view extension)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().filename().string().ends_with(extension))
            found.push_back(entry->path());
    std::ranges::sort(found);
    return found;
}

Result<std::filesystem::path> onlyModelOf(const std::filesystem::path& folder,
                                          const std::vector<std::filesystem::path>& files)
{
    const auto shard = ShardName::of(files.front());
    const bool shards = std::ranges::all_of(files, [&](const auto& path) {
        const auto name = ShardName::of(path);
        return name && shard && name->prefix == shard->prefix && name->count == shard->count;
    });
    if (files.size() > 1 && !shards)
        return fail(ErrorCode::InvalidArgument, folder.string(),
                    fmt::format("holds several models, {} and {} among them: open one file",
                                files[0].filename().string(), files[1].filename().string()));
    return files.front();
}

Result<std::shared_ptr<const ModelFile>> openGguf(const std::filesystem::path& path, Weights weights)
{
    auto mapped = MappedFile::open(path);
    if (!mapped)
        return tl::unexpected(std::move(mapped.error()));
    auto file = ModelFile::parse(std::move(*mapped), weights);
    if (file && countOf(**file) > 1)
        return join(**file, weights);
    return file && (*file)->announcedTensors() > (*file)->tensors().size() ? withRest(**file) : file;
}

} // namespace headroom::model
