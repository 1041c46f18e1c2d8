// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A copy of a project while others write to it: SQLite's backup reads one consistent state, log included, into a file
// beside the target, which takes the target's name only when it is whole and on disk.
#include "core/base/output.h"
#include "core/base/scratch.h"
#include "core/store/database.h"

#include <SQLiteCpp/Backup.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

namespace headroom::store {

namespace {

constexpr auto kPatience = std::chrono::seconds(10);
constexpr auto kPause = std::chrono::milliseconds(10);

std::filesystem::path beside(const std::filesystem::path& path, const char* ending)
{
    std::filesystem::path result = path;
    result += ending;
    return result;
}

/// The log and the index of a database would be taken for those of its successor.
Status freeTarget(const std::filesystem::path& target)
{
    const std::filesystem::path log = beside(target, "-wal");
    std::error_code ignored;
    if (!std::filesystem::exists(log, ignored))
        return {};
    auto previous = Store::open(target, false); // closing the last connection takes the log in
    if (previous)
        previous->reset();
    if (std::filesystem::exists(log, ignored))
        return fail(ErrorCode::Busy, target.string(), "another program has this project open");
    return {};
}

void removeLog(const std::filesystem::path& database)
{
    std::error_code ignored;
    for (const char* ending : {"-wal", "-shm"})
        std::filesystem::remove(beside(database, ending), ignored);
}

Status flush(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return failErrno(errno, path.string());
    const int error = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    return error == 0 ? Status{} : failErrno(error, path.string());
}

/// All pages in one reading; a writer that holds the lock is waited for.
Status copyPages(SQLite::Database& source, const std::filesystem::path& copy)
{
    SQLite::Database target(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    try {
        SQLite::Backup backup(target, source);
        while (backup.executeStep(-1) != SQLITE_DONE) {
            if (std::chrono::steady_clock::now() > deadline)
                return fail(ErrorCode::Busy, copy.string(), "the project is being written to without a pause");
            std::this_thread::sleep_for(kPause);
        }
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(databaseError(exception, sqlite3_system_errno(target.getHandle()), copy));
    }
    return {};
}

} // namespace

Status Store::copyTo(const std::filesystem::path& target) const
{
    std::error_code error;
    const bool isMoved = this->isMoved();
    if (!isMoved && std::filesystem::equivalent(m_impl->path, target, error))
        return {};
    const auto folder = target.parent_path();
    if (!folder.empty() && !std::filesystem::is_directory(folder, error))
        return fail(ErrorCode::NotFound, target.string(), "the folder does not exist");
    // Back to the name it had: the log that is there is this one's own, and is in the copy.
    const bool returns = isMoved && std::filesystem::absolute(m_impl->path, error) == std::filesystem::absolute(target);
    if (!returns)
        HEADROOM_TRY(freeTarget(target));
    const auto scratch = Scratch::folder(folder.empty() ? std::filesystem::path(".") : folder);
    if (!scratch)
        return fail(scratch.error().code, target.string(), scratch.error().detail);
    const std::filesystem::path copy = scratch->path() / "copy";
    Status status = m_impl->guarded([&] { return copyPages(m_impl->database, copy); });
    if (status)
        status = flush(copy);
    if (status && returns)
        removeLog(target);
    return status ? moveTo(copy, target) : status;
}

} // namespace headroom::store
