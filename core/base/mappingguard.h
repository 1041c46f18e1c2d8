// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: touching a mapped page whose file has become shorter raises SIGBUS, which would end the process in the middle of
// a run. Guarded mappings read as zeros there instead, and remember it, so that the next check turns it into an error.
// State is per process, as signal handlers are; other faults go to whoever handled SIGBUS before.
#pragma once

#include <cstddef>
#include <span>

namespace headroom {

/// Returns a ticket; 0 when all places are taken (the mapping is then unguarded).
std::size_t guardMapping(std::span<const std::byte> mapping);
void unguardMapping(std::size_t ticket);
/// Whether a page of it had to be replaced.
bool mappingWasTorn(std::size_t ticket);

} // namespace headroom
