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
