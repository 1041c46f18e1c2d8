// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/partialfile.h"

#include "core/base/filestate.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace headroom {

Result<PartialFile> PartialFile::open(const std::filesystem::path& path)
{
    PartialFile file;
    file.m_path = path;
    file.m_fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file.m_fd < 0)
        return failErrno(errno, path.string());
    return file;
}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_fd(std::exchange(other.m_fd, -1))
{
}

PartialFile& PartialFile::operator=(PartialFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_fd, other.m_fd);
    return *this;
}

PartialFile::~PartialFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Status PartialFile::reserve(std::uint64_t bytes)
{
    const int error = bytes > 0 ? ::posix_fallocate(m_fd, 0, static_cast<off_t>(bytes)) : 0;
    if (error == ENOSPC || error == EFBIG)
        return failErrno(error, m_path.string());
    if (::ftruncate(m_fd, static_cast<off_t>(bytes)) != 0)
        return failErrno(errno, m_path.string());
    return {};
}

Status PartialFile::write(std::uint64_t offset, std::span<const std::byte> data)
{
    while (!data.empty()) {
        const ssize_t written = ::pwrite(m_fd, data.data(), data.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failErrno(errno, m_path.string());
        data = data.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

Status PartialFile::append(std::string_view text)
{
    const auto end = size();
    if (!end)
        return tl::unexpected(end.error());
    return write(*end, std::as_bytes(std::span(text)));
}

Status PartialFile::read(std::uint64_t offset, std::span<std::byte> out) const
{
    while (!out.empty()) {
        const ssize_t got = ::pread(m_fd, out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failErrno(errno, m_path.string());
        if (got == 0)
            return fail(ErrorCode::Truncated, m_path.string(), "ends at byte " + std::to_string(offset));
        out = out.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

Result<std::uint64_t> PartialFile::size() const
{
    struct stat info { };
    if (::fstat(m_fd, &info) != 0)
        return failErrno(errno, m_path.string());
    return static_cast<std::uint64_t>(info.st_size);
}

std::uint64_t PartialFile::allocatedBytes() const
{
    struct stat info { };
    return ::fstat(m_fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_blocks) * 512 : 0;
}

Status PartialFile::sync() const
{
    if (::fsync(m_fd) != 0)
        return failErrno(errno, m_path.string());
    return {};
}

Status PartialFile::placeAs(const Output& output)
{
    HEADROOM_TRY(sync());
    if (!isAt(m_fd, m_path))
        return fail(ErrorCode::Conflict, m_path.string() + ", path", "was removed or exchanged while it was written");
    ::fchmod(m_fd, masked(output.mode)); // where the file system knows no permissions it has its own
    HEADROOM_TRY(moveTo(m_path, output));
    m_path = output.path;
    return {};
}

Result<FolderLock> FolderLock::acquire(const std::filesystem::path& folder)
{
    constexpr int kMostAttempts = 100;
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return failErrno(errno, folder.string());
        FolderLock lock(folder, ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
        if (lock.m_fd < 0 && errno == ENOENT)
            continue;
        if (lock.m_fd < 0 && (errno == ENOTDIR || errno == ELOOP))
            return fail(ErrorCode::Conflict, folder.string(), "is in the way: it is no folder");
        if (lock.m_fd < 0)
            return failErrno(errno, folder.string());
        if (::flock(lock.m_fd, LOCK_EX | LOCK_NB) != 0)
            break;
        if (lock.held()) // else whoever had it has removed it since it was opened: that lock is nobody's hindrance
            return lock;
    }
    return fail(ErrorCode::Busy, folder.string(), "another run is at work there");
}

Status FolderLock::held() const
{
    if (isAt(m_fd, m_folder))
        return {};
    return fail(ErrorCode::Conflict, m_folder.string() + ", path",
                "was removed or exchanged while the run was at work there");
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_folder(std::move(other.m_folder)), m_fd(std::exchange(other.m_fd, -1))
{
}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept
{
    std::swap(m_folder, other.m_folder);
    std::swap(m_fd, other.m_fd);
    return *this;
}

FolderLock::~FolderLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

} // namespace headroom
