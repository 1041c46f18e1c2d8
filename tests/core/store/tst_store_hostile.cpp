// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Project files that others have made, damaged or are making at this moment, and processes that end in between.
#include "core/store/database.h"
#include "core/store/store.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::store;

class TestStoreHostile : public QObject {
    Q_OBJECT
private slots:
    void manyCreateOneProject();
    void foreignSchemaIsRefusedByName_data();
    void foreignSchemaIsRefusedByName();
    void earlierVersionsAreTakenAlong();
    void damagedRowsDoNotHideOthers();
    void deadProcessesLeaveNothingBegun_data();
    void deadProcessesLeaveNothingBegun();
    void resultsAreWholeOrAbsent();
    void clockBefore1970();

private:
    std::filesystem::path inside(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    /// As another program would, with none of the store's safeguards.
    static void tamper(const std::filesystem::path& path, const char* sql)
    {
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
        char* message = nullptr;
        const int code = sqlite3_exec(database, sql, nullptr, nullptr, &message);
        QVERIFY2(code == SQLITE_OK, message);
        sqlite3_close(database);
    }
    QTemporaryDir m_folder;
};

void TestStoreHostile::manyCreateOneProject()
{
    constexpr int kProcesses = 8, kRounds = 12;
    for (int round = 0; round < kRounds; ++round) {
        const auto path = inside(("race" + std::to_string(round)).c_str());
        std::array<int, 2> start{};
        QCOMPARE(::pipe(start.data()), 0);
        std::vector<pid_t> children;
        for (int i = 0; i < kProcesses; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                char go = 0;
                ::close(start[1]);
                static_cast<void>(!::read(start[0], &go, 1)); // all at once, when the other end is closed
                const auto store = Store::open(path);
                const bool kept = store && (*store)->addRun("measure", Json::object());
                ::_exit(kept ? 0 : store ? 2 : 10 + int(store.error().code));
            }
            children.push_back(child);
        }
        ::close(start[0]);
        ::close(start[1]);
        for (const pid_t child : children) {
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QCOMPARE(WEXITSTATUS(status), 0);
        }
        QCOMPARE(std::move(*Store::open(path, false))->runs().value().size(), std::size_t(kProcesses));
    }
}

void TestStoreHostile::foreignSchemaIsRefusedByName_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, const char* sql, const char* named) {
        QTest::newRow(name) << QByteArray(sql) << QByteArray(named);
    };
    row("trigger", "CREATE TRIGGER bad AFTER UPDATE ON runs BEGIN DELETE FROM runs; END", "trigger \"bad\"");
    row("view",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "view \"endless\"");
    row("view instead of a table",
        "DROP TABLE plans; CREATE VIEW plans AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
        "SELECT i AS id, '' AS name, '{}' AS request, '{}' AS result, '' AS changed_at FROM n",
        "view \"plans\"");
    row("table", "CREATE TABLE more (x)", "table \"more\"");
    row("virtual table", "CREATE VIRTUAL TABLE words USING fts5(x)", "words");
    row("index", "CREATE INDEX slow ON runs (spec)", "index \"slow\"");
    row("missing table", "DROP TABLE metrics", "metrics");
    row("generated column", "ALTER TABLE rigs ADD COLUMN x TEXT AS (hex(zeroblob(1000))) VIRTUAL", "table \"rigs\"");
    row("other columns", "DROP TABLE settings; CREATE TABLE settings (key TEXT, value TEXT, more TEXT)",
        "table \"settings\"");
    row("version without tables", "DROP TABLE rigs; PRAGMA user_version = 0", "index");
}

void TestStoreHostile::foreignSchemaIsRefusedByName()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, named);
    const auto path = inside("foreign.headroom");
    std::filesystem::remove(path);
    {
        const auto store = std::move(*Store::open(path));
        QVERIFY(store->addRun("measure", Json::object()));
    }
    tamper(path, sql.constData());
    const auto store = Store::open(path, false);
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::Unsupported);
    QCOMPARE(store.error().where, path.string());
    QVERIFY2(QByteArray::fromStdString(store.error().detail).contains(named), store.error().detail.c_str());
}

void TestStoreHostile::earlierVersionsAreTakenAlong()
{
    const auto path = inside("first.headroom");
    QVERIFY(Store::open(path));
    tamper(path,
           "DROP TABLE verdicts; DROP INDEX metrics_by_run; DROP INDEX artifacts_by_run; "
           "DROP INDEX runs_listed; ALTER TABLE runs DROP COLUMN summary; ALTER TABLE runs DROP COLUMN owner; "
           "PRAGMA user_version = 1");
    QVERIFY(Store::open(path, false));
    tamper(path, "ANALYZE"); // SQLite's own tables are nobody's
    QVERIFY(Store::open(path, false));
}

