// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: GGUF files are written by hand here, field by field, so that each can be wrong on purpose and the reader is not
// tested against our own writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::test {

class GgufBytes {
public:
    explicit GgufBytes(std::uint32_t version = 3) : m_version(version) { }

    template <class T> GgufBytes& number(T value)
    {
        const auto* bytes = reinterpret_cast<const std::byte*>(&value);
        m_bytes.insert(m_bytes.end(), bytes, bytes + sizeof(T));
        return *this;
    }
    GgufBytes& count(std::uint64_t value)
    {
        return m_version == 1 ? number(static_cast<std::uint32_t>(value)) : number(value);
    }
    GgufBytes& raw(std::string_view text)
    {
        const auto bytes = std::as_bytes(std::span(text));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return *this;
    }
    GgufBytes& text(std::string_view value) { return count(value.size()).raw(value); }
    GgufBytes& header(std::uint64_t tensors, std::uint64_t keys)
    {
        return raw("GGUF").number(m_version).count(tensors).count(keys);
    }
    /// A key of type string.
    GgufBytes& key(std::string_view name, std::string_view value) { return text(name).number(8U).text(value); }
    /// A key of type u32.
    GgufBytes& key(std::string_view name, std::uint32_t value) { return text(name).number(4U).number(value); }
    GgufBytes& tensor(std::string_view name, const std::vector<std::uint64_t>& shape, std::uint32_t type,
                      std::uint64_t offset)
    {
        text(name).number(static_cast<std::uint32_t>(shape.size()));
        for (const std::uint64_t size : shape)
            count(size);
        return number(type).number(offset);
    }
    /// Padding up to the alignment, then `size` bytes of data.
    GgufBytes& data(std::uint64_t size, std::uint64_t alignment = 32)
    {
        m_bytes.resize((m_bytes.size() + alignment - 1) / alignment * alignment + size);
        return *this;
    }
    const std::vector<std::byte>& bytes() const { return m_bytes; }

private:
    std::uint32_t m_version;
    std::vector<std::byte> m_bytes;
};

} // namespace headroom::test
