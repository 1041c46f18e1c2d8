// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Bandwidth follows from bus width and memory clock, the FP16 rate from cores, clock and generation; GeForce
// accumulates in FP32 at half of it. RTX 3090: 10496 × 8 × 1.695 GHz ÷ 2 = 71.2 TFLOP/s. Memory that the driver says it
// does not support to tell is the host's, on parts that have none of their own; for any other card, and for any other
// error, it is not known.
#include "core/machine/nvidia.h"

#include "core/base/remarks.h"
#include "core/machine/catalogue.h"
#include "core/machine/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::machine {

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// Turing without tensor cores (GTX 16, T1000, MX 450) computes FP16 in pairs.
Generation ofCard(Generation generation, std::string_view name)
{
    constexpr unsigned kTuring = 75;
    const bool tensor = contains(name, "RTX") || contains(name, "T4") || contains(name, "T10 ");
    if (generation.version == kTuring && (!tensor || contains(name, "T400")))
        return {kTuring, 4, false, true, false, false, false};
    return generation;
}

void deriveFigures(const NvmlDevice& device, const std::string& name, Gpu& gpu)
{
    gpu.bandwidthGBs = derivedBandwidthGBs(device);
    gpu.tdpWatts = device.defaultLimitWatts;
    gpu.provenance = Provenance::Computed;
    gpu.source = "driver (NVML): bandwidth = bus width × memory clock × 2, FP16 = cores × clock; not in the catalogue";
    const auto known = generationOf(device.computeCapability);
    if (!known)
        return;
    const Generation generation = ofCard(*known, name);
    const double rate = generation.flopPerCoreAndCycle * device.cores * device.smMegahertz / 1e6;
    const bool halved = generation.tensorCores && contains(name, "GeForce");
    gpu.fp16Tflops = halved ? rate / 2 : rate;
    gpu.fp16FastTflops = halved ? rate : 0;
    gpu.fp16 = generation.flopPerCoreAndCycle > 2; // otherwise computed in FP32
    gpu.int8 = generation.int8;
    gpu.fp8 = generation.fp8;
    gpu.fp4 = generation.fp4;
    if (isKnownGeneration(device.computeCapability))
        return;
    gpu.provenance = Provenance::Estimated;
    gpu.source += "; of a generation that is not known, taken for the last one before it";
}

/// Has no memory of its own: the catalogue says so where it has the card, otherwise the generation.
bool isIntegrated(const NvmlDevice& device)
{
    const auto entries = gpusReportedAs(device.name);
    if (!entries.empty())
        return std::ranges::all_of(entries, [](const Gpu* gpu) { return gpu->holdsHost; });
    const auto generation = generationOf(device.computeCapability);
    return generation && generation->integrated;
}

Remark whyUnknown(const NvmlDevice& device)
{
    switch (device.memoryError) {
    case 0:
        return remark("machine.no_memory_told", device.name);
    case kNvmlNotSupported:
        return remark("machine.memory_untellable", device.name);
    case kNvmlNoPermission:
        return remark("machine.memory_forbidden", device.name);
    case kNvmlGpuIsLost:
        return remark("machine.card_lost", device.name);
    default:
        return remark("machine.memory_error", device.name, device.memoryError);
    }
}

void shareMemory(const Rig& host, Gpu& gpu)
{
    gpu.totalBytes = host.ramBytes;
    gpu.usedBytes = host.ramBytes - std::min(host.ramFreeBytes, host.ramBytes);
    gpu.link = gpu.linkMax = {};
    gpu.holdsHost = true;
    if (gpu.interconnect.empty())
        gpu.interconnect = "on-die";
    if (gpu.bandwidthGBs > 0)
        return;
    gpu.bandwidthGBs = host.ramBandwidthGBs;
    gpu.provenance = Provenance::Estimated;
    gpu.source = "the host's memory: " + host.ramBandwidthSource + "; not in the catalogue";
}

/// All memory of a divided card; 0: neither the driver nor the catalogue tells.
std::uint64_t memoryOfCard(const NvmlDevice::Slice& slice)
{
    if (slice.cardBytes > 0)
        return slice.cardBytes;
    const auto entries = gpusReportedAs(slice.card);
    const auto same = [&](const Gpu* gpu) { return gpu->budgetBytes() == entries.front()->budgetBytes(); };
    return !entries.empty() && std::ranges::all_of(entries, same) ? entries.front()->budgetBytes() : 0;
}