void TestStoreHostile::damagedRowsDoNotHideOthers()
{
    const auto path = inside("damaged.headroom");
    {
        const auto store = std::move(*Store::open(path));
        for (const char* name : {"one", "two", "three"})
            QVERIFY(store->putPlan({0, name, {{"a", 1}}, {{"b", 2}}, ""}));
        QVERIFY(store->putRig({0, "rig", Json::object(), ""}));
        QVERIFY(store->addRun("measure", Json::object()));
        QVERIFY(store->addRun("measure", Json::object()));
        QVERIFY(store->addArtifact({0, 0, 0, "/a", "", "Q8_0", 1, Json::object(), ""}));
    }
    tamper(path,
           "UPDATE plans SET result = '{\"b\":' WHERE name = 'two'; UPDATE rigs SET rig = 'x'; "
           "UPDATE runs SET spec = '[' WHERE id = 1; UPDATE artifacts SET manifest = ''");
    const auto store = std::move(*Store::open(path, false));
    const auto plans = store->plans();
    QVERIFY(plans);
    QCOMPARE(plans->size(), std::size_t{2});
    QCOMPARE(plans->back().name, std::string("three"));
    const auto damage = store->takeDamage();
    QCOMPARE(damage.size(), std::size_t{1});
    QVERIFY2(damage.front().where.ends_with("column result (row 2)"), damage.front().where.c_str());
    QVERIFY(store->plans() && store->takeDamage().empty()); // told once
    QCOMPARE(store->rigs().value().size(), std::size_t{0});
    QCOMPARE(store->runs().value().size(), std::size_t{1});
    QCOMPARE(store->artifacts().value().size(), std::size_t{0});
    QCOMPARE(store->takeDamage().size(), std::size_t{3});
    QCOMPARE(store->run(1).error().code, ErrorCode::Corrupt);
}

void TestStoreHostile::deadProcessesLeaveNothingBegun_data()
{
    QTest::addColumn<int>("state");
    QTest::newRow("queued") << int(RunState::Queued);
    QTest::newRow("running") << int(RunState::Running);
    QTest::newRow("paused") << int(RunState::Paused);
}

void TestStoreHostile::deadProcessesLeaveNothingBegun()
{
    QFETCH(int, state);
    const auto path = inside(QTest::currentDataTag());
    const pid_t child = ::fork();
    if (child == 0) {
        const auto store = Store::open(path);
        const auto run = (*store)->addRun("quantize", Json::object());
        if (RunState(state) != RunState::Queued)
            static_cast<void>((*store)->setRunState(*run, RunState(state)));
        ::_exit(0); // without a word
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    const auto store = std::move(*Store::open(path, false));
    const Id mine = store->startRun("quantize", Json::object()).value();
    QCOMPARE(store->run(mine).value().state, RunState::Running);
    QCOMPARE(store->recoverRuns().value(), std::size_t{1});
    QCOMPARE(store->recoverRuns().value(), std::size_t{0});
    const auto runs = store->runs().value();
    QCOMPARE(runs.front().state, RunState::Running);
    QCOMPARE(runs.back().state, RunState::Failed);
    QVERIFY(runs.back().error.at("code") == "worker_died");
}

void TestStoreHostile::resultsAreWholeOrAbsent()
{
    const auto store = std::move(*Store::open(inside("whole.headroom")));
    RunResults results;
    results.model = ModelRow{0, "m", "/m", "aa", "llama", 7, Json::object(), ""};
    results.artifact = ArtifactRow{0, 0, 0, "/a", "bb", "Q8_0", 3, Json::object(), ""};
    results.metrics = {{0, 0, "/a", "rmse", 0.5, std::nullopt, std::nullopt, "", 1}};
    const Id run = store->startRun("quantize", Json::object()).value();
    QCOMPARE(store->finishRun(run + 1, Json::object(), results).error().code, ErrorCode::Conflict); // of no run
    QVERIFY(store->models().value().empty());
    QVERIFY(store->artifacts().value().empty());
    QCOMPARE(store->run(run).value().state, RunState::Running);
    QVERIFY(store->finishRun(run, {{"x", 1}}, results));
    QCOMPARE(store->run(run).value().state, RunState::Done);
    const auto artifact = store->artifacts().value().front();
    QCOMPARE(artifact.runId, run);
    QCOMPARE(artifact.sourceModelId, store->models().value().front().id);
    QCOMPARE(store->metrics(run).value().size(), std::size_t{1});
}

void TestStoreHostile::clockBefore1970()
{
    using namespace std::chrono;
    const auto at = [](milliseconds since) { return timestamp(system_clock::time_point(since)); };
    QCOMPARE(at(milliseconds(-1)), std::string("1969-12-31T23:59:59.999Z"));
    QCOMPARE(at(milliseconds(-1000)), std::string("1969-12-31T23:59:59.000Z"));
    QCOMPARE(at(milliseconds(1001)), std::string("1970-01-01T00:00:01.001Z"));
}

HEADROOM_TEST(TestStoreHostile)
#include "tst_store_hostile.moc"
