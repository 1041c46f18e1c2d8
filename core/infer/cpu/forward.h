// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: feed-forwards, dense or a mixture of experts: each token on its own. They read Slot::Input, leave it as it is,
// and write Slot::Output.
#pragma once

#include "core/infer/cpu/workspace.h"
#include "core/infer/weights.h"

namespace headroom::infer {

/// Announces the scratch memory of any feed-forward.
void needForward(const ForwardWeights& weights, Workspace& work);
void runForward(const ForwardWeights& weights, std::size_t tokens, Workspace& work);

/// The same for rows in one slot to rows in another, neither Slot::Gate nor Slot::Up.
void runDense(const DenseWeights& weights, Slot in, Slot out, std::size_t tokens, Workspace& work);
/// Slot::Scores holds what the router said where it reads something else than Slot::Input.
void runExperts(const ExpertWeights& weights, std::size_t tokens, Workspace& work);
/// The router's scores of rows in a slot, to Slot::Scores.
void scoreExperts(const ExpertWeights& weights, Slot in, std::size_t tokens, Workspace& work);

/// One token's experts, in descending order of their scores, and how much each counts.
struct Chosen {
    std::uint32_t expert = 0;
    float weight = 0;
};
/// logits: one per expert. Group-limited choice after DeepSeek-V3 (2024): groups rank by their two best experts.
std::vector<Chosen> chooseExperts(const ExpertSettings& settings, std::span<const float> logits,
                                  std::span<const float> selectionBias);
/// Groups of experts (Grove, Wu et al. 2025) as llama.cpp's graph has them: those of the best experts, each of which
/// adds the score of the expert that has its group's number.
std::vector<Chosen> chooseAdjugate(const ExpertSettings& settings, std::span<const float> logits);

} // namespace headroom::infer
