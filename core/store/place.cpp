// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/place.h"

#include "core/store/database.h"

#include <fmt/format.h>

#include <random>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace headroom::store {

namespace {

constexpr int kPagesBetweenCheckpoints = 1000; ///< as SQLite has it
constexpr int kCheckpointMilliseconds = 2000; ///< others who read or write at that moment are waited for
constexpr int kLooks = 20;
constexpr auto kLongestOpen = std::chrono::hours(24 * 365);
constexpr auto kBetweenLooks = std::chrono::milliseconds(50);

bool moved(sqlite3* handle)
{
    int answer = 0;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &answer);
    return answer != 0;
}

/// Locks out whoever has the file open elsewhere, under whatever name: locks are the file's, logs the name's.
class Alone {
public:
    explicit Alone(sqlite3* handle)
    {
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &m_file);
        m_holds = m_file && m_file->pMethods && m_file->pMethods->xLock(m_file, SQLITE_LOCK_EXCLUSIVE) == SQLITE_OK;
    }
    ~Alone()
    {
        if (m_file && m_file->pMethods)
            m_file->pMethods->xUnlock(m_file, SQLITE_LOCK_SHARED);
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;
    explicit operator bool() const { return m_holds; }

private:
    sqlite3_file* m_file = nullptr;
    bool m_holds = false;
};

/// SQLite leaves the log of a moved file alone, under the old name, where nothing would find it. This takes it into the
/// file, wherever that is, if nobody has opened it there. Ending the log removes it by its name, which may be another
/// file's log by now; it is emptied then.
void endLog(sqlite3* handle, const std::filesystem::path& path)
{
    std::error_code ignored;
    sqlite3_busy_timeout(handle, 0); // whoever has the file open elsewhere is not waited for
    if (!std::filesystem::exists(path, ignored))
        sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    else if (const Alone alone(handle); alone)
        sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

/// The log belongs to what the file held before; whoever opens it next would lay it over what is there now.
void dropLog(sqlite3* handle)
{
    const std::string log = std::string(sqlite3_db_filename(handle, "main")) + "-wal";
    std::error_code ignored;
    if (const Alone alone(handle); alone)
        std::filesystem::resize_file(log, 0, ignored);
}

/// What a query finds in the file itself, whatever this connection remembers of it or has in its log.
template <class Bind>
std::optional<std::int64_t> standing(const std::filesystem::path& path, const char* sql, Bind&& bind)
{
    try {
        SQLite::Database file(unchangingUri(path), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
        const auto deadline = std::chrono::steady_clock::now() + kPatience;
        harden(file, deadline);
        SQLite::Statement query(file, sql);
        bind(query);
        return query.executeStep() ? std::optional(query.getColumn(0).getInt64()) : std::nullopt;
    } catch (const SQLite::Exception&) {
        return std::nullopt;
    }
}

bool stands(const std::filesystem::path& path, const Begun& begun)
{
    return standing(path, "SELECT 1 FROM runs WHERE id = ? AND created_at = ?",
                    [&](SQLite::Statement& query) { SQLite::bind(query, begun.run, begun.createdAt); })
        .has_value();
}

/// How often the mark was left; 0 where it is not there.
std::int64_t timesLeft(const std::filesystem::path& path, const Mark& mark)
{
    return standing(path, "SELECT value FROM settings WHERE key = ?",
                    [&](SQLite::Statement& query) { query.bind(1, mark.key); })
        .value_or(0);
}

constexpr std::string_view kMarks = "opened/";

/// Sorts by time.
std::string newMarkKey()
{
    std::random_device random;
    return fmt::format("{}{}/{:08x}{:08x}", kMarks, timestamp(), random(), random());
}

/// Whoever closes the project takes his mark with him: what is old was left by those who were killed.
void writeMark(SQLite::Database& database, const Mark& mark)
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement write(database,
                            "INSERT INTO settings (key, value) VALUES (?, ?) "
                            "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    SQLite::bind(write, mark.key, std::to_string(mark.count));
    write.exec();
    if (mark.count == 1) {
        const auto longAgo = std::chrono::system_clock::now() - kLongestOpen;
        SQLite::Statement drop(database, "DELETE FROM settings WHERE key >= ? AND key < ?");
        SQLite::bind(drop, std::string(kMarks), fmt::format("{}{}", kMarks, timestamp(longAgo)));
        drop.exec();
    }
    transaction.commit();
}

void removeMark(SQLite::Database& database, const Mark& mark)
{
    try {
        sqlite3_busy_timeout(database.getHandle(), 0);
        SQLite::Statement drop(database, "DELETE FROM settings WHERE key = ?");
        drop.bind(1, mark.key);
        drop.exec();
    } catch (const SQLite::Exception&) { // stays, as of one that was killed
    }
}

} // namespace

Status checkOneName(const std::filesystem::path& path)
{
    struct stat info { };
    if (::stat(path.c_str(), &info) != 0 || info.st_nlink <= 1)
        return {};
    return fail(ErrorCode::InvalidArgument, path.string(),
                fmt::format("this project file has {} names (hard links), and what is written under one would be lost "
                            "under another: keep one of them, or copy the file (cp --reflink=auto) and use the copy",
                            info.st_nlink));
}

int takeLogIn(void*, sqlite3* handle, const char* database, int pages)
{
    if (pages >= kPagesBetweenCheckpoints && !moved(handle))
        sqlite3_wal_checkpoint_v2(handle, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    return SQLITE_OK;
}

std::string unchangingUri(const std::filesystem::path& path)
{
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string())
        uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                                : std::string(1, c);
    return uri + "?immutable=1";
}

Store::~Store()
{
    if (!m_impl || isReadOnly())
        return;
    sqlite3* const handle = m_impl->database.getHandle();
    if (m_impl->mark && checkPlace()) // asked in any case, because closing takes the log in
        removeMark(m_impl->database, *m_impl->mark);
    if (m_impl->overwritten)
        dropLog(handle);
    else if (isMoved())
        endLog(handle, m_impl->path);
}

bool Store::isMoved() const
{
    return moved(m_impl->database.getHandle());
}

Status Store::checkPlace() const
{
    if (isMoved())
        return fail(ErrorCode::Conflict, fmt::format("{}, name", m_impl->path.string()),
                    "the project was renamed, replaced or deleted meanwhile: what was to be kept went with that file, "
                    "and is not in what has this name now; files written beside it are whole; look for it in the "
                    "renamed file, or name the project that shall have it");
    return m_impl->guarded([&] { return m_impl->checkContent(); });
}

void Store::Impl::setBegun(Id run) const
{
    sqlite3* const handle = database.getHandle();
    begun.reset();
    if (moved(handle))
        return;
    sqlite3_busy_timeout(handle, kCheckpointMilliseconds);
    sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle, kBusyMilliseconds);
    SQLite::Statement query(database, "SELECT created_at FROM runs WHERE id = ?");
    query.bind(1, run);
    if (!query.executeStep())
        return;
    const Begun candidate{run, textColumn(query, 0)};
    if (stands(path, candidate))
        begun = candidate;
}

