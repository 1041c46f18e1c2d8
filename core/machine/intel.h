// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Intel's kernel drivers tell neither name nor memory of a card; its identifier tells the product, and the window
// into its memory the size where it is open (resizable BAR).
#pragma once

#include "core/machine/detect.h"

#include <filesystem>
#include <optional>

namespace headroom::machine {

/// Of one card, as /sys/class/drm/cardN/device has it; unknown is zero.
struct IntelDevice {
    std::string id; ///< "8086:56a0"
    std::uint64_t windowBytes = 0; ///< of its memory that the host can reach: all of it, or a small part
};
std::vector<IntelDevice> readIntel(const std::filesystem::path& drm);

/// As `gpuOf` for NVIDIA's. GPUs on the CPU's chip are not in the catalogue.
std::optional<Gpu> gpuOf(const IntelDevice& device, Remarks& notes);

/// All that there are, into detection.rig.gpus.
void addIntel(Detection& detection);

} // namespace headroom::machine
