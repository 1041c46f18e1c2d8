// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a project did: runs, whom they belong to while they run, and how they end.
#include "core/store/database.h"
#include "core/store/owner.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace headroom::store {

namespace {

constexpr std::array kStates{RunState::Queued, RunState::Running, RunState::Paused,
                             RunState::Done,   RunState::Failed,  RunState::Cancelled};

Result<RunState> stateFromName(const std::string& name, const std::filesystem::path& path)
{
    for (const RunState state : kStates)
        if (runStateName(state) == name)
            return state;
    return fail(ErrorCode::Corrupt, path.string(), "unknown run state " + name);
}

// Before a run is done, its result is only a promise.
constexpr const char* kResult = "CASE WHEN state = 'done' THEN result END AS result";

std::string selectRuns(const char* result)
{
    return fmt::format(
        "SELECT id, kind, state, spec, {}, error, CASE WHEN state = 'done' THEN summary END AS summary, created_at, "
        "started_at, finished_at, tool_version FROM runs",
        result);
}

Result<RunRow> readRun(SQLite::Statement& query, const std::filesystem::path& path)
{
    auto state = stateFromName(textColumn(query, 2), path);
    if (!state)
        return tl::unexpected(state.error());
    std::array<Json, 4> values;
    for (int i = 0; i < 4; ++i) {
        auto value = jsonColumn(query, 3 + i, path);
        if (!value)
            return tl::unexpected(value.error());
        values[static_cast<std::size_t>(i)] = std::move(*value);
    }
    return RunRow{query.getColumn(0).getInt64(), textColumn(query, 1), *state,
                  std::move(values[0]),          std::move(values[1]), std::move(values[2]),
                  textColumn(query, 7),          textColumn(query, 8), textColumn(query, 9),
                  textColumn(query, 10),         std::move(values[3])};
}

/// A parameter of the run, whatever the specification is: of a job, or of a command.
constexpr const char* kParameter = " AND CASE WHEN json_valid(spec) THEN coalesce(json_extract(spec, '$.parameters.' "
                                   "|| ?), json_extract(spec, '$.' || "
                                   "?)) END = ?";

std::string conditions(const RunFilter& filter)
{
    std::string sql = " WHERE 1";
    sql += filter.kind.empty() ? "" : " AND kind = ?";
    sql += filter.state ? " AND state = ?" : "";
    for (std::size_t i = 0; i < filter.parameters.size(); ++i)
        sql += kParameter;
    if (filter.after > 0 || !filter.also.empty())
        sql += fmt::format(" AND (id > {} OR id IN ({}))", filter.after, fmt::join(filter.also, ", "));
    return sql + " ORDER BY id DESC" + (filter.most > 0 ? fmt::format(" LIMIT {}", filter.most) : "");
}

void bindConditions(SQLite::Statement& query, const RunFilter& filter)
{
    int at = 0;
    if (!filter.kind.empty())
        query.bind(++at, filter.kind);
    if (filter.state)
        query.bind(++at, std::string(runStateName(*filter.state)));
    for (const auto& [name, value] : filter.parameters)
        for (const std::string& text : {name, name, value})
            query.bind(++at, text);
}

/// Runs that are not over and belong to nobody who lives.
std::vector<Id> abandonedRuns(SQLite::Database& database)
{
    std::vector<Id> abandoned;
    SQLite::Statement query(database, "SELECT id, owner FROM runs WHERE state IN ('queued', 'running', 'paused')");
    while (query.executeStep())
        if (!processLives(textColumn(query, 1)))
            abandoned.push_back(query.getColumn(0).getInt64());
    return abandoned;
}

/// Executes an UPDATE of one run; NotFound when it is not there.
Status updateRun(SQLite::Statement& statement, Id run, const std::filesystem::path& path)
{
    if (statement.exec() == 0)
        return fail(ErrorCode::NotFound, path.string(), fmt::format("no run {}", run));
    return {};
}

Status setDone(SQLite::Database& database, Id run, const Json& result, const std::filesystem::path& path)
{
    SQLite::Statement statement(database,
                                "UPDATE runs SET state = 'done', result = ?2, error = NULL, finished_at = ?3, "
                                "owner = NULL WHERE id = ?1");
    SQLite::bind(statement, run, jsonText(result), timestamp());
    return updateRun(statement, run, path);
}

/// Not the device, whose number may be another after a restart.
Json promiseJson(const PromisedFile& file, const Json& result)
{
    return {{"path", file.path.string()},
            {"inode", file.state.inode},
            {"bytes", file.state.bytes},
            {"modified", file.state.modified},
            {"result", result}};
}

/// Whether the file that was promised has the name, and no other.
bool isKept(const Json& promise)
{
    const auto path = promise.is_object() ? promise.value("path", Json()) : Json();
    const auto state = path.is_string() ? FileState::of(path.get<std::string>()) : tl::unexpected(Error());
    return state && promise.contains("result") && promise.value("inode", Json()) == Json(state->inode)
        && promise.value("bytes", Json()) == Json(state->bytes)
        && promise.value("modified", Json()) == Json(state->modified);
}

Json errorJson(const Error& error)
{
    return {{"code", errorCodeName(error.code)}, {"where", error.where}, {"detail", error.detail}};
}

} // namespace

