// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a measurement as a fit sees it: the work of its step on each device, of which only the rates are unknown.
#pragma once

#include "core/plan/expected/expected.h"
#include "core/plan/fit/measurement.h"

#include <memory>

namespace headroom::plan {

/// Stays where it is: its step names the devices of its situation.
class Evidence {
public:
    /// Errors: those of a plan, and Unsupported where the model does not fit the cards: it cannot have run so.
    static Result<std::unique_ptr<Evidence>> of(const Measurement& measurement, std::size_t number);

    std::size_t number() const { return m_number; } ///< in the order of the rows

    double lnMeasured() const { return m_lnMeasured; }
    /// ln of the tokens per second at these rates; all cards are alike.
    double lnExpected(const Rates& rates) const;
    const Setting& setting() const { return m_setting; }
    const Measurement& measurement() const { return m_measurement; }

private:
    explicit Evidence(const Measurement& measurement) : m_measurement(measurement) { }

    Measurement m_measurement;
    Situation m_situation;
    StepTime m_step;
    Setting m_setting;
    std::size_t m_number = 0;
    double m_tokens = 1, m_batches = 1;
    double m_lnMeasured = 0;
};

} // namespace headroom::plan
