// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/lanes.h"

#include <algorithm>
#include <bit>

namespace headroom::machine {

namespace {

constexpr std::uint32_t kDesktopLanes = 16;
constexpr std::uint32_t kDesktopSlots = 2; ///< that those lanes are divided between
constexpr std::uint32_t kChipsetLanes = 4;
constexpr std::uint32_t kChipsetGeneration = 4;

struct Platform {
    std::uint32_t lanes = 0, generation = 0;
    std::size_t slots = 0; ///< at the CPU
};

Platform platformOf(const Cpu& cpu, std::size_t cards)
{
    const auto all = cpu.pcieLanes * std::max(1U, cpu.sockets);
    if (cpu.deviceClass == "desktop")
        return {std::min(all, kDesktopLanes), cpu.pcieGeneration, kDesktopSlots};
    return {all, cpu.pcieGeneration, cards};
}

void setLink(Gpu& gpu, std::uint32_t lanes, std::uint32_t generation)
{
    gpu.link.lanes = std::min(gpu.linkMax.lanes, std::bit_floor(std::max(1U, lanes)));
    gpu.link.generation = std::min(gpu.linkMax.generation, generation);
}

} // namespace

void shareLanes(Rig& rig, std::size_t firstNew)
{
    if (rig.cpu.pcieLanes == 0)
        return;
    std::vector<Gpu*> cards;
    std::uint32_t taken = 0;
    std::size_t placed = 0; ///< found at the CPU
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        Gpu& gpu = rig.gpus[i];
        if (gpu.linkMax.lanes == 0)
            continue; // needs no slot
        if (i >= firstNew) {
            cards.push_back(&gpu);
        } else {
            taken += gpu.link.lanes;
            ++placed;
        }
    }
    if (cards.empty())
        return;
    const Platform platform = platformOf(rig.cpu, cards.size() + placed);
    const auto free = platform.lanes - std::min(platform.lanes, taken);
    const std::size_t slots = free == 0 ? 0 : platform.slots - std::min(platform.slots, placed);
    const std::size_t direct = std::min(cards.size(), slots);
    const std::size_t behind = cards.size() - direct;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        if (i < direct)
            setLink(*cards[i], free / static_cast<std::uint32_t>(direct), platform.generation);
        else
            setLink(*cards[i], kChipsetLanes / static_cast<std::uint32_t>(behind),
                    std::min(kChipsetGeneration, platform.generation));
    }
}

} // namespace headroom::machine
