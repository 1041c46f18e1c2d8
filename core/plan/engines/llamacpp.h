// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the parts of llama.cpp's row share.
#pragma once

#include "core/plan/engine.h"

namespace headroom::plan::llamacpp {

/// The scheduler's copies of a batch's inputs, where several devices work in a pipeline.
inline constexpr EngineConstant kInputCopies{"input_copies", 4, "", "GGML_SCHED_MAX_COPIES of ggml-backend.cpp"};

/// A batch of so many tokens and more has its host weights copied to the first card and is computed there.
inline constexpr EngineConstant kOffloadBatch{"offload_batch", 32, "tokens",
                                              "GGML_OP_OFFLOAD_MIN_BATCH of ggml-cuda.cu"};

Result<Placement> place(const PlanRequest& request, std::span<const Device> devices, const Weights& weights);
Spent spend(const Situation& situation, const Work& work);
Term computeBuffer(const Situation& situation, const Device& device, double cells);

} // namespace headroom::plan::llamacpp