Result<Id> Store::addRun(std::string_view kind, const Json& spec)
{
    return m_impl->guarded([&]() -> Result<Id> {
        SQLite::Statement statement(m_impl->database,
                                    "INSERT INTO runs (kind, state, spec, created_at, tool_version, owner) "
                                    "VALUES (?, 'queued', ?, ?, ?, ?)");
        SQLite::bind(statement, std::string(kind), jsonText(spec), timestamp(), HEADROOM_VERSION, thisProcess());
        statement.exec();
        return m_impl->database.getLastInsertRowid();
    });
}

Result<Id> Store::startRun(std::string_view kind, const Json& spec)
{
    return m_impl->guarded([&]() -> Result<Id> {
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        const auto run = addRun(kind, spec);
        if (!run)
            return run;
        HEADROOM_TRY(setRunState(*run, RunState::Running));
        transaction.commit();
        m_impl->setBegun(*run);
        return run;
    });
}

Status Store::setRunState(Id run, RunState state)
{
    return m_impl->guarded([&]() -> Status {
        const bool working = state == RunState::Running || state == RunState::Paused;
        const bool over = !working && state != RunState::Queued;
        SQLite::Statement statement(m_impl->database,
                                    "UPDATE runs SET state = ?2, owner = ?3, "
                                    "started_at = CASE WHEN ?4 THEN coalesce(started_at, ?6) ELSE started_at END, "
                                    "finished_at = CASE WHEN ?5 THEN ?6 ELSE NULL END WHERE id = ?1");
        SQLite::bind(statement, run, std::string(runStateName(state)));
        if (working)
            statement.bind(3, thisProcess());
        statement.bind(4, working ? 1 : 0);
        statement.bind(5, over ? 1 : 0);
        statement.bind(6, timestamp());
        return updateRun(statement, run, m_impl->path);
    });
}

Status Store::keep(Id run, const RunResults& results)
{
    const Result<Id> model = results.model ? putModel(*results.model) : Id{0};
    if (!model)
        return tl::unexpected(model.error());
    if (results.artifact) {
        ArtifactRow row = *results.artifact;
        row.runId = run;
        row.sourceModelId = *model;
        HEADROOM_TRY(addArtifact(row));
    }
    insertMetrics(m_impl->database, run, results.metrics);
    insertVerdicts(m_impl->database, run, results.verdicts);
    if (!results.summary.is_null()) {
        SQLite::Statement statement(m_impl->database, "UPDATE runs SET summary = ?2 WHERE id = ?1");
        SQLite::bind(statement, run, jsonText(results.summary));
        HEADROOM_TRY(updateRun(statement, run, m_impl->path));
    }
    return {};
}

Status Store::promiseRun(Id run, const Json& result, const RunResults& results, const PromisedFile& file)
{
    return m_impl->guarded([&]() -> Status {
        HEADROOM_TRY(m_impl->checkContent());
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        HEADROOM_TRY(keep(run, results));
        SQLite::Statement statement(m_impl->database, "UPDATE runs SET result = ?2 WHERE id = ?1");
        SQLite::bind(statement, run, jsonText(promiseJson(file, result)));
        HEADROOM_TRY(updateRun(statement, run, m_impl->path));
        transaction.commit();
        return {};
    });
}

