// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/base/caught.h"
#include "core/base/knownhashes.h"
#include "core/base/nearest.h"
#include "core/base/scratch.h"
#include "errors.h"
#include "output.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>
#include <fcntl.h>
#include <new>
#include <optional>
#include <sstream>
#include <string_view>
#include <sys/mman.h>
#include <sys/resource.h>
#include <typeinfo>
#include <unistd.h>
#include <vector>

using namespace headroom;
using namespace headroom::cli;

namespace {

/// A first word that is no command is what was mistyped, not an argument too many.
std::optional<std::string> unknownCommand(int argc, char** argv)
{
    const std::string_view word = argc > 1 ? argv[1] : "";
    std::vector<std::string_view> names;
    for (const auto& command : commands())
        names.emplace_back(command.name);
    if (word.empty() || word.front() == '-' || std::ranges::find(names, word) != names.end())
        return std::nullopt;
    const std::string_view near = nearestTo(word, names);
    return fmt::format("{} is no command{}", word,
                       near.empty() ? fmt::format(": there are {}", fmt::join(names, ", "))
                                    : fmt::format("; the nearest is {}", near));
}

/// What CLI11 says, on one line, with where to look.
int usageError(std::string message, const std::string& command)
{
    std::ranges::replace(message, '\n', ' ');
    tell("headroom-cli: " + visible(message) + ". See headroom-cli " + (command.empty() ? "" : command + " ")
         + "--help\n");
    return kUsage;
}

/// Texts that may be empty: they are what is worked on, not what says how.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kMayBeEmpty{
    {{"tokenize", "--text"}, {"generate", "--prompt"}}};

/// An option whose value is empty is a variable that was not set; taken for one that was not given, it would be left
/// out without a word.
void refuseEmptyValues(CLI::App& command)
{
    for (CLI::Option* option : command.get_options())
        if (std::ranges::find(kMayBeEmpty,
                              std::pair<std::string_view, std::string_view>(command.get_name(), option->get_name()))
            == kMayBeEmpty.end())
            option->check(CLI::Validator([](const std::string& value) { return value.empty() ? "is empty" : ""; }, ""));
    for (CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; }))
        refuseEmptyValues(*sub);
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
        sub->callback([&action, &chosen, &command, sub, declared = command.declare(*sub)] {
            adviseFor(*sub);
            action = declared;
            chosen = command.name;
        });
    }
    refuseEmptyValues(app);
    if (const auto unknown = unknownCommand(argc, argv))
        return usageError(*unknown, "");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) { // --help, --version
        std::ostringstream out;
        const int status = app.exit(success, out);
        write(out.str());
        return status;
    } catch (const CLI::ParseError& error) {
        const auto parsed = app.get_subcommands();
        return usageError(error.what(), parsed.empty() ? "" : parsed.front()->get_name());
    }
    return action();
}

/// A standard stream that was closed is opened for nothing: the next file would get its number, and be written into.
/// Using it still fails, because it is opened the wrong way round.
void holdStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/// Last words, which need no memory.
int endWith(std::string_view line)
{
    static_cast<void>(!::write(STDERR_FILENO, line.data(), line.size()));
    return kFailed;
}

int outOfMemory()
{
    return endWith("headroom-cli: out of memory. Close other programs, or use a smaller model or context.\n");
}

/// Destructors of libraries may need memory too (nlohmann-json lists what it destroys) and cannot throw.
void endWithoutMemory()
{
    if (const auto* type = abi::__cxa_current_exception_type(); type && *type == typeid(std::bad_alloc))
        ::_exit(outOfMemory());
    std::abort();
}

constexpr std::size_t kStackBytes = 512 * 1024, kPage = 4096;
constexpr rlim_t kLeastStack = 1024 * 1024;

/// A function of its own, or the caller would have the frame from its beginning.
[[gnu::noinline]] void touchStack()
{
    volatile char bytes[kStackBytes];
    for (std::size_t i = 0; i < kStackBytes; i += kPage)
        bytes[i] = 0;
    static_cast<void>(bytes[0]); // or it is not there
}

/// A stack that is limited to less than what is touched is let grow, where that is allowed.
bool stackIsLargeEnough()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= kLeastStack)
        return true;
    limit.rlim_cur = kLeastStack;
    limit.rlim_max = std::max(limit.rlim_max, kLeastStack);
    return ::setrlimit(RLIMIT_STACK, &limit) == 0;
}

/// The stack grows by itself, and where memory is limited that ends in a crash, not in an error: so at once, and only
/// where as much could be had. False where it could not.
bool growStack()
{
    constexpr std::size_t kBytes = kStackBytes + 4 * kPage;
    void* const room = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return false;
    ::munmap(room, kBytes);
    touchStack();
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    holdStandardStreams();
    std::set_terminate(endWithoutMemory);
    if (!stackIsLargeEnough())
        return endWith("headroom-cli: the stack is limited to less than 1 MiB. Raise it: ulimit -s 8192.\n");
    if (!growStack())
        return outOfMemory();
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is an error of write, not the end
    std::signal(SIGXFSZ, SIG_IGN); // and so is a file size limit
    try {
        const auto status = guarded("", [&]() -> Result<int> {
            keepHashesIn(userHashes());
            if (const auto folder = temporaryFiles())
                sweepScratch(*folder); // what a killed run has left there
            return parseAndRun(argc, argv);
        });
        return finishOutput(status ? *status : report(status.error()));
    } catch (...) {
        return outOfMemory();
    }
}
