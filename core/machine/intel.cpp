// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Identifiers stand in the catalogue (reported_as); sources: pci.ids and the device table of Intel's compute runtime.
// The window is BAR 2, a power of two: 16 GiB for the 12 GB of an Arc B580, 256 MiB where it cannot be resized.
#include "core/machine/intel.h"

#include "core/base/remarks.h"
#include "core/machine/catalogue.h"
#include "core/machine/drm.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <fstream>

namespace headroom::machine {

namespace {

constexpr std::uint64_t kClosedWindow = 256ULL << 20;

/// Lines "0x0000006000000000 0x00000063ffffffff 0x000000000014220c": first and last address, flags.
std::uint64_t windowIn(const std::filesystem::path& path)
{
    constexpr int kBar = 2;
    std::ifstream file(path);
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t flags = 0;
    for (int i = 0; i <= kBar; ++i)
        file >> std::hex >> first >> last >> flags;
    return file && last > first ? last - first + 1 : 0;
}

} // namespace

std::vector<IntelDevice> readIntel(const std::filesystem::path& drm)
{
    std::vector<IntelDevice> devices;
    for (const DrmCard& card : drmCards(drm))
        if (card.vendor == "8086")
            devices.push_back({card.id(), windowIn(card.files / "resource")});
    return devices;
}

std::optional<Gpu> gpuOf(const IntelDevice& device, Remarks& notes)
{
    auto entries = gpusOfId(device.id);
    if (device.windowBytes > kClosedWindow)
        std::erase_if(entries, [&](const Gpu* gpu) { return std::bit_ceil(gpu->totalBytes) != device.windowBytes; });
    if (entries.empty()) {
        notes.push_back(remark("machine.intel_unknown", device.id));
        return std::nullopt;
    }
    if (entries.size() > 1) {
        std::vector<std::string_view> names;
        for (const Gpu* gpu : entries)
            names.push_back(gpu->name);
        notes.push_back(remark("machine.intel_ambiguous", device.id, fmt::format("{}", fmt::join(names, ", "))));
        return std::nullopt;
    }
    Gpu gpu = *entries.front(); // the link that the bus shows is that of a switch on the card
    gpu.source = "kernel driver: which card; " + gpu.source;
    return gpu;
}

void addIntel(Detection& detection)
{
    for (const IntelDevice& device : readIntel("/sys/class/drm"))
        if (auto gpu = gpuOf(device, detection.notes))
            detection.rig.gpus.push_back(std::move(*gpu));
}

} // namespace headroom::machine
