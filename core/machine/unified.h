// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a part that is one chip or package with its CPU is the machine: what it holds is the host's memory, its power is
// the CPU's too, and it is sold with a supply of its own. Beside it stands no second CPU, memory or supply.
#pragma once

#include "core/machine/rig.h"

namespace headroom::machine {

/// The first part of the rig that holds the host; null: the CPU is a part of its own.
const Gpu* hostChip(const Rig& rig);
/// Of the CPUs, as far as they are not within a chip whose power is known. 0: not known, or within.
double processorWatts(const Rig& rig);
/// All that draws power came within a machine that has its supply, and no other was chosen.
bool bringsSupply(const Rig& rig);
/// CPU and memory become those of the chip that holds them. False: none does.
bool takeHostOfChip(Rig& rig);
/// What a machine that is a chip and brings its supply draws beside the chip, instead of a board with slots.
void takeOtherWattsOfChip(Rig& rig);

} // namespace headroom::machine
