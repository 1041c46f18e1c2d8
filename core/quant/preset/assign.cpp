// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One type per tensor: kept, or as the user wishes, or by rule, or the preset's default; then the shape has the last
// word. Rules count the tensors of each kind in the order of layers, whatever their order in the file.
#include "core/base/remarks.h"
#include "core/quant/preset/kept.h"
#include "core/quant/preset/preset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace headroom::quant {

using tensor::Type;

namespace {

/// Blocks do not fit the row: the next coarser block of at least as many bits.
struct Fallback {
    Type from;
    Type to;
};
constexpr std::array kFallbacks{
    Fallback{Type::IQ1_S, Type::IQ4_NL},  Fallback{Type::IQ1_M, Type::IQ4_NL},  Fallback{Type::IQ2_XXS, Type::IQ4_NL},
    Fallback{Type::IQ2_XS, Type::IQ4_NL}, Fallback{Type::IQ2_S, Type::IQ4_NL},  Fallback{Type::IQ3_XXS, Type::IQ4_NL},
    Fallback{Type::IQ3_S, Type::IQ4_NL},  Fallback{Type::IQ4_XS, Type::IQ4_NL}, Fallback{Type::Q2_0, Type::Q4_0},
    Fallback{Type::Q2_K, Type::Q4_0},     Fallback{Type::Q3_K, Type::Q4_0},     Fallback{Type::TQ1_0, Type::Q4_0},
    Fallback{Type::TQ2_0, Type::Q4_0},    Fallback{Type::Q4_K, Type::Q5_0},     Fallback{Type::Q5_K, Type::Q5_1},
    Fallback{Type::Q6_K, Type::Q8_0},
};

/// Types of so few bits that they are useless where every weight counts the same.
constexpr std::array kNeedImportance{Type::IQ1_S, Type::IQ1_M, Type::IQ2_XXS, Type::IQ2_XS, Type::IQ2_S, Type::IQ3_XXS};

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

class Assigner {
public:
    Assigner(const model::Description& model, const Preset& preset, const AssignOptions& options)
        : m_shape(model.shape), m_preset(preset), m_options(options)
    {
        for (const auto& spec : model.tensors)
            m_tied = m_tied && spec.name != "output.weight";
        for (const auto& spec : model.tensors)
            m_values += partOf(spec.name, m_tied) == Part::Value ? 1 : 0;
    }

    /// Tensors must come in the order of layers.
    Assignment assign(const model::TensorSpec& spec)
    {
        Assignment assignment{spec.name, spec.type, spec.type, 0, {}};
        assignment.reason = kept(spec);
        if (assignment.reason.empty())
            choose(spec, assignment);
        const std::uint64_t columns = spec.shape.empty() ? 1 : spec.shape.front();
        assignment.bytes = tensor::packedBytes(assignment.to, columns, spec.elements()).value_or(0);
        return assignment;
    }

private:
    Remark kept(const model::TensorSpec& spec) const
    {
        if (m_preset.copies)
            return remark("type.copied");
        if (m_options.leaveOutput && spec.name == "output.weight")
            return remark("type.head_as_wished");
        return keptBecause(spec);
    }

    void choose(const model::TensorSpec& spec, Assignment& assignment)
    {
        assignment.to = m_preset.defaultType;
        assignment.reason = remark("type.preset");
        if (!wish(spec, assignment) && !m_options.pure)
            applyRules(spec, assignment);
        fitShape(spec.shape.front(), assignment);
        const bool isTable = isEmbedding(spec.name) || spec.name == "output.weight";
        assignment.needsImportance = !isTable
            && (std::ranges::count(kNeedImportance, assignment.to) > 0
                || (assignment.to == Type::Q2_K && m_preset.fileType == kQ2_K_S));
    }

    /// What the user has said about this tensor.
    bool wish(const model::TensorSpec& spec, Assignment& assignment) const
    {
        if (m_options.embeddingType && isEmbedding(spec.name)) {
            assignment.to = *m_options.embeddingType;
            assignment.reason = remark("type.embeddings_wished");
            return true;
        }
        if (m_options.outputType && spec.name == "output.weight") {
            assignment.to = *m_options.outputType;
            assignment.reason = remark("type.head_wished");
            return true;
        }
        return override(m_options.overrides, false, spec, assignment)
            || (!m_options.pure && override(m_preset.overrides, true, spec, assignment));
    }

