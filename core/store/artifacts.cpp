// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What came of the runs: artifacts with their manifests, and measured numbers.
#include "core/store/database.h"

#include <fmt/format.h>

#include <limits>

namespace headroom::store {

namespace {

MetricRow readMetric(SQLite::Statement& query)
{
    return MetricRow{query.getColumn(0).getInt64(),
                     query.getColumn(1).getInt64(),
                     textColumn(query, 2),
                     textColumn(query, 3),
                     numberColumn(query, 4).value_or(std::numeric_limits<double>::quiet_NaN()),
                     numberColumn(query, 5),
                     numberColumn(query, 6),
                     textColumn(query, 7),
                     static_cast<std::uint64_t>(query.getColumn(8).getInt64())};
}

Result<ArtifactRow> readArtifact(SQLite::Statement& query, const std::filesystem::path& path)
{
    auto manifest = jsonColumn(query, 7, path);
    if (!manifest)
        return tl::unexpected(manifest.error());
    return ArtifactRow{query.getColumn(0).getInt64(),
                       query.getColumn(1).getInt64(),
                       query.getColumn(2).getInt64(),
                       textColumn(query, 3),
                       textColumn(query, 4),
                       textColumn(query, 5),
                       static_cast<std::uint64_t>(query.getColumn(6).getInt64()),
                       std::move(*manifest),
                       textColumn(query, 8)};
}

/// Not what is only promised.
std::string selectArtifacts(const char* manifest)
{
    return fmt::format("SELECT id, run_id, source_model_id, path, sha256, preset, file_bytes, {}, created_at FROM "
                       "artifacts WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = artifacts.run_id AND runs.state "
                       "<> 'done') ORDER BY id",
                       manifest);
}

} // namespace

void insertMetrics(SQLite::Database& database, Id run, const std::vector<MetricRow>& rows)
{
    SQLite::Statement statement(database,
                                "INSERT INTO metrics (run_id, subject, name, value, low, high, unit, n) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& row : rows) {
        statement.bind(1, run);
        statement.bind(2, row.subject);
        statement.bind(3, row.name);
        statement.bind(4, row.value);
        bindNumber(statement, 5, row.low);
        bindNumber(statement, 6, row.high);
        statement.bind(7, row.unit);
        statement.bind(8, static_cast<std::int64_t>(row.n));
        statement.exec();
        statement.reset();
    }
}

Result<Id> Store::addArtifact(const ArtifactRow& row)
{
    return m_impl->guarded([&]() -> Result<Id> {
        SQLite::Statement statement(m_impl->database,
                                    "INSERT INTO artifacts (run_id, source_model_id, path, sha256, preset, file_bytes, "
                                    "manifest, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        bindId(statement, 1, row.runId);
        bindId(statement, 2, row.sourceModelId);
        statement.bind(3, row.path);
        statement.bind(4, row.sha256);
        statement.bind(5, row.preset);
        statement.bind(6, static_cast<std::int64_t>(row.fileBytes));
        statement.bind(7, jsonText(row.manifest));
        statement.bind(8, row.createdAt.empty() ? timestamp() : row.createdAt);
        statement.exec();
        return m_impl->database.getLastInsertRowid();
    });
}

Result<std::vector<ArtifactRow>> Store::artifacts() const
{
    return m_impl->rows<ArtifactRow>(
        selectArtifacts("manifest"), [](SQLite::Statement&) {},
        [this](SQLite::Statement& query) { return readArtifact(query, m_impl->path); });
}

Result<std::vector<ArtifactRow>> Store::listArtifacts() const
{
    return m_impl->rows<ArtifactRow>(
        selectArtifacts("NULL"), [](SQLite::Statement&) {},
        [this](SQLite::Statement& query) { return readArtifact(query, m_impl->path); });
}

Status Store::addMetrics(Id run, const std::vector<MetricRow>& rows)
{
    return m_impl->guarded([&]() -> Status {
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        insertMetrics(m_impl->database, run, rows);
        transaction.commit();
        return {};
    });
}

Result<std::vector<MetricRow>> Store::metrics(Id run) const
{
    const auto read = [](SQLite::Statement& query) -> Result<MetricRow> { return readMetric(query); };
    return m_impl->rows<MetricRow>("SELECT id, run_id, subject, name, value, low, high, unit, n FROM metrics "
                                   "WHERE run_id = ? ORDER BY id",
                                   run, read);
}

} // namespace headroom::store
