// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: methods that look at how the inputs of a matrix go together (GPTQ, learned rounding) need the Hessian in a form
// of their own; files and folders ask for it tensor by tensor. What tensors of one layer share is made once.
#pragma once

#include "core/quant/calibrate/calibrationfile.h"
#include "core/quant/round/gptq.h"
#include "core/quant/round/methodoptions.h"

namespace headroom::quant {

/// For rows of a matrix with one kind of input.
class RowRounder {
public:
    virtual ~RowRounder() = default;
    /// As roundRows and learnRows; threads may call it at once.
    virtual std::vector<RowOutcome> round(std::span<const float> weights, std::span<RowGrid* const> grids) const = 0;
    virtual const Remarks& fallbacks() const = 0; ///< what had to be done beyond the options
    virtual std::uint64_t bytes() const = 0;
};

/// One rounder of a Hessian, [columns, columns]. Errors: Corrupt, OutOfMemory.
Result<std::shared_ptr<const RowRounder>> makeRounder(std::vector<float> hessian, std::size_t columns,
                                                      const MethodOptions& options);

class RowRounders {
public:
    /// The file must outlive it.
    RowRounders(const CalibrationFile& calibration, const MethodOptions& options)
        : m_calibration(calibration), m_options(options)
    {
    }
    /// For the Hessian under `root` (CalibrationFile::hessianRoot). Errors: Corrupt, OutOfMemory, naming the tensor.
    Result<std::shared_ptr<const RowRounder>> of(const std::string& root, std::size_t slice, std::size_t columns);

    static constexpr std::uint64_t kKeptBytes = std::uint64_t{256} << 20U; ///< of rounders of one layer

private:
    const CalibrationFile& m_calibration;
    MethodOptions m_options;
    std::string m_layer; ///< whose rounders are kept
    std::map<std::pair<std::string, std::size_t>, std::shared_ptr<const RowRounder>> m_kept;
    std::uint64_t m_bytes = 0;
};

} // namespace headroom::quant
