// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/modelfile.h"

#include "core/base/hash.h"
#include "core/base/knownhashes.h"
#include "core/model/ggufreader.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <numeric>

namespace headroom::model {

/// Tensors that data() had to convert, by index.
struct ModelFile::Converted {
    std::mutex mutex;
    std::map<std::size_t, std::unique_ptr<std::byte[]>> tensors;
};

std::uint64_t TensorInfo::elements() const
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

ModelFile::ModelFile() : m_converted(std::make_unique<Converted>()) { }
ModelFile::~ModelFile() = default;

Result<std::shared_ptr<const ModelFile>> ModelFile::parse(std::span<const std::byte> bytes, std::string name,
                                                          Weights weights)
{
    auto file = std::make_shared<ModelFile>();
    file->m_path = name;
    file->m_bytes = {bytes};
    HEADROOM_TRY(GgufReader(bytes, std::move(name), weights).read(*file));
    return std::shared_ptr<const ModelFile>(std::move(file));
}

Result<std::shared_ptr<const ModelFile>> ModelFile::parse(std::shared_ptr<const MappedFile> mapped, Weights weights)
{
    auto file = std::make_shared<ModelFile>();
    file->m_path = mapped->path();
    file->m_bytes = {mapped->bytes()};
    file->m_files = {std::move(mapped)};
    HEADROOM_TRY(GgufReader(file->m_bytes.front(), file->m_path.string(), weights).read(*file));
    return std::shared_ptr<const ModelFile>(std::move(file));
}

Result<std::shared_ptr<const ModelFile>> ModelFile::assemble(ModelParts parts)
{
    auto file = std::make_shared<ModelFile>();
    for (std::size_t i = 0; i < parts.tensors.size(); ++i) {
        const TensorInfo& info = parts.tensors[i];
        if (!file->m_index.emplace(info.name, i).second)
            return fail(
                ErrorCode::Corrupt,
                fmt::format("{}, tensor \"{}\"",
                            (info.file < parts.files.size() ? parts.files[info.file]->path() : parts.path).string(),
                            printable(info.name)),
                "appears twice");
    }
    for (const auto& mapped : parts.files)
        file->m_bytes.push_back(mapped->bytes());
    file->m_path = std::move(parts.path);
    file->m_format = std::move(parts.format);
    file->m_files = std::move(parts.files);
    for (const auto& path : parts.companions) {
        auto companion = MappedFile::open(path);
        if (!companion)
            return tl::unexpected(std::move(companion.error()));
        file->m_companions.push_back(std::move(*companion));
    }
    file->m_metadata = std::move(parts.metadata);
    file->m_tensors = std::move(parts.tensors);
    file->m_quantization = std::move(parts.quantization);
    file->m_version = parts.version;
    file->m_hasWeights = parts.hasWeights;
    file->m_unsized = std::move(parts.unsized);
    file->m_announced = file->m_tensors.size();
    file->m_leftOut = std::move(parts.leftOut);
    std::ranges::stable_sort(file->m_leftOut, std::greater<>(), &LeftOut::bytes);
    file->m_readers = std::move(parts.readers);
    return std::shared_ptr<const ModelFile>(std::move(file));
}

std::uint64_t ModelFile::fileBytes() const
{
    return std::transform_reduce(m_bytes.begin(), m_bytes.end(), std::uint64_t{0}, std::plus<>(),
                                 [](const auto& bytes) { return bytes.size(); });
}

std::uint64_t ModelFile::diskBytes() const
{
    std::uint64_t bytes = fileBytes();
    for (const auto& companion : m_companions)
        bytes += companion->bytes().size();
    return bytes;
}

std::vector<std::shared_ptr<const MappedFile>> ModelFile::allFiles() const
{
    auto files = m_companions;
    files.insert(files.end(), m_files.begin(), m_files.end());
    std::ranges::sort(files, {}, [](const auto& file) { return file->path(); });
    return files;
}

std::vector<std::filesystem::path> ModelFile::paths() const
{
    std::vector<std::filesystem::path> paths;
    for (const auto& file : allFiles())
        paths.push_back(file->path());
    return paths;
}

std::vector<std::filesystem::path> filesOfModel(const std::filesystem::path& path)
{
    const auto file = ModelFile::open(path);
    return file ? (*file)->paths() : std::vector{path};
}

const TensorInfo* ModelFile::find(std::string_view name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_tensors[found->second];
}

std::size_t ModelFile::indexOf(const TensorInfo& info) const
{
    const auto found = m_index.find(info.name);
    return found == m_index.end() ? m_tensors.size() : found->second;
}

bool ModelFile::mapped(const TensorInfo& info) const
{
    const std::size_t index = m_readers.empty() ? 0 : indexOf(info);
    return index >= m_readers.size() || !m_readers[index];
}

std::span<const std::byte> ModelFile::data(const TensorInfo& info) const
{
    if (info.bytes == 0 || !m_hasWeights) // what is empty may be said to lie behind the end of the file
        return {};
    if (mapped(info))
        return m_bytes[info.file].subspan(info.offset, info.bytes);
    const std::size_t index = indexOf(info);
    const std::lock_guard lock(m_converted->mutex);
    auto& held = m_converted->tensors[index];
    if (!held) {
        auto bytes = std::make_unique_for_overwrite<std::byte[]>(info.bytes);
        m_readers[index](0, info.rows(), {bytes.get(), info.bytes});
        held = std::move(bytes);
    }
    return {held.get(), info.bytes};
}

void ModelFile::rows(const TensorInfo& info, std::uint64_t first, std::uint64_t count, std::span<std::byte> out) const
{
    if (info.bytes == 0 || !m_hasWeights)
        return;
    if (!mapped(info))
        return m_readers[indexOf(info)](first, count, out);
    const std::uint64_t rowBytes = info.rowBytes();
    std::ranges::copy(m_bytes[info.file].subspan(info.offset + first * rowBytes, count * rowBytes), out.begin());
}

void ModelFile::release(const TensorInfo& info) const
{
    if (info.bytes == 0 || !m_hasWeights)
        return;
    if (mapped(info)) {
        if (info.file < m_files.size())
            m_files[info.file]->release(info.offset, info.bytes);
        return;
    }
    const std::lock_guard lock(m_converted->mutex);
    m_converted->tensors.erase(indexOf(info));
}

Status ModelFile::intact() const
{
    for (const auto& file : allFiles())
        HEADROOM_TRY(file->intact());
    return {};
}

void ModelFile::remember() const
{
    for (const auto& file : allFiles())
        static_cast<void>(file->print());
}

Result<std::string> ModelFile::sha256(JobControl& control) const
{
    return hashOf([&](const MappedFile& file) { return sha256Of(file, control); });
}

Result<std::string> ModelFile::knownSha256(JobControl& control) const
{
    KnownHashes known(keptHashes());
    return hashOf([&](const MappedFile& file) { return known.sha256(file, control); });
}

std::uint64_t ModelFile::bytesToHash() const
{
    const KnownHashes known(keptHashes());
    std::uint64_t bytes = 0;
    for (const auto& file : allFiles())
        bytes += known.find(file->path()) ? 0 : file->bytes().size();
    return bytes;
}

Result<std::string> ModelFile::hashOf(const HashFile& hashFile) const
{
    remember();
    std::vector<std::string> hashes;
    for (const auto& file : allFiles()) {
        auto hash = hashFile(*file);
        if (!hash)
            return hash;
        hashes.push_back(std::move(*hash));
    }
    HEADROOM_TRY(intact());
    return sha256OfFiles(paths(), hashes);
}

std::string sha256OfFiles(std::span<const std::filesystem::path> paths, std::span<const std::string> hashes)
{
    if (paths.size() == 1)
        return hashes.front();
    std::string lines;
    for (std::size_t i = 0; i < paths.size(); ++i)
        lines += hashes[i] + "  " + paths[i].filename().string() + "\n";
    return headroom::sha256(std::as_bytes(std::span(lines)));
}

} // namespace headroom::model
