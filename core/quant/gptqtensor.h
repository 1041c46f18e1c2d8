// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: GPTQ for one tensor of a file: Hessian out of a calibration file, factor, all rows in parallel, packed bytes
// out. Factors are kept while tensors of the same layer ask for them again.
#pragma once

#include "core/quant/calibrationfile.h"
#include "core/quant/encodetensor.h"
#include "core/quant/gptq.h"

namespace headroom::quant {

struct GptqReport {
    double objective = 0; ///< Σ over rows, H damped
    double nearest = 0; ///< the same of plain rounding
    std::uint64_t rows = 0;
    std::uint64_t rowsKeptNearest = 0;
    std::vector<std::string> fallbacks;
};

class GptqEncoder {
public:
    GptqEncoder(const model::GgufFile& file, const CalibrationFile& calibration, FactorOptions factor,
                RoundingOptions rounding)
        : m_file(file), m_calibration(calibration), m_factorOptions(factor), m_rounding(rounding)
    {
    }

    /// Empty when GPTQ can do it; else why not.
    std::string obstacle(const model::TensorInfo& info, tensor::Type to) const;
    /// Errors: Corrupt (weights or statistics that are not finite), OutOfMemory.
    Result<EncodedTensor> encode(const model::TensorInfo& info, tensor::Type to, ThreadPool& pool,
                                 const AfterSlab& afterSlab, GptqReport& report);

private:
    struct Slice; ///< one matrix of a tensor, being encoded
    Result<std::shared_ptr<const HessianFactor>> factorOf(const std::string& root, std::size_t slice,
                                                          std::size_t columns);
    Status encodeSlice(const Slice& slice, ThreadPool& pool, const AfterSlab& afterSlab, EncodedTensor& encoded,
                       GptqReport& report);

    const model::GgufFile& m_file;
    const CalibrationFile& m_calibration;
    FactorOptions m_factorOptions;
    RoundingOptions m_rounding;
    std::string m_layer; ///< whose factors are kept
    std::map<std::pair<std::string, std::size_t>, std::shared_ptr<const HessianFactor>> m_factors;
    std::uint64_t m_factorBytes = 0;
};

} // namespace headroom::quant
