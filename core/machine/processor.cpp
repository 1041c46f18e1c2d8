// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Assumed where nothing is known: 10 W per core; two memory channels of DDR4-3200, 2 × 8 B × 3200 MT/s = 51.2 GB/s, per
// socket. Measuring replaces the second.
#include "core/machine/processor.h"

#include "core/base/remarks.h"
#include "core/machine/catalogue.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <hwloc.h>

#include <array>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>

namespace headroom::machine {

namespace {

constexpr double kWattsPerCore = 10;
constexpr double kAssumedGBs = 51.2;
constexpr std::uint64_t kKiB = 1024;

struct DestroyTopology {
    void operator()(hwloc_topology* topology) const { hwloc_topology_destroy(topology); }
};
using Topology = std::unique_ptr<hwloc_topology, DestroyTopology>;

Topology loadTopology()
{
    hwloc_topology_t raw = nullptr;
    if (hwloc_topology_init(&raw) != 0)
        return nullptr;
    Topology topology(raw);
    return hwloc_topology_load(raw) == 0 ? std::move(topology) : nullptr;
}

std::uint32_t countOf(const Topology& topology, hwloc_obj_type_t type)
{
    return static_cast<std::uint32_t>(std::max(0, hwloc_get_nbobjs_by_type(topology.get(), type)));
}

/// The value of a key in /proc/cpuinfo's first processor.
std::string cpuinfo(std::string_view key)
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos || !line.starts_with(key))
            continue;
        const auto begin = line.find_first_not_of(" \t", colon + 1);
        return begin == std::string::npos ? std::string() : line.substr(begin);
    }
    return {};
}

std::vector<std::string> detectIsa()
{
    struct Flag {
        std::string_view flag, name;
    };
    constexpr std::array<Flag, 11> known{{{"avx2", "AVX2"},
                                          {"fma", "FMA"},
                                          {"f16c", "F16C"},
                                          {"avx512f", "AVX-512"},
                                          {"avx512_bf16", "AVX-512 BF16"},
                                          {"avx512_vnni", "VNNI"},
                                          {"avx_vnni", "AVX-VNNI"},
                                          {"amx_tile", "AMX"},
                                          {"asimd", "NEON"},
                                          {"asimddp", "DotProd"},
                                          {"sve", "SVE"}}};
    const std::string flags = " " + cpuinfo("flags") + cpuinfo("Features") + " ";
    std::vector<std::string> isa;
    for (const auto& each : known)
        if (flags.find(fmt::format(" {} ", each.flag)) != std::string::npos)
            isa.emplace_back(each.name);
    return isa;
}

std::vector<Cache> cachesOf(const Topology& topology)
{
    struct Level {
        hwloc_obj_type_t type;
        const char* name;
    };
    std::vector<Cache> caches;
    for (const auto& level : {Level{HWLOC_OBJ_L1CACHE, "L1d"}, Level{HWLOC_OBJ_L2CACHE, "L2"},
                              Level{HWLOC_OBJ_L3CACHE, "L3"}, Level{HWLOC_OBJ_L4CACHE, "L4"}}) {
        auto* first = hwloc_get_obj_by_type(topology.get(), level.type, 0);
        if (first && first->attr && first->attr->cache.size > 0)
            caches.push_back({level.name, first->attr->cache.size, countOf(topology, level.type)});
    }
    return caches;
}

void readTopology(const Topology& topology, Cpu& cpu)
{
    cpu.sockets = std::max(1U, countOf(topology, HWLOC_OBJ_PACKAGE));
    // Per socket, as a catalogue tells it.
    cpu.cores = std::max(1U, countOf(topology, HWLOC_OBJ_CORE) / cpu.sockets);
    cpu.threads = std::max(1U, countOf(topology, HWLOC_OBJ_PU) / cpu.sockets);
    cpu.numaNodes = std::max(1U, countOf(topology, HWLOC_OBJ_NUMANODE));
    cpu.caches = cachesOf(topology);
    if (auto* package = hwloc_get_obj_by_type(topology.get(), HWLOC_OBJ_PACKAGE, 0))
        if (const char* model = hwloc_obj_get_info_by_name(package, "CPUModel"))
            cpu.name = model;
}

