// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/methodwork.h"

#include "core/quant/round/channels.h"

#include <algorithm>

namespace headroom::quant {

namespace {

using Step = Forecast::Step;

SearchWork searchOf(const Prepared& prepared, const Fold& fold)
{
    const MethodPlan& method = *prepared.method;
    const std::uint64_t columns = prepared.file->find(fold.consumers.front())->columns();
    Forecast::Kind kind{};
    std::vector<std::uint64_t> rows;
    for (const std::string& name : fold.consumers) {
        const auto assignment = std::ranges::find(prepared.plan.assignments, name, &Assignment::tensor);
        if (assignment->from == assignment->to || !tensor::format(assignment->to).encode)
            continue;
        kind = {assignment->from, assignment->to};
        rows.push_back(prepared.file->find(name)->rows());
    }
    return searchWork(kind, method.options.row().scales == MethodRow::Scales::Computed, columns, rows);
}

} // namespace

SearchWork searchWork(Forecast::Kind kind, bool smooth, std::uint64_t columns, std::span<const std::uint64_t> rows)
{
    const SampleSize sample = sampleSize(columns, std::max<std::size_t>(1, rows.size()));
    std::uint64_t taken = 0;
    for (const std::uint64_t count : rows)
        taken += smooth ? count : std::min(count, sample.rows);
    const bool withHessian = !smooth && sample.withHessian;
    kind.step = withHessian ? Step::Correlated : Step::Sampled;
    kind.columns = columns;
    return {kind, taken * columns * (smooth ? kSmoothTrials : kSearchTrials),
            (taken * columns + (withHessian ? columns * columns : 0)) * sizeof(float)};
}

std::uint64_t FactorCount::of(const std::string& root, std::uint64_t slices, std::uint64_t columns)
{
    const std::string layer = root.substr(0, root.find('.', root.find('.') + 1));
    if (layer != m_layer) {
        m_layer = layer;
        m_kept.clear();
        m_bytes = 0;
    }
    if (std::ranges::find(m_kept, root) != m_kept.end())
        return 0;
    const std::uint64_t bytes = slices * columns * columns * sizeof(float);
    if (m_bytes + bytes <= RowRounders::kKeptBytes) {
        m_kept.push_back(root);
        m_bytes += bytes;
    }
    return slices * columns * columns * columns;
}

Forecast::Kind kindOf(const Prepared& prepared, std::size_t tensor)
{
    const auto& info = prepared.file->tensors()[tensor];
    Forecast::Kind kind{info.type, prepared.plan.assignments[tensor].to};
    if (prepared.method)
        kind.step = stepOf(*prepared.method, info, kind.to);
    if (kind.step == Step::Rounded)
        kind.columns = info.columns();
    return kind;
}

MethodWork methodWork(const Prepared& prepared)
{
    MethodWork work;
    if (!prepared.method)
        return work;
    const auto& tensors = prepared.file->tensors();
    work.factorized.resize(tensors.size());
    FactorCount count;
    for (std::size_t i = 0; i < tensors.size(); ++i)
        if (prepared.method->options.row().levels == MethodRow::Levels::Compensated
            && kindOf(prepared, i).step == Step::Rounded)
            work.factorized[i] = count.of(prepared.method->calibration->hessianRoot(tensors[i].name),
                                          tensors[i].shape.size() > 2 ? tensors[i].shape[2] : 1, tensors[i].columns());
    for (const Fold& fold : prepared.method->folds)
        work.searches.push_back(searchOf(prepared, fold));
    return work;
}

/// As it was read, in double precision while it is factorized, twice to invert it, and what is kept of it and others.
std::uint64_t rounderBytes(const MethodRow& method, std::uint64_t columns)
{
    const std::uint64_t square = columns * columns;
    const std::uint64_t inverting = (method.levels == MethodRow::Levels::Compensated ? 2 : 1) * square * sizeof(double);
    return inverting + 2 * square * sizeof(float) + std::min(RowRounders::kKeptBytes, 3 * square * sizeof(float));
}

std::uint64_t methodBytes(const Prepared& prepared, const MethodWork& work)
{
    std::uint64_t largest = 0;
    for (std::size_t i = 0; i < prepared.file->tensors().size() && prepared.method; ++i) {
        const std::uint64_t columns = prepared.file->tensors()[i].columns();
        const Step step = kindOf(prepared, i).step;
        if (step == Step::Rounded)
            largest = std::max(largest, rounderBytes(prepared.method->options.row(), columns));
        if (step == Step::Polished && prepared.method->options.clips()) // the Hessian, to look at its blocks
            largest = std::max(largest, columns * columns * sizeof(float));
    }
    for (const SearchWork& search : work.searches)
        largest = std::max(largest, search.bytes);
    return largest;
}

} // namespace headroom::quant
