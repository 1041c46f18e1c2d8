// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The importance matrix held against the model it is to weigh.
#include "core/quant/quantizerun.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

bool isRounded(const Assignment& assignment)
{
    return assignment.from != assignment.to && tensor::format(assignment.to).blockSize > 1;
}

/// Columns times experts.
std::uint64_t weightsOf(const model::TensorSpec& spec)
{
    return spec.shape.front() * (spec.shape.size() > 2 ? spec.shape[2] : 1);
}

std::string place(const Prepared& prepared, std::string_view tensor)
{
    return fmt::format("{}, entry \"{}\"", prepared.imatrix->name, tensor);
}

/// The first few, and how many more.
std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i)
        text += (i > 0 ? ", " : "") + names[i];
    return names.size() > 3 ? text + fmt::format(" and {} more", names.size() - 3) : text;
}

Status checkTensor(const Prepared& prepared, std::size_t index, std::vector<std::string>& without)
{
    const Assignment& assignment = prepared.plan.assignments[index];
    const auto entry = prepared.imatrix->entries.find(assignment.tensor);
    if (entry == prepared.imatrix->entries.end()) {
        if (assignment.needsImportance)
            return fail(ErrorCode::InvalidArgument, place(prepared, assignment.tensor),
                        fmt::format("is missing, and {} needs it", tensor::format(assignment.to).name));
        if (isRounded(assignment))
            without.push_back(assignment.tensor);
        return {};
    }
    const std::uint64_t expected = weightsOf(prepared.plan.model.tensors[index]);
    if (entry->second.sums.size() == expected)
        return {};
    if (assignment.tensor != "token_embd.weight")
        return fail(ErrorCode::InvalidArgument, place(prepared, assignment.tensor),
                    fmt::format("has {} values, the tensor {} columns: the matrix is of another model",
                                entry->second.sums.size(), expected));
    without.push_back(assignment.tensor);
    return {};
}

} // namespace

Status checkImportance(Prepared& prepared)
{
    QuantizePlan& plan = prepared.plan;
    std::vector<std::string> without;
    std::size_t used = 0;
    for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
        used += prepared.imatrix->entries.count(plan.assignments[i].tensor);
        HEADROOM_TRY(checkTensor(prepared, i, without));
    }
    if (used == 0)
        return fail(ErrorCode::InvalidArgument, prepared.imatrix->name,
                    "names no tensor of this model: the matrix is of another model");
    if (!without.empty())
        plan.warnings.push_back("no importance is known for " + listed(without)
                                + ": rounded with equal weights, as llama-quantize does");
    std::vector<std::string> unused;
    for (const auto& [name, entry] : prepared.imatrix->entries)
        if (std::ranges::find(plan.assignments, name, &Assignment::tensor) == plan.assignments.end())
            unused.push_back(name);
    if (!unused.empty())
        plan.warnings.push_back("the importance matrix also holds " + listed(unused)
                                + ", which the model does not have");
    return {};
}

std::vector<float> Prepared::importance(std::string_view tensor) const
{
    if (!imatrix)
        return {};
    const auto entry = imatrix->entries.find(tensor);
    if (entry == imatrix->entries.end())
        return {};
    const auto* info = file->find(tensor);
    const std::uint64_t expected = info->columns() * (info->shape.size() > 2 ? info->shape[2] : 1);
    return entry->second.sums.size() == expected ? importanceOf(entry->second) : std::vector<float>();
}

} // namespace headroom::quant
