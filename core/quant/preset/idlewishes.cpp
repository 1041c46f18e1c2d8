// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/idlewishes.h"

#include "core/base/remarks.h"
#include "core/quant/calibrate/importancenotes.h"
#include "core/quant/preset/kept.h"

#include <algorithm>

namespace headroom::quant {

namespace {

bool sameTypes(std::span<const Assignment> a, std::span<const Assignment> b)
{
    return std::ranges::equal(a, b, {}, &Assignment::to, &Assignment::to);
}

/// What becomes of one override.
struct Fate {
    std::size_t matched = 0;
    std::size_t decided = 0; ///< tensors whose type it sets
    bool changes = false; ///< one of them would have another type without any override
    Remark before; ///< what decides the first tensor that it matches and does not decide, rather one that has a choice
    bool beforeIsKept = false;
};

class Fates {
public:
    Fates(const model::Description& model, const Preset& preset, const AssignOptions& wishes,
          std::span<const Assignment> assignments)
        : m_preset(preset), m_wishes(wishes), m_fates(wishes.overrides.size())
    {
        AssignOptions without = wishes;
        without.overrides.clear();
        const auto plain = assign(model, preset, without);
        for (std::size_t i = 0; i < model.tensors.size(); ++i)
            see(model.tensors[i], assignments[i].to != plain[i].to);
    }

    Remarks sentences() const
    {
        Remarks out;
        for (std::size_t i = 0; i < m_fates.size(); ++i) {
            const Fate& fate = m_fates[i];
            const std::string& text = m_wishes.overrides[i].text();
            if (fate.matched == 0)
                out.push_back(remark("quantize.override_idle", text));
            else if (fate.decided == 0)
                out.push_back(remark("quantize.override_without_effect", text, fate.before));
            else if (!fate.changes)
                out.push_back(remark("quantize.override_changes_nothing", text));
        }
        return out;
    }

private:
    /// Whatever comes before all overrides; empty for most.
    Remark ruled(const model::TensorSpec& spec) const
    {
        if (m_preset.copies)
            return remark("type.preset_copies");
        if (m_wishes.leaveOutput && spec.name == "output.weight")
            return remark("type.head_as_wished");
        if (Remark kept = keptBecause(spec); !kept.empty())
            return kept;
        if (m_wishes.embeddingType && isEmbedding(spec.name))
            return remark("type.embeddings_first");
        if (m_wishes.outputType && spec.name == "output.weight")
            return remark("type.head_first");
        return {};
    }

    void see(const model::TensorSpec& spec, bool changed)
    {
        Remark before = ruled(spec);
        const bool kept = !keptBecause(spec).empty();
        for (std::size_t i = 0; i < m_fates.size(); ++i) {
            if (!m_wishes.overrides[i].matches(spec.name))
                continue;
            Fate& fate = m_fates[i];
            ++fate.matched;
            if (before.empty()) {
                ++fate.decided;
                fate.changes = fate.changes || changed;
                before = remark("type.other_first", m_wishes.overrides[i].text());
            } else if (fate.before.empty() || (fate.beforeIsKept && !kept)) {
                fate.before = before;
                fate.beforeIsKept = kept;
            }
        }
    }

    const Preset& m_preset;
    const AssignOptions& m_wishes;
    std::vector<Fate> m_fates;
};

/// Overrides that come with a preset are of the model that it was found for.
void sayOfPreset(const model::Description& model, const Preset& preset, const AssignOptions& wishes, Remarks& out)
{
    if (preset.overrides.empty())
        return;
    if (wishes.pure) {
        out.push_back(remark("quantize.preset_overrides_pure"));
        return;
    }
    std::vector<char> matched(preset.overrides.size()); // most name one tensor each: its own is looked for first
    for (const auto& spec : model.tensors) {
        const auto first = std::ranges::find_if(preset.overrides, [&](const auto& o) { return o.matches(spec.name); });
        if (first != preset.overrides.end())
            matched[std::size_t(first - preset.overrides.begin())] = 1;
    }
    std::vector<std::string> idle;
    for (std::size_t i = 0; i < matched.size(); ++i) {
        const Override& override = preset.overrides[i];
        if (!matched[i]
            && std::ranges::none_of(model.tensors, [&](const auto& spec) { return override.matches(spec.name); }))
            idle.push_back(override.text());
    }
    if (!idle.empty())
        out.push_back(remark("quantize.preset_overrides_idle", idle.size(), preset.overrides.size(), listed(idle)));
}

} // namespace

Remarks idleWishes(const model::Description& model, const Preset& preset, const AssignOptions& wishes,
                   std::span<const Assignment> assignments)
{
    Remarks out;
    const auto say = [&](bool wished, Wording what, auto forget) {
        if (!wished)
            return;
        AssignOptions without = wishes;
        forget(without);
        if (sameTypes(assignments, assign(model, preset, without)))
            out.push_back(remark(what));
    };
    say(wishes.pure, "quantize.pure_idle", [](AssignOptions& o) { o.pure = false; });
    say(wishes.leaveOutput, "quantize.head_as_it_is_idle", [](AssignOptions& o) { o.leaveOutput = false; });
    say(wishes.outputType.has_value(), "quantize.head_type_idle", [](AssignOptions& o) { o.outputType.reset(); });
    say(wishes.embeddingType.has_value(), "quantize.embedding_type_idle",
        [](AssignOptions& o) { o.embeddingType.reset(); });
    const auto rounds = [](const Assignment& a) { return a.from != a.to && tensor::format(a.to).blockSize > 1; };
    if (wishes.betterSearch && std::ranges::none_of(assignments, rounds))
        out.push_back(remark("quantize.search_idle"));
    if (!wishes.excluded.empty() && !wishes.importance)
        out.push_back(remark("quantize.exclusion_without_matrix"));
    if (!wishes.overrides.empty()) {
        auto sentences = Fates(model, preset, wishes, assignments).sentences();
        std::ranges::move(sentences, std::back_inserter(out));
    }
    sayOfPreset(model, preset, wishes, out);
    return out;
}

} // namespace headroom::quant
