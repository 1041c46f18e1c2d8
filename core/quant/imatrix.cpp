// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/imatrix.h"

#include "core/base/hash.h"
#include "core/model/gguf.h"
#include "core/quant/imatrixlegacy.h"

#include <fmt/format.h>

#include <cstring>

namespace headroom::quant {

namespace {

constexpr std::string_view kSums = ".in_sum2";
constexpr std::string_view kCounts = ".counts";

std::vector<float> floats(const model::GgufFile& file, const model::TensorInfo& info)
{
    std::vector<float> values(info.elements());
    const auto bytes = file.data(info);
    std::memcpy(values.data(), bytes.data(), std::min(bytes.size(), values.size() * sizeof(float)));
    return values;
}

Status readEntry(const model::GgufFile& file, const model::TensorInfo& sums, Imatrix& matrix)
{
    const std::string name = sums.name.substr(0, sums.name.size() - kSums.size());
    const std::string where = fmt::format("{}, entry \"{}\"", file.path().string(), name);
    const auto* counts = file.find(name + std::string(kCounts));
    if (!counts)
        return fail(ErrorCode::Corrupt, where, "has sums, but no counts");
    if (sums.type != tensor::Type::F32 || counts->type != tensor::Type::F32)
        return fail(ErrorCode::Corrupt, where, "is not stored as F32");
    if (counts->elements() == 0 || counts->elements() != sums.rows())
        return fail(ErrorCode::Corrupt, where,
                    fmt::format("has {} counts for {} matrices", counts->elements(), sums.rows()));
    ImatrixEntry entry{floats(file, sums), floats(file, *counts)};
    HEADROOM_TRY(checkEntry(entry, where));
    matrix.entries.emplace(name, std::move(entry));
    return {};
}

Result<Imatrix> readGguf(const std::filesystem::path& path)
{
    const auto file = model::GgufFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto type = (*file)->metadata().text("general.type");
    if (type != "imatrix")
        return fail(ErrorCode::InvalidArgument, path.string(),
                    fmt::format("is a GGUF file, but no importance matrix (general.type is {})",
                                type ? "\"" + std::string(*type) + "\"" : "absent"));
    Imatrix matrix;
    matrix.chunks = static_cast<std::uint32_t>((*file)->metadata().unsignedInteger("imatrix.chunk_count").value_or(0));
    matrix.chunkTokens
        = static_cast<std::uint32_t>((*file)->metadata().unsignedInteger("imatrix.chunk_size").value_or(0));
    if (const model::Array* datasets = (*file)->metadata().array("imatrix.datasets"))
        for (const auto& item : datasets->items)
            if (const auto* text = std::get_if<std::string>(&item.data))
                matrix.datasets.push_back(*text);
    for (const auto& info : (*file)->tensors())
        if (info.name.ends_with(kSums) && info.name.size() > kSums.size())
            HEADROOM_TRY(readEntry(**file, info, matrix));
    if (matrix.entries.empty())
        return fail(ErrorCode::Corrupt, path.string(), "is an importance matrix without entries");
    return matrix;
}

model::TensorSource sourceOf(std::string name, std::vector<std::uint64_t> shape, const std::vector<float>& values)
{
    return {std::move(name), tensor::Type::F32, std::move(shape), [&values]() -> Result<std::vector<std::byte>> {
                const auto bytes = std::as_bytes(std::span(values));
                return std::vector<std::byte>(bytes.begin(), bytes.end());
            }};
}

model::Metadata metadataOf(const Imatrix& matrix)
{
    constexpr std::uint32_t kText = 8; // GGUF's type of an array of texts
    model::Array datasets{kText, {}};
    for (const auto& name : matrix.datasets)
        datasets.items.push_back({name});
    model::Metadata metadata;
    metadata.set("general.type", {std::string("imatrix")});
    metadata.set("imatrix.datasets", {std::move(datasets)});
    metadata.set("imatrix.chunk_count", {matrix.chunks});
    metadata.set("imatrix.chunk_size", {matrix.chunkTokens});
    return metadata;
}

} // namespace

Result<Imatrix> readImatrix(const std::filesystem::path& path)
{
    const auto file = MappedFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto bytes = (*file)->bytes();
    const bool isGguf = bytes.size() >= 4 && std::memcmp(bytes.data(), "GGUF", 4) == 0;
    auto matrix = isGguf ? readGguf(path) : parseLegacyImatrix(bytes, path.string());
    if (!matrix)
        return matrix;
    matrix->name = path.filename().string();
    matrix->sha256 = sha256(bytes);
    return matrix;
}

Status writeImatrix(const std::filesystem::path& path, const Imatrix& matrix, JobControl& control)
{
    std::vector<model::TensorSource> sources;
    for (const auto& [name, entry] : matrix.entries) {
        if (entry.counts.empty() || entry.sums.empty() || entry.sums.size() % entry.counts.size() != 0)
            return fail(ErrorCode::InvalidArgument, fmt::format("entry \"{}\"", name), "has sums that suit no counts");
        sources.push_back(sourceOf(name + std::string(kSums), {entry.columns(), entry.counts.size()}, entry.sums));
        sources.push_back(sourceOf(name + std::string(kCounts), {1, entry.counts.size()}, entry.counts));
    }
    return model::writeGguf(path, metadataOf(matrix), sources, control);
}

Status merge(Imatrix& into, const Imatrix& other)
{
    for (const auto& [name, entry] : other.entries) {
        const auto found = into.entries.find(name);
        if (found != into.entries.end()
            && (found->second.sums.size() != entry.sums.size() || found->second.counts.size() != entry.counts.size()))
            return fail(ErrorCode::InvalidArgument, fmt::format("{}, entry \"{}\"", other.name, name),
                        fmt::format("has {} values and {} counts, not {} and {}", entry.sums.size(),
                                    entry.counts.size(), found->second.sums.size(), found->second.counts.size()));
    }
    for (const auto& [name, entry] : other.entries) {
        const auto [row, isNew] = into.entries.try_emplace(name, entry);
        for (std::size_t i = 0; !isNew && i < entry.sums.size(); ++i)
            row->second.sums[i] += entry.sums[i];
        for (std::size_t i = 0; !isNew && i < entry.counts.size(); ++i)
            row->second.counts[i] += entry.counts[i];
    }
    into.datasets.insert(into.datasets.end(), other.datasets.begin(), other.datasets.end());
    into.chunks += other.chunks;
    into.chunkTokens = into.chunkTokens == 0 ? other.chunkTokens : into.chunkTokens;
    return {};
}

std::vector<float> importanceOf(const ImatrixEntry& entry)
{
    std::vector<float> importance(entry.sums.size(), 1.0F);
    const std::size_t columns = entry.columns();
    for (std::size_t i = 0; i < importance.size(); ++i)
        if (const float count = entry.counts[i / columns]; count > 0)
            importance[i] = entry.sums[i] / count;
    return importance;
}

} // namespace headroom::quant