/// "MemTotal" in bytes; 0 when absent.
std::uint64_t meminfo(std::string_view key)
{
    std::ifstream file("/proc/meminfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key) && line.size() > key.size() && line[key.size()] == ':') {
            std::istringstream rest(line.substr(key.size() + 1));
            std::uint64_t kibibytes = 0;
            return rest >> kibibytes ? kibibytes * kKiB : 0;
        }
    return 0;
}

/// What this process's container may use; nothing when unlimited.
std::optional<std::uint64_t> containerBytes(const char* path)
{
    std::ifstream file(path);
    std::uint64_t bytes = 0;
    if (file >> bytes)
        return bytes;
    return std::nullopt;
}

} // namespace

Cpu detectCpu(Remarks& notes)
{
    Cpu cpu;
    if (const Topology topology = loadTopology())
        readTopology(topology, cpu);
    else
        notes.push_back(remark("machine.no_topology"));
    if (cpu.name.empty())
        cpu.name = cpuinfo("model name");
    if (cpu.name.empty())
        notes.push_back(remark("machine.no_cpu_name"));
    cpu.isa = detectIsa();
    cpu.source = "this machine";
    if (const Cpu* known = matchDetectedCpu(cpu.name)) {
        cpu.vendor = known->vendor;
        cpu.deviceClass = known->deviceClass;
        cpu.tdpWatts = known->tdpWatts;
        cpu.packageWatts = known->packageWatts;
        cpu.pcieGeneration = known->pcieGeneration;
        cpu.pcieLanes = known->pcieLanes;
        cpu.memoryType = known->memoryType;
        cpu.memoryChannels = known->memoryChannels;
        cpu.memoryBandwidthGBs = known->memoryBandwidthGBs;
        cpu.source += "; power, lanes, memory: " + known->source;
    } else {
        cpu.tdpWatts = kWattsPerCore * std::max(1U, cpu.cores);
        cpu.source += "; power not known: 10 W per core assumed";
    }
    return cpu;
}

void detectMemory(Rig& rig, Remarks& notes)
{
    rig.ramBytes = meminfo("MemTotal");
    rig.ramFreeBytes = meminfo("MemAvailable");
    if (rig.ramBytes == 0)
        notes.push_back(remark("machine.no_ram"));
    if (const auto limit = containerBytes("/sys/fs/cgroup/memory.max"); limit && *limit < rig.ramBytes) {
        const auto used = containerBytes("/sys/fs/cgroup/memory.current").value_or(0);
        rig.ramBytes = *limit;
        rig.ramFreeBytes = std::min(rig.ramFreeBytes, *limit > used ? *limit - used : 0);
        notes.push_back(remark("machine.container"));
    }
    if (rig.cpu.memoryBandwidthGBs > 0) {
        rig.ramBandwidthGBs = rig.cpu.memoryBandwidthGBs * rig.cpu.sockets;
        rig.ramBandwidthProvenance = Provenance::Quoted;
        rig.ramBandwidthSource = rig.cpu.memoryType + " by the CPU's specification, if every channel is filled";
    } else {
        rig.ramBandwidthGBs = kAssumedGBs * rig.cpu.sockets;
        rig.ramBandwidthProvenance = Provenance::Estimated;
        rig.ramBandwidthSource = "two channels of DDR4-3200 per socket assumed; measure it";
    }
}

std::uint64_t lastLevelCacheBytes(const Cpu& cpu)
{
    if (cpu.caches.empty())
        return 32ULL << 20;
    return cpu.caches.back().bytes * std::max(1U, cpu.caches.back().count);
}

std::string isoNow()
{
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

} // namespace headroom::machine
