// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What other programs do to a project file: more names, another name, another content. Nothing is written where nobody
// would find it, or over what was put there.
#include "core/store/store.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::store;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// As a shell does with "cat from > to": the file stays the same, its content does not.
void pour(const std::string& bytes, const fs::path& to)
{
    std::ofstream(to, std::ios::binary | std::ios::trunc) << bytes;
}

std::unique_ptr<Store> opened(const fs::path& path)
{
    auto store = Store::open(path);
    if (!store)
        qFatal("%s: %s", store.error().where.c_str(), store.error().detail.c_str());
    return std::move(*store);
}

/// A project of one setting and so many runs.
void make(const fs::path& path, int runs)
{
    const auto store = opened(path);
    QVERIFY(store->setSetting("whose", path.filename().string()));
    for (int i = 0; i < runs; ++i)
        QVERIFY(store->addRun("compare", {{"text", std::string(9000, 'x')}}));
}

} // namespace

class TestStorePlaces : public QObject {
    Q_OBJECT
private slots:
    void aFileOfSeveralNamesIsRefused_data();
    void aFileOfSeveralNamesIsRefused();
    void anotherNameOrContentIsSeen_data();
    void anotherNameOrContentIsSeen();
    void aMarkTellsAnEarlierState_data();
    void aMarkTellsAnEarlierState();
};

void TestStorePlaces::aFileOfSeveralNamesIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("create");
    QTest::addColumn<bool>("held");
    for (const char* name : {"p.headroom", "q.headroom", "link.headroom"})
        for (const bool create : {false, true})
            for (const bool held : {false, true})
                QTest::addRow("%s%s%s", name, create ? ", creating" : "", held ? ", open already" : "")
                    << name << create << held;
}

void TestStorePlaces::aFileOfSeveralNamesIsRefused()
{
    QFETCH(QString, name);
    QFETCH(bool, create);
    QFETCH(bool, held);
    const QTemporaryDir folder;
    const fs::path here = folder.path().toStdString(), path = here / "p.headroom", other = here / "q.headroom";
    make(path, 1);
    fs::create_symlink("p.headroom", here / "link.headroom");
    auto first = opened(here / "link.headroom"); // a symbolic link is no name of its own
    if (!held)
        first.reset();
    fs::create_hard_link(path, other);
    const auto refused = Store::open(here / name.toStdString(), create);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(refused.error().detail.find("2 names") != std::string::npos, refused.error().detail.c_str());
    QVERIFY(!fs::exists(other.string() + "-wal"));
    fs::remove(other);
    if (first)
        QVERIFY(first->setSetting("held", 1));
    QVERIFY(Store::open(path, create));
}

void TestStorePlaces::anotherNameOrContentIsSeen_data()
{
    QTest::addColumn<QString>("fate");
    QTest::addColumn<QString>("seen"); ///< empty: it is as it was
    QTest::addColumn<bool>("kept"); ///< what is under the name now stays as it is
    QTest::addRow("nothing") << ""
                             << "" << false;
    QTest::addRow("renamed") << "renamed"
                             << ", name" << false;
    QTest::addRow("renamed and back") << "back"
                                      << "" << false;
    QTest::addRow("deleted") << "deleted"
                             << ", name" << false;
    QTest::addRow("replaced by another") << "replaced"
                                         << ", name" << true;
    QTest::addRow("an older state put in place") << "older"
                                                 << ", content" << true;
    QTest::addRow("another, longer project put in place") << "longer"
                                                          << ", content" << true;
    QTest::addRow("emptied") << "emptied"
                             << ", content" << true;
    QTest::addRow("text put in place") << "text"
                                       << ", content" << true;
    QTest::addRow("its own content put in place") << "same"
                                                  << "" << false;
}

