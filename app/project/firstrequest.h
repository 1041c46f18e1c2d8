// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/requestrows.h"

namespace headroom::app {

/// What a new project starts with: a catalogue model on one card of the catalogue.
plan::PlanRequest firstRequest();

} // namespace headroom::app
