// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what this machine has: GPUs through NVML opened at run time, CPU, caches and topology through hwloc, RAM from
// the operating system. Missing drivers are no error: the list is then empty and a note says why.
#pragma once

#include "core/base/control.h"
#include "core/base/remark.h"
#include "core/machine/rig.h"

namespace headroom::machine {

struct Detection {
    Rig rig;
    Remarks notes; ///< "no NVIDIA driver: libnvidia-ml.so.1 not found"
    Remarks gpuNotes; ///< of those, what a plan for this machine must not be without: cards left out
};
Detection detect();
/// Why a GPU that was found is left out: its memory, or the bandwidth of it, is not known.
Remark whyIncomplete(const Gpu& gpu);

struct BandwidthResult {
    double readGBs = 0, copyGBs = 0; ///< medians; a copy counts bytes read plus bytes written
    double readMinGBs = 0, readMaxGBs = 0;
    unsigned threads = 0, repeats = 0;
    std::uint64_t bufferBytes = 0; ///< well above the last-level cache
    std::string measuredAt; ///< ISO 8601
};
/// About two seconds. Errors: OutOfMemory, Cancelled.
Result<BandwidthResult> measureBandwidth(unsigned threads, JobControl& control);
Json toJson(const BandwidthResult& result);

/// The rate of matrix products of the shape that prompts have, all threads at once.
struct ProductRate {
    double gflops = 0; ///< median; a multiplication and an addition count as two
    const char* type = ""; ///< of the factors: "bf16" or "f32"; empty: the engine was built without oneDNN
};
/// About half a second. Errors: Cancelled.
Result<ProductRate> measureProductRate(unsigned threads, JobControl& control);

} // namespace headroom::machine
