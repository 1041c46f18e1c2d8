// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.h"
#include "core/store/owner.h"
#include "core/store/store.h"
#include "tests/support/test.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::store;

namespace {

std::filesystem::path inside(const QTemporaryDir& folder, const char* name)
{
    return std::filesystem::path(folder.path().toStdString()) / name;
}

/// Plain SQL beside the store, to build old files and to look at what it wrote.
std::string execute(const std::filesystem::path& path, const std::string& sql)
{
    sqlite3* database = nullptr;
    std::string first;
    const auto keepFirst = [](void* text, int columns, char** values, char**) {
        if (static_cast<std::string*>(text)->empty() && columns > 0 && values[0])
            *static_cast<std::string*>(text) = values[0];
        return 0;
    };
    if (sqlite3_open(path.c_str(), &database) != SQLITE_OK
        || sqlite3_exec(database, sql.c_str(), keepFirst, &first, nullptr) != SQLITE_OK)
        first = std::string("error: ") + sqlite3_errmsg(database);
    sqlite3_close(database);
    return first;
}

std::unique_ptr<Store> opened(const std::filesystem::path& path)
{
    auto store = Store::open(path);
    if (!store)
        qFatal("%s: %s", store.error().where.c_str(), store.error().detail.c_str());
    return std::move(*store);
}

} // namespace

class TestStore : public QObject {
    Q_OBJECT
private slots:
    void everyTableComesBackAfterReopening();
    void olderProjectsAreUpgraded_data();
    void olderProjectsAreUpgraded();
    void newerProjectsAreRefusedUntouched();
    void verdictsAreOnlyAdded();
    void listsAreFilteredAndLight();
    void twoStoresShareOneFile();
    void onlyRunsOfDeadProcessesAreRecovered();
    void runsStampTheirTimes();
    void killedWriterLeavesAConsistentFile();
};

void TestStore::everyTableComesBackAfterReopening()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "größe 模型.headroom");
    Id model = 0;
    Id run = 0;
    {
        const auto store = opened(path);
        model = store->putModel({0, "m", "/m.gguf", "aa", "llama", (1ULL << 40) + 1, {{"x", 1}}, ""}).value();
        QCOMPARE(store->putModel({0, "renamed", "/m.gguf", "bb", "llama", 7, Json(), ""}).value(), model);
        QCOMPARE(store->putModel({0, "renamed", "/m.gguf", "", "llama", 7, Json(), ""}).value(), model);
        QCOMPARE(store->models().value().at(0).sha256, "bb"); // the same size: the hash still holds
        QCOMPARE(store->putModel({0, "renamed", "/m.gguf", "", "llama", 8, Json(), ""}).value(), model);
        QCOMPARE(store->models().value().at(0).sha256, "");
        const Id rig = store->putRig({0, "rig", {{"gpus", Json::array()}}, ""}).value();
        QCOMPARE(store->putRig({rig, "rig two", {{"gpus", 2}}, ""}).value(), rig);
        QCOMPARE(store->putRig({99, "gone", Json(), ""}).error().code, ErrorCode::NotFound);
        const Id plan = store->putPlan({0, "plan", {{"context", 8192}}, {{"verdict", "fits"}}, ""}).value();
        QCOMPARE(store->putPlan({plan, "plan", {{"context", 4096}}, {{"verdict", "tight"}}, ""}).value(), plan);
        run = store->addRun("quantize", {{"preset", "Q4_K_M"}}).value();
        QVERIFY(store->setRunState(run, RunState::Running));
        QVERIFY(store->finishRun(run, {{"output_bytes", 12}, {"db", std::nan("")}}));
        QVERIFY(store->addArtifact({0, run, model, "/q.gguf", "cc", "Q4_K_M", 12, {{"tool", "t"}}, ""}));
        const double infinite = -std::numeric_limits<double>::infinity();
        QVERIFY(store->addMetrics(run,
                                  {{0, run, "/q.gguf", "mean_kld", 0.25, 0.2, 0.3, "nats", 1000},
                                   {0, run, "/q.gguf", "error", infinite, {}, {}, "dB", 1},
                                   {0, run, "/q.gguf", "undefined", std::nan(""), {}, {}, "", 0}}));
        QVERIFY(store->setSetting("baseline", "old"));
        QVERIFY(store->setSetting("baseline", model));
    }
    const auto store = opened(path);
    const auto models = store->models().value();
    QCOMPARE(models.size(), 1U);
    QCOMPARE(models[0].name, "renamed");
    QCOMPARE(models[0].fileBytes, 8U);
    QVERIFY(models[0].details.is_null());
    QVERIFY(store->rigs().value().at(0).rig.at("gpus") == 2);
    QVERIFY(store->plans().value().at(0).result.at("verdict") == "tight");
    const RunRow row = store->run(run).value();
    QCOMPARE(row.state, RunState::Done);
    QVERIFY(row.spec.at("preset") == "Q4_K_M");
    QVERIFY(row.result.at("output_bytes") == 12);
    QVERIFY(row.result.at("db").is_null());
    QVERIFY(!row.toolVersion.empty());
    const auto artifacts = store->artifacts().value();
    QCOMPARE(artifacts.size(), 1U);
    QCOMPARE(artifacts[0].runId, run);
    QCOMPARE(artifacts[0].sourceModelId, model);
    const auto listed = store->listArtifacts().value();
    QVERIFY(listed.size() == 1 && listed[0].path == artifacts[0].path && listed[0].manifest.is_null());
    QVERIFY(!artifacts[0].manifest.is_null());
    const auto metrics = store->metrics(run).value();
    QCOMPARE(metrics.size(), 3U);
    QCOMPARE(metrics[0].high.value(), 0.3);
    QVERIFY(std::isinf(metrics[1].value) && !metrics[1].low);
    QVERIFY(std::isnan(metrics[2].value));
    QVERIFY(store->setting("baseline").value().value() == Json(model));
    QVERIFY(!store->setting("absent").value());
    QCOMPARE(store->addMetrics(4711, {{}}).error().code, ErrorCode::Conflict);
    QCOMPARE(store->run(4711).error().code, ErrorCode::NotFound);
}

