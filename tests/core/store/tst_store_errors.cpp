// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace headroom;
using namespace headroom::store;

Q_DECLARE_METATYPE(headroom::ErrorCode)

class TestStoreErrors : public QObject {
    Q_OBJECT
private slots:
    void whatIsNoProjectIsRefusedUntouched_data();
    void whatIsNoProjectIsRefusedUntouched();
    void missingPlacesAreNamed();
    void whatCannotBeWrittenIsRead_data();
    void whatCannotBeWrittenIsRead();
    void fullDiskIsNoSpaceAndKeepsWhatWasThere();
    void damagedPageIsCorrupt();
    void heldWriteLockIsBusy();

private:
    std::filesystem::path inside(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
};

void TestStoreErrors::whatIsNoProjectIsRefusedUntouched_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("text") << QByteArray("hello, this is no database, however long it may be. ").repeated(40)
                          << QByteArray() << ErrorCode::Corrupt;
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(84, '\xff') << QByteArray()
                                 << ErrorCode::Corrupt;
    QTest::newRow("model file") << QByteArray("GGUF\x03\0\0\0", 8) + QByteArray(600, '\0') << QByteArray()
                                << ErrorCode::Corrupt;
    QTest::newRow("unmarked database") << QByteArray() << QByteArray("CREATE TABLE t (x)") << ErrorCode::Unsupported;
    QTest::newRow("marked by another") << QByteArray()
                                       << QByteArray("PRAGMA application_id = 252006; CREATE TABLE t (x)")
                                       << ErrorCode::Unsupported;
}

void TestStoreErrors::whatIsNoProjectIsRefusedUntouched()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, sql);
    QFETCH(ErrorCode, code);
    const auto path = inside("foreign.headroom");
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary).write(content.constData(), content.size());
    if (!sql.isEmpty()) {
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
    }
    const auto bytes = [&] {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const std::string before = bytes();
    const auto store = Store::open(path);
    QVERIFY(!store);
    QCOMPARE(store.error().code, code);
    QCOMPARE(store.error().where, path.string());
    QCOMPARE(bytes(), before);
}

void TestStoreErrors::missingPlacesAreNamed()
{
    QCOMPARE(Store::open(inside("absent.headroom"), false).error().code, ErrorCode::NotFound);
    QVERIFY(!std::filesystem::exists(inside("absent.headroom")));
    QCOMPARE(Store::open(inside("no folder") / "p.headroom").error().code, ErrorCode::NotFound);
    QCOMPARE(Store::open(m_folder.path().toStdString()).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(Store::open("/dev/null").error().code, ErrorCode::InvalidArgument);
}

void TestStoreErrors::whatCannotBeWrittenIsRead_data()
{
    QTest::addColumn<int>("file");
    QTest::addColumn<int>("folder");
    QTest::addColumn<bool>("log");
    QTest::newRow("the file") << 0444 << 0777 << false;
    QTest::newRow("the folder") << 0666 << 0555 << false;
    QTest::newRow("both") << 0444 << 0555 << false;
    QTest::newRow("both, with changes in its log") << 0444 << 0555 << true;
}

void TestStoreErrors::whatCannotBeWrittenIsRead()
{
    QFETCH(int, file);
    QFETCH(int, folder);
    QFETCH(bool, log);
    const bool isRoot = ::geteuid() == 0; // who ignores permissions
    QTemporaryDir top;
    const auto shelf = std::filesystem::path(top.path().toStdString()) / "a shelf?100%";
    std::filesystem::create_directory(shelf);
    const auto path = shelf / "read only#1.headroom";
    {
        const auto store = Store::open(path);
        QVERIFY(store && (*store)->putRig({0, "mine", Json::object(), {}}));
    }
    if (log)
        std::ofstream(path.string() + "-wal") << "changes";
    std::filesystem::permissions(top.path().toStdString(), std::filesystem::perms(0755));
    ::chmod(path.c_str(), static_cast<mode_t>(file));
    ::chmod(shelf.c_str(), static_cast<mode_t>(folder));
    if (isRoot)
        QCOMPARE(::seteuid(65534), 0);
    const auto existing = Store::open(path);
    const auto created = Store::open(shelf / "new.headroom");
    const Status written = existing ? (*existing)->setSetting("a", 1) : Status();
    if (isRoot)
        QCOMPARE(::seteuid(0), 0);
    ::chmod(shelf.c_str(), 0777);
    QCOMPARE(created.has_value(), folder == 0777);
    QCOMPARE(existing.has_value(), !log);
    if (log) {
        QCOMPARE(existing.error().code, ErrorCode::PermissionDenied);
        QVERIFY(existing.error().detail.find("-wal") != std::string::npos);
        return;
    }
    QVERIFY((*existing)->isReadOnly());
    QCOMPARE((*existing)->rigs().value().front().name, "mine");
    QCOMPARE((*existing)->recoverRuns().value(), 0U);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::PermissionDenied);
}

void TestStoreErrors::fullDiskIsNoSpaceAndKeepsWhatWasThere()
{
    const auto path = inside("full.headroom");
    const auto store = std::move(*Store::open(path));
    const Id run = store->addRun("quantize", Json::object()).value();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit tight{static_cast<rlim_t>(std::filesystem::file_size(path) + 65536), before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    const Status large = store->finishRun(run, {{"text", std::string(4U << 20, 'x')}});
    ::setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!large);
    QCOMPARE(large.error().code, ErrorCode::NoSpace);
    QCOMPARE(store->run(run).value().state, RunState::Queued);
    QVERIFY(store->finishRun(run, {{"text", "short"}}));
}

void TestStoreErrors::damagedPageIsCorrupt()
{
    const auto path = inside("damaged.headroom");
    {
        const auto store = std::move(*Store::open(path));
        for (int i = 0; i < 200; ++i)
            QVERIFY(store->putRig({0, std::string(200, 'r'), Json::object(), ""}));
    }
    const auto size = std::filesystem::file_size(path);
    QVERIFY(size > 5 * 4096);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(size - 4096, '\xA5');
    file.close();
    const auto store = Store::open(path);
    const auto code = store ? (*store)->rigs().error().code : store.error().code;
    QCOMPARE(code, ErrorCode::Corrupt);
}

void TestStoreErrors::heldWriteLockIsBusy()
{
    const auto path = inside("held.headroom");
    const auto store = std::move(*Store::open(path));
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    QElapsedTimer timer;
    timer.start();
    const auto run = store->addRun("quantize", Json::object());
    sqlite3_close(other);
    QVERIFY(!run);
    QCOMPARE(run.error().code, ErrorCode::Busy);
    QVERIFY(timer.elapsed() >= 4500);
    QVERIFY(store->addRun("quantize", Json::object()));
}

HEADROOM_TEST(TestStoreErrors)
#include "tst_store_errors.moc"
