// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "figures.h"

#include "output.h"

#include <cmath>

namespace headroom::cli {

namespace {

bool isShare(const eval::Metric& metric)
{
    return metric.unit == "fraction";
}

/// As many figures as say something; of shares and changes as many as the window's per cent need.
std::string figure(const eval::Metric& metric, double value)
{
    if (!std::isfinite(value))
        return number(value);
    if (metric.unit == "B")
        return humanBytes(value);
    const double shown = isShare(metric) ? 100 * value : value;
    if (metric.nature == eval::Nature::Change && metric.ofBaseline() == 0)
        return fmt::format("{:+.3f}", shown);
    return isShare(metric) ? fmt::format("{:.2f}", shown) : number(shown);
}

} // namespace

std::string titleOf(const eval::Metric& metric)
{
    std::string title(metric.name);
    if (!metric.unit.empty())
        title += ", " + std::string(isShare(metric) ? "%" : metric.unit);
    const bool certain = metric.method == eval::Method::None || metric.method == eval::Method::Exact;
    return certain ? title : title + " [95 %]";
}

std::string withInterval(const eval::Metric& metric, double value,
                         const std::optional<eval::ConfidenceInterval>& interval)
{
    if (metric.method == eval::Method::None || metric.method == eval::Method::Exact)
        return figure(metric, value);
    if (!interval)
        return figure(metric, value) + " [–]";
    return fmt::format("{} [{}, {}]", figure(metric, value), figure(metric, interval->low),
                       figure(metric, interval->high));
}

std::string limitText(const eval::Metric& metric, double limit)
{
    const double shown = isShare(metric) ? 100 * limit : limit;
    return fmt::format("{} {:g}", metric.better == eval::Better::Less ? "≤" : "≥", shown);
}

} // namespace headroom::cli
