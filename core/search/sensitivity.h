// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which tensors hurt when they are quantized: one group at a time goes to the preset's types while all others stay
// as they are, and the divergence at the logits is measured. Ranked by damage for each byte that is saved.
#pragma once

#include "core/eval/compare.h"
#include "core/quant/preset/preset.h"
#include "core/search/variant.h"

namespace headroom::search {

enum class Grouping {
    Kind, ///< attn_q of all layers together
    Layer, ///< everything of one layer together
    Tensor,
};
std::optional<Grouping> findGrouping(std::string_view name); ///< "kind", "layer", "tensor"

struct SensitivityOptions {
    std::filesystem::path model;
    std::filesystem::path text;
    std::string preset;
    Grouping grouping = Grouping::Kind;
    eval::EvalOptions evaluation;
};

struct GroupSensitivity {
    std::string group; ///< "attn_q", "blk.3", or the tensor's name
    std::vector<std::string> tensors;
    std::uint64_t bytesBefore = 0;
    std::uint64_t bytesAfter = 0;
    double meanKld = 0;
    double meanKldStandardError = 0; ///< clustered by window
    double deltaPpl = 0;
    double pplRatio = 1; ///< to that of the model as it is
    double top1Agreement = 0;
    eval::Conditions conditions; ///< that it was measured under

    /// Divergence for each MiB saved; 0 where nothing is saved.
    double damagePerMib() const;
};

/// The tensors that `assignments` change, together as they are measured, in the model's order; not yet measured.
std::vector<GroupSensitivity> groupsOf(const model::Description& model, std::span<const quant::Assignment> assignments,
                                       Grouping grouping);

struct Probe { ///< what groups are measured on
    const model::ModelFile* file = nullptr;
    std::filesystem::path text;
    eval::EvalOptions evaluation;
    ImportanceOf importance = {}; ///< empty: every weight counts the same
};
/// Reports stage "sensitivity"; event "group" after each.
Status measureGroups(const Probe& probe, std::span<const quant::Assignment> assignments,
                     std::span<GroupSensitivity> groups, JobControl& control);

/// Most damage per byte saved first. Needs disk space for one copy of the model in the folder of temporary files.
/// Reports stage "sensitivity"; event "group" after each. Errors: those of quantizing and comparing; InvalidArgument
/// when the preset changes no tensor.
Result<std::vector<GroupSensitivity>> sensitivity(const SensitivityOptions& options, JobControl& control);
Json toJson(const GroupSensitivity& group);

} // namespace headroom::search
