// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/plannedrun.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::app {

namespace {

/// A tensor that only the folder has a name for: of a part that sees, say.
TensorRow rowOf(const quant::FolderTensor& tensor)
{
    TensorRow row;
    row.name = tensor.name;
    row.place = placeOf(tensor.name);
    row.shape.assign(tensor.shape.rbegin(), tensor.shape.rend());
    return row;
}

TensorRow rowOf(const model::TensorSpec& spec)
{
    TensorRow row;
    row.name = spec.name;
    row.place = placeOf(spec.name);
    row.shape = spec.shape;
    return row;
}

void add(TensorRow& row, const quant::FolderTensor& tensor, const std::string& scheme)
{
    std::uint64_t elements = tensor.shape.empty() ? 0 : 1;
    for (const std::uint64_t extent : tensor.shape)
        elements *= extent;
    const tensor::Format* from = tensor::findFormat(tensor.from);
    if (from) {
        row.from = row.to = from->type;
        row.sourceBytes += tensor::packedBytes(from->type, tensor.shape.empty() ? 1 : tensor.shape.back(), elements)
                               .value_or(tensor.bytes);
    }
    row.bytes += tensor.bytes;
    if (tensor.to == scheme)
        row.scheme = scheme;
    if (row.reason.empty() || tensor.fallback)
        row.reason = tensor.reason;
    row.fallback = row.fallback || tensor.fallback;
}

bool sameType(const TensorRow& a, const TensorRow& b)
{
    return a.to == b.to && a.scheme == b.scheme;
}

/// Over the weights of both. Of what is exact no more is known than that it adds no error.
TensorError together(const TensorError& a, double countA, const TensorError& b, double countB)
{
    const auto squares = [](const TensorError& error, double count) { return error.rmse * error.rmse * count; };
    const auto weights = [&](const TensorError& error, double count) {
        return std::isfinite(error.decibel) ? squares(error, count) / std::pow(10.0, error.decibel / 10) : 0.0;
    };
    const double errors = squares(a, countA) + squares(b, countB);
    const double signal = weights(a, countA) + weights(b, countB);
    TensorError sum;
    sum.rmse = countA + countB > 0 ? std::sqrt(errors / (countA + countB)) : 0;
    sum.maximum = std::max(a.maximum, b.maximum);
    sum.decibel
        = errors > 0 && signal > 0 ? 10 * std::log10(errors / signal) : -std::numeric_limits<double>::infinity();
    return sum;
}

bool put(TensorRow& row, const TensorRow& measured)
{
    if (!sameType(row, measured) || !measured.error)
        return false;
    const bool isPart = row.error && measured.measured < row.elements() && row.measured < row.elements();
    row.error = isPart ? together(*row.error, double(row.measured), *measured.error, double(measured.measured))
                       : *measured.error;
    row.measured = isPart ? row.measured + measured.measured : measured.measured;
    return true;
}

} // namespace

PlannedRun planned(const quant::QuantizePlan& plan)
{
    PlannedRun run{plan.model, rowsOf(plan), plan.outputBytes, 0, plan.freeBytes, plan.bitsPerWeight, plan.warnings};
    for (std::size_t i = 0; i < run.tensors.size(); ++i)
        run.parts.emplace(run.tensors[i].name, i);
    return run;
}

PlannedRun planned(const model::Description& model, const quant::FolderPlan& plan)
{
    PlannedRun run{model,
                   {},
                   plan.weightBytes,
                   plan.workBytes + plan.outputBytes - plan.weightBytes,
                   plan.freeBytes,
                   plan.bitsPerWeight,
                   plan.warnings};
    std::map<std::string, std::vector<const quant::FolderTensor*>> byOurs;
    for (const quant::FolderTensor& tensor : plan.tensors)
        byOurs[tensor.ours].push_back(&tensor);
    const auto append = [&](TensorRow row, std::span<const quant::FolderTensor* const> parts) {
        for (const quant::FolderTensor* part : parts) {
            add(row, *part, plan.scheme);
            run.parts.emplace(part->name, run.tensors.size());
        }
        run.tensors.push_back(std::move(row));
    };
    for (const model::TensorSpec& spec : model.tensors)
        if (const auto parts = byOurs.find(spec.name); parts != byOurs.end() && !spec.name.empty()) {
            append(rowOf(spec), parts->second);
            byOurs.erase(parts);
        }
    for (const auto& [ours, parts] : byOurs)
        for (const quant::FolderTensor* part : parts)
            append(rowOf(*part), {&part, 1});
    return run;
}

int record(const PlannedRun& plan, std::vector<TensorRow>& rows, const TensorRow& measured)
{
    const auto found = plan.parts.find(measured.name);
    if (found == plan.parts.end() || found->second >= rows.size() || !put(rows[found->second], measured))
        return -1;
    return int(found->second);
}

void replace(const PlannedRun& plan, std::vector<TensorRow>& rows, const std::vector<TensorRow>& measured)
{
    for (TensorRow& row : rows) {
        row.error.reset();
        row.measured = 0;
    }
    for (const TensorRow& row : measured)
        record(plan, rows, row);
}

void inherit(std::vector<TensorRow>& rows, const std::vector<TensorRow>& before)
{
    std::map<std::string_view, const TensorRow*> known;
    for (const TensorRow& row : before)
        known.emplace(row.name, &row);
    for (TensorRow& row : rows)
        if (const auto found = known.find(row.name); found != known.end() && sameType(row, *found->second)) {
            row.error = found->second->error;
            row.measured = found->second->measured;
        }
}

} // namespace headroom::app
