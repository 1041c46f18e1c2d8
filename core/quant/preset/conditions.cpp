// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The conditions and parts that rules are made of, with the names they have in preset files.
#include "core/quant/preset/rules.h"

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

struct ConditionRow {
    Condition bit;
    std::string_view name;
    bool (*holds)(const Site&);
};

/// The first and last eighth, and every third layer between.
bool isSpread(const Site& site)
{
    const std::uint64_t eighth = site.count / 8;
    return site.layer < eighth || site.layer >= 7 * site.count / 8 || (site.layer - eighth) % 3 == 2;
}
bool isMiddle(const Site& site)
{
    return site.layer >= site.count / 8 && site.layer < 7 * site.count / 8;
}

constexpr std::array kConditions{
    ConditionRow{kFalcon, "falcon", [](const Site& s) { return s.falcon; }},
    ConditionRow{kNotFalcon, "not falcon", [](const Site& s) { return !s.falcon; }},
    ConditionRow{kGroupedByFour, "gqa>=4", [](const Site& s) { return s.queriesPerKey >= 4; }},
    ConditionRow{kEightExperts, "experts=8", [](const Site& s) { return s.experts == 8; }},
    ConditionRow{kFourExperts, "experts>=4", [](const Site& s) { return s.experts >= 4; }},
    ConditionRow{kImportance, "imatrix", [](const Site& s) { return s.importance; }},
    ConditionRow{kNoImportance, "no imatrix", [](const Site& s) { return !s.importance; }},
    ConditionRow{kFirstTwo, "layer<2", [](const Site& s) { return s.layer < 2; }},
    ConditionRow{kFirstFour, "layer<4", [](const Site& s) { return s.layer < 4; }},
    ConditionRow{kFirstSixteenth, "layer<n/16", [](const Site& s) { return s.layer < s.count / 16; }},
    ConditionRow{kFirstEighth, "layer<n/8", [](const Site& s) { return s.layer < s.count / 8; }},
    ConditionRow{kCountedFirstEighth, "nth<n/8", [](const Site& s) { return s.nth < s.count / 8; }},
    ConditionRow{kSpread, "first and last eighth and every third", isSpread},
    ConditionRow{kMiddle, "middle three quarters", isMiddle},
    ConditionRow{kStacked, "experts in one tensor", [](const Site& s) { return s.stacked; }},
    ConditionRow{kIndivisible, "rows do not divide", [](const Site& s) { return s.indivisible; }},
    ConditionRow{kSeventyB, "80 layers with grouped queries", [](const Site& s) { return s.llama70B; }},
};

struct PartRow {
    Part part;
    std::string_view name; ///< in preset files
    std::string_view match; ///< in tensor names; empty: not by name alone
};
/// In the order in which names are matched.
constexpr std::array kParts{
    PartRow{Part::Any, "any", ""},
    PartRow{Part::Head, "output", ""},
    PartRow{Part::Embedding, "token_embd", ""},
    PartRow{Part::Value, "attn_v", "attn_qkv.weight"},
    PartRow{Part::Value, "attn_v", "attn_kv_b.weight"},
    PartRow{Part::Value, "attn_v", "attn_v.weight"},
    PartRow{Part::Key, "attn_k", "attn_k.weight"},
    PartRow{Part::Query, "attn_q", "attn_q.weight"},
    PartRow{Part::AttentionOutput, "attn_output", "attn_output.weight"},
    PartRow{Part::Up, "ffn_up", "ffn_up"},
    PartRow{Part::Gate, "ffn_gate", "ffn_gate"},
    PartRow{Part::Down, "ffn_down", "ffn_down"},
    PartRow{Part::Other, "other", ""},
};

template <class Rows> std::string namesOf(const Rows& rows)
{
    std::string all;
    for (const auto& row : rows)
        if (all.find(row.name) == std::string::npos)
            all += (all.empty() ? "" : ", ") + std::string(row.name);
    return all;
}

} // namespace

Part partOf(std::string_view tensor, bool tiedOutput)
{
    if (tensor == "output.weight")
        return Part::Head;
    if (tensor == "token_embd.weight" || tensor == "per_layer_token_embd.weight")
        return tiedOutput ? Part::Head : Part::Embedding;
    for (const PartRow& row : kParts)
        if (!row.match.empty() && tensor.find(row.match) != std::string_view::npos)
            return row.part;
    return Part::Other;
}

const Rule* findRule(std::span<const Rule> rules, Part part, const Site& site)
{
    const auto applies = [&](const Rule& rule) {
        return (rule.part == part || rule.part == Part::Any)
            && std::ranges::all_of(
                   kConditions, [&](const ConditionRow& row) { return (rule.when & row.bit) == 0 || row.holds(site); });
    };
    const auto rule = std::ranges::find_if(rules, applies);
    return rule == rules.end() ? nullptr : &*rule;
}

std::string_view partName(Part part)
{
    return std::ranges::find(kParts, part, &PartRow::part)->name;
}

Result<Part> partFromName(std::string_view name)
{
    const auto row = std::ranges::find(kParts, name, &PartRow::name);
    if (row == kParts.end())
        return fail(ErrorCode::InvalidArgument, std::string(name),
                    "is no kind of tensor; there are " + namesOf(kParts));
    return row->part;
}

std::vector<std::string_view> conditionNames(std::uint32_t when)
{
    std::vector<std::string_view> names;
    for (const ConditionRow& row : kConditions)
        if ((when & row.bit) != 0)
            names.push_back(row.name);
    return names;
}

Result<std::uint32_t> conditionFromName(std::string_view name)
{
    const auto row = std::ranges::find(kConditions, name, &ConditionRow::name);
    if (row == kConditions.end())
        return fail(ErrorCode::InvalidArgument, std::string(name),
                    "is no condition; there are " + namesOf(kConditions));
    return row->bit;
}

} // namespace headroom::quant