Status Store::leaveMark()
{
    return m_impl->guarded([&]() -> Status {
        HEADROOM_TRY(m_impl->checkContent());
        auto& mark = m_impl->mark;
        if (!mark)
            mark = Mark{newMarkKey()};
        ++mark->count;
        writeMark(m_impl->database, *mark);
        sqlite3* const handle = m_impl->database.getHandle();
        if (!moved(handle)) // others who read at this moment are not waited for: it is seen there another time
            sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        return m_impl->checkContent();
    });
}

bool Store::Impl::standsAll() const
{
    if (begun && !stands(path, *begun))
        return false;
    const std::int64_t times = mark ? timesLeft(path, *mark) : 0;
    if (mark && times < mark->seen)
        return false;
    if (mark)
        mark->seen = times;
    return true;
}

Status Store::Impl::checkContent() const
{
    sqlite3* const handle = database.getHandle();
    if ((!begun && !mark) || moved(handle))
        return {};
    const auto now = FileState::of(path);
    if (!begun && !overwritten && now && looked && difference(*looked, *now).empty())
        return {};
    for (int look = 0; look < kLooks && !overwritten; ++look) { // others may be taking their log in at this moment
        if (standsAll()) {
            looked = now ? std::optional(*now) : std::nullopt;
            return {};
        }
        std::this_thread::sleep_for(kBetweenLooks);
    }
    overwritten = true;
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const std::string since = begun ? fmt::format("since run {} began, and what it put there is left as it is: the "
                                                  "result of the run is not kept in it; files that it wrote are whole",
                                                  begun->run)
                                    : "while it was open here, and what it put there is left as it is";
    return fail(ErrorCode::Conflict, fmt::format("{}, content", path.string()),
                "another program has overwritten the project " + since);
}

} // namespace headroom::store
