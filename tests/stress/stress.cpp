// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The program broken on purpose: headroom-stress [--trials N] [--seed N] [--program headroom-cli] [CAMPAIGN...].
// Prints a table, and what was found; exit status 1 where anything was. The short part runs with the tests;
// `headroom-stress --trials 20` is the long one.
#include "campaigns.h"
#include "child.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

using namespace headroom::stress;

namespace {

bool runCampaign(const Campaign& campaign, const Ground& ground, const Effort& effort)
{
    const auto begun = std::chrono::steady_clock::now();
    const Tally tally = campaign.run(ground, effort);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    fmt::print("{:<10} {:>6} {:>9} {:>5} {:>5} {:>6} {:>8} {:>5} {:>5} {:>8.0f}\n", campaign.name, tally.tried,
               tally.survived, tally.lost, tally.torn, tally.wrong, tally.aborted, tally.hung, tally.left, seconds);
    for (const auto& finding : tally.findings)
        fmt::print("    {}\n", finding);
    std::fflush(stdout);
    return tally.clean() && tally.tried > 0;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Breaks headroom-cli on purpose, and looks at what is left.");
    Effort effort;
    std::vector<std::string> names;
    app.add_option("--trials", effort.trials, "of each kind, for each operation (default: 1)")
        ->check(CLI::Range(1, 100000));
    app.add_option("--seed", effort.seed, "of what is drawn by chance (default: 1)");
    app.add_option_function<std::string>("--program", tryProgram,
                                         "the headroom-cli to try (default: the one built here)")
        ->check(CLI::ExistingFile);
    app.add_option("CAMPAIGN", names, "these only (default: all)");
    CLI11_PARSE(app, argc, argv);
    const Ground ground;
    fmt::print("{:<10} {:>6} {:>9} {:>5} {:>5} {:>6} {:>8} {:>5} {:>5} {:>8}\n", "campaign", "tried", "survived",
               "lost", "torn", "wrong", "aborted", "hung", "left", "seconds");
    bool clean = true;
    for (const Campaign& campaign : campaigns())
        if (names.empty() || std::find(names.begin(), names.end(), campaign.name) != names.end())
            clean = runCampaign(campaign, ground, effort) && clean;
    return clean ? 0 : 1;
}