Status Store::finishRun(Id run, const Json& result, const RunResults& results)
{
    return m_impl->guarded([&]() -> Status {
        HEADROOM_TRY(m_impl->checkContent());
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        HEADROOM_TRY(keep(run, results));
        HEADROOM_TRY(setDone(m_impl->database, run, result, m_impl->path));
        transaction.commit();
        return {};
    });
}

Status Store::failRun(Id run, const Error& error)
{
    return m_impl->guarded([&]() -> Status {
        HEADROOM_TRY(m_impl->checkContent());
        for (const char* promised :
             {"DELETE FROM artifacts WHERE run_id = ?", "DELETE FROM metrics WHERE run_id = ?"}) {
            SQLite::Statement statement(m_impl->database, promised);
            statement.bind(1, run);
            statement.exec();
        }
        SQLite::Statement statement(m_impl->database,
                                    "UPDATE runs SET state = ?2, result = NULL, error = ?3, finished_at = ?4, "
                                    "owner = NULL WHERE id = ?1");
        const RunState state = error.code == ErrorCode::Cancelled ? RunState::Cancelled : RunState::Failed;
        SQLite::bind(statement, run, std::string(runStateName(state)), jsonText(errorJson(error)), timestamp());
        return updateRun(statement, run, m_impl->path);
    });
}

Result<RunRow> Store::run(Id run) const
{
    return m_impl->guarded([&]() -> Result<RunRow> {
        SQLite::Statement query(m_impl->database, selectRuns(kResult) + " WHERE id = ?");
        query.bind(1, run);
        if (!query.executeStep())
            return fail(ErrorCode::NotFound, m_impl->path.string(), fmt::format("no run {}", run));
        return readRun(query, m_impl->path);
    });
}

Result<std::vector<RunRow>> Store::runs() const
{
    return m_impl->rows<RunRow>(
        selectRuns(kResult) + " ORDER BY id DESC", [](SQLite::Statement&) {},
        [this](SQLite::Statement& query) { return readRun(query, m_impl->path); });
}

Result<std::vector<RunRow>> Store::list(const RunFilter& filter) const
{
    return m_impl->rows<RunRow>(
        selectRuns("NULL") + " INDEXED BY runs_listed" + conditions(filter),
        [&](SQLite::Statement& query) { bindConditions(query, filter); },
        [this](SQLite::Statement& query) { return readRun(query, m_impl->path); });
}

Result<std::string> Store::resultText(Id run) const
{
    return m_impl->guarded([&]() -> Result<std::string> {
        SQLite::Statement query(m_impl->database, fmt::format("SELECT {} FROM runs WHERE id = ?", kResult));
        query.bind(1, run);
        return query.executeStep() ? textColumn(query, 0) : std::string();
    });
}

Status Store::endAbandoned(Id run)
{
    SQLite::Statement query(m_impl->database, "SELECT result FROM runs WHERE id = ?");
    query.bind(1, run);
    const auto promise = query.executeStep() ? jsonColumn(query, 0, m_impl->path) : Json();
    query.reset();
    if (promise && isKept(*promise))
        return setDone(m_impl->database, run, promise->at("result"), m_impl->path);
    return failRun(
        run,
        {ErrorCode::WorkerDied, fmt::format("run {}", run), "the process that worked on it ended without an answer"});
}

Result<std::size_t> Store::recoverRuns()
{
    return m_impl->guarded([&]() -> Result<std::size_t> {
        if (m_impl->readOnly || abandonedRuns(m_impl->database).empty())
            return 0; // without waiting for those who write
        SQLite::Transaction transaction(m_impl->database, SQLite::TransactionBehavior::IMMEDIATE);
        const std::vector<Id> abandoned = abandonedRuns(m_impl->database);
        for (const Id run : abandoned)
            HEADROOM_TRY(endAbandoned(run));
        transaction.commit();
        return abandoned.size();
    });
}

} // namespace headroom::store
