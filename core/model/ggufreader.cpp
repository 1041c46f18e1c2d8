// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Layout (GGUF specification, ggml/docs/gguf.md): "GGUF" · u32 version · count tensors · count keys · keys · tensor
// infos · zero padding to the alignment · data. A count is u32 in version 1, u64 since. Strings are length + bytes.
#include "core/model/ggufreader.h"

#include "core/base/lookslike.h"
#include "core/model/keytypes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>

namespace headroom::model {

namespace {

constexpr std::string_view kMagic = "GGUF";
constexpr std::uint32_t kNewestVersion = 3;
constexpr int kMaxDepth = 4;
/// Some ten times the largest published vocabulary with its merges; bounds memory at a few hundred megabytes.
constexpr std::uint64_t kMaxItems = 1U << 23U;
/// Tensors or keys of any real file; more than that are no count.
constexpr std::uint64_t kPlausible = 1U << 20U;

constexpr std::uint32_t kBool = 7;
constexpr std::uint32_t kString = 8;
constexpr std::uint32_t kArray = 9;
/// Sizes by value type id; strings and arrays only as far as it is fixed, without their length.
constexpr std::array<std::uint64_t, 13> kValueBytes{1, 1, 2, 2, 4, 4, 4, 1, 0, 4, 8, 8, 8};

std::uint32_t byteSwapped(std::uint32_t value)
{
    return value >> 24U | (value >> 8U & 0xff00U) | (value << 8U & 0xff0000U) | value << 24U;
}

} // namespace

void GgufReader::addBeside(const ModelFile& opened, std::vector<LeftOut> parts, const std::string& format)
{
    auto& file = const_cast<ModelFile&>(opened); // none is made const
    file.m_format += format;
    std::ranges::move(parts, std::back_inserter(file.m_leftOut));
}

Status GgufReader::read(ModelFile& file)
{
    readHeader(file);
    readMetadata(file);
    readTensors(file);
    placeTensors(file);
    checkOverlap(file);
    if (!m_cursor.ok())
        return tl::unexpected(*m_cursor.error());
    file.m_format = fmt::format("GGUF v{}", file.m_version);
    file.m_announced = m_tensorCount;
    sayHowMuch(file);
    return {};
}

void GgufReader::sayHowMuch(ModelFile& file) const
{
    const std::uint64_t here = m_cursor.bytes().size();
    const std::uint64_t read = file.m_tensors.size();
    file.m_hasWeights = read == m_tensorCount && m_end <= here;
    if (read < m_tensorCount)
        file.m_unsized
            = fmt::format("its header ends within the list of its tensors, after {} of {}", read, m_tensorCount);
    if (!file.m_hasWeights)
        file.m_format += ", header only: "
            + (file.m_unsized.empty() ? fmt::format("{} of {} bytes are here", here, m_end)
                                      : fmt::format("{} of {} tensors are listed in it", read, m_tensorCount));
}

void GgufReader::readMagic()
{
    const auto bytes = m_cursor.bytes();
    if (bytes.empty())
        return m_cursor.fail(ErrorCode::Truncated, 0, "magic", "the file is empty");
    const std::string_view start(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 4));
    if (start != kMagic.substr(0, start.size())) {
        return m_cursor.fail(ErrorCode::Corrupt, 0, "magic", insteadOf("a GGUF file", bytes));
    }
    m_cursor.number<std::uint32_t>("magic");
}

void GgufReader::readHeader(ModelFile& file)
{
    readMagic();
    const std::uint32_t version = file.m_version = m_cursor.number<std::uint32_t>("version");
    if (m_cursor.ok() && byteSwapped(version) >= 1 && byteSwapped(version) <= kNewestVersion)
        return m_cursor.fail(ErrorCode::Unsupported, 4, "version",
                             "the file is big-endian; only little-endian is read");
    if (m_cursor.ok() && (version < 1 || version > kNewestVersion))
        return m_cursor.fail(ErrorCode::Unsupported, 4, "version",
                             fmt::format("version {} is unknown; 1 to {} are read", version, kNewestVersion));
    if (version == 1)
        m_cursor.useNarrowCounts();
    const std::uint64_t counts = m_cursor.offset();
    m_tensorCount = m_cursor.count("tensor count");
    m_keyCount = m_cursor.count("key count");
    if (!m_cursor.ok())
        return;
    const std::uint64_t length = m_cursor.countBytes();
    const std::uint64_t room = m_cursor.remaining();
    // A tensor has a name, one dimension and its count, type, offset; a key one character, type, value.
    const bool tensorsFit = m_tensorCount <= room / (3 * length + 4 + 4 + 8);
    const bool keysFit = m_keyCount <= room / (length + 1 + 4 + 1);
    if (tensorsFit && keysFit)
        return;
    if (m_tensorCount <= kPlausible && m_keyCount <= kPlausible)
        return m_cursor.fail(ErrorCode::Truncated, counts, "header",
                             fmt::format("the file ends after {} bytes, too early for the {} tensors and {} keys that "
                                         "it announces",
                                         m_cursor.bytes().size(), m_tensorCount, m_keyCount));
    m_cursor.fail(ErrorCode::Corrupt, tensorsFit ? counts + length : counts, tensorsFit ? "key count" : "tensor count",
                  fmt::format("{} {} do not fit in the {} bytes that follow", tensorsFit ? m_keyCount : m_tensorCount,
                              tensorsFit ? "keys" : "tensors", room));
}

