// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a project's work is: a file that is renamed, deleted or replaced under its window, a second window on the same
// file, a second unnamed window, and what is given on the command line.
#include "app/gui/commands.h"
#include "app/gui/session.h"
#include "app/project/recent.h"
#include "tests/gui/state/state.h"
#include "tests/support/test.h"
#include "widgets/shell/toast.h"

#include <QPushButton>

using namespace headroom;
using namespace headroom::app;
using test::kPatienceMs;
using test::native;
using test::part;
using test::Window;

namespace {

std::vector<std::string> plansIn(const QString& path)
{
    std::vector<std::string> names;
    const auto store = store::Store::open(native(path), false);
    for (const auto& plan : store ? (*store)->plans().value() : std::vector<store::PlanRow>())
        names.push_back(plan.name);
    return names;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// As a shell does with "cat from > to": the file stays the same, its content does not.
void pour(const QByteArray& bytes, const QString& to)
{
    QFile file(to);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
}

void pin(Window& w)
{
    w.window->showPane(QStringLiteral("capacity"));
    test::click(part<QPushButton>(w, "pinPlan"));
}

QString said(const MainWindow& window)
{
    QString text;
    for (const widgets::Toast* toast : window.findChildren<widgets::Toast*>())
        text += toast->accessibleName();
    return text;
}

QList<QPushButton*> visible(const MainWindow& window, const char* name)
{
    QList<QPushButton*> buttons = window.findChildren<QPushButton*>(QLatin1String(name));
    buttons.removeIf([](const QPushButton* button) { return !button->isVisible(); });
    return buttons;
}

} // namespace

class TestProjectPlaces : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aFileThatGoesAwayLosesNothing_data();
    void aFileThatGoesAwayLosesNothing();
    void theLossOfTheFileIsSeenWithoutWriting();
    void aBackupPouredOverIsNoticed_data();
    void aBackupPouredOverIsNoticed();
    void anOverwrittenProjectIsOpenedAgain_data();
    void anOverwrittenProjectIsOpenedAgain();
    void whatIsNoProjectCanBeSavedElsewhere();
    void quittingAsks_data();
    void quittingAsks();
    void jobsDoNotStartWithoutTheFile();
    void whatAReadOnlyWindowChangedIsAskedFor();
    void aReadOnlyWindowUnchangedIsNot();
    void theFileOfAClosedWindowIsTakenOver();
    void changesAreWrittenOnceTheOtherWindowHasClosed();
    void unnamedWorkIsListed();
    void whatIsGivenIsShown_data();
    void whatIsGivenIsShown();
};

void TestProjectPlaces::initTestCase()
{
    test::isolate();
    QApplication::setApplicationName(QStringLiteral("headroom-places-%1").arg(QCoreApplication::applicationPid()));
    languages::set(QStringLiteral("en"));
}

void TestProjectPlaces::aFileThatGoesAwayLosesNothing_data()
{
    QTest::addColumn<QString>("fate");
    QTest::addColumn<QString>("savedAs");
    for (const char* fate : {"renamed", "deleted", "replaced"})
        for (const char* target : {"p.headroom", "new.headroom", "q.headroom"})
            QTest::addRow("%s, saved as %s", fate, target) << fate << target;
}

void TestProjectPlaces::aFileThatGoesAwayLosesNothing()
{
    QFETCH(QString, fate);
    QFETCH(QString, savedAs);
    Window w;
    const QString path = w.folder.filePath(QStringLiteral("p.headroom"));
    const QString elsewhere = w.folder.filePath(QStringLiteral("q.headroom"));
    const QString target = w.folder.filePath(savedAs);
    QVERIFY(w.project.create(path));
    QVERIFY(QFile::rename(path, elsewhere));
    if (fate == QLatin1String("deleted"))
        QVERIFY(QFile::remove(elsewhere));
    if (fate == QLatin1String("replaced"))
        QVERIFY(QFile::copy(w.folder.filePath(QStringLiteral("test.headroom")), path));
    pin(w);
    QVERIFY2(said(*w.window).contains(QStringLiteral("p.headroom was moved, renamed or deleted")),
             qPrintable(said(*w.window)));
    QVERIFY(w.window->windowTitle().contains(QStringLiteral("file gone")));
    w.nextFile = target;
    w.window->action(QStringLiteral("file.save"))->trigger();
    QCOMPARE(w.project.path(), target);
    QVERIFY(!w.project.isMoved());
    QVERIFY(!w.window->windowTitle().contains(QStringLiteral("file gone")));
    w.project.savePlan(QStringLiteral("later"), w.project.request(), *plan::makePlan(w.project.request()));
    QVERIFY(w.window->close());
    QCOMPARE(w.timesAsked, 0);
    QVERIFY(w.project.create(w.folder.filePath(QStringLiteral("other.headroom")))); // leaves that one
    QCOMPARE(plansIn(target).size(), std::size_t(2));
}

