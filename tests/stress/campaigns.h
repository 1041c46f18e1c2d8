// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the ways in which the program is broken on purpose, as one table. To add one is a file and a row.
#pragma once

#include "ground.h"

#include <random>
#include <span>

namespace headroom::stress {

using Random = std::mt19937_64;

struct Effort {
    unsigned trials = 1; ///< of each kind, for each operation
    std::uint64_t seed = 1;
};

struct Campaign {
    const char* name;
    const char* what;
    Tally (*run)(const Ground&, const Effort&);
};

std::span<const Campaign> campaigns();

Tally killAtRandom(const Ground&, const Effort&);
Tally killAtCalls(const Ground&, const Effort&);
Tally failCalls(const Ground&, const Effort&);
Tally fillDisk(const Ground&, const Effort&);
Tally limitMemory(const Ground&, const Effort&);
Tally refuseThreads(const Ground&, const Effort&);
Tally changeSources(const Ground&, const Effort&);
Tally manyWriters(const Ground&, const Effort&);
Tally hostileFiles(const Ground&, const Effort&);
Tally hostileProjects(const Ground&, const Effort&);

} // namespace headroom::stress
