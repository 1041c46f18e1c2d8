// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a run does otherwise than asked, and why.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kQuantizing{
    RemarkRow{"quantize.override_idle", SAYS("Remarks", "the override {} matches no tensor")},
    RemarkRow{"quantize.override_without_effect", SAYS("Remarks", "the override {} has no effect: {}")},
    RemarkRow{"quantize.override_changes_nothing",
              SAYS("Remarks", "the override {} changes nothing: what it matches has that type anyway")},
    RemarkRow{"quantize.preset_overrides_pure",
              SAYS("Remarks", "the overrides of the preset have no effect: one type for all tensors is wished")},
    RemarkRow{"quantize.preset_overrides_idle",
              SAYS("Remarks", "{} of {} overrides of the preset match no tensor: {}")},
    RemarkRow{"quantize.pure_idle",
              SAYS("Remarks", "one type for all tensors has no effect: every tensor has the same type without")},
    RemarkRow{
        "quantize.head_as_it_is_idle",
        SAYS("Remarks", "leaving the output head as it is has no effect: every tensor has the same type without")},
    RemarkRow{
        "quantize.head_type_idle",
        SAYS("Remarks", "the type wished for the output head has no effect: every tensor has the same type without")},
    RemarkRow{
        "quantize.embedding_type_idle",
        SAYS("Remarks", "the type wished for embedding tables has no effect: every tensor has the same type without")},
    RemarkRow{"quantize.search_idle", SAYS("Remarks", "trying more scales has no effect: the preset rounds no tensor")},
    RemarkRow{"quantize.substitutes",
              SAYS("Remarks",
                   "{} of {} tensors have another type than the preset's because their rows do not divide: {:.3f} bits "
                   "per weight, {:.3f} for the whole model")},
    RemarkRow{"quantize.files_left",
              SAYS("Remarks",
                   "{} files or folders beside the weights do not go along, being weights in other forms, links to "
                   "elsewhere or too large: {}")},
    RemarkRow{"quantize.exclusion_idle",
              SAYS("Remarks", "excluding {} has no effect: the importance matrix has no such entry")},
    RemarkRow{"quantize.exclusion_without_matrix",
              SAYS("Remarks", "excluding weights has no effect: there is no importance matrix")},
    RemarkRow{"quantize.matrix_idle",
              SAYS("Remarks", "the importance matrix has no effect: the preset rounds no tensor")},
    RemarkRow{"quantize.matrix_idle_for",
              SAYS("Remarks", "the importance matrix has no effect: {} has no scales to choose by it")},
    RemarkRow{"quantize.no_importance",
              SAYS("Remarks", "no importance is known for {}: rounded with equal weights, as llama-quantize does")},
    RemarkRow{"quantize.importance_of_others",
              SAYS("Remarks", "the importance matrix also holds {}, which the model does not have")},
    RemarkRow{
        "quantize.importance_unusable",
        SAYS("Remarks",
             "the importance of {} cannot be used, it is zero or beyond all measure: rounded with equal weights")},
    RemarkRow{
        "quantize.experts_uncovered",
        SAYS("Remarks", "{} of {} experts not covered by the importance matrix in {}: their weights count the same")},
    RemarkRow{"quantize.experts_uncovered_up_to",
              SAYS("Remarks",
                   "up to {} of {} experts not covered by the importance matrix in {}: their weights count the same")},
    RemarkRow{
        "quantize.columns_uncovered",
        SAYS("Remarks", "{} of {} columns without usable importance in {}: they weigh as the nearest of the others")},
    RemarkRow{"quantize.columns_uncovered_up_to",
              SAYS("Remarks",
                   "up to {} of {} columns without usable importance in {}: they weigh as the nearest of the others")},
    RemarkRow{"quantize.head_of_its_own",
              SAYS("Remarks",
                   "the head has weights of its own now: rotated, it can no longer share them with the embeddings")},
    RemarkRow{
        "quantize.no_fold",
        SAYS("Remarks",
             "no place for channel scales is known in architecture {}: weights are rounded with importance alone")},
    RemarkRow{"quantize.without_method", SAYS("Remarks", "{} of the quantized tensors are rounded without {}: {}, {}")},
    RemarkRow{"quantize.projections_stay", SAYS("Remarks", "{} projections stay as they are: {}")},
    RemarkRow{"quantize.projections_nearest",
              SAYS("Remarks", "{} projections are rounded to nearest: the calibration has no Hessian for them")},
    RemarkRow{"quantize.projections_unscaled",
              SAYS("Remarks",
                   "{} projections are rounded without {}: nothing before them is known that their scales could be "
                   "divided out of")},
    RemarkRow{"quantize.name_promises",
              SAYS("Remarks",
                   "the name {} says only how weights are stored: unless the method {} is chosen, with a calibration, "
                   "they are rounded by {}")},
    RemarkRow{"quantize.projections_unweighted", SAYS("Remarks", "{} projections are not in the importance matrix")},
    RemarkRow{"quantize.source_quantized", SAYS("Remarks", "the source is quantized already ({}): errors add up")},
    RemarkRow{"quantize.older_set_broken", SAYS("Remarks", "{} of an older set stays, which is not whole: {}")},
    RemarkRow{"quantize.older_set_stays", SAYS("Remarks", "{} of an older set stays: {}")},
    RemarkRow{"search.budget_missed", SAYS("Remarks", "the budget of {:g} nat is not met: {:.3g} were measured")},
};

} // namespace headroom::remarks
