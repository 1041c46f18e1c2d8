// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a second reader of quantized folders, written from the byte layouts alone and bit by bit, so that the writer is
// not tested against Headroom's own reader. It shares no code with the engine but the JSON parser.
#pragma once

#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace headroom::test {

struct PlainTensor {
    std::string dtype;
    std::vector<std::size_t> shape;
    std::vector<unsigned char> bytes;

    std::uint32_t word(std::size_t at) const
    {
        return std::uint32_t(bytes.at(4 * at)) | std::uint32_t(bytes.at(4 * at + 1)) << 8
            | std::uint32_t(bytes.at(4 * at + 2)) << 16 | std::uint32_t(bytes.at(4 * at + 3)) << 24;
    }
    /// `count` bits from `bit` on of the stream of words first, first + stride, …
    std::uint32_t field(std::size_t first, std::size_t stride, std::size_t bit, unsigned count) const
    {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < count; ++i)
            value |= (word(first + (bit + i) / 32 * stride) >> (bit + i) % 32 & 1U) << i;
        return value;
    }
    unsigned nibble(std::size_t element, bool highFirst) const
    {
        return bytes.at(element / 2) >> ((element % 2 == 1) != highFirst ? 4 : 0) & 15U;
    }
};

inline double halfOf(unsigned bits) ///< binary16, by its definition
{
    const double sign = bits & 0x8000U ? -1 : 1;
    const int exponent = int(bits >> 10U & 31U);
    const double fraction = bits & 1023U;
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

inline float e4m3Of(unsigned bits) ///< 8-bit float, by its definition
{
    const int exponent = int(bits >> 3U & 15U), mantissa = int(bits & 7U);
    const double magnitude = exponent == 0 ? std::ldexp(mantissa, -9) : std::ldexp(8 + mantissa, exponent - 10);
    return float(bits & 0x80U ? -magnitude : magnitude);
}

inline float e2m1Of(unsigned bits)
{
    constexpr std::array<float, 8> kValues{0, 0.5F, 1, 1.5F, 2, 3, 4, 6};
    return bits & 8U ? -kValues[bits & 7U] : kValues[bits & 7U];
}

class FolderReader {
public:
    explicit FolderReader(const std::filesystem::path& folder)
    {
        std::ifstream config(folder / "config.json");
        m_config = Json::parse(config);
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().extension() == ".safetensors")
                readFile(entry.path());
    }

    const Json& config() const { return m_config; }
    const Json& quantization() const { return m_config.at("quantization_config"); }
    const std::map<std::string, PlainTensor>& tensors() const { return m_tensors; }
    bool has(const std::string& name) const { return m_tensors.contains(name); }

    float divisor(const std::string& module) const ///< NVFP4
    {
        return number(get(module + ".weight_global_scale", "F32", {1}), 0);
    }
    /// A weight [outputs, inputs] of this module as float32, however it is stored. Throws where shapes are wrong.
    std::vector<float> weight(const std::string& module, std::size_t outputs, std::size_t inputs) const
    {
        const std::string method = quantization().at("quant_method");
        const std::string format = quantization().value("format", method);
        const Layout layout{*this, module, outputs, inputs};
        const auto value = format == "pack-quantized" ? layout.packed()
            : format == "gptq"                        ? layout.gptq()
            : format == "awq"                         ? layout.awq()
            : format == "bitsandbytes"                ? layout.normalFloat()
            : format.ends_with("fp4-pack-quantized")  ? layout.float4()
                                                      : layout.eightBits();
        std::vector<float> out;
        out.reserve(outputs * inputs);
        for (std::size_t n = 0; n < outputs; ++n)
            for (std::size_t k = 0; k < inputs; ++k)
                out.push_back(value(n, k));
        return out;
    }

private:
    void readFile(const std::filesystem::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        std::string all((std::istreambuf_iterator<char>(file)), {});
        std::uint64_t length = 0;
        for (unsigned i = 0; i < 8; ++i)
            length |= std::uint64_t(static_cast<unsigned char>(all.at(i))) << 8 * i;
        const Json header = Json::parse(all.substr(8, length));
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__")
                continue;
            PlainTensor tensor{entry.at("dtype"), entry.at("shape").get<std::vector<std::size_t>>(), {}};
            const auto begin = all.begin() + std::ptrdiff_t(8 + length);
            tensor.bytes.assign(begin + entry.at("data_offsets")[0].get<std::ptrdiff_t>(),
                                begin + entry.at("data_offsets")[1].get<std::ptrdiff_t>());
            m_tensors[name] = std::move(tensor);
        }
    }
    /// Element i of a tensor of floats.
    static float number(const PlainTensor& tensor, std::size_t i)
    {
        const auto byte = [&](std::size_t at) { return std::uint32_t(tensor.bytes.at(at)); };
        if (tensor.dtype == "F16")
            return float(halfOf(byte(2 * i) | byte(2 * i + 1) << 8));
        if (tensor.dtype == "BF16")
            return std::bit_cast<float>(byte(2 * i) << 16 | byte(2 * i + 1) << 24);
        if (tensor.dtype == "F32")
            return std::bit_cast<float>(byte(4 * i) | byte(4 * i + 1) << 8 | byte(4 * i + 2) << 16
                                        | byte(4 * i + 3) << 24);
        throw std::runtime_error("no float: " + tensor.dtype);
    }
    const PlainTensor& get(const std::string& name, const char* dtype, std::vector<std::size_t> shape) const
    {
        const PlainTensor& tensor = m_tensors.at(name);
        if (tensor.shape != shape || (*dtype && tensor.dtype != dtype))
            throw std::runtime_error("shape or type of " + name);
        return tensor;
    }
    const Json& weights() const { return quantization().at("config_groups").at("group_0").at("weights"); }

    using Value = std::function<float(std::size_t n, std::size_t k)>;
    struct Layout {
        const FolderReader& reader;
        std::string module;
        std::size_t outputs, inputs;

        const PlainTensor& get(const char* suffix, const char* dtype, std::vector<std::size_t> shape) const
        {
            return reader.get(module + suffix, dtype, std::move(shape));
        }
        Value packed() const
        {
            const unsigned bits = reader.weights().at("num_bits");
            const std::size_t size = reader.weights().at("group_size"), groups = inputs / size;
            const std::size_t words = (inputs * bits + 31) / 32;
            const PlainTensor& codes = get(".weight_packed", "I32", {outputs, words});
            const PlainTensor& scales = get(".weight_scale", "", {outputs, groups});
            const PlainTensor& shape = get(".weight_shape", "I64", {2});
            if (shape.word(0) != outputs || shape.word(2) != inputs)
                throw std::runtime_error("weight_shape");
            const PlainTensor* zeros = reader.weights().at("symmetric").get<bool>()
                ? nullptr
                : &get(".weight_zero_point", "I32", {(outputs * bits + 31) / 32, groups});
            return [=, &codes, &scales](std::size_t n, std::size_t k) {
                const auto zero = zeros ? zeros->field(k / size, groups, n * bits, bits) : 1U << (bits - 1);
                return number(scales, n * groups + k / size)
                    * float(int(codes.field(n * words, 1, k * bits, bits)) - int(zero));
            };
        }
        Value gptq() const
        {
            const Json& config = reader.quantization();
            const unsigned bits = config.at("bits");
            const std::size_t groups = inputs / config.at("group_size").get<std::size_t>(), words = outputs * bits / 32;
            const unsigned less = config.at("checkpoint_format") == "gptq" ? 1 : 0, mask = (1U << bits) - 1;
            const PlainTensor& codes = get(".qweight", "I32", {inputs * bits / 32, outputs});
            const PlainTensor& zeros = get(".qzeros", "I32", {groups, words});
            const PlainTensor& scales = get(".scales", "F16", {groups, outputs});
            const PlainTensor& index = get(".g_idx", "I32", {inputs});
            return [=, this, &codes, &zeros, &scales, &index](std::size_t n, std::size_t k) {
                const std::size_t group = index.word(k);
                const auto zero = (zeros.field(group * words, 1, n * bits, bits) + less) & mask;
                return number(scales, group * outputs + n)
                    * float(int(codes.field(n, outputs, k * bits, bits)) - int(zero));
            };
        }
        Value awq() const
        {
            constexpr std::array<std::size_t, 8> kOrder{0, 2, 4, 6, 1, 3, 5, 7}; // output of each slot
            const std::size_t size = reader.quantization().at("group_size"), words = outputs / 8;
            const PlainTensor& codes = get(".qweight", "I32", {inputs, words});
            const PlainTensor& zeros = get(".qzeros", "I32", {inputs / size, words});
            const PlainTensor& scales = get(".scales", "F16", {inputs / size, outputs});
            return [=, this, &codes, &zeros, &scales](std::size_t n, std::size_t k) {
                const auto slot = std::size_t(std::find(kOrder.begin(), kOrder.end(), n % 8) - kOrder.begin());
                const int code = int(codes.word(k * words + n / 8) >> 4 * slot & 15U);
                const int zero = int(zeros.word(k / size * words + n / 8) >> 4 * slot & 15U);
                return float(code - zero) * number(scales, k / size * outputs + n);
            };
        }
        Value eightBits() const
        {
            const bool integer = reader.quantization().at("format") == "int-quantized";
            const Json& blocks = reader.weights().at("block_structure");
            const std::size_t height = blocks.is_null() ? 1 : blocks[0].get<std::size_t>();
            const std::size_t width = blocks.is_null() ? inputs : blocks[1].get<std::size_t>();
            const std::size_t across = (inputs + width - 1) / width;
            const PlainTensor& codes = get(".weight", integer ? "I8" : "F8_E4M3", {outputs, inputs});
            const PlainTensor& scales = get(".weight_scale", "", {(outputs + height - 1) / height, across});
            return [=, this, &codes, &scales](std::size_t n, std::size_t k) {
                const unsigned char byte = codes.bytes.at(n * inputs + k);
                const float value = integer ? float(static_cast<signed char>(byte)) : e4m3Of(byte);
                return value * number(scales, n / height * across + k / width);
            };
        }
        Value float4() const
        {
            const bool nvidia = reader.quantization().at("format") == "nvfp4-pack-quantized";
            const std::size_t size = reader.weights().at("group_size"), groups = inputs / size;
            const PlainTensor& codes = get(".weight_packed", "U8", {outputs, inputs / 2});
            const PlainTensor& scales = get(".weight_scale", nvidia ? "F8_E4M3" : "U8", {outputs, groups});
            const float divisor = nvidia ? number(get(".weight_global_scale", "F32", {1}), 0) : 1;
            return [=, this, &codes, &scales](std::size_t n, std::size_t k) {
                const unsigned char byte = scales.bytes.at(n * groups + k / size);
                const float scale = nvidia ? e4m3Of(byte) : std::ldexp(1.0F, int(byte) - 127);
                return e2m1Of(codes.nibble(n * inputs + k, false)) * scale * (1 / divisor);
            };
        }
        Value normalFloat() const
        {
            const std::string name = module + ".weight.quant_state.bitsandbytes__nf4";
            const auto& text = reader.m_tensors.at(name).bytes;
            const Json state = Json::parse(text.begin(), text.end());
            if (state.at("shape") != Json{outputs, inputs} || state.at("quant_type") != "nf4")
                throw std::runtime_error("quant_state");
            const std::size_t size = state.at("blocksize"), nested = state.at("nested_blocksize");
            const float offset = state.at("nested_offset").get<float>();
            const std::size_t blocks = outputs * inputs / size;
            const PlainTensor& codes = get(".weight", "U8", {outputs * inputs / 2, 1});
            const PlainTensor& absmax = get(".weight.absmax", "U8", {blocks});
            const PlainTensor& map = get(".weight.quant_map", "F32", {16});
            const PlainTensor& nestedMap = get(".weight.nested_quant_map", "F32", {256});
            const PlainTensor& largest = get(".weight.nested_absmax", "F32", {(blocks + nested - 1) / nested});
            return [=, this, &codes, &absmax, &map, &nestedMap, &largest](std::size_t n, std::size_t k) {
                const std::size_t at = n * inputs + k, block = at / size;
                const float scale
                    = number(nestedMap, absmax.bytes.at(block)) * number(largest, block / nested) + offset;
                return number(map, codes.nibble(at, true)) * scale;
            };
        }
    };

    Json m_config;
    std::map<std::string, PlainTensor> m_tensors;
};

} // namespace headroom::test
