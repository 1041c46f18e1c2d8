// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/fit/leftout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace headroom::plan {

namespace {

constexpr std::size_t kFewest = 20;
constexpr double kWithin = 0.9;
constexpr std::size_t kGroups = 10; ///< that are left out in turn

Nearness nearnessTo(const Posterior& posterior, const Setting& setting)
{
    return posterior.saw(setting, kCard | kFormat) ? Nearness::CardAndFormat
        : posterior.saw(setting, kCard)            ? Nearness::Card
        : posterior.saw(setting, kSilicon)         ? Nearness::Silicon
        : posterior.saw(setting, kVendor)          ? Nearness::Vendor
                                                   : Nearness::None;
}

/// A user does not say which of an engine's back ends it will be.
Setting asAsked(Setting setting)
{
    setting.set(kBackend, {});
    return setting;
}

/// Models by the order of their names, ten groups.
std::map<std::string, std::size_t> tenths(std::span<const Evidence* const> evidence)
{
    std::map<std::string, std::size_t> groups;
    for (const Evidence* each : evidence)
        groups.emplace(each->measurement().model, 0);
    std::size_t next = 0;
    for (auto& [model, group] : groups)
        group = next++ % kGroups;
    return groups;
}

} // namespace

LeftOutErrors::LeftOutErrors(std::span<const Evidence* const> evidence) : m_evidence(evidence.begin(), evidence.end())
{
    for (const Evidence* each : evidence)
        ++m_ofCard[each->setting().of(kCard)];
}

double LeftOutErrors::weightOf(std::size_t evidence) const
{
    return 1.0 / double(m_ofCard.at(m_evidence[evidence]->setting().of(kCard)));
}

Status LeftOutErrors::leaveOut(Pass pass, const Group& group, JobControl& control)
{
    std::set<std::string> groups;
    for (const Evidence* each : m_evidence)
        groups.insert(group(*each));
    for (const std::string& left : groups) {
        HEADROOM_TRY(control.checkpoint());
        std::vector<const Evidence*> kept;
        std::ranges::copy_if(m_evidence, std::back_inserter(kept),
                             [&](const auto* each) { return group(*each) != left; });
        Posterior posterior(kept);
        posterior.fit();
        for (std::size_t i = 0; i < m_evidence.size(); ++i) {
            if (group(*m_evidence[i]) != left)
                continue;
            const Setting asked = asAsked(m_evidence[i]->setting());
            m_errors[pass].push_back({i, nearnessTo(posterior, asked),
                                      m_evidence[i]->lnExpected(posterior.rates(asked)) - m_evidence[i]->lnMeasured()});
        }
    }
    return {};
}

Status LeftOutErrors::measure(JobControl& control)
{
    const auto groups = tenths(m_evidence);
    HEADROOM_TRY(leaveOut(
        Models, [&](const Evidence& each) { return fmt::format("{}", groups.at(each.measurement().model)); }, control));
    HEADROOM_TRY(leaveOut(
        Cards, [](const Evidence& each) { return each.setting().of(kCard); }, control));
    HEADROOM_TRY(leaveOut(
        Rows, [](const Evidence& each) { return fmt::format("{}", each.number() % kGroups); }, control));
    return leaveOut(
        Silicons, [](const Evidence& each) { return each.setting().of(kSilicon); }, control);
}

std::optional<Spread> LeftOutErrors::spread(Phase phase, Nearness nearness) const
{
    std::vector<std::pair<double, double>> sizes; // |ln|, weight
    double sum = 0;
    for (const Pass pass : {Models, Cards, Silicons}) // rows have near neighbours in their own series
        for (const Error& error : m_errors[pass])
            if (error.nearness == nearness && m_evidence[error.evidence]->measurement().phase == phase) {
                sizes.emplace_back(std::fabs(error.ln), weightOf(error.evidence));
                sum += sizes.back().second;
            }
    if (sizes.size() < kFewest)
        return std::nullopt;
    std::ranges::sort(sizes);
    double below = 0;
    for (const auto& [size, weight] : sizes)
        if ((below += weight) >= kWithin * sum)
            return Spread{size, static_cast<std::uint32_t>(sizes.size())};
    return Spread{sizes.back().first, static_cast<std::uint32_t>(sizes.size())};
}

std::vector<Predicted> LeftOutErrors::predictions() const
{
    std::vector<Predicted> rows(m_evidence.size());
    for (const Error& error : m_errors[Rows]) {
        const Measurement& measurement = m_evidence[error.evidence]->measurement();
        Predicted& row = rows[error.evidence];
        row = {measurement.id,    measurement.where,     measurement.source,
               measurement.phase, measurement.perSecond, measurement.perSecond * std::exp(error.ln)};
        row.weight = weightOf(error.evidence);
        const auto near = spread(measurement.phase, error.nearness);
        row.low = near ? row.predicted * std::exp(-near->ln) : 0;
        row.high = near ? row.predicted * std::exp(near->ln) : INFINITY;
    }
    for (const Error& error : m_errors[Models])
        rows[error.evidence].otherModels = rows[error.evidence].measured * std::exp(error.ln);
    for (const Error& error : m_errors[Cards])
        rows[error.evidence].unseen = rows[error.evidence].measured * std::exp(error.ln);
    std::ranges::sort(rows, std::greater<>(),
                      [](const Predicted& row) { return std::fabs(std::log(row.predicted / row.measured)); });
    return rows;
}

} // namespace headroom::plan
