// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One type per tensor: kept, or by rule, or the preset's default; then the shape has the last word.
#include "core/quant/preset.h"
#include "core/quant/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace headroom::quant {

using tensor::Type;

namespace {

struct Kept {
    std::string_view part; ///< of the tensor's name
    std::string_view reason;
};
/// Matrices that are never quantized, by name (llama.cpp, tensor_allows_quantization).
constexpr std::array kKept{
    Kept{"_norm.weight", "norms stay as they are"},
    Kept{"ffn_gate_inp.weight", "the router stays as it is"},
    Kept{"position_embd.weight", "position embeddings stay as they are"},
    Kept{"token_types.weight", "token type embeddings stay as they are"},
    Kept{"ssm_conv1d.weight", "small convolution: stays as it is"},
    Kept{"shortconv.conv.weight", "small convolution: stays as it is"},
    Kept{"altup", "small and sensitive: stays as it is"},
    Kept{"laurel", "small and sensitive: stays as it is"},
    Kept{"per_layer_model_proj", "small and sensitive: stays as it is"},
};

/// Blocks do not fit the row: the next coarser block of at least as many bits.
struct Fallback {
    Type from;
    Type to;
};
constexpr std::array kFallbacks{
    Fallback{Type::Q2_K, Type::Q4_0}, Fallback{Type::Q3_K, Type::Q4_0}, Fallback{Type::Q4_K, Type::Q5_0},
    Fallback{Type::Q5_K, Type::Q5_1}, Fallback{Type::Q6_K, Type::Q8_0},
};

/// Why a tensor keeps its type; empty when it is to be quantized.
std::string_view keptBecause(const model::TensorSpec& spec)
{
    const auto dimensions
        = spec.shape.rend() - std::find_if(spec.shape.rbegin(), spec.shape.rend(), [](auto n) { return n != 1; });
    if (dimensions < 2)
        return "one-dimensional: stays as it is";
    if (!spec.name.ends_with("weight"))
        return "no weight matrix: stays as it is";
    for (const Kept& kept : kKept)
        if (spec.name.find(kept.part) != std::string::npos)
            return kept.reason;
    return {};
}

/// N of "blk.N."; nothing elsewhere.
std::optional<std::uint64_t> layerOf(std::string_view name)
{
    if (!name.starts_with("blk."))
        return std::nullopt;
    std::uint64_t layer = 0;
    const auto [end, error] = std::from_chars(name.data() + 4, name.data() + name.size(), layer);
    return error == std::errc() && end != name.data() + name.size() && *end == '.' ? std::optional(layer)
                                                                                   : std::nullopt;
}

/// Counts the tensors of each part in the order of layers, whatever their order in the file.
class Sites {
public:
    explicit Sites(const model::Description& model) : m_shape(model.shape)
    {
        std::vector<const model::TensorSpec*> sorted;
        for (const auto& spec : model.tensors) {
            m_tied = m_tied && spec.name != "output.weight";
            if (keptBecause(spec).empty())
                sorted.push_back(&spec);
        }
        std::ranges::stable_sort(sorted, {}, [](const auto* spec) { return layerOf(spec->name).value_or(0); });
        for (const auto* spec : sorted)
            m_index[spec->name] = m_count[partOf(spec->name, m_tied)]++;
    }

    bool tied() const { return m_tied; }

    Site of(const model::TensorSpec& spec, Part part) const
    {
        Site site;
        // The feed-forward counts over all layers; with experts the layer stands in the name.
        site.count = part == Part::Down ? m_shape.layers : m_count.at(part);
        site.index = m_index.at(spec.name);
        if (part == Part::Down && m_shape.experts > 1)
            site.index = layerOf(spec.name).value_or(site.index);
        site.columns = spec.shape.front();
        site.queriesPerKey = m_shape.kvHeads > 0 ? m_shape.heads / m_shape.kvHeads : 1;
        site.experts = m_shape.experts;
        site.falcon = m_shape.architecture == "falcon";
        site.llama70B = m_shape.layers == 80 && m_shape.kvHeads != m_shape.heads;
        return site;
    }

private:
    const model::Shape& m_shape;
    std::map<std::string, std::uint64_t, std::less<>> m_index;
    std::map<Part, std::uint64_t> m_count;
    bool m_tied = true;
};

void applyRules(const model::TensorSpec& spec, const Preset& preset, const Sites& sites, Assignment& assignment)
{
    const Part part = partOf(spec.name, sites.tied());
    const Site site = sites.of(spec, part);
    assignment.to = preset.defaultType;
    assignment.reason = "the preset's type";
    if (const Rule* rule = findRule(part, preset.fileType, site)) {
        assignment.to = rule->type;
        assignment.reason = rule->reason;
    }
    if (const Rule* rule = findOverride(part, assignment.to, site)) {
        assignment.to = rule->type;
        assignment.reason = rule->reason;
    }
    if (part == Part::Head && spec.name != "output.weight")
        assignment.reason += "; the embedding table is the head too";
}

void fitShape(std::uint64_t columns, Assignment& assignment)
{
    const tensor::Format& wanted = tensor::format(assignment.to);
    if (columns % wanted.blockSize == 0)
        return;
    const auto row = std::ranges::find(kFallbacks, assignment.to, &Fallback::from);
    assignment.to = row == kFallbacks.end() ? Type::F16 : row->to;
    if (columns % tensor::format(assignment.to).blockSize != 0)
        assignment.to = Type::F16;
    assignment.fallback = true;
    assignment.reason = fmt::format("rows of {} are no multiple of {}'s {}: {} instead", columns, wanted.name,
                                    wanted.blockSize, tensor::format(assignment.to).name);
}

} // namespace

std::vector<Assignment> assign(const model::Description& model, const Preset& preset)
{
    const Sites sites(model);
    std::vector<Assignment> assignments;
    assignments.reserve(model.tensors.size());
    for (const auto& spec : model.tensors) {
        Assignment assignment{spec.name, spec.type, spec.type, 0, {}, false};
        if (const auto reason = keptBecause(spec); !reason.empty()) {
            assignment.reason = reason;
        } else {
            applyRules(spec, preset, sites, assignment);
            fitShape(spec.shape.front(), assignment);
        }
        const std::uint64_t columns = spec.shape.empty() ? 1 : spec.shape.front();
        assignment.bytes = tensor::packedBytes(assignment.to, columns, spec.elements()).value_or(0);
        assignments.push_back(std::move(assignment));
    }
    return assignments;
}

} // namespace headroom::quant
