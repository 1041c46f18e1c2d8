// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the host's own parts: processor, caches, topology, memory. What the system does not tell is estimated, and the
// source says so.
#pragma once

#include "core/base/remark.h"
#include "core/machine/rig.h"

namespace headroom::machine {

Cpu detectCpu(Remarks& notes);
/// Total and available bytes and an assumed bandwidth; a container's limit counts as the total.
void detectMemory(Rig& rig, Remarks& notes);
/// Bytes of all last-level caches together; 32 MiB when unknown.
std::uint64_t lastLevelCacheBytes(const Cpu& cpu);
std::string isoNow(); ///< UTC, "2026-11-20T14:22:07Z"

} // namespace headroom::machine
