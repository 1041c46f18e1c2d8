// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads safetensors, the container of Hugging Face checkpoints: u64 header length, JSON header, then the bytes.
// Offsets, sizes, overlaps and names are checked before anything is trusted; it interprets nothing.
// Source: https://github.com/huggingface/safetensors (format section).
#pragma once

#include "core/base/file.h"
#include "core/tensor/type.h"

#include <map>
#include <vector>

namespace headroom::model {

enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, Bool, F8E4M3, F8E5M2, F8E8M0 };

struct DTypeRow {
    DType dtype;
    std::string_view name; ///< as the header says it: "BF16"
    std::uint32_t bytes;
    std::optional<tensor::Type> type; ///< the same bytes in our formats; none where there is no such format
};
const DTypeRow& dtypeRow(DType dtype);

struct StoredTensor {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::uint64_t> shape; ///< outermost first, as the header has it; empty for a single number
    std::span<const std::byte> data; ///< mapped
    std::uint32_t file = 0; ///< index of the file in the set
    std::uint64_t offset = 0; ///< from the start of that file

    std::uint64_t elements() const;
    std::uint64_t columns() const { return shape.empty() ? 1 : shape.back(); }
    std::uint64_t rows() const { return columns() ? elements() / columns() : 0; }
};

/// One file's header. Errors name file, tensor and field.
struct SafetensorsHeader {
    std::vector<StoredTensor> tensors; ///< in the order of their bytes
    std::map<std::string, std::string> metadata;
    static Result<SafetensorsHeader> parse(std::span<const std::byte> file, const std::string& name);
};

/// The tensors of a checkpoint over all its shards, by name.
class SafetensorsSet {
public:
    /// A folder, a .safetensors file, or an index (.safetensors.index.json); a shard opens all shards.
    /// Errors: NotFound (no weights, missing shard), Corrupt (index and shards contradict), Unsupported (other
    /// formats).
    static Result<SafetensorsSet> open(const std::filesystem::path& path);

    /// For tests and fuzzing: one file out of memory, which has to live as long.
    static Result<SafetensorsSet> parse(std::span<const std::byte> file, const std::string& name);

    const std::map<std::string, StoredTensor, std::less<>>& tensors() const { return m_tensors; }
    const StoredTensor* find(std::string_view name) const;
    const std::vector<std::shared_ptr<const MappedFile>>& files() const { return m_files; }
    const std::filesystem::path& index() const { return m_index; } ///< empty without one
    const std::map<std::string, std::string>& metadata() const { return m_metadata; } ///< of the first file
    std::string placeOf(const StoredTensor& tensor) const; ///< for errors: file and tensor

private:
    Status add(const std::filesystem::path& path, const std::map<std::string, std::string>* wanted);
    Status readIndex(const std::filesystem::path& path);
    Status readShards(const std::filesystem::path& path);

    std::filesystem::path m_index;
    std::vector<std::shared_ptr<const MappedFile>> m_files;
    std::map<std::string, StoredTensor, std::less<>> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

} // namespace headroom::model
