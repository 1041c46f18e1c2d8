// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a rig as a line drawing: memory, processor, cards, and how wide the links between them are.
#pragma once

#include "core/machine/rig.h"
#include "widgets/plot/boxdiagram.h"

namespace headroom::app {

struct Topology {
    QList<widgets::DiagramBox> boxes; ///< ids: "ram", "cpu", "gpu0", "gpu1" …
    QList<widgets::DiagramLink> links; ///< ids: "memory", "link0", "link1" …
};
Topology topologyOf(const machine::Rig& rig);

} // namespace headroom::app
