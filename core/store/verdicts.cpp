// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// How runs were judged. There is no statement here that changes or removes a row.
#include "core/store/database.h"

#include <limits>

namespace headroom::store {

void insertVerdicts(SQLite::Database& database, Id run, const std::vector<VerdictRow>& rows)
{
    SQLite::Statement statement(database,
                                "INSERT INTO verdicts (run_id, judged_at, budget_sha256, subject, subject_sha256, "
                                "metric, slice, limit_value, value, low, high, n, clusters, verdict, reason) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    const std::string now = timestamp();
    for (const auto& row : rows) {
        int at = 0;
        statement.bind(++at, run);
        for (const std::string* text : {row.judgedAt.empty() ? &now : &row.judgedAt, &row.budgetSha256, &row.subject,
                                        &row.subjectSha256, &row.metric, &row.slice})
            statement.bind(++at, *text);
        statement.bind(++at, row.limit);
        statement.bind(++at, row.value); // SQLite keeps no NaN: NULL
        bindNumber(statement, ++at, row.low);
        bindNumber(statement, ++at, row.high);
        statement.bind(++at, static_cast<std::int64_t>(row.n));
        statement.bind(++at, static_cast<std::int64_t>(row.clusters));
        statement.bind(++at, row.verdict);
        statement.bind(++at, row.reason);
        statement.exec();
        statement.reset();
    }
}

Status Store::addVerdicts(Id run, const std::vector<VerdictRow>& rows)
{
    return m_impl->guarded([&]() -> Status {
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        insertVerdicts(m_impl->database, run, rows);
        transaction.commit();
        return {};
    });
}

Result<std::vector<VerdictRow>> Store::verdicts(Id run) const
{
    const auto read = [](SQLite::Statement& query) -> Result<VerdictRow> {
        const auto count = [&](int column) { return static_cast<std::uint64_t>(query.getColumn(column).getInt64()); };
        return VerdictRow{query.getColumn(0).getInt64(),
                          query.getColumn(1).getInt64(),
                          textColumn(query, 2),
                          textColumn(query, 3),
                          textColumn(query, 4),
                          textColumn(query, 5),
                          textColumn(query, 6),
                          textColumn(query, 7),
                          query.getColumn(8).getDouble(),
                          numberColumn(query, 9).value_or(std::numeric_limits<double>::quiet_NaN()),
                          numberColumn(query, 10),
                          numberColumn(query, 11),
                          count(12),
                          count(13),
                          textColumn(query, 14),
                          textColumn(query, 15)};
    };
    return m_impl->rows<VerdictRow>("SELECT id, run_id, judged_at, budget_sha256, subject, subject_sha256, metric, "
                                    "slice, limit_value, value, low, high, n, clusters, verdict, reason FROM verdicts "
                                    "WHERE ?1 IN (0, run_id) ORDER BY id",
                                    run, read);
}

} // namespace headroom::store