void TestStorePlaces::anotherNameOrContentIsSeen()
{
    QFETCH(QString, fate);
    QFETCH(QString, seen);
    QFETCH(bool, kept);
    const QTemporaryDir folder;
    const fs::path here = folder.path().toStdString(), path = here / "p.headroom", aside = here / "q.headroom";
    make(path, 2);
    const std::string older = bytesOf(path);
    opened(path)->setSetting("whose", "newer");
    make(here / "longer.headroom", 50);
    auto store = opened(path);
    const Id run = store->startRun("compare", Json::object()).value();
    if (fate == "renamed" || fate == "replaced" || fate == "back")
        fs::rename(path, aside);
    if (fate == "back")
        fs::rename(aside, path);
    if (fate == "deleted")
        fs::remove(path);
    if (fate == "replaced")
        fs::rename(here / "longer.headroom", path);
    if (fate == "older" || fate == "same")
        pour(fate == "older" ? older : bytesOf(path), path);
    if (fate == "longer")
        pour(bytesOf(here / "longer.headroom"), path);
    if (fate == "emptied" || fate == "text")
        pour(fate == "text" ? "some notes\n" : "", path);
    const std::string before = bytesOf(path);
    const Status finished = store->finishRun(run, {{"kept", true}});
    const Status placed = store->checkPlace();
    QCOMPARE(finished.has_value(), seen != ", content");
    QCOMPARE(placed.has_value(), seen.isEmpty());
    if (!placed) {
        QCOMPARE(placed.error().code, ErrorCode::Conflict);
        QCOMPARE(placed.error().where, path.string() + seen.toStdString());
    }
    QCOMPARE(store->failRun(run, {ErrorCode::Io, "x", "y"}).has_value(), seen != ", content");
    store.reset();
    if (kept)
        QVERIFY(bytesOf(path) == before);
    if (fate == "older" || fate == "longer")
        QCOMPARE(opened(path)->runs().value().size(), std::size_t(fate == "older" ? 2 : 50));
    if (seen.isEmpty() || fate == "renamed")
        QCOMPARE(opened(seen.isEmpty() ? path : aside)->run(run).value().state, RunState::Failed);
}

void TestStorePlaces::aMarkTellsAnEarlierState_data()
{
    QTest::addColumn<QString>("fate");
    QTest::addColumn<bool>("seen");
    for (const char* fate : {"before it was opened", "of this opening", "a copy of this opening", "another project",
                             "a branch", "empty", "text"})
        QTest::addRow("%s", fate) << fate << true;
    for (const char* fate : {"nothing", "its own content", "others write", "renamed and back", "times set"})
        QTest::addRow("%s", fate) << fate << false;
}

void TestStorePlaces::aMarkTellsAnEarlierState()
{
    QFETCH(QString, fate);
    QFETCH(bool, seen);
    const QTemporaryDir folder;
    const fs::path here = folder.path().toStdString(), path = here / "p.headroom", copy = here / "copy.headroom";
    make(path, 2);
    make(here / "another.headroom", 50);
    const std::string before = bytesOf(path);
    auto store = opened(path);
    QVERIFY(store->leaveMark());
    const std::string begun = bytesOf(path);
    QVERIFY(begun != before);
    if (fate == "a branch") {
        pour(begun, copy);
        for (int i = 0; i < 5; ++i) {
            const auto other = opened(copy);
            QVERIFY(other->leaveMark() && other->setSetting("n", i) && other->leaveMark());
        }
    }
    if (fate == "a copy of this opening")
        QVERIFY(store->copyTo(copy));
    QVERIFY(store->setSetting("whose", "newer"));
    QVERIFY(store->leaveMark());
    QVERIFY(store->checkPlace());
    if (fate == "before it was opened" || fate == "of this opening")
        pour(fate == "of this opening" ? begun : before, path);
    if (fate == "a branch" || fate == "a copy of this opening")
        pour(bytesOf(copy), path);
    if (fate == "another project")
        pour(bytesOf(here / "another.headroom"), path);
    if (fate == "empty" || fate == "text")
        pour(fate == "text" ? "some notes\n" : "", path);
    if (fate == "its own content")
        pour(bytesOf(path), path);
    for (int i = 0; fate == "others write" && i < 12; ++i) {
        const auto other = opened(path);
        QVERIFY(other->leaveMark() && other->setSetting("n", i) && other->leaveMark());
    }
    if (fate == "renamed and back") {
        fs::rename(path, copy);
        fs::rename(copy, path);
    }
    if (fate == "times set")
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(5));
    const std::string now = bytesOf(path);
    const Status placed = store->checkPlace();
    QCOMPARE(placed.has_value(), !seen);
    QCOMPARE(store->leaveMark().has_value(), !seen);
    if (seen)
        QCOMPARE(placed.error().where, path.string() + ", content");
    store.reset();
    if (seen)
        QVERIFY(bytesOf(path) == now
                && (!fs::exists(path.string() + "-wal") || bytesOf(path.string() + "-wal").empty()));
    else
        QCOMPARE(opened(path)->setting("whose").value().value(), Json("newer"));
}

HEADROOM_TEST(TestStorePlaces)
#include "tst_store_places.moc"
