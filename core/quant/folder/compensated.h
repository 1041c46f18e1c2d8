// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: GPTQ and learned rounding for folders of integers: the same codes and scales as rounding to nearest would store,
// chosen so that the outputs change least. Groups keep their places, so that no engine needs to know.
#pragma once

#include "core/base/remark.h"
#include "core/quant/folder/coded.h"
#include "core/quant/round/rowrounder.h"

#include <memory>

namespace headroom::quant {

class Compensation {
public:
    /// Errors: those of the calibration file.
    static Result<std::unique_ptr<Compensation>> open(const MethodOptions& options);

    /// Why a matrix has to be rounded to nearest; empty when it has not. ours: our tensor's name.
    Remark obstacle(const std::string& ours, std::uint64_t item, std::uint64_t inputs) const;
    /// Which Hessian is that of its input.
    Status intact() const { return m_calibration.intact(); }
    std::string rootOf(const std::string& ours) const { return m_calibration.hessianRoot(ours); }
    /// As codeMatrix, for schemes of integers. note: what had to be done beyond the options, or empty.
    Result<Coded> code(const FolderScheme& scheme, const Matrix& matrix, const std::string& ours, std::uint64_t item,
                       ThreadPool& pool, const BetweenSlabs& between, Remark& note);
    /// Parameters for the manifest.
    Json toJson() const;

private:
    Compensation(MethodOptions options, CalibrationFile calibration)
        : m_options(std::move(options)), m_calibration(std::move(calibration)), m_rounders(m_calibration, m_options)
    {
    }

    MethodOptions m_options;
    CalibrationFile m_calibration;
    RowRounders m_rounders;
};

/// The matrix's rows, given as numbers, rounded and kept by nobody: what a forecast measures.
void roundCoded(const FolderScheme& scheme, const Matrix& matrix, const RowRounder& rounder,
                std::span<const float> weights);

} // namespace headroom::quant
