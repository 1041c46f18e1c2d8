// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// bitsandbytes: weight u8, two codes per byte, the first in the high nibble, over the flattened tensor in blocks of
// `blocksize`; value = table[code] · absmax[block]. Doubly quantized: absmax u8 is an index into nested_quant_map,
// times nested_absmax[block / nested_blocksize], plus nested_offset. quant_state.* holds JSON text as bytes.
// LLM.int8 (Dettmers et al. 2022): weight i8 [outputs, inputs], SCB f32 [outputs] the largest magnitude of each row;
// value = code · SCB ÷ 127. weight_format 0 is row by row; other orders are of old GPUs' kernels. MXFP4 of gpt-oss:
// _blocks u8 […, G, 16] with element 2i low and 2i + 1 high in byte i, _scales u8 […, G] an exponent; ggml's block has
// the same 32 codes as exponent, then element i low and i + 16 high in byte i.
#include "core/model/hf/quantized.h"

#include "core/base/pythonjson.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::array<float, 16> kNf4{-1.0F,         -0.6961928F, -0.52507305F, -0.3949175F, -0.28444138F, -0.18477343F,
                                     -0.091050036F, 0.0F,        0.0795803F,   0.1609302F,  0.2461123F,   0.33791524F,
                                     0.44070983F,   0.562617F,   0.72295684F,  1.0F};

struct FourBits {
    StoredTensor codes, absmax, map, nestedMap, nestedAbsmax;
    std::uint64_t block = 64, nestedBlock = 256;
    float offset = 0;
    bool nested = false;

    float scale(std::uint64_t at) const
    {
        if (!nested)
            return numberAt(absmax, at);
        const auto index = std::to_integer<std::uint64_t>(absmax.data[at]);
        return numberAt(nestedMap, index) * numberAt(nestedAbsmax, at / nestedBlock) + offset;
    }
    float value(std::uint64_t element) const
    {
        const auto byte = std::to_integer<std::uint32_t>(codes.data[element / 2]);
        const std::uint32_t code = element % 2 ? byte & 15U : byte >> 4U;
        return (map.data.empty() ? kNf4[code] : numberAt(map, code)) * scale(element / block);
    }
};

/// The JSON of quant_state.
Result<Json> stateOf(const Parts& parts)
{
    for (const char* suffix : {".weight.quant_state.bitsandbytes__nf4", ".weight.quant_state.bitsandbytes__fp4"})
        if (const StoredTensor* state = parts.find(suffix)) {
            auto json
                = parsePythonJson({reinterpret_cast<const char*>(state->data.data()), state->data.size()}, suffix, 8);
            if (json && !json->is_object())
                return parts.corrupt(suffix, "is no JSON object");
            return json;
        }
    return parts.unsupported("bitsandbytes weights without quant_state (8 bits, or saved by an old version)");
}

std::uint64_t positive(const Json& json, const char* key, std::uint64_t absent)
{
    const auto found = json.find(key);
    const bool good = found != json.end() && found->is_number_unsigned() && found->get<std::uint64_t>() > 0;
    return good ? found->get<std::uint64_t>() : absent;
}

Status readNested(const Parts& parts, const Json& state, FourBits& out)
{
    const StoredTensor* map = parts.find(".weight.nested_quant_map");
    const StoredTensor* absmax = parts.find(".weight.nested_absmax");
    out.nested = map && absmax;
    if (!out.nested)
        return {};
    out.nestedMap = *map;
    out.nestedAbsmax = *absmax;
    out.nestedBlock = positive(state, "nested_blocksize", 256);
    const auto offset = state.find("nested_offset");
    out.offset = offset != state.end() && offset->is_number() ? offset->get<float>() : 0;
    const std::uint64_t needed = (out.absmax.elements() + out.nestedBlock - 1) / out.nestedBlock;
    if (out.absmax.dtype != DType::U8 || map->elements() != 256 || absmax->elements() < needed)
        return parts.corrupt(".weight.nested_absmax", "does not fit the scales that it scales");
    return {};
}

} // namespace