    static bool override(std::span<const Override> overrides, bool ofPreset, const model::TensorSpec& spec,
                         Assignment& assignment)
    {
        const auto found
            = std::ranges::find_if(overrides, [&](const Override& override) { return override.matches(spec.name); });
        if (found == overrides.end())
            return false;
        assignment.to = found->type();
        assignment.reason = said(*found, ofPreset);
        return true;
    }

    /// One that names a single tensor, "^…$=TYPE", is told from one that finds several.
    static Remark said(const Override& override, bool ofPreset)
    {
        const std::string& text = override.text();
        const std::size_t end = text.rfind("$=");
        if (!text.starts_with('^') || end == std::string::npos)
            return ofPreset ? remark("type.preset_override", text) : remark("type.override", text);
        const std::string tensor = text.substr(1, end - 1), type = text.substr(end + 2);
        return ofPreset ? remark("type.preset_override_of_one", tensor, type)
                        : remark("type.override_of_one", tensor, type);
    }

    void applyRules(const model::TensorSpec& spec, Assignment& assignment)
    {
        const Part part = partOf(spec.name, m_tied);
        const Site site = siteOf(spec, part);
        if (part == Part::Head && m_options.outputType) {
            assignment.to = *m_options.outputType;
            assignment.reason = remark("type.head_wished");
        } else if (const Rule* rule = findRule(m_preset.rules, part, site)) {
            assignment.to = rule->type;
            assignment.reason = rule->reason;
            assignment.fallback = (rule->when & kIndivisible) != 0; // the shape's doing, not the mixture's
        }
        if (part == Part::Head && spec.name != "output.weight")
            append(assignment.reason, remark("type.tied_head"));
    }

    Site siteOf(const model::TensorSpec& spec, Part part)
    {
        Site site;
        site.nth = m_seen[part]++;
        site.layer = site.nth;
        site.count = part == Part::Value ? m_values : m_shape.layers;
        const bool isFeedForward = part == Part::Down || part == Part::Gate || part == Part::Up;
        if (isFeedForward && m_shape.experts > 1)
            site.layer = layerOf(spec.name).value_or(site.nth);
        site.queriesPerKey = m_shape.kvHeads > 0 ? m_shape.heads / m_shape.kvHeads : 1;
        site.experts = m_shape.experts;
        site.falcon = m_shape.architecture == "falcon";
        site.llama70B = m_shape.layers == 80 && m_shape.kvHeads != m_shape.heads;
        site.importance = m_options.importance;
        site.stacked = spec.shape.size() > 2 && spec.shape[2] > 1;
        site.indivisible = spec.shape.front() % tensor::format(m_preset.defaultType).blockSize != 0;
        return site;
    }

    static void fitShape(std::uint64_t columns, Assignment& assignment)
    {
        const tensor::Format& wanted = tensor::format(assignment.to);
        if (columns % wanted.blockSize == 0)
            return;
        const auto row = std::ranges::find(kFallbacks, assignment.to, &Fallback::from);
        if (row == kFallbacks.end() && wanted.blockSize != 32)
            assignment.problem
                = fmt::format("rows of {} are no multiple of {}'s {}, and no other type stands in for it", columns,
                              wanted.name, wanted.blockSize);
        assignment.to = row == kFallbacks.end() ? Type::F16 : row->to;
        if (columns % tensor::format(assignment.to).blockSize != 0)
            assignment.to = Type::F16;
        assignment.fallback = true;
        assignment.reason = remark("type.rows_indivisible", columns, wanted.name, wanted.blockSize,
                                   tensor::format(assignment.to).name);
    }

    const model::Shape& m_shape;
    const Preset& m_preset;
    const AssignOptions& m_options;
    std::map<Part, std::uint64_t> m_seen;
    std::uint64_t m_values = 0; ///< tensors of attention values
    bool m_tied = true;
};

} // namespace

std::vector<Assignment> assign(const model::Description& model, const Preset& preset, const AssignOptions& options)
{
    std::vector<std::size_t> order(model.tensors.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return layerOf(model.tensors[i].name).value_or(0); });
    Assigner assigner(model, preset, options);
    std::vector<Assignment> assignments(model.tensors.size());
    for (const std::size_t i : order)
        assignments[i] = assigner.assign(model.tensors[i]);
    return assignments;
}

} // namespace headroom::quant
