// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/filestate.h"

#include <fmt/format.h>

#include <cerrno>
#include <sys/stat.h>

namespace headroom {

namespace {

constexpr std::string_view kSize = "size";
constexpr std::string_view kInodeTime = "time of last change of its inode";

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

FileState FileState::of(const struct stat& info)
{
    constexpr std::uint32_t kPermissions = 07777;
    return {info.st_dev,
            info.st_ino,
            std::uint64_t(info.st_size),
            nanoseconds(info.st_mtim),
            nanoseconds(info.st_ctim),
            info.st_mode & kPermissions};
}

Result<FileState> FileState::of(const std::filesystem::path& path)
{
    struct stat info { };
    if (::stat(path.c_str(), &info) != 0)
        return failErrno(errno, path.string());
    return of(info);
}

bool isAt(int descriptor, const std::filesystem::path& path)
{
    struct stat open {
    }, named{};
    return ::fstat(descriptor, &open) == 0 && ::lstat(path.c_str(), &named) == 0
        && FileState::of(open).sameFile(FileState::of(named));
}

std::string_view difference(const FileState& before, const FileState& now)
{
    if (before.device != now.device)
        return "device";
    if (before.inode != now.inode)
        return "inode";
    if (before.bytes != now.bytes)
        return kSize;
    if (before.modified != now.modified)
        return "time of last change";
    if (before.changed != now.changed)
        return kInodeTime;
    return {};
}

bool onlyTouched(const FileState& before, const FileState& now)
{
    return difference(before, now) == kInodeTime;
}

Status checkSame(const std::string& path, const FileState& before, const FileState& now)
{
    const std::string_view field = difference(before, now);
    if (field.empty())
        return {};
    std::string detail = "has changed since the run began";
    if (field == kSize)
        detail += fmt::format(": {} bytes, then {}", before.bytes, now.bytes);
    return fail(ErrorCode::Conflict, fmt::format("{}, {}", path, field), std::move(detail));
}

} // namespace headroom
