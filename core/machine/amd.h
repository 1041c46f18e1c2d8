// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: AMD's kernel driver tells memory and, on some cards, the product; with the names of the bus's identifiers that
// is enough for what the catalogue knows. A GPU on the CPU's chip (APU) has a carve-out of the memory and may use as
// much of the rest as the driver lets it (GTT).
#pragma once

#include "core/machine/detect.h"

#include <filesystem>
#include <optional>

namespace headroom::machine {

/// Of one card, as /sys/class/drm/cardN/device has it; unknown is zero or empty.
struct AmdDevice {
    std::string id; ///< "1002:1586"
    std::string name; ///< "AMD Radeon 8060S Graphics"
    std::uint64_t vramBytes = 0, vramUsedBytes = 0;
    std::uint64_t gttBytes = 0;
    PcieLink link, linkMax;
};
std::vector<AmdDevice> readAmd(const std::filesystem::path& drm);

/// As `gpuOf` for NVIDIA's.
std::optional<Gpu> gpuOf(const AmdDevice& device, const Rig& host, Remarks& notes);

/// All that there are, into detection.rig.gpus; a small GPU on the CPU's chip only where there is no card.
void addAmd(Detection& detection);

} // namespace headroom::machine
