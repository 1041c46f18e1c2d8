// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Tensor infos: name · u32 dimensions · count[dimensions], fastest first · u32 type · u64 offset from the data's start.
#include "core/model/foreigntypes.h"
#include "core/model/ggufreader.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model {

namespace {

std::string nameOf(const TensorInfo& info)
{
    return fmt::format("tensor \"{}\"", printable(info.name));
}

/// Blocks of another size than ours are a fork's, which gave its own type the same number.
std::string otherSize(const TensorInfo& info, std::uint64_t room)
{
    const tensor::Format& format = tensor::format(info.type);
    if (format.blockSize == 1)
        return {};
    return fmt::format(", whose {} bytes as {} are {} in the file: it may be a fork's type {}", info.bytes, format.name,
                       room, static_cast<std::uint32_t>(info.type));
}

} // namespace

void GgufReader::readTensors(ModelFile& file)
{
    if (!m_cursor.ok())
        return;
    file.m_tensors.reserve(m_tensorCount);
    for (std::uint64_t i = 0; m_cursor.ok() && i < m_tensorCount; ++i) {
        const std::uint64_t start = m_cursor.offset();
        TensorInfo info = readTensor(i);
        if (endsWithin(file, start))
            return;
        if (m_cursor.ok() && !file.m_index.emplace(info.name, i).second)
            m_cursor.fail(ErrorCode::Corrupt, start, nameOf(info), "appears twice");
        file.m_tensors.push_back(std::move(info));
    }
}

/// Whether the list is cut off at what begins here, which is good enough where no weights are needed.
bool GgufReader::endsWithin(const ModelFile& file, std::uint64_t start)
{
    const bool ends = !m_cursor.ok() && m_cursor.error()->code == ErrorCode::Truncated;
    if (!ends || m_weights == Weights::Needed || file.m_tensors.empty())
        return false;
    m_cursor.rewind(start);
    return true;
}

TensorInfo GgufReader::readTensor(std::uint64_t index)
{
    TensorInfo info;
    const std::uint64_t start = m_cursor.offset();
    const std::string position = fmt::format("name of tensor {}", index);
    info.name = m_cursor.text(position, kMaxTensorName);
    if (m_cursor.ok() && info.name.empty())
        m_cursor.fail(ErrorCode::Corrupt, start, position, "is empty");
    readShape(info);
    readType(info);
    info.offset = m_cursor.number<std::uint64_t>(nameOf(info) + ", offset");
    return info;
}

void GgufReader::readShape(TensorInfo& info)
{
    const std::string field = nameOf(info) + ", dimensions";
    const std::uint64_t start = m_cursor.offset();
    const auto dimensions = m_cursor.number<std::uint32_t>(field);
    if (m_cursor.ok() && dimensions > kMaxDimensions)
        return m_cursor.fail(ErrorCode::Corrupt, start, field,
                             fmt::format("{} dimensions, {} are possible", dimensions, kMaxDimensions));
    if (dimensions == 0) // a single number
        info.shape = {1};
    std::uint64_t extents = 1;
    constexpr auto kLimit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    for (std::uint32_t i = 0; m_cursor.ok() && i < dimensions; ++i) {
        const std::uint64_t at = m_cursor.offset();
        const std::uint64_t size = m_cursor.count(field);
        // Of a tensor with no elements the other extents still have to make sense.
        if (m_cursor.ok() && extents > kLimit / std::max<std::uint64_t>(size, 1))
            m_cursor.fail(ErrorCode::Corrupt, at, field, "the number of elements overflows 63 bits");
        extents *= std::max<std::uint64_t>(size, 1);
        info.shape.push_back(size);
    }
}

void GgufReader::readType(TensorInfo& info)
{
    const std::string field = nameOf(info) + ", type";
    const std::uint64_t start = m_cursor.offset();
    const auto id = m_cursor.number<std::uint32_t>(field);
    if (!m_cursor.ok())
        return;
    const tensor::Format* format = tensor::findFormat(id);
    if (!format)
        return m_cursor.fail(ErrorCode::Unsupported, start, field, foreignType(id));
    info.type = format->type;
    const auto bytes = tensor::packedBytes(info.type, info.columns(), info.elements());
    if (!bytes)
        return m_cursor.fail(ErrorCode::Corrupt, start, field,
                             info.columns() % format->blockSize
                                 ? fmt::format("rows of {} are no multiple of the {} block of {}", info.columns(),
                                               format->name, format->blockSize)
                                 : std::string("the size in bytes overflows 64 bits"));
    info.bytes = *bytes;
}

void GgufReader::failTensor(ErrorCode code, const TensorInfo& info, std::string detail)
{
    m_cursor.fail(code, info.offset, nameOf(info), std::move(detail));
}

void GgufReader::placeTensors(ModelFile& file)
{
    if (!m_cursor.ok() || file.m_tensors.size() < m_tensorCount)
        return;
    const std::uint64_t dataStart = alignUp(m_cursor.offset(), m_alignment);
    for (TensorInfo& info : file.m_tensors) {
        const std::uint64_t relative = info.offset;
        std::uint64_t end = 0;
        if (__builtin_add_overflow(relative, dataStart, &end) || __builtin_add_overflow(end, info.bytes, &end))
            return failTensor(ErrorCode::Corrupt, info, "the offset overflows 64 bits");
        info.offset += dataStart;
        if (relative % m_alignment != 0)
            return failTensor(ErrorCode::Corrupt, info,
                              fmt::format("offset {} is no multiple of the alignment {}", relative, m_alignment));
        m_end = info.bytes > 0 ? std::max(m_end, end) : m_end; // what is empty may lie anywhere
    }
    if (m_weights == Weights::Needed)
        checkPresent(file);
}

void GgufReader::checkPresent(const ModelFile& file)
{
    const std::uint64_t size = m_cursor.bytes().size();
    for (const TensorInfo& info : file.m_tensors) {
        const std::uint64_t present = std::min(info.bytes, size - std::min(info.offset, size));
        if (present < info.bytes)
            return failTensor(ErrorCode::Truncated, info,
                              fmt::format("{} of its {} bytes are missing: the file ends at byte {} of {}",
                                          info.bytes - present, info.bytes, size, m_end));
    }
}

void GgufReader::checkOverlap(const ModelFile& file)
{
    if (!m_cursor.ok())
        return;
    std::vector<const TensorInfo*> order;
    order.reserve(file.m_tensors.size());
    for (const TensorInfo& info : file.m_tensors)
        if (info.bytes > 0)
            order.push_back(&info);
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->offset < b->offset; });
    for (std::size_t i = 1; i < order.size(); ++i) {
        const TensorInfo& before = *order[i - 1];
        const std::uint64_t room = order[i]->offset - before.offset;
        if (room < before.bytes)
            return failTensor(ErrorCode::Corrupt, *order[i],
                              fmt::format("overlaps {}{}", nameOf(before), otherSize(before, room)));
        if (room >= before.bytes + m_alignment) // llama.cpp loads no file with a gap
            return failTensor(ErrorCode::Corrupt, *order[i],
                              fmt::format("begins {} bytes behind the end of {}{}", room - before.bytes, nameOf(before),
                                          otherSize(before, room)));
    }
}

} // namespace headroom::model
