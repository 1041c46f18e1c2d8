// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reads and writes GGUF v3 (ggml/docs/gguf.md), little endian; v1 and v2 are read too. Everything is
// validated before anything is trusted: counts, lengths, offsets, alignment, overlap, types. It interprets nothing.
// Other containers (shards, safetensors, Hugging Face folders) come out as a ModelFile too: same keys, same names.
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
    std::uint32_t file = 0; ///< which of the model's files
    /// What it takes in the files where that is another form: codes with their scales, zero points, order. Else 0.
    std::uint64_t storedBytes = 0;

    std::uint64_t columns() const { return shape.empty() ? 1 : shape.front(); }
    std::uint64_t elements() const; ///< validated not to overflow
    std::uint64_t rows() const { return columns() ? elements() / columns() : 0; }
    std::uint64_t rowBytes() const { return rows() ? bytes / rows() : 0; }
    std::uint64_t stored() const { return storedBytes > 0 ? storedBytes : bytes; }
};

/// What the files hold beside the text model: "vision tower", "projector", "audio tower".
struct LeftOut {
    std::string part;
    std::uint64_t tensors = 0, parameters = 0, bytes = 0; ///< as stored
    bool drafts = false; ///< layers that draft tokens; otherwise a tower, or what leads from it to the text model
    bool operator==(const LeftOut&) const = default;
};

/// Writes rows [first, first + count) of a tensor, packed as its type says, into `out`. Thread-safe, cannot fail.
using ReadRows = std::function<void(std::uint64_t first, std::uint64_t count, std::span<std::byte> out)>;

/// Whether a model is of use that says what its weights are like, and has none: a config.json alone, the first
/// megabytes of a GGUF file.
enum class Weights : std::uint8_t { Needed, Optional };

/// A model as a reader has put it together out of its files.
struct ModelParts {
    std::filesystem::path path; ///< what was opened
    std::string format; ///< for people: "GGUF v3, 4 shards"
    std::string quantization; ///< of a folder: what its quantization_config calls the method ("awq")
    std::vector<std::shared_ptr<const MappedFile>> files; ///< hold the weights
    std::vector<std::filesystem::path> companions; ///< small files that say what the weights mean
    Metadata metadata;
    std::vector<TensorInfo> tensors;
    std::vector<ReadRows>
        readers; ///< one per tensor, empty where its bytes lie in the file as they are; or none at all
    std::vector<LeftOut> leftOut;
    std::uint32_t version = 0; ///< of GGUF; 0 for other containers
    bool hasWeights = true;
    std::string unsized; ///< why nothing says what the weights take as they are; empty: TensorInfo says it
};

