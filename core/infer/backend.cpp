// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/backend.h"

#include "core/base/ascii.h"
#include "core/infer/cpu/cpubackend.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::infer {

namespace {

constexpr std::array kBackends{kCpuBackend};
/// Of other builds; each may have several devices.
constexpr std::array<std::string_view, 1> kOfOtherBuilds{"cuda"};

/// "cuda" or "cuda:1"
bool isOf(std::string_view device, std::string_view backend)
{
    if (!device.starts_with(backend))
        return false;
    const std::string_view number = device.substr(backend.size());
    return number.empty() || (number.size() > 1 && number[0] == ':' && std::ranges::all_of(number.substr(1), isDigit));
}

bool isOfOtherBuild(std::string_view device)
{
    return std::ranges::any_of(kOfOtherBuilds, [&](auto backend) { return isOf(device, backend); });
}

/// As they are chosen, of this build and machine: "cpu".
std::string devicesHere()
{
    std::string names;
    for (const Backend& backend : kBackends)
        for (const ComputeDevice& device : backend.devices())
            names += (names.empty() ? "" : ", ") + device.id;
    return names;
}

} // namespace

std::span<const Backend> backends()
{
    return kBackends;
}

std::string deviceNames()
{
    std::string names = "auto";
    for (const Backend& backend : kBackends)
        names += fmt::format(", {}", backend.name);
    return names + fmt::format(", {}[:N]", fmt::join(kOfOtherBuilds, "[:N], "));
}

bool isDeviceName(std::string_view name)
{
    return name == "auto" || isOfOtherBuild(name)
        || std::ranges::any_of(kBackends, [&](const Backend& backend) { return isOf(name, backend.name); });
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
            return fail(ErrorCode::Unsupported, fmt::format("device {}", name),
                        "is not there: there is " + devicesHere());
    }
    if (isOfOtherBuild(name))
        return fail(ErrorCode::Unsupported, fmt::format("device {}", name),
                    "this build computes on the CPU only: there is " + devicesHere());
    return fail(ErrorCode::InvalidArgument, fmt::format("device {}", name), "is none of " + deviceNames());
}

} // namespace headroom::infer
