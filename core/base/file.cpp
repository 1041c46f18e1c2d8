// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"

#include "core/base/hash.h"
#include "core/base/mappingguard.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace headroom {

namespace {

std::atomic<bool>& named()
{
    static std::atomic<bool> always = false;
    return always;
}

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

/// By reading, which takes up no memory and costs no fault per page, as a mapping would. Nothing where the file ends
/// before, or cannot be read.
std::optional<std::string> checksumOf(int descriptor, std::size_t bytes)
{
    constexpr std::size_t kPiece = std::size_t{1} << 18U; // stays in a core's cache
    std::vector<std::byte> piece(std::min(bytes, kPiece));
    Checksum sum;
    for (std::size_t offset = 0; offset < bytes;) {
        const std::size_t wanted = std::min(piece.size(), bytes - offset);
        const ssize_t got = ::pread(descriptor, piece.data(), wanted, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return std::nullopt;
        sum.add(std::span(piece).first(static_cast<std::size_t>(got)));
        offset += static_cast<std::size_t>(got);
    }
    return sum.hex();
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
    file->m_state = FileState::of(info);
    file->m_seen = file->m_state.changed;
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

std::string MappedFile::checksumOfAll() const
{
    std::optional<std::string> sum;
    if (const auto opened = openRegular(m_path)) {
        if (FileState::of(opened->second).sameFile(m_state))
            sum = checksumOf(opened->first, m_bytes.size());
        ::close(opened->first);
    }
    return sum ? *sum : checksum(m_bytes); // another file has its name by now, or it became shorter
}

std::string MappedFile::print() const
{
    constexpr std::size_t kWhole = std::size_t{256} << 20U; // a moment's work
    std::string now = m_bytes.size() <= kWhole ? checksumOfAll() : sampled(m_bytes);
    const std::lock_guard lock(m_mutex);
    if (const auto state = FileState::of(m_path); m_print.empty() && state && difference(m_state, *state).empty())
        m_print = now;
    return now;
}

bool MappedFile::holdsFirstPrint() const
{
    const std::string now = print();
    const std::lock_guard lock(m_mutex);
    return now == m_print;
}

Status MappedFile::intact() const
{
    const auto now = FileState::of(m_path);
    const bool shorter = now && now->sameFile(m_state) && now->bytes < m_state.bytes;
    if (mappingWasTorn(m_guard) || shorter)
        return fail(ErrorCode::Truncated, m_path.string(),
                    "became shorter while it was read: it had " + std::to_string(m_bytes.size()) + " bytes");
    if (!now)
        return tl::unexpected(now.error());
    if (!onlyTouched(m_state, *now))
        return checkSame(m_path.string(), m_state, *now);
    if (now->changed != m_seen) {
        if (!holdsFirstPrint())
            return checkSame(m_path.string(), m_state, *now);
        m_seen = now->changed;
    }
    return {};
}

void MappedFile::release(std::uint64_t offset, std::uint64_t size) const
{
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t begin = (offset + page - 1) / page * page;
    const std::uint64_t end = (offset + size) / page * page;
    if (end > begin && end <= m_bytes.size())
        ::madvise(const_cast<std::byte*>(m_bytes.data()) + begin, end - begin, MADV_DONTNEED);
}

Result<AtomicFile> AtomicFile::create(Output output, std::uint64_t expectedBytes)
{
    HEADROOM_TRY(checkFree(output));
    std::filesystem::path directory = output.path.parent_path();
    if (directory.empty())
        directory = ".";
    HEADROOM_TRY(checkSpace(directory, output.path, expectedBytes));
    AtomicFile file(std::move(output));
    HEADROOM_TRY(file.openScratch(directory));
    if (expectedBytes > 0) {
        const int error = ::posix_fallocate(file.m_scratch.descriptor(), 0, static_cast<off_t>(expectedBytes));
        if (error == ENOSPC || error == EFBIG)
            return failErrno(error, file.m_output.path.string());
    }
    return file;
}

void AtomicFile::alwaysNamed(bool always)
{
    named() = always;
}

/// Without a name where the file system can, so that even a killed process leaves nothing behind.
Status AtomicFile::openScratch(const std::filesystem::path& directory)
{
    sweepScratch(directory);
    if (!named() && ::access("/proc/self/fd", X_OK) == 0) // giving it a name later goes through there
        m_scratch.m_fd = ::open(directory.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (m_scratch.m_fd >= 0) {
        lockScratch(m_scratch.m_fd);
        return {};
    }
    auto scratch = Scratch::file(directory);
    if (!scratch)
        return fail(scratch.error().code, m_output.path.string(), scratch.error().detail);
    m_scratch = std::move(*scratch);
    return {};
}

/// A link never replaces: that it does not is what is wanted, or the file gets another name first, which a rename
/// takes further.
Status AtomicFile::placeUnnamed()
{
    const std::string self = "/proc/self/fd/" + std::to_string(m_scratch.m_fd);
    if (!m_output.replace && m_output.beforeName) // otherwise the rename tells
        if (const auto whole = FileState::of(self))
            m_output.beforeName(*whole);
    for (;;) {
        const auto name = m_output.replace ? scratchName(m_output.path.parent_path()) : m_output.path;
        if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
            if (m_output.replace)
                m_scratch.m_path = name;
            return {};
        }
        if (errno == EEXIST && m_output.replace)
            continue;
        const int error = errno;
        if (error == EEXIST)
            HEADROOM_TRY(checkFree(m_output));
        return failErrno(error, m_output.path.string());
    }
}

Status AtomicFile::write(std::span<const std::byte> data)
{
    while (!data.empty()) {
        const ssize_t written = ::write(m_scratch.m_fd, data.data(), data.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failErrno(errno, m_output.path.string());
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
    const int fd = m_scratch.m_fd;
    if (::ftruncate(fd, static_cast<off_t>(m_size)) != 0)
        return failErrno(errno, m_output.path.string());
    ::fchmod(fd, masked(m_output.mode)); // where the file system knows no permissions it has its own
    if (::fsync(fd) != 0)
        return failErrno(errno, m_output.path.string());
    if (m_scratch.m_path.empty())
        HEADROOM_TRY(placeUnnamed());
    if (m_scratch.m_path.empty())
        settleName(m_output);
    else
        HEADROOM_TRY(moveTo(m_scratch.m_path, m_output));
    m_scratch.keep();
    return {};
}

Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t maxBytes)
{
    constexpr int kAttempts = 3; // a file that is replaced just now is there a moment later
    for (int attempt = 1;; ++attempt) {
        auto file = MappedFile::open(path);
        if (!file)
            return tl::unexpected(file.error());
        const auto bytes = (*file)->bytes();
        if (bytes.size() > maxBytes)
            return fail(ErrorCode::InvalidArgument, path.string(),
                        "larger than " + std::to_string(maxBytes) + " bytes");
        std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const Status intact = (*file)->intact();
        if (intact)
            return text;
        if (attempt == kAttempts)
            return tl::unexpected(intact.error());
    }
}

Status writeFile(const Output& output, std::span<const std::byte> data)
{
    auto file = AtomicFile::create(output, data.size());
    if (!file)
        return tl::unexpected(file.error());
    HEADROOM_TRY(file->write(data));
    return file->commit();
}

} // namespace headroom