void TestStore::olderProjectsAreUpgraded_data()
{
    QTest::addColumn<int>("version");
    for (int version = 0; version <= newestVersion(); ++version)
        QTest::addRow("version %d", version) << version;
}

void TestStore::olderProjectsAreUpgraded()
{
    QFETCH(int, version);
    const QTemporaryDir folder;
    const auto path = inside(folder, "old.headroom");
    std::string sql;
    for (const auto& step : migrations())
        if (step.version <= version)
            sql += step.sql;
    if (version > 0)
        sql += "PRAGMA application_id = " + std::to_string(kApplicationId)
            + ";PRAGMA user_version = " + std::to_string(version)
            + ";INSERT INTO runs (kind, state, spec, created_at, tool_version) VALUES "
              "('compare', 'running', '{\"a\":1}', '2026-01-01T00:00:00.000Z', '0.0.1');"
              "INSERT INTO runs (kind, state, spec, result, created_at, tool_version) VALUES "
              "('compare', 'done', '{}', '{\"candidates\":[1,2],\"windows\":9,\"context\":256}', '', '0.0.1'), "
              "('compare', 'done', '{}', 'no JSON', '', '0.0.1')";
    QCOMPARE(execute(path, sql), "");
    const auto store = opened(path);
    const auto runs = store->runs().value();
    QCOMPARE(runs.size(), version > 0 ? 2U : 0U); // one of the three cannot be read
    if (version > 0) {
        QVERIFY(runs[1].spec.at("a") == 1);
        const Json summary{{"candidates", 2}, {"windows", 9}, {"context", 256}};
        QVERIFY(version >= 4 || runs[0].summary == summary); // newer ones are written with it
        QCOMPARE(store->list().value().size(), 3U); // what a list says can be read of all
        QCOMPARE(store->recoverRuns().value(), 1U); // an owner was not recorded: nobody works on it
    }
    const Id run = store->addRun("measure", Json::object()).value();
    QVERIFY(store->verdicts(run).value().empty());
    VerdictRow verdict;
    verdict.verdict = "pass";
    QVERIFY(store->addVerdicts(run, {verdict}));
    QCOMPARE(execute(path, "PRAGMA user_version"), std::to_string(newestVersion()));
    QCOMPARE(execute(path, "PRAGMA journal_mode"), "wal");
    QCOMPARE(execute(path, "PRAGMA integrity_check"), "ok");
    QCOMPARE(execute(path,
                     "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 "
                     "AND name NOT LIKE 'sqlite_%'"),
             "0");
}

