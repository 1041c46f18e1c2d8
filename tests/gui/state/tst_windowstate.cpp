// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers, and what it says when something is not as it was: plans that come back, a project that was
// moved, a second window on the same file, jobs that ended with the window, one selection at a time in the Inspector.
#include "app/gui/session.h"
#include "app/models/jobsmodel.h"
#include "app/project/recent.h"
#include "app/text/display.h"
#include "tests/gui/state/state.h"
#include "tests/support/test.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QThread>

using namespace headroom;
using namespace headroom::app;
using test::inspected;
using test::kPatienceMs;
using test::native;
using test::openModel;
using test::openProject;
using test::part;
using test::setContext;
using test::tinyModel;
using test::Window;

class TestWindowState : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init()
    {
        QSettings().clear();
        languages::set(QStringLiteral("en"));
    }
    void aPlanComesBackAsItWas_data();
    void aPlanComesBackAsItWas();
    void theInspectorShowsThePanesSelection();
    void theInspectorShowsTheChosenDevice();
    void theInspectorFollowsUndo();
    void aMovedProjectIsNamed();
    void missingProjectsCanBeLocatedAndRemoved();
    void aSecondWindowWritesNothing();
    void whatOthersWriteIsSeen();
    void jobsThatEndedWithTheWindow();
    void storedRunsAreShown();
};

void TestWindowState::aPlanComesBackAsItWas_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("a plan clicked, of a catalogue model") << "plan";
    QTest::newRow("a catalogue model, by undo") << "undo";
    QTest::newRow("a file, beyond its training") << "file";
}

void TestWindowState::aPlanComesBackAsItWas()
{
    QFETCH(QString, way);
    QTemporaryDir folder;
    const QString file = tinyModel(folder.filePath(QStringLiteral("tiny.gguf")));
    const QString project = folder.filePath(QStringLiteral("p.headroom"));
    std::string name;
    {
        Window w;
        QVERIFY(w.project.create(project));
        w.window->showPane(QStringLiteral("capacity"));
        if (way == QLatin1String("file")) {
            openModel(w, file);
        } else {
            test::choose(w, "llama-3.1-70b");
            setContext(w.project, 32768);
            QTest::mouseClick(part<QPushButton>(w, "pinPlan"), Qt::LeftButton);
            openModel(w, file);
        }
        if (way == QLatin1String("plan")) {
            auto* table = part<widgets::TableView>(w, "plansTable");
            QTRY_COMPARE(table->model()->rowCount(), 1);
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(0, 0)).center());
        } else if (way == QLatin1String("undo")) {
            w.window->action(QStringLiteral("edit.undo"))->trigger();
        } else {
            setContext(w.project, 32768);
        }
        QTRY_COMPARE(w.project.request().workload.context, 32768U);
        name = w.project.model().name;
        w.window->close();
    }
    Window again;
    openProject(again, project);
    QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(again.project.model().name), QString::fromStdString(name),
                              kPatienceMs);
    QCOMPARE(again.project.modelPath(), way == QLatin1String("file") ? file : QString());
    QCOMPARE(again.project.request().workload.context, 32768U);
    QVERIFY(!again.project.undoStack().canUndo());
}

void TestWindowState::theInspectorShowsThePanesSelection()
{
    Window w;
    test::design(w, "2x RTX 4090 + 1600W");
    w.window->showPane(QStringLiteral("capacity"));
    QTRY_VERIFY(inspected(w).contains(QStringLiteral("Free, tightest device")));
    w.window->showPane(QStringLiteral("evaluate"));
    QVERIFY2(inspected(w).isEmpty(), qPrintable(inspected(w)));
    w.window->showPane(QStringLiteral("quantize")); // no file: nothing to select
    QVERIFY2(inspected(w).isEmpty(), qPrintable(inspected(w)));
    w.window->showPane(QStringLiteral("hardware"));
    QTRY_VERIFY2(inspected(w).contains(QStringLiteral("4090")), qPrintable(inspected(w)));
    test::design(w, "1x RTX 3090 + 1200W");
    QTRY_VERIFY2(inspected(w).contains(QStringLiteral("3090")), qPrintable(inspected(w)));
    QVERIFY(!inspected(w).contains(QStringLiteral("4090")));
    w.window->showPane(QStringLiteral("evaluate"));
    QVERIFY(inspected(w).isEmpty());
    w.window->showPane(QStringLiteral("capacity"));
    QTRY_VERIFY(inspected(w).contains(QStringLiteral("Free, tightest device")));
}

void TestWindowState::theInspectorShowsTheChosenDevice()
{
    Window w;
    test::design(w, "1x RTX 3090 + 1x RTX 4080 + 1600W");
    w.window->showPane(QStringLiteral("capacity"));
    auto* table = part<widgets::TableView>(w, "memoryTable");
    QTRY_COMPARE(table->model()->columnCount(), 3);
    const auto plan = plan::makePlan(w.project.request());
    QVERIFY(plan);
    for (const int device : {1, 0}) {
        table->setCurrentIndex(table->model()->index(4, device + 1)); // weights
        const QString value = text::termValue(plan->devices[std::size_t(device)].weights);
        QTRY_VERIFY2(inspected(w).contains(value), qPrintable(value + QStringLiteral(" is not in ") + inspected(w)));
    }
}

