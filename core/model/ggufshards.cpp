// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/ggufshards.h"

#include "core/model/ggufreader.h"
#include "core/model/ggufsplit.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

/// Bytes of one tensor's entry in a header: name, number of dimensions, dimensions, type, offset.
std::uint64_t entryBytes(const TensorSource& source)
{
    return 8 + source.name.size() + 4 + 8 * source.shape.size() + 4 + 8;
}

void setPlace(Metadata& metadata, std::size_t number, std::size_t count, std::size_t tensors)
{
    metadata.set("split.no", {static_cast<std::uint16_t>(number)});
    metadata.set("split.count", {static_cast<std::uint16_t>(count)});
    metadata.set("split.tensors.count", {static_cast<std::int32_t>(tensors)});
}

Metadata keysOf(const Metadata& whole, std::size_t number, std::size_t count, std::size_t tensors)
{
    Metadata keys = number == 0 ? whole : Metadata();
    setPlace(keys, number, count, tensors);
    return keys;
}

/// Where shards begin. Sizes come from the layout of the whole, which has checked every tensor.
class Cutter {
public:
    Cutter(const std::vector<TensorSource>& tensors, const GgufLayout& whole, const SplitLimits& limits)
        : m_tensors(tensors), m_whole(whole), m_limits(limits)
    {
    }

    std::vector<std::size_t> starts(std::uint64_t firstKeys, std::uint64_t laterKeys)
    {
        std::vector<std::size_t> starts{0};
        m_alignment = m_whole.alignment;
        begin(firstKeys);
        for (std::size_t i = 0; i < m_tensors.size(); ++i) {
            if (m_count > 0 && !fits(i)) {
                starts.push_back(i);
                m_alignment
                    = kDefaultAlignment; // of files that do not say: general.alignment stands in the first alone
                begin(laterKeys);
            }
            m_header += entryBytes(m_tensors[i]);
            m_data += alignUp(m_whole.sizes[i], m_alignment);
            ++m_count;
        }
        return starts;
    }

private:
    void begin(std::uint64_t keys)
    {
        m_header = keys;
        m_data = 0;
        m_count = 0;
    }
    bool fits(std::size_t i) const
    {
        if (m_limits.maxTensors > 0 && m_count >= m_limits.maxTensors)
            return false;
        const std::uint64_t bytes = alignUp(m_header + entryBytes(m_tensors[i]), m_alignment) + m_data
            + alignUp(m_whole.sizes[i], m_alignment);
        return m_limits.maxBytes == 0 || bytes <= m_limits.maxBytes;
    }

    const std::vector<TensorSource>& m_tensors;
    const GgufLayout& m_whole;
    SplitLimits m_limits;
    std::uint64_t m_alignment = 0;
    std::uint64_t m_header = 0;
    std::uint64_t m_data = 0;
    std::uint64_t m_count = 0;
};

Result<std::vector<std::size_t>> cut(const Metadata& metadata, const std::vector<TensorSource>& tensors,
                                     const GgufLayout& whole, const SplitLimits& limits)
{
    const auto first = layOutGguf(keysOf(metadata, 0, 1, tensors.size()), {});
    const auto later = layOutGguf(keysOf(metadata, 1, 2, tensors.size()), {});
    if (!first || !later)
        return tl::unexpected(first ? later.error() : first.error());
    auto starts = Cutter(tensors, whole, limits).starts(first->header.size(), later->header.size());
    if (starts.size() > kMaxShards)
        return fail(ErrorCode::InvalidArgument, "split",
                    fmt::format("would make {} files, more than the {} that a model may have; allow larger ones",
                                starts.size(), kMaxShards));
    return starts;
}

} // namespace

Result<std::vector<GgufShard>> layOutShards(const Metadata& metadata, const std::vector<TensorSource>& tensors,
                                            const SplitLimits& limits)
{
    auto whole = layOutGguf(metadata, tensors);
    if (!whole)
        return tl::unexpected(std::move(whole.error()));
    std::vector<GgufShard> shards;
    if (!limits.any()) {
        shards.push_back({0, std::move(*whole)});
        return shards;
    }
    const auto starts = cut(metadata, tensors, *whole, limits);
    if (!starts)
        return tl::unexpected(starts.error());
    for (std::size_t i = 0; i < starts->size(); ++i) {
        const auto begin = tensors.begin() + std::ptrdiff_t((*starts)[i]);
        const auto end = i + 1 < starts->size() ? tensors.begin() + std::ptrdiff_t((*starts)[i + 1]) : tensors.end();
        auto layout = layOutGguf(keysOf(metadata, i, starts->size(), tensors.size()), {begin, end});
        if (!layout)
            return tl::unexpected(std::move(layout.error()));
        shards.push_back({(*starts)[i], std::move(*layout)});
    }
    return shards;
}

std::vector<std::filesystem::path> shardPaths(const std::filesystem::path& path, std::size_t count)
{
    const ShardName name{(path.parent_path() / path.stem()).string(), 1, static_cast<std::uint32_t>(count),
                         path.extension().string()};
    std::vector<std::filesystem::path> paths;
    for (std::uint32_t number = 1; number <= count; ++number)
        paths.push_back(name.sibling(number));
    return paths;
}

} // namespace headroom::model
