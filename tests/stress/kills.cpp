// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Processes that end without a warning: nothing torn may stay under a name, and the same command must be able to end.
#include "campaigns.h"

#include <fmt/format.h>

#include <array>

namespace headroom::stress {

namespace {

const std::array<const char*, 7> kKinds{"create", "write", "truncate", "sync", "rename", "remove", "map"};

Verdict disturbed(const Ground& ground, const Operation& operation, const Child& child)
{
    const auto verdict = ground.check(operation, run(child));
    return verdict.finding == Finding::None ? ground.checkRerun(operation) : verdict;
}

} // namespace

Tally killAtRandom(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations())
        for (unsigned trial = 0; trial < effort.trials; ++trial) {
            ground.clear();
            const double longest = ground.seconds(operation) * 1.1;
            Verdict verdict;
            std::string at;
            for (auto kills = 1 + random() % 3; kills > 0 && verdict.finding == Finding::None; --kills) {
                Child child = ground.child(operation);
                const double seconds = longest * std::uniform_real_distribution<>(0.02, 1)(random);
                child.killAfter = std::chrono::microseconds(long(seconds * 1e6));
                at += fmt::format(" {:.0f} ms", seconds * 1e3);
                const auto ending = run(child);
                verdict = ground.check(operation, ending);
                if (!ending.killed())
                    break;
            }
            if (verdict.finding == Finding::None)
                verdict = ground.checkRerun(operation);
            count(tally, verdict, fmt::format("{}, killed after{}", operation.name, at));
        }
    return tally;
}

Tally killAtCalls(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations())
        for (const bool tmpfile : {true, false}) {
            const auto calls = ground.calls(operation, tmpfile);
            for (const char* kind : kKinds)
                for (unsigned trial = 0; calls.contains(kind) && calls.at(kind) > 0 && trial < effort.trials; ++trial) {
                    ground.clear();
                    Child child = ground.child(operation);
                    child.fault = fmt::format("{}:{}:KILL", kind, 1 + random() % calls.at(kind));
                    if (!tmpfile)
                        child.environment["HEADROOM_NO_TMPFILE"] = "1";
                    count(tally, disturbed(ground, operation, child),
                          fmt::format("{}, {}{}", operation.name, child.fault, tmpfile ? "" : ", no O_TMPFILE"));
                }
        }
    return tally;
}

} // namespace headroom::stress
