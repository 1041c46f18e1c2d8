// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a project knows before anything runs: models, rigs, plans, settings.
#include "core/store/database.h"

#include <fmt/format.h>

namespace headroom::store {

namespace {

std::string orNow(const std::string& time)
{
    return time.empty() ? timestamp() : time;
}

/// The id of a row that an UPSERT or UPDATE ... RETURNING wrote.
Result<Id> returnedId(SQLite::Statement& statement, const std::filesystem::path& path, std::string_view table, Id id)
{
    if (!statement.executeStep())
        return fail(ErrorCode::NotFound, path.string(), fmt::format("no row {} in {}", id, table));
    const Id written = statement.getColumn(0).getInt64();
    while (statement.executeStep()) { }
    return written;
}

} // namespace

Result<Id> Store::putModel(const ModelRow& row)
{
    return m_impl->guarded([&]() -> Result<Id> {
        SQLite::Statement statement(
            m_impl->database,
            "INSERT INTO models (name, path, sha256, architecture, file_bytes, details, added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET name = excluded.name, "
            "sha256 = CASE WHEN excluded.sha256 = '' AND excluded.file_bytes = models.file_bytes THEN models.sha256 "
            "ELSE excluded.sha256 END, architecture = excluded.architecture, file_bytes = excluded.file_bytes, "
            "details = excluded.details RETURNING id");
        SQLite::bind(statement, row.name, row.path, row.sha256, row.architecture,
                     static_cast<std::int64_t>(row.fileBytes), jsonText(row.details), orNow(row.addedAt));
        return returnedId(statement, m_impl->path, "models", row.id);
    });
}

Result<std::vector<ModelRow>> Store::models() const
{
    const auto read = [this](SQLite::Statement& query) -> Result<ModelRow> {
        auto details = jsonColumn(query, 6, m_impl->path);
        if (!details)
            return tl::unexpected(details.error());
        return ModelRow{query.getColumn(0).getInt64(), textColumn(query, 1),
                        textColumn(query, 2),          textColumn(query, 3),
                        textColumn(query, 4),          static_cast<std::uint64_t>(query.getColumn(5).getInt64()),
                        std::move(*details),           textColumn(query, 7)};
    };
    return m_impl->rows<ModelRow>(
        "SELECT id, name, path, sha256, architecture, file_bytes, details, added_at FROM models ORDER BY id", 0, read);
}

Result<Id> Store::putRig(const RigRow& row)
{
    return m_impl->guarded([&]() -> Result<Id> {
        SQLite::Statement statement(
            m_impl->database,
            row.id == 0 ? "INSERT INTO rigs (name, rig, changed_at) VALUES (?, ?, ?) RETURNING id"
                        : "UPDATE rigs SET name = ?, rig = ?, changed_at = ? WHERE id = ? RETURNING id");
        SQLite::bind(statement, row.name, jsonText(row.rig), timestamp());
        if (row.id != 0)
            statement.bind(4, row.id);
        return returnedId(statement, m_impl->path, "rigs", row.id);
    });
}

Result<std::vector<RigRow>> Store::rigs() const
{
    const auto read = [this](SQLite::Statement& query) -> Result<RigRow> {
        auto rig = jsonColumn(query, 2, m_impl->path);
        if (!rig)
            return tl::unexpected(rig.error());
        return RigRow{query.getColumn(0).getInt64(), textColumn(query, 1), std::move(*rig), textColumn(query, 3)};
    };
    return m_impl->rows<RigRow>("SELECT id, name, rig, changed_at FROM rigs ORDER BY id", 0, read);
}

Result<Id> Store::putPlan(const PlanRow& row)
{
    return m_impl->guarded([&]() -> Result<Id> {
        SQLite::Statement statement(
            m_impl->database,
            row.id == 0 ? "INSERT INTO plans (name, request, result, changed_at) VALUES (?, ?, ?, ?) RETURNING id"
                        : "UPDATE plans SET name = ?, request = ?, result = ?, changed_at = ? WHERE id = ? "
                          "RETURNING id");
        SQLite::bind(statement, row.name, jsonText(row.request), jsonText(row.result), timestamp());
        if (row.id != 0)
            statement.bind(5, row.id);
        return returnedId(statement, m_impl->path, "plans", row.id);
    });
}

Result<std::vector<PlanRow>> Store::plans() const
{
    const auto read = [this](SQLite::Statement& query) -> Result<PlanRow> {
        auto request = jsonColumn(query, 2, m_impl->path);
        auto result = jsonColumn(query, 3, m_impl->path);
        if (!request || !result)
            return tl::unexpected(request ? result.error() : request.error());
        return PlanRow{query.getColumn(0).getInt64(), textColumn(query, 1), std::move(*request), std::move(*result),
                       textColumn(query, 4)};
    };
    return m_impl->rows<PlanRow>("SELECT id, name, request, result, changed_at FROM plans ORDER BY id", 0, read);
}

Status Store::setSetting(std::string_view key, const Json& value)
{
    return m_impl->guarded([&]() -> Status {
        SQLite::Statement statement(m_impl->database,
                                    "INSERT INTO settings (key, value) VALUES (?, ?) "
                                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        SQLite::bind(statement, std::string(key), jsonText(value));
        statement.exec();
        return {};
    });
}

Result<std::optional<Json>> Store::setting(std::string_view key) const
{
    return m_impl->guarded([&]() -> Result<std::optional<Json>> {
        SQLite::Statement query(m_impl->database, "SELECT value FROM settings WHERE key = ?");
        query.bind(1, std::string(key));
        if (!query.executeStep())
            return std::optional<Json>();
        auto value = jsonColumn(query, 0, m_impl->path);
        if (!value)
            return tl::unexpected(value.error());
        return std::optional<Json>(std::move(*value));
    });
}

} // namespace headroom::store
