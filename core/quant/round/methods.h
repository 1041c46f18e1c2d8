// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how weights are rounded, beyond each format's own search: GPTQ, AWQ, SmoothQuant, learned rounding, all from one
// calibration file, and HQQ, from the weights alone. Planning is cheap and exact (what the manifest says); preparing
// searches scales; encoding does one tensor at a time. All results are ordinary GGUF tensors.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/quant/preset/preset.h"
#include "core/quant/round/channelscale.h"
#include "core/quant/round/folding.h"
#include "core/quant/round/gptqtensor.h"
#include "core/quant/round/methodoptions.h"
#include "core/quant/run/forecast.h"

namespace headroom::quant {

/// Known before the run.
struct MethodPlan {
    MethodOptions options;
    std::shared_ptr<const CalibrationFile> calibration; ///< null where the method needs none
    std::vector<Fold> folds; ///< AWQ and SmoothQuant
    std::map<std::string, Remark> fallbacks; ///< tensor: why it is rounded in the ordinary way
    Remarks warnings;
};
/// Errors: InvalidArgument (no calibration, or it lacks what the method needs: it says which), those of the file.
Result<MethodPlan> planMethod(const model::ModelFile& file, std::span<const Assignment> assignments,
                              const MethodOptions& options);
/// What the method does with a tensor: Plain, Polished or Rounded.
Forecast::Step stepOf(const MethodPlan& plan, const model::TensorInfo& info, tensor::Type to);
/// {"damping":…, "act_order":…} or the like, the calibration's and its text's hash, and the fallbacks.
Json toJson(const MethodPlan& plan);

/// Told after each fold: its index in the plan, and how long it took.
using AfterFold = std::function<void(std::size_t fold, double seconds)>;

class MethodRun {
public:
    /// Reports stage "scales" while it searches. Everything given but afterFold must outlive it.
    static Result<std::unique_ptr<MethodRun>> prepare(const model::ModelFile& file,
                                                      std::span<const Assignment> assignments, const MethodPlan& plan,
                                                      ThreadPool& pool, JobControl& control,
                                                      const AfterFold& afterFold = {});
    /// importance: as for encodeTensor. note: what is to be said of this tensor.
    Result<EncodedTensor> encode(const model::TensorInfo& info, tensor::Type to, std::span<const float> importance,
                                 ThreadPool& pool, const AfterSlab& afterSlab, Remark& note);

private:
    MethodRun(const model::ModelFile& file, const MethodPlan& plan);
    Status findScales(std::span<const Assignment> assignments, ThreadPool& pool, JobControl& control,
                      const AfterFold& afterFold);
    Status findScales(const Fold& fold, std::span<const Assignment> assignments, ThreadPool& pool);
    void apply(const Fold& fold, const ChannelScales& scales);
    /// AWQ's search for what to clip; empty where it is not to be.
    Result<PolishRow> clipping(const model::TensorInfo& info, tensor::Type to, std::span<const float> scale) const;
    Result<EncodedTensor> encodeByHessian(const model::TensorInfo& info, tensor::Type to, ThreadPool& pool,
                                          const AfterSlab& afterSlab, Remark& note);

    const model::ModelFile& m_file;
    const MethodPlan& m_plan;
    std::optional<GptqEncoder> m_gptq;
    std::map<std::string, Scaling> m_scaling;
    std::map<std::string, Remark> m_notes;
};

} // namespace headroom::quant
