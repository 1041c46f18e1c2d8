// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the fast precision costs on this very model and text, so that whoever reads a figure knows what the
// instrument itself adds: mean KL divergence (nats per token, whole vocabulary) of the fast from the exact precision.
#pragma once

#include "core/eval/runner.h"

namespace headroom::eval {

inline constexpr std::size_t kNoiseWindows = 4; ///< windows on which the instrument is measured against itself

/// Over the scored positions of the first kNoiseWindows windows. fast: a model opened in fast precision.
Result<double> fastNoiseFloor(EvaluatedModel& fast, const Windows& windows, std::string_view kvType, ThreadPool& pool,
                              JobControl& control);

/// Over all positions of these tokens, the fast precision taking `piece` of them at a time: 1 is how text is generated.
Result<double> fastNoiseFloor(const std::shared_ptr<const infer::Transformer>& model,
                              std::span<const model::Token> tokens, std::size_t piece, std::string_view kvType,
                              ThreadPool& pool, JobControl& control);

} // namespace headroom::eval
