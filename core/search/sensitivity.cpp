// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/sensitivity.h"

#include "core/base/temporaryfile.h"

#include "core/base/json.h"
#include "core/quant/preset/preset.h"
#include "core/quant/run/sourcestate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace headroom::search {

namespace {

struct NamedGrouping {
    std::string_view name;
    Grouping grouping;
};
constexpr std::array kGroupings{NamedGrouping{"kind", Grouping::Kind}, NamedGrouping{"layer", Grouping::Layer},
                                NamedGrouping{"tensor", Grouping::Tensor}};

/// "attn_q" of "blk.3.attn_q.weight", or "blk.3", or all of it.
std::string groupOf(const std::string& tensor, Grouping grouping)
{
    if (grouping == Grouping::Tensor || !tensor.starts_with("blk."))
        return tensor;
    const std::size_t dot = tensor.find('.', 4);
    if (grouping == Grouping::Layer)
        return tensor.substr(0, dot);
    const std::string kind = tensor.substr(std::min(tensor.size(), dot + 1));
    return kind.substr(0, kind.rfind('.'));
}

/// The types of the model's tensors where only this group goes to its assigned ones.
std::vector<tensor::Type> typesOf(std::span<const quant::Assignment> assignments, const GroupSensitivity& group)
{
    const std::set<std::string> chosen(group.tensors.begin(), group.tensors.end());
    std::vector<tensor::Type> types;
    for (const auto& assignment : assignments)
        types.push_back(chosen.contains(assignment.tensor) ? assignment.to : assignment.from);
    return types;
}

} // namespace

std::vector<GroupSensitivity> groupsOf(const model::Description& model, std::span<const quant::Assignment> assignments,
                                       Grouping grouping)
{
    std::vector<GroupSensitivity> groups;
    for (std::size_t i = 0; i < assignments.size(); ++i) {
        const quant::Assignment& assignment = assignments[i];
        if (assignment.from == assignment.to)
            continue;
        const std::string name = groupOf(assignment.tensor, grouping);
        auto group = std::ranges::find(groups, name, &GroupSensitivity::group);
        if (group == groups.end()) {
            groups.emplace_back().group = name;
            group = groups.end() - 1;
        }
        group->tensors.push_back(assignment.tensor);
        group->bytesBefore += model.tensors[i].bytes();
        group->bytesAfter += assignment.bytes;
    }
    return groups;
}

namespace {

Status measure(const Probe& probe, const std::filesystem::path& variant, GroupSensitivity& group, JobControl& control)
{
    const auto result = compare(probe.file->path(), {variant}, probe.text, probe.evaluation, control);
    if (!result)
        return tl::unexpected(result.error());
    const eval::CandidateResult& candidate = result->candidates.front();
    const eval::Measurement& kld = *candidate.find("mean_kld");
    group.meanKld = kld.value;
    group.meanKldStandardError = kld.standardError;
    group.deltaPpl = candidate.value("delta_ppl");
    group.pplRatio = candidate.value("ppl_ratio");
    group.top1Agreement = candidate.value("top1_agreement");
    group.conditions = result->conditions();
    group.conditions.modelSha256 = result->baselineSha256;
    return {};
}

} // namespace

std::optional<Grouping> findGrouping(std::string_view name)
{
    const auto* row = std::ranges::find(kGroupings, name, &NamedGrouping::name);
    return row == kGroupings.end() ? std::nullopt : std::optional(row->grouping);
}

double GroupSensitivity::damagePerMib() const
{
    return bytesAfter < bytesBefore ? meanKld / (double(bytesBefore - bytesAfter) / 1048576.0) : 0.0;
}

Status measureGroups(const Probe& probe, std::span<const quant::Assignment> assignments,
                     std::span<GroupSensitivity> groups, JobControl& control)
{
    const auto variant = TemporaryFile::create("sensitivity.gguf");
    if (!variant)
        return tl::unexpected(variant.error());
    const auto before = quant::sourceStates(*probe.file);
    ThreadPool pool(probe.evaluation.threads);
    Quiet quiet(control);
    Progress progress{"sensitivity", {}, 0, groups.size(), 0, 0};
    for (auto& group : groups) {
        progress.item = said(group.group);
        control.report(progress);
        HEADROOM_TRY(
            writeVariant(*probe.file, typesOf(assignments, group), probe.importance, variant->path(), pool, quiet));
        // Before and after: what is compared with is what the variant is made of.
        HEADROOM_TRY(quant::checkUnchanged(*probe.file, before));
        HEADROOM_TRY(measure(probe, variant->path(), group, quiet));
        HEADROOM_TRY(quant::checkUnchanged(*probe.file, before));
        control.event("group", toJson(group));
        ++progress.done;
    }
    control.report(progress);
    return {};
}

Result<std::vector<GroupSensitivity>> sensitivity(const SensitivityOptions& options, JobControl& control)
{
    const quant::Preset* preset = quant::findPreset(options.preset);
    if (!preset)
        return fail(ErrorCode::InvalidArgument, fmt::format("preset \"{}\"", options.preset), "is unknown");
    auto file = model::ModelFile::open(options.model);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    (*file)->remember();
    const auto model = model::describe(**file);
    if (!model)
        return tl::unexpected(model.error());
    const auto assignments = quant::assign(*model, *preset);
    auto groups = groupsOf(*model, assignments, options.grouping);
    if (groups.empty())
        return fail(ErrorCode::InvalidArgument, options.model.string(), "has no tensor that this preset changes");
    HEADROOM_TRY(measureGroups({file->get(), options.text, options.evaluation, {}}, assignments, groups, control));
    std::ranges::stable_sort(groups, std::ranges::greater{}, &GroupSensitivity::damagePerMib);
    return groups;
}

Json toJson(const GroupSensitivity& group)
{
    Json json{{"group", group.group},
              {"tensors", group.tensors},
              {"bytes_before", group.bytesBefore},
              {"bytes_after", group.bytesAfter},
              {"mean_kld", group.meanKld},
              {"mean_kld_standard_error", group.meanKldStandardError},
              {"delta_ppl", group.deltaPpl},
              {"ppl_ratio", group.pplRatio},
              {"top1_agreement", group.top1Agreement},
              {"mean_kld_per_saved_mib", group.damagePerMib()}};
    eval::addConditions(json, group.conditions);
    json["warnings"] = group.conditions.textSha256.empty() ? Remarks() : group.conditions.warnings();
    return json;
}

} // namespace headroom::search
