// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: AWQ's and SmoothQuant's channel scales for folders. Places are known before the run (folding.h, under the
// folder's names and in its layout); scales are searched at its start; every tensor is then read as scaled. A norm
// stays in the type it was stored in: what it can really be divided by there decides the scale, so that nothing of the
// model's function is lost before the matrices are rounded.
#pragma once

#include "core/base/remark.h"
#include "core/quant/calibrate/calibrationfile.h"
#include "core/quant/folder/coded.h"
#include "core/quant/folder/source.h"
#include "core/quant/round/channelscale.h"
#include "core/quant/round/methodoptions.h"

namespace headroom::quant {

class ChannelFolds {
public:
    /// Errors: those of the calibration file; InvalidArgument where SmoothQuant's ranges are not in it.
    static Result<std::unique_ptr<ChannelFolds>> open(const FolderSource& source, const FolderScheme& scheme,
                                                      const MethodOptions& options);
    /// Whether the columns of source.tensors[tensor] will be scaled.
    bool scalesColumnsOf(std::size_t tensor) const;
    bool empty() const { return m_folds.empty(); }
    Status intact() const { return m_calibration.intact(); }
    std::size_t count() const { return m_folds.size(); } ///< of places
    /// The tensors whose rounding decides the scales there.
    const std::vector<std::size_t>& roundedBy(std::size_t fold) const { return m_folds[fold].rounded; }

    /// Reports stage "scales". Deterministic for any number of threads. Errors: Corrupt (weights that are no finite
    /// numbers), those of the calibration, Cancelled.
    Status search(const FolderSource& source, const FolderScheme& scheme, ThreadPool& pool, JobControl& control);
    /// Once they are found: rows as scaled, of type `as`; unchanged where there is nothing to scale.
    model::hf::Rows scaled(std::size_t tensor, const model::hf::Rows& rows, tensor::Type as) const;
    bool changes(std::size_t tensor) const { return m_scalings.contains(tensor); }
    /// E[x²] per column becomes that of the scaled inputs.
    void scaleImportance(std::size_t tensor, std::vector<float>& importance) const;
    /// AWQ: by what the scale of each group of `width` columns is to be chosen, the inputs as they will be; null where
    /// that is not wanted, or no Hessian says how inputs go together. ours: our tensor's name.
    Result<std::shared_ptr<const GroupErrors>> groupErrors(std::size_t tensor, const std::string& ours,
                                                           std::size_t columns, std::size_t width) const;
    Remark note(std::size_t tensor) const; ///< what was found for it, or empty
    Json toJson() const; ///< parameters for the manifest

private:
    struct Place {
        std::size_t tensor = 0; ///< of the source
        double offset = 0; ///< what stands in the folder is less by this: norms stored as the difference from one
    };
    struct Fold {
        std::vector<Place> producers;
        std::vector<std::size_t> consumers, rounded; ///< tensors; those of them that are quantized
        std::string input; ///< one of our names: what the calibration knows the input by
    };
    struct Change {
        std::vector<float> columns, rows; ///< (w + offset) · columns[c] / rows[r] - offset; empty: 1
        double offset = 0;
    };
    class Finder;

    ChannelFolds(MethodOptions options, CalibrationFile calibration)
        : m_options(std::move(options)), m_calibration(std::move(calibration))
    {
    }
    Result<ChannelScales> scalesOf(const Fold& fold, const FolderSource& source, const FolderScheme& scheme,
                                   ThreadPool& pool, JobControl& control) const;
    void apply(const Fold& fold, const FolderSource& source, const ChannelScales& scales);

    MethodOptions m_options;
    CalibrationFile m_calibration;
    std::vector<Fold> m_folds;
    std::map<std::size_t, std::shared_ptr<Change>> m_scalings; ///< by tensor
    std::map<std::size_t, Remark> m_notes;
};

} // namespace headroom::quant
