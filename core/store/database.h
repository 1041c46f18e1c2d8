// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the parts of the store share and nobody else sees: the open database, the one place where SQLite's
// exceptions become errors, and the column conversions (JSON as text, 0 and "" as NULL, times in UTC).
#pragma once

#include "core/store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <chrono>
#include <concepts>
#include <set>
#include <type_traits>

namespace headroom::store {

constexpr int kBusyMilliseconds = 15000; ///< writes are short, but others may stand in line on a slow disk
constexpr auto kPatience = std::chrono::seconds(60); ///< with one call; no project of ours needs a second

/// A run as no other file has it.
struct Begun {
    Id run = 0;
    std::string createdAt;
};

/// What whoever has a project open for long leaves in it, in the settings: a name that no other opening has, and how
/// often it was left. Only the file's own history holds as many of it as were seen there.
struct Mark {
    std::string key;
    std::int64_t count = 0;
    std::int64_t seen = 0; ///< in the file itself; 0: not there yet
};

struct Store::Impl {
    std::filesystem::path path;
    mutable SQLite::Database database;
    mutable std::vector<Error> damage; ///< rows left out, not told yet
    mutable std::set<std::string> damaged; ///< their names
    mutable std::chrono::steady_clock::time_point deadline; ///< of what runs now
    mutable std::optional<Begun> begun; ///< here, and in the file itself
    mutable std::optional<Mark> mark; ///< here; in the file itself as often as it was seen
    mutable std::optional<FileState> looked; ///< the file when its content was last found to be right
    bool readOnly = false;
    mutable bool overwritten = false;

    /// Runs `work` and turns what SQLite throws into an Error.
    template <class Work> std::invoke_result_t<Work> guarded(Work&& work) const
    {
        deadline = std::chrono::steady_clock::now() + kPatience;
        try {
            return work();
        } catch (const SQLite::Exception& exception) {
            return tl::unexpected(error(exception));
        }
    }
    Error error(const SQLite::Exception& exception) const;
    /// Takes the log into the file, where others let it, so that the run is found there as long as the file is this
    /// one.
    void setBegun(Id run) const;
    /// The file still holds what was written to it when the run began, and the mark. Errors: Conflict; the log is of no
    /// use then.
    Status checkContent() const;
    bool standsAll() const;
    void setDown(SQLite::Statement& query, const Error& error) const;
    /// All rows of a query, each read by `read`; the first column is the id. One that cannot be read is set down as
    /// damage and does not hide the others.
    template <class Row, class Read> Result<std::vector<Row>> rows(const char* sql, Id parameter, Read&& read) const
    {
        const auto bind = [&](SQLite::Statement& query) {
            if (query.getBindParameterCount() > 0)
                query.bind(1, parameter);
        };
        return rows<Row>(std::string(sql), bind, read);
    }
    template <class Row, std::invocable<SQLite::Statement&> Bind, class Read>
    Result<std::vector<Row>> rows(const std::string& sql, Bind&& bind, Read&& read) const
    {
        return guarded([&]() -> Result<std::vector<Row>> {
            std::vector<Row> all;
            SQLite::Statement query(database, sql);
            bind(query);
            while (query.executeStep()) {
                Result<Row> row = read(query);
                if (row)
                    all.push_back(std::move(*row));
                else
                    setDown(query, row.error());
            }
            return all;
        });
    }
};

/// A file may come from anyone: nothing that it defines is run, and no statement without end.
void harden(SQLite::Database& database, const std::chrono::steady_clock::time_point& deadline);

/// SQLite's code, and the operating system's where the failure was in a file.
Error databaseError(const SQLite::Exception& exception, int systemError, const std::filesystem::path& path);

/// "2026-11-20T22:42:35.123Z"
std::string timestamp(std::chrono::system_clock::time_point time = std::chrono::system_clock::now());

/// Never throws: invalid UTF-8 (file names) is replaced, not-a-number becomes null.
std::string jsonText(const Json& json);
/// NULL reads as null; text that is no JSON is Corrupt and names the column.
Result<Json> jsonColumn(SQLite::Statement& query, int column, const std::filesystem::path& path);
void insertMetrics(SQLite::Database& database, Id run, const std::vector<MetricRow>& rows);
void insertVerdicts(SQLite::Database& database, Id run, const std::vector<VerdictRow>& rows);
void bindId(SQLite::Statement& statement, int index, Id id); ///< 0 is NULL
void bindNumber(SQLite::Statement& statement, int index, std::optional<double> number);
std::string textColumn(SQLite::Statement& query, int column); ///< NULL reads as ""
std::optional<double> numberColumn(SQLite::Statement& query, int column);

} // namespace headroom::store
