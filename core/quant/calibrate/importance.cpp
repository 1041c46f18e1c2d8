// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The importance matrix held against the model it is to weigh.
#include "core/base/remarks.h"
#include "core/quant/calibrate/importancenotes.h"
#include "core/quant/run/quantizerun.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::quant {

namespace {

/// Experts, each with columns of its own.
template <class Tensor> std::uint64_t matricesOf(const Tensor& tensor)
{
    return tensor.shape.size() > 2 ? tensor.shape[2] : 1;
}

std::string place(const Prepared& prepared)
{
    return prepared.imatrix->where.empty() ? prepared.imatrix->name : prepared.imatrix->where;
}
std::string place(const Prepared& prepared, std::string_view tensor)
{
    return fmt::format("{}, entry \"{}\"", place(prepared), tensor);
}

/// Tensors whose importance is not what the matrix seems to promise.
struct Findings {
    std::vector<std::string> absent; ///< no entry, or one of another width
    ImportanceNotes notes;
};

bool isExcluded(const Prepared& prepared, const std::string& tensor)
{
    return std::ranges::any_of(prepared.wishes.excluded, [&](const NamePattern& p) { return p.matches(tensor); });
}

/// The matrix as the user wants it. A pattern that finds nothing in it is most often a mistake.
void exclude(Prepared& prepared)
{
    auto& entries = prepared.imatrix->entries;
    for (const NamePattern& pattern : prepared.wishes.excluded)
        if (std::ranges::none_of(entries, [&](const auto& entry) { return pattern.matches(entry.first); }))
            prepared.plan.warnings.push_back(remark("quantize.exclusion_idle", pattern.text()));
    std::erase_if(entries, [&](const auto& entry) { return isExcluded(prepared, entry.first); });
}

Status refuseWithout(const Prepared& prepared, const Assignment& assignment, std::string_view problem)
{
    if (!assignment.needsImportance)
        return {};
    return fail(ErrorCode::InvalidArgument, place(prepared, assignment.tensor),
                fmt::format("{}, and {} needs it", problem, tensor::format(assignment.to).name));
}

Status checkEntry(const Prepared& prepared, const Importance& usable, Assignment& assignment, Findings& findings)
{
    if (usable.columns.empty())
        HEADROOM_TRY(refuseWithout(prepared, assignment, "has no value that could be used"));
    findings.notes.add(assignment.tensor, usable, assignment.reason);
    return {};
}

Status checkTensor(Prepared& prepared, std::size_t index, Findings& findings)
{
    Assignment& assignment = prepared.plan.assignments[index];
    const auto entry = prepared.imatrix->entries.find(assignment.tensor);
    if (entry == prepared.imatrix->entries.end()) {
        HEADROOM_TRY(refuseWithout(prepared, assignment,
                                   isExcluded(prepared, assignment.tensor) ? "is excluded" : "is missing"));
        if (assignment.isRounded())
            findings.absent.push_back(assignment.tensor);
        return {};
    }
    const model::TensorSpec& spec = prepared.plan.model.tensors[index];
    const std::uint64_t expected = spec.shape.front() * matricesOf(spec);
    if (entry->second.sums.size() == expected)
        return assignment.isRounded()
            ? checkEntry(prepared, usableImportance(entry->second, matricesOf(spec)), assignment, findings)
            : Status();
    if (assignment.tensor != "token_embd.weight")
        return fail(ErrorCode::InvalidArgument, place(prepared, assignment.tensor),
                    fmt::format("has {} values, the tensor {} columns: the matrix is of another model",
                                entry->second.sums.size(), expected));
    findings.absent.push_back(assignment.tensor);
    return {};
}

} // namespace

Status checkImportance(Prepared& prepared)
{
    QuantizePlan& plan = prepared.plan;
    const auto isIn
        = [&](const Assignment& assignment) { return prepared.imatrix->entries.contains(assignment.tensor); };
    if (std::ranges::none_of(plan.assignments, isIn))
        return fail(ErrorCode::InvalidArgument, place(prepared),
                    "names no tensor of this model: the matrix is of another model");
    exclude(prepared);
    Findings findings;
    for (std::size_t i = 0; i < plan.assignments.size(); ++i)
        HEADROOM_TRY(checkTensor(prepared, i, findings));
    if (std::ranges::none_of(plan.assignments, &Assignment::isRounded))
        plan.warnings.push_back(remark("quantize.matrix_idle"));
    if (!findings.absent.empty())
        plan.warnings.push_back(remark("quantize.no_importance", listed(findings.absent)));
    findings.notes.warn(plan.warnings);
    std::vector<std::string> unused;
    for (const auto& [name, entry] : prepared.imatrix->entries)
        if (std::ranges::find(plan.assignments, name, &Assignment::tensor) == plan.assignments.end())
            unused.push_back(name);
    if (!unused.empty())
        plan.warnings.push_back(remark("quantize.importance_of_others", listed(unused)));
    return {};
}

Status Prepared::inputsIntact() const
{
    return method && method->calibration ? method->calibration->intact() : Status();
}

std::vector<float> Prepared::importance(std::string_view tensor) const
{
    if (!imatrix)
        return {};
    const auto entry = imatrix->entries.find(tensor);
    if (entry == imatrix->entries.end())
        return {};
    const auto* info = file->find(tensor);
    const std::uint64_t expected = info->columns() * matricesOf(*info);
    return entry->second.sums.size() == expected ? usableImportance(entry->second, matricesOf(*info)).columns
                                                 : std::vector<float>();
}

} // namespace headroom::quant
