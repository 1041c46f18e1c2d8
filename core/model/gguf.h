// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads and writes GGUF v3 (ggml/docs/gguf.md), little endian; v1 and v2 are read too. Everything is
// validated before anything is trusted: counts, lengths, offsets, alignment, overlap, types. It interprets nothing.
#pragma once

#include "core/base/control.h"
#include "core/base/file.h"
#include "core/tensor/type.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace headroom::model {

/// Metadata value; arrays hold one element type. Numbers keep their stored type.
struct Value;
struct Array {
    std::uint32_t elementType = 0; ///< GGUF value type id
    std::vector<Value> items;
};
struct Value {
    std::variant<std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::uint32_t, std::int32_t, float, bool,
                 std::string, Array, std::uint64_t, std::int64_t, double>
        data; ///< variant index = GGUF value type id
    bool operator==(const Value&) const = default;
};
inline bool operator==(const Array& a, const Array& b)
{
    return a.elementType == b.elementType && a.items == b.items;
}

/// Ordered as in the file.
class Metadata {
public:
    const Value* find(std::string_view key) const;
    void set(std::string key, Value value); ///< replaces in place, or appends
    void erase(std::string_view key);
    const std::vector<std::pair<std::string, Value>>& entries() const { return m_entries; }

    /// Any integer type, when it fits.
    std::optional<std::uint64_t> unsignedInteger(std::string_view key) const;
    std::optional<double> number(std::string_view key) const;
    std::optional<bool> boolean(std::string_view key) const;
    std::optional<std::string_view> text(std::string_view key) const;
    const Array* array(std::string_view key) const;

private:
    friend class GgufReader;
    std::vector<std::pair<std::string, Value>> m_entries;
};

struct TensorInfo {
    std::string name;
    tensor::Type type = tensor::Type::F32;
    std::vector<std::uint64_t> shape; ///< shape[0] is the fastest: the row length (input features)
    std::uint64_t offset = 0; ///< from the start of the file
    std::uint64_t bytes = 0;

    std::uint64_t columns() const { return shape.empty() ? 1 : shape.front(); }
    std::uint64_t elements() const; ///< validated not to overflow
    std::uint64_t rows() const { return elements() / columns(); }
};

class GgufFile {
public:
    /// Reads the header only; weights stay mapped. Errors name file, byte offset and field.
    static Result<std::shared_ptr<const GgufFile>> open(const std::filesystem::path& path);
    /// For tests and fuzzing: parses the header out of memory. name appears in errors.
    static Result<std::shared_ptr<const GgufFile>> parse(std::span<const std::byte> bytes, std::string name);

    const std::filesystem::path& path() const { return m_path; }
    std::uint32_t version() const { return m_version; }
    std::uint64_t fileBytes() const { return m_bytes.size(); }
    const Metadata& metadata() const { return m_metadata; }
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    const TensorInfo* find(std::string_view name) const;
    std::span<const std::byte> data(const TensorInfo& info) const { return m_bytes.subspan(info.offset, info.bytes); }
    void release(const TensorInfo& info) const;

private:
    friend class GgufReader;
    std::filesystem::path m_path;
    std::shared_ptr<const MappedFile> m_file;
    std::span<const std::byte> m_bytes;
    std::uint32_t m_version = 0;
    Metadata m_metadata;
    std::vector<TensorInfo> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_index;
};

/// A tensor to be written: its bytes are produced when their turn comes.
struct TensorSource {
    std::string name;
    tensor::Type type = tensor::Type::F32;
    std::vector<std::uint64_t> shape;
    /// Appends exactly packedBytes() bytes.
    std::function<Result<std::vector<std::byte>>()> produce;
};

/// Exact size of the file that writeGguf would write.
Result<std::uint64_t> ggufFileBytes(const Metadata& metadata, const std::vector<TensorSource>& tensors);
/// Writes version 3, alignment from general.alignment or 32; whole or not at all. Checkpoints after every tensor.
Status writeGguf(const std::filesystem::path& path, const Metadata& metadata, const std::vector<TensorSource>& tensors,
                 JobControl& control);

} // namespace headroom::model
