// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Opening a project file. Nothing is written to a file before it is known to be ours.
#include "core/store/store.h"

#include "core/base/file.h"
#include "core/base/lookslike.h"
#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/place.h"
#include "core/store/schema.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace headroom::store {

namespace {

int pragma(SQLite::Database& database, const char* name)
{
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// SQLite says no more than that it is no database. Only to be asked after it did: whoever closes a file lets go of all
/// locks that his process has on it, those of another Store too.
Status checkBeginning(const std::filesystem::path& path)
{
    const auto file = MappedFile::open(path);
    const auto bytes = file ? (*file)->bytes() : std::span<const std::byte>();
    constexpr std::string_view kHeader("SQLite format 3", 16);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text.empty() || text.starts_with(kHeader))
        return {};
    return fail(ErrorCode::Corrupt, path.string(), insteadOf("a project file", bytes));
}

Status checkPath(const std::filesystem::path& path, bool create)
{
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_directory(status))
        return fail(ErrorCode::InvalidArgument, path.string(), "is a directory, not a project file");
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return fail(ErrorCode::InvalidArgument, path.string(), "is not a regular file");
    if (!std::filesystem::exists(status) && !create)
        return fail(ErrorCode::NotFound, path.string(), "no such project file");
    const auto parent = path.parent_path();
    if (!std::filesystem::exists(status) && !parent.empty() && !std::filesystem::is_directory(parent, ignored))
        return fail(ErrorCode::NotFound, path.string(), "the folder does not exist");
    return {};
}

/// SQLite only says "unable to open"; the reason is asked of the operating system.
int whyNotOpened(const std::filesystem::path& path)
{
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const bool exists = ::faccessat(AT_FDCWD, path.c_str(), F_OK, AT_EACCESS) == 0;
    const auto& asked = exists ? path : folder;
    return ::faccessat(AT_FDCWD, asked.c_str(), R_OK | W_OK, AT_EACCESS) == 0 ? EIO : errno;
}

/// There, and it or its folder cannot be written.
bool isProtected(const std::filesystem::path& path)
{
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const auto may = [](const std::filesystem::path& name, int what) {
        return ::faccessat(AT_FDCWD, name.c_str(), what, AT_EACCESS) == 0;
    };
    return may(path, F_OK) && (!may(path, W_OK) || !may(folder, W_OK));
}

/// Ours, or empty and, where one may be created, about to become ours; anything else is left alone. To be asked within
/// one transaction: another process may be creating the project between two questions.
Status checkIdentity(SQLite::Database& database, const std::filesystem::path& path, bool create)
{
    const int application = pragma(database, "application_id");
    const int version = pragma(database, "user_version");
    if (application == kApplicationId && version > newestVersion())
        return fail(ErrorCode::Unsupported, path.string(),
                    fmt::format("project version {} is newer than this build's {}", version, newestVersion()));
    if (application == kApplicationId)
        return checkSchema(database, version, path);
    const bool empty = version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
    if (application != 0 || !empty)
        return fail(ErrorCode::Unsupported, path.string(),
                    fmt::format("a database of another application (application_id 0x{:08X})",
                                static_cast<unsigned>(application)));
    if (!create)
        return fail(ErrorCode::Corrupt, path.string(), "is empty: no project was ever written to it");
    return {};
}

