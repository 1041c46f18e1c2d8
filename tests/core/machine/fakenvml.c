/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: Apache-2.0
 * A driver library with nine devices: a catalogued card, one that is not, one whose memory is the host's, one that
 * cannot be opened, one whose memory this user may not see, one divided into two slices, one divided into none, one
 * whose memory is hidden but not its slice's, and one whose slices are hidden.
 * tst_nvml compiles it and lets the command line find it. Slices are devices 61, 62 and 81. */
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
    *count = 9;
    return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device)
{
    *device = (void*)(long)(index + 1);
    return index == 3 ? 15 : 0;
}
int nvmlDeviceGetName(void* device, char* name, unsigned size)
{
    static const char* const names[]
        = {"NVIDIA GeForce RTX 3090", "NVIDIA GeForce RTX 0",  "NVIDIA GB10",           "",          "NVIDIA H200",
           "NVIDIA A100-SXM4-40GB",   "NVIDIA A100-SXM4-40GB", "NVIDIA A100-SXM4-80GB", "NVIDIA A30"};
    strncpy(name,
            at(device) == 61       ? "NVIDIA A100-SXM4-40GB MIG 3g.20gb"
                : at(device) == 62 ? "NVIDIA A100-SXM4-40GB" /* an older driver */
                : at(device) == 81 ? "NVIDIA A100-SXM4-80GB MIG 1g.10gb"
                                   : names[at(device) - 1],
            size);
    return 0;
}
int nvmlDeviceGetMemoryInfo(void* device, struct Memory* memory)
{
    static const unsigned long long mebibytes[] = {24576, 8192, 0, 0, 0, 40960, 40960, 0, 24576};
    if (at(device) == 3)
        return 3; /* not supported */
    if (at(device) == 5 || at(device) == 8)
        return 4; /* no permission */
    memory->total = (at(device) == 61       ? 20096
                         : at(device) == 62 ? 4864
                         : at(device) == 81 ? 9728
                                            : mebibytes[at(device) - 1])
        << 20;
    memory->used = 500ULL << 20;
    memory->free = memory->total - memory->used;
    return 0;
}
int nvmlDeviceGetMigMode(void* device, unsigned* now, unsigned* next)
{
    if (at(device) < 5)
        return 3;
    *now = *next = at(device) > 5;
    return 0;
}
int nvmlDeviceGetMaxMigDeviceCount(void* device, unsigned* count)
{
    (void)device;
    return *count = 7, 0;
}
int nvmlDeviceGetMigDeviceHandleByIndex(void* device, unsigned index, void** slice)
{
    if (at(device) == 9)
        return 4; /* no permission */
    if (at(device) == 8 && index == 0)
        return *slice = (void*)81L, 0;
    if (at(device) != 6 || index == 1 || index > 2)
        return 6; /* not found */
    *slice = (void*)(long)(index == 0 ? 61 : 62);
    return 0;
}
struct Attributes {
    unsigned multiprocessors, engines[5], gpuSlices, computeSlices;
    unsigned long long mebibytes;
};
int nvmlDeviceGetAttributes_v2(void* device, struct Attributes* attributes)
{
    attributes->multiprocessors = at(device) == 61 ? 42 : 14;
    attributes->gpuSlices = attributes->computeSlices = at(device) == 61 ? 3 : 1;
    attributes->mebibytes = at(device) == 61 ? 20096 : 4864;
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
