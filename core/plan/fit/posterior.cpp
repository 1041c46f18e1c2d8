// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// With y measured and p(x) expected ln rates, r = y − p and weight w of a measurement, a step solves
//   (Σ w u JᵀJ + Σ⁻¹) δ = Σ w u Jᵀ r − Σ⁻¹ (x − μ),  u = (ν + 1) ÷ (ν s² + r²)
// Numbers of one rate have the same derivative, so that J has one column for each rate.
#include "core/plan/fit/posterior.h"

#include <fmt/format.h>

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

constexpr double kFreedom = 4, kScale = 0.12; ///< of Student's t; ln
constexpr int kMostSteps = 40;

/// d ln(tokens/s) ÷ d ln(rate), of each.
Rates slopesOf(const Evidence& evidence, const Rates& rates, double at)
{
    constexpr double kSmall = 1e-4;
    Rates slopes{};
    for (std::size_t rate = 0; rate < kRateCount; ++rate) {
        Rates moved = rates;
        moved[rate] -= kSmall; // downwards: shares are cut at one
        slopes[rate] = (at - evidence.lnExpected(moved)) / kSmall;
    }
    return slopes;
}

} // namespace

Posterior::Posterior(std::span<const Evidence* const> evidence)
{
    std::map<std::string, std::size_t> ofCard;
    for (const Evidence* each : evidence)
        ++ofCard[each->setting().of(kCard)];
    for (const Evidence* each : evidence) {
        Case one{each, 1 / std::sqrt(double(ofCard[each->setting().of(kCard)])), {}};
        for (std::size_t i = 0; i < influences().size(); ++i)
            if (holds(each->setting(), influences()[i].factors))
                one.numbers.push_back(numberOf(i, each->setting()));
        m_cases.push_back(std::move(one));
    }
}

std::size_t Posterior::numberOf(std::size_t influence, const Setting& setting)
{
    const Influence& row = influences()[influence];
    const std::string condition = conditionOf(setting, row.factors);
    const auto [known, isNew] = m_index.try_emplace(fmt::format("{}|{}", influence, condition), m_numbers.size());
    if (isNew)
        m_numbers.push_back({influence, condition, row.mean, row.mean, row.deviation});
    ++m_numbers[known->second].rows;
    return known->second;
}

Rates Posterior::ratesOf(const Case& each) const
{
    Rates rates{};
    for (const std::size_t number : each.numbers)
        rates[static_cast<std::size_t>(influences()[m_numbers[number].influence].rate)] += m_numbers[number].value;
    return rates;
}

double Posterior::step(double damping)
{
    const auto n = static_cast<Eigen::Index>(m_numbers.size());
    Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(n, n);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const Number& number = m_numbers[static_cast<std::size_t>(i)];
        const double precision = 1 / (number.deviation * number.deviation);
        normal(i, i) = precision;
        right(i) = precision * (number.mean - number.value);
    }
    for (const Case& each : m_cases) {
        const Rates rates = ratesOf(each);
        const double at = each.evidence->lnExpected(rates);
        const double rest = each.evidence->lnMeasured() - at;
        const double weight = each.weight * (kFreedom + 1) / (kFreedom * kScale * kScale + rest * rest);
        const Rates slopes = slopesOf(*each.evidence, rates, at);
        for (const std::size_t a : each.numbers) {
            const double slope = weight * slopes[static_cast<std::size_t>(influences()[m_numbers[a].influence].rate)];
            right(Eigen::Index(a)) += slope * rest;
            for (const std::size_t b : each.numbers)
                normal(Eigen::Index(a), Eigen::Index(b))
                    += slope * slopes[static_cast<std::size_t>(influences()[m_numbers[b].influence].rate)];
        }
    }
    normal.diagonal() *= 1 + damping;
    Eigen::VectorXd change = normal.ldlt().solve(right);
    const double largest = change.cwiseAbs().maxCoeff();
    if (largest > 1)
        change /= largest;
    for (Eigen::Index i = 0; i < n; ++i)
        m_numbers[static_cast<std::size_t>(i)].value += change(i);
    return largest;
}

void Posterior::fit()
{
    constexpr double kDamping = 1e-3, kEnough = 1e-3;
    for (int i = 0; i < kMostSteps && step(kDamping) > kEnough; ++i) { }
}

Rates Posterior::rates(const Setting& setting) const
{
    Rates rates{};
    for (std::size_t i = 0; i < influences().size(); ++i) {
        const Influence& influence = influences()[i];
        if (!holds(setting, influence.factors))
            continue;
        const auto known = m_index.find(fmt::format("{}|{}", i, conditionOf(setting, influence.factors)));
        rates[static_cast<std::size_t>(influence.rate)]
            += known == m_index.end() ? influence.mean : m_numbers[known->second].value;
    }
    return rates;
}

bool Posterior::saw(const Setting& setting, unsigned factors) const
{
    if (!holds(setting, factors))
        return false;
    const std::string condition = conditionOf(setting, factors);
    return std::ranges::any_of(m_cases, [&](const Case& each) {
        return holds(each.evidence->setting(), factors) && conditionOf(each.evidence->setting(), factors) == condition;
    });
}

std::string Posterior::rows(std::string_view engine) const
{
    std::string rows;
    for (const Number& number : m_numbers)
        rows += fmt::format("{},{},\"{}\",{:.4f},{}\n", engine, rateName(influences()[number.influence].rate),
                            number.condition, number.value, number.rows);
    return rows;
}

} // namespace headroom::plan