void TestStore::listsAreFilteredAndLight()
{
    const QTemporaryDir folder;
    const auto store = opened(inside(folder, "runs.headroom"));
    const auto add = [&](const char* kind, const Json& spec, bool done) {
        const Id run = store->startRun(kind, spec).value();
        RunResults results;
        results.summary = {{"windows", 7}};
        return done && !store->finishRun(run, {{"long", std::string(1000, 'x')}}, results) ? Id{-1} : run;
    };
    const Id first = add("compare", {{"parameters", {{"baseline", "/a.gguf"}, {"odd \"name", "x"}}}}, true);
    const Id second = add("quantize", {{"source", "/a.gguf"}}, true);
    const Id third = add("compare", {{"parameters", {{"baseline", "/b.gguf"}}}}, false);
    const auto ids = [&](const RunFilter& filter) {
        std::vector<Id> found;
        const auto rows = store->list(filter).value();
        for (const RunRow& run : rows)
            found.push_back(run.id);
        return found;
    };
    QCOMPARE(ids({}), (std::vector<Id>{third, second, first}));
    QCOMPARE(ids({.most = 2}), (std::vector<Id>{third, second}));
    QCOMPARE(ids({.kind = "compare"}), (std::vector<Id>{third, first}));
    QCOMPARE(ids({.kind = "compare", .state = RunState::Done}), (std::vector<Id>{first}));
    QCOMPARE(ids({.parameters = {{"baseline", "/b.gguf"}}}), (std::vector<Id>{third}));
    QCOMPARE(ids({.parameters = {{"source", "/a.gguf"}}}), (std::vector<Id>{second})); // a command's, without a job
    QCOMPARE(ids({.kind = "search"}), std::vector<Id>());
    QCOMPARE(ids({.after = first}), (std::vector<Id>{third, second}));
    QCOMPARE(ids({.after = second, .also = {first}}), (std::vector<Id>{third, first}));
    QCOMPARE(ids({.kind = "quantize", .after = first, .also = {first}}), (std::vector<Id>{second}));
    QCOMPARE(ids({.after = third}), std::vector<Id>());
    const auto runs = store->list({.state = RunState::Done}).value();
    QVERIFY(runs[0].result.is_null() && runs[0].summary == Json({{"windows", 7}}));
    QVERIFY(store->list({.kind = "compare", .most = 1}).value()[0].summary.is_null()); // not done yet
    QVERIFY(store->resultText(first).value().find("xxx") != std::string::npos);
    QCOMPARE(store->resultText(third).value(), std::string());
    QCOMPARE(store->run(first).value().result.at("long").get<std::string>().size(), 1000U);
}

void TestStore::newerProjectsAreRefusedUntouched()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "new.headroom");
    opened(path).reset();
    QCOMPARE(execute(path, "PRAGMA user_version = 1000"), "");
    const auto store = Store::open(path);
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::Unsupported);
    QVERIFY(store.error().detail.find("1000") != std::string::npos);
    QCOMPARE(execute(path, "PRAGMA user_version"), "1000");
}

/// Judging again makes rows of its own; what was said before stays as it was.
void TestStore::verdictsAreOnlyAdded()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "p.headroom");
    VerdictRow row{0,    0,    "",    "b1",  "/q.gguf", "aa", "mean_kld", "all",
                   0.05, 0.01, 0.009, 0.011, 504,       8,    "pass",     "it keeps the limit"};
    Id run = 0;
    {
        const auto store = opened(path);
        run = store->startRun("compare", Json::object()).value();
        QVERIFY(store->finishRun(run, {{"ok", true}}, {{}, {}, {}, {row}}));
        row.budgetSha256 = "b2";
        row.value = std::nan("");
        row.low = row.high = {};
        row.verdict = "invalid";
        QVERIFY(store->addVerdicts(run, {row, row}));
        row.verdict = "splendid"; // none of them: nothing is kept of the whole
        VerdictRow good = row;
        good.verdict = "fail";
        QVERIFY(!store->addVerdicts(run, {good, row}));
        QVERIFY(!store->addVerdicts(4711, {good}));
        QVERIFY(store->failRun(run, {ErrorCode::Internal, "", ""}));
    }
    const auto store = opened(path);
    const auto rows = store->verdicts(run).value();
    QCOMPARE(rows.size(), std::size_t(3));
    const VerdictRow& first = rows.front();
    QVERIFY(first.runId == run && first.budgetSha256 == "b1" && first.subject == "/q.gguf"
            && first.subjectSha256 == "aa" && first.metric == "mean_kld" && first.slice == "all" && first.limit == 0.05
            && first.value == 0.01 && first.low == 0.009 && first.high == 0.011 && first.n == 504 && first.clusters == 8
            && first.verdict == "pass" && first.reason == "it keeps the limit");
    QVERIFY(std::isnan(rows[1].value) && !rows[1].low && !rows[1].high && rows[1].verdict == "invalid");
    QVERIFY(!first.judgedAt.empty() && first.judgedAt <= rows[1].judgedAt && rows[1].judgedAt == rows[2].judgedAt);
    QVERIFY(store->verdicts(run + 1).value().empty());
}

