// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Files that lie. Whatever stands in them, a command ends in time, by itself, with an answer or one line that says why
// not.
#include "campaigns.h"

#include "projectcheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace headroom::stress {

namespace {

std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
}

/// One lie: bytes at random, a number that is huge, a piece that is missing or stands twice, an early end.
void lie(std::string& bytes, std::size_t within, Random& random)
{
    if (bytes.empty())
        return;
    const std::size_t at = random() % std::min(bytes.size(), within), length = 1 + random() % 24;
    switch (random() % 6) {
    case 0:
        bytes[at] = char(random());
        break;
    case 1:
        bytes[at] = char(bytes[at] ^ (1 << random() % 8));
        break;
    case 2:
        for (std::size_t i = at; i < std::min(at + 8, bytes.size()); ++i)
            bytes[i] = char(0xFF);
        break;
    case 3:
        bytes.erase(at, length);
        break;
    case 4:
        bytes.insert(at, bytes.substr(at, length));
        break;
    default:
        bytes.resize(at);
    }
}

struct Target {
    const char* file;
    std::size_t within; ///< the first so many bytes are lied in: the part that is read as structure
    std::vector<std::vector<std::string>> commands;
};

const std::vector<Target>& targets()
{
    static const std::vector<Target> all{
        {"model.gguf",
         24000,
         {{"inspect", "model.gguf", "--json"},
          {"plan", "--model", "model.gguf", "--rig", "1x RTX 4090", "--preset", "Q4_K_M"},
          {"quantize", "model.gguf", "out.gguf", "--preset", "Q4_K_M"},
          {"perplexity", "model.gguf", "--text", "text.txt", "--context", "64"},
          {"export", "model.gguf", "exported"}}},
        {"source/config.json",
         100000,
         {{"inspect", "source"},
          {"plan", "--model", "source", "--rig", "1x RTX 4090"},
          {"import", "source", "out.gguf"}}},
        {"source/model.safetensors",
         4000,
         {{"inspect", "source"},
          {"quantize", "source", "folder", "--preset", "W4A16"},
          {"import", "source", "out.gguf"}}},
        {"source/tokenizer.json",
         20000,
         {{"inspect", "source"}, {"tokenize", "source", "--text", "the end"}, {"import", "source", "out.gguf"}}},
        {"text.txt",
         3000,
         {{"calibrate", "model.gguf", "--text", "text.txt", "--out", "c.gguf", "--context", "64"},
          {"compare", "model.gguf", "other.gguf", "--text", "text.txt", "--context", "64"}}},
    };
    return all;
}

constexpr std::array kOutputs{"out.gguf", "folder", "exported", "c.gguf"};

Verdict answered(const Ground& ground, const Ending& ending)
{
    if (const auto verdict = howItEnded(ending); verdict.finding != Finding::None)
        return verdict;
    if (ending.status != 0 && ending.status != 1)
        return {Finding::Wrong, ending.summary()};
    if (ending.status == 1 && (ending.error.empty() || ending.error.find("defect") != std::string::npos))
        return {Finding::Wrong, ending.summary()};
    for (const auto& entry : fs::directory_iterator(ground.folder() / "tmp"))
        return {Finding::Left, "a temporary " + entry.path().filename().string() + " stays"};
    for (const char* output : kOutputs)
        if (ending.status != 0 && fs::exists(ground.folder() / "ground" / output))
            return {Finding::Torn, std::string(output) + " is there, although the command failed"};
    return {};
}

} // namespace

Tally hostileFiles(const Ground& ground, const Effort& effort)
{
    Tally tally;
    Random random(effort.seed);
    for (const Target& target : targets())
        for (unsigned trial = 0; trial < 3 * effort.trials; ++trial) {
            ground.clear();
            const auto path = ground.folder() / "ground" / target.file;
            if (!fs::exists(path))
                continue;
            std::string bytes = read(path);
            for (auto lies = 1 + random() % 3; lies > 0; --lies)
                lie(bytes, target.within, random);
            write(path, bytes);
            for (const auto& command : target.commands) {
                for (const char* output : kOutputs)
                    fs::remove_all(ground.folder() / "ground" / output);
                Child child = ground.child({"", command, {}});
                child.arguments = command;
                child.addressBytes = std::uint64_t{4} << 30U;
                count(tally, answered(ground, run(child)),
                      fmt::format("{} with lies in {} (seed {}, trial {})", command.front(), target.file, effort.seed,
                                  trial));
            }
        }
    return tally;
}

Tally hostileProjects(const Ground& ground, const Effort& effort)
{
    const std::array<std::vector<std::string>, 2> commands{
        std::vector<std::string>{"artifacts", "list", "--project", "work.headroom"},
        std::vector<std::string>{"perplexity", "model.gguf", "--text", "text.txt", "--context", "128", "--project",
                                 "work.headroom"}};
    Tally tally;
    Random random(effort.seed);
    ground.clear();
    run(ground.child({"", commands[1], {}}));
    const std::string project = read(ground.folder() / "ground/work.headroom");
    const auto tryAll = [&](const std::string& trial, bool keepsRuns) {
        for (const auto& command : commands) {
            Child child = ground.child({"", command, {}});
            child.arguments = command;
            child.patience = std::chrono::seconds(30);
            auto verdict = answered(ground, run(child));
            if (keepsRuns && verdict.finding == Finding::None
                && finishedRuns(ground.folder() / "ground/work.headroom") < 1)
                verdict = {Finding::Lost, "the runs are gone"};
            count(tally, verdict, command.front() + ", " + trial);
        }
    };
    for (unsigned trial = 0; trial < 4 * effort.trials; ++trial) {
        ground.clear();
        std::string bytes = project;
        for (auto lies = 1 + random() % 4; lies > 0; --lies)
            lie(bytes, bytes.size(), random);
        write(ground.folder() / "ground/work.headroom", bytes);
        tryAll(fmt::format("a project with lies (seed {}, trial {})", effort.seed, trial), false);
    }
    for (const auto& [name, sql] : plants()) {
        ground.clear();
        write(ground.folder() / "ground/work.headroom", project);
        plant(ground.folder() / "ground/work.headroom", sql);
        tryAll(std::string("a project with ") + name, true);
    }
    return tally;
}

} // namespace headroom::stress
