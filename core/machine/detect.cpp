// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/detect.h"

#include "core/machine/amd.h"
#include "core/machine/nvidia.h"
#include "core/machine/processor.h"

#include <fmt/format.h>

namespace headroom::machine {

Detection detect()
{
    Detection detection;
    auto& rig = detection.rig;
    rig.detected = true;
    rig.detectedAt = isoNow();
    rig.cpu = detectCpu(detection.notes);
    detectMemory(rig, detection.notes);
    const auto before = static_cast<std::ptrdiff_t>(detection.notes.size());
    addNvidia(detection);
    addAmd(detection);
    detection.gpuNotes.assign(detection.notes.begin() + before, detection.notes.end());
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