void GgufReader::readMetadata(ModelFile& file)
{
    std::unordered_set<std::string> seen;
    for (std::uint64_t i = 0; m_cursor.ok() && i < m_keyCount; ++i) {
        const std::uint64_t start = m_cursor.offset();
        std::string key = m_cursor.text(fmt::format("name of key {}", i), kMaxKeyLength);
        if (!m_cursor.ok())
            return;
        if (key.empty())
            return m_cursor.fail(ErrorCode::Corrupt, start, fmt::format("name of key {}", i), "is empty");
        const std::string field = fmt::format("key \"{}\"", printable(key));
        if (!seen.insert(key).second)
            return m_cursor.fail(ErrorCode::Corrupt, start, field, "appears twice");
        const auto type = m_cursor.number<std::uint32_t>(field);
        Value value = readValue(type, field, 0);
        if (const std::string_view why = m_cursor.ok() ? mistyped(key, value) : ""; !why.empty())
            return m_cursor.fail(ErrorCode::Corrupt, start, field, std::string(why));
        file.m_metadata.m_entries.emplace_back(std::move(key), std::move(value));
        if (file.m_metadata.m_entries.back().first == "general.alignment")
            takeAlignment(file.m_metadata, start);
    }
}

void GgufReader::takeAlignment(const Metadata& metadata, std::uint64_t offset)
{
    const auto alignment = metadata.unsignedInteger("general.alignment");
    if (!alignment || !isAlignment(*alignment))
        return m_cursor.fail(ErrorCode::Corrupt, offset, "key \"general.alignment\"",
                             fmt::format("{} is no power of two from 8 to {}",
                                         alignment ? std::to_string(*alignment) : "its value", kMaxAlignment));
    m_alignment = *alignment;
}

Value GgufReader::readValue(std::uint32_t type, const std::string& field, int depth)
{
    switch (type) {
    case 0:
        return {m_cursor.number<std::uint8_t>(field)};
    case 1:
        return {m_cursor.number<std::int8_t>(field)};
    case 2:
        return {m_cursor.number<std::uint16_t>(field)};
    case 3:
        return {m_cursor.number<std::int16_t>(field)};
    case 4:
        return {m_cursor.number<std::uint32_t>(field)};
    case 5:
        return {m_cursor.number<std::int32_t>(field)};
    case 6:
        return {m_cursor.number<float>(field)};
    case kBool:
        return {readBool(field)};
    case kString:
        return {m_cursor.text(field, m_cursor.bytes().size())};
    case kArray:
        return {readArray(field, depth + 1)};
    case 10:
        return {m_cursor.number<std::uint64_t>(field)};
    case 11:
        return {m_cursor.number<std::int64_t>(field)};
    case 12:
        return {m_cursor.number<double>(field)};
    default:
        m_cursor.fail(ErrorCode::Corrupt, m_cursor.offset() - 4, field, fmt::format("value type {} is unknown", type));
        return {};
    }
}

bool GgufReader::readBool(const std::string& field)
{
    const auto byte = m_cursor.number<std::uint8_t>(field);
    if (byte > 1)
        m_cursor.fail(ErrorCode::Corrupt, m_cursor.offset() - 1, field,
                      fmt::format("{} is neither true nor false", byte));
    return byte == 1;
}

Array GgufReader::readArray(const std::string& field, int depth)
{
    const std::uint64_t start = m_cursor.offset();
    Array array;
    array.elementType = m_cursor.number<std::uint32_t>(field);
    const std::uint64_t count = m_cursor.count(field);
    if (!m_cursor.ok())
        return {};
    if (array.elementType >= kValueBytes.size()) {
        m_cursor.fail(ErrorCode::Corrupt, start, field, fmt::format("array of unknown type {}", array.elementType));
        return {};
    }
    if (depth > kMaxDepth)
        m_cursor.fail(ErrorCode::Corrupt, start, field, fmt::format("arrays nested deeper than {}", kMaxDepth));
    const bool hasLength = array.elementType == kString || array.elementType == kArray;
    const std::uint64_t smallest = kValueBytes[array.elementType] + (hasLength ? m_cursor.countBytes() : 0);
    if (count > m_cursor.remaining() / smallest)
        m_cursor.fail(ErrorCode::Corrupt, start + 4, field,
                      fmt::format("{} items do not fit in the {} bytes that follow", count, m_cursor.remaining()));
    else if (count > kMaxItems - m_items)
        m_cursor.fail(ErrorCode::Unsupported, start + 4, field,
                      fmt::format("more than {} array items in one file", kMaxItems));
    if (!m_cursor.ok())
        return {};
    m_items += count;
    array.items.reserve(count);
    for (std::uint64_t i = 0; m_cursor.ok() && i < count; ++i)
        array.items.push_back(readValue(array.elementType, field, depth));
    return array;
}

} // namespace headroom::model
