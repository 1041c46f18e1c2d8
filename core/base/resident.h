// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a limit on memory counts what the process has already.
#pragma once

#include <cstdint>

namespace headroom {

/// Bytes of this process in memory now; 0 where the system does not say.
std::uint64_t residentBytes();

} // namespace headroom
