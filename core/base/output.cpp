// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/output.h"

#include "core/base/filestate.h"
#include "core/base/manifestfile.h"
#include "core/base/platform.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

constexpr std::uint32_t kOwner = 0600; ///< who writes a file may read it

tl::unexpected<Error> existsAlready(const std::filesystem::path& path)
{
    return fail(ErrorCode::Conflict, path.string(), "exists already");
}

} // namespace

Status checkFree(const Output& output)
{
    struct stat info { };
    if (::lstat(output.path.c_str(), &info) != 0)
        return errno == ENOENT ? Status() : failErrno(errno, output.path.string());
    if (S_ISDIR(info.st_mode))
        return fail(ErrorCode::InvalidArgument, output.path.string(), "is a directory");
    const bool link = S_ISLNK(info.st_mode);
    if (!link && !S_ISREG(info.st_mode))
        return fail(ErrorCode::InvalidArgument, output.path.string(),
                    "is a device, a pipe or a socket: only plain files are replaced");
    if (!output.replace)
        return existsAlready(output.path);
    if (link)
        return fail(ErrorCode::InvalidArgument, output.path.string(),
                    "is a link, and only plain files are replaced: name the file that it leads to");
    return {};
}

std::uint32_t narrowestMode(std::span<const std::filesystem::path> inputs)
{
    std::uint32_t mode = Output::kPlain;
    for (const auto& input : inputs)
        if (const auto state = FileState::of(input))
            mode &= state->mode | kOwner;
    return mode;
}

Result<Output> outputAt(std::filesystem::path path, bool replace, std::span<const std::filesystem::path> inputs)
{
    for (const auto& input : inputs) {
        std::error_code unknown;
        if (std::filesystem::equivalent(input, path, unknown))
            return fail(ErrorCode::InvalidArgument, path.string(), "is one of the files that are read for it");
    }
    Output output(std::move(path), replace, narrowestMode(inputs));
    HEADROOM_TRY(checkFree(output));
    if (const auto replaced = FileState::of(output.path))
        output.mode &= replaced->mode | kOwner; // what was private stays so
    return output;
}

std::uint32_t masked(std::uint32_t mode)
{
    const auto mask = fileMask();
    return mask ? mode & ~*mask : mode & kOwner;
}

Status moveTo(const std::filesystem::path& from, const Output& output)
{
    if (output.replace)
        HEADROOM_TRY(checkFree(output));
    if (const auto whole = FileState::of(from); whole && output.beforeName)
        output.beforeName(*whole);
    const unsigned flags = output.replace ? 0 : RENAME_NOREPLACE;
    int error = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, output.path.c_str(), flags) == 0 ? 0 : errno;
    if (!output.replace && (error == EINVAL || error == ENOSYS)) { // the file system cannot: a moment remains
        HEADROOM_TRY(checkFree(output));
        error = ::rename(from.c_str(), output.path.c_str()) == 0 ? 0 : errno;
    }
    if (error == EEXIST && !output.replace)
        return existsAlready(output.path);
    if (error != 0)
        return failErrno(error, output.path.string());
    settleName(output);
    return {};
}

void settleName(const Output& output)
{
    const auto& path = output.path;
    if (!output.described)
        removeManifestBeside(path);
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    if (const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
}

} // namespace headroom