/// Memory and its bandwidth are divided in eighths; the slice's bytes are a little less.
double memoryShare(std::uint64_t slice, std::uint64_t card)
{
    const double eighths = std::round(8.0 * static_cast<double>(slice) / static_cast<double>(card));
    return std::clamp(eighths, 1.0, 8.0) / 8;
}

/// False: which share of the card it has is not known.
bool takeSlice(const NvmlDevice& device, Gpu& gpu)
{
    const NvmlDevice::Slice& slice = *device.slice;
    const std::uint64_t cardBytes = memoryOfCard(slice);
    if (cardBytes == 0)
        return false;
    const double memory = memoryShare(device.totalBytes, cardBytes);
    const double compute = slice.computeShare > 0 ? slice.computeShare : memory;
    gpu.bandwidthGBs *= memory;
    for (double* part :
         {&gpu.fp16Tflops, &gpu.fp16FastTflops, &gpu.tdpWatts, &gpu.powerLimitWatts}) // so that slices add up to a card
        *part *= compute;
    gpu.provenance = Provenance::Computed;
    gpu.source = fmt::format("a slice (MIG) of {}: {:g} of its memory and bandwidth, {:.3g} of its cores; {}",
                             slice.card, memory, compute, gpu.source);
    return true;
}

/// Of the whole card: the catalogue's, or what follows from what the driver tells.
Gpu figuresOf(const NvmlDevice& device, const Rig& host, bool shares)
{
    const std::string& name = device.slice ? device.slice->card : device.name;
    const std::uint64_t bytes = device.slice ? device.slice->cardBytes : shares ? host.ramBytes : device.totalBytes;
    const Gpu* known = matchDetectedGpu(name, bytes);
    if (!known && shares) // a container may have less of the memory
        known = matchDetectedGpu(name, 0);
    Gpu gpu;
    if (known) {
        gpu = *known;
        gpu.source = "driver (NVML): memory, link, power limit; " + known->source;
    } else {
        deriveFigures(device, name, gpu);
    }
    return gpu;
}

} // namespace

std::optional<Gpu> gpuOf(const NvmlDevice& device, const Rig& host, Remarks& notes)
{
    const bool shares = device.memoryError == kNvmlNotSupported && !device.slice && isIntegrated(device);
    if (device.totalBytes == 0 && !shares) {
        notes.push_back(whyUnknown(device));
        return std::nullopt;
    }
    Gpu gpu = figuresOf(device, host, shares);
    gpu.name = device.name;
    gpu.vendor = "NVIDIA";
    gpu.totalBytes = device.totalBytes;
    gpu.usedBytes = std::min(device.usedBytes, device.totalBytes);
    gpu.powerLimitWatts = device.powerLimitWatts;
    gpu.link = device.link;
    gpu.linkMax = device.linkMax;
    gpu.computeCapability = device.computeCapability;
    if (shares) {
        shareMemory(host, gpu);
        notes.push_back(remark("machine.shares_memory", device.name));
    }
    gpu.usableBytes = gpu.totalBytes;
    if (device.slice && !takeSlice(device, gpu)) {
        notes.push_back(remark("machine.slice_of_unknown", device.name));
        return std::nullopt;
    }
    if (gpu.totalBytes > 0 && gpu.bandwidthGBs > 0)
        return gpu;
    notes.push_back(whyIncomplete(gpu));
    return std::nullopt;
}

void keepOneSlice(Rig& rig)
{
    const auto isSlice = [](const Gpu& gpu) { return contains(gpu.name, " MIG "); }; // NVIDIA names them so
    const auto bytes = [&](const Gpu& gpu) { return isSlice(gpu) ? gpu.budgetBytes() : 0; };
    const auto largest = std::ranges::max_element(rig.gpus, {}, bytes);
    if (largest == rig.gpus.end() || !isSlice(*largest))
        return;
    const bool alone = std::ranges::all_of(rig.gpus, isSlice);
    Gpu kept = *largest;
    std::erase_if(rig.gpus, isSlice);
    if (alone)
        rig.gpus.push_back(std::move(kept));
}

void addNvidia(Detection& detection)
{
    for (const auto& device : readNvml(detection.notes))
        if (auto gpu = gpuOf(device, detection.rig, detection.notes))
            detection.rig.gpus.push_back(std::move(*gpu));
}

} // namespace headroom::machine
