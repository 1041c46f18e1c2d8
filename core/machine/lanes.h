// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which PCIe link each card gets. Of a desktop CPU's lanes 16 are for cards, for one or halved for two; the others
// hold the disk and the chipset. What finds no lanes is behind the chipset, whose own four lanes are shared. Other
// platforms share all their lanes evenly, each card the largest power of two.
//   three cards on a desktop CPU of 24 lanes: ×8, ×8 and, behind the chipset, ×4
#pragma once

#include "core/machine/rig.h"

namespace headroom::machine {

/// Gives the cards of a rig that is only designed their links; a detected rig's are as they were found, and only those
/// from `firstNew` on are given what is left. A CPU whose lanes are not known changes nothing.
void shareLanes(Rig& rig, std::size_t firstNew = 0);

} // namespace headroom::machine
