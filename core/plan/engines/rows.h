// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the rows of the table of engines, each in a file of its own.
#pragma once

#include "core/plan/engine.h"

namespace headroom::plan::llamacpp {

extern const Engine kEngine;

} // namespace headroom::plan::llamacpp
