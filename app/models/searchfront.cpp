// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/searchfront.h"
#include "app/models/jsonvalue.h"

#include "core/base/json.h"
#include "core/quant/preset/mixture.h"
#include "core/search/search.h"

#include <algorithm>

namespace headroom::app {

namespace {

/// The largest that is no longer the tensor as it is, which comes first.
std::uint64_t largestQuantized(const search::Slot& slot)
{
    std::uint64_t bytes = slot.choices.size() > 1 ? 0 : slot.choices.front().bytes;
    for (std::size_t i = 1; i < slot.choices.size(); ++i)
        bytes = std::max(bytes, slot.choices[i].bytes);
    return bytes;
}

} // namespace

SearchFront::SearchFront(std::vector<search::Slot> table, search::ParetoFront front)
    : m_slots(std::move(table)), m_front(std::move(front))
{
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        m_index.emplace(m_slots[i].name, i);
        m_most += largestQuantized(m_slots[i]);
    }
}

Result<std::shared_ptr<const SearchFront>> SearchFront::read(const Json& result)
{
    auto table = search::choicesFromJson(result);
    if (!table)
        return tl::unexpected(std::move(table.error()));
    auto front = search::ParetoFront::of(*table);
    if (!front)
        return tl::unexpected(std::move(front.error()));
    std::shared_ptr<SearchFront> made(new SearchFront(std::move(*table), std::move(*front)));
    made->readFacts(result);
    made->readMeasured(result);
    return std::shared_ptr<const SearchFront>(std::move(made));
}

void SearchFront::readFacts(const Json& result)
{
    m_found = std::uint64_t(std::max(0.0, numberIn(result, "tensor_bytes")));
    const auto groups = result.find("groups");
    m_isDivergence = groups != result.end() && groups->is_array() && !groups->empty();
    m_warnings = remarksFromJson(result, "warnings", "remarks");
}

void SearchFront::readMeasured(const Json& result)
{
    const auto measured = result.find("measured");
    if (measured == result.end() || !measured->is_object())
        return;
    const auto add = [&](const Json& figures, std::string preset) {
        m_measured.push_back(
            {std::move(preset), numberIn(figures, "mean_kld"), numberIn(figures, "mean_kld_standard_error")});
    };
    add(*measured, {});
    const auto reference = measured->find("reference");
    if (reference == measured->end() || !reference->is_object())
        return;
    if (const auto name = reference->find("preset"); name != reference->end() && name->is_string())
        add(*reference, name->get<std::string>());
}

search::Allocation SearchFront::within(std::uint64_t tensorBytes) const
{
    const std::uint64_t budget = std::clamp(tensorBytes, least(), std::max(least(), m_most));
    return m_front.within(budget).value_or(m_front.at(0)); // never below the least
}

Result<quant::Preset> SearchFront::mixture(const search::Allocation& allocation, const std::string& name,
                                           const Remark& summary) const
{
    std::vector<quant::TensorType> types;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        if (m_slots[i].choices.size() > 1)
            types.push_back({m_slots[i].name, m_slots[i].choices[allocation.choices[i]].type});
    return quant::mixturePreset(name, summary, types);
}

std::optional<double> SearchFront::predicted(const std::vector<TensorRow>& rows) const
{
    double sum = 0;
    for (const TensorRow& row : rows) {
        const auto slot = m_index.find(row.name);
        if (slot == m_index.end())
            return std::nullopt;
        const auto& choices = m_slots[slot->second].choices;
        const auto choice = std::ranges::find(choices, row.to, &search::Choice::type);
        if (choice == choices.end())
            return std::nullopt;
        sum += choice->damage;
    }
    return rows.empty() ? std::nullopt : std::optional(sum);
}

} // namespace headroom::app
