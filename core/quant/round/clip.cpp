// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/clip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace headroom::quant {

namespace {

constexpr int kTrials = 10; ///< 95 %, 90 %, … 50 %
constexpr float kClipStep = 0.05F;
constexpr std::size_t kClipPiece = 32; ///< weights with a largest one of their own, in longer blocks too

float dot(const float* a, const float* b, std::size_t count)
{
    std::array<float, 8> lanes{};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (std::size_t lane = 0; lane < 8; ++lane)
            lanes[lane] += a[i + lane] * b[i + lane];
    for (; i < count; ++i)
        lanes[0] += a[i] * b[i];
    return std::accumulate(lanes.begin(), lanes.end(), 0.0F);
}

std::vector<float> clipped(std::span<const float> row, float share)
{
    std::vector<float> out(row.begin(), row.end());
    for (std::size_t begin = 0; begin < out.size(); begin += kClipPiece) {
        const auto piece = std::span(out).subspan(begin, std::min(kClipPiece, out.size() - begin));
        float largest = 0;
        for (const float weight : piece)
            largest = std::max(largest, std::fabs(weight));
        for (float& weight : piece)
            weight = std::clamp(weight, -share * largest, share * largest);
    }
    return out;
}

std::vector<double> costsOf(const tensor::Format& format, std::span<const float> row, std::span<const std::byte> packed,
                            const GroupErrors& errors)
{
    std::vector<float> difference(row.size());
    format.decode(packed, difference);
    for (std::size_t c = 0; c < row.size(); ++c)
        difference[c] -= row[c];
    std::vector<double> costs(row.size() / errors.width());
    for (std::size_t g = 0; g < costs.size(); ++g)
        costs[g] = errors.of(g, std::span<const float>(difference).subspan(g * errors.width(), errors.width()));
    return costs;
}

} // namespace

GroupErrors::GroupErrors(std::span<const float> squares, std::span<const float> hessian, std::span<const float> scale,
                         std::size_t width)
    : m_width(width)
{
    const std::size_t n = squares.size();
    const auto inverse = [&](std::size_t c) { return scale.empty() ? 1.0F : 1.0F / scale[c]; };
    for (std::size_t c = 0; c < n && hessian.empty(); ++c)
        m_squares.push_back(squares[c] * inverse(c) * inverse(c));
    for (std::size_t i = 0; i < n && !hessian.empty(); ++i)
        for (std::size_t j = i / width * width; j < (i / width + 1) * width; ++j)
            m_blocks.push_back(hessian[i * n + j] * inverse(i) * inverse(j));
}

double GroupErrors::of(std::size_t group, std::span<const float> difference) const
{
    double sum = 0;
    for (std::size_t i = 0; i < m_width; ++i) {
        const double own = double(difference[i]);
        sum += m_blocks.empty()
            ? own * own * double(m_squares[group * m_width + i])
            : own * double(dot(m_blocks.data() + (group * m_width + i) * m_width, difference.data(), m_width));
    }
    return sum;
}

void clipRow(tensor::Type type, std::span<const float> row, std::span<const float> importance,
             std::span<std::byte> packed, const GroupErrors& errors)
{
    const tensor::Format& format = tensor::format(type);
    std::vector<double> least = costsOf(format, row, packed, errors);
    std::vector<std::byte> trial(packed.size());
    for (int i = 1; i <= kTrials; ++i) {
        format.encode(clipped(row, 1 - kClipStep * float(i)), importance, trial);
        const auto costs = costsOf(format, row, trial, errors);
        for (std::size_t g = 0; g < costs.size(); ++g) {
            if (!(costs[g] < least[g]))
                continue;
            least[g] = costs[g];
            std::ranges::copy(std::span(trial).subspan(g * format.blockBytes, format.blockBytes),
                              packed.begin() + std::ptrdiff_t(g * format.blockBytes));
        }
    }
}

} // namespace headroom::quant
