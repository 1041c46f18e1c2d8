// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: whether an artifact is still what its manifest says: bytes against the recorded hash, tensors against the
// recorded types, source and importance matrix against theirs, and, when asked, the whole run once more against all.
#pragma once

#include "core/base/control.h"
#include "core/base/jsonfwd.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::artifact {

struct VerifyOptions {
    std::filesystem::path artifact;
    std::string sha256; ///< as the project has it; empty: as the sidecar has it
    std::filesystem::path source; ///< empty: beside the artifact under its recorded name
    std::filesystem::path imatrix; ///< of a run with one; also a method's calibration
    bool rebuild = false; ///< quantize again, in the folder of temporary files, and compare bytes
    unsigned threads = 0;
    std::filesystem::path calibration = {}; ///< of a method, for folders; empty: what `imatrix` says
};

struct Check {
    enum class State { Passed, Failed, Skipped };
    std::string
        what; ///< "sha256", "tensor types", "source", "importance matrix", "calibration", "rebuild", or a file's name
    State state = State::Skipped;
    std::string detail; ///< why not, or what was compared
};

/// Passed where both are the same.
Check compared(std::string what, const std::string& is, const std::string& recorded);

/// Errors: only what stops all checks: the artifact cannot be opened, or is of another tool (InvalidArgument).
Result<std::vector<Check>> verify(const VerifyOptions& options, JobControl& control);
bool passed(const std::vector<Check>& checks); ///< none failed
Json toJson(const std::vector<Check>& checks);

} // namespace headroom::artifact
