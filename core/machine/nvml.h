// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: NVIDIA's management library belongs to the driver, so it is opened at run time and its few calls are declared
// here. Nothing else knows it. No driver is no error: a note says so.
#pragma once

#include "core/machine/rig.h"

#include <string>
#include <vector>

namespace headroom::machine {

struct NvmlDevice {
    std::string name;
    std::uint64_t totalBytes = 0, usedBytes = 0; ///< zero where memory is shared with the host
    PcieLink link, linkMax;
    double powerLimitWatts = 0, defaultLimitWatts = 0;
    std::string computeCapability;
    std::uint32_t busBits = 0, memoryMegahertz = 0, cores = 0, smMegahertz = 0;
};

/// Adds to notes why there is nothing, or what a device did not tell.
std::vector<NvmlDevice> readNvml(std::vector<std::string>& notes);

/// Double data rate: bits ÷ 8 × 2 × MHz. RTX 3090: 384 ÷ 8 × 2 × 9751 MHz = 936 GB/s. 0 when either is unknown.
double derivedBandwidthGBs(const NvmlDevice& device);

} // namespace headroom::machine
