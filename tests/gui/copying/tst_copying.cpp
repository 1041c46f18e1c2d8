// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Copy as command line" in every pane that runs something: the line on the clipboard is that of the job which the pane
// then starts (what such a line does is tested with the command line), and a plan's gives the numbers of the window.
#include "app/models/commandline.h"
#include "core/plan/plan.h"
#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"

#include <QClipboard>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>

using namespace headroom;
using namespace headroom::app;
using test::click;
using test::openView;
using test::part;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000;

/// Jobs are begun and at once over.
Result<job::JobResult> nothing(const job::JobSpec&, JobControl&)
{
    return fail(ErrorCode::Cancelled, "job", "stopped");
}

QString copied(const Window& w)
{
    QGuiApplication::clipboard()->clear();
    w.window->action(QStringLiteral("edit.copy-command"))->trigger();
    return QGuiApplication::clipboard()->text();
}

QString commandOfNewest(const Window& w)
{
    const job::JobSpec& spec = w.jobs.jobs().back().spec;
    return jobCommand(spec.kind, spec.parameters);
}

} // namespace

class TestCopying : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void thePlanOfTheWindow();
    void theMeasurementOfBandwidth();
    void checkedPresets();
    void toolsOfTheQuantizePane_data();
    void toolsOfTheQuantizePane();
    void theComparison();
    void aSelectedJob();
    void cleanupTestCase() { m_window.reset(); }

private:
    QTemporaryDir m_folder;
    QString m_model, m_text;
    std::unique_ptr<Window> m_window;
};

void TestCopying::initTestCase()
{
    test::isolate();
    m_model = m_folder.filePath(QStringLiteral("it's a model.gguf"));
    m_text = m_folder.filePath(QStringLiteral("play.txt"));
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    QVERIFY(test::writeTinyModel(m_model.toStdString(), tiny));
    QFile file(m_text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(test::tinyText(3000)));
    file.close();
    m_window = std::make_unique<Window>(nothing);
    Window& w = *m_window;
    w.nextFile = m_model;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), m_model, kPatienceMs);
}

void TestCopying::thePlanOfTheWindow()
{
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("capacity"));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 copied(w).replace(0, int(qstrlen("headroom-cli")), test::cli()) + QLatin1String(" --json")});
    QVERIFY(shell.waitForFinished(kPatienceMs));
    const Json printed = Json::parse(shell.readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY2(printed.is_object(), shell.readAllStandardError());
    const auto plan = plan::makePlan(w.project.request());
    QVERIFY(plan);
    const Json wanted = plan::toJson(*plan);
    for (const auto& [key, value] : wanted.items())
        QVERIFY2(printed.at(key) == value, (key + ": " + printed.at(key).dump() + "\nfor " + value.dump()).c_str());
}

void TestCopying::theMeasurementOfBandwidth()
{
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("hardware"));
    QCOMPARE(copied(w), QStringLiteral("headroom-cli hardware --measure"));
    w.window->action(QStringLiteral("run.measure"))->trigger();
    QCOMPARE(commandOfNewest(w), copied(w));
}

void TestCopying::checkedPresets()
{
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("quantize"));
    auto* presets = part<widgets::TableView>(w, "presets");
    QTRY_VERIFY_WITH_TIMEOUT(presets->model()->rowCount() > 4, kPatienceMs);
    QVERIFY(copied(w).isEmpty()); // nothing is checked
    QVERIFY(presets->model()->setData(test::presetCell(w, QStringLiteral("Q4_K_M")), Qt::Checked, Qt::CheckStateRole));
    const QString line = copied(w);
    QVERIFY2(line.contains(QStringLiteral(" --preset Q4_K_M")), qPrintable(line));
    QTRY_VERIFY(part<QPushButton>(w, "startQuantizing")->isEnabled());
    click(part<QPushButton>(w, "startQuantizing"));
    QCOMPARE(commandOfNewest(w), line);
}

void TestCopying::toolsOfTheQuantizePane_data()
{
    QTest::addColumn<QByteArray>("view");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("sensitivity") << QByteArray("sensitivity") << QByteArray("sensitivityText")
                                 << QByteArray("startSensitivity");
    QTest::newRow("search") << QByteArray("search") << QByteArray("searchText") << QByteArray("startSearch");
}

void TestCopying::toolsOfTheQuantizePane()
{
    QFETCH(QByteArray, view);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, start);
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("quantize"));
    openView(w, view);
    part<widgets::FilePicker>(w, text)->setPath(m_text);
    QTRY_VERIFY(part<QPushButton>(w, start)->isEnabled());
    const QString line = copied(w);
    QVERIFY2(line.startsWith(QStringLiteral("headroom-cli %1 ").arg(QLatin1String(view)))
                 && line.contains(QStringLiteral(" --text ") + m_text),
             qPrintable(line));
    click(part<QPushButton>(w, start));
    QCOMPARE(commandOfNewest(w), line);
}

void TestCopying::theComparison()
{
    Window& w = *m_window;
    const QString candidate = m_folder.filePath(QStringLiteral("candidate.gguf"));
    QVERIFY(QFile::copy(m_model, candidate));
    w.window->showPane(QStringLiteral("evaluate"));
    w.nextFile = candidate;
    click(part<QPushButton>(w, "addCandidate"));
    part<widgets::FilePicker>(w, "textFile")->setPath(m_text);
    part<QSpinBox>(w, "context")->setValue(64);
    QTRY_VERIFY(part<QPushButton>(w, "compare")->isEnabled());
    const QString line = copied(w);
    QVERIFY2(line.contains(candidate) && line.contains(QStringLiteral(" --context 64")), qPrintable(line));
    click(part<QPushButton>(w, "compare"));
    QCOMPARE(commandOfNewest(w), line);
}

void TestCopying::aSelectedJob()
{
    Window& w = *m_window;
    w.window->action(QStringLiteral("view.jobs"))->trigger();
    auto* table = part<widgets::TableView>(w, "jobsTable");
    table->selectRow(table->model()->rowCount() - 1);
    QGuiApplication::clipboard()->clear();
    click(part<QPushButton>(w, "copyJobCommand"));
    QCOMPARE(QGuiApplication::clipboard()->text(), commandOfNewest(w));
}

HEADROOM_TEST(TestCopying)
#include "tst_copying.moc"
