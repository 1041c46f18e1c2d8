// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/machine/detect.h"

#include "core/base/remarks.h"
#include "core/machine/amd.h"
#include "core/machine/intel.h"
#include "core/machine/nvidia.h"
#include "core/machine/processor.h"
#include "core/machine/unified.h"

#include <fmt/format.h>

namespace headroom::machine {

Remark whyIncomplete(const Gpu& gpu)
{
    if (gpu.totalBytes == 0)
        return remark("machine.memory_unknown", gpu.name);
    return remark("machine.bandwidth_unknown", gpu.name);
}

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
    addIntel(detection);
    addAmd(detection); // leaves a small GPU of its own out beside any card
    takeOtherWattsOfChip(rig);
    detection.gpuNotes.assign(detection.notes.begin() + before, detection.notes.end());
    if (rig.gpus.empty())
        rig.name = rig.cpu.name.empty() ? "This machine" : rig.cpu.name;
    else if (rig.gpus.size() == 1)
        rig.name = rig.gpus.front().name;
    else
        rig.name = fmt::format("{} GPUs, first {}", rig.gpus.size(), rig.gpus.front().name);
    detection.notes.push_back(remark("machine.no_supply"));
    return detection;
}

} // namespace headroom::machine
