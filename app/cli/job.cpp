// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"

#include "command.h"
#include "console.h"

#include <iostream>

namespace headroom::cli {

Action declareJob(CLI::App& app)
{
    const auto source = std::make_shared<std::string>();
    app.add_option("SOURCE", *source, "-: JSON lines on standard input")->required()->check(CLI::IsMember({"-"}));
    return [source] {
        // Without stdio underneath, the thread that still waits for a command holds no lock that exit() needs.
        std::ios::sync_with_stdio(false);
        return job::serve(std::cin, std::cout, &catchSignals());
    };
}

} // namespace headroom::cli
