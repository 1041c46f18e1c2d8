// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/hessian.h"

#include <Eigen/Core>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>

namespace headroom::quant {

namespace {

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Stride = Eigen::OuterStride<>;

constexpr std::size_t kPanel = 64; ///< rows of H that a thread takes at a time
constexpr std::size_t kBatch = 256; ///< inputs summed in float before they join the total

Status checkFinite(const float* rows, std::size_t stride, std::size_t count, std::size_t size)
{
    for (std::size_t t = 0; t < count; ++t) {
        const std::span row(rows + t * stride, size);
        const auto bad = std::ranges::find_if(row, [](float value) { return !std::isfinite(value); });
        if (bad != row.end())
            return fail(ErrorCode::Corrupt, fmt::format("input channel {}", bad - row.begin()),
                        fmt::format("is {}, no finite number", *bad));
    }
    return {};
}

} // namespace

Result<HessianSum> HessianSum::create(std::size_t size)
{
    HessianSum sum;
    sum.m_size = size;
    try {
        sum.m_sums.assign(size * size, 0.0F);
    } catch (const std::exception&) {
        return fail(ErrorCode::OutOfMemory, fmt::format("Hessian of {} channels", size),
                    fmt::format("needs {} bytes", size * size * sizeof(float)));
    }
    return sum;
}

Status HessianSum::add(const float* rows, std::size_t stride, std::size_t count, ThreadPool& pool)
{
    HEADROOM_TRY(checkFinite(rows, stride, count, m_size));
    const auto n = static_cast<Eigen::Index>(m_size);
    Eigen::Map<RowMajor> sums(m_sums.data(), n, n);
    for (std::size_t first = 0; first < count; first += kBatch) {
        const auto batch = static_cast<Eigen::Index>(std::min(kBatch, count - first));
        const Eigen::Map<const RowMajor, 0, Stride> x(rows + first * stride, batch, n,
                                                      Stride(static_cast<Eigen::Index>(stride)));
        pool.forRanges(m_size, kPanel, [&](std::size_t begin, std::size_t end) {
            const auto top = static_cast<Eigen::Index>(begin);
            const auto height = static_cast<Eigen::Index>(end - begin);
            sums.block(top, 0, height, top + height).noalias()
                += x.middleCols(top, height).transpose() * x.leftCols(top + height);
        });
    }
    m_rows += count;
    return {};
}

std::vector<float> HessianSum::take()
{
    for (std::size_t i = 0; i < m_size; ++i)
        for (std::size_t j = i + 1; j < m_size; ++j)
            m_sums[i * m_size + j] = m_sums[j * m_size + i];
    return std::move(m_sums);
}

} // namespace headroom::quant
