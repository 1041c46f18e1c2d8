// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a second reader of quantized folders, written from the byte layouts alone and bit by bit, so that the writer is
// not tested against Headroom's own reader. It shares no code with the engine but the JSON parser.
#pragma once

#include "core/base/json.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace headroom::test {

struct PlainTensor {
    std::string dtype;
    std::vector<std::size_t> shape;
    std::vector<unsigned char> bytes;

    std::uint32_t bits(std::size_t first, unsigned count, std::size_t stride) const ///< of a stream of words
    {
        std::uint32_t value = 0;
        for (unsigned bit = 0; bit < count; ++bit) {
            const std::size_t at = first + bit, word = at / 32 * stride, in = at % 32;
            value |= std::uint32_t(bytes.at(word * 4 + in / 8) >> in % 8 & 1) << bit;
        }
        return value;
    }
};

inline double halfOf(unsigned bits) ///< binary16, by its definition
{
    const double sign = bits & 0x8000U ? -1 : 1;
    const int exponent = int(bits >> 10U & 31U);
    const double fraction = bits & 1023U;
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
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

    /// A weight [outputs, inputs] of this module as float32, however it is stored.
    std::vector<float> weight(const std::string& module, std::size_t outputs, std::size_t inputs) const
    {
        std::vector<float> out;
        for (std::size_t n = 0; n < outputs; ++n)
            for (std::size_t k = 0; k < inputs; ++k)
                out.push_back(valueOf(module, outputs, inputs, n, k));
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
    float valueOf(const std::string& module, std::size_t outputs, std::size_t inputs, std::size_t n,
                  std::size_t k) const
    {
        const std::string method = quantization().at("quant_method");
        const std::string format = quantization().value("format", method);
        if (format == "pack-quantized")
            return packQuantized(module, outputs, inputs, n, k);
        throw std::runtime_error("another format: " + format);
    }
    const Json& weights() const { return quantization().at("config_groups").at("group_0").at("weights"); }

    float packQuantized(const std::string& module, std::size_t outputs, std::size_t inputs, std::size_t n,
                        std::size_t k) const
    {
        const PlainTensor& packed = m_tensors.at(module + ".weight_packed");
        const unsigned bits = weights().at("num_bits");
        const std::size_t words = (inputs * bits + 31) / 32,
                          groups = inputs / weights().at("group_size").get<std::size_t>();
        if (packed.shape != std::vector<std::size_t>{outputs, words})
            throw std::runtime_error("shape of " + module);
        const auto code = packed.bits(n * words * 32 + k * bits, bits, 1);
        const std::size_t group = k / weights().at("group_size").get<std::size_t>();
        std::uint32_t zero = 1U << (bits - 1);
        if (!weights().at("symmetric").get<bool>()) { // packed down the outputs: words [ceil(N·b/32), G]
            const PlainTensor& zeros = m_tensors.at(module + ".weight_zero_point");
            PlainTensor column;
            for (std::size_t row = 0; row < zeros.shape.at(0); ++row)
                for (std::size_t b = 0; b < 4; ++b)
                    column.bytes.push_back(zeros.bytes.at((row * groups + group) * 4 + b));
            zero = column.bits(n * bits, bits, 1);
        }
        return number(m_tensors.at(module + ".weight_scale"), n * groups + group) * float(int(code) - int(zero));
    }

    Json m_config;
    std::map<std::string, PlainTensor> m_tensors;
};

} // namespace headroom::test
