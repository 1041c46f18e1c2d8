// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: walks through untrusted bytes and remembers the first thing that was wrong, with its place. After an error
// every read gives zero, so that callers check once per item and not once per field.
#pragma once

#include "core/base/result.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace headroom::model {

static_assert(std::endian::native == std::endian::little, "GGUF is read by copying its little-endian numbers");

/// Text of a file fit for a one-line message: control characters escaped, shortened when long.
std::string printable(std::string_view text);

class GgufCursor {
public:
    GgufCursor(std::span<const std::byte> bytes, std::string name) : m_bytes(bytes), m_name(std::move(name)) { }

    bool ok() const { return !m_error; }
    const std::optional<Error>& error() const { return m_error; }
    std::uint64_t offset() const { return m_offset; }
    std::uint64_t remaining() const { return m_bytes.size() - m_offset; }
    const std::string& name() const { return m_name; }
    std::span<const std::byte> bytes() const { return m_bytes; }

    template <class T> T number(std::string_view field)
    {
        T value{};
        if (take(sizeof(T), field))
            std::memcpy(&value, m_bytes.data() + m_offset - sizeof(T), sizeof(T));
        return value;
    }
    /// A length or count: 32 bits in version 1, 64 bits since.
    std::uint64_t count(std::string_view field)
    {
        return m_narrow ? number<std::uint32_t>(field) : number<std::uint64_t>(field);
    }
    std::string text(std::string_view field, std::uint64_t maxLength);
    /// Back to the beginning of an item that the file's end cut off: what stands before it is still good.
    void rewind(std::uint64_t offset)
    {
        m_offset = offset;
        m_error.reset();
    }
    void useNarrowCounts() { m_narrow = true; }
    std::uint64_t countBytes() const { return m_narrow ? 4 : 8; }

    /// Keeps the first error only. offset: where the offending field begins.
    void fail(ErrorCode code, std::uint64_t offset, std::string_view field, std::string detail);

private:
    bool take(std::uint64_t size, std::string_view field);

    std::span<const std::byte> m_bytes;
    std::string m_name;
    std::uint64_t m_offset = 0;
    bool m_narrow = false;
    std::optional<Error> m_error;
};

} // namespace headroom::model