/// A model that comes back by undo is inspected again; one of the catalogue has no file to show.
void TestWindowState::theInspectorFollowsUndo()
{
    QTemporaryDir folder;
    Window w;
    openModel(w, tinyModel(folder.filePath(QStringLiteral("first.gguf"))));
    openModel(w, tinyModel(folder.filePath(QStringLiteral("second.gguf")), 320));
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(inspected(w).contains(QStringLiteral("320")), kPatienceMs);
    w.window->action(QStringLiteral("edit.undo"))->trigger();
    QTRY_VERIFY2_WITH_TIMEOUT(inspected(w).contains(QStringLiteral("300")), qPrintable(inspected(w)), kPatienceMs);
    QVERIFY(!inspected(w).contains(QStringLiteral("320")));
    w.window->action(QStringLiteral("edit.undo"))->trigger();
    QTRY_VERIFY2(inspected(w).isEmpty(), qPrintable(inspected(w)));
}

void TestWindowState::aMovedProjectIsNamed()
{
    QTemporaryDir folder;
    RecentProjects().add(folder.filePath(QStringLiteral("moved.headroom")));
    settings::setValue(Setting::Pane, QStringLiteral("capacity"));
    Session session;
    QString shown, pane;
    QTimer::singleShot(500, &session.window(), [&] {
        shown = test::noticed(session.window());
        pane = session.window().currentPane();
        session.window().close();
    });
    session.run({});
    QVERIFY2(shown.contains(QStringLiteral("The project moved is not in")), qPrintable(shown));
    QCOMPARE(pane, QStringLiteral("welcome"));
}

void TestWindowState::missingProjectsCanBeLocatedAndRemoved()
{
    Window w;
    const QString gone = w.folder.filePath(QStringLiteral("gone.headroom"));
    const QString lost = w.folder.filePath(QStringLiteral("lost.headroom"));
    const QString found = w.folder.filePath(QStringLiteral("elsewhere.headroom"));
    QVERIFY(store::Store::open(native(found)));
    RecentProjects().add(gone);
    RecentProjects().add(lost);
    w.window->showPane(QStringLiteral("capacity"));
    w.window->pane(QStringLiteral("welcome"))->invalidate();
    w.window->showPane(QStringLiteral("welcome"));
    const auto buttons = [&](const char* name) {
        QList<QPushButton*> visible = w.window->findChildren<QPushButton*>(QLatin1String(name));
        visible.removeIf([](const QPushButton* button) { return !button->isVisible(); });
        return visible;
    };
    QTRY_COMPARE(buttons("locateProject").size(), 2);
    w.nextFile = found;
    test::click(buttons("locateProject").constFirst());
    QCOMPARE(w.project.path(), found);
    QCOMPARE(RecentProjects().paths(), (QStringList{found, gone}));
    QCOMPARE(w.window->currentPane(), QStringLiteral("capacity")); // where the project is seen
    w.window->showPane(QStringLiteral("welcome"));
    QTRY_COMPARE(buttons("removeProject").size(), 1);
    test::click(buttons("removeProject").constFirst());
    QCOMPARE(RecentProjects().paths(), QStringList{found});
    QTRY_COMPARE(buttons("removeProject").size(), 0);
}

void TestWindowState::aSecondWindowWritesNothing()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shared.headroom"));
    const QString copy = folder.filePath(QStringLiteral("copy.headroom"));
    {
        Window first;
        QVERIFY(first.project.create(path));
        QVERIFY(!first.project.isReadOnly());
        setContext(first.project, 4000);
        Window second;
        QSignalSpy noticed(&second.bench, &Workbench::noticed);
        openProject(second, path);
        QVERIFY(second.project.isReadOnly());
        QVERIFY(noticed.constFirst().constFirst().value<Notice>().text.contains(QStringLiteral("another window")));
        QVERIFY(second.window->windowTitle().contains(QStringLiteral("read-only")));
        setContext(second.project, 7000);
        second.project.savePlan(QStringLiteral("mine"), second.project.request(),
                                *plan::makePlan(second.project.request()));
        second.project.setSetting("note", "second");
        QCOMPARE(second.project.setting("note"), Json("second"));
        QCOMPARE(second.project.plans().size(), std::size_t(1));
        second.nextFile = copy;
        second.window->action(QStringLiteral("file.save"))->trigger(); // asks for another name
        QCOMPARE(second.project.path(), copy);
        QVERIFY(!second.project.isReadOnly());
        first.project.savePlan(QStringLiteral("hers"), first.project.request(),
                               *plan::makePlan(first.project.request()));
    }
    Project project;
    QVERIFY(project.open(path));
    QVERIFY(!project.isReadOnly()); // both are closed
    QCOMPARE(project.request().workload.context, 4000U);
    QVERIFY(project.setting("note").is_null());
    QCOMPARE(project.plans().size(), std::size_t(1));
    QCOMPARE(project.plans().front().name, std::string("hers"));
    QVERIFY(project.open(path)); // its own lock does not keep it out
    QVERIFY(!project.isReadOnly());
    QVERIFY(project.open(copy));
    QCOMPARE(project.request().workload.context, 7000U);
    QCOMPARE(project.setting("note"), Json("second"));
    QCOMPARE(project.plans().front().name, std::string("mine"));
}

