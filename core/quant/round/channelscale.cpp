// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/channelscale.h"

#include "core/infer/cpu/kernels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::quant {

namespace {

constexpr int kExponents = int(kSearchTrials) / 2; ///< of each of two variants
constexpr float kSmallest = 1e-4F;
constexpr std::size_t kTileOfRows = 12; ///< rows that share what is read of the Hessian
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

/// What outputs lose to differences of weights: δ H δᵀ, or Σ E[x²] δ² where H is unknown. A row's figure depends on the
/// row alone.
class OutputLoss {
public:
    explicit OutputLoss(const Channels& channels)
        : m_channels(channels)
        , m_size(channels.squares.size())
        , m_stride(infer::padded(m_size))
        , m_hessian(channels.hessian)
    {
        if (m_hessian.empty() || m_stride == m_size)
            return;
        m_padded.resize(m_size * m_stride);
        for (std::size_t i = 0; i < m_size; ++i)
            std::ranges::copy(m_hessian.subspan(i * m_size, m_size),
                              m_padded.begin() + static_cast<std::ptrdiff_t>(i * m_stride));
        m_hessian = m_padded;
    }

    std::size_t size() const { return m_size; }
    std::size_t stride() const { return m_stride; }

    /// differences: rows of stride() floats, zeros at their ends; losses: one for each.
    void of(std::span<const float> differences, std::span<double> losses) const
    {
        std::vector<float> products(m_hessian.empty() ? 0 : losses.size() * m_size);
        if (!m_hessian.empty())
            infer::multiplyRows({m_hessian.data(), m_stride, m_size}, {differences.data(), m_stride, losses.size()},
                                m_stride, products.data(), m_size);
        for (std::size_t r = 0; r < losses.size(); ++r) {
            double sum = 0;
            for (std::size_t i = 0; i < m_size; ++i) {
                const double own = double(differences[r * m_stride + i]);
                sum += own
                    * (m_hessian.empty() ? own * double(m_channels.squares[i]) : double(products[r * m_size + i]));
            }
            losses[r] = sum;
        }
    }

private:
    const Channels& m_channels;
    std::size_t m_size;
    std::size_t m_stride;
    std::vector<float> m_padded;
    std::span<const float> m_hessian;
};

/// What is left of a row of a consumer, scaled, rounded and scaled back, less the row.
void roundingOf(const Consumer& consumer, std::span<const float> row, std::span<const float> scale,
                std::span<const float> importance, std::span<float> difference)
{
    const tensor::Format& format = tensor::format(consumer.type);
    std::vector<float> decoded(row.size());
    for (std::size_t c = 0; c < row.size(); ++c)
        decoded[c] = row[c] * scale[c];
    if (consumer.round) {
        consumer.round(decoded, importance);
    } else {
        std::vector<std::byte> packed(row.size() / format.blockSize * format.blockBytes);
        format.encode(decoded, importance, packed);
        format.decode(packed, decoded);
    }
    for (std::size_t c = 0; c < row.size(); ++c)
        difference[c] = row[c] - decoded[c] / scale[c];
}

/// What the consumers' outputs lose when their weights are rounded as scaled by `scale`.
double errorOf(std::span<const Consumer> consumers, const Channels& channels, const OutputLoss& loss,
               const std::vector<float>& scale, ThreadPool& pool)
{
    const std::size_t n = scale.size();
    std::vector<float> importance(n);
    for (std::size_t c = 0; c < n; ++c)
        importance[c] = channels.squares[c] / (scale[c] * scale[c]);
    double sum = 0;
    for (const auto& consumer : consumers) {
        std::vector<double> errors(consumer.weights.size() / n);
        pool.forRanges(errors.size(), kTileOfRows, [&](std::size_t begin, std::size_t end) {
            std::vector<float> differences((end - begin) * loss.stride());
            for (std::size_t r = begin; r < end; ++r)
                roundingOf(consumer, std::span(consumer.weights).subspan(r * n, n), scale, importance,
                           std::span(differences).subspan((r - begin) * loss.stride(), n));
            loss.of(differences, std::span(errors).subspan(begin, end - begin));
        });
        sum = std::accumulate(errors.begin(), errors.end(), sum);
    }
    return sum;
}

} // namespace

double scaledError(std::span<const Consumer> consumers, const Channels& channels, const std::vector<float>& scale,
                   ThreadPool& pool)
{
    return errorOf(consumers, channels, OutputLoss(channels), scale, pool);
}

ChannelScales searchScales(std::span<const Consumer> consumers, const Channels& channels, ThreadPool& pool)
{
    const std::size_t n = channels.squares.size();
    const OutputLoss loss(channels);
    ChannelScales best;
    best.scale.assign(n, 1.0F);
    best.error = best.before = errorOf(consumers, channels, loss, best.scale, pool);
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
            const double error = errorOf(consumers, channels, loss, scale, pool);
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
    const OutputLoss loss(channels);
    ChannelScales result;
    result.scale.assign(n, 1.0F);
    result.exponent = alpha;
    result.before = errorOf(consumers, channels, loss, result.scale, pool);
    for (std::size_t c = 0; c < n; ++c)
        result.scale[c] = std::pow(std::max(channels.largest[c], 1e-5F), float(alpha))
            / std::pow(std::max(largest[c], 1e-5F), float(1 - alpha));
    normalize(result.scale);
    result.error = errorOf(consumers, channels, loss, result.scale, pool);
    return result;
}

} // namespace headroom::quant
