// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a scale per input channel, multiplied into a matrix and divided out of what comes before it, moves precision to
// the channels that matter. AWQ searches it (Lin et al., 2023: s = E|x|^r, and the variant that divides by the weights'
// own size); SmoothQuant has a formula (Xiao et al., 2022). The error is that of the matrices' outputs: (w - ŵ) H
// (w - ŵ)ᵀ where H is known, else Σ E[x²] (w - ŵ)².
#pragma once

#include "core/base/parallel.h"
#include "core/tensor/type.h"

#include <functional>
#include <span>
#include <vector>

namespace headroom::quant {

/// A row becomes what is left of it once it is stored; importance: per channel. Thread-safe.
using RoundRow = std::function<void(std::span<float> row, std::span<const float> importance)>;

/// Some rows of a matrix that reads the channels, and the format it goes to.
struct Consumer {
    std::vector<float> weights; ///< [rows, channels]
    tensor::Type type = tensor::Type::F32;
    RoundRow round = {}; ///< instead of the type
};

/// Of the channels, over the calibration text.
struct Channels {
    std::vector<float> squares; ///< E[x²]
    std::vector<float> magnitudes; ///< E|x|
    std::vector<float> largest; ///< max |x|
    std::vector<float> hessian; ///< [channels, channels], or empty
};

struct ChannelScales {
    std::vector<float> scale; ///< positive, finite; all 1 where nothing is gained
    double exponent = 0;
    bool duo = false; ///< weights' size counted too
    double error = 0;
    double before = 0; ///< the error without scales
};

/// What the consumers' outputs lose with these scales: one trial of a search.
double scaledError(std::span<const Consumer> consumers, const Channels& channels, const std::vector<float>& scale,
                   ThreadPool& pool);
inline constexpr unsigned kSearchTrials = 40, kSmoothTrials = 2;

/// Never worse than no scales, on the rows given. Deterministic for any number of threads.
ChannelScales searchScales(std::span<const Consumer> consumers, const Channels& channels, ThreadPool& pool);

/// s = max|x|^alpha / max|w|^(1-alpha), joint over the consumers; error fields as above.
ChannelScales smoothScales(std::span<const Consumer> consumers, const Channels& channels, double alpha,
                           ThreadPool& pool);
/// The same where `consumers` are a sample of the rows; largest: max|w| per channel over all of them.
ChannelScales smoothScales(std::span<const Consumer> consumers, std::span<const float> largest,
                           const Channels& channels, double alpha, ThreadPool& pool);

} // namespace headroom::quant