class ModelFile {
public:
    /// A .gguf file (any shard opens all), a Hugging Face folder, or a .safetensors file or its index. Reads headers
    /// only; weights stay mapped. Errors name file, byte offset and field.
    static Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path,
                                                         Weights weights = Weights::Needed);
    /// For tests and fuzzing: parses the header out of memory. name appears in errors.
    static Result<std::shared_ptr<const ModelFile>> parse(std::span<const std::byte> bytes, std::string name,
                                                          Weights weights = Weights::Needed);
    /// One GGUF file as it lies, be it a shard or not.
    static Result<std::shared_ptr<const ModelFile>> parse(std::shared_ptr<const MappedFile> mapped,
                                                          Weights weights = Weights::Needed);
    /// Errors: Corrupt when two tensors have one name.
    static Result<std::shared_ptr<const ModelFile>> assemble(ModelParts parts);
    ModelFile();
    ~ModelFile();
    ModelFile(const ModelFile&) = delete;
    ModelFile& operator=(const ModelFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    const std::string& format() const { return m_format; }
    const std::string& quantization() const { return m_quantization; } ///< empty: GGUF, or plain weights
    /// False: tensors are described, and data() and rows() have nothing of them.
    bool hasWeights() const { return m_hasWeights; }
    const std::string& unsized() const { return m_unsized; } ///< see ModelParts
    /// Of a GGUF file that ends within its list of tensors: how many that list has. Else as many as there are.
    std::uint64_t announcedTensors() const { return m_announced; }
    const std::vector<std::shared_ptr<const MappedFile>>& files() const { return m_files; }
    /// With those that say what the weights mean: all that is read and hashed, in the order of their names.
    std::vector<std::shared_ptr<const MappedFile>> allFiles() const;
    std::vector<std::filesystem::path> paths() const; ///< of allFiles()
    std::uint32_t version() const { return m_version; } ///< of GGUF; 0 for other containers
    std::uint64_t fileBytes() const; ///< of all files with weights together
    std::uint64_t diskBytes() const; ///< and of those that say what the weights mean: all that is hashed
    const Metadata& metadata() const { return m_metadata; }
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    const TensorInfo* find(std::string_view name) const;
    const std::vector<LeftOut>& leftOut() const { return m_leftOut; } ///< the largest first
    /// Packed bytes, until release(). Tensors that must be converted first are converted here, whole, and kept: long
    /// work on one tensor after the other uses rows(), or releases each.
    std::span<const std::byte> data(const TensorInfo& info) const;
    /// The same bytes in parts: `out` takes count × bytes / rows() of them. Thread-safe; needs no memory of its own
    /// size.
    void rows(const TensorInfo& info, std::uint64_t first, std::uint64_t count, std::span<std::byte> out) const;
    bool mapped(const TensorInfo& info) const; ///< false: data() has to convert
    /// Done with it for now: its memory may be used for something else. Spans into converted tensors end here.
    void release(const TensorInfo& info) const;
    /// Whether all of its files are what they were when they were opened: what was read since then is one model's.
    /// Errors: those of MappedFile::intact().
    Status intact() const;
    /// What long work does first: afterwards intact() knows a content that stayed from one that did not.
    void remember() const;
    /// Identity of the content: SHA-256 of the file. For several files: of the lines "<sha256>  <name>\n" that
    /// sha256sum prints for them, sorted by name. Of what is open and still intact().
    Result<std::string> sha256(JobControl& control) const;
    /// The same, of files that have not changed since as it was found then: base/knownhashes.h, keptHashes().
    Result<std::string> knownSha256(JobControl& control) const;
    std::uint64_t bytesToHash() const; ///< by knownSha256()

private:
    friend class GgufReader;
    struct Converted;
    std::size_t indexOf(const TensorInfo& info) const;
    using HashFile = std::function<Result<std::string>(const MappedFile&)>;
    Result<std::string> hashOf(const HashFile& hashFile) const;

    std::filesystem::path m_path;
    std::string m_format;
    std::string m_quantization;
    bool m_hasWeights = true;
    std::string m_unsized;
    std::uint64_t m_announced = 0;
    std::vector<std::shared_ptr<const MappedFile>> m_files;
    std::vector<std::shared_ptr<const MappedFile>> m_companions;
    std::vector<std::span<const std::byte>> m_bytes; ///< of each file
    std::uint32_t m_version = 0;
    Metadata m_metadata;
    std::vector<TensorInfo> m_tensors;
    std::vector<LeftOut> m_leftOut;
    std::vector<ReadRows> m_readers;
    std::unique_ptr<Converted> m_converted;
    std::map<std::string, std::size_t, std::less<>> m_index;
};

/// What is read where this model is opened: its files, or the path itself where it is none.
std::vector<std::filesystem::path> filesOfModel(const std::filesystem::path& path);
/// The same of files that were hashed already; paths in the order of their names.
std::string sha256OfFiles(std::span<const std::filesystem::path> paths, std::span<const std::string> hashes);

/// A tensor to be written: its bytes are produced when their turn comes.
struct TensorSource {
    std::string name;
    tensor::Type type = tensor::Type::F32;
    std::vector<std::uint64_t> shape;
    /// Appends exactly packedBytes() bytes.
    std::function<Result<std::vector<std::byte>>()> produce;
};

/// Where everything lies in a file of these tensors.
struct GgufLayout {
    std::vector<std::byte> header; ///< padded up to the data
    std::vector<std::uint64_t> sizes; ///< per tensor, without padding
    std::vector<std::uint64_t> offsets; ///< per tensor, from the start of the file
    std::uint64_t alignment = 0;
    std::uint64_t total = 0; ///< bytes of the file
};
Result<GgufLayout> layOutGguf(const Metadata& metadata, const std::vector<TensorSource>& tensors);

/// Exact size of the file that writeGguf would write.
Result<std::uint64_t> ggufFileBytes(const Metadata& metadata, const std::vector<TensorSource>& tensors);
/// Writes version 3, alignment from general.alignment or 32; whole or not at all. Checkpoints after every tensor.
Status writeGguf(const Output& output, const Metadata& metadata, const std::vector<TensorSource>& tensors,
                 JobControl& control);

} // namespace headroom::model
