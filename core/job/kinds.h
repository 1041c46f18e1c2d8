// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a kind of job is one row: its name, what it is told, and the function that works. Reader, command line, help and
// the command that repeats a job follow from it.
#pragma once

#include "core/base/parameters.h"
#include "core/job/work.h"

namespace headroom::job {

struct Kind {
    std::string_view name; ///< "quantize"
    std::string_view command; ///< of headroom-cli, which may take a flag: "hardware --measure"
    std::span<const Parameter> (*parameters)();
    Work work;
};
std::span<const Kind> kinds();
/// Null where there is none of this name.
const Kind* findKind(std::string_view name);

/// The words of headroom-cli that do the same from any folder: "compare", "/models/base.gguf", … Without what is at its
/// default or would do nothing; empty where there is no such kind.
std::vector<std::string> commandOf(std::string_view kind, const Json& parameters);
/// The file or folder that a job of this kind makes; empty where it makes none.
std::string outputOf(std::string_view kind, const Json& parameters);

/// "measure": the bandwidth of this machine's memory.
std::span<const Parameter> measureParameters();

} // namespace headroom::job
