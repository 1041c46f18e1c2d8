// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"

#include "core/base/mappingguard.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace headroom {

namespace {

/// Opens a regular file and tells what it is.
Result<std::pair<int, struct stat>> openRegular(const std::filesystem::path& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return failErrno(errno, path.string());
    struct stat info { };
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(fd);
        return fail(ErrorCode::InvalidArgument, path.string(),
                    S_ISDIR(info.st_mode) ? "is a directory, not a file" : "is not a regular file");
    }
    return std::pair(fd, info);
}

Status checkSpace(const std::filesystem::path& directory, const std::filesystem::path& path,
                  std::uint64_t expectedBytes)
{
    struct statvfs space { };
    if (expectedBytes == 0 || ::statvfs(directory.c_str(), &space) != 0)
        return {};
    const std::uint64_t free = std::uint64_t(space.f_bavail) * space.f_frsize;
    if (free < expectedBytes)
        return fail(ErrorCode::NoSpace, path.string(),
                    "needs " + std::to_string(expectedBytes) + " bytes, " + std::to_string(free) + " are free");
    return {};
}

} // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path)
{
    auto opened = openRegular(path);
    if (!opened)
        return tl::unexpected(opened.error());
    const auto& [fd, info] = *opened;
    const auto size = static_cast<std::uint64_t>(info.st_size);
    std::shared_ptr<MappedFile> file(new MappedFile);
    file->m_path = path;
    file->m_device = info.st_dev;
    file->m_inode = info.st_ino;
    if (size > 0) {
        void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (address == MAP_FAILED) {
            const int error = errno;
            ::close(fd);
            return failErrno(error, path.string());
        }
        file->m_bytes = {static_cast<const std::byte*>(address), size};
        file->m_guard = guardMapping(file->m_bytes);
    }
    ::close(fd);
    return std::shared_ptr<const MappedFile>(std::move(file));
}

MappedFile::~MappedFile()
{
    if (m_bytes.empty())
        return;
    unguardMapping(m_guard);
    ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

Status MappedFile::intact() const
{
    struct stat info { };
    const bool same = ::stat(m_path.c_str(), &info) == 0 && info.st_dev == m_device && info.st_ino == m_inode;
    const auto size = static_cast<std::uint64_t>(same ? info.st_size : 0);
    if (!mappingWasTorn(m_guard) && (!same || size >= m_bytes.size())) // a file replaced by another stays mapped
        return {};
    return fail(ErrorCode::Truncated, m_path.string(),
                "became shorter while it was read: it had " + std::to_string(m_bytes.size()) + " bytes");
}

void MappedFile::release(std::uint64_t offset, std::uint64_t size) const
{
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t begin = (offset + page - 1) / page * page;
    const std::uint64_t end = (offset + size) / page * page;
    if (end > begin && end <= m_bytes.size())
        ::madvise(const_cast<std::byte*>(m_bytes.data()) + begin, end - begin, MADV_DONTNEED);
}

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path, std::uint64_t expectedBytes)
{
    std::filesystem::path directory = path.parent_path();
    if (directory.empty())
        directory = ".";
    HEADROOM_TRY(checkSpace(directory, path, expectedBytes));
    AtomicFile file;
    file.m_path = path;
    HEADROOM_TRY(file.openTemporary(directory));
    if (expectedBytes > 0) {
        const int error = ::posix_fallocate(file.m_fd, 0, static_cast<off_t>(expectedBytes));
        if (error == ENOSPC || error == EFBIG)
            return failErrno(error, path.string());
    }
    return file;
}

/// Without a name where the file system can, so that even a killed process leaves nothing behind.
Status AtomicFile::openTemporary(const std::filesystem::path& directory)
{
    if (::access("/proc/self/fd", X_OK) == 0) // giving it a name later goes through there
        m_fd = ::open(directory.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644);
    if (m_fd >= 0)
        return {};
    std::string pattern = (directory / ".headroom-XXXXXX").string();
    m_fd = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (m_fd < 0)
        return failErrno(errno, m_path.string());
    m_temporary = pattern;
    ::fchmod(m_fd, 0644);
    return {};
}

/// A link never replaces, a rename does: the file gets a name of its own first.
Status AtomicFile::nameTemporary()
{
    const std::string self = "/proc/self/fd/" + std::to_string(m_fd);
    const std::string name = ".headroom-" + std::to_string(::getpid()) + "-"; // short: the own name may fill NAME_MAX
    for (int attempt = 0;; ++attempt) {
        const auto candidate = m_path.parent_path() / (name + std::to_string(attempt));
        if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, candidate.c_str(), AT_SYMLINK_FOLLOW) == 0) {
            m_temporary = candidate;
            return {};
        }
        if (errno != EEXIST)
            return failErrno(errno, m_path.string());
    }
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_temporary(std::move(other.m_temporary))
    , m_fd(std::exchange(other.m_fd, -1))
    , m_size(std::exchange(other.m_size, 0))
{
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_temporary, other.m_temporary);
    std::swap(m_fd, other.m_fd);
    std::swap(m_size, other.m_size);
    return *this;
}

AtomicFile::~AtomicFile()
{
    discard();
}

void AtomicFile::discard()
{
    if (m_fd < 0)
        return;
    ::close(std::exchange(m_fd, -1));
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Status AtomicFile::write(std::span<const std::byte> data)
{
    while (!data.empty()) {
        const ssize_t written = ::write(m_fd, data.data(), data.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failErrno(errno, m_path.string());
        data = data.subspan(static_cast<std::size_t>(written));
        m_size += static_cast<std::uint64_t>(written);
    }
    return {};
}

Status AtomicFile::write(std::string_view text)
{
    return write(std::as_bytes(std::span(text)));
}

Status AtomicFile::commit()
{
    if (::ftruncate(m_fd, static_cast<off_t>(m_size)) != 0 || ::fsync(m_fd) != 0)
        return failErrno(errno, m_path.string());
    if (m_temporary.empty())
        HEADROOM_TRY(nameTemporary());
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return failErrno(errno, m_path.string());
    ::close(std::exchange(m_fd, -1));
    const std::filesystem::path directory = m_path.has_parent_path() ? m_path.parent_path() : ".";
    if (const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd); // the new name survives power loss too
        ::close(fd);
    }
    return {};
}

Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t maxBytes)
{
    auto file = MappedFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto bytes = (*file)->bytes();
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::InvalidArgument, path.string(), "larger than " + std::to_string(maxBytes) + " bytes");
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Status writeFile(const std::filesystem::path& path, std::span<const std::byte> data)
{
    auto file = AtomicFile::create(path, data.size());
    if (!file)
        return tl::unexpected(file.error());
    HEADROOM_TRY(file->write(data));
    return file->commit();
}

} // namespace headroom
