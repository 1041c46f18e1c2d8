// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a wish that changes nothing is most often a mistake, a pattern with a slip in it or an option that another one
// overrules, and shows only in the artifact. A plan says it before the run.
#pragma once

#include "core/quant/preset/preset.h"

namespace headroom::quant {

/// A sentence for each wish that no tensor's type depends on: overrides that match nothing, or only what stays as it
/// is, or come after another one; options that make no difference. assignments: of these wishes.
Remarks idleWishes(const model::Description& model, const Preset& preset, const AssignOptions& wishes,
                   std::span<const Assignment> assignments);

} // namespace headroom::quant