void TestProjectPlaces::theLossOfTheFileIsSeenWithoutWriting()
{
    Window w;
    const QString path = w.project.path(), away = path + QStringLiteral(".away");
    QVERIFY(QFile::rename(path, away));
    QTRY_VERIFY_WITH_TIMEOUT(said(*w.window).contains(QStringLiteral("moved, renamed or deleted")), kPatienceMs);
    QVERIFY(QFile::rename(away, path));
    QTRY_VERIFY_WITH_TIMEOUT(!w.window->windowTitle().contains(QStringLiteral("file gone")), kPatienceMs);
    QVERIFY(w.window->close());
    QCOMPARE(w.timesAsked, 0);
}

void TestProjectPlaces::aBackupPouredOverIsNoticed_data()
{
    QTest::addColumn<bool>("earlier");
    QTest::addColumn<bool>("writes");
    QTest::newRow("without writing") << false << false;
    QTest::newRow("before the next writing") << false << true;
    QTest::newRow("of the time before it was opened") << true << true;
}

void TestProjectPlaces::aBackupPouredOverIsNoticed()
{
    QFETCH(bool, earlier);
    QFETCH(bool, writes);
    Window w;
    const QString path = w.folder.filePath(QStringLiteral("p.headroom"));
    QVERIFY(store::Store::open(native(path)));
    const QByteArray older = bytesOf(path);
    QVERIFY(w.project.open(path));
    const QByteArray backup = earlier ? older : bytesOf(path);
    pin(w);
    w.project.look(); // as it does every two seconds
    QVERIFY(bytesOf(path) != backup);
    pour(backup, path);
    if (writes)
        w.project.setSetting("since", 1);
    QTRY_VERIFY_WITH_TIMEOUT(said(*w.window).contains(QStringLiteral("overwritten p.headroom")), kPatienceMs);
    QVERIFY(w.project.isOverwritten() && w.window->windowTitle().contains(QStringLiteral("overwritten")));
    w.project.savePlan(QStringLiteral("later"), w.project.request(), *plan::makePlan(w.project.request()));
    w.project.look();
    QCOMPARE(bytesOf(path), backup); // nothing is laid over it
    QCOMPARE(w.project.plans().size(), std::size_t(2)); // and nothing of this window is lost
    w.window->action(QStringLiteral("file.save"))->trigger();
    QVERIFY(!w.project.isOverwritten() && !w.project.isReadOnly());
    QCOMPARE(plansIn(path).size(), std::size_t(2));
    QCOMPARE(w.project.setting("since"), writes ? Json(1) : Json());
}

void TestProjectPlaces::anOverwrittenProjectIsOpenedAgain_data()
{
    QTest::addColumn<int>("answer");
    QTest::newRow("cancel") << int(Keep::Cancel);
    QTest::newRow("save") << int(Keep::Save);
    QTest::newRow("discard") << int(Keep::Discard);
}

void TestProjectPlaces::anOverwrittenProjectIsOpenedAgain()
{
    QFETCH(int, answer);
    Window w;
    const QString path = w.project.path();
    const QByteArray backup = bytesOf(path);
    const auto before = w.project.request().workload.context;
    plan::PlanRequest longer = w.project.request();
    longer.workload.context = before * 2;
    w.project.edit(longer, QStringLiteral("context"));
    pin(w);
    w.project.look();
    pour(backup, path);
    w.project.look();
    QVERIFY(w.project.isOverwritten());
    QCOMPARE(w.project.request().workload.context, before * 2);
    w.nextKeep = Keep(answer);
    w.window->action(QStringLiteral("file.reopen"))->trigger();
    QCOMPARE(w.timesAsked, 1);
    QCOMPARE(w.project.isOverwritten(), Keep(answer) == Keep::Cancel);
    const bool kept = Keep(answer) != Keep::Discard;
    QCOMPARE(w.project.request().workload.context, kept ? before * 2 : before);
    QCOMPARE(w.project.plans().size(), std::size_t(kept ? 1 : 0));
    QCOMPARE(plansIn(path).size(), std::size_t(Keep(answer) == Keep::Save ? 1 : 0));
}