void TestWindowState::whatOthersWriteIsSeen()
{
    Window w;
    QSignalSpy changed(&w.project, &Project::runsChanged);
    auto other = store::Store::open(native(w.project.path()), false);
    QVERIFY(other);
    QVERIFY((*other)->addRun("measure", Json::object()));
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), kPatienceMs);
    QTRY_COMPARE(part<widgets::TableView>(w, "runsTable")->model()->rowCount(), 1);
}

void TestWindowState::jobsThatEndedWithTheWindow()
{
    const job::JobSpec compare{"compare", {}, Json{{"baseline", "/b.gguf"}}}, measure{"measure", {}, Json::object()};
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("killed.headroom")), snapshot = path + QStringLiteral(".2");
    const auto endless = [](const job::JobSpec&, JobControl& control) -> Result<job::JobResult> {
        for (;;) {
            HEADROOM_TRY(control.checkpoint());
            QThread::msleep(5);
        }
    };
    {
        Window w(endless);
        QVERIFY(w.project.create(path));
        w.bench.submit("compare", compare.parameters, QStringLiteral("Q4 against B"));
        w.bench.submit("measure", measure.parameters, QStringLiteral("Bandwidth"));
        const auto store = store::Store::open(native(path), false);
        QVERIFY(store && (*store)->copyTo(native(snapshot))); // as a killed window leaves it
    }
    Window w([](const job::JobSpec&, JobControl&) -> Result<job::JobResult> { return job::JobResult{}; });
    QSignalSpy noticed(&w.bench, &Workbench::noticed);
    openProject(w, snapshot);
    QVERIFY(noticed.constFirst().constFirst().value<Notice>().text.startsWith(QStringLiteral("2 jobs did not end")));
    QCOMPARE(w.jobs.jobs().size(), std::size_t(2));
    QVERIFY(w.jobs.jobs().front().isInterrupted);
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_VERIFY2(test::sentence(w).contains(QStringLiteral("Q4 against B")), qPrintable(test::sentence(w)));
    w.window->setJobsVisible(true);
    auto* table = part<widgets::TableView>(w, "jobsTable");
    QCOMPARE(table->model()->index(0, JobsModel::State).data().toString(), QStringLiteral("interrupted"));
    table->setCurrentIndex(table->model()->index(0, 0));
    test::click(part<QPushButton>(w, "runJobAgain"));
    QTRY_COMPARE(w.jobs.jobs().back().state, JobState::Done);
    QCOMPARE(w.jobs.jobs().back().spec.project, native(snapshot));
    QTRY_VERIFY(!test::sentence(w).contains(QStringLiteral("Q4 against B")));
    Window third; // what was named once is not named again
    openProject(third, path);
    QVERIFY(w.project.setting("open_jobs").empty());
}

void TestWindowState::storedRunsAreShown()
{
    Window w([](const job::JobSpec&, JobControl&) -> Result<job::JobResult> { return job::JobResult{}; });
    {
        auto store = store::Store::open(native(w.project.path()), false);
        QVERIFY(store);
        const job::JobSpec spec{"perplexity", {}, Json{{"model", "/models/a.gguf"}, {"context", 128}}};
        const auto run = (*store)->addRun(spec.kind, job::toJson(spec));
        QVERIFY(run && (*store)->setRunState(*run, store::RunState::Running));
        QVERIFY((*store)->failRun(*run, {ErrorCode::WorkerDied, "run", "killed"}));
        QVERIFY((*store)->addMetrics(*run, {{0, *run, "/models/a.gguf", "perplexity", 17.25, {}, {}, "", 64}}));
    }
    w.project.reload();
    w.window->showPane(QStringLiteral("capacity"));
    w.window->setJobsVisible(true);
    test::click(part<widgets::Segmented>(w, "jobsOrRuns")->button(QStringLiteral("runs")));
    auto* runs = part<widgets::TableView>(w, "runsTable");
    QTRY_COMPARE(runs->model()->rowCount(), 1);
    QTest::mouseClick(runs->viewport(), Qt::LeftButton, {}, runs->visualRect(runs->model()->index(0, 0)).center());
    QVERIFY2(inspected(w).contains(QStringLiteral("17.25")), qPrintable(inspected(w)));
    QVERIFY(inspected(w).contains(QStringLiteral("/models/a.gguf")));
    test::click(part<QPushButton>(w, "runJobAgain"));
    QTRY_COMPARE(w.jobs.jobs().size(), std::size_t(1));
    QCOMPARE(w.jobs.jobs().front().spec.parameters.value("context", 0), 128);
}

HEADROOM_TEST(TestWindowState)
#include "tst_windowstate.moc"
