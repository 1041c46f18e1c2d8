// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the steps of reading a GGUF header, each of which trusts nothing that an earlier one has not checked.
#pragma once

#include "core/model/ggufcursor.h"
#include "core/model/modelfile.h"

#include <limits>

namespace headroom::model {

constexpr std::uint64_t kDefaultAlignment = 32;
constexpr std::uint64_t kMaxAlignment = 1U << 20U;
constexpr std::uint64_t kMaxKeyLength = 65535;
constexpr std::uint64_t kMaxTensorName = 64;
constexpr std::uint32_t kMaxDimensions = 4;

constexpr bool isAlignment(std::uint64_t value)
{
    return value >= 8 && value <= kMaxAlignment && std::has_single_bit(value);
}
constexpr std::uint64_t alignUp(std::uint64_t value, std::uint64_t alignment)
{
    return (value + alignment - 1) / alignment * alignment;
}

class GgufReader {
public:
    GgufReader(std::span<const std::byte> bytes, std::string name, Weights weights)
        : m_cursor(bytes, std::move(name)), m_weights(weights)
    {
    }
    /// Fills everything of the file but its path and mapping. Where weights are not needed, it may end anywhere behind
    /// its keys.
    Status read(ModelFile& file);
    /// What only the folder shows in which a file was found; by the one who opens it, before anybody else has it.
    static void addBeside(const ModelFile& opened, std::vector<LeftOut> parts, const std::string& format);

private:
    void readHeader(ModelFile& file);
    void readMagic();
    void readMetadata(ModelFile& file);
    void takeAlignment(const Metadata& metadata, std::uint64_t offset);
    Value readValue(std::uint32_t type, const std::string& field, int depth);
    bool readBool(const std::string& field);
    Array readArray(const std::string& field, int depth);
    void readTensors(ModelFile& file);
    bool endsWithin(const ModelFile& file, std::uint64_t start);
    void sayHowMuch(ModelFile& file) const;
    TensorInfo readTensor(std::uint64_t index);
    void readShape(TensorInfo& info);
    void readType(TensorInfo& info);
    void placeTensors(ModelFile& file);
    void checkPresent(const ModelFile& file);
    void checkOverlap(const ModelFile& file);
    void failTensor(ErrorCode code, const TensorInfo& info, std::string detail);

    GgufCursor m_cursor;
    Weights m_weights;
    std::uint64_t m_end = 0; ///< of the last weight, from the start of the file
    std::uint64_t m_tensorCount = 0;
    std::uint64_t m_keyCount = 0;
    std::uint64_t m_alignment = kDefaultAlignment;
    std::uint64_t m_items = 0; ///< array items so far, over the whole file
};

} // namespace headroom::model
