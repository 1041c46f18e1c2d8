// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a run would make of a model, be it a file or a folder, in one form: exact sizes, and one row per tensor of
// the model. A folder names its tensors otherwise and stores experts one by one; rows keep the model's names, so that
// map, table and selection mean the same under every preset, and the parts of a row are added up.
#pragma once

#include "app/models/tensorgrid.h"
#include "core/quant/folder/quantizefolder.h"

#include <map>

namespace headroom::app {

struct PlannedRun {
    model::Description model; ///< of the source
    std::vector<TensorRow> tensors;
    std::uint64_t outputBytes = 0; ///< of all files with weights: the model's size
    std::uint64_t workBytes = 0; ///< on the disk beside them, some of it only while it runs
    std::uint64_t freeBytes = 0;
    double bitsPerWeight = 0;
    Remarks warnings = {}; ///< of the plan
    std::map<std::string, std::size_t> parts = {}; ///< rows by the names that the run has for their tensors
};

PlannedRun planned(const quant::QuantizePlan& plan);
PlannedRun planned(const model::Description& model, const quant::FolderPlan& plan);

/// A tensor was measured: into its row of `rows`, which are those of the plan, to what is known of its other parts.
/// The row, or -1 where it is not there or would be stored otherwise by now.
int record(const PlannedRun& plan, std::vector<TensorRow>& rows, const TensorRow& measured);
/// A whole result, in place of what was known.
void replace(const PlannedRun& plan, std::vector<TensorRow>& rows, const std::vector<TensorRow>& measured);
/// What was measured under an earlier plan stays where the type has stayed.
void inherit(std::vector<TensorRow>& rows, const std::vector<TensorRow>& before);

} // namespace headroom::app
