// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A library that is loaded in front of a command (LD_PRELOAD) and makes one of its system calls fail, or ends the
// process there as a power cut would:
//   HEADROOM_FAULT=write:7:ENOSPC     the seventh write to a regular file fails
//   HEADROOM_FAULT=write:7+:ENOSPC    the seventh and all that follow: a full disk
//   HEADROOM_FAULT=rename:1:KILL      the process is gone before its first rename
//   HEADROOM_FAULT_COUNTS=FILE        at the end, how often each kind was called ("write 31" a line)
//   HEADROOM_NO_TMPFILE=1             file systems without files that have no name
// Kinds: create, open, read, write, truncate, sync, rename, remove, map, thread.
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

enum Kind { Create, Open, Read, Write, Truncate, Sync, Rename, Remove, Map, Thread, KindCount };
constexpr std::array<const char*, KindCount> kNames{"create", "open",   "read",   "write", "truncate",
                                                    "sync",   "rename", "remove", "map",   "thread"};

struct Action {
    const char* name;
    int error;
};
constexpr std::array kActions{Action{"ENOSPC", ENOSPC}, Action{"EDQUOT", EDQUOT}, Action{"EIO", EIO},
                              Action{"EMFILE", EMFILE}, Action{"EACCES", EACCES}, Action{"EAGAIN", EAGAIN},
                              Action{"ENOMEM", ENOMEM}, Action{"EROFS", EROFS},   Action{"KILL", 0}};

struct Plan {
    int kind = -1;
    unsigned long at = 0;
    bool fromThereOn = false;
    int error = 0; ///< 0: the process ends
};

std::array<std::atomic<unsigned long>, KindCount>& counts()
{
    static std::array<std::atomic<unsigned long>, KindCount> all{};
    return all;
}

Plan readPlan()
{
    Plan plan;
    const char* text = std::getenv("HEADROOM_FAULT");
    const char* colon = text ? std::strchr(text, ':') : nullptr;
    if (!colon)
        return plan;
    const std::string_view kind(text, std::size_t(colon - text));
    for (int i = 0; i < KindCount; ++i)
        if (kind == kNames[std::size_t(i)])
            plan.kind = i;
    char* end = nullptr;
    plan.at = std::strtoul(colon + 1, &end, 10);
    plan.fromThereOn = *end == '+';
    end += plan.fromThereOn ? 1 : 0;
    for (const Action& action : kActions)
        if (*end == ':' && std::strcmp(end + 1, action.name) == 0)
            plan.error = action.error;
    return plan;
}

/// Counts the call; the error it shall fail with, or 0.
int fault(Kind kind)
{
    static const Plan plan = readPlan();
    const unsigned long number = ++counts()[kind];
    if (plan.kind != kind || (plan.fromThereOn ? number < plan.at : number != plan.at))
        return 0;
    if (plan.error == 0)
        ::raise(SIGKILL);
    return plan.error;
}

bool fails(Kind kind)
{
    const int error = fault(kind);
    errno = error ? error : errno;
    return error != 0;
}

bool regular(int fd)
{
    struct stat info { };
    const int before = errno;
    const bool yes = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    errno = before;
    return yes;
}

