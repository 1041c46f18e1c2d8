// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what planning and running share: the opened source with its plan. Internal to core/quant.
#pragma once

#include "core/quant/calibrate/imatrix.h"
#include "core/quant/round/methods.h"
#include "core/quant/run/quantize.h"

#include <memory>

namespace headroom::quant {

struct Prepared {
    std::shared_ptr<const model::ModelFile> file; ///< as it is to be encoded: rotated where that is wished
    Preset preset;
    AssignOptions wishes;
    QuantizePlan plan;
    std::optional<Imatrix> imatrix = {};
    std::shared_ptr<const model::ModelFile> source = {}; ///< as it was opened
    std::optional<MethodPlan> method = {}; ///< absent: each format's own search

    /// What is read while the run goes on, beside the source. Errors: those of MappedFile::intact().
    Status inputsIntact() const;
    /// What weighs the columns of a tensor; empty where it has no entry.
    std::vector<float> importance(std::string_view tensor) const;
};
/// Holds the matrix against the model: warnings for tensors without entry and entries without tensor. Errors:
/// InvalidArgument where it is of another model or a size differs.
Status checkImportance(Prepared& prepared);

/// Opens, describes and plans; refuses what could not be quantized.
Result<Prepared> prepare(const QuantizeOptions& options);

/// Names, types and shapes of the artifact's tensors, not yet their bytes.
std::vector<model::TensorSource> tensorSources(const model::ModelFile& file, std::span<const Assignment> assignments);

/// The artifact's files up to their tensors' bytes. Whatever the source's hash is, places and sizes are the same: it
/// may be left out where it is not known yet.
Result<std::vector<model::GgufShard>> artifactShards(const Prepared& prepared, const model::SplitLimits& split,
                                                     std::string_view sourceSha256 = {});

} // namespace headroom::quant
