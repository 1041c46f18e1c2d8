// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A copy of a project that another process is writing to at that moment: one consistent state, nothing committed before
// it missing, nothing left over when it fails.
#include "core/store/store.h"
#include "tests/support/test.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::store;

namespace {

constexpr std::size_t kMetricsPerRun = 200;

std::filesystem::path inside(const QTemporaryDir& folder, const char* name)
{
    return std::filesystem::path(folder.path().toStdString()) / name;
}

std::unique_ptr<Store> opened(const std::filesystem::path& path)
{
    auto store = Store::open(path);
    if (!store)
        qFatal("%s: %s", store.error().where.c_str(), store.error().detail.c_str());
    return std::move(*store);
}

/// A run, its metrics, its result: three transactions, as often as it can, until it is killed.
[[noreturn]] void writeForEver(const std::filesystem::path& path)
{
    const auto store = opened(path);
    for (;;) {
        const Id run = store->addRun("quantize", Json::object()).value();
        if (!store->addMetrics(run, std::vector<MetricRow>(kMetricsPerRun, {0, run, "s", "n", 1, {}, {}, "", 1})))
            ::_exit(1);
        if (!store->finishRun(run, {{"metrics", kMetricsPerRun}}))
            ::_exit(1);
    }
}

std::size_t finished(const std::vector<RunRow>& runs)
{
    return std::size_t(
        std::count_if(runs.begin(), runs.end(), [](const RunRow& run) { return run.state == RunState::Done; }));
}

} // namespace

class TestStoreCopy : public QObject {
    Q_OBJECT
private slots:
    void copiesWhileAnotherProcessWrites();
    void replacesAnOlderProjectWithItsLog();
    void leavesNothingWhenItFails();
    void aMovedFileLosesNothing_data();
    void aMovedFileLosesNothing();
};

void TestStoreCopy::copiesWhileAnotherProcessWrites()
{
    const QTemporaryDir folder;
    const auto path = inside(folder, "busy.headroom");
    const auto store = opened(path);
    QVERIFY(store->setSetting("mine", "before"));
    const pid_t child = ::fork();
    if (child == 0)
        writeForEver(path);
    QTRY_VERIFY(finished(*store->runs()) > 3); // the writer is at work, its log is not empty
    for (int i = 0; i < 5; ++i) {
        const auto target = inside(folder, "copy.headroom");
        const std::size_t before = finished(*store->runs());
        const Status status = store->copyTo(target);
        QVERIFY2(status, status ? "" : status.error().detail.c_str());
        QVERIFY(!std::filesystem::exists(target.string() + "-wal"));
        const auto copy = opened(target);
        const auto runs = copy->runs().value();
        QVERIFY2(finished(runs) >= before, "a run that was finished before the copy is missing in it");
        QVERIFY(copy->setting("mine").value().value() == "before");
        for (const RunRow& run : runs)
            if (run.state == RunState::Done)
                QCOMPARE(copy->metrics(run.id).value().size(), kMetricsPerRun);
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
}

void TestStoreCopy::replacesAnOlderProjectWithItsLog()
{
    const QTemporaryDir folder;
    const auto target = inside(folder, "old.headroom");
    const pid_t child = ::fork(); // dies with its log beside the file
    if (child == 0) {
        const auto old = opened(target);
        if (old->setSetting("whose", "old"))
            ::kill(::getpid(), SIGKILL);
        ::_exit(1);
    }
    ::waitpid(child, nullptr, 0);
    QVERIFY(std::filesystem::exists(target.string() + "-wal"));
    const auto store = opened(inside(folder, "new.headroom"));
    QVERIFY(store->setSetting("whose", "new"));
    QVERIFY(store->copyTo(target));
    QVERIFY(opened(target)->setting("whose").value().value() == "new");
    QVERIFY(store->copyTo(store->path())); // onto itself: nothing to do
    QVERIFY(store->setting("whose").value().value() == "new");

    const auto held = opened(target); // somebody works with it
    QVERIFY(held->setSetting("whose", "held"));
    const Status refused = store->copyTo(target);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Busy);
    QVERIFY(held->setting("whose").value().value() == "held");
}

void TestStoreCopy::leavesNothingWhenItFails()
{
    const QTemporaryDir folder;
    const auto store = opened(inside(folder, "p.headroom"));
    const Status nowhere = store->copyTo(inside(folder, "missing") / "q.headroom");
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
    QVERIFY(QDir(folder.path()).mkdir("taken.headroom")); // a folder cannot be replaced by a file
    const Status refused = store->copyTo(inside(folder, "taken.headroom"));
    QVERIFY(!refused);
    QVERIFY(refused.error().where.find("taken.headroom") != std::string::npos);
    const QStringList left = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QVERIFY2(left.filter(QStringLiteral(".part")).isEmpty(), qPrintable(left.join(QLatin1Char(' '))));
}

void TestStoreCopy::aMovedFileLosesNothing_data()
{
    QTest::addColumn<QString>("fate");
    QTest::addColumn<QString>("savedAs");
    for (const char* fate : {"renamed", "deleted", "replaced"})
        for (const char* savedAs : {"", "p.headroom", "new.headroom", "q.headroom"})
            QTest::addRow("%s, saved as \"%s\"", fate, savedAs) << fate << savedAs;
}

void TestStoreCopy::aMovedFileLosesNothing()
{
    QFETCH(QString, fate);
    QFETCH(QString, savedAs);
    const QTemporaryDir folder;
    const auto path = inside(folder, "p.headroom"), renamed = inside(folder, "q.headroom");
    const auto foreign = inside(folder, "foreign.headroom");
    QVERIFY(opened(foreign)->setSetting("whose", "another's"));
    auto store = opened(path);
    QVERIFY(store->setSetting("first", 1));
    QVERIFY(!store->isMoved());
    std::filesystem::rename(path, renamed);
    if (fate == QLatin1String("replaced"))
        std::filesystem::rename(foreign, path);
    if (fate == QLatin1String("deleted"))
        std::filesystem::remove(renamed);
    QVERIFY(store->isMoved());
    QVERIFY(store->setSetting("second", 2));
    for (int i = 0; i < 600; ++i) // more pages than SQLite lets the log have
        QVERIFY(store->setSetting("long", std::string(8000, char('a' + i % 26))));
    const auto target = inside(folder, savedAs.toLatin1().constData());
    if (!savedAs.isEmpty()) {
        const Status saved = store->copyTo(target);
        QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
        const auto copy = opened(target); // as the window has it: before the other one is closed
        QVERIFY(copy->setSetting("third", 3));
        store.reset();
        QVERIFY(copy->setting("second").value() == Json(2) && copy->setting("third").value() == Json(3));
    }
    store.reset();
    if (!savedAs.isEmpty())
        QVERIFY(opened(target)->setting("third").value() == Json(3));
    if (fate != QLatin1String("deleted"))
        QVERIFY(opened(renamed)->setting("second").value() == Json(2));
    if (fate == QLatin1String("replaced") && savedAs != QLatin1String("p.headroom"))
        QVERIFY(opened(path)->setting("whose").value() == Json("another's"));
    const QStringList logs = QDir(folder.path()).entryList({QStringLiteral("*-wal")});
    QVERIFY2(logs.isEmpty() || fate == QLatin1String("replaced"), qPrintable(logs.join(u' ')));
}

HEADROOM_TEST(TestStoreCopy)
#include "tst_store_copy.moc"
