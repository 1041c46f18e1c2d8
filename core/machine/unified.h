// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: parts on the CPU's chip or in its package have no memory of their own: what they hold is the host's.
#pragma once

#include "core/machine/rig.h"

namespace headroom::machine {

inline bool sharesHostMemory(const Gpu& gpu)
{
    return gpu.interconnect == "on-die" || gpu.interconnect.ends_with("(on-package)");
}

} // namespace headroom::machine
