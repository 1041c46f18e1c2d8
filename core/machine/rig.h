// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a rig is a machine, detected or designed; both are the same value, so that a plan never cares which. Bytes are
// exact, bandwidth is GB/s (10⁹), power is watts. Zero or empty means unknown, and is shown as unknown.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"
#include "core/base/term.h"

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::machine {

struct PcieLink {
    std::uint32_t generation = 0;
    std::uint32_t lanes = 0;
    double gigabytesPerSecond() const; ///< one direction, after line coding
};

struct Gpu {
    std::string name;
    std::string vendor;
    std::string deviceClass; ///< "consumer", "workstation", "datacenter", "edge", "apple"
    std::uint64_t totalBytes = 0; ///< nominal: the marketing GB × 2³⁰
    std::uint64_t usableBytes = 0; ///< what a program sees; 0 = nominal
    std::uint64_t usedBytes = 0; ///< detected machines: in use now
    double bandwidthGBs = 0;
    double fp16Tflops = 0; ///< dense, FP32 accumulation
    bool fp16 = true, int8 = false, fp8 = false, fp4 = false; ///< what the silicon runs natively
    double tdpWatts = 0;
    double powerLimitWatts = 0; ///< 0 = tdpWatts
    PcieLink link; ///< as it is
    PcieLink linkMax; ///< as it could be
    std::string computeCapability;
    Provenance provenance = Provenance::Quoted;
    std::string source;
    double fp16FastTflops = 0; ///< dense, FP16 accumulation; 0 = unknown. GeForce accumulates in FP32 at half rate
    std::string interconnect; ///< beside or instead of PCIe: "NVLink 450 GB/s per direction"
    bool holdsHost = false; ///< one chip or package with the CPU: its memory is the host's, its power the CPU's too
    bool ownSupply = false; ///< sold within a machine that has its supply: none is to be chosen
    std::uint64_t budgetBytes() const { return usableBytes ? usableBytes : totalBytes; }
    double limitWatts() const { return powerLimitWatts > 0 ? powerLimitWatts : tdpWatts; }
};

struct Cache {
    std::string name; ///< "L2"
    std::uint64_t bytes = 0;
    std::uint32_t count = 1;
};
struct Cpu {
    std::string name;
    std::uint32_t sockets = 1, cores = 0, threads = 0, numaNodes = 1;
    std::vector<std::string> isa; ///< "AVX2", "AVX-512", "VNNI", "AMX"
    std::vector<Cache> caches;
    double tdpWatts = 0;
    std::uint32_t pcieLanes = 0;
    std::string source;
    std::string vendor;
    std::string deviceClass; ///< "desktop", "workstation", "server"
    double packageWatts = 0; ///< what it draws when all cores work; 0 = tdpWatts
    std::uint32_t pcieGeneration = 0;
    std::uint32_t memoryChannels = 0;
    std::string memoryType; ///< "DDR5-5200"
    double memoryBandwidthGBs = 0; ///< all channels, by specification
    double limitWatts() const { return packageWatts > 0 ? packageWatts : tdpWatts; }
};
struct Psu {
    std::string name;
    double ratedWatts = 0;
    std::string efficiency; ///< "80 PLUS Gold"; empty = unknown
    bool atx3 = false; ///< rides 200 % for 100 µs (ATX 3.0)
    std::string source;
};
struct Circuit {
    double volts = 230, amps = 16;
    double continuousFraction = 0.8; ///< NEC 210.20(A): loads of three hours and more
};

struct Rig {
    std::string name;
    bool detected = false;
    std::string detectedAt; ///< ISO 8601
    std::vector<Gpu> gpus;
    Cpu cpu;
    std::uint64_t ramBytes = 0, ramFreeBytes = 0;
    double ramBandwidthGBs = 0;
    Provenance ramBandwidthProvenance = Provenance::Estimated;
    std::string ramBandwidthSource;
    std::vector<Psu> psus;
    Circuit circuit;
    double otherWatts = 80; ///< board, fans, drives
};

Json toJson(const Rig& rig);
Result<Rig> rigFromJson(const Json& json);

} // namespace headroom::machine