/// SQLite does not wait for locks when it changes the journal mode, so this does.
void enterWal(SQLite::Database& database)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyMilliseconds);
    for (;;) {
        try {
            if (database.execAndGet("PRAGMA journal_mode").getString() != "wal")
                database.execAndGet("PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& exception) {
            if (exception.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() > deadline)
                throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
}

bool isReadOnlyNow(SQLite::Database& database)
{
    return sqlite3_db_readonly(database.getHandle(), "main") == 1;
}

/// What is only read cannot be brought up to date.
Status checkCurrent(SQLite::Database& database, const std::filesystem::path& path)
{
    if (pragma(database, "user_version") == newestVersion())
        return {};
    return fail(ErrorCode::PermissionDenied, path.string(),
                "is of an earlier version, and read-only: a copy that can be written is brought up to date");
}

/// FULL costs one flush per commit, a few per job, and a finished run is then on disk when power fails.
Status prepare(SQLite::Database& database, const std::filesystem::path& path, bool create)
{
    {
        const SQLite::Transaction reading(database);
        HEADROOM_TRY(checkIdentity(database, path, create));
    }
    if (isReadOnlyNow(database))
        return checkCurrent(database, path);
    enterWal(database);
    sqlite3_wal_hook(database.getHandle(), &takeLogIn, nullptr);
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA foreign_keys = ON");
    if (pragma(database, "user_version") < newestVersion()) {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        HEADROOM_TRY(checkIdentity(database, path, create)); // another process may have been here meanwhile
        migrate(database, pragma(database, "user_version"));
        transaction.commit();
    }
    return {};
}

} // namespace

void harden(SQLite::Database& database, const std::chrono::steady_clock::time_point& deadline)
{
    constexpr int kInstructionsBetweenLooks = 1'000'000;
    sqlite3* const handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    const auto late = [](void* end) -> int {
        return std::chrono::steady_clock::now() > *static_cast<const std::chrono::steady_clock::time_point*>(end);
    };
    sqlite3_progress_handler(handle, kInstructionsBetweenLooks, late,
                             const_cast<void*>(static_cast<const void*>(&deadline)));
}

std::string_view runStateName(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return "queued";
    case RunState::Running:
        return "running";
    case RunState::Paused:
        return "paused";
    case RunState::Done:
        return "done";
    case RunState::Failed:
        return "failed";
    case RunState::Cancelled:
        return "cancelled";
    }
    return "failed";
}

Store::Store() = default;

const std::filesystem::path& Store::path() const
{
    return m_impl->path;
}

bool Store::isReadOnly() const
{
    return m_impl->readOnly;
}

std::vector<Error> Store::takeDamage()
{
    return std::exchange(m_impl->damage, {});
}

Result<std::unique_ptr<Store>> Store::openAs(const std::filesystem::path& path, const std::string& name, int flags)
{
    std::unique_ptr<Store> store(new Store);
    try {
        store->m_impl.reset(new Impl{path, SQLite::Database(name, flags, kBusyMilliseconds), {}, {}, {}, {}, {}, {}});
        harden(store->m_impl->database, store->m_impl->deadline);
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(databaseError(exception, whyNotOpened(path), path));
    }
    Impl& impl = *store->m_impl;
    const bool create = (flags & SQLite::OPEN_CREATE) != 0;
    HEADROOM_TRY(impl.guarded([&]() -> Status { return prepare(impl.database, path, create); }));
    impl.readOnly = isReadOnlyNow(impl.database);
    return store;
}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& path, bool create)
{
    HEADROOM_TRY(checkPath(path, create));
    if (!isProtected(path))
        HEADROOM_TRY(checkOneName(path));
    auto store = openAs(path, path.string(), SQLite::OPEN_READWRITE | (create ? SQLite::OPEN_CREATE : 0));
    if (!store && store.error().code == ErrorCode::Corrupt)
        HEADROOM_TRY(checkBeginning(path));
    std::error_code ignored;
    const bool denied
        = !store && (store.error().code == ErrorCode::PermissionDenied || store.error().code == ErrorCode::Io);
    if (!denied || !isProtected(path) || std::filesystem::file_size(path, ignored) == 0)
        return store;
    const std::filesystem::path log = path.string() + "-wal";
    if (std::filesystem::exists(log, ignored) && std::filesystem::file_size(log, ignored) > 0)
        return fail(ErrorCode::PermissionDenied, path.string(),
                    fmt::format("its newest changes stand in {}, and its folder is read-only: copy both to another one",
                                log.filename().string()));
    auto toRead = openAs(path, unchangingUri(path), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    return toRead || toRead.error().code != ErrorCode::PermissionDenied ? std::move(toRead) : std::move(store);
}

} // namespace headroom::store
