/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: Apache-2.0
 * A driver library with four devices: a catalogued card, one that is not, one whose memory is the host's, and one that
 * cannot be opened. tst_nvml compiles it and lets the command line find it. */
#include <string.h>

struct Memory {
    unsigned long long total, free, used;
};
static long at(void* device)
{
    return (long)device;
}

int nvmlInit_v2(void)
{
    return FAKE_INIT;
}
int nvmlShutdown(void)
{
    return 0;
}
int nvmlDeviceGetCount_v2(unsigned* count)
{
    *count = 4;
    return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device)
{
    *device = (void*)(long)(index + 1);
    return index == 3 ? 15 : 0;
}
int nvmlDeviceGetName(void* device, char* name, unsigned size)
{
    strncpy(name,
            at(device) == 1       ? "NVIDIA GeForce RTX 3090"
                : at(device) == 2 ? "NVIDIA GeForce RTX 3070"
                                  : "NVIDIA GB10",
            size);
    return 0;
}
int nvmlDeviceGetMemoryInfo(void* device, struct Memory* memory)
{
    if (at(device) == 3)
        return 3; /* not supported */
    memory->total = (at(device) == 1 ? 24576ULL : 8192ULL) << 20;
    memory->used = 500ULL << 20;
    memory->free = memory->total - memory->used;
    return 0;
}
int nvmlDeviceGetCurrPcieLinkGeneration(void* device, unsigned* value)
{
    return *value = 4, 0;
}
int nvmlDeviceGetCurrPcieLinkWidth(void* device, unsigned* value)
{
    return *value = 8, 0;
}
int nvmlDeviceGetMaxPcieLinkGeneration(void* device, unsigned* value)
{
    return *value = 4, 0;
}
int nvmlDeviceGetMaxPcieLinkWidth(void* device, unsigned* value)
{
    return *value = 16, 0;
}
int nvmlDeviceGetPowerManagementLimit(void* device, unsigned* value)
{
    return *value = 280000, 0;
}
int nvmlDeviceGetPowerManagementDefaultLimit(void* device, unsigned* value)
{
    return *value = 220000, 0;
}
int nvmlDeviceGetCudaComputeCapability(void* device, int* major, int* minor)
{
    return *major = 8, *minor = 6, 0;
}
int nvmlDeviceGetMemoryBusWidth(void* device, unsigned* value)
{
    return *value = 256, 0;
}
int nvmlDeviceGetMaxClockInfo(void* device, unsigned type, unsigned* value)
{
    return *value = type == 2 ? 7001 : 1725, 0;
}
/* no nvmlDeviceGetNumGpuCores: an older driver */
