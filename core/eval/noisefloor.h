// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the fast precision costs on this very model and text, so that whoever reads a figure knows what the
// instrument itself adds: mean KL divergence (nats per token, whole vocabulary) of the fast from the exact precision.
#pragma once

#include "core/eval/runner.h"

#include <algorithm>

namespace headroom::eval {

/// Windows on which the instrument is measured against itself: few, for the exact precision takes longer.
constexpr std::size_t noiseWindows(std::size_t windows, std::size_t share = 16)
{
    return std::clamp<std::size_t>(windows / share, 1, 4);
}

/// Over the scored positions of the first noiseWindows() windows. fast: a model opened in fast precision.
Result<double> fastNoiseFloor(EvaluatedModel& fast, const Windows& windows, std::string_view kvType, ThreadPool& pool,
                              JobControl& control);

/// Over all positions of these tokens, the fast precision taking `piece` of them at a time: 1 is how text is generated.
/// options: all but the precision.
Result<double> fastNoiseFloor(const std::shared_ptr<const infer::Transformer>& model,
                              std::span<const model::Token> tokens, std::size_t piece, infer::SessionOptions options,
                              ThreadPool& pool, JobControl& control);

} // namespace headroom::eval
