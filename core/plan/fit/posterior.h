// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the fit itself: one number for every combination of values of every influence that occurs, the most probable of
// all together.
#pragma once

#include "core/plan/fit/evidence.h"

#include <map>
#include <span>
#include <vector>

namespace headroom::plan {

class Posterior {
public:
    /// The evidence outlives it.
    explicit Posterior(std::span<const Evidence* const> evidence);

    void fit();
    /// ln rates; what no evidence spoke of has its mean.
    Rates rates(const Setting& setting) const;
    bool saw(const Setting& setting, unsigned factors) const;
    /// Lines of the catalogue.
    std::string rows(std::string_view engine) const;

private:
    struct Number {
        std::size_t influence;
        std::string condition;
        double value, mean, deviation;
        std::size_t rows = 0;
    };
    struct Case {
        const Evidence* evidence;
        double weight;
        std::vector<std::size_t> numbers; ///< that its rates are sums of
    };

    std::size_t numberOf(std::size_t influence, const Setting& setting);
    Rates ratesOf(const Case& each) const;
    double step(double damping);

    std::vector<Number> m_numbers;
    std::map<std::string, std::size_t> m_index; ///< by influence and condition
    std::vector<Case> m_cases;
};

} // namespace headroom::plan
