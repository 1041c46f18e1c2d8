// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/imatrix.h"

#include "core/base/hash.h"
#include "core/model/modelfile.h"
#include "core/quant/calibrate/imatrixlegacy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace headroom::quant {

namespace {

constexpr std::string_view kSums = ".in_sum2";
constexpr std::string_view kCounts = ".counts";

/// Beyond them no sum of squares of activations is one.
constexpr float kLeast = 1e-30F;
constexpr float kMost = 1e30F;
/// Beside a larger one, or by itself, what is below makes float32 products of sums vanish.
constexpr float kFaintBeside = 0x1p-50F;
constexpr float kFaint = 0x1p-56F;
/// Matrices whose largest value is beyond 2 to this power, either way, are brought back.
constexpr int kFarExponent = 30;

std::vector<float> floats(const model::ModelFile& file, const model::TensorInfo& info)
{
    std::vector<float> values(info.elements());
    const auto bytes = file.data(info);
    std::memcpy(values.data(), bytes.data(), std::min(bytes.size(), values.size() * sizeof(float)));
    return values;
}

Status readEntry(const model::ModelFile& file, const model::TensorInfo& sums, Imatrix& matrix)
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
    const auto file = model::ModelFile::open(path);
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
    HEADROOM_TRY((*file)->intact());
    return matrix;
}

model::TensorSource sourceOfValues(std::string name, std::vector<std::uint64_t> shape, const std::vector<float>& values)
{
    return {std::move(name), tensor::Type::F32, std::move(shape), [&values]() -> Result<std::vector<std::byte>> {
                const auto bytes = std::as_bytes(std::span(values));
                return std::vector<std::byte>(bytes.begin(), bytes.end());
            }};
}

model::Metadata imatrixMetadata(const Imatrix& matrix)
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
    matrix->where = path.string();
    matrix->sha256 = sha256(bytes);
    HEADROOM_TRY((*file)->intact()); // what was read is what was hashed
    return matrix;
}

Status writeImatrix(const std::filesystem::path& path, const Imatrix& matrix, JobControl& control)
{
    std::vector<model::TensorSource> sources;
    for (const auto& [name, entry] : matrix.entries) {
        if (entry.counts.empty() || entry.sums.empty() || entry.sums.size() % entry.counts.size() != 0)
            return fail(ErrorCode::InvalidArgument, fmt::format("entry \"{}\"", name), "has sums that suit no counts");
        sources.push_back(
            sourceOfValues(name + std::string(kSums), {entry.columns(), entry.counts.size()}, entry.sums));
        sources.push_back(sourceOfValues(name + std::string(kCounts), {1, entry.counts.size()}, entry.counts));
    }
    return model::writeGguf(path, imatrixMetadata(matrix), sources, control);
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

std::optional<std::size_t> replaceUnusable(std::span<float> columns)
{
    float most = 0;
    for (const float value : columns)
        if (value >= kLeast && value <= kMost)
            most = std::max(most, value);
    if (most == 0)
        return std::nullopt;
    const int exponent = std::ilogb(most);
    // A power of two changes no bit of what is searched with it, and leaves what is near 1 as it is.
    const float scale = std::abs(exponent) > kFarExponent ? std::ldexp(1.0F, -exponent) : 1.0F;
    const float floor = std::max(most * scale * kFaintBeside, kFaint);
    float least = most * scale;
    std::size_t replaced = 0;
    for (float& value : columns) {
        replaced += value > kMost ? 1 : 0;
        value = value > kMost ? most * scale : value * scale;
        least = value >= floor ? std::min(least, value) : least;
    }
    for (float& value : columns)
        if (!(value >= floor)) {
            value = least;
            ++replaced;
        }
    return replaced;
}

Importance usableImportance(const ImatrixEntry& entry, std::size_t matrices)
{
    Importance out{importanceOf(entry), std::max(matrices, entry.counts.size())};
    const std::size_t width = entry.sums.size() / std::max<std::size_t>(1, out.matrices);
    for (std::size_t i = 0; i < out.matrices; ++i) {
        const auto columns = std::span(out.columns).subspan(i * width, width);
        const bool seen = entry.counts[i * entry.counts.size() / out.matrices] > 0;
        const auto replaced = seen ? replaceUnusable(columns) : std::nullopt;
        if (!replaced)
            std::ranges::fill(columns, 1.0F);
        out.unknownMatrices += replaced ? 0 : 1;
        out.replacedColumns += replaced.value_or(0);
    }
    if (out.unknownMatrices == out.matrices)
        out.columns.clear();
    return out;
}

} // namespace headroom::quant
