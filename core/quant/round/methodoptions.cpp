// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/methodoptions.h"

#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/quant/round/hqq.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

constexpr unsigned kMostSteps = 10000;

Json noParameters(const MethodOptions&)
{
    return Json::object();
}

Json compensation(const MethodOptions& options)
{
    return {{"damping", options.gptq.damping},
            {"act_order", options.gptq.actOrder},
            {"static_groups", options.staticGroups || options.gptq.actOrder}};
}

Json scaleSearch(const MethodOptions& options)
{
    return {{"clip", options.clip}};
}

Json smoothing(const MethodOptions& options)
{
    return {{"alpha", options.alpha}};
}

Json halfQuadratic(const MethodOptions&)
{
    return {{"norm", kRobustNorm}, {"iterations", kRobustIterations}};
}

Json learning(const MethodOptions& options)
{
    return {{"damping", options.gptq.damping}, {"steps", options.steps}};
}

using Levels = MethodRow::Levels;
using Scales = MethodRow::Scales;

constexpr std::array kMethods{
    MethodRow{"rtn", Method::Rtn, Levels::Nearest, Scales::None, noParameters, "method.rtn"},
    MethodRow{"gptq", Method::Gptq, Levels::Compensated, Scales::None, compensation, "method.gptq"},
    MethodRow{"awq", Method::Awq, Levels::Nearest, Scales::Searched, scaleSearch, "method.awq"},
    MethodRow{"smoothquant", Method::SmoothQuant, Levels::Nearest, Scales::Computed, smoothing, "method.smoothquant"},
    MethodRow{"hqq", Method::Hqq, Levels::HalfQuadratic, Scales::None, halfQuadratic, "method.hqq"},
    MethodRow{"signround", Method::SignRound, Levels::Learned, Scales::None, learning, "method.signround"},
};

} // namespace

const MethodRow& rowOf(Method method)
{
    return *std::ranges::find(kMethods, method, &MethodRow::method);
}

std::optional<Method> findMethod(std::string_view name)
{
    const auto* row = std::ranges::find(kMethods, name, &MethodRow::name);
    return row == kMethods.end() ? std::nullopt : std::optional(row->method);
}

std::string_view methodName(Method method)
{
    return rowOf(method).name;
}

Remark methodRemark(Method method)
{
    return remark(rowOf(method).inSentences);
}

std::vector<std::string> methodNames()
{
    std::vector<std::string> names;
    for (const MethodRow& row : kMethods)
        names.emplace_back(row.name);
    return names;
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

} // namespace headroom::quant
