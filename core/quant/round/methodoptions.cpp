// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/methodoptions.h"

#include "core/base/json.h"
#include "core/quant/round/hqq.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

constexpr unsigned kMostSteps = 10000;

struct NamedMethod {
    std::string_view name;
    Method method;
    bool calibrated;
};
constexpr std::array kMethods{
    NamedMethod{"rtn", Method::Rtn, false}, NamedMethod{"gptq", Method::Gptq, true},
    NamedMethod{"awq", Method::Awq, true},  NamedMethod{"smoothquant", Method::SmoothQuant, true},
    NamedMethod{"hqq", Method::Hqq, false}, NamedMethod{"signround", Method::SignRound, true}};

} // namespace

std::optional<Method> findMethod(std::string_view name)
{
    const auto* row = std::ranges::find(kMethods, name, &NamedMethod::name);
    return row == kMethods.end() ? std::nullopt : std::optional(row->method);
}

std::string_view methodName(Method method)
{
    return std::ranges::find(kMethods, method, &NamedMethod::method)->name;
}

std::vector<std::string> methodNames()
{
    std::vector<std::string> names;
    for (const NamedMethod& row : kMethods)
        names.emplace_back(row.name);
    return names;
}

bool needsCalibration(Method method)
{
    return std::ranges::find(kMethods, method, &NamedMethod::method)->calibrated;
}

Status checkOptions(const MethodOptions& options)
{
    if (!(options.gptq.damping > 0 && options.gptq.damping <= 1))
        return fail(ErrorCode::InvalidArgument, "damping", fmt::format("{} is not in 0 … 1", options.gptq.damping));
    if (!(options.alpha >= 0 && options.alpha <= 1))
        return fail(ErrorCode::InvalidArgument, "alpha", fmt::format("{} is not in 0 … 1", options.alpha));
    if (options.steps < 1 || options.steps > kMostSteps)
        return fail(ErrorCode::InvalidArgument, "steps", fmt::format("{} is not in 1 … {}", options.steps, kMostSteps));
    return {};
}

Json parametersOf(const MethodOptions& options)
{
    switch (options.method) {
    case Method::Gptq:
        return {{"damping", options.gptq.damping},
                {"act_order", options.gptq.actOrder},
                {"static_groups", options.staticGroups || options.gptq.actOrder}};
    case Method::SignRound:
        return {{"damping", options.gptq.damping}, {"steps", options.steps}};
    case Method::SmoothQuant:
        return {{"alpha", options.alpha}};
    case Method::Hqq:
        return {{"norm", kRobustNorm}, {"iterations", kRobustIterations}};
    case Method::Awq:
        return {{"clip", options.clip}};
    case Method::Rtn:
        break;
    }
    return Json::object();
}

} // namespace headroom::quant
