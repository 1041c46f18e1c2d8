// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/fit/fit.h"

#include "core/plan/fit/evidence.h"
#include "core/plan/fit/leftout.h"
#include "core/plan/fit/posterior.h"

#include <fmt/format.h>

namespace headroom::plan {

namespace {

using Column = std::vector<std::unique_ptr<Evidence>>;

Column evidenceOf(const Measurements& measurements, std::map<std::string, std::size_t>& leftOut)
{
    Column all;
    for (const Measurement& measurement : measurements.rows) {
        auto evidence = Evidence::of(measurement, all.size());
        if (evidence)
            all.push_back(std::move(*evidence));
        else
            ++leftOut[evidence.error().code == ErrorCode::Unsupported ? "does not fit the cards" : "cannot be planned"];
    }
    return all;
}

std::vector<const Evidence*> pointersTo(const Column& column)
{
    std::vector<const Evidence*> all;
    for (const auto& evidence : column)
        all.push_back(evidence.get());
    return all;
}

std::string spreadRows(std::string_view engine, const LeftOutErrors& errors)
{
    std::string rows;
    for (std::size_t phase = 0; phase < kPhaseCount; ++phase)
        for (std::size_t nearness = 0; nearness < kNearnessCount; ++nearness)
            if (const auto spread = errors.spread(Phase(phase), Nearness(nearness)))
                rows += fmt::format("{},spread,\"{}, {}\",{:.4f},{}\n", engine, phaseName(Phase(phase)),
                                    nearnessName(Nearness(nearness)), spread->ln, spread->rows);
    return rows;
}

/// Which cards, formats and generations were measured, and how often.
std::string measuredRows(std::string_view engine, std::span<const Evidence* const> evidence)
{
    std::map<std::string, std::size_t> counts;
    for (const Evidence* each : evidence)
        for (const unsigned factors : {kCard | kFormat, unsigned(kCard), unsigned(kSilicon), unsigned(kVendor)})
            if (holds(each->setting(), factors))
                ++counts[conditionOf(each->setting(), factors)];
    std::string rows;
    for (const auto& [condition, count] : counts)
        rows += fmt::format("{},measured,\"{}\",0,{}\n", engine, condition, count);
    return rows;
}

} // namespace

Result<Fitted> fitRates(const Measurements& measurements, JobControl& control)
{
    Fitted fitted;
    fitted.leftOut = measurements.leftOut;
    const Column column = evidenceOf(measurements, fitted.leftOut);
    const auto evidence = pointersTo(column);
    if (evidence.empty())
        return fail(ErrorCode::InvalidArgument, "measurements", "none of them can be learned from");
    LeftOutErrors errors(evidence);
    HEADROOM_TRY(errors.measure(control));
    Posterior posterior(evidence);
    posterior.fit();
    const std::string& engine = evidence.front()->setting().engine;
    fitted.csv = "engine,rate,condition,ln,rows\n" + posterior.rows(engine) + measuredRows(engine, evidence)
        + spreadRows(engine, errors);
    fitted.rows = errors.predictions();
    return fitted;
}

} // namespace headroom::plan
