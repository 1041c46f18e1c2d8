// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/imatrixlegacy.h"

#include "core/base/lookslike.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

namespace headroom::quant {

namespace {

constexpr std::int32_t kMostEntries = 1 << 20;
constexpr std::int32_t kLongestName = 4096;

/// Reads forward; every read says whether the bytes were there.
class Cursor {
public:
    Cursor(std::span<const std::byte> bytes, const std::string& where) : m_bytes(bytes), m_where(where) { }

    bool atEnd() const { return m_at == m_bytes.size(); }
    std::string place(const char* field) const { return fmt::format("{}, byte {}, {}", m_where, m_at, field); }

    Result<std::int32_t> integer(const char* field, std::int32_t most)
    {
        std::int32_t value = 0;
        if (m_bytes.size() - m_at < sizeof value)
            return fail(ErrorCode::Truncated, place(field), "the file ends here");
        std::memcpy(&value, m_bytes.data() + m_at, sizeof value);
        if (value < 0 || value > most)
            return fail(ErrorCode::Corrupt, place(field), fmt::format("{} is not within 0 to {}", value, most));
        m_at += sizeof value;
        return value;
    }

    Result<std::span<const std::byte>> take(std::size_t size, const char* field)
    {
        if (m_bytes.size() - m_at < size)
            return fail(ErrorCode::Truncated, place(field), "the file ends here");
        m_at += size;
        return m_bytes.subspan(m_at - size, size);
    }

    Result<std::string> text(const char* field)
    {
        const auto length = integer(field, kLongestName);
        if (!length)
            return tl::unexpected(length.error());
        const auto bytes = take(static_cast<std::size_t>(*length), field);
        if (!bytes)
            return tl::unexpected(bytes.error());
        return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    }

private:
    std::span<const std::byte> m_bytes;
    const std::string& m_where;
    std::size_t m_at = 0;
};

Status readLegacyEntry(Cursor& cursor, const std::string& where, Imatrix& matrix)
{
    auto name = cursor.text("name of an entry");
    if (!name)
        return tl::unexpected(std::move(name.error()));
    const auto calls = cursor.integer("number of calls", INT32_MAX);
    if (!calls)
        return tl::unexpected(calls.error());
    const auto values = cursor.integer("number of values", INT32_MAX);
    if (!values)
        return tl::unexpected(values.error());
    if (name->empty() || *values == 0)
        return fail(ErrorCode::Corrupt, cursor.place("entry"), "has no name or no values");
    const auto bytes = cursor.take(static_cast<std::size_t>(*values) * sizeof(float), "values of an entry");
    if (!bytes)
        return tl::unexpected(bytes.error());
    ImatrixEntry entry;
    entry.sums.resize(static_cast<std::size_t>(*values));
    std::memcpy(entry.sums.data(), bytes->data(), bytes->size());
    entry.counts = {static_cast<float>(*calls)};
    HEADROOM_TRY(checkEntry(entry, fmt::format("{}, entry \"{}\"", where, *name)));
    if (!matrix.entries.emplace(*name, std::move(entry)).second)
        return fail(ErrorCode::Corrupt, fmt::format("{}, entry \"{}\"", where, *name), "is given twice");
    return {};
}

} // namespace

Status checkEntry(const ImatrixEntry& entry, const std::string& where)
{
    for (const auto* values : {&entry.counts, &entry.sums})
        for (std::size_t i = 0; i < values->size(); ++i)
            if (const float value = (*values)[i]; !(value >= 0) || !std::isfinite(value))
                return fail(ErrorCode::Corrupt,
                            fmt::format("{}, {} {}", where, values == &entry.counts ? "count" : "value", i),
                            value < 0 ? "is negative" : "is not a finite number");
    return {};
}

Result<Imatrix> parseLegacyImatrix(std::span<const std::byte> bytes, const std::string& where)
{
    if (bytes.empty() || !looksLike(bytes).empty()) // nothing that it knows begins like a count and a short text
        return fail(ErrorCode::Corrupt, where, insteadOf("an importance matrix", bytes));
    Cursor cursor(bytes, where);
    Imatrix matrix;
    const auto count = cursor.integer("number of entries", kMostEntries);
    if (!count)
        return tl::unexpected(count.error());
    if (*count == 0)
        return fail(ErrorCode::Corrupt, where, "is an importance matrix without entries");
    for (std::int32_t i = 0; i < *count; ++i)
        HEADROOM_TRY(readLegacyEntry(cursor, where, matrix));
    if (cursor.atEnd()) // written before the tail was invented
        return matrix;
    const auto chunks = cursor.integer("number of chunks", INT32_MAX);
    if (!chunks)
        return tl::unexpected(chunks.error());
    matrix.chunks = static_cast<std::uint32_t>(*chunks);
    if (cursor.atEnd())
        return matrix;
    auto dataset = cursor.text("data set");
    if (!dataset)
        return tl::unexpected(std::move(dataset.error()));
    matrix.datasets.push_back(std::move(*dataset));
    return matrix;
}

} // namespace headroom::quant
