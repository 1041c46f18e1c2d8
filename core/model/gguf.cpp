// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/gguf.h"

#include "core/model/ggufreader.h"

#include <functional>
#include <numeric>

namespace headroom::model {

std::uint64_t TensorInfo::elements() const
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

Result<std::shared_ptr<const GgufFile>> GgufFile::parse(std::span<const std::byte> bytes, std::string name)
{
    auto file = std::make_shared<GgufFile>();
    file->m_path = name;
    file->m_bytes = bytes;
    HEADROOM_TRY(GgufReader(bytes, std::move(name)).read(*file));
    return std::shared_ptr<const GgufFile>(std::move(file));
}

Result<std::shared_ptr<const GgufFile>> GgufFile::open(const std::filesystem::path& path)
{
    auto mapped = MappedFile::open(path);
    if (!mapped)
        return tl::unexpected(std::move(mapped.error()));
    auto file = std::make_shared<GgufFile>();
    file->m_path = path;
    file->m_bytes = (*mapped)->bytes();
    file->m_file = std::move(*mapped);
    HEADROOM_TRY(GgufReader(file->m_bytes, path.string()).read(*file));
    return std::shared_ptr<const GgufFile>(std::move(file));
}

const TensorInfo* GgufFile::find(std::string_view name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_tensors[found->second];
}

void GgufFile::release(const TensorInfo& info) const
{
    if (m_file)
        m_file->release(info.offset, info.bytes);
}

} // namespace headroom::model
