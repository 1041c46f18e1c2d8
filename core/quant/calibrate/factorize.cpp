// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// One Cholesky factorization instead of three: with H = R Rᵀ, R upper triangular, H⁻¹ = (R⁻¹)ᵀ R⁻¹, so U is R⁻¹. R is
// the ordinary lower factor of H with rows and columns in reverse, reversed back.
#include "core/quant/calibrate/hessian.h"

#include "core/base/remarks.h"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>

namespace headroom::quant {

namespace {

using DoubleMatrix = Eigen::MatrixXd;

constexpr int kFloors = 6;

Status checkHessian(std::span<const float> hessian, std::size_t n)
{
    if (n == 0 || hessian.size() != n * n)
        return fail(ErrorCode::InvalidArgument, "Hessian",
                    fmt::format("{} values are no square of {}", hessian.size(), n));
    for (std::size_t i = 0; i < hessian.size(); ++i)
        if (!std::isfinite(hessian[i]) || (i / n == i % n && hessian[i] < 0))
            return fail(ErrorCode::Corrupt, fmt::format("Hessian, row {}, column {}", i / n, i % n),
                        fmt::format("is {}", hessian[i]));
    return {};
}

/// Tries one matrix after the other until one is positive definite.
class Ladder {
public:
    Ladder(std::span<const float> hessian, std::size_t n, const FactorOptions& options, HessianFactor& out)
        : m_hessian(hessian), m_n(n), m_options(options), m_out(out), m_diagonal(n)
    {
        for (std::size_t i = 0; i < n; ++i)
            m_diagonal[i] = double(hessian[i * n + i]);
        const double alive = std::accumulate(m_diagonal.begin(), m_diagonal.end(), 0.0);
        const auto dead = std::ranges::count(m_diagonal, 0.0);
        m_out.dead = static_cast<std::size_t>(dead);
        m_mean = m_out.dead == n ? 1.0 : alive / double(n - m_out.dead);
        for (double& value : m_diagonal)
            value = value > 0 ? value : m_mean;
        m_out.order.resize(n);
        std::iota(m_out.order.begin(), m_out.order.end(), 0U);
        if (options.actOrder)
            std::ranges::stable_sort(m_out.order, std::ranges::greater{},
                                     [&](std::uint32_t i) { return m_diagonal[i]; });
    }

    void climb()
    {
        if (climbDamping() || climbFloors())
            return;
        m_out.fallbacks.push_back(remark("hessian.no_damping"));
        m_out.identity = true;
        m_out.upper.assign(m_n * m_n, 0.0F);
        for (std::size_t i = 0; i < m_n; ++i)
            m_out.upper[i * m_n + i] = 1.0F;
    }

private:
    bool climbDamping()
    {
        const double first = std::clamp(m_options.damping, 1e-8, 1.0);
        for (double damping = first;; damping = std::min(1.0, damping * 2)) {
            m_out.damping = damping;
            if (attempt(damping * m_mean, 0)) {
                if (damping > first)
                    m_out.fallbacks.push_back(remark("hessian.damped", first, damping));
                return true;
            }
            if (damping >= 1)
                return false;
        }
    }

    bool climbFloors()
    {
        const double largest = *std::ranges::max_element(m_diagonal);
        double floor = 1e-6 * largest;
        for (int k = 0; k < kFloors; ++k, floor *= 10) {
            if (!attempt(m_mean, floor))
                continue;
            m_out.fallbacks.push_back(remark("hessian.raised", floor));
            return true;
        }
        return false;
    }

    /// Column that stands at place k of the reversed order.
    std::size_t reversed(std::size_t k) const { return m_out.order[m_n - 1 - k]; }

    bool attempt(double added, double floor)
    {
        const auto n = static_cast<Eigen::Index>(m_n);
        DoubleMatrix lower(n, n);
        for (std::size_t j = 0; j < m_n; ++j) {
            for (std::size_t i = j + 1; i < m_n; ++i)
                lower(Eigen::Index(i), Eigen::Index(j)) = double(m_hessian[reversed(i) * m_n + reversed(j)]);
            lower(Eigen::Index(j), Eigen::Index(j)) = m_diagonal[reversed(j)] + added + floor;
        }
        const Eigen::LLT<Eigen::Ref<DoubleMatrix>> factor(lower);
        if (factor.info() != Eigen::Success || !lower.diagonal().allFinite())
            return false;
        DoubleMatrix inverse = DoubleMatrix::Identity(n, n);
        lower.triangularView<Eigen::Lower>().solveInPlace(inverse);
        if (!inverse.allFinite())
            return false;
        m_out.upper.assign(m_n * m_n, 0.0F);
        for (std::size_t i = 0; i < m_n; ++i)
            for (std::size_t j = i; j < m_n; ++j)
                m_out.upper[i * m_n + j]
                    = static_cast<float>(inverse(Eigen::Index(m_n - 1 - i), Eigen::Index(m_n - 1 - j)));
        return true;
    }

    std::span<const float> m_hessian;
    std::size_t m_n;
    const FactorOptions& m_options;
    HessianFactor& m_out;
    std::vector<double> m_diagonal;
    double m_mean = 1;
};

} // namespace

Result<HessianFactor> factorize(std::span<const float> hessian, std::size_t size, const FactorOptions& options)
{
    HEADROOM_TRY(checkHessian(hessian, size));
    try {
        HessianFactor factor;
        factor.size = size;
        Ladder(hessian, size, options, factor).climb();
        return factor;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, fmt::format("Hessian of {} channels", size),
                    fmt::format("inverting needs {} bytes", 20 * size * size));
    }
}

bool isNearestInstead(const Remark& note)
{
    if (note.code() == "hessian.no_damping" || note.code() == "hessian.not_definite")
        return true;
    return std::ranges::any_of(note.arguments, [](const RemarkArgument& argument) {
        const auto* held = std::get_if<Remarks>(&argument);
        return held && std::ranges::any_of(*held, isNearestInstead);
    });
}

bool isPositiveDefinite(std::span<const float> hessian, std::size_t size)
{
    const auto n = static_cast<Eigen::Index>(size);
    const Eigen::Map<const Eigen::MatrixXf> given(hessian.data(), n, n); // symmetric: rows and columns are the same
    DoubleMatrix lower = given.cast<double>();
    const Eigen::LLT<Eigen::Ref<DoubleMatrix>> factor(lower);
    return factor.info() == Eigen::Success && lower.diagonal().allFinite();
}

} // namespace headroom::quant