Result<Rows> fromBitsAndBytes(const Parts& parts)
{
    const auto codes = parts.need(".weight"), absmax = parts.need(".weight.absmax");
    if (!codes || !absmax)
        return tl::unexpected(codes ? absmax.error() : codes.error());
    const auto state = stateOf(parts);
    if (!state)
        return tl::unexpected(state.error());
    FourBits four;
    four.codes = *codes;
    four.absmax = *absmax;
    four.block = positive(*state, "blocksize", 64);
    if (const StoredTensor* map = parts.find(".weight.quant_map"); map && map->elements() == 16)
        four.map = *map;
    HEADROOM_TRY(readNested(parts, *state, four));
    const auto shape = state->find("shape");
    if (shape == state->end() || !shape->is_array() || shape->size() != 2 || !(*shape)[0].is_number_unsigned()
        || !(*shape)[1].is_number_unsigned())
        return parts.corrupt(".weight", "quant_state names no shape of two numbers");
    const auto outputs = (*shape)[0].get<std::uint64_t>(), inputs = (*shape)[1].get<std::uint64_t>();
    std::uint64_t elements = 0;
    if (outputs == 0 || inputs == 0 || __builtin_mul_overflow(outputs, inputs, &elements)
        || elements > codes->data.size() * 2 || (elements - 1) / four.block >= absmax->elements()
        || codes->dtype != DType::U8)
        return parts.corrupt(".weight",
                             fmt::format("does not hold the [{}, {}] that quant_state says", outputs, inputs));
    return rowsOf(outputs, inputs, [four = std::move(four), inputs](std::uint64_t n, std::uint64_t k) {
        return four.value(n * inputs + k);
    });
}

Result<Rows> fromLlmInt8(const Parts& parts)
{
    const auto codes = parts.need(".weight"), largest = parts.need(".SCB");
    if (!codes || !largest)
        return tl::unexpected(codes ? largest.error() : codes.error());
    for (const char* suffix : {".weight_format", ".weight.weight_format"})
        if (const StoredTensor* order = parts.find(suffix); order && order->elements() > 0 && numberAt(*order, 0) != 0)
            return parts.unsupported("8-bit weights of bitsandbytes in another order than row by row");
    if (codes->shape.size() != 2 || largest->elements() != codes->shape[0] || codes->elements() == 0)
        return parts.corrupt(".SCB", "is not one number for each row of a matrix");
    const std::uint64_t outputs = codes->shape[0], inputs = codes->shape[1];
    return rowsOf(outputs, inputs, [codes = *codes, largest = *largest, inputs](std::uint64_t n, std::uint64_t k) {
        return numberAt(codes, n * inputs + k) * numberAt(largest, n) / 127.0F;
    });
}

Result<Rows> fromMxfp4Blocks(const Parts& parts)
{
    const auto blocks = parts.need("_blocks"), scales = parts.need("_scales");
    if (!blocks || !scales)
        return tl::unexpected(blocks ? scales.error() : blocks.error());
    auto shape = blocks->shape;
    if (blocks->dtype != DType::U8 || shape.size() < 2 || shape.back() != 16
        || scales->elements() * 16 != blocks->elements() || blocks->data.empty() || scales->dtype != DType::U8)
        return parts.corrupt("_blocks", "is not U8 […, groups, 16] with one scale per group");
    shape.pop_back();
    shape.back() *= 32;
    Rows rows;
    rows.type = tensor::Type::MXFP4;
    rows.shape.assign(shape.rbegin(), shape.rend());
    const std::uint64_t groups = rows.columns() / 32;
    rows.read = [blocks = *blocks, scales = *scales, groups](std::uint64_t first, std::uint64_t count,
                                                             std::span<std::byte> out) {
        for (std::uint64_t i = 0; i < count * groups; ++i) {
            const std::uint64_t block = first * groups + i;
            const auto target = out.subspan(i * 17, 17);
            const auto code = [&](std::uint64_t element) {
                return blocks.data[block * 16 + element / 2] >> 4 * int(element % 2) & std::byte(15);
            };
            target[0] = scales.data[block];
            for (std::uint64_t j = 0; j < 16; ++j)
                target[1 + j] = code(j) | code(j + 16) << 4;
        }
    };
    return rows;
}

} // namespace headroom::model::hf
