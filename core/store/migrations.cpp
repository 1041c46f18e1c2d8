// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <string>

namespace headroom::store {

namespace {

// Metric values may be NULL: SQLite keeps no NaN.
constexpr const char* kBase = R"sql(
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    architecture TEXT NOT NULL,
    file_bytes INTEGER NOT NULL,
    details TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;
CREATE TABLE rigs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    rig TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    request TEXT NOT NULL,
    result TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
    spec TEXT NOT NULL,
    result TEXT,
    error TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    tool_version TEXT NOT NULL
) STRICT;
CREATE TABLE artifacts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    source_model_id INTEGER REFERENCES models (id) ON DELETE SET NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    preset TEXT NOT NULL,
    file_bytes INTEGER NOT NULL,
    manifest TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE metrics (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    unit TEXT NOT NULL,
    n INTEGER NOT NULL
) STRICT;
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Which process works on a run, so that only runs of dead processes are ever declared failed.
constexpr const char* kOwners = R"sql(
ALTER TABLE runs ADD COLUMN owner TEXT;
CREATE INDEX metrics_by_run ON metrics (run_id);
CREATE INDEX artifacts_by_run ON artifacts (run_id);
)sql";

// How measurements stood against an error budget. Rows are only ever added: another budget, or the same one later,
// makes new ones. Value and ends are those of the run's result; NULL where there are none.
constexpr const char* kVerdicts = R"sql(
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    judged_at TEXT NOT NULL,
    budget_sha256 TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_sha256 TEXT NOT NULL,
    metric TEXT NOT NULL,
    slice TEXT NOT NULL,
    limit_value REAL NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    n INTEGER NOT NULL,
    clusters INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'inconclusive', 'invalid')),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX verdicts_by_run ON verdicts (run_id);
)sql";

// What lists say of a result without reading it: results are long, there are many, and columns behind one are reached
// only through all of its pages. So lists are read from an index that has everything they show.
constexpr const char* kSummaries = R"sql(
ALTER TABLE runs ADD COLUMN summary TEXT;
UPDATE runs SET summary = json_object('candidates', json_array_length(result, '$.candidates'),
                                      'windows', json_extract(result, '$.windows'),
                                      'context', json_extract(result, '$.context'))
WHERE kind = 'compare' AND state = 'done' AND json_valid(result);
CREATE INDEX runs_listed ON runs (kind, state, id, spec, error, summary, created_at, started_at, finished_at,
                                  tool_version);
)sql";

constexpr std::array kMigrations{
    Migration{1, kBase},
    Migration{2, kOwners},
    Migration{3, kVerdicts},
    Migration{4, kSummaries},
};

} // namespace

std::span<const Migration> migrations()
{
    return kMigrations;
}

int newestVersion()
{
    return kMigrations.back().version;
}

void migrate(SQLite::Database& database, int version, int target)
{
    for (const auto& step : kMigrations)
        if (step.version > version && step.version <= target)
            database.exec(step.sql);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(target));
}

} // namespace headroom::store
