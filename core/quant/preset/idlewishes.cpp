// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset/idlewishes.h"

#include "core/quant/calibrate/importancenotes.h"
#include "core/quant/preset/kept.h"

#include <fmt/format.h>

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
    std::string before; ///< what decides the first tensor that it matches and does not decide
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

    std::vector<std::string> sentences() const
    {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < m_fates.size(); ++i) {
            const Fate& fate = m_fates[i];
            const std::string& text = m_wishes.overrides[i].text();
            if (fate.matched == 0)
                out.push_back(fmt::format("the override {} matches no tensor", text));
            else if (fate.decided == 0)
                out.push_back(fmt::format("the override {} has no effect: {}", text, fate.before));
            else if (!fate.changes)
                out.push_back(
                    fmt::format("the override {} changes nothing: what it matches has that type anyway", text));
        }
        return out;
    }

private:
    /// Whatever comes before all overrides; empty for most.
    std::string ruled(const model::TensorSpec& spec) const
    {
        if (m_preset.copies)
            return "the preset copies every tensor";
        if (m_wishes.leaveOutput && spec.name == "output.weight")
            return "the output head stays as it is, as wished";
        if (const auto kept = keptBecause(spec); !kept.empty())
            return std::string(kept);
        if (m_wishes.embeddingType && isEmbedding(spec.name))
            return "the type wished for embedding tables comes first";
        if (m_wishes.outputType && spec.name == "output.weight")
            return "the type wished for the output head comes first";
        return {};
    }

    void see(const model::TensorSpec& spec, bool changed)
    {
        std::string before = ruled(spec);
        for (std::size_t i = 0; i < m_fates.size(); ++i) {
            if (!m_wishes.overrides[i].matches(spec.name))
                continue;
            Fate& fate = m_fates[i];
            ++fate.matched;
            if (before.empty()) {
                ++fate.decided;
                fate.changes = fate.changes || changed;
                before = fmt::format("{} comes first", m_wishes.overrides[i].text());
            } else if (fate.before.empty()) {
                fate.before = before;
            }
        }
    }

    const Preset& m_preset;
    const AssignOptions& m_wishes;
    std::vector<Fate> m_fates;
};

/// Overrides that come with a preset are of the model that it was found for.
void sayOfPreset(const model::Description& model, const Preset& preset, const AssignOptions& wishes,
                 std::vector<std::string>& out)
{
    if (preset.overrides.empty())
        return;
    if (wishes.pure) {
        out.emplace_back("the overrides of the preset have no effect: one type for all tensors is wished");
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
        out.push_back(fmt::format("{} of {} overrides of the preset match no tensor: {}", idle.size(),
                                  preset.overrides.size(), listed(idle)));
}

} // namespace

std::vector<std::string> idleWishes(const model::Description& model, const Preset& preset, const AssignOptions& wishes,
                                    std::span<const Assignment> assignments)
{
    std::vector<std::string> out;
    const auto say = [&](bool wished, const char* what, auto forget) {
        if (!wished)
            return;
        AssignOptions without = wishes;
        forget(without);
        if (sameTypes(assignments, assign(model, preset, without)))
            out.push_back(fmt::format("{} has no effect: every tensor has the same type without", what));
    };
    say(wishes.pure, "one type for all tensors", [](AssignOptions& o) { o.pure = false; });
    say(wishes.leaveOutput, "leaving the output head as it is", [](AssignOptions& o) { o.leaveOutput = false; });
    say(wishes.outputType.has_value(), "the type wished for the output head",
        [](AssignOptions& o) { o.outputType.reset(); });
    say(wishes.embeddingType.has_value(), "the type wished for embedding tables",
        [](AssignOptions& o) { o.embeddingType.reset(); });
    const auto rounds = [](const Assignment& a) { return a.from != a.to && tensor::format(a.to).blockSize > 1; };
    if (wishes.betterSearch && std::ranges::none_of(assignments, rounds))
        out.emplace_back("trying more scales has no effect: the preset rounds no tensor");
    if (!wishes.overrides.empty()) {
        auto sentences = Fates(model, preset, wishes, assignments).sentences();
        std::ranges::move(sentences, std::back_inserter(out));
    }
    sayOfPreset(model, preset, wishes, out);
    return out;
}

} // namespace headroom::quant