void TestProjectPlaces::whatIsNoProjectCanBeSavedElsewhere()
{
    Window w;
    const QString path = w.project.path();
    pin(w);
    w.project.look();
    pour("some notes\n", path);
    w.project.look();
    QVERIFY(w.project.isOverwritten());
    QCOMPARE(w.project.path(), path);
    QCOMPARE(w.project.plans().size(), std::size_t(1));
    w.nextFile = w.folder.filePath(QStringLiteral("kept.headroom"));
    w.window->action(QStringLiteral("file.save"))->trigger();
    QCOMPARE(w.project.path(), w.nextFile);
    QVERIFY(!w.project.isOverwritten() && !w.project.holdsUnsaved());
    QCOMPARE(plansIn(w.nextFile).size(), std::size_t(1));
    QCOMPARE(bytesOf(path), QByteArray("some notes\n"));
}

void TestProjectPlaces::quittingAsks_data()
{
    QTest::addColumn<int>("answer");
    QTest::newRow("cancel") << int(Keep::Cancel);
    QTest::newRow("save") << int(Keep::Save);
    QTest::newRow("discard") << int(Keep::Discard);
}

void TestProjectPlaces::quittingAsks()
{
    QFETCH(int, answer);
    Window w;
    const QString renamed = w.folder.filePath(QStringLiteral("renamed.headroom"));
    pin(w);
    QVERIFY(QFile::rename(w.project.path(), renamed));
    w.nextKeep = Keep(answer);
    w.nextFile = w.folder.filePath(QStringLiteral("kept.headroom"));
    w.window->action(QStringLiteral("file.quit"))->trigger();
    QCOMPARE(w.timesAsked, 1);
    QCOMPARE(w.window->isVisible(), Keep(answer) == Keep::Cancel);
    QVERIFY(w.project.create(w.folder.filePath(QStringLiteral("other.headroom"))));
    QCOMPARE(plansIn(renamed).size(), std::size_t(1)); // a renamed file gets all of it, whatever was answered
    QCOMPARE(QFile::exists(w.nextFile), Keep(answer) == Keep::Save);
}

void TestProjectPlaces::jobsDoNotStartWithoutTheFile()
{
    int started = 0;
    Window w([&](const job::JobSpec&, JobControl&) -> Result<job::JobResult> {
        ++started;
        return job::JobResult{};
    });
    const QString path = w.project.path();
    QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
    w.window->action(QStringLiteral("run.measure"))->trigger();
    QTRY_COMPARE(w.jobs.jobs().back().state, JobState::Failed);
    QCOMPARE(started, 0);
    QVERIFY(!QFile::exists(path)); // and nobody made a new one
    w.nextFile = w.folder.filePath(QStringLiteral("kept.headroom"));
    w.window->action(QStringLiteral("file.save"))->trigger();
    w.window->setJobsVisible(true);
    auto* table = part<widgets::TableView>(w, "jobsTable");
    table->setCurrentIndex(table->model()->index(0, 0));
    test::click(part<QPushButton>(w, "runJobAgain"));
    QTRY_COMPARE(w.jobs.jobs().back().state, JobState::Done);
    QCOMPARE(w.jobs.jobs().back().spec.project, native(w.nextFile));
}

void TestProjectPlaces::whatAReadOnlyWindowChangedIsAskedFor()
{
    Window first, second;
    const QString other = second.folder.filePath(QStringLiteral("another.headroom"));
    QVERIFY(store::Store::open(native(other)));
    QVERIFY(second.project.open(first.project.path()));
    QVERIFY(second.project.isReadOnly());
    pin(second);
    second.nextKeep = Keep::Cancel;
    second.nextFile = other;
    second.window->action(QStringLiteral("file.open-project"))->trigger(); // leaves it too
    QCOMPARE(second.timesAsked, 1);
    QCOMPARE(second.project.path(), first.project.path());
    QVERIFY(!second.window->close());
    QCOMPARE(second.timesAsked, 2);
    second.nextKeep = Keep::Save;
    second.nextFile = second.folder.filePath(QStringLiteral("mine.headroom"));
    QVERIFY(second.window->close());
    QCOMPARE(plansIn(second.nextFile).size(), std::size_t(1));
}

void TestProjectPlaces::aReadOnlyWindowUnchangedIsNot()
{
    Window first, second;
    QVERIFY(second.project.open(first.project.path()));
    for (const char* pane : {"hardware", "capacity", "quantize", "evaluate", "welcome"}) {
        second.window->showPane(QLatin1String(pane));
        QTest::qWait(100);
    }
    QVERIFY(second.window->close());
    QCOMPARE(second.timesAsked, 0);
}

