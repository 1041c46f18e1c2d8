// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What figures of a rig can be: a plan made from another one would be right for a machine that there is not. Zero means
// unknown, and passes. The widest part that is sold sets each bound, with room for the next ones:
//   memory   64 MiB (below, somebody wrote GB where bytes stand) to 16 TiB for a card, 1 PiB for the host
//   PCIe     generations 1 to 6, which are those with a known rate; links of 1, 2, 4, 8, 12, 16 or 32 lanes
//   power    1 W to 20 kW for a part; a limit of no more than twice what the card is made for
#include "core/machine/writtenrig.h"

#include "core/base/ascii.h"
#include "core/base/bytes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>
#include <span>

namespace headroom::machine {

namespace {

constexpr std::size_t kMostCards = 64; // as many as a typed rig may have
constexpr double kTiB = 1024.0 * static_cast<double>(kGiB);
constexpr double kLeastMemory = 64.0 * static_cast<double>(kMiB);

struct Range {
    const char* key;
    double value, low, high;
    const char* unit;
};

Status refuse(const std::string& key, std::string detail)
{
    return fail(ErrorCode::InvalidArgument, "rig, key " + key, std::move(detail));
}

Status checkRanges(const std::string& place, std::initializer_list<Range> ranges)
{
    for (const auto& [key, value, low, high, unit] : ranges)
        if (value != 0 && (value < low || value > high))
            return refuse(
                place + key,
                fmt::format("{:.16g} is not from {:.16g} to {:.16g}{}; 0: not known", value, low, high, unit));
    return {};
}

/// The first is a part of the second.
Status checkWithin(const std::string& place, const Range& part, const Range& whole)
{
    if (whole.value > 0 && part.value > whole.value)
        return refuse(
            place + part.key,
            fmt::format("{:.16g} is more than {}, {:.16g}{}", part.value, whole.key, whole.value, whole.unit));
    return {};
}

Status checkLink(const std::string& place, const PcieLink& link)
{
    constexpr std::array<std::uint32_t, 8> kLanes{0, 1, 2, 4, 8, 12, 16, 32};
    HEADROOM_TRY(checkRanges(place, {{"generation", double(link.generation), 1, 6, ", the generations of PCIe"}}));
    if (std::ranges::find(kLanes, link.lanes) == kLanes.end())
        return refuse(place + "lanes",
                      fmt::format("{} is none of {} lanes; 0: not known", link.lanes,
                                  fmt::join(std::span(kLanes).subspan(1), ", ")));
    return {};
}

Status checkGpu(const std::string& place, const Gpu& gpu)
{
    const Range total{"total_bytes", double(gpu.totalBytes), kLeastMemory, 16 * kTiB, " bytes"};
    const Range usable{"usable_bytes", double(gpu.usableBytes), kLeastMemory, 16 * kTiB, " bytes"};
    const Range used{"used_bytes", double(gpu.usedBytes), 0, 16 * kTiB, " bytes"};
    const Range made{"tdp_watts", gpu.tdpWatts, 1, 20000, " W"};
    if (gpu.totalBytes == 0 && gpu.usableBytes == 0)
        return refuse(place + "total_bytes", "is missing: how much memory has the card?");
    HEADROOM_TRY(checkRanges(place,
                             {total,
                              usable,
                              {"bandwidth_gb_per_s", gpu.bandwidthGBs, 1, 100000, " GB/s"},
                              {"fp16_tflops", gpu.fp16Tflops, 0.01, 100000, " TFLOPS"},
                              {"fp16_fast_tflops", gpu.fp16FastTflops, 0.01, 100000, " TFLOPS"},
                              made,
                              {"power_limit_watts", gpu.powerLimitWatts, 1, 20000, " W"}}));
    HEADROOM_TRY(checkWithin(place, usable, total));
    HEADROOM_TRY(checkWithin(place, used, gpu.usableBytes > 0 ? usable : total));
    HEADROOM_TRY(checkWithin(place, {"power_limit_watts", gpu.powerLimitWatts, 0, 0, ""},
                             {"twice tdp_watts", 2 * gpu.tdpWatts, 0, 0, " W"}));
    HEADROOM_TRY(checkLink(place + "link.", gpu.link));
    return checkLink(place + "link_max.", gpu.linkMax);
}

Status checkCpu(const Cpu& cpu)
{
    return checkRanges("cpu.",
                       {{"sockets", double(cpu.sockets), 1, 64, ""},
                        {"cores", double(cpu.cores), 1, 65536, ""},
                        {"threads", double(cpu.threads), 1, 65536, ""},
                        {"numa_nodes", double(cpu.numaNodes), 1, 1024, ""},
                        {"tdp_watts", cpu.tdpWatts, 1, 20000, " W"},
                        {"package_watts", cpu.packageWatts, 1, 20000, " W"},
                        {"pcie_generation", double(cpu.pcieGeneration), 1, 6, ", the generations of PCIe"},
                        {"pcie_lanes", double(cpu.pcieLanes), 1, 1024, ""},
                        {"memory_channels", double(cpu.memoryChannels), 1, 64, ""},
                        {"memory_bandwidth_gb_per_s", cpu.memoryBandwidthGBs, 1, 100000, " GB/s"}});
}

} // namespace

Status checkFigures(const Rig& rig)
{
    if (rig.gpus.size() > kMostCards)
        return refuse("gpus", fmt::format("has {} cards, and a rig at most {}", rig.gpus.size(), kMostCards));
    for (std::size_t i = 0; i < rig.gpus.size(); ++i)
        HEADROOM_TRY(checkGpu(fmt::format("gpus[{}].", i), rig.gpus[i]));
    HEADROOM_TRY(checkCpu(rig.cpu));
    const Range ram{"ram_bytes", double(rig.ramBytes), kLeastMemory, 1024 * kTiB, " bytes"};
    HEADROOM_TRY(checkRanges("",
                             {ram,
                              {"ram_bandwidth_gb_per_s", rig.ramBandwidthGBs, 1, 100000, " GB/s"},
                              {"other_watts", rig.otherWatts, 1, 20000, " W"}}));
    HEADROOM_TRY(checkWithin("", {"ram_free_bytes", double(rig.ramFreeBytes), 0, 0, ""}, ram));
    for (std::size_t i = 0; i < rig.psus.size(); ++i)
        HEADROOM_TRY(
            checkRanges(fmt::format("psus[{}].", i), {{"rated_watts", rig.psus[i].ratedWatts, 50, 20000, " W"}}));
    return checkRanges("circuit.",
                       {{"volts", rig.circuit.volts, 90, 500, " V"},
                        {"amps", rig.circuit.amps, 1, 400, " A"},
                        {"continuous_fraction", rig.circuit.continuousFraction, 0.1, 1, ""}});
}

bool namesRigFile(std::string_view text)
{
    std::error_code ignored;
    return lowered(text).ends_with(".json") || text.starts_with('/') || text.starts_with("./")
        || text.starts_with("../") || std::filesystem::is_regular_file(std::filesystem::path(text), ignored);
}

} // namespace headroom::machine
