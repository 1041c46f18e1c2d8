// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: safetensors files are written by hand here, so that the reader is not tested against our own writer.
#pragma once

#include "core/base/file.h"

#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace headroom::test {

/// Eight bytes of length, the header as given, then `data` bytes that count 0, 1, 2, ….
inline std::vector<std::byte> safetensors(const std::string& header, std::size_t data)
{
    const std::uint64_t length = header.size();
    std::vector<std::byte> bytes(sizeof length + header.size() + data);
    std::memcpy(bytes.data(), &length, sizeof length);
    std::memcpy(bytes.data() + sizeof length, header.data(), header.size());
    for (std::size_t i = 0; i < data; ++i)
        bytes[sizeof length + header.size() + i] = std::byte(i);
    return bytes;
}

/// Collects tensors, then gives the file.
class SafetensorsWriter {
public:
    template <class T>
    SafetensorsWriter& add(const std::string& name, const std::string& dtype, const std::vector<std::size_t>& shape,
                           const std::vector<T>& values)
    {
        const std::size_t begin = m_data.size();
        m_data.resize(begin + values.size() * sizeof(T));
        if (!values.empty())
            std::memcpy(m_data.data() + begin, values.data(), values.size() * sizeof(T));
        std::string sizes;
        for (const std::size_t size : shape)
            sizes += (sizes.empty() ? "" : ",") + std::to_string(size);
        m_header += (m_header.empty() ? "{\"" : ",\"") + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + sizes
            + "],\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(m_data.size()) + "]}";
        return *this;
    }
    std::vector<std::byte> bytes() const
    {
        std::vector<std::byte> file = safetensors(m_header + "}", 0);
        file.insert(file.end(), m_data.begin(), m_data.end());
        return file;
    }

private:
    std::string m_header;
    std::vector<std::byte> m_data;
};

inline Status writeText(const std::filesystem::path& path, std::string_view text)
{
    return writeFile(path, std::as_bytes(std::span(text)));
}

} // namespace headroom::test
