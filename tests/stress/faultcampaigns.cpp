// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A system that says no: calls that fail, disks that fill, memory and threads that are not there. The command may fail,
// with one line that says so; what it leaves must be whole, and with the obstacle gone it must succeed.
#include "campaigns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::stress {

namespace {

struct Failure {
    const char* kind;
    const char* error;
};
constexpr std::array kFailures{
    Failure{"create", "EACCES"}, Failure{"create", "EMFILE"},   Failure{"create", "EROFS"},
    Failure{"open", "EMFILE"},   Failure{"open", "EACCES"},     Failure{"read", "EIO"},
    Failure{"write", "EIO"},     Failure{"write", "EDQUOT"},    Failure{"sync", "EIO"},
    Failure{"rename", "EACCES"}, Failure{"truncate", "ENOSPC"}, Failure{"remove", "EACCES"},
    Failure{"map", "ENOMEM"},
};

/// One line for people: an error says what happened, and never that the program is at fault.
Verdict judgeError(const Ending& ending)
{
    if (ending.status == 0)
        return {};
    if (ending.status != 1)
        return {Finding::Wrong, fmt::format("exit status {}: {}", ending.status, ending.summary())};
    if (ending.error.empty())
        return {Finding::Wrong, "failed without a word"};
    if (ending.error.find("defect") != std::string::npos)
        return {Finding::Wrong, ending.summary()};
    return {};
}

/// What it leaves, what it says, and whether it can be done once nothing is in the way.
Verdict judged(const Ground& ground, const Operation& operation, const Ending& ending)
{
    if (const auto verdict = ground.check(operation, ending); verdict.finding != Finding::None)
        return verdict;
    if (const auto verdict = judgeError(ending); verdict.finding != Finding::None)
        return verdict;
    return ground.checkRerun(operation);
}

Verdict denied(const Ground& ground, const Operation& operation, const Child& child)
{
    return judged(ground, operation, run(child));
}

} // namespace

Tally failCalls(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations())
        for (const bool tmpfile : {true, false}) {
            const auto calls = ground.calls(operation, tmpfile);
            for (const Failure& failure : kFailures)
                for (unsigned trial = 0; trial < effort.trials; ++trial) {
                    const auto found = calls.find(failure.kind);
                    if (found == calls.end() || found->second == 0)
                        break;
                    ground.clear();
                    Child child = ground.child(operation);
                    child.fault = fmt::format("{}:{}:{}", failure.kind, 1 + random() % found->second, failure.error);
                    if (!tmpfile)
                        child.environment["HEADROOM_NO_TMPFILE"] = "1";
                    count(tally, denied(ground, operation, child),
                          fmt::format("{}, {}{}", operation.name, child.fault, tmpfile ? "" : ", no O_TMPFILE"));
                }
        }
    return tally;
}

Tally fillDisk(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations()) {
        const auto calls = ground.calls(operation, true);
        const unsigned writes = std::max(1U, calls.contains("write") ? calls.at("write") : 0U);
        for (unsigned trial = 0; trial < effort.trials; ++trial) {
            ground.clear();
            Child child = ground.child(operation);
            child.fault = fmt::format("write:{}+:ENOSPC", 1 + random() % writes);
            count(tally, denied(ground, operation, child), fmt::format("{}, {}", operation.name, child.fault));

            ground.clear();
            child = ground.child(operation);
            child.fileBytes = 512 + random() % (2U << 20U);
            count(tally, denied(ground, operation, child),
                  fmt::format("{}, files of at most {} bytes", operation.name, child.fileBytes));
        }
    }
    return tally;
}

Tally limitMemory(const Ground& ground, const Effort& effort)
{
    constexpr std::uint64_t kLeast = 24U << 20U, kMost = 400U << 20U;
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations()) {
        const std::uint64_t steps = std::max<std::uint64_t>(4, effort.trials * 4ULL);
        for (std::uint64_t step = 0; step < steps; ++step) {
            ground.clear();
            Child child = ground.child(operation);
            const std::uint64_t width = (kMost - kLeast) / steps;
            child.addressBytes = kLeast + step * width + random() % width;
            const auto ending = run(child);
            if (ending.status == 127) // the loader itself had no room: the program was never there
                continue;
            count(tally, judged(ground, operation, ending),
                  fmt::format("{}, {} MiB", operation.name, child.addressBytes >> 20U));
        }
    }
    return tally;
}

Tally refuseThreads(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations()) {
        const auto calls = ground.calls(operation, true);
        const unsigned threads = calls.contains("thread") ? calls.at("thread") : 0;
        for (unsigned trial = 0; threads > 0 && trial < effort.trials; ++trial)
            for (const bool all : {false, true}) {
                ground.clear();
                Child child = ground.child(operation);
                child.fault = fmt::format("thread:{}{}:EAGAIN", 1 + random() % threads, all ? "+" : "");
                count(tally, denied(ground, operation, child), fmt::format("{}, {}", operation.name, child.fault));
            }
    }
    return tally;
}

} // namespace headroom::stress