void TestStore::twoStoresShareOneFile()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "p.headroom");
    const auto first = opened(path);
    const auto second = opened(path);
    const Id run = first->addRun("quantize", Json::object()).value();
    QCOMPARE(second->runs().value().at(0).id, run);
    QVERIFY(second->finishRun(run, {{"ok", true}}));
    QCOMPARE(first->run(run).value().state, RunState::Done);
    const Id later = second->addRun("compare", Json::object()).value();
    QCOMPARE(first->runs().value().front().id, later);
}

void TestStore::onlyRunsOfDeadProcessesAreRecovered()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "p.headroom");
    const auto store = opened(path);
    const Id mine = store->addRun("quantize", Json::object()).value();
    QVERIFY(store->setRunState(mine, RunState::Running));
    const Id queued = store->addRun("quantize", Json::object()).value();
    const pid_t child = ::fork();
    if (child == 0) {
        auto other = Store::open(path);
        const auto run = (*other)->addRun("compare", Json::object());
        if (!(*other)->setRunState(*run, RunState::Running))
            ::_exit(1);
        if (!(*other)->setRunState(*run, RunState::Paused))
            ::_exit(1);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
    QVERIFY(processLives(thisProcess()));
    QVERIFY(!processLives("") && !processLives("boot") && !processLives("boot:1:1") && !processLives("boot:x:1"));
    QCOMPARE(store->recoverRuns().value(), 1U);
    QCOMPARE(store->recoverRuns().value(), 0U);
    const RunRow dead = store->runs().value().front();
    QCOMPARE(dead.state, RunState::Failed);
    QVERIFY(dead.error.at("code") == "worker_died");
    QCOMPARE(store->run(mine).value().state, RunState::Running);
    QCOMPARE(store->run(queued).value().state, RunState::Queued);
}

void TestStore::runsStampTheirTimes()
{
    const QTemporaryDir folder;
    const auto store = opened(inside(folder, "p.headroom"));
    const Id run = store->addRun("quantize", Json::object()).value();
    QVERIFY(store->run(run).value().startedAt.empty());
    QVERIFY(store->setRunState(run, RunState::Running));
    const std::string started = store->run(run).value().startedAt;
    QTest::qSleep(3);
    QVERIFY(store->setRunState(run, RunState::Paused));
    QVERIFY(store->setRunState(run, RunState::Running));
    QVERIFY(store->failRun(run, {ErrorCode::Cancelled, "job", "stopped"}));
    const RunRow row = store->run(run).value();
    QCOMPARE(row.state, RunState::Cancelled);
    QCOMPARE(row.startedAt, started);
    QVERIFY(row.createdAt <= row.startedAt && row.startedAt < row.finishedAt);
    QVERIFY(QRegularExpression("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$")
                .match(QString::fromStdString(row.finishedAt))
                .hasMatch());
}

void TestStore::killedWriterLeavesAConsistentFile()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "p.headroom");
    opened(path).reset();
    for (const int afterMilliseconds : {40, 90, 170}) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto store = Store::open(path);
            for (;;) {
                const Id run = (*store)->addRun("quantize", Json::object()).value();
                if (!(*store)->addMetrics(run, std::vector<MetricRow>(500, {0, run, "s", "n", 1, {}, {}, "", 1})))
                    ::_exit(1);
                if (!(*store)->finishRun(run, {{"metrics", 500}}))
                    ::_exit(1);
            }
        }
        QTest::qSleep(afterMilliseconds);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QCOMPARE(execute(path, "PRAGMA integrity_check"), "ok");
        const auto store = opened(path);
        const auto runs = store->runs().value();
        for (const auto& run : runs) {
            const std::size_t count = store->metrics(run.id).value().size();
            QVERIFY2(count == 500 || (count == 0 && run.state == RunState::Queued),
                     qPrintable(QString("run %1: %2 metrics").arg(run.id).arg(count)));
        }
    }
    QVERIFY(!opened(path)->runs().value().empty());
}

HEADROOM_TEST(TestStore)
#include "tst_store.moc"
