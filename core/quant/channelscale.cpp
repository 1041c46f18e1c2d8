// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/channelscale.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::quant {

namespace {

constexpr int kExponents = 20;
constexpr float kSmallest = 1e-4F;
constexpr std::size_t kWeightGroup = 32; ///< weights whose largest one measures the others

/// Scales around 1: s / sqrt(largest · smallest).
void normalize(std::vector<float>& scale)
{
    for (float& s : scale)
        s = std::isfinite(s) ? std::max(s, kSmallest) : 1.0F;
    const auto [smallest, largest] = std::ranges::minmax(scale);
    const float middle = std::sqrt(smallest * largest);
    for (float& s : scale)
        s = std::isfinite(s / middle) && s / middle > 0 ? s / middle : 1.0F;
}

/// Mean over rows of |w| / (largest |w| of its group).
std::vector<float> weightSizes(std::span<const Consumer> consumers, std::size_t channels)
{
    std::vector<double> sums(channels);
    std::size_t rows = 0;
    for (const auto& consumer : consumers)
        for (std::size_t begin = 0; begin < consumer.weights.size(); begin += channels, ++rows)
            for (std::size_t group = 0; group < channels; group += kWeightGroup) {
                const std::size_t end = std::min(group + kWeightGroup, channels);
                float largest = 0;
                for (std::size_t c = group; c < end; ++c)
                    largest = std::max(largest, std::fabs(consumer.weights[begin + c]));
                for (std::size_t c = group; c < end; ++c)
                    sums[c] += double(std::fabs(consumer.weights[begin + c]) / (largest + 1e-6F));
            }
    std::vector<float> out(channels);
    for (std::size_t c = 0; c < channels; ++c)
        out[c] = static_cast<float>(sums[c] / double(std::max<std::size_t>(rows, 1)));
    return out;
}

double outputError(std::span<const float> difference, const Channels& channels)
{
    const std::size_t n = difference.size();
    double sum = 0;
    if (channels.hessian.empty()) {
        for (std::size_t i = 0; i < n; ++i)
            sum += double(difference[i]) * double(difference[i]) * double(channels.squares[i]);
        return sum;
    }
    for (std::size_t i = 0; i < n; ++i) {
        const float* row = channels.hessian.data() + i * n;
        float product[8] = {};
        std::size_t j = 0;
        for (; j + 8 <= n; j += 8)
            for (std::size_t lane = 0; lane < 8; ++lane)
                product[lane] += row[j + lane] * difference[j + lane];
        for (; j < n; ++j)
            product[0] += row[j] * difference[j];
        sum += double(difference[i]) * double(std::accumulate(product, product + 8, 0.0F));
    }
    return sum;
}

/// What the consumers' outputs lose when their weights are rounded as scaled by `scale`.
double errorOf(std::span<const Consumer> consumers, const Channels& channels, const std::vector<float>& scale,
               ThreadPool& pool)
{
    const std::size_t n = scale.size();
    std::vector<float> importance(n);
    for (std::size_t c = 0; c < n; ++c)
        importance[c] = channels.squares[c] / (scale[c] * scale[c]);
    double sum = 0;
    for (const auto& consumer : consumers) {
        const tensor::Format& format = tensor::format(consumer.type);
        std::vector<double> errors(consumer.weights.size() / n);
        pool.forRanges(errors.size(), 4, [&](std::size_t begin, std::size_t end) {
            std::vector<float> scaled(n);
            std::vector<float> decoded(n);
            std::vector<std::byte> packed(n / format.blockSize * format.blockBytes);
            for (std::size_t r = begin; r < end; ++r) {
                const float* row = consumer.weights.data() + r * n;
                for (std::size_t c = 0; c < n; ++c)
                    scaled[c] = row[c] * scale[c];
                if (consumer.round) {
                    decoded = scaled;
                    consumer.round(decoded, importance);
                } else {
                    format.encode(scaled, importance, packed);
                    format.decode(packed, decoded);
                }
                for (std::size_t c = 0; c < n; ++c)
                    scaled[c] = row[c] - decoded[c] / scale[c];
                errors[r] = outputError(scaled, channels);
            }
        });
        sum = std::accumulate(errors.begin(), errors.end(), sum);
    }
    return sum;
}

} // namespace

ChannelScales searchScales(std::span<const Consumer> consumers, const Channels& channels, ThreadPool& pool)
{
    const std::size_t n = channels.squares.size();
    ChannelScales best;
    best.scale.assign(n, 1.0F);
    best.error = best.before = errorOf(consumers, channels, best.scale, pool);
    const auto sizes = weightSizes(consumers, n);
    for (const bool duo : {false, true})
        for (int i = duo ? 0 : 1; i < kExponents; ++i) {
            const float exponent = float(i) / float(kExponents);
            std::vector<float> scale(n);
            for (std::size_t c = 0; c < n; ++c) {
                scale[c] = std::pow(std::max(channels.magnitudes[c], kSmallest), exponent);
                if (duo)
                    scale[c] /= std::pow(sizes[c], 1 - exponent) + kSmallest;
            }
            normalize(scale);
            const double error = errorOf(consumers, channels, scale, pool);
            if (error < best.error)
                best = {std::move(scale), double(exponent), duo, error, best.before};
        }
    return best;
}

ChannelScales smoothScales(std::span<const Consumer> consumers, const Channels& channels, double alpha,
                           ThreadPool& pool)
{
    const std::size_t n = channels.squares.size();
    std::vector<float> largest(n, 0.0F);
    for (const auto& consumer : consumers)
        for (std::size_t i = 0; i < consumer.weights.size(); ++i)
            largest[i % n] = std::max(largest[i % n], std::fabs(consumer.weights[i]));
    return smoothScales(consumers, largest, channels, alpha, pool);
}

ChannelScales smoothScales(std::span<const Consumer> consumers, std::span<const float> largest,
                           const Channels& channels, double alpha, ThreadPool& pool)
{
    const std::size_t n = channels.squares.size();
    ChannelScales result;
    result.scale.assign(n, 1.0F);
    result.exponent = alpha;
    result.before = errorOf(consumers, channels, result.scale, pool);
    for (std::size_t c = 0; c < n; ++c)
        result.scale[c] = std::pow(std::max(channels.largest[c], 1e-5F), float(alpha))
            / std::pow(std::max(largest[c], 1e-5F), float(1 - alpha));
    normalize(result.scale);
    result.error = errorOf(consumers, channels, result.scale, pool);
    return result;
}

} // namespace headroom::quant
