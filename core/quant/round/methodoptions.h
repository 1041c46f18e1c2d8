// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which way of rounding a run uses, and its few parameters, as job and command line hand them on.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/remarks.h"
#include "core/quant/calibrate/hessian.h"

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
bool needsCalibration(Method method);

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

} // namespace headroom::quant
