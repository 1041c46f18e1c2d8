// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "projectcheck.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fmt/format.h>

namespace headroom::stress {

namespace {

struct Rule {
    const char* query; ///< gives a number
    const char* complaint; ///< what it means when that is not zero
    bool settledOnly;
};

constexpr Rule kRules[]{
    {"SELECT count(*) FROM runs WHERE state IN ('queued', 'running', 'paused')", "has {} runs that nobody works on",
     true},
    {"SELECT count(*) FROM runs WHERE state = 'done' AND (result IS NULL OR finished_at IS NULL)",
     "has {} runs that are done without a result", false},
    {"SELECT count(*) FROM runs WHERE state = 'done' AND kind = 'quantize' "
     "AND (SELECT count(*) FROM artifacts WHERE run_id = runs.id) <> 1",
     "has {} finished quantizations without their artifact", false},
    // What a run promises before its file takes the name stands beside the promise, in runs.result, until it is kept.
    {"SELECT count(*) FROM artifacts JOIN runs ON runs.id = artifacts.run_id WHERE runs.state <> 'done' "
     "AND NOT (runs.state IN ('running', 'paused') AND runs.result IS NOT NULL)",
     "has {} artifacts of runs that are not done", false},
    {"SELECT count(*) FROM artifacts JOIN runs ON runs.id = artifacts.run_id WHERE runs.state <> 'done'",
     "has {} artifacts of runs that are over and not done", true},
    {"SELECT count(*) FROM runs WHERE state = 'done' AND kind IN ('perplexity', 'compare') "
     "AND NOT EXISTS (SELECT 1 FROM metrics WHERE run_id = runs.id)",
     "has {} finished measurements without their numbers", false},
    {"SELECT count(*) FROM metrics JOIN runs ON runs.id = metrics.run_id WHERE runs.state <> 'done' "
     "AND NOT (runs.state IN ('running', 'paused') AND runs.result IS NOT NULL)",
     "has {} numbers of runs that are not done", false},
    {"SELECT count(*) FROM metrics JOIN runs ON runs.id = metrics.run_id WHERE runs.state <> 'done'",
     "has {} numbers of runs that are over and not done", true},
};

constexpr Plant kPlants[]{
    {"a trigger that empties the runs",
     "CREATE TRIGGER planted AFTER INSERT ON runs BEGIN DELETE FROM runs WHERE id < new.id; END"},
    {"a trigger that rewrites results",
     "CREATE TRIGGER planted AFTER UPDATE ON runs BEGIN DELETE FROM metrics; DELETE FROM runs; END"},
    {"a view without end in a table's place",
     "ALTER TABLE artifacts RENAME TO hidden; CREATE VIEW artifacts AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL "
     "SELECT id + 1 FROM n) SELECT id, id AS run_id, id AS source_model_id, '' AS path, '' AS sha256, '' AS preset, 0 "
     "AS "
     "file_bytes, '{}' AS manifest, '' AS created_at FROM n"},
    {"a table without its columns", "DROP TABLE artifacts; CREATE TABLE artifacts (id INTEGER PRIMARY KEY)"},
    {"a table that is missing", "DROP TABLE artifacts"},
    {"a row that is no JSON", "UPDATE runs SET result = '{', spec = '{\"a\":'"},
    {"a row of text without end", "UPDATE runs SET spec = printf('%.*c', 50000000, 'x')"},
    {"an index on an expression", "CREATE INDEX planted ON runs (json_extract(spec, '$.a'))"},
};

} // namespace

std::string checkProjectFile(const std::filesystem::path& path, bool settled)
{
    try {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE, 5000);
        if (database.execAndGet("PRAGMA user_version").getInt() == 0)
            return database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0 ? "" : "is half made";
        const std::string integrity = database.execAndGet("PRAGMA integrity_check").getString();
        if (integrity != "ok")
            return "is damaged: " + integrity;
        for (const Rule& rule : kRules)
            if (const int found = database.execAndGet(rule.query).getInt(); found > 0 && (settled || !rule.settledOnly))
                return fmt::format(fmt::runtime(rule.complaint), found);
        return "";
    } catch (const SQLite::Exception& exception) {
        return std::string("cannot be read: ") + exception.what();
    }
}

std::int64_t finishedRuns(const std::filesystem::path& path)
{
    try {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY, 5000);
        return database.execAndGet("SELECT count(*) FROM runs WHERE state = 'done'").getInt64();
    } catch (const SQLite::Exception&) {
        return -1;
    }
}

std::string measurements(const std::filesystem::path& path)
{
    if (!std::filesystem::exists(path))
        return {};
    std::string all;
    try {
        SQLite::Database database(path.string(), SQLite::OPEN_READONLY, 5000);
        SQLite::Statement models(database, "SELECT name, sha256 FROM models ORDER BY name");
        while (models.executeStep())
            all += fmt::format("{} {}\n", models.getColumn(0).getString(), models.getColumn(1).getString());
        SQLite::Statement metrics(database, "SELECT name, printf('%.9g', value) FROM metrics ORDER BY name, value");
        while (metrics.executeStep())
            all += fmt::format("{} {}\n", metrics.getColumn(0).getString(), metrics.getColumn(1).getString());
    } catch (const SQLite::Exception& exception) {
        all += exception.what();
    }
    return all;
}

std::span<const Plant> plants()
{
    return kPlants;
}

void plant(const std::filesystem::path& path, const char* sql)
{
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
}

} // namespace headroom::stress
