// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a stored run in the Inspector: what it was told, how it ended, every number that it left.
#pragma once

#include "core/store/store.h"
#include "widgets/shell/inspectorpanel.h"

namespace headroom::app {

widgets::InspectorContent inspectRun(const store::RunRow& run, const std::vector<store::MetricRow>& metrics);

} // namespace headroom::app
