// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which way of rounding a run uses, and its few parameters, as job and command line hand them on.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/quant/calibrate/hessian.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace headroom::quant {

enum class Method { Rtn, Gptq, Awq, SmoothQuant, Hqq, SignRound };
std::optional<Method> findMethod(std::string_view name);
std::string_view methodName(Method method); ///< "rtn"
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
};
/// InvalidArgument, naming the parameter that cannot be.
Status checkOptions(const MethodOptions& options);
/// What the method uses of them, for manifests: {"damping":…, "act_order":…} or the like.
Json parametersOf(const MethodOptions& options);

} // namespace headroom::quant
