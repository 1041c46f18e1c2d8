// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/rowrounder.h"

#include "core/base/remarks.h"
#include "core/quant/round/signround.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>

namespace headroom::quant {

namespace {

class Compensating final : public RowRounder {
public:
    Compensating(HessianFactor factor, RoundingOptions options) : m_factor(std::move(factor)), m_options(options) { }
    std::vector<RowOutcome> round(std::span<const float> weights, std::span<RowGrid* const> grids) const override
    {
        return roundRows(m_factor, weights, grids, m_options);
    }
    const Remarks& fallbacks() const override { return m_factor.fallbacks; }
    std::uint64_t bytes() const override { return m_factor.upper.size() * sizeof(float); }

private:
    HessianFactor m_factor;
    RoundingOptions m_options;
};

class Learning final : public RowRounder {
public:
    Learning(std::vector<float> hessian, LearningOptions options, Remarks fallbacks)
        : m_hessian(std::move(hessian)), m_options(options), m_fallbacks(std::move(fallbacks))
    {
    }
    std::vector<RowOutcome> round(std::span<const float> weights, std::span<RowGrid* const> grids) const override
    {
        return learnRows(m_hessian, weights, grids, m_options);
    }
    const Remarks& fallbacks() const override { return m_fallbacks; }
    std::uint64_t bytes() const override { return m_hessian.size() * sizeof(float); }

private:
    std::vector<float> m_hessian;
    LearningOptions m_options;
    Remarks m_fallbacks;
};

/// A share of the mean diagonal goes onto it; where all of it is zero, errors of all columns count the same.
Status damp(std::vector<float>& hessian, std::size_t columns, double damping)
{
    const auto bad = std::ranges::find_if(hessian, [](float value) { return !std::isfinite(value); });
    if (bad != hessian.end())
        return fail(ErrorCode::Corrupt, fmt::format("Hessian, value {}", bad - hessian.begin()),
                    "is not a finite number; calibrate again");
    double trace = 0;
    for (std::size_t c = 0; c < columns; ++c) {
        const float own = hessian[c * columns + c];
        if (own < 0)
            return fail(ErrorCode::Corrupt, fmt::format("Hessian, channel {}", c),
                        "has a negative mean square; calibrate again");
        trace += double(own);
    }
    const double added = trace > 0 ? damping * trace / double(columns) : 1.0;
    for (std::size_t c = 0; c < columns; ++c)
        hessian[c * columns + c] += float(added);
    return {};
}

/// "blk.7." of a tensor of layer 7.
std::string layerPrefix(const std::string& tensor)
{
    return tensor.substr(0, tensor.find('.', tensor.find('.') + 1));
}

/// Learning would make the most of errors that a Hessian like this rewards: then channels count one by one.
Result<std::shared_ptr<const RowRounder>> makeLearning(std::vector<float> hessian, std::size_t columns,
                                                       const MethodOptions& options)
try {
    HEADROOM_TRY(damp(hessian, columns, options.gptq.damping));
    Remarks fallbacks;
    if (!isPositiveDefinite(hessian, columns)) {
        fallbacks.push_back(remark("hessian.not_definite"));
        for (std::size_t i = 0; i < hessian.size(); ++i)
            hessian[i] = i / columns == i % columns ? hessian[i] : 0.0F;
    }
    return std::make_shared<const Learning>(std::move(hessian), LearningOptions{options.steps}, std::move(fallbacks));
} catch (const std::bad_alloc&) {
    return fail(ErrorCode::OutOfMemory, fmt::format("Hessian of {} channels", columns),
                fmt::format("checking needs {} bytes", 8 * columns * columns));
}

} // namespace

Result<std::shared_ptr<const RowRounder>> makeRounder(std::vector<float> hessian, std::size_t columns,
                                                      const MethodOptions& options)
{
    if (options.row().levels == MethodRow::Levels::Learned)
        return makeLearning(std::move(hessian), columns, options);
    auto factor = factorize(hessian, columns, options.gptq);
    if (!factor)
        return tl::unexpected(std::move(factor.error()));
    return std::make_shared<const Compensating>(std::move(*factor), RoundingOptions{options.staticGroups});
}

Result<std::shared_ptr<const RowRounder>> RowRounders::of(const std::string& root, std::size_t slice,
                                                          std::size_t columns)
{
    if (layerPrefix(root) != m_layer) {
        m_kept.clear();
        m_bytes = 0;
        m_layer = layerPrefix(root);
    }
    if (const auto kept = m_kept.find({root, slice}); kept != m_kept.end())
        return kept->second;
    auto hessian = m_calibration.hessian(root, slice, columns);
    if (!hessian)
        return tl::unexpected(std::move(hessian.error()));
    auto rounder = makeRounder(std::move(*hessian), columns, m_options);
    if (!rounder) {
        rounder.error().where += fmt::format(", tensor \"{}\"", root);
        return rounder;
    }
    if (m_bytes + (*rounder)->bytes() <= kKeptBytes) {
        m_kept[{root, slice}] = *rounder;
        m_bytes += (*rounder)->bytes();
    }
    return rounder;
}

} // namespace headroom::quant