void TestProjectPlaces::theFileOfAClosedWindowIsTakenOver()
{
    auto first = std::make_unique<Window>();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shared.headroom"));
    QVERIFY(first->project.create(path));
    Window second;
    QVERIFY(second.project.open(path));
    QVERIFY(second.project.isReadOnly());
    pin(*first);
    first.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!second.project.isReadOnly(), kPatienceMs);
    QVERIFY(said(*second.window).contains(QStringLiteral("The other window has closed shared.headroom")));
    QVERIFY(!second.window->windowTitle().contains(QStringLiteral("read-only")));
    QCOMPARE(second.project.plans().size(), std::size_t(1));
    second.project.savePlan(QStringLiteral("mine"), second.project.request(),
                            *plan::makePlan(second.project.request()));
    QCOMPARE(plansIn(path).size(), std::size_t(2));
}

void TestProjectPlaces::changesAreWrittenOnceTheOtherWindowHasClosed()
{
    auto first = std::make_unique<Window>();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shared.headroom"));
    QVERIFY(first->project.create(path));
    Window second;
    QVERIFY(second.project.open(path));
    pin(second);
    first.reset();
    QTRY_VERIFY_WITH_TIMEOUT(said(*second.window).contains(QStringLiteral("Saving writes")), kPatienceMs);
    QVERIFY(plansIn(path).empty());
    second.window->action(QStringLiteral("file.save"))->trigger();
    QVERIFY(!second.project.isReadOnly());
    QCOMPARE(plansIn(path).size(), std::size_t(1));
    QVERIFY(second.window->close());
    QCOMPARE(second.timesAsked, 0);
}

void TestProjectPlaces::unnamedWorkIsListed()
{
    QString path;
    {
        Window first, second, empty;
        QVERIFY(first.project.openUnnamed());
        QVERIFY(second.project.openUnnamed());
        QVERIFY(empty.project.openUnnamed());
        path = second.project.path();
        pin(second);
    }
    Window w;
    QVERIFY(w.project.openUnnamed());
    QVERIFY(w.project.path() != path);
    w.window->showPane(QStringLiteral("welcome"));
    QTRY_COMPARE(visible(*w.window, "unnamedProject").size(), 1);
    test::click(visible(*w.window, "unnamedProject").constFirst());
    QCOMPARE(w.project.path(), path);
    QVERIFY(w.project.isUnnamed());
    QCOMPARE(w.project.plans().size(), std::size_t(1));
    QCOMPARE(w.window->currentPane(), QStringLiteral("capacity"));
    QVERIFY(RecentProjects().paths().isEmpty());
    w.nextFile = w.folder.filePath(QStringLiteral("named.headroom"));
    w.window->action(QStringLiteral("file.save"))->trigger();
    QVERIFY(!QFile::exists(path));
    w.window->showPane(QStringLiteral("welcome"));
    QTRY_COMPARE(visible(*w.window, "unnamedProject").size(), 0);
}

void TestProjectPlaces::whatIsGivenIsShown_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("lastPane");
    QTest::addColumn<QString>("pane");
    QTest::newRow("a model, at first") << "tiny.gguf" << QString() << "quantize";
    QTest::newRow("a model, after Hardware") << "tiny.gguf"
                                             << "hardware"
                                             << "quantize";
    QTest::newRow("a model, after Capacity") << "tiny.gguf"
                                             << "capacity"
                                             << "capacity";
    QTest::newRow("a project, at first") << "work.headroom" << QString() << "capacity";
    QTest::newRow("a project, after Hardware") << "work.headroom"
                                               << "hardware"
                                               << "hardware";
}

void TestProjectPlaces::whatIsGivenIsShown()
{
    QFETCH(QString, file);
    QFETCH(QString, lastPane);
    QTemporaryDir folder;
    test::tinyModel(folder.filePath(QStringLiteral("tiny.gguf")));
    QVERIFY(store::Store::open(native(folder.filePath(QStringLiteral("work.headroom")))));
    if (!lastPane.isEmpty())
        settings::setValue(Setting::Pane, lastPane);
    Session session;
    QString pane;
    QTimer::singleShot(500, &session.window(), [&] {
        pane = session.window().currentPane();
        session.window().close();
    });
    Options options;
    options.file = folder.filePath(file);
    session.run(options);
    QTEST(pane, "pane");
}

HEADROOM_TEST(TestProjectPlaces)
#include "tst_projectplaces.moc"
