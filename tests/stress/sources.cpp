// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The model changes while a command reads it. It may refuse; where it says it is done, what it leaves must be that of
// one model alone, and a measurement must stand under the hash of the model that was measured.
#include "campaigns.h"

#include "projectcheck.h"

#include <fmt/format.h>

#include <array>

namespace fs = std::filesystem;

namespace headroom::stress {

namespace {

struct Change {
    const char* name;
    void (*apply)(const fs::path& folder);
};

void overwrite(const fs::path& folder)
{
    fs::copy_file(folder / "other.gguf", folder / "model.gguf", fs::copy_options::overwrite_existing);
}

/// As a careless tool does it: the same size, and the times of before.
void overwriteUnseen(const fs::path& folder)
{
    const auto time = fs::last_write_time(folder / "model.gguf");
    overwrite(folder);
    fs::last_write_time(folder / "model.gguf", time);
}

void exchange(const fs::path& folder)
{
    fs::copy_file(folder / "other.gguf", folder / "new.gguf");
    fs::rename(folder / "new.gguf", folder / "model.gguf");
}

void cut(const fs::path& folder)
{
    fs::resize_file(folder / "model.gguf", fs::file_size(folder / "model.gguf") / 2);
}

void removeIt(const fs::path& folder)
{
    fs::remove(folder / "model.gguf");
}

constexpr std::array kChanges{Change{"overwritten", overwrite}, Change{"overwritten, times kept", overwriteUnseen},
                              Change{"exchanged", exchange}, Change{"cut", cut}, Change{"removed", removeIt}};

/// What a run leaves, apart from the model itself.
struct Outcome {
    std::map<std::string, std::string> files;
    std::string measured;
    bool operator==(const Outcome&) const = default;
};

Outcome outcome(const Ground& ground)
{
    Outcome result{ground.contents(), measurements(ground.folder() / "ground/work.headroom")};
    result.files.erase("model.gguf");
    return result;
}

/// Of an undisturbed run with the one model or the other.
Outcome reference(const Ground& ground, const Operation& operation, bool other)
{
    ground.clear();
    if (other)
        overwrite(ground.folder() / "ground");
    run(ground.child(operation));
    return outcome(ground);
}

Verdict changed(const Ground& ground, const Operation& operation, const Ending& ending,
                const std::array<Outcome, 2>& right)
{
    if (const auto verdict = howItEnded(ending); verdict.finding != Finding::None)
        return verdict;
    if (ending.status != 0 && ending.status != 1)
        return {Finding::Wrong, ending.summary()};
    const Outcome now = outcome(ground);
    if (ending.status == 0 && now != right[0] && now != right[1])
        return {Finding::Wrong, "is neither of the two models'"};
    for (const auto& output : operation.outputs)
        if (ending.status != 0 && now.files.contains(output))
            return {Finding::Torn, output + " is there, although the command failed"};
    return {};
}

} // namespace

Tally changeSources(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Operation& operation : operations()) {
        if (operation.arguments.front() == "import")
            continue; // reads a folder
        const std::array right{reference(ground, operation, false), reference(ground, operation, true)};
        for (const Change& change : kChanges)
            for (unsigned trial = 0; trial < effort.trials; ++trial) {
                ground.clear();
                Child child = ground.child(operation);
                const double seconds = ground.seconds(operation) * std::uniform_real_distribution<>(0, 1)(random);
                child.meanwhileAfter = std::chrono::microseconds(long(seconds * 1e6));
                child.meanwhile = [&] { change.apply(ground.folder() / "ground"); };
                const auto ending = run(child);
                count(tally, changed(ground, operation, ending, right),
                      fmt::format("{}, {} after {:.0f} ms", operation.name, change.name, seconds * 1e3));
            }
    }
    return tally;
}

} // namespace headroom::stress
