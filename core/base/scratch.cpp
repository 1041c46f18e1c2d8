// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/scratch.h"

#include "core/base/filestate.h"

#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <random>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace headroom {

namespace {

constexpr std::string_view kPrefix = ".headroom-scratch-";
constexpr int kMostAttempts = 100;

void removeIfLeftOver(const std::filesystem::path& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return;
    struct stat info { };
    const bool ours
        = ::fstat(fd, &info) == 0 && info.st_uid == ::geteuid() && (S_ISDIR(info.st_mode) || S_ISREG(info.st_mode));
    std::error_code ignored;
    if (ours && ::flock(fd, LOCK_EX | LOCK_NB) == 0 && isAt(fd, path))
        std::filesystem::remove_all(path, ignored);
    ::close(fd);
}

int openNew(const std::filesystem::path& path, bool folder)
{
    if (!folder)
        return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (::mkdir(path.c_str(), 0700) != 0)
        return -1;
    return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/// Between its making and its locking a sweep may have taken it away: then another one is made.
int makeLocked(const std::filesystem::path& parent, bool folder, std::filesystem::path& path)
{
    sweepScratch(parent);
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        path = scratchName(parent);
        const int fd = openNew(path, folder);
        if (fd < 0 && (errno == EEXIST || errno == ENOENT) && attempt + 1 < kMostAttempts
            && ::access(parent.empty() ? "." : parent.c_str(), F_OK) == 0)
            continue;
        if (fd < 0)
            return -1;
        lockScratch(fd);
        if (isAt(fd, path))
            return fd;
        ::close(fd);
    }
    errno = EAGAIN;
    return -1;
}

} // namespace

Result<Scratch> Scratch::folder(const std::filesystem::path& parent)
{
    Scratch made;
    made.m_fd = makeLocked(parent, true, made.m_path);
    if (made.m_fd < 0)
        return failErrno(errno, parent.string());
    return made;
}

Result<Scratch> Scratch::file(const std::filesystem::path& parent)
{
    Scratch made;
    made.m_fd = makeLocked(parent, false, made.m_path);
    if (made.m_fd < 0)
        return failErrno(errno, parent.string());
    return made;
}

Scratch& Scratch::operator=(Scratch&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_fd, other.m_fd);
    return *this;
}

Scratch::~Scratch()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored); // while it is locked
    keep();
}

void Scratch::keep()
{
    m_path.clear();
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

std::filesystem::path scratchName(const std::filesystem::path& parent)
{
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random; // the system's
    std::string name(kPrefix);
    for (int i = 0; i < 16; ++i)
        name += kLetters[random() % kLetters.size()];
    return parent / name;
}

void lockScratch(int descriptor)
{
    while (::flock(descriptor, LOCK_EX) != 0 && errno == EINTR) { }
}

void sweepScratch(const std::filesystem::path& folder)
{
    static std::mutex mutex;
    static std::set<std::filesystem::path> swept;
    const auto here = folder.empty() ? std::filesystem::path(".") : folder;
    {
        const std::lock_guard lock(mutex);
        if (!swept.insert(here).second)
            return;
    }
    std::error_code error;
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_iterator entry(here, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().filename().string().starts_with(kPrefix))
            found.push_back(entry->path());
    for (const auto& path : found)
        removeIfLeftOver(path);
}

Result<std::filesystem::path> temporaryFiles()
{
    std::error_code error;
    auto folder = std::filesystem::temp_directory_path(error);
    if (error)
        return failErrno(error.value(), "folder of temporary files");
    return folder;
}

} // namespace headroom
