// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Several processes at once: at a project that does not exist yet, and at one artifact.
#include "campaigns.h"

#include "projectcheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace headroom::stress {

namespace {

constexpr std::size_t kWriters = 6;

std::vector<Ending> atOnce(const Child& child)
{
    std::vector<Ending> endings(kWriters);
    std::vector<std::thread> threads;
    for (Ending& ending : endings)
        threads.emplace_back([&ending, &child] { ending = run(child); });
    for (auto& thread : threads)
        thread.join();
    return endings;
}

/// Measurements have no reason to fail; artifacts may be busy, or be there already.
Verdict together(const Ground& ground, const Operation& operation, const std::vector<Ending>& endings)
{
    const auto done = std::count_if(endings.begin(), endings.end(), [](const Ending& e) { return e.status == 0; });
    for (const Ending& ending : endings) {
        if (const auto verdict = howItEnded(ending); verdict.finding != Finding::None)
            return verdict;
        if (ending.status != 0 && operation.outputs.empty())
            return {Finding::Lost, ending.summary()};
    }
    if (done == 0)
        return {Finding::Lost, "none of them succeeded: " + endings.front().summary()};
    Ending success;
    success.status = 0;
    if (const auto verdict = ground.check(operation, success); verdict.finding != Finding::None)
        return verdict;
    const auto stored = operation.project ? finishedRuns(ground.folder() / "ground/work.headroom") : done;
    if (stored != done)
        return {Finding::Lost, fmt::format("{} succeeded, {} are in the project", done, stored)};
    return {};
}

} // namespace

Tally manyWriters(const Ground& ground, const Effort& effort)
{
    Tally tally;
    for (const Operation& operation : operations())
        for (unsigned trial = 0; trial < effort.trials; ++trial) {
            if (operation.outputs.empty() && !operation.project)
                continue; // shards: the same as the others
            ground.clear();
            count(tally, together(ground, operation, atOnce(ground.child(operation))),
                  fmt::format("{} times {}", kWriters, operation.name));
        }
    return tally;
}

} // namespace headroom::stress
