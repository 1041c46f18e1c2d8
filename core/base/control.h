// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: JobControl is the one thing that long work is handed. checkpoint() is the pause point and
// the cancel point; work between two checkpoints is one unit. It knows no thread, no window.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/remark.h"
#include "core/base/result.h"
#include "core/base/stage.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom {

struct Progress {
    Stage stage;
    Remark item; ///< what is being worked on: a tensor's name, "window 12"
    std::uint64_t done = 0; ///< units finished
    std::uint64_t total = 0; ///< units in all; 0 when unknown
    std::uint64_t bytes = 0; ///< bytes finished, for a rate; 0 when it has no meaning
    std::uint64_t totalBytes = 0;
};

class JobControl {
public:
    virtual ~JobControl() = default;
    /// Cheap; the receiver throttles. May be called from any thread.
    virtual void report(const Progress&) { }
    /// A result that is worth showing while the job runs ("tensor", "chunk", "warning").
    virtual void event(std::string_view /*kind*/, const Json& /*payload*/) { }
    /// Blocks while paused; ErrorCode::Cancelled once stopped.
    virtual Status checkpoint() { return {}; }
};

} // namespace headroom
