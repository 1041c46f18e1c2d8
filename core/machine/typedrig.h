// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a command that is copied has to mean the rig that was on screen, all of it: its supply's efficiency, its
// circuit, a power limit, what was measured.
#pragma once

#include "core/machine/rig.h"

namespace headroom::machine {

/// What designRig() makes this rig of, its name apart: the parts ("2x RTX 3090 + 1200 W Platinum ATX 3.1 + 120V 15A")
/// where they say everything, otherwise its JSON on one line.
std::string typedRig(const Rig& rig);

} // namespace headroom::machine
