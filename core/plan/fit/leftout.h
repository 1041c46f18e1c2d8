// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an interval is honest if it was measured on what the fit did not know. Three times over all evidence: a tenth of
// the models left out, each card left out, each generation left out; how near what remained was decides which interval
// an error counts for.
#pragma once

#include "core/plan/fit/fit.h"
#include "core/plan/fit/posterior.h"

#include <functional>
#include <optional>

namespace headroom::plan {

class LeftOutErrors {
public:
    explicit LeftOutErrors(std::span<const Evidence* const> evidence);

    Status measure(JobControl& control);
    /// Nothing where there are fewer than twenty.
    std::optional<Spread> spread(Phase phase, Nearness nearness) const;
    std::vector<Predicted> predictions() const;

private:
    struct Error {
        std::size_t evidence;
        Nearness nearness;
        double ln; ///< predicted less measured
    };
    using Group = std::function<std::string(const Evidence&)>;
    enum Pass : std::size_t { Models, Cards, Silicons, Rows };

    Status leaveOut(Pass pass, const Group& group, JobControl& control);
    double weightOf(std::size_t evidence) const;

    std::vector<const Evidence*> m_evidence;
    std::map<std::string, std::size_t> m_ofCard;
    std::array<std::vector<Error>, 4> m_errors; ///< by pass
};

} // namespace headroom::plan
