// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the jobs that look for the best type of every tensor are told.
#pragma once

#include "core/base/parameters.h"
#include "core/search/search.h"

namespace headroom::search {

std::span<const Parameter> sensitivityParameters();
SensitivityOptions sensitivityOptions(const Parameters& parameters);

std::span<const Parameter> searchParameters();
SearchOptions searchOptions(const Parameters& parameters);

} // namespace headroom::search
