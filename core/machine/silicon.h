// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: kernels run alike on cards of one generation: what was measured on one says something of the others, and little
// of those of another.
#pragma once

#include "core/machine/rig.h"

namespace headroom::machine {

/// "NVIDIA 8.6" by compute capability, "AMD gfx110" for gfx1100 to gfx1103, "Apple M3" by name, "Intel Xe2". Empty
/// where only the vendor is known.
std::string siliconOf(const Gpu& gpu);

} // namespace headroom::machine
