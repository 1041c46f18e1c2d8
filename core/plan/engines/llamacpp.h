// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the parts of llama.cpp's row share.
#pragma once

#include "core/plan/engine.h"

namespace headroom::plan::llamacpp {

/// The scheduler's copies of a batch's inputs, where several devices work in a pipeline.
inline constexpr EngineConstant kInputCopies{"input_copies", 4, "", "GGML_SCHED_MAX_COPIES of ggml-backend.cpp"};

/// Layer split: n + 1 parts, the head last, in proportion to the free memory.
void place(std::vector<Device>& devices, const Weights& weights);
Term computeBuffer(const Situation& situation, const Device& device, double cells);

} // namespace headroom::plan::llamacpp
