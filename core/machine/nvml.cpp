// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Declarations follow NVIDIA's NVML API reference; return value 0 is success.
#include "core/machine/nvml.h"

#include <fmt/format.h>

#include <array>
#include <dlfcn.h>
#include <memory>

namespace headroom::machine {

namespace {

using Handle = void*;
constexpr unsigned kMemoryClock = 2; // nvmlClockType_t
constexpr unsigned kSmClock = 1;
struct Memory {
    unsigned long long total = 0, free = 0, used = 0;
};

struct CloseLibrary {
    void operator()(void* library) const { dlclose(library); }
};

/// The opened library; shut down and closed at the end.
class Nvml {
public:
    explicit Nvml(std::vector<std::string>& notes)
    {
        m_library.reset(dlopen("libnvidia-ml.so.1", RTLD_LAZY | RTLD_LOCAL));
        if (!m_library) {
            notes.emplace_back("no NVIDIA driver: libnvidia-ml.so.1 not found");
            return;
        }
        const auto init = find<int (*)()>("nvmlInit_v2");
        const int result = init ? init() : -1;
        m_ready = result == 0;
        if (!m_ready)
            notes.push_back(fmt::format("NVIDIA driver found, but NVML did not start: error {}", result));
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
    /// Calls a function by name; false when this driver lacks it or it fails.
    template <class... Arguments> bool call(const char* name, Arguments... arguments) const
    {
        const auto function = find<int (*)(Arguments...)>(name);
        return function && function(arguments...) == 0;
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

NvmlDevice readDevice(const Nvml& nvml, Handle handle, unsigned index, std::vector<std::string>& notes)
{
    NvmlDevice device;
    std::array<char, 128> name{};
    if (nvml.call("nvmlDeviceGetName", handle, name.data(), static_cast<unsigned>(name.size() - 1)))
        device.name = name.data();
    else
        device.name = fmt::format("NVIDIA GPU {}", index);
    Memory memory;
    if (nvml.call("nvmlDeviceGetMemoryInfo", handle, &memory)) {
        device.totalBytes = memory.total;
        device.usedBytes = memory.used;
    } else {
        notes.push_back(fmt::format("{}: the driver does not tell its memory", device.name));
    }
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

} // namespace

std::vector<NvmlDevice> readNvml(std::vector<std::string>& notes)
{
    std::vector<NvmlDevice> devices;
    const Nvml nvml(notes);
    if (!nvml.ready())
        return devices;
    unsigned count = 0;
    if (!nvml.call("nvmlDeviceGetCount_v2", &count) || count == 0)
        notes.emplace_back("NVIDIA driver found, but no GPU");
    for (unsigned index = 0; index < count; ++index) {
        Handle handle = nullptr;
        if (nvml.call("nvmlDeviceGetHandleByIndex_v2", index, &handle))
            devices.push_back(readDevice(nvml, handle, index, notes));
        else
            notes.push_back(fmt::format("NVIDIA GPU {} could not be opened", index));
    }
    return devices;
}

double derivedBandwidthGBs(const NvmlDevice& device)
{
    return device.busBits / 8.0 * 2 * device.memoryMegahertz / 1000;
}

} // namespace headroom::machine
