// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Declarations follow NVIDIA's NVML API reference; return value 0 is success.
#include "core/machine/nvml.h"

#include "core/base/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <dlfcn.h>
#include <memory>

namespace headroom::machine {

namespace {

using Handle = void*;
constexpr unsigned kMemoryClock = 2; // nvmlClockType_t
constexpr unsigned kSmClock = 1;
constexpr unsigned kMostDevices = 256;
struct Memory {
    unsigned long long total = 0, free = 0, used = 0;
};
struct Attributes { // nvmlDeviceAttributes_t
    unsigned multiprocessors = 0;
    std::array<unsigned, 5> engines{};
    unsigned gpuSlices = 0, computeSlices = 0;
    unsigned long long mebibytes = 0;
};

struct CloseLibrary {
    void operator()(void* library) const { dlclose(library); }
};

/// The opened library; shut down and closed at the end.
class Nvml {
public:
    explicit Nvml(Remarks& notes)
    {
        m_library.reset(dlopen("libnvidia-ml.so.1", RTLD_LAZY | RTLD_LOCAL));
        if (!m_library) {
            notes.push_back(remark("machine.no_driver"));
            return;
        }
        const auto init = find<int (*)()>("nvmlInit_v2");
        const int result = init ? init() : -1;
        m_ready = result == 0;
        if (!m_ready)
            notes.push_back(remark("machine.nvml_error", result));
    }
    ~Nvml()
    {
        if (m_ready)
            if (const auto shutdown = find<int (*)()>("nvmlShutdown"))
                shutdown();
    }
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    bool ready() const { return m_ready; }
    template <class Function> Function find(const char* name) const
    {
        return reinterpret_cast<Function>(dlsym(m_library.get(), name));
    }
    /// Calls a function by name; what it returns, or "not supported" where this driver lacks it.
    template <class... Arguments> int result(const char* name, Arguments... arguments) const
    {
        const auto function = find<int (*)(Arguments...)>(name);
        return function ? function(arguments...) : kNvmlNotSupported;
    }
    template <class... Arguments> bool call(const char* name, Arguments... arguments) const
    {
        return result(name, arguments...) == 0;
    }
    unsigned number(const char* name, Handle device) const
    {
        unsigned value = 0;
        return call(name, device, &value) ? value : 0;
    }

private:
    std::unique_ptr<void, CloseLibrary> m_library;
    bool m_ready = false;
};

std::string nameOf(const Nvml& nvml, Handle handle)
{
    std::array<char, 128> name{};
    return nvml.call("nvmlDeviceGetName", handle, name.data(), static_cast<unsigned>(name.size() - 1)) ? name.data()
                                                                                                       : "";
}

void readMemory(const Nvml& nvml, Handle handle, NvmlDevice& device)
{
    Memory memory;
    device.memoryError = nvml.result("nvmlDeviceGetMemoryInfo", handle, &memory);
    device.totalBytes = device.memoryError == 0 ? memory.total : 0;
    device.usedBytes = device.memoryError == 0 ? memory.used : 0;
}

NvmlDevice readDevice(const Nvml& nvml, Handle handle, unsigned index)
{
    NvmlDevice device;
    device.name = nameOf(nvml, handle);
    if (device.name.empty())
        device.name = fmt::format("NVIDIA GPU {}", index);
    readMemory(nvml, handle, device);
    device.link = {nvml.number("nvmlDeviceGetCurrPcieLinkGeneration", handle),
                   nvml.number("nvmlDeviceGetCurrPcieLinkWidth", handle)};
    device.linkMax = {nvml.number("nvmlDeviceGetMaxPcieLinkGeneration", handle),
                      nvml.number("nvmlDeviceGetMaxPcieLinkWidth", handle)};
    device.powerLimitWatts = nvml.number("nvmlDeviceGetPowerManagementLimit", handle) / 1000.0;
    device.defaultLimitWatts = nvml.number("nvmlDeviceGetPowerManagementDefaultLimit", handle) / 1000.0;
    int major = 0;
    int minor = 0;
    if (nvml.call("nvmlDeviceGetCudaComputeCapability", handle, &major, &minor))
        device.computeCapability = fmt::format("{}.{}", major, minor);
    device.busBits = nvml.number("nvmlDeviceGetMemoryBusWidth", handle);
    device.cores = nvml.number("nvmlDeviceGetNumGpuCores", handle);
    unsigned clock = 0;
    if (nvml.call("nvmlDeviceGetMaxClockInfo", handle, kMemoryClock, &clock))
        device.memoryMegahertz = clock;
    if (nvml.call("nvmlDeviceGetMaxClockInfo", handle, kSmClock, &clock))
        device.smMegahertz = clock;
    return device;
}

/// By multiprocessors where the card's cores are known, else by its slices for computing ("1g" of seven).
double computeShare(const Attributes& slice, const NvmlDevice& card, unsigned mostSlices)
{
    // 64 cores in a multiprocessor of the A100's generation, 128 in the later ones that can be divided.
    const double cores = slice.multiprocessors * (card.computeCapability == "8.0" ? 64.0 : 128.0);
    if (card.cores > 0 && cores > 0 && cores <= card.cores)
        return cores / card.cores;
    return slice.computeSlices <= mostSlices ? double(slice.computeSlices) / std::max(1U, mostSlices) : 0;
}

NvmlDevice readSlice(const Nvml& nvml, Handle handle, const NvmlDevice& card, unsigned mostSlices)
{
    NvmlDevice slice = card;
    readMemory(nvml, handle, slice);
    Attributes attributes;
    nvml.call("nvmlDeviceGetAttributes_v2", handle, &attributes);
    slice.name = nameOf(nvml, handle);
    if (slice.name.empty() || slice.name == card.name)
        slice.name = fmt::format("{} MIG {}g.{}gb", card.name, attributes.computeSlices, attributes.mebibytes / 1024);
    slice.slice = {card.name, card.totalBytes, computeShare(attributes, card, mostSlices)};
    return slice;
}

Remark whyNoSlice(const std::string& card, int error)
{
    switch (error) {
    case 0:
    case kNvmlNotFound:
        return remark("machine.no_slice", card);
    case kNvmlNoPermission:
        return remark("machine.slices_forbidden", card);
    default:
        return remark("machine.slices_error", card, error);
    }
}

/// The slices of a divided card. What is not in a slice cannot be used.
void addSlices(const Nvml& nvml, Handle handle, const NvmlDevice& card, std::vector<NvmlDevice>& devices,
               Remarks& notes)
{
    unsigned most = 0;
    int error = nvml.result("nvmlDeviceGetMaxMigDeviceCount", handle, &most);
    const std::size_t before = devices.size();
    for (unsigned i = 0; error == 0 && i < std::min(most, kMostDevices); ++i) {
        Handle slice = nullptr;
        error = nvml.result("nvmlDeviceGetMigDeviceHandleByIndex", handle, i, &slice);
        if (error == 0)
            devices.push_back(readSlice(nvml, slice, card, most));
        else if (error == kNvmlNotFound)
            error = 0; // between two that are set up
    }
    if (devices.size() > before)
        notes.push_back(remark("machine.one_slice", card.name));
    if (devices.size() == before || error != 0)
        notes.push_back(whyNoSlice(card.name, error));
}

bool isDivided(const Nvml& nvml, Handle handle)
{
    unsigned now = 0;
    unsigned next = 0;
    return nvml.call("nvmlDeviceGetMigMode", handle, &now, &next) && now == 1;
}

} // namespace

std::vector<NvmlDevice> readNvml(Remarks& notes)
{
    std::vector<NvmlDevice> devices;
    const Nvml nvml(notes);
    if (!nvml.ready())
        return devices;
    unsigned count = 0;
    if (const int error = nvml.result("nvmlDeviceGetCount_v2", &count); error != 0)
        notes.push_back(remark("machine.no_list", error));
    else if (count == 0)
        notes.push_back(remark("machine.no_gpu"));
    for (unsigned index = 0; index < std::min(count, kMostDevices); ++index) {
        Handle handle = nullptr;
        if (!nvml.call("nvmlDeviceGetHandleByIndex_v2", index, &handle)) {
            notes.push_back(remark("machine.not_opened", index));
            continue;
        }
        auto device = readDevice(nvml, handle, index);
        if (isDivided(nvml, handle))
            addSlices(nvml, handle, device, devices, notes);
        else
            devices.push_back(std::move(device));
    }
    return devices;
}

double derivedBandwidthGBs(const NvmlDevice& device)
{
    return device.busBits / 8.0 * 2 * device.memoryMegahertz / 1000;
}

} // namespace headroom::machine
