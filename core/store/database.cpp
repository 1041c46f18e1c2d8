// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <ctime>
#include <sqlite3.h>

namespace headroom::store {

namespace {

bool meansNoSpace(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

ErrorCode codeOf(int sqliteCode, int systemError)
{
    switch (sqliteCode) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
        return ErrorCode::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: // a race for the locks that went on for too long
        return ErrorCode::Busy;
    case SQLITE_FULL:
        return ErrorCode::NoSpace;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorCode::PermissionDenied;
    case SQLITE_NOMEM:
        return ErrorCode::OutOfMemory;
    case SQLITE_CONSTRAINT:
        return ErrorCode::Conflict;
    case SQLITE_TOOBIG:
        return ErrorCode::InvalidArgument;
    case SQLITE_INTERRUPT: // by the limit on time
        return ErrorCode::Unsupported;
    case SQLITE_IOERR:
        return meansNoSpace(systemError) ? ErrorCode::NoSpace : ErrorCode::Io;
    case SQLITE_CANTOPEN:
        return systemError == EACCES || systemError == EROFS || systemError == EPERM ? ErrorCode::PermissionDenied
                                                                                     : ErrorCode::Io;
    default:
        return ErrorCode::Internal;
    }
}

} // namespace

Error databaseError(const SQLite::Exception& exception, int systemError, const std::filesystem::path& path)
{
    return Error{codeOf(exception.getErrorCode() & 0xFF, systemError), path.string(), exception.what()};
}

Error Store::Impl::error(const SQLite::Exception& exception) const
{
    Error error = databaseError(exception, sqlite3_system_errno(database.getHandle()), path);
    if (readOnly && error.code == ErrorCode::PermissionDenied)
        error.detail = "the project is read-only";
    return error;
}

void Store::Impl::setDown(SQLite::Statement& query, const Error& error) const
{
    const std::string row = fmt::format("{} (row {})", error.where, query.getColumn(0).getInt64());
    if (damaged.insert(row).second)
        damage.push_back({error.code, row, error.detail});
}

std::string timestamp(std::chrono::system_clock::time_point time)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(time); // downwards also before 1970
    const std::time_t seconds = std::chrono::system_clock::to_time_t(whole);
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time - whole).count();
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                       utc.tm_hour, utc.tm_min, utc.tm_sec, milliseconds);
}

std::string jsonText(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Json> jsonColumn(SQLite::Statement& query, int column, const std::filesystem::path& path)
{
    if (query.getColumn(column).isNull())
        return Json();
    return parseJson(query.getColumn(column).getString(),
                     fmt::format("{}, column {}", path.string(), query.getColumnName(column)));
}

void bindId(SQLite::Statement& statement, int index, Id id)
{
    if (id == 0)
        statement.bind(index);
    else
        statement.bind(index, id);
}

void bindNumber(SQLite::Statement& statement, int index, std::optional<double> number)
{
    if (number)
        statement.bind(index, *number);
    else
        statement.bind(index);
}

std::string textColumn(SQLite::Statement& query, int column)
{
    return query.getColumn(column).isNull() ? std::string() : query.getColumn(column).getString();
}

std::optional<double> numberColumn(SQLite::Statement& query, int column)
{
    if (query.getColumn(column).isNull())
        return std::nullopt;
    return query.getColumn(column).getDouble();
}

} // namespace headroom::store
