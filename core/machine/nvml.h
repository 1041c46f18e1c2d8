// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: NVIDIA's management library belongs to the driver, so it is opened at run time and its few calls are declared
// here. Nothing else knows it. No driver is no error: a note says so.
#pragma once

#include "core/base/remark.h"
#include "core/machine/rig.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom::machine {

inline constexpr int kNvmlNotSupported = 3;
inline constexpr int kNvmlNoPermission = 4;
inline constexpr int kNvmlNotFound = 6;
inline constexpr int kNvmlGpuIsLost = 15;

struct NvmlDevice {
    std::string name;
    std::uint64_t totalBytes = 0, usedBytes = 0;
    int memoryError = 0; ///< why there are no bytes, as NVML's return value
    PcieLink link, linkMax;
    double powerLimitWatts = 0, defaultLimitWatts = 0;
    std::string computeCapability;
    std::uint32_t busBits = 0, memoryMegahertz = 0, cores = 0, smMegahertz = 0;
    /// A slice of a card that is divided (MIG).
    struct Slice {
        std::string card; ///< what the card is called
        std::uint64_t cardBytes = 0; ///< 0: the driver did not tell
        double computeShare = 0; ///< of the card's cores; 0: the driver did not tell
    };
    std::optional<Slice> slice;
};

/// Cards, and of divided cards their slices. Adds to notes why there is nothing.
std::vector<NvmlDevice> readNvml(Remarks& notes);

/// Of the whole card. Double data rate: bits ÷ 8 × 2 × MHz. RTX 3090: 384 ÷ 8 × 2 × 9751 MHz = 936 GB/s. 0 when either
/// is unknown.
double derivedBandwidthGBs(const NvmlDevice& device);

} // namespace headroom::machine
