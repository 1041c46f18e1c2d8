// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/roundingrate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr std::size_t kMeasuredColumns = 1024; ///< a Hessian of 4 MiB
constexpr std::size_t kFactorColumns = 384;
constexpr unsigned kMeasuredSteps = 64; ///< of learning: more cost as much each
constexpr std::size_t kSearchedRows = 24; ///< of each thread

/// The middle one of some: other programs take turns with this one.
template <class Work> double medianSeconds(const Work& work)
{
    std::array<double, 5> seconds{};
    for (double& one : seconds) {
        const auto start = std::chrono::steady_clock::now();
        work();
        one = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    std::ranges::sort(seconds);
    return seconds[seconds.size() / 2];
}

Result<double> measuredRate(const MethodOptions& options, std::size_t columns, const RoundChunk& round,
                            ThreadPool& pool)
{
    const auto rounder = makeRounder(likelyHessian(columns), columns, options);
    if (!rounder)
        return tl::unexpected(rounder.error());
    const auto weights = likelyWeights(kChunkRows * columns);
    const double seconds = medianSeconds(
        [&] { pool.forRanges(pool.size(), 1, [&](std::size_t, std::size_t) { round(**rounder, weights, columns); }); });
    return seconds / double(pool.size() * weights.size());
}

} // namespace

std::vector<float> likelyWeights(std::size_t count)
{
    std::vector<float> weights(count);
    std::uint64_t state = 1;
    for (float& weight : weights) {
        float sum = -2; // of four uniform numbers
        for (int i = 0; i < 4; ++i) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL; // Knuth's MMIX
            sum += float(state >> 40U) * 0x1p-24F;
        }
        weight = sum * 0.03F;
    }
    return weights;
}

std::vector<float> likelyHessian(std::size_t columns)
{
    std::vector<float> hessian(columns * columns);
    for (std::size_t i = 0; i < columns; ++i)
        for (std::size_t j = 0; j < columns; ++j)
            hessian[i * columns + j] = std::pow(0.8F, float(i > j ? i - j : j - i));
    return hessian;
}

Result<double> roundingRate(const MethodOptions& options, std::size_t columns, const RoundChunk& round,
                            ThreadPool& pool)
{
    MethodOptions trial = options;
    trial.steps = std::min(options.steps, kMeasuredSteps);
    const double repeated = options.row().levels == MethodRow::Levels::Learned
        ? double(options.steps) / double(std::max(1U, trial.steps))
        : 1;
    const std::size_t longest = std::min(columns, kMeasuredColumns);
    auto rate = measuredRate(trial, longest, round, pool);
    if (!rate || columns <= longest)
        return rate.map([&](double seconds) { return seconds * repeated; });
    const auto shorter = measuredRate(trial, longest / 2, round, pool);
    if (!shorter)
        return shorter;
    const double slope = std::max(0.0, *rate - *shorter) / double(longest - longest / 2);
    return (*rate + slope * double(columns - longest)) * repeated;
}

Result<double> factorRate(const FactorOptions& options)
{
    const auto hessian = likelyHessian(kFactorColumns);
    Status done;
    const double seconds = medianSeconds([&] {
        const auto factor = factorize(hessian, kFactorColumns, options);
        if (!factor)
            done = tl::unexpected(factor.error());
    });
    return done.map([&] { return seconds / (double(kFactorColumns) * kFactorColumns * kFactorColumns); });
}

double searchRate(Consumer consumer, std::size_t columns, bool withHessian, ThreadPool& pool)
{
    const std::size_t rows = kSearchedRows * pool.size();
    consumer.weights = likelyWeights(rows * columns);
    Channels channels;
    channels.squares.assign(columns, 1.0F);
    if (withHessian)
        channels.hessian = likelyHessian(columns);
    const std::vector<float> scale(columns, 1.0F);
    const double seconds = medianSeconds([&] {
        static_cast<void>(scaledError({&consumer, 1}, channels, scale, pool));
    });
    return seconds / double(rows * columns);
}

} // namespace headroom::quant
