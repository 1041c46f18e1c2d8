// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/job.h"

#include "command.h"
#include "console.h"
#include "patientoutput.h"

#include <iostream>
#include <unistd.h>

namespace headroom::cli {

Action declareJob(CLI::App& app)
{
    const auto source = std::make_shared<std::string>();
    app.add_option("SOURCE", *source,
                   "-: JSON lines on standard input; `catalog jobs` lists the kinds of job and what each is told")
        ->required()
        ->check(CLI::IsMember({"-"}));
    return [source] {
        // Without stdio underneath, the thread that still waits for a command holds no lock that exit() needs.
        std::ios::sync_with_stdio(false);
        static std::atomic<bool> cancelled = false; // the thread that waits for a command may outlive this function
        const std::atomic<bool>& stop = catchSignals();
        PatientOutput buffer(STDOUT_FILENO, [&stop] { return stop || cancelled; });
        std::ostream out(&buffer);
        return job::serve(std::cin, out, &stop, &cancelled);
    };
}

} // namespace headroom::cli
