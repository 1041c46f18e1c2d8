// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/safetensorswriter.h"

#include "core/base/json.h"
#include "core/model/ggufcursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace headroom::model::hf {

namespace {

constexpr const char* kIndexName = "model.safetensors.index.json";
constexpr std::uint64_t kPiece = 16U << 20U; ///< bytes between two writes

std::optional<std::string_view> nameOf(tensor::Type type)
{
    constexpr std::array kDTypes{DType::F64, DType::F32, DType::F16, DType::BF16,
                                 DType::I64, DType::I32, DType::I16, DType::I8};
    for (const DType dtype : kDTypes)
        if (dtypeRow(dtype).type == type)
            return dtypeRow(dtype).name;
    return std::nullopt;
}

Result<std::string> headerOf(std::span<const Outgoing> tensors)
{
    Json header{{"__metadata__", {{"format", "pt"}}}};
    std::uint64_t offset = 0;
    for (const Outgoing& tensor : tensors) {
        const auto dtype = tensor.dtype ? std::optional(dtypeRow(*tensor.dtype).name) : nameOf(tensor.rows.type);
        if (!dtype)
            return fail(ErrorCode::Unsupported, fmt::format("tensor \"{}\"", printable(tensor.name)),
                        fmt::format("type {} has no name in safetensors", tensor::format(tensor.rows.type).name));
        const std::vector<std::uint64_t> shape(tensor.rows.shape.rbegin(), tensor.rows.shape.rend());
        const std::uint64_t end = offset + tensor.rows.bytes();
        header[tensor.name] = {{"dtype", *dtype}, {"shape", shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

std::uint64_t bytesOf(std::span<const Outgoing> tensors)
{
    std::uint64_t bytes = 0;
    for (const Outgoing& tensor : tensors)
        bytes += tensor.rows.bytes();
    return bytes;
}

/// Of the first number whose exponent is all ones, which neither is nor becomes a finite one.
template <class Word> std::optional<std::uint64_t> firstNotFinite(std::span<const std::byte> bytes, Word exponent)
{
    for (std::uint64_t i = 0; i + sizeof(Word) <= bytes.size(); i += sizeof(Word)) {
        Word word;
        std::memcpy(&word, bytes.data() + i, sizeof word);
        if ((word & exponent) == exponent)
            return i / sizeof(Word);
    }
    return std::nullopt;
}

/// Nothing for types that hold finite numbers alone.
std::optional<std::uint64_t> firstNotFinite(std::span<const std::byte> bytes, tensor::Type type)
{
    switch (type) {
    case tensor::Type::F32:
        return firstNotFinite<std::uint32_t>(bytes, 0x7F800000U);
    case tensor::Type::F16:
        return firstNotFinite<std::uint16_t>(bytes, 0x7C00U);
    case tensor::Type::BF16:
        return firstNotFinite<std::uint16_t>(bytes, 0x7F80U);
    default:
        return std::nullopt;
    }
}

class Writer {
public:
    Writer(JobControl& control, std::span<const Outgoing> all) : m_control(control)
    {
        m_progress.stage = "export";
        m_progress.total = all.size();
        m_progress.totalBytes = bytesOf(all);
    }
    Status shard(const std::filesystem::path& path, std::span<const Outgoing> tensors)
    {
        const auto header = headerOf(tensors);
        if (!header)
            return tl::unexpected(header.error());
        const std::uint64_t length = header->size();
        auto file = AtomicFile::create(path, sizeof length + length + bytesOf(tensors));
        if (!file)
            return tl::unexpected(std::move(file.error()));
        HEADROOM_TRY(file->write(std::as_bytes(std::span(&length, 1))));
        HEADROOM_TRY(file->write(*header));
        for (const Outgoing& tensor : tensors)
            HEADROOM_TRY(write(*file, tensor));
        return file->commit();
    }

private:
    Status write(AtomicFile& file, const Outgoing& tensor)
    {
        m_progress.item = said(tensor.name);
        if (tensor.prepare)
            HEADROOM_TRY(tensor.prepare());
        const std::uint64_t rowBytes = std::max<std::uint64_t>(1, tensor.rows.rowBytes());
        const std::uint64_t perPiece = std::max<std::uint64_t>(1, kPiece / rowBytes);
        const std::uint64_t count = tensor.rows.count();
        for (std::uint64_t first = 0; first < count; first += perPiece) {
            HEADROOM_TRY(m_control.checkpoint());
            const std::uint64_t number = std::min(perPiece, count - first);
            m_buffer.resize(number * rowBytes);
            tensor.rows.get(first, number, m_buffer);
            if (const auto bad = firstNotFinite(m_buffer, tensor.rows.type))
                return fail(ErrorCode::Corrupt,
                            fmt::format("tensor \"{}\", weight {}", printable(tensor.name),
                                        first * tensor.rows.columns() + *bad),
                            "is not a finite number");
            HEADROOM_TRY(file.write(m_buffer));
            m_progress.bytes += m_buffer.size();
            m_control.report(m_progress);
        }
        ++m_progress.done;
        return {};
    }

    JobControl& m_control;
    Progress m_progress;
    std::vector<std::byte> m_buffer;
};

/// Where each shard ends.
std::vector<std::size_t> cuts(const std::vector<Outgoing>& tensors, std::uint64_t shardBytes)
{
    std::vector<std::size_t> ends;
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const std::uint64_t own = tensors[i].rows.bytes();
        if (bytes > 0 && bytes + own > shardBytes) {
            ends.push_back(i);
            bytes = 0;
        }
        bytes += own;
    }
    ends.push_back(tensors.size());
    return ends;
}

/// File name and tensors of each shard.
using Shard = std::pair<std::string, std::span<const Outgoing>>;
std::vector<Shard> shardsOf(const std::vector<Outgoing>& tensors, std::uint64_t shardBytes)
{
    const auto ends = cuts(tensors, shardBytes);
    if (ends.size() == 1)
        return {{"model.safetensors", tensors}};
    std::vector<Shard> shards;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        shards.emplace_back(fmt::format("model-{:05}-of-{:05}.safetensors", shards.size() + 1, ends.size()),
                            std::span(tensors).subspan(begin, end - begin));
        begin = end;
    }
    return shards;
}

/// Which file each tensor is in; empty for a single file.
std::string indexOf(std::span<const Shard> shards, std::uint64_t bytes)
{
    if (shards.size() == 1)
        return {};
    Json map = Json::object();
    for (const auto& [name, part] : shards)
        for (const Outgoing& tensor : part)
            map[tensor.name] = name;
    const Json index{{"metadata", {{"total_size", bytes}}}, {"weight_map", std::move(map)}};
    return index.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace

Status writeSafetensors(const std::filesystem::path& folder, const std::vector<Outgoing>& tensors,
                        std::uint64_t shardBytes, JobControl& control)
{
    Writer writer(control, tensors);
    const auto shards = shardsOf(tensors, shardBytes);
    for (const auto& [name, part] : shards)
        HEADROOM_TRY(writer.shard(folder / name, part));
    const std::string index = indexOf(shards, bytesOf(tensors));
    return index.empty() ? Status() : writeFile(folder / kIndexName, std::as_bytes(std::span(index)));
}

Result<FileSizes> safetensorsFiles(const std::vector<Outgoing>& tensors, std::uint64_t shardBytes)
{
    FileSizes files;
    const auto shards = shardsOf(tensors, shardBytes);
    for (const auto& [name, part] : shards) {
        const auto header = headerOf(part);
        if (!header)
            return tl::unexpected(header.error());
        files.emplace_back(name, sizeof(std::uint64_t) + header->size() + bytesOf(part));
    }
    if (const std::string index = indexOf(shards, bytesOf(tensors)); !index.empty())
        files.emplace_back(kIndexName, index.size());
    return files;
}

} // namespace headroom::model::hf
