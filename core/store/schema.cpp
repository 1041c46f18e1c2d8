// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a project of a version defines is found by creating an empty one in memory.
#include "core/store/schema.h"

#include "core/store/migrations.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <map>

namespace headroom::store {

namespace {

/// From "table \"runs\"" to its definition, as one line.
using Schema = std::map<std::string, std::string>;

/// White space counts as one blank between words and as nothing elsewhere, whichever version of SQLite wrote it down.
std::string oneLine(std::string_view sql)
{
    const auto isMark = [](char c) { return c == '(' || c == ')' || c == ','; };
    std::string line;
    bool apart = false;
    for (const char c : sql) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            apart = true;
            continue;
        }
        if (apart && !line.empty() && !isMark(c) && !isMark(line.back()))
            line += ' ';
        apart = false;
        line += c;
    }
    return line;
}

/// SQLite's own statistics, which anyone may let it gather.
bool isStatistics(const std::string& name, const std::string& sql)
{
    return name.starts_with("sqlite_stat") && sql.starts_with("CREATE TABLE sqlite_stat");
}

Schema schemaOf(SQLite::Database& database)
{
    Schema schema;
    SQLite::Statement query(database,
                            "SELECT coalesce(type, ''), coalesce(name, ''), coalesce(sql, '') FROM sqlite_master");
    while (query.executeStep()) {
        const std::string name = query.getColumn(1).getString(), sql = oneLine(query.getColumn(2).getString());
        if (!isStatistics(name, sql))
            schema[fmt::format("{} \"{}\"", query.getColumn(0).getString(), name)] = sql;
    }
    return schema;
}

Schema expected(int version)
{
    SQLite::Database empty(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    migrate(empty, 0, version);
    return schemaOf(empty);
}

} // namespace

Status checkSchema(SQLite::Database& database, int version, const std::filesystem::path& path)
{
    const Schema found = schemaOf(database), ours = expected(version);
    const auto refuse = [&](const std::string& what, const char* how) {
        return fail(ErrorCode::Unsupported, path.string(),
                    fmt::format("no project of Headroom's: its {} {}", what, how));
    };
    for (const auto& [what, sql] : found) {
        const auto known = ours.find(what);
        if (known == ours.end())
            return refuse(what, "is not one of a project's");
        if (known->second != sql)
            return refuse(what, "is defined otherwise");
    }
    for (const auto& [what, sql] : ours)
        if (!found.contains(what))
            return refuse(what, "is missing");
    return {};
}

} // namespace headroom::store
