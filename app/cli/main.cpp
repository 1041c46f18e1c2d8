// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/base/knownhashes.h"
#include "core/base/scratch.h"
#include "errors.h"
#include "output.h"

#include <csignal>
#include <cstdio>

using namespace headroom;
using namespace headroom::cli;

namespace {

/// What CLI11 says, on one line, with where to look.
int usageError(const CLI::ParseError& error, const std::string& command)
{
    std::string message = error.what();
    for (char& c : message)
        c = c == '\n' ? ' ' : c;
    const std::string line
        = "headroom-cli: " + message + ". See headroom-cli " + (command.empty() ? "" : command + " ") + "--help\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
    return kUsage;
}

int parseAndRun(int argc, char** argv)
{
    CLI::App app("Headroom: plan hardware, quantize, and measure what it costs.", "headroom-cli");
    app.set_version_flag("--version", "headroom-cli " HEADROOM_VERSION);
    app.require_subcommand(1);
    app.footer("headroom-cli COMMAND --help shows a command's options and an example.");
    Action action;
    std::string chosen;
    for (const auto& command : commands()) {
        CLI::App* sub = app.add_subcommand(command.name, command.summary);
        sub->footer(std::string("Example:\n  ") + command.example);
        sub->callback([&action, &chosen, &command, declared = command.declare(*sub)] {
            action = declared;
            chosen = command.name;
        });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) { // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        const auto parsed = app.get_subcommands();
        return usageError(error, parsed.empty() ? "" : parsed.front()->get_name());
    }
    return action();
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is an error of write, not the end
    std::signal(SIGXFSZ, SIG_IGN); // and so is a file size limit
    try {
        keepHashesIn(userHashes());
        if (const auto folder = temporaryFiles())
            sweepScratch(*folder); // what a killed run has left there
        return finishOutput(parseAndRun(argc, argv));
    } catch (const std::bad_alloc&) {
        return report({ErrorCode::OutOfMemory, "", "not enough memory"});
    } catch (const std::exception& exception) {
        return report({ErrorCode::Internal, "", exception.what()});
    }
}
