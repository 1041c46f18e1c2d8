// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what NVIDIA's driver tells of the cards here, turned into what a plan needs.
#pragma once

#include "core/machine/detect.h"
#include "core/machine/nvml.h"

#include <optional>

namespace headroom::machine {

/// Figures from the catalogue where it has the card under this very name and memory, otherwise from bus, clocks and
/// generation; "host" is the machine that it may share its memory with. Nothing, and a note why, where memory or
/// bandwidth are not known.
std::optional<Gpu> gpuOf(const NvmlDevice& device, const Rig& host, Remarks& notes);

/// What one program can use at once: of a divided card (MIG) no more than one slice, and none beside whole cards.
/// Leaves the largest.
void keepOneSlice(Rig& rig);

/// All that there are, into detection.rig.gpus.
void addNvidia(Detection& detection);

} // namespace headroom::machine
