// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: GPTQ or learned rounding for one tensor of a file: Hessian out of a calibration file, all rows in parallel,
// packed bytes out.
#pragma once

#include "core/base/remark.h"
#include "core/quant/round/encodetensor.h"
#include "core/quant/round/rowrounder.h"

namespace headroom::quant {

struct GptqReport {
    double objective = 0; ///< Σ over rows, H damped
    double nearest = 0; ///< the same of plain rounding
    std::uint64_t rows = 0;
    std::uint64_t rowsKeptNearest = 0;
    Remarks fallbacks;
};

class GptqEncoder {
public:
    GptqEncoder(const model::ModelFile& file, const CalibrationFile& calibration, const MethodOptions& options)
        : m_file(file), m_calibration(calibration), m_rounders(calibration, options)
    {
    }

    /// Empty when it can be done; else why not.
    Remark obstacle(const model::TensorInfo& info, tensor::Type to) const;
    /// Errors: Corrupt (weights or statistics that are not finite), OutOfMemory.
    Result<EncodedTensor> encode(const model::TensorInfo& info, tensor::Type to, ThreadPool& pool,
                                 const AfterSlab& afterSlab, GptqReport& report);

private:
    struct Slice; ///< one matrix of a tensor, being encoded
    Status encodeSlice(const Slice& slice, ThreadPool& pool, const AfterSlab& afterSlab, EncodedTensor& encoded,
                       GptqReport& report);

    const model::ModelFile& m_file;
    const CalibrationFile& m_calibration;
    RowRounders m_rounders;
};

} // namespace headroom::quant
