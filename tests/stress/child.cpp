// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/paths.h"

#include "child.h"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headroom::stress {

namespace {

using Clock = std::chrono::steady_clock;

std::string& program()
{
    static std::string path = headroom::test::kCli;
    return path;
}

void limit(__rlimit_resource what, std::uint64_t bytes)
{
    const rlimit limits{bytes, bytes};
    if (bytes > 0)
        ::setrlimit(what, &limits);
}

[[noreturn]] void become(const Child& child, int out, int error)
{
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(error, STDERR_FILENO);
    if (::chdir(child.folder.c_str()) != 0)
        ::_exit(126);
    for (const auto& [name, value] : child.environment)
        ::setenv(name.c_str(), value.c_str(), 1);
    if (!child.fault.empty())
        ::setenv("HEADROOM_FAULT", child.fault.c_str(), 1);
    if (!child.fault.empty() || child.environment.contains("HEADROOM_FAULT_COUNTS")
        || child.environment.contains("HEADROOM_NO_TMPFILE"))
        ::setenv("LD_PRELOAD", HEADROOM_FAULTS, 1);
    limit(RLIMIT_CORE, 1); // no dumps
    limit(RLIMIT_AS, child.addressBytes);
    limit(RLIMIT_FSIZE, child.fileBytes);
    std::vector<char*> words{program().data()};
    for (const auto& argument : child.arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(program().c_str(), words.data());
    ::_exit(126);
}

std::string textOf(int fd)
{
    std::array<char, 65536> buffer{};
    const ssize_t size = ::pread(fd, buffer.data(), buffer.size(), 0);
    ::close(fd);
    return size > 0 ? std::string(buffer.data(), std::size_t(size)) : std::string();
}

/// Waits, and does what is to be done meanwhile; the wait status.
int watch(const Child& child, pid_t process, Ending& ending)
{
    const auto begun = Clock::now();
    bool done = !child.meanwhile;
    for (int status = 0;;) {
        if (::waitpid(process, &status, WNOHANG) == process)
            return status;
        const auto since = Clock::now() - begun;
        if (!done && since >= child.meanwhileAfter) {
            child.meanwhile();
            done = true;
        }
        ending.hung = since > child.patience;
        if (ending.hung || (child.killAfter.count() > 0 && since >= child.killAfter))
            ::kill(process, SIGKILL);
        ::usleep(200);
    }
}

} // namespace

bool Ending::killed() const
{
    return signal == SIGKILL && !hung;
}

bool Ending::aborted() const
{
    return signal != 0 && signal != SIGKILL;
}

std::string Ending::summary() const
{
    const auto end = error.find('\n');
    const std::string how = hung ? "hung"
        : signal                 ? fmt::format("signal {}", signal)
                                 : fmt::format("status {}", status);
    return how + ", " + error.substr(0, std::min(end, std::size_t{300}));
}

Ending run(const Child& child)
{
    const int out = ::memfd_create("out", MFD_CLOEXEC), error = ::memfd_create("error", MFD_CLOEXEC);
    const auto begun = Clock::now();
    const pid_t process = ::fork();
    if (process == 0)
        become(child, out, error);
    Ending ending;
    const int status = watch(child, process, ending);
    ending.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    ending.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ending.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    ending.out = textOf(out);
    ending.error = textOf(error);
    return ending;
}

void tryProgram(const std::filesystem::path& path)
{
    program() = std::filesystem::absolute(path);
}

} // namespace headroom::stress
