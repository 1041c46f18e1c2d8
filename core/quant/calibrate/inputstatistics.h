// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what calibration keeps of a matrix's inputs: per channel the sums that importance matrices, AWQ and SmoothQuant
// need, for the whole matrix its range. A slice is one matrix of a 3-D tensor: an expert, or a head.
#pragma once

#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/quant/calibrate/rangesketch.h"

#include <string>
#include <vector>

namespace headroom::quant {

class InputStatistics {
public:
    InputStatistics(std::string tensor, std::size_t columns, std::size_t slices);
    /// Errors: Corrupt, naming tensor and channel, for inputs that are no finite numbers; nothing is added then.
    Status add(std::size_t slice, const float* inputs, std::size_t stride, std::size_t count, ThreadPool& pool);

    const std::string& tensor() const { return m_tensor; }
    std::size_t columns() const { return m_columns; }
    std::size_t slices() const { return m_rows.size(); }
    std::span<const std::uint64_t> rows() const { return m_rows; } ///< inputs seen, per slice
    // Row-major [slices, columns]:
    std::span<const double> squares() const { return m_squares; } ///< Σ x²
    std::span<const double> magnitudes() const { return m_magnitudes; } ///< Σ |x|
    std::span<const float> smallest() const { return m_smallest; }
    std::span<const float> largest() const { return m_largest; }
    const RangeSketch& range() const { return m_range; }
    /// Channels whose root mean square is more than eight times the median one, largest first; of the first slice.
    std::vector<std::size_t> outliers() const;
    Json toJson() const;

private:
    std::string m_tensor;
    std::size_t m_columns;
    std::vector<std::uint64_t> m_rows;
    std::vector<double> m_squares;
    std::vector<double> m_magnitudes;
    std::vector<float> m_smallest;
    std::vector<float> m_largest;
    RangeSketch m_range;
};

} // namespace headroom::quant
