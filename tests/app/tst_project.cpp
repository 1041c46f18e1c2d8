// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The project on the interface thread: what is edited comes back after reopening, undo merges a gesture, errors are
// named.
#include "app/project/firstrequest.h"
#include "app/project/project.h"
#include "core/machine/catalogue.h"
#include "tests/support/test.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace headroom;
using namespace headroom::app;

class TestProject : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void startsWithSomethingToPlan();
    void editsSurviveReopening();
    void oneGestureIsOneStep();
    void saveAsGoesOnThere();
    void saveAsTakesWhatAnotherProcessWrites();
    void damagedFilesAreRefused_data();
    void damagedFilesAreRefused();

private:
    QTemporaryDir m_folder;
    QString at(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
};

void TestProject::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QVERIFY(m_folder.isValid());
}

void TestProject::startsWithSomethingToPlan()
{
    Project project;
    QVERIFY(project.hasModel());
    QCOMPARE(project.rig().gpus.size(), std::size_t(1));
    QVERIFY(plan::makePlan(project.request()).has_value());
}

void TestProject::editsSurviveReopening()
{
    {
        Project project;
        QVERIFY(project.create(at("a.headroom")).has_value());
        plan::PlanRequest request = project.request();
        request.workload.context = 12345;
        request.kvType = "q8_0";
        request.rig = *machine::designRig("2x RTX 4090 + 1600W");
        project.edit(request, QStringLiteral("edit"));
        project.savePlan(QStringLiteral("A"), project.request(), *plan::makePlan(project.request()));
    }
    Project again;
    QSignalSpy opened(&again, &Project::opened);
    QVERIFY(again.open(at("a.headroom")).has_value());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(again.request().workload.context, 12345U);
    QCOMPARE(again.request().kvType, std::string("q8_0"));
    QCOMPARE(again.rig().gpus.size(), std::size_t(2));
    QCOMPARE(again.plans().size(), std::size_t(1));
    QCOMPARE(requestFromJson(again.plans().front().request, firstRequest()).workload.context, 12345U);
    QVERIFY(!again.undoStack().canUndo());
}

void TestProject::oneGestureIsOneStep()
{
    Project project;
    const auto move = [&](std::uint32_t context, int mergeId) {
        plan::PlanRequest request = project.request();
        request.workload.context = context;
        project.edit(request, QStringLiteral("context"), mergeId);
    };
    const std::uint32_t before = project.request().workload.context;
    for (std::uint32_t context = 2000; context < 2050; ++context)
        move(context, 5);
    move(4000, -1);
    QCOMPARE(project.undoStack().count(), 2);
    project.undoStack().undo();
    QCOMPARE(project.request().workload.context, 2049U);
    project.undoStack().undo();
    QCOMPARE(project.request().workload.context, before);
    project.undoStack().redo();
    QCOMPARE(project.request().workload.context, 2049U);
}

void TestProject::saveAsGoesOnThere()
{
    Project project;
    QVERIFY(project.openUnnamed().has_value());
    QVERIFY(project.isUnnamed());
    project.setSetting("note", Json("kept"));
    QVERIFY(project.saveAs(at("named.headroom")).has_value());
    QVERIFY(!project.isUnnamed());
    QCOMPARE(project.name(), QStringLiteral("named"));
    QCOMPARE(project.setting("note").get<std::string>(), std::string("kept"));
    const Status again = project.create(at("named.headroom"));
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
    const Status nowhere = project.saveAs(at("missing/folder.headroom"));
    QVERIFY(!nowhere);
    QCOMPARE(project.setting("note").get<std::string>(), std::string("kept")); // still open
}

/// The writer of the same project is another connection, as a worker's is; its last transaction is in the log only.
void TestProject::saveAsTakesWhatAnotherProcessWrites()
{
    Project project;
    QVERIFY(project.create(at("written.headroom")).has_value());
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    std::thread writer([&] {
        auto store = store::Store::open(std::filesystem::path(at("written.headroom").toStdU16String()), false);
        while (store && !stop && (*store)->addRun("measure", Json::object()))
            ++written;
    });
    while (written < 3)
        QTest::qSleep(1);
    const int before = written;
    const Status saved = project.saveAs(at("taken-over.headroom"));
    stop = true;
    writer.join();
    QVERIFY2(saved.has_value(), saved ? "" : saved.error().detail.c_str());
    QCOMPARE(project.name(), QStringLiteral("taken-over"));
    QVERIFY2(int(project.runs().size()) >= before, "the log of the other process was left behind");
    QVERIFY(QFile::exists(at("written.headroom")));
}

void TestProject::damagedFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray(5000, 'x');
    QTest::newRow("half a database") << QByteArray("SQLite format 3\0garbage", 23) + QByteArray(200, '\x01');
}

void TestProject::damagedFilesAreRefused()
{
    QFETCH(QByteArray, content);
    QFile file(at("damaged.headroom"));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
    file.close();
    Project project;
    QVERIFY(project.create(at(QTest::currentDataTag()[0] == 't' ? "c1.headroom" : "c2.headroom")).has_value());
    const QString before = project.path();
    const Status status = project.open(file.fileName());
    QVERIFY(!status);
    QVERIFY(status.error().where.find("damaged.headroom") != std::string::npos);
    QCOMPARE(project.path(), before);
}

HEADROOM_TEST(TestProject)
#include "tst_project.moc"
