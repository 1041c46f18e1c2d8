// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/backend.h"

#include "core/infer/cpu/cpubackend.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::infer {

namespace {

constexpr std::array kBackends{kCpuBackend};
/// Names that other builds have.
constexpr std::array<std::string_view, 1> kOfOtherBuilds{"cuda"};

bool isOf(std::string_view device, std::string_view backend)
{
    return device == backend || (device.starts_with(backend) && device[backend.size()] == ':');
}

} // namespace

std::span<const Backend> backends()
{
    return kBackends;
}

Result<ChosenDevice> chooseDevice(std::string_view name)
{
    for (const Backend& backend : kBackends) {
        if (name != "auto" && !isOf(name, backend.name))
            continue;
        const auto devices = backend.devices();
        const auto wanted = std::ranges::find(devices, name, &ComputeDevice::id);
        const bool any = name == "auto" || name == backend.name;
        if (wanted != devices.end() || (any && !devices.empty()))
            return ChosenDevice{&backend, wanted != devices.end() ? wanted->id : devices.front().id};
        if (name != "auto")
            return fail(ErrorCode::Unsupported, fmt::format("device {}", name), "is not there");
    }
    if (std::ranges::any_of(kOfOtherBuilds, [&](auto known) { return isOf(name, known); }))
        return fail(ErrorCode::Unsupported, fmt::format("device {}", name), "this build computes on the CPU only");
    return fail(ErrorCode::InvalidArgument, fmt::format("device {}", name), "is none of auto, cpu, cuda[:N]");
}

} // namespace headroom::infer
