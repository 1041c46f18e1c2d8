// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// GPTQ checkpoints: qweight i32 [K·b/32, N], input k of output n at bit b·k of column n's stream; qzeros i32
// [G, N·b/32], output n at bit b·n of row g's stream, in version 1 one less than it is, modulo 2^b; scales f16 [G, N];
// g_idx i32 [K], the group of each input. Version 1 cannot say zero, so that only symmetric codes go there.
#include "core/quant/folder/coded.h"
#include "core/quant/folder/packing.h"

namespace headroom::quant {

namespace {

std::vector<MatrixPart> gptqParts(const FolderScheme& scheme, const MatrixShape& shape)
{
    const std::uint64_t groups = shape.inputs / scheme.widthOf(shape.inputs);
    return {{".g_idx", model::DType::I32, {shape.inputs}},
            {".qweight", model::DType::I32, {wordsFor(shape.inputs, scheme.bits), shape.outputs}},
            {".qzeros", model::DType::I32, {groups, wordsFor(shape.outputs, scheme.bits)}},
            {".scales", model::DType::F16, {groups, shape.outputs}}};
}

template <unsigned added> std::vector<std::vector<std::byte>> packGptq(const FolderScheme& scheme, const Coded& coded)
{
    const auto& [outputs, inputs, dtype] = coded.shape;
    const std::uint64_t groups = coded.across();
    const std::uint32_t mask = (1U << scheme.bits) - 1U;
    Words codes(wordsFor(inputs, scheme.bits), outputs), zeros(groups, wordsFor(outputs, scheme.bits));
    std::vector<float> scales(groups * outputs);
    std::vector<std::int32_t> index(inputs);
    for (std::uint64_t n = 0; n < outputs; ++n) {
        for (std::uint64_t k = 0; k < inputs; ++k)
            codes.putInColumn(n, k * scheme.bits, scheme.bits, coded.codes[n * inputs + k]);
        for (std::uint64_t g = 0; g < groups; ++g) {
            zeros.putInRow(g, n * scheme.bits, scheme.bits, (coded.zeros[n * groups + g] + added) & mask);
            scales[g * outputs + n] = coded.scales[n * groups + g];
        }
    }
    for (std::uint64_t k = 0; k < inputs; ++k)
        index[k] = static_cast<std::int32_t>(k / coded.width);
    return {bytesOf(index), codes.bytes(), zeros.bytes(), bytesOf(std::span<const float>(scales), model::DType::F16)};
}

/// A rule that takes a module out, as a regular expression.
std::string exceptionOf(const std::string& module)
{
    std::string rule = "-:^";
    for (const char c : module)
        rule += c == '.' ? "\\." : std::string(1, c);
    return rule + "$";
}

Json configOf(const FolderScheme& scheme, const std::vector<std::string>& plain, const char* format)
{
    Json config{{"quant_method", "gptq"},     {"bits", scheme.bits},
                {"group_size", scheme.width}, {"desc_act", false},
                {"sym", scheme.symmetric},    {"lm_head", false},
                {"true_sequential", true},    {"checkpoint_format", format},
                {"pack_dtype", "int32"},      {"meta", {{"quantizer", Json::array({"headroom:" HEADROOM_VERSION})}}}};
    for (const std::string& module : plain)
        config["dynamic"][exceptionOf(module)] = Json::object();
    return config;
}

Json configOne(const FolderScheme& scheme, const std::vector<std::string>& plain)
{
    return configOf(scheme, plain, "gptq");
}

Json configTwo(const FolderScheme& scheme, const std::vector<std::string>& plain)
{
    return configOf(scheme, plain, "gptq_v2");
}

constexpr unsigned kOneLess = ~0U; ///< one less

} // namespace

const FolderLayout kGptqOne{"gptq", gptqParts, packGptq<kOneLess>, configOne};
const FolderLayout kGptqTwo{"gptq", gptqParts, packGptq<0>, configTwo};

} // namespace headroom::quant
