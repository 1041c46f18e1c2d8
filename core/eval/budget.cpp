// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/budget.h"

#include "core/base/json.h"
#include "core/base/nearest.h"
#include "core/base/writtenjson.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::eval {

namespace {

constexpr const char* kWhere = "error budget";
constexpr std::uint64_t kMostBytes = 16U << 20U;
constexpr std::array<std::string_view, 3> kGateKeys{"metric", "slice", "limit"};

/// What metrics were called where a budget had three.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kEarlierNames{
    {{"mean_kld_nat_max", "mean_kld"},
     {"top1_fraction_min", "top1_agreement"},
     {"delta_ppl_percent_max", "delta_ppl_percent"}}};

tl::unexpected<Error> refuse(const std::string& key, std::string detail)
{
    return fail(ErrorCode::InvalidArgument, key.empty() ? kWhere : fmt::format("{}, {}", kWhere, key),
                std::move(detail));
}

/// "; the nearest is "mean_kld"", or nothing.
std::string nearMetric(std::string_view name)
{
    std::vector<std::string_view> known;
    for (const Metric& metric : metrics())
        if (metric.mayBeJudged())
            known.push_back(metric.id);
    const std::string_view near = nearestTo(name, known);
    return near.empty() ? std::string() : fmt::format("; the nearest is \"{}\"", near);
}

/// Errors of a budget name its keys as they are: "budget.json, limit".
Error withBareKey(Error error)
{
    constexpr std::string_view kKey = "key \"";
    if (const auto at = error.where.rfind(kKey); at != std::string::npos && error.where.ends_with('"')) {
        error.where.pop_back();
        error.where.erase(at, kKey.size());
    }
    return error;
}

std::string unknownMember(std::string_view name)
{
    const std::string_view near = nearestTo(name, kGateKeys);
    return "is unknown: a gate has metric, slice and limit"
        + (near.empty() ? std::string() : fmt::format("; the nearest is \"{}\"", near));
}

/// key: as the file has it.
Status add(ErrorBudget& budget, Gate gate, const std::string& key)
{
    if (Status sound = checkGate(gate); !sound)
        return refuse(key, std::move(sound.error().detail));
    if (budget.find(gate.metric, gate.slice))
        return refuse(key, fmt::format("{} of {} has a gate already", gate.metric, gate.slice));
    budget.gates.push_back(std::move(gate));
    return {};
}

Result<Gate> gateFromJson(const Json& json, const std::string& key)
{
    if (!json.is_object())
        return refuse(key, "is not an object");
    Gate gate;
    gate.slice = kAll;
    for (const auto& [name, value] : json.items()) {
        const std::string member = key + "." + name;
        if (name == "metric" || name == "slice") {
            if (!value.is_string())
                return refuse(member, "is not a text");
            (name == "metric" ? gate.metric : gate.slice) = value.get<std::string>();
        } else if (name != "limit") {
            return refuse(member, unknownMember(name));
        } else if (!value.is_number()) {
            return refuse(member, "is not a number");
        } else {
            gate.limit = value.get<double>();
        }
    }
    for (const char* member : {"metric", "limit"})
        if (!json.contains(member))
            return refuse(key + "." + member, "is missing");
    return gate;
}

Result<ErrorBudget> fromList(const Json& json)
{
    const Json& gates = json.at("gates");
    for (const auto& [name, value] : json.items())
        if (name != "gates")
            return refuse(name, "is unknown: beside gates there is nothing");
    if (!gates.is_array())
        return refuse("gates", "is not a list");
    ErrorBudget budget;
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const std::string key = fmt::format("gates[{}]", i);
        auto gate = gateFromJson(gates[i], key);
        if (!gate)
            return tl::unexpected(std::move(gate.error()));
        HEADROOM_TRY(add(budget, std::move(*gate), key));
    }
    return budget;
}

Result<ErrorBudget> fromPairs(const Json& json)
{
    ErrorBudget budget;
    for (const auto& [key, value] : json.items()) {
        const auto* earlier = std::ranges::find(kEarlierNames, std::string_view(key),
                                                &std::pair<std::string_view, std::string_view>::first);
        const std::string metric(earlier == kEarlierNames.end() ? std::string_view(key) : earlier->second);
        if (findMetric(metric) && !value.is_number())
            return refuse(key, "is not a number");
        HEADROOM_TRY(add(budget, {metric, std::string(kAll), value.is_number() ? value.get<double>() : 0}, key));
    }
    return budget;
}

} // namespace

std::string judgedMetrics()
{
    std::string names;
    for (const Metric& metric : metrics())
        if (metric.mayBeJudged())
            names += (names.empty() ? "" : ", ") + std::string(metric.id);
    return names;
}

std::string sliceNames()
{
    std::string names;
    for (const Slice& slice : slices())
        names += (names.empty() ? "" : ", ") + std::string(slice.id);
    return names;
}

const Gate* ErrorBudget::find(std::string_view metric, std::string_view slice) const
{
    const auto found
        = std::ranges::find_if(gates, [&](const Gate& gate) { return gate.metric == metric && gate.slice == slice; });
    return found == gates.end() ? nullptr : &*found;
}

ErrorBudget defaultBudget()
{
    ErrorBudget budget;
    for (const Metric& metric : metrics())
        if (metric.limit)
            budget.gates.push_back({std::string(metric.id), std::string(kAll), *metric.limit});
    return budget;
}

Status checkGate(const Gate& gate)
{
    const Metric* metric = findMetric(gate.metric);
    if (!metric)
        return refuse(
            gate.metric,
            fmt::format("\"{}\" is no metric{}; there are {}", gate.metric, nearMetric(gate.metric), judgedMetrics()));
    if (!metric->mayBeJudged())
        return refuse(gate.metric,
                      fmt::format("{} has no interval and cannot be judged: {} can", gate.metric, judgedMetrics()));
    if (!findSlice(gate.slice) || (!metric->isOfTokens() && gate.slice != kAll))
        return refuse(gate.metric,
                      fmt::format("{} has no slice \"{}\": there {}", gate.metric, gate.slice,
                                  metric->isOfTokens() ? "are " + sliceNames() : fmt::format("is {}", kAll)));
    if (!std::isfinite(gate.limit) || gate.limit < metric->least || gate.limit > metric->most)
        return refuse(
            gate.metric,
            std::isfinite(metric->most)
                ? fmt::format("a limit of {} lies between {:g} and {:g}", gate.metric, metric->least, metric->most)
                : fmt::format("a limit of {} is {:g} or more", gate.metric, metric->least));
    return {};
}

Json toJson(const ErrorBudget& budget)
{
    Json gates = Json::array();
    for (const Gate& gate : budget.gates)
        gates.push_back({{"metric", gate.metric}, {"slice", gate.slice}, {"limit", gate.limit}});
    return {{"gates", std::move(gates)}};
}

Result<ErrorBudget> budgetFromJson(const Json& json)
{
    if (!json.is_object())
        return refuse("", "is not an object");
    auto budget = json.contains("gates") ? fromList(json) : fromPairs(json);
    if (budget && budget->gates.empty())
        return refuse("gates", "is empty: nothing would be judged");
    return budget;
}

Result<ErrorBudget> readBudget(const std::filesystem::path& path)
{
    const auto json = readWrittenJson(path, kMostBytes, 8);
    if (!json)
        return tl::unexpected(withBareKey(json.error()));
    auto budget = budgetFromJson(*json);
    if (!budget)
        budget.error().where.replace(0, std::string_view(kWhere).size(), path.string());
    return budget;
}

} // namespace headroom::eval
