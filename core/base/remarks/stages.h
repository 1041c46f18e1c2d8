// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: names of a job's stages, and of what it works on in them.
#pragma once

#include "core/base/remarkrow.h"

#include <array>

namespace headroom::remarks {

inline constexpr std::array kStages{
    RemarkRow{"progress.window", SAYS("Remarks", "window {}")},
    RemarkRow{"progress.window_model", SAYS("Remarks", "window {}, {}")},
    RemarkRow{"progress.sample", SAYS("Remarks", "sample {}")},
    RemarkRow{"progress.reading", SAYS("Remarks", "reading")},
    RemarkRow{"progress.copying", SAYS("Remarks", "copying")},
    RemarkRow{"stage.project", SAYS("Remarks", "waiting for the project")},
    RemarkRow{"stage.quantize", SAYS("Remarks", "quantize")},
    RemarkRow{"stage.compare", SAYS("Remarks", "compare")},
    RemarkRow{"stage.measure", SAYS("Remarks", "measure")},
    RemarkRow{"stage.hash", SAYS("Remarks", "hash")},
    RemarkRow{"stage.evaluate", SAYS("Remarks", "evaluate")},
    RemarkRow{"stage.noise_floor", SAYS("Remarks", "noise floor")},
    RemarkRow{"stage.calibrate", SAYS("Remarks", "calibrate")},
    RemarkRow{"stage.sensitivity", SAYS("Remarks", "sensitivity")},
    RemarkRow{"stage.errors", SAYS("Remarks", "errors")},
    RemarkRow{"stage.scales", SAYS("Remarks", "scales")},
    RemarkRow{"stage.import", SAYS("Remarks", "import")},
    RemarkRow{"stage.export", SAYS("Remarks", "export")},
    RemarkRow{"stage.generate", SAYS("Remarks", "generate")},
    RemarkRow{"stage.prompt", SAYS("Remarks", "prompt")},
    RemarkRow{"stage.logits", SAYS("Remarks", "logits")},
};

} // namespace headroom::remarks