/// The system's own function of that name.
template <class Function> Function next(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool refused(int flags)
{
    static const bool noTmpfile = std::getenv("HEADROOM_NO_TMPFILE") != nullptr;
    if (noTmpfile && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return true;
    }
    return fails((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? Create : Open);
}

struct Reporter {
    ~Reporter()
    {
        const char* path = std::getenv("HEADROOM_FAULT_COUNTS");
        std::FILE* file = path ? std::fopen(path, "w") : nullptr;
        for (int kind = 0; file && kind < KindCount; ++kind)
            std::fprintf(file, "%s %lu\n", kNames[std::size_t(kind)], counts()[std::size_t(kind)].load());
        if (file)
            std::fclose(file);
    }
};
const Reporter reporter; // NOLINT: its destructor is the report

} // namespace

#define HEADROOM_NEXT(name) static const auto real = next<decltype(&::name)>(#name)

extern "C" {

#define HEADROOM_OPEN(name)                                                                                            \
    int name(const char* path, int flags, ...)                                                                         \
    {                                                                                                                  \
        HEADROOM_NEXT(name);                                                                                           \
        std::va_list list;                                                                                             \
        va_start(list, flags);                                                                                         \
        const auto mode = va_arg(list, mode_t);                                                                        \
        va_end(list);                                                                                                  \
        return refused(flags) ? -1 : real(path, flags, mode);                                                          \
    }
HEADROOM_OPEN(open)
HEADROOM_OPEN(open64)

#define HEADROOM_OPENAT(name)                                                                                          \
    int name(int folder, const char* path, int flags, ...)                                                             \
    {                                                                                                                  \
        HEADROOM_NEXT(name);                                                                                           \
        std::va_list list;                                                                                             \
        va_start(list, flags);                                                                                         \
        const auto mode = va_arg(list, mode_t);                                                                        \
        va_end(list);                                                                                                  \
        return refused(flags) ? -1 : real(folder, path, flags, mode);                                                  \
    }
HEADROOM_OPENAT(openat)
HEADROOM_OPENAT(openat64)

/// A call with a fixed list of parameters: fails with -1 where its turn has come.
#define HEADROOM_CALL(result, failed, condition, kind, name, parameters, arguments)                                    \
    result name parameters                                                                                             \
    {                                                                                                                  \
        HEADROOM_NEXT(name);                                                                                           \
        return (condition) && fails(kind) ? failed : real arguments;                                                   \
    }

HEADROOM_CALL(int, -1, true, Create, mkostemp, (char* path, int flags), (path, flags))
HEADROOM_CALL(int, -1, true, Create, mkostemp64, (char* path, int flags), (path, flags))
HEADROOM_CALL(int, -1, true, Create, mkstemp, (char* path), (path))
HEADROOM_CALL(char*, nullptr, true, Create, mkdtemp, (char* path), (path))
HEADROOM_CALL(int, -1, true, Create, mkdir, (const char* path, mode_t mode), (path, mode))
HEADROOM_CALL(ssize_t, -1, regular(fd), Write, write, (int fd, const void* data, size_t size), (fd, data, size))
HEADROOM_CALL(ssize_t, -1, regular(fd), Write, pwrite, (int fd, const void* data, size_t size, off_t at),
              (fd, data, size, at))
HEADROOM_CALL(ssize_t, -1, regular(fd), Write, pwrite64, (int fd, const void* data, size_t size, off64_t at),
              (fd, data, size, at))
HEADROOM_CALL(ssize_t, -1, regular(fd), Write, writev, (int fd, const iovec* parts, int count), (fd, parts, count))
HEADROOM_CALL(ssize_t, -1, regular(fd), Read, read, (int fd, void* data, size_t size), (fd, data, size))
HEADROOM_CALL(ssize_t, -1, regular(fd), Read, pread, (int fd, void* data, size_t size, off_t at), (fd, data, size, at))
HEADROOM_CALL(ssize_t, -1, regular(fd), Read, pread64, (int fd, void* data, size_t size, off64_t at),
              (fd, data, size, at))
HEADROOM_CALL(int, -1, true, Truncate, ftruncate, (int fd, off_t size) noexcept, (fd, size))
HEADROOM_CALL(int, -1, true, Truncate, ftruncate64, (int fd, off64_t size) noexcept, (fd, size))
HEADROOM_CALL(int, -1, true, Sync, fsync, (int fd), (fd))
HEADROOM_CALL(int, -1, true, Sync, fdatasync, (int fd), (fd))
HEADROOM_CALL(int, -1, true, Rename, rename, (const char* from, const char* to) noexcept, (from, to))
HEADROOM_CALL(int, -1, true, Rename, linkat,
              (int fromFolder, const char* from, int toFolder, const char* to, int flags) noexcept,
              (fromFolder, from, toFolder, to, flags))
HEADROOM_CALL(int, -1, true, Remove, unlink, (const char* path) noexcept, (path))
HEADROOM_CALL(void*, MAP_FAILED, fd >= 0, Map, mmap,
              (void* at, size_t size, int protection, int flags, int fd, off_t offset) noexcept,
              (at, size, protection, flags, fd, offset))
HEADROOM_CALL(void*, MAP_FAILED, fd >= 0, Map, mmap64,
              (void* at, size_t size, int protection, int flags, int fd, off64_t offset) noexcept,
              (at, size, protection, flags, fd, offset))

int posix_fallocate(int fd, off_t offset, off_t size)
{
    HEADROOM_NEXT(posix_fallocate);
    const int error = fault(Truncate); // its errors are its results
    return error ? error : real(fd, offset, size);
}

int posix_fallocate64(int fd, off64_t offset, off64_t size)
{
    HEADROOM_NEXT(posix_fallocate64);
    const int error = fault(Truncate);
    return error ? error : real(fd, offset, size);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*), void* argument) noexcept
{
    HEADROOM_NEXT(pthread_create);
    const int error = fault(Thread);
    return error ? error : real(thread, attributes, start, argument);
}

} // extern "C"
