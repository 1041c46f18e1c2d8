// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// bitsandbytes NF4: weight u8 [N·K/2, 1], two codes a byte, the first in the high nibble, over the flattened matrix in
// blocks of 64; doubly quantized scales: weight.absmax u8, an index into weight.nested_quant_map f32 [256], times
// weight.nested_absmax f32 (one per 256), plus the offset that stands in weight.quant_state.bitsandbytes__nf4, JSON
// text as bytes, written so that its length does not depend on the weights. weight.quant_map f32 [16] holds the levels.
#include "core/quant/folder/coded.h"
#include "core/quant/folder/packing.h"

#include <fmt/format.h>

namespace headroom::quant {

namespace {

std::string stateOf(const FolderScheme& scheme, const MatrixShape& shape, float offset)
{
    const char* dtype = shape.dtype == model::DType::F32 ? "float32"
        : shape.dtype == model::DType::BF16              ? "bfloat16"
                                                         : "float16";
    return fmt::format(R"({{"quant_type": "nf4", "blocksize": {}, "dtype": "{}", "shape": [{}, {}], )"
                       R"("nested_blocksize": {}, "nested_dtype": "float32", "nested_offset": {:.8e}}})",
                       scheme.width, dtype, shape.outputs, shape.inputs, tensor::NestedScales::kBlock, offset);
}

std::vector<MatrixPart> bitsAndBytesParts(const FolderScheme& scheme, const MatrixShape& shape)
{
    const std::uint64_t elements = shape.outputs * shape.inputs, blocks = elements / scheme.width;
    const std::uint64_t nested = (blocks + tensor::NestedScales::kBlock - 1) / tensor::NestedScales::kBlock;
    return {{".weight", model::DType::U8, {elements / 2, 1}},
            {".weight.absmax", model::DType::U8, {blocks}},
            {".weight.nested_absmax", model::DType::F32, {nested}},
            {".weight.nested_quant_map", model::DType::F32, {256}},
            {".weight.quant_map", model::DType::F32, {16}},
            {".weight.quant_state.bitsandbytes__nf4", model::DType::U8, {stateOf(scheme, shape, 0).size()}}};
}

std::vector<std::vector<std::byte>> packBitsAndBytes(const FolderScheme& scheme, const Coded& coded)
{
    std::vector<std::uint8_t> codes(coded.codes.size() / 2);
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::uint8_t>(coded.codes[2 * i] << 4 | coded.codes[2 * i + 1]);
    const std::string state = stateOf(scheme, coded.shape, coded.nested.offset);
    return {bytesOf(codes),
            bytesOf(coded.nested.codes),
            bytesOf(coded.nested.largest),
            bytesOf(std::span<const float>(tensor::dynamicMap()), model::DType::F32),
            bytesOf(std::span<const float>(tensor::kNormalFloat), model::DType::F32),
            bytesOf(std::vector<char>(state.begin(), state.end()))};
}

Json bitsAndBytesConfig(const FolderScheme&, const std::vector<std::string>& plain)
{
    return {{"quant_method", "bitsandbytes"},
            {"load_in_4bit", true},
            {"load_in_8bit", false},
            {"bnb_4bit_quant_type", "nf4"},
            {"bnb_4bit_use_double_quant", true},
            {"bnb_4bit_compute_dtype", "bfloat16"},
            {"bnb_4bit_quant_storage", "uint8"},
            {"llm_int8_skip_modules", plain}};
}

} // namespace

const FolderLayout kBitsAndBytes{"bitsandbytes", bitsAndBytesParts, packBitsAndBytes, bitsAndBytesConfig};

} // namespace headroom::quant
