// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a machine draws beside its chip: 40 % of it. At the wall, with a supply of 80 %, a Mac Studio of 60 W (M1 Max)
// then draws 105 W, one of 80 W (M2 Max) 140 W and one of 150 W (M2 Ultra) 263 W; Apple states 115, 145 and 295 W
// (support.apple.com/102027).
#include "core/machine/unified.h"

#include <algorithm>

namespace headroom::machine {

namespace {

constexpr double kOtherPerChipWatt = 0.4;

} // namespace

const Gpu* hostChip(const Rig& rig)
{
    const auto found = std::ranges::find_if(rig.gpus, &Gpu::holdsHost);
    return found == rig.gpus.end() ? nullptr : &*found;
}

double processorWatts(const Rig& rig)
{
    const bool within
        = std::ranges::any_of(rig.gpus, [](const Gpu& gpu) { return gpu.holdsHost && gpu.limitWatts() > 0; });
    return within ? 0 : rig.cpu.limitWatts() * std::max(1U, rig.cpu.sockets);
}

bool bringsSupply(const Rig& rig)
{
    return rig.psus.empty() && !rig.gpus.empty() && std::ranges::all_of(rig.gpus, &Gpu::ownSupply);
}

bool takeHostOfChip(Rig& rig)
{
    const Gpu* chip = hostChip(rig);
    if (!chip)
        return false;
    rig.cpu = {};
    rig.cpu.vendor = chip->vendor;
    rig.cpu.source = "one chip with the GPU: " + chip->name;
    rig.ramBytes = rig.ramFreeBytes = 0;
    for (const Gpu& gpu : rig.gpus)
        if (gpu.holdsHost)
            rig.ramBytes += gpu.totalBytes;
    rig.ramBandwidthGBs = chip->bandwidthGBs;
    rig.ramBandwidthProvenance = chip->provenance;
    rig.ramBandwidthSource = chip->source;
    takeOtherWattsOfChip(rig);
    return true;
}

void takeOtherWattsOfChip(Rig& rig)
{
    if (!hostChip(rig) || !bringsSupply(rig))
        return;
    rig.otherWatts = 0;
    for (const Gpu& gpu : rig.gpus)
        rig.otherWatts += kOtherPerChipWatt * gpu.tdpWatts;
}

} // namespace headroom::machine
