// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "campaigns.h"

#include <array>

namespace headroom::stress {

std::span<const Campaign> campaigns()
{
    static constexpr std::array kAll{
        Campaign{"kills", "killed at random instants, up to three times, then run again", killAtRandom},
        Campaign{"calls", "killed before a system call, with and without files that have no name", killAtCalls},
        Campaign{"errors", "a system call fails, with and without files that have no name", failCalls},
        Campaign{"disk", "the disk is full from some write on; files may not grow beyond a size", fillDisk},
        Campaign{"memory", "address space in fine steps", limitMemory},
        Campaign{"threads", "threads that cannot be started", refuseThreads},
        Campaign{"sources", "the model is overwritten, exchanged, cut or removed while it is read", changeSources},
        Campaign{"writers", "several processes at one project and at one artifact", manyWriters},
        Campaign{"files", "models, folders and texts with bytes that lie", hostileFiles},
        Campaign{"projects", "project files with bytes that lie, foreign tables, views and triggers", hostileProjects},
    };
    return kAll;
}

} // namespace headroom::stress
