// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Bandwidth, FP16 rate and native formats of a detected card come from the catalogue where the name and the memory
// agree. Otherwise bandwidth follows from bus width and memory clock, and the FP16 rate from the cores: 4 × 2 FLOP per
// core and cycle on tensor cores (compute capability 7.0 and later; 128 cores are 512 FMA), 2 without; GeForce
// accumulates in FP32 at half of it. RTX 3090: 10496 × 8 × 1.695 GHz ÷ 2 = 71.2 TFLOP/s.
#include "core/machine/detect.h"

#include "core/machine/catalogue.h"
#include "core/machine/nvml.h"
#include "core/machine/processor.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace headroom::machine {

namespace {

void deriveFigures(const NvmlDevice& device, Gpu& gpu)
{
    gpu.bandwidthGBs = derivedBandwidthGBs(device);
    const bool geforce = device.name.find("GeForce") != std::string::npos;
    const bool tensor = !device.computeCapability.empty() && device.computeCapability[0] >= '7';
    const double perCycle = (tensor ? 8.0 : 2.0) / (tensor && geforce ? 2 : 1);
    gpu.fp16Tflops = perCycle * device.cores * device.smMegahertz / 1e6;
    gpu.tdpWatts = device.defaultLimitWatts;
    gpu.int8 = tensor;
    gpu.provenance = Provenance::Computed;
    gpu.source = "driver (NVML): bandwidth = bus width × memory clock × 2, FP16 = cores × clock; not in the catalogue";
}

Gpu gpuOf(const NvmlDevice& device)
{
    Gpu gpu;
    if (const Gpu* known = matchDetectedGpu(device.name, device.totalBytes)) {
        gpu = *known;
        gpu.source = "driver (NVML): memory, link, power limit; " + known->source;
    } else {
        deriveFigures(device, gpu);
    }
    gpu.name = device.name;
    gpu.vendor = "NVIDIA";
    gpu.totalBytes = device.totalBytes;
    gpu.usableBytes = device.totalBytes;
    gpu.usedBytes = std::min(device.usedBytes, device.totalBytes);
    gpu.powerLimitWatts = device.powerLimitWatts;
    gpu.link = device.link;
    gpu.linkMax = device.linkMax;
    gpu.computeCapability = device.computeCapability;
    return gpu;
}

void addNvidia(Detection& detection)
{
    for (const auto& device : readNvml(detection.notes)) {
        NvmlDevice known = device;
        if (known.totalBytes == 0) { // memory shared with the host
            known.totalBytes = detection.rig.ramBytes;
            known.usedBytes = detection.rig.ramBytes - std::min(detection.rig.ramFreeBytes, detection.rig.ramBytes);
            detection.notes.push_back(known.name + ": shares the host's memory");
        }
        Gpu gpu = gpuOf(known);
        if (gpu.totalBytes == 0 || gpu.bandwidthGBs <= 0)
            detection.notes.push_back(known.name + ": memory or bandwidth unknown, left out");
        else
            detection.rig.gpus.push_back(std::move(gpu));
    }
}

std::string firstLine(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::uint64_t numberIn(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::uint64_t value = 0;
    return file >> value ? value : 0;
}

/// AMD's kernel driver tells memory and, on some cards, the product; that is enough for what the catalogue knows.
void addAmd(Detection& detection)
{
    std::error_code error;
    std::vector<std::filesystem::path> cards;
    for (const auto& entry : std::filesystem::directory_iterator("/sys/class/drm", error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("card") && name.find('-') == std::string::npos)
            cards.push_back(entry.path() / "device");
    }
    std::sort(cards.begin(), cards.end());
    for (const auto& card : cards) {
        const auto bytes = numberIn(card / "mem_info_vram_total");
        if (firstLine(card / "vendor") != "0x1002" || bytes < (4ULL << 30))
            continue; // another vendor, or an integrated GPU's carve-out
        const auto product = firstLine(card / "product_name");
        const Gpu* known = product.empty() ? nullptr : matchDetectedGpu(product, bytes);
        if (!known) {
            detection.notes.push_back(fmt::format(
                "AMD GPU {} with {:.1f} GiB is not recognised: choose it from the catalogue",
                product.empty() ? firstLine(card / "device") : product, static_cast<double>(bytes) / (1ULL << 30)));
            continue;
        }
        Gpu gpu = *known;
        gpu.totalBytes = gpu.usableBytes = bytes;
        gpu.usedBytes = std::min(bytes, numberIn(card / "mem_info_vram_used"));
        gpu.source = "kernel driver: memory; " + known->source;
        detection.rig.gpus.push_back(std::move(gpu));
    }
}

} // namespace

Detection detect()
{
    Detection detection;
    auto& rig = detection.rig;
    rig.detected = true;
    rig.detectedAt = isoNow();
    rig.cpu = detectCpu(detection.notes);
    detectMemory(rig, detection.notes);
    addNvidia(detection);
    addAmd(detection);
    if (rig.gpus.empty())
        rig.name = rig.cpu.name.empty() ? "This machine" : rig.cpu.name;
    else if (rig.gpus.size() == 1)
        rig.name = rig.gpus.front().name;
    else
        rig.name = fmt::format("{} GPUs, first {}", rig.gpus.size(), rig.gpus.front().name);
    detection.notes.emplace_back("power supply and circuit cannot be detected");
    return detection;
}

} // namespace headroom::machine
