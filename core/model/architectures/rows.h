// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the table of architectures in parts of one kind each, so that a part can be read in a sitting. Rows of a part
// are in the order of the alphabet, so that a family is found at a glance; architecture.cpp puts them together.
#pragma once

#include "core/model/architecture.h"

namespace headroom::model::rows {

using enum NormKind;
using enum RopeStyle;
using enum Activation;
using enum Residual;
using enum WindowKind;
using enum Gating;
using enum Recurrence;
using enum Masking;

inline constexpr unsigned kUngated = kPreNorms; ///< pre-norms, a feed-forward without gate
inline constexpr unsigned kGated = kPreNorms | kGate;
inline constexpr unsigned kAllNorms = kPreNorms | kPostNorms | kGate;
inline constexpr unsigned kPostOnly = kPostNorms | kQueryKeyNorms | kGate;
inline constexpr unsigned kNormedHeads = kPreNorms | kQueryKeyNorms | kGate;

inline constexpr std::string_view kRouting = "expert_weights_scale expert_weights_norm expert_gating_func";
inline constexpr std::string_view kScalings = "attention.scale embedding_scale residual_scale logit_scale";

std::span<const Architecture> transformers();
std::span<const Architecture> mixtures();
std::span<const Architecture> recurrent();
std::span<const Architecture> encoders();

} // namespace headroom::model::rows
