// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what jobs that measure models over a text are told.
#pragma once

#include "core/eval/evaloptions.h"

namespace headroom::eval {

std::span<const Parameter> perplexityParameters();
std::span<const Parameter> compareParameters();

} // namespace headroom::eval
