// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/methods.h"

#include "core/base/remarks.h"
#include "core/quant/round/channels.h"
#include "core/quant/round/clip.h"
#include "core/quant/round/hqq.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace headroom::quant {

namespace {

/// `count` rows, evenly spread over the matrix.
std::vector<float> sampleRows(const model::ModelFile& file, const model::TensorInfo& info, std::uint64_t count)
{
    const std::uint64_t columns = info.columns();
    std::vector<std::byte> packed(info.rowBytes());
    std::vector<float> out(count * columns);
    for (std::uint64_t i = 0; i < count; ++i) {
        file.rows(info, i * info.rows() / count, 1, packed);
        tensor::format(info.type).decode(packed, std::span(out).subspan(i * columns, columns));
    }
    return out;
}

} // namespace

MethodRun::MethodRun(const model::ModelFile& file, const MethodPlan& plan) : m_file(file), m_plan(plan)
{
    if (plan.calibration)
        m_gptq.emplace(file, *plan.calibration, plan.options);
}

Result<std::unique_ptr<MethodRun>> MethodRun::prepare(const model::ModelFile& file,
                                                      std::span<const Assignment> assignments, const MethodPlan& plan,
                                                      ThreadPool& pool, JobControl& control, const AfterFold& afterFold)
{
    std::unique_ptr<MethodRun> run(new MethodRun(file, plan));
    HEADROOM_TRY(run->findScales(assignments, pool, control, afterFold));
    return run;
}

Status MethodRun::findScales(std::span<const Assignment> assignments, ThreadPool& pool, JobControl& control,
                             const AfterFold& afterFold)
{
    Progress progress{"scales", {}, 0, m_plan.folds.size(), 0, 0};
    for (const Fold& fold : m_plan.folds) {
        progress.item = said(fold.consumers.front());
        control.report(progress);
        HEADROOM_TRY(control.checkpoint());
        const auto start = std::chrono::steady_clock::now();
        HEADROOM_TRY(findScales(fold, assignments, pool));
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        if (afterFold)
            afterFold(progress.done, took.count());
        ++progress.done;
    }
    return {};
}

Status MethodRun::findScales(const Fold& fold, std::span<const Assignment> assignments, ThreadPool& pool)
{
    const bool smooth = m_plan.options.row().scales == MethodRow::Scales::Computed;
    const std::size_t columns = m_file.find(fold.consumers.front())->columns();
    const SampleSize sample = sampleSize(columns, fold.consumers.size());
    const bool withHessian = !smooth && sample.withHessian;
    const std::uint64_t most = smooth ? ~std::uint64_t{0} : sample.rows;
    std::vector<Consumer> consumers;
    for (const std::string& name : fold.consumers) {
        const auto& info = *m_file.find(name);
        const auto assignment = std::ranges::find(assignments, name, &Assignment::tensor);
        if (assignment->from != assignment->to && tensor::format(assignment->to).encode)
            consumers.push_back(
                {sampleRows(m_file, info, std::min<std::uint64_t>(info.rows(), most)), assignment->to, {}});
    }
    const auto channels = channelsOf(*m_plan.calibration, fold.consumers.front(), columns, withHessian);
    if (!channels)
        return tl::unexpected(channels.error());
    const ChannelScales scales = smooth ? smoothScales(consumers, *channels, m_plan.options.alpha, pool)
                                        : searchScales(consumers, *channels, pool);
    if (!std::isfinite(scales.before))
        return fail(ErrorCode::Corrupt,
                    fmt::format("{}, tensor \"{}\"", m_file.path().string(), fold.consumers.front()),
                    "holds weights that are no finite numbers");
    apply(fold, scales);
    return {};
}

void MethodRun::apply(const Fold& fold, const ChannelScales& scales)
{
    for (const std::string& name : fold.consumers) {
        m_scaling[name].columns = scales.scale;
        const double gain = decibels(scales.error, scales.before);
        m_notes[name] = scales.duo ? remark("round.channels_scaled_by_size", scales.exponent, gain)
                                   : remark("round.channels_scaled", scales.exponent, gain);
    }
    for (const std::string& name : fold.producers) {
        Scaling& scaling = m_scaling[name];
        if (m_file.find(name)->rows() == scales.scale.size())
            scaling.rows = scales.scale;
        else
            for (std::size_t i = 0; i < scales.scale.size(); ++i) {
                scaling.columns.resize(scales.scale.size(), 1.0F);
                scaling.columns[i] /= scales.scale[i];
            }
    }
}

Result<PolishRow> MethodRun::clipping(const model::TensorInfo& info, tensor::Type to,
                                      std::span<const float> scale) const
{
    auto channels = channelsOf(*m_plan.calibration, info.name, info.columns(), true);
    if (!channels)
        return tl::unexpected(std::move(channels.error()));
    const auto errors = std::make_shared<const GroupErrors>(channels->squares, channels->hessian, scale,
                                                            tensor::format(to).blockSize);
    return [errors](tensor::Type type, std::span<const float> row, std::span<const float> importance,
                    std::span<std::byte> packed) { clipRow(type, row, importance, packed, *errors); };
}

Result<EncodedTensor> MethodRun::encodeByHessian(const model::TensorInfo& info, tensor::Type to, ThreadPool& pool,
                                                 const AfterSlab& afterSlab, Remark& note)
{
    GptqReport report;
    auto encoded = m_gptq->encode(info, to, pool, afterSlab, report);
    if (!encoded)
        return encoded;
    const double gain = decibels(report.objective, report.nearest);
    note = m_plan.options.method == Method::Gptq ? remark("round.gptq", gain) : remark("round.signround", gain);
    if (report.rowsKeptNearest > 0)
        append(note, remark("round.rows_kept", report.rowsKeptNearest, report.rows));
    for (const auto& fallback : report.fallbacks)
        append(note, fallback);
    return encoded;
}

Result<EncodedTensor> MethodRun::encode(const model::TensorInfo& info, tensor::Type to,
                                        std::span<const float> importance, ThreadPool& pool, const AfterSlab& afterSlab,
                                        Remark& note)
{
    if (const auto found = m_notes.find(info.name); found != m_notes.end())
        note = found->second;
    if (const auto fallback = m_plan.fallbacks.find(info.name); fallback != m_plan.fallbacks.end())
        note = remark("round.without", methodRemark(m_plan.options.method), fallback->second);
    const Forecast::Step step = stepOf(m_plan, info, to);
    if (step == Forecast::Step::Rounded)
        return encodeByHessian(info, to, pool, afterSlab, note);
    const bool polished = step == Forecast::Step::Polished;
    if (polished && m_plan.options.row().levels == MethodRow::Levels::HalfQuadratic)
        return encodeTensor(m_file, info, to, importance, pool, afterSlab, {}, halfQuadraticRow);
    const auto scaling = m_scaling.find(info.name);
    auto clip = polished
        ? clipping(info, to, scaling == m_scaling.end() ? std::vector<float>() : scaling->second.columns)
        : Result<PolishRow>(PolishRow());
    if (!clip)
        return tl::unexpected(std::move(clip.error()));
    if (scaling == m_scaling.end())
        return encodeTensor(m_file, info, to, importance, pool, afterSlab, {}, std::move(*clip));
    std::vector<float> scaled(importance.begin(), importance.end());
    for (std::size_t i = 0; i < scaled.size() && !scaling->second.columns.empty(); ++i) {
        const float s = scaling->second.columns[i % scaling->second.columns.size()];
        scaled[i] /= s * s;
    }
    return encodeTensor(m_file, info, to, scaled, pool, afterSlab, scaling->second, std::move(*clip));
}

} // namespace headroom::quant
