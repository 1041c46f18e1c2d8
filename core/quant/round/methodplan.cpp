// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/remarks.h"
#include "core/quant/round/hqq.h"
#include "core/quant/round/methods.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

constexpr std::uint32_t kLongestClipped = 64; ///< weights in a block

/// AWQ's search for what to clip. Queries and keys stay as they are: what they lose is multiplied with each other. So
/// do super-blocks, whose scales share scales: clipped, they diverge more on a trained model (Q3_K_M, measured) though
/// their own errors are less.
bool isClipped(const MethodPlan& plan, const model::TensorInfo& info, tensor::Type to)
{
    const tensor::Format& format = tensor::format(to);
    const bool attends = info.name.ends_with("attn_q.weight") || info.name.ends_with("attn_k.weight");
    return plan.options.clips() && info.type != to && format.blockSize > 1 && format.blockSize <= kLongestClipped
        && !attends && info.shape.size() == 2 && plan.calibration->slices(info.name) == 1;
}

Status planByHessian(const model::ModelFile& file, std::span<const Assignment> assignments, MethodPlan& plan)
{
    const GptqEncoder encoder(file, *plan.calibration, {});
    bool any = false;
    for (const auto& assignment : assignments) {
        if (!assignment.isRounded())
            continue;
        auto obstacle = encoder.obstacle(*file.find(assignment.tensor), assignment.to);
        any = any || obstacle.empty();
        if (!obstacle.empty())
            plan.fallbacks[assignment.tensor] = std::move(obstacle);
    }
    if (any)
        return {};
    return fail(ErrorCode::InvalidArgument, plan.options.calibration.string(),
                "holds no Hessian for any matrix that is to be quantized: calibrate with --hessians");
}

Status planHqq(std::span<const Assignment> assignments, MethodPlan& plan)
{
    bool any = false;
    for (const auto& assignment : assignments) {
        if (!assignment.isRounded())
            continue;
        any = any || hasOwnMinimum(assignment.to);
        if (!hasOwnMinimum(assignment.to))
            plan.fallbacks[assignment.tensor] = remark("round.no_minimum", tensor::format(assignment.to).name);
    }
    if (any)
        return {};
    return fail(ErrorCode::InvalidArgument, "method hqq",
                "moves the minimum of each block, which none of the types here has: take Q4_1 or Q5_1, or write a "
                "folder with zero points (W4A16-ASYM, AWQ)");
}

/// Folds whose consumers are all known to the calibration and of which one at least is rounded.
Status planFolds(const model::ModelFile& file, std::span<const Assignment> assignments, MethodPlan& plan)
{
    for (auto& fold : findFolds(file)) {
        const bool known = std::ranges::all_of(
            fold.consumers, [&](const std::string& name) { return plan.calibration->slices(name) == 1; });
        const bool rounded = std::ranges::any_of(assignments, [&](const Assignment& assignment) {
            return assignment.isRounded()
                && std::ranges::find(fold.consumers, assignment.tensor) != fold.consumers.end();
        });
        if (known && rounded)
            plan.folds.push_back(std::move(fold));
    }
    for (const auto& assignment : assignments)
        if (assignment.isRounded() && std::ranges::none_of(plan.folds, [&](const Fold& fold) {
                return std::ranges::find(fold.consumers, assignment.tensor) != fold.consumers.end();
            }))
            plan.fallbacks[assignment.tensor] = remark("type.unscaled");
    if (plan.folds.empty())
        plan.warnings.push_back(remark("quantize.no_fold", file.metadata().text("general.architecture").value_or("?")));
    if (plan.options.row().scales != MethodRow::Scales::Computed || plan.folds.empty())
        return {};
    const std::string& name = plan.folds.front().consumers.front();
    const auto means = plan.calibration->means(name, 0, file.find(name)->columns());
    if (!means)
        return tl::unexpected(means.error());
    if (means->largest.empty())
        return fail(ErrorCode::InvalidArgument, plan.options.calibration.string(),
                    "does not say how large activations get: only files of headroom-cli calibrate do");
    return {};
}

} // namespace

Result<MethodPlan> planMethod(const model::ModelFile& file, std::span<const Assignment> assignments,
                              const MethodOptions& options)
{
    if (options.row().needsCalibration() && options.calibration.empty())
        return fail(ErrorCode::InvalidArgument, fmt::format("method {}", methodName(options.method)),
                    "needs a calibration: headroom-cli calibrate writes one");
    HEADROOM_TRY(checkOptions(options));
    MethodPlan plan;
    plan.options = options;
    if (options.row().needsCalibration()) {
        auto calibration = CalibrationFile::open(options.calibration);
        if (!calibration)
            return tl::unexpected(std::move(calibration.error()));
        plan.calibration = std::make_shared<const CalibrationFile>(std::move(*calibration));
    }
    if (options.row().levels == MethodRow::Levels::HalfQuadratic)
        HEADROOM_TRY(planHqq(assignments, plan));
    else if (options.row().byHessian())
        HEADROOM_TRY(planByHessian(file, assignments, plan));
    else
        HEADROOM_TRY(planFolds(file, assignments, plan));
    if (!plan.fallbacks.empty())
        plan.warnings.push_back(remark("quantize.without_method", plan.fallbacks.size(), methodRemark(options.method),
                                       plan.fallbacks.begin()->first, plan.fallbacks.begin()->second));
    return plan;
}

Forecast::Step stepOf(const MethodPlan& plan, const model::TensorInfo& info, tensor::Type to)
{
    const bool own = info.type != to && !plan.fallbacks.contains(info.name);
    if (own && plan.options.row().byHessian() && tensor::findLevels(to))
        return Forecast::Step::Rounded;
    const bool moved = own && plan.options.row().levels == MethodRow::Levels::HalfQuadratic && hasOwnMinimum(to);
    return moved || isClipped(plan, info, to) ? Forecast::Step::Polished : Forecast::Step::Plain;
}

Json toJson(const MethodPlan& plan)
{
    Json json = plan.options.row().parameters(plan.options);
    json["fallbacks"] = Json::object();
    for (const auto& [tensor, why] : plan.fallbacks)
        json["fallbacks"][tensor] = english(why);
    if (!plan.calibration)
        return json;
    json["calibration_sha256"] = plan.calibration->sha256();
    if (const Json& report = plan.calibration->report(); report.is_object() && report.contains("text_sha256"))
        json["text_sha256"] = report.at("text_sha256");
    return json;
}

} // namespace headroom::quant
