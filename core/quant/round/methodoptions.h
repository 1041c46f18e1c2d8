// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which way of rounding a run uses, and its few parameters, as job and command line hand them on. Each option
// stands here with the row that it is read from: one more is this file, and the place that heeds it.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/parameters.h"
#include "core/base/remarks.h"
#include "core/quant/calibrate/hessian.h"

#include <fmt/ranges.h>

#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace headroom::quant {

enum class Method { Rtn, Gptq, Awq, SmoothQuant, Hqq, SignRound };

struct MethodOptions;

/// What a method does, a row for each; whoever works asks the row, not which method it is.
struct MethodRow {
    enum class Levels : std::uint8_t {
        Nearest, ///< each format's own search
        Compensated, ///< column after column, by the inverse of the inputs' Hessian
        Learned, ///< step after step, by the inputs' Hessian
        HalfQuadratic, ///< from the weights alone
    };
    enum class Scales : std::uint8_t {
        None,
        Searched, ///< per input channel, for the least error of the outputs
        Computed, ///< per input channel, by a formula
    };
    std::string_view name; ///< "rtn"
    Method method;
    Levels levels = Levels::Nearest;
    Scales scales = Scales::None;
    Json (*parameters)(const MethodOptions& options); ///< those that count, for manifests
    Wording inSentences; ///< its name, as a part of one

    bool byHessian() const { return levels == Levels::Compensated || levels == Levels::Learned; }
    bool scalesChannels() const { return scales != Scales::None; }
    bool needsCalibration() const { return byHessian() || scalesChannels(); }
};
const MethodRow& rowOf(Method method);
std::optional<Method> findMethod(std::string_view name);
std::string_view methodName(Method method);
Remark methodRemark(Method method); ///< its name, as a part of a sentence
std::vector<std::string> methodNames();

struct MethodOptions {
    Method method = Method::Rtn;
    std::filesystem::path calibration; ///< what `calibrate` has written
    FactorOptions gptq = {}; ///< damping (also learned rounding's), order of columns
    bool staticGroups = true;
    double alpha = 0.5; ///< SmoothQuant: share of the activations' side
    bool clip = true; ///< AWQ: also searches what to clip, in short blocks
    unsigned steps = 200; ///< learned rounding

    const MethodRow& row() const { return rowOf(method); }
    /// Cuts off what stretches a group's grid, where that makes the outputs better: what searching for scales leaves.
    bool clips() const { return row().scales == MethodRow::Scales::Searched && clip; }
};
/// InvalidArgument, naming the parameter that cannot be.
Status checkOptions(const MethodOptions& options);

/// One of them was asked for.
template <Method... methods> bool hasMethod(const Parameters& parameters)
{
    const auto method = findMethod(parameters.text("method"));
    return ((method == methods) || ...);
}
inline constexpr Requirement kOfGptq{.met = hasMethod<Method::Gptq>, .words = "with --method gptq"};

inline constexpr std::array kMethodParameters{
    Parameter{.key = "method",
              .flag = "--method",
              .placeholder = "M",
              .help
              = "rtn: each format's own search (default); gptq: rounding errors made up for in later columns; "
                "awq, smoothquant: channels scaled first; hqq: zero points that forgive outliers, without calibration; "
                "signround: learned by gradient signs",
              .usualText = "rtn",
              .known = [](std::string_view name) { return findMethod(name).has_value(); },
              .names = [] { return fmt::format("{}", fmt::join(methodNames(), ", ")); }},
    Parameter{.key = "calibration",
              .kind = ValueKind::Path,
              .flag = "--calibration",
              .placeholder = "F",
              .help = "what `calibrate` has written; for gptq and signround with --hessians"},
    Parameter{.key = "damping",
              .kind = ValueKind::Real,
              .flag = "--damping",
              .placeholder = "X",
              .help = "gptq, signround: share of the mean diagonal that is added (default: {default})",
              .usual = 0.01,
              .low = 1e-9,
              .high = 1,
              .need = {hasMethod<Method::Gptq, Method::SignRound>, "with --method gptq or signround"}},
    Parameter{.key = "natural_order",
              .kind = ValueKind::Flag,
              .flag = "--natural-order",
              .help = "gptq: columns as they come, not the important ones first",
              .need = kOfGptq},
    Parameter{.key = "dynamic_groups",
              .kind = ValueKind::Flag,
              .flag = "--dynamic-groups",
              .help = "gptq, with --natural-order: scales from the weights as compensated so far",
              .need = {[](const Parameters& parameters) {
                           return hasMethod<Method::Gptq>(parameters) && parameters.flag("natural_order");
                       },
                       "with --method gptq and --natural-order"}},
    Parameter{.key = "alpha",
              .kind = ValueKind::Real,
              .flag = "--alpha",
              .placeholder = "X",
              .help = "smoothquant: share of the activations' side (default: {default})",
              .usual = 0.5,
              .high = 1,
              .need = {hasMethod<Method::SmoothQuant>, "with --method smoothquant"}},
    Parameter{.key = "no_clip",
              .kind = ValueKind::Flag,
              .flag = "--no-clip",
              .help = "awq: scale channels, but clip no weights",
              .need = {hasMethod<Method::Awq>, "with --method awq"}},
    Parameter{.key = "steps",
              .kind = ValueKind::Whole,
              .flag = "--steps",
              .placeholder = "N",
              .help = "signround: steps of learning (default: {default})",
              .usual = 200,
              .low = 1,
              .high = 10000,
              .need = {hasMethod<Method::SignRound>, "with --method signround"}},
};

inline MethodOptions methodOptions(const Parameters& parameters)
{
    MethodOptions method;
    method.method = findMethod(parameters.text("method")).value_or(method.method);
    method.calibration = parameters.path("calibration");
    method.gptq.damping = parameters.real("damping");
    method.gptq.actOrder = !parameters.flag("natural_order");
    method.staticGroups = !parameters.flag("dynamic_groups");
    method.alpha = parameters.real("alpha");
    method.clip = !parameters.flag("no_clip");
    method.steps = parameters.count("steps");
    return method;
}

} // namespace headroom::quant
