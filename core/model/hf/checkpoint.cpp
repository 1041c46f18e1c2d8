// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/checkpoint.h"

#include "core/model/ggufcursor.h"
#include "core/model/hf/configfields.h"
#include "core/model/hf/quantconfig.h"
#include "core/tensor/half.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model::hf {

namespace {

bool isFloat8(const StoredTensor& tensor)
{
    return tensor.dtype == DType::F8E4M3 || tensor.dtype == DType::F8E5M2;
}

/// Which tensor leads a quantized weight, what it is called afterwards, and who undoes it.
struct Method {
    std::string_view suffix; ///< of the leading tensor
    std::string_view companion; ///< beside it; empty: none needed
    bool (*applies)(const StoredTensor& leading, const Parts& parts);
    std::string_view result;
    Result<Rows> (*undo)(const Parts& parts);
};

bool always(const StoredTensor&, const Parts&)
{
    return true;
}

constexpr std::array kMethods{
    Method{".qweight", ".qzeros",
           [](const StoredTensor&, const Parts& parts) { return parts.text("quant_method") == "awq"; }, ".weight",
           fromAwq},
    Method{".qweight", ".qzeros", always, ".weight", fromGptq},
    Method{".weight_packed", ".weight_scale", always, ".weight", fromCompressed},
    Method{".weight", ".weight_scale_2",
           [](const StoredTensor& tensor, const Parts&) { return tensor.dtype == DType::U8; }, ".weight", fromModelOpt},
    Method{".weight", ".weight_scale",
           [](const StoredTensor& tensor, const Parts&) { return isFloat8(tensor) || tensor.dtype == DType::I8; },
           ".weight", fromScaled},
    Method{".weight", ".weight_scale_inv",
           [](const StoredTensor& tensor, const Parts&) { return isFloat8(tensor) || tensor.dtype == DType::I8; },
           ".weight", fromScaled},
    Method{".weight", ".weight.absmax",
           [](const StoredTensor& tensor, const Parts&) { return tensor.dtype == DType::U8; }, ".weight",
           fromBitsAndBytes},
    Method{".weight", ".SCB", [](const StoredTensor& tensor, const Parts&) { return tensor.dtype == DType::I8; },
           ".weight", fromLlmInt8},
    Method{"_blocks", "_scales", always, "_blocks", fromMxfp4Blocks},
};

constexpr std::array<std::string_view, 9> kKnownMethods{
    "", "gptq", "awq", "compressed-tensors", "fp8", "fbgemm_fp8", "bitsandbytes", "mxfp4", "modelopt"};

/// What other programs write, and run in a form of their own.
struct Foreign {
    std::string_view method, name;
};
constexpr std::array kForeign{
    Foreign{"exl3", "EXL3 of ExLlamaV3"},
    Foreign{"exl2", "EXL2 of ExLlamaV2"},
    Foreign{"hqq", "HQQ"},
    Foreign{"auto-round", "AutoRound"},
    Foreign{"quark", "AMD Quark"},
    Foreign{"torchao", "torchao"},
    Foreign{"aqlm", "AQLM"},
    Foreign{"vptq", "VPTQ"},
    Foreign{"quip", "QuIP#"},
    Foreign{"bitnet", "BitNet's own form"},
    Foreign{"spqr", "SpQR"},
    Foreign{"higgs", "HIGGS"},
    Foreign{"eetq", "EETQ"},
    Foreign{"quanto", "Quanto"},
    Foreign{"fp_quant", "FP-Quant"},
};

std::string foreignName(const std::string& method)
{
    const auto row = std::ranges::find(kForeign, method, &Foreign::method);
    return row == kForeign.end() ? fmt::format("\"{}\"", printable(method)) : std::string(row->name);
}

/// Ends of names that only running at lower precision needs.
constexpr std::array<std::string_view, 10> kRuntimeOnly{
    ".input_scale",      ".output_scale", ".k_scale",    ".v_scale",          ".input_global_scale",
    ".input_zero_point", ".q_scale",      ".prob_scale", ".activation_scale", ".SCB"};

/// The stored tensor as rows; types that we have no name for become the smallest that holds them exactly.
Rows plain(const StoredTensor& tensor)
{
    Rows rows;
    rows.shape.assign(tensor.shape.rbegin(), tensor.shape.rend());
    if (rows.shape.empty())
        rows.shape = {1};
    rows.mapped = tensor.data;
    rows.file = tensor.file;
    rows.offset = tensor.offset;
    rows.type = dtypeRow(tensor.dtype).type.value_or(tensor::Type::I8);
    if (isFloat8(tensor) || tensor.dtype == DType::F8E8M0) {
        rows.type = tensor::Type::BF16; // holds every value of the three
        rows.storedBytes = tensor.data.size();
        rows.read
            = [tensor, width = rows.columns()](std::uint64_t first, std::uint64_t count, std::span<std::byte> out) {
                  for (std::uint64_t i = 0; i < count * width; ++i) {
                      const auto value = tensor::floatToBfloat(numberAt(tensor, first * width + i));
                      std::memcpy(out.data() + i * sizeof value, &value, sizeof value);
                  }
              };
    } else if (!dtypeRow(tensor.dtype).type && dtypeRow(tensor.dtype).bytes > 1) {
        rows.type = dtypeRow(tensor.dtype).bytes == 2 ? tensor::Type::I16
            : dtypeRow(tensor.dtype).bytes == 4       ? tensor::Type::I32
                                                      : tensor::Type::I64;
    }
    return rows;
}

class Reader {
public:
    Reader(const SafetensorsSet& set, const Json& quantization)
        : m_set(set), m_config(quantization.is_object() ? quantization : Json::object())
    {
    }
    Result<Checkpoint> read()
    {
        HEADROOM_TRY(checkMethod());
        for (const auto& [name, tensor] : m_set.tensors())
            HEADROOM_TRY(undo(name, tensor));
        const bool undone = !m_checkpoint.tensors.empty();
        for (const auto& [name, tensor] : m_set.tensors()) {
            if (m_taken.contains(name) || tensor.data.empty() || isRuntimeOnly(name))
                continue;
            HEADROOM_TRY(checkScaled(name, tensor));
            m_checkpoint.tensors.emplace(name, plain(tensor));
        }
        HEADROOM_TRY(checkUndone(undone));
        return std::move(m_checkpoint);
    }

private:
    Status checkMethod()
    {
        const auto said = m_config.find("quant_method");
        const std::string method = said != m_config.end() ? methodOf(m_config) : "";
        if (std::ranges::find(kKnownMethods, method) == kKnownMethods.end())
            return fail(ErrorCode::Unsupported, "config.json, \"quantization_config\"",
                        fmt::format("quantized by {}, which cannot be undone here", foreignName(method)));
        for (const auto& [name, tensor] : m_set.tensors())
            if (name.ends_with(".trellis") || name.ends_with(".q_invperm"))
                return fail(ErrorCode::Unsupported, m_set.placeOf(tensor),
                            fmt::format("is quantized by {}, which cannot be undone here",
                                        foreignName(name.ends_with(".trellis") ? "exl3" : "exl2")));
        m_checkpoint.method = method;
        return method == "gptq" ? checkDynamic() : Status();
    }
    /// GPTQModel's rules by module: "-:" leaves one as it is, which shows; others give it bits or groups of its own.
    Status checkDynamic() const
    {
        const auto rules = m_config.find("dynamic");
        if (rules == m_config.end() || !rules->is_object())
            return {};
        for (const auto& [module, own] : rules->items())
            if (!module.starts_with("-:"))
                return fail(
                    ErrorCode::Unsupported, "config.json, \"quantization_config\", \"dynamic\"",
                    fmt::format("gives \"{}\" bits of its own: mixed GPTQ is not supported", printable(module)));
        return {};
    }
    Status undo(const std::string& name, const StoredTensor& tensor)
    {
        for (const Method& method : kMethods) {
            if (!name.ends_with(method.suffix))
                continue;
            std::string stem = name.substr(0, name.size() - method.suffix.size());
            const Parts parts(m_set, stem, m_config, m_taken);
            if (!m_set.find(stem + std::string(method.companion)) || !method.applies(tensor, parts))
                continue;
            auto rows = method.undo(parts);
            if (!rows)
                return tl::unexpected(std::move(rows.error()));
            if (rows->elements() == 0)
                return parts.corrupt(method.suffix, "holds nothing");
            for (const std::string_view own : kRuntimeOnly)
                static_cast<void>(parts.find(own));
            rows->storedBytes = parts.storedBytes();
            m_checkpoint.tensors.emplace(stem + std::string(method.result), std::move(*rows));
            break;
        }
        return {};
    }
    /// Only caches are quantized, or weights only thinned out: compressed-tensors names no group then, ModelOpt no
    /// method.
    bool sparesWeights() const
    {
        const auto groups = m_config.find("config_groups"), method = m_config.find("quant_algo");
        return (groups != m_config.end() && groups->empty()) || (method != m_config.end() && method->is_null());
    }
    /// Engines read weights as the method stores them: codes without scales, where these are plain numbers.
    Status checkUndone(bool undone) const
    {
        if (m_checkpoint.method.empty() || undone || m_set.tensors().empty() || sparesWeights())
            return {};
        return fail(ErrorCode::Corrupt, "config.json, \"quantization_config\"",
                    fmt::format("says \"{}\", but no weight is stored that way: where the weights were converted back, "
                                "take this part out",
                                printable(m_checkpoint.method)));
    }
    /// What was quantized to eight bits is not what its codes say: a weight that is not has another type.
    Status checkScaled(const std::string& name, const StoredTensor& tensor) const
    {
        const bool codes = isFloat8(tensor) || tensor.dtype == DType::I8;
        if (m_checkpoint.method.empty() || !codes || tensor.shape.size() < 2 || !name.ends_with(".weight"))
            return {};
        return fail(ErrorCode::Corrupt, m_set.placeOf(tensor),
                    fmt::format("has no scales beside it, which \"{}\" weights of eight bits need",
                                printable(m_checkpoint.method)));
    }
    static bool isRuntimeOnly(const std::string& name)
    {
        return std::ranges::any_of(kRuntimeOnly, [&](std::string_view end) { return name.ends_with(end); });
    }

    const SafetensorsSet& m_set;
    Json m_config;
    Checkpoint m_checkpoint;
    std::set<std::string, std::less<>> m_taken;
};

} // namespace

Result<Checkpoint> Checkpoint::read(const SafetensorsSet& set, const Json& quantization)
{
    HEADROOM_TRY(checkQuantization(quantization));
    return Reader(set, quantization).read();
}

} // namespace headroom::model::hf
