// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Memory of an APU: carve-out + GTT. What others hold of the host's memory is in use:
//   used = total − (carve-out unused + min(GTT, free memory of the host))
// Ryzen AI Max+ 395 with 0.5 GiB and 120 GiB of GTT: 120.5 GiB at 256 GB/s. An MI300A shows its 128 GiB as both, and
// has them once.
// Identifiers: pci.ids; product names of device and revision: amdgpu.ids of libdrm, which drivers bring along.
#include "core/machine/amd.h"
#include "core/base/bytes.h"
#include "core/base/remarks.h"

#include "core/machine/catalogue.h"
#include "core/machine/drm.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace headroom::machine {

namespace {

constexpr const char* kNames = "/usr/share/libdrm/amdgpu.ids";

/// GPUs on the chip of a CPU, by their device.
constexpr std::array<std::string_view, 26> kIntegrated{
    "15dd", "15d8", "1636", "1638", "164c", "15e7", "163f", "1435", "164d", "1681", "1506", "15bf", "15c8",
    "164f", "1900", "1901", "150e", "1586", "1114", "1902", "1590", "13c0", "164e", "98e4", "9874", "74a0"};
/// Of those: they drive a display, with two compute units.
constexpr std::array<std::string_view, 3> kDisplayOnly{"13c0", "164e", "1506"};

bool sameText(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string trimmedField(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Lines "1586,	C1,	AMD Radeon 8060S Graphics".
std::string productOf(const std::string& device, const std::string& revision)
{
    std::ifstream file(kNames);
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string id;
        std::string step;
        std::string name;
        if (std::getline(fields, id, ',') && std::getline(fields, step, ',') && std::getline(fields, name)
            && sameText(trimmedField(id), device) && sameText(trimmedField(step), revision))
            return trimmedField(name);
    }
    return {};
}

template <std::size_t N> bool idIsOneOf(const std::array<std::string_view, N>& ids, const AmdDevice& device)
{
    return std::ranges::find(ids, std::string_view(device.id).substr(5)) != ids.end();
}

/// By its name, which is exact, else by its chip: "AMD Radeon Graphics" tells nothing.
const Gpu* knownCard(const AmdDevice& device, std::uint64_t bytes)
{
    if (const Gpu* named = device.name.empty() ? nullptr : matchDetectedGpu(device.name, bytes))
        return named;
    const auto ofChip = gpusOfId(device.id);
    return ofChip.empty() ? nullptr : ofChip.front();
}

std::string shownName(const AmdDevice& device)
{
    return device.name.empty() ? "AMD GPU " + device.id : device.name;
}

/// The most that a chip which the catalogue knows is sold with.
std::uint64_t memoryOfChip(const AmdDevice& device, const Gpu& known)
{
    std::uint64_t most = known.totalBytes;
    for (const Gpu* entry : gpusOfId(device.id))
        most = std::max(most, entry->totalBytes);
    return most;
}

/// Carve-out and GTT; where they are more than the part has ("ofPart", 0: not known), both are all of its memory.
void shareOut(const AmdDevice& device, const Rig& host, std::uint64_t ofPart, Gpu& gpu)
{
    const std::uint64_t gtt = host.ramBytes > 0 ? std::min(device.gttBytes, host.ramBytes) : device.gttBytes;
    const std::uint64_t hostFree = host.ramFreeBytes > 0 ? host.ramFreeBytes : std::max(gtt, device.vramBytes);
    const std::uint64_t carvedFree = device.vramBytes - std::min(device.vramUsedBytes, device.vramBytes);
    const std::uint64_t both = device.vramBytes + gtt;
    const bool same = ofPart > 0 && both > ofPart;
    gpu.totalBytes = gpu.usableBytes = same ? ofPart : both;
    const std::uint64_t unused = same ? std::min({carvedFree, hostFree, ofPart}) : carvedFree + std::min(gtt, hostFree);
    gpu.usedBytes = gpu.totalBytes - unused;
}

Gpu sharingGpu(const AmdDevice& device, const Rig& host)
{
    Gpu gpu;
    const Gpu* known = knownCard(device, 0);
    if (known) {
        gpu = *known;
        gpu.source = "kernel driver: carve-out and GTT; " + known->source;
    } else {
        gpu.vendor = "AMD";
        gpu.deviceClass = "consumer";
        gpu.interconnect = "on-die";
        gpu.holdsHost = true;
        gpu.bandwidthGBs = host.ramBandwidthGBs;
        gpu.provenance = Provenance::Estimated;
        gpu.source = "kernel driver: carve-out and GTT; bandwidth of the host's memory: " + host.ramBandwidthSource
            + "; not in the catalogue";
    }
    gpu.name = device.name.empty() && known ? "AMD " + reportedNames(*known).front() : shownName(device);
    shareOut(device, host, known ? memoryOfChip(device, *known) : 0, gpu);
    gpu.link = gpu.linkMax = {};
    return gpu;
}

} // namespace

std::vector<AmdDevice> readAmd(const std::filesystem::path& drm)
{
    std::vector<AmdDevice> devices;
    for (const DrmCard& card : drmCards(drm)) {
        if (card.vendor != "1002")
            continue;
        AmdDevice device;
        device.id = card.id();
        device.name = trimmedField(firstLine(card.files / "product_name"));
        if (device.name.empty())
            device.name = productOf(card.device, hexIn(card.files / "revision"));
        device.vramBytes = numberIn(card.files / "mem_info_vram_total");
        device.vramUsedBytes = numberIn(card.files / "mem_info_vram_used");
        device.gttBytes = numberIn(card.files / "mem_info_gtt_total");
        device.link = card.link;
        device.linkMax = card.linkMax;
        devices.push_back(std::move(device));
    }
    return devices;
}

std::optional<Gpu> gpuOf(const AmdDevice& device, const Rig& host, Remarks& notes)
{
    const Gpu* named = knownCard(device, 0);
    if (named ? named->holdsHost : idIsOneOf(kIntegrated, device)) {
        if (idIsOneOf(kDisplayOnly, device)) {
            notes.push_back(remark("machine.display_only", shownName(device)));
            return std::nullopt;
        }
        Gpu gpu = sharingGpu(device, host);
        notes.push_back(remark("machine.shares_memory", gpu.name));
        if (gpu.totalBytes > 0 && gpu.bandwidthGBs > 0)
            return gpu;
        notes.push_back(whyIncomplete(gpu));
        return std::nullopt;
    }
    const Gpu* known = device.vramBytes > 0 ? knownCard(device, device.vramBytes) : nullptr;
    if (!known) {
        notes.push_back(remark("machine.amd_unknown", device.name.empty() ? device.id : device.name,
                               static_cast<double>(device.vramBytes) / kGiB));
        return std::nullopt;
    }
    Gpu gpu = *known;
    gpu.totalBytes = gpu.usableBytes = device.vramBytes;
    gpu.usedBytes = std::min(device.vramBytes, device.vramUsedBytes);
    if (device.linkMax.lanes > 0) {
        gpu.link = device.link;
        gpu.linkMax = device.linkMax;
    }
    gpu.source = "kernel driver: memory; " + known->source;
    return gpu;
}

void addAmd(Detection& detection)
{
    std::vector<Gpu> sharing;
    for (const auto& device : readAmd("/sys/class/drm"))
        if (auto gpu = gpuOf(device, detection.rig, detection.notes))
            (gpu->holdsHost ? sharing : detection.rig.gpus).push_back(std::move(*gpu));
    const bool beside = !detection.rig.gpus.empty();
    for (auto& gpu : sharing) {
        // Engines leave it alone beside a card: its share of the layers would be the slowest.
        if (beside && gpu.deviceClass == "consumer")
            detection.notes.push_back(remark("machine.beside_card", gpu.name));
        else
            detection.rig.gpus.push_back(std::move(gpu));
    }
}

} // namespace headroom::machine
