// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Devices and what each has left.
//   GPU: its usable memory; overhead = what the engine's process takes + what others use now
//   CPU: when there is no GPU, or a part of the model stays in host memory: all RAM; overhead = the system, 2 GiB, or
//   what is in use where that was detected
// Peak FLOP/s where nobody published them: a GPU at 76 FLOP per byte of bandwidth (an RTX 3090 has 71.2 T ÷ 936 G), of
// a generation before tensor cores at 28 (a GTX 1080 has 8.9 T ÷ 320 G); a CPU at 3 GHz × cores × 64 (AVX-512), 32
// (AVX2) or 16 FLOP per cycle: two FMA units on 16, 8 or 4 floats.
#include "core/machine/generation.h"
#include "core/machine/silicon.h"
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

constexpr double kSystemBytes = 2.0 * kGiB;
constexpr double kFlopPerByte = 76, kFlopPerByteBefore = 28; ///< with tensor cores, before them
constexpr double kCpuGigahertz = 3;

Status check(double value, const std::string& device, std::string_view what, bool mayBeUnknown)
{
    if (!std::isfinite(value) || value < 0)
        return fail(ErrorCode::InvalidArgument, device, fmt::format("{} is not a positive number", what));
    if (value <= 0 && !mayBeUnknown)
        return fail(ErrorCode::InvalidArgument, device, fmt::format("{} is not known: enter or measure it", what));
    return {};
}

/// Of a GPU whose rate nobody told.
TermInput guessedRate(const machine::Gpu& gpu)
{
    const auto generation = machine::generationOf(gpu.computeCapability);
    const bool before = generation && !generation->tensorCores;
    return {"fp16_rate", gpu.bandwidthGBs * (before ? kFlopPerByteBefore : kFlopPerByte) / 1000, "TFLOP/s",
            Provenance::Estimated,
            before ? "not known: 28 FLOP per byte of bandwidth, the ratio of a GTX 1080"
                   : "not known: 76 FLOP per byte of bandwidth, the ratio of an RTX 3090"};
}

Result<Device> gpuDevice(const machine::Gpu& gpu, std::size_t index)
{
    Device device;
    device.label = fmt::format("GPU {}", index + 1);
    device.name = gpu.name.empty() ? device.label : fmt::format("{}: {}", device.label, gpu.name);
    device.vendor = gpu.vendor;
    device.silicon = machine::siliconOf(gpu);
    device.model = gpu.name;
    device.totalBytes = static_cast<double>(gpu.budgetBytes());
    HEADROOM_TRY(check(device.totalBytes, device.label, "memory", false));
    HEADROOM_TRY(check(gpu.bandwidthGBs, device.label, "memory bandwidth", false));
    HEADROOM_TRY(check(gpu.fp16Tflops, device.label, "FP16 rate", true));
    HEADROOM_TRY(check(gpu.tdpWatts, device.label, "TDP", true));
    HEADROOM_TRY(check(gpu.powerLimitWatts, device.label, "power limit", true));
    device.provenance = gpu.provenance;
    device.source = gpu.source;
    device.bandwidth = {"bandwidth", gpu.bandwidthGBs, "GB/s", gpu.provenance, gpu.source};
    device.tflops = gpu.fp16Tflops > 0 ? TermInput{"fp16_rate", gpu.fp16Tflops, "TFLOP/s", gpu.provenance, gpu.source}
                                       : guessedRate(gpu);
    device.inUse = {"in_use", static_cast<double>(gpu.usedBytes), "B", Provenance::Measured, "in use when detected"};
    device.linkGBs = gpu.link.gigabytesPerSecond();
    device.host = gpu.holdsHost;
    return device;
}

double cpuTeraflops(const machine::Cpu& cpu)
{
    const auto has = [&cpu](std::string_view name) {
        return std::any_of(cpu.isa.begin(), cpu.isa.end(),
                           [name](const std::string& isa) { return isa.starts_with(name); });
    };
    const double perCycle = has("AVX-512") || has("AVX512") ? 64 : cpu.isa.empty() || has("AVX2") ? 32 : 16;
    return kCpuGigahertz * 1e9 * perCycle * std::max(1U, cpu.cores) * std::max(1U, cpu.sockets) / 1e12;
}

Result<Device> cpuDevice(const machine::Rig& rig)
{
    if (rig.ramBytes == 0)
        return fail(ErrorCode::InvalidArgument, "rig",
                    rig.gpus.empty() ? "has neither a GPU nor memory" : "its memory is not known: enter or measure it");
    Device device;
    device.label = "CPU";
    device.processor = true;
    device.vendor = "CPU";
    device.model = rig.cpu.name;
    device.linkGBs = INFINITY;
    device.name = rig.cpu.name.empty() ? "CPU" : "CPU: " + rig.cpu.name;
    device.host = true;
    device.totalBytes = static_cast<double>(rig.ramBytes);
    HEADROOM_TRY(check(rig.ramBandwidthGBs, device.label, "memory bandwidth", false));
    device.provenance = rig.ramBandwidthProvenance;
    device.source = rig.ramBandwidthSource;
    device.bandwidth = {"bandwidth", rig.ramBandwidthGBs, "GB/s", rig.ramBandwidthProvenance, rig.ramBandwidthSource};
    device.tflops = {"fp16_rate", cpuTeraflops(rig.cpu), "TFLOP/s", Provenance::Estimated,
                     rig.cpu.cores > 0 ? "cores × 3 GHz × two FMA units of the widest vectors"
                                       : "cores not known: one, at 3 GHz × two FMA units of the widest vectors"};
    const bool known = rig.ramFreeBytes > 0 && rig.ramFreeBytes <= rig.ramBytes;
    device.overheads = {{"system", known ? 0 : kSystemBytes, "B", Provenance::Estimated, "operating system: 2 GiB"}};
    device.inUse = {"in_use", known ? static_cast<double>(rig.ramBytes - rig.ramFreeBytes) : 0, "B",
                    Provenance::Measured, "in use when detected"};
    return device;
}

} // namespace

Result<std::vector<Device>> devicesOf(const machine::Rig& rig, const Engine& engine, bool withHost)
{
    std::vector<Device> devices;
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        auto gpu = gpuDevice(rig.gpus[i], i);
        if (!gpu)
            return tl::unexpected(std::move(gpu.error()));
        if (withHost && gpu->host)
            return fail(ErrorCode::InvalidArgument, gpu->label,
                        "shares the host's memory: there is no other where a part of the model could stay");
        gpu->overheads = engine.overheads(*gpu, rig.gpus.size());
        devices.push_back(std::move(*gpu));
    }
    if (rig.gpus.empty() || withHost) {
        auto cpu = cpuDevice(rig);
        if (!cpu)
            return tl::unexpected(std::move(cpu.error()));
        devices.push_back(std::move(*cpu));
    }
    return devices;
}

LimitedPower limitedPower(const machine::Rig& rig)
{
    constexpr double kNoticeable = 0.99;
    LimitedPower limited;
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        const double limit = rig.gpus[i].powerLimitWatts;
        const double full = rig.gpus[i].tdpWatts;
        if (limit <= 0 || limit >= kNoticeable * full)
            continue;
        if (limited.cards++ > 0 && limit / full >= limited.limitWatts / limited.fullWatts)
            continue;
        limited.hardest = i;
        limited.limitWatts = limit;
        limited.fullWatts = full;
    }
    return limited;
}

} // namespace headroom::plan
