// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, clicked: panes, models and projects by dialog and by error, languages, undo, the palette, a long job
// that must not hold up the event loop, and names for everything that can be focused.
#include "app/gui/actions.h"
#include "app/gui/panes.h"
#include "app/panes/capacity/fitmap.h"
#include "core/machine/catalogue.h"
#include "support/shareddata.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/labeledslider.h"
#include "widgets/input/segmented.h"
#include "widgets/plot/capacitycard.h"
#include "widgets/shell/toast.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAccessibleWidget>
#include <QAction>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <filesystem>
#include <thread>

using namespace headroom;
using namespace headroom::app;
using test::Window;

namespace {

QString modelFile()
{
    const auto path = test::sharedData("models/shakespeare3m-f16.gguf");
    return QString::fromStdU16String(path.u16string());
}

widgets::VerdictHeader* headerOf(Pane* pane)
{
    return pane->findChild<widgets::VerdictHeader*>();
}

void detect(Window& w)
{
    QSignalSpy detected(&w.project, &Project::machineChanged);
    w.bench.detectMachine();
    QVERIFY(detected.wait(10000));
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init() { QSettings().clear(); }
    void opensEveryPane();
    void opensAModel();
    void saysWhatIsWrongWithAFile_data();
    void saysWhatIsWrongWithAFile();
    void capacityFollowsTheSliders();
    void crossAndSlidersAreOne();
    void plansArePinnedAndCompared();
    void designChangesBySupplyAndCards();
    void measuredBandwidthReachesTheMachine();
    void languagesSwitchWhileRunning();
    void paletteRunsCommands();
    void droppedModelsAreInspected_data();
    void droppedModelsAreInspected();
    void layoutIsKeptAndReset();
    void projectsOpenAndSave();
    void eventLoopIsNeverHeldUp();
    void everythingFocusableHasAName();
};

void TestWindow::opensEveryPane()
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    Window w;
    QVERIFY(w.opened);
    QVERIFY2(sinceStart.elapsed() < 3000, "the window takes too long to appear");
    QCOMPARE(w.window->currentPane(), QStringLiteral("welcome"));
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        QCOMPARE(w.window->currentPane(), QLatin1String(row.id));
        Pane* pane = w.window->pane(QLatin1String(row.id));
        QVERIFY(pane && pane->isVisible());
        QCOMPARE(pane->title(), paneTitle(row));
    }
}

void TestWindow::opensAModel()
{
    HEADROOM_NEEDS(test::sharedData("models/shakespeare3m-f16.gguf"));
    Window w;
    w.nextFile = modelFile();
    QSignalSpy opened(&w.bench, &Workbench::modelOpened);
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QVERIFY(opened.wait(5000));
    QCOMPARE(w.project.modelPath(), modelFile());
    QVERIFY(w.project.model().parameters() > 1000000);
    QCOMPARE(w.project.models().size(), std::size_t(1));
}

void TestWindow::saysWhatIsWrongWithAFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("this is no model");
    QTest::newRow("cut short") << QByteArray("GGUF\3\0\0\0\xff\xff", 10);
}

void TestWindow::saysWhatIsWrongWithAFile()
{
    QFETCH(QByteArray, content);
    Window w;
    w.nextFile = w.folder.filePath(QStringLiteral("broken.gguf"));
    QFile file(w.nextFile);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
    file.close();
    QSignalSpy noticed(&w.bench, &Workbench::noticed);
    const std::string before = w.project.model().name;
    w.window->action(QStringLiteral("file.open-model"))->trigger();
    QVERIFY(noticed.wait(5000));
    const auto notice = noticed.front().front().value<Notice>();
    QVERIFY(notice.text.contains(QLatin1String("broken.gguf")));
    QVERIFY(!notice.nextStep.isEmpty());
    QCOMPARE(w.window->findChildren<widgets::Toast*>().size(), 1); // a message that goes by itself, no modal box
    QVERIFY(!QApplication::activeModalWidget());
    QCOMPARE(w.project.model().name, before);
}

void TestWindow::capacityFollowsTheSliders()
{
    Window w;
    w.project.editRig(*machine::designRig("1x RTX 3090 + 1200W"), QStringLiteral("rig")); // memory decides, not power
    w.window->showPane(QStringLiteral("capacity"));
    Pane* pane = w.window->pane(QStringLiteral("capacity"));
    auto* slider = pane->findChild<widgets::LabeledSlider*>(QStringLiteral("planConcurrency"));
    QTRY_VERIFY(headerOf(pane)->sentence().contains(QLatin1String("GiB")));
    const QString before = headerOf(pane)->sentence();
    slider->slider()->setFocus();
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(slider->slider(), Qt::Key_Right);
    QTRY_VERIFY(headerOf(pane)->sentence() != before);
    QVERIFY(w.project.request().workload.concurrency > 1);
    const auto plan = plan::makePlan(w.project.request());
    QVERIFY(plan.has_value());
    // The window shows what the engine computes, to the byte.
    auto* memory = pane->findChild<widgets::TableView*>(QStringLiteral("memoryTable"));
    const QAbstractItemModel* model = memory->model();
    QTRY_COMPARE(model->index(3, 1).data(Qt::UserRole + 1).toString(),
                 QString::number(plan->devices.front().kvCache.value, 'f', 0));
    w.window->action(QStringLiteral("edit.undo"))->trigger();
    QTRY_COMPARE(headerOf(pane)->sentence(), before);
    // A selected number is explained.
    memory->setCurrentIndex(model->index(4, 1));
    QTRY_VERIFY(w.bench.inspected().formula.contains(QLatin1String("block")));
}

void TestWindow::crossAndSlidersAreOne()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    Pane* pane = w.window->pane(QStringLiteral("capacity"));
    auto* map = pane->findChild<FitMap*>();
    QTRY_COMPARE(map->cross().x(), double(w.project.request().workload.context));
    emit map->crossMoved(16384, 4);
    QCOMPARE(w.project.request().workload.context, 16384U);
    QCOMPARE(w.project.request().workload.concurrency, 4U);
    auto* context = pane->findChild<widgets::LabeledSlider*>(QStringLiteral("planContext"));
    QTRY_COMPARE(context->value(), 16384.0);
    context->setValue(32768);
    emit context->valueChanged(32768);
    QTRY_COMPARE(map->cross().x(), 32768.0);
    const auto plan = plan::makePlan(w.project.request());
    QTRY_COMPARE(map->isOver(), plan->verdict == plan::Verdict::DoesNotFit);
}

void TestWindow::plansArePinnedAndCompared()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    Pane* pane = w.window->pane(QStringLiteral("capacity"));
    auto* pin = pane->findChild<QPushButton*>(QStringLiteral("pinPlan"));
    QTest::mouseClick(pin, Qt::LeftButton);
    auto* kvType = pane->findChild<widgets::Segmented*>(QStringLiteral("planKvType"));
    QTRY_VERIFY(kvType->button(QStringLiteral("q8_0")));
    QTest::mouseClick(kvType->button(QStringLiteral("q8_0")), Qt::LeftButton);
    QTRY_COMPARE(w.project.request().kvType, std::string("q8_0"));
    QTest::mouseClick(pin, Qt::LeftButton);
    auto* table = pane->findChild<widgets::TableView*>(QStringLiteral("plansTable"));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QVERIFY(table->model()->index(1, 0).data().toString().contains(QLatin1String("q8_0")));
    QVERIFY(table->asCsv().contains(QLatin1String("f16")));
    const QRect first = table->visualRect(table->model()->index(0, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, first.center());
    QTRY_COMPARE(w.project.request().kvType, std::string("f16"));
}

void TestWindow::designChangesBySupplyAndCards()
{
    Window w;
    w.window->showPane(QStringLiteral("hardware"));
    Pane* pane = w.window->pane(QStringLiteral("hardware"));
    detect(w);
    const std::size_t cards = w.project.rig().gpus.size();
    const auto load = [&] { return plan::planPower(w.project.rig()).psuLoad.value; };
    const double before = load();
    QTRY_VERIFY(headerOf(pane)->sentence().contains(QLatin1Char('W')));
    const QString sentence = headerOf(pane)->sentence();
    QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("addGpu")), Qt::LeftButton);
    QCOMPARE(w.project.rig().gpus.size(), cards + 1);
    QVERIFY(load() > before);
    QTRY_VERIFY(headerOf(pane)->sentence() != sentence);
    QTRY_COMPARE(pane->findChildren<widgets::CapacityCard*>().size() >= qsizetype(cards + 1), true);
    QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("removeGpu")), Qt::LeftButton);
    QCOMPARE(w.project.rig().gpus.size(), cards);
}

void TestWindow::measuredBandwidthReachesTheMachine()
{
    Window w([](const job::JobSpec& spec, JobControl&) -> Result<job::JobResult> {
        return job::JobResult{0, Json{{"read_gb_per_s", 12.5}, {"repeats", 5}, {"measured_at", spec.kind}}};
    });
    detect(w);
    w.window->action(QStringLiteral("run.measure"))->trigger();
    QTRY_COMPARE(w.project.machine()->rig.ramBandwidthGBs, 12.5);
    QCOMPARE(w.project.machine()->rig.ramBandwidthProvenance, Provenance::Measured);
    detect(w); // detecting again does not forget it
    QCOMPARE(w.project.machine()->rig.ramBandwidthGBs, 12.5);
}

void TestWindow::languagesSwitchWhileRunning()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    Pane* pane = w.window->pane(QStringLiteral("capacity"));
    QTRY_VERIFY(!headerOf(pane)->sentence().isEmpty());
    const QString english = headerOf(pane)->sentence(), file = actionText(actionTable().front());
    for (const char* locale : {"de", "zh_CN"}) {
        languages::set(QLatin1String(locale));
        QTRY_VERIFY(headerOf(pane)->sentence() != english);
        QVERIFY(actionText(actionTable().front()) != file);
        QTRY_COMPARE(w.window->action(QStringLiteral("file.open-model"))->text(), actionText(actionTable().front()));
    }
    languages::set(QStringLiteral("en"));
    QTRY_COMPARE(headerOf(pane)->sentence(), english);
}

void TestWindow::paletteRunsCommands()
{
    Window w;
    w.window->openPalette();
    widgets::CommandPalette* palette = w.window->commandPalette();
    QTRY_VERIFY(palette->isVisible());
    QVERIFY(palette->shownIds().size() >= qsizetype(actionTable().size() - 1));
    QTest::keyClicks(palette->field(), QStringLiteral("hardware"));
    QTRY_COMPARE(palette->shownIds().value(0), QStringLiteral("view.pane-hardware"));
    QTest::keyClick(palette->field(), Qt::Key_Return);
    QTRY_COMPARE(w.window->currentPane(), QStringLiteral("hardware"));
}

void TestWindow::droppedModelsAreInspected_data()
{
    HEADROOM_NEEDS(test::sharedData("models/shakespeare3m-f16.gguf"));
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char* name, const char* path, const QStringList& says) {
        const auto found = test::sharedData(path);
        if (!found.empty())
            QTest::newRow(name) << QString::fromStdU16String(found.u16string()) << says;
    };
    row("GGUF", "models/shakespeare3m-f16.gguf",
        {QStringLiteral("GGUF v3"), QStringLiteral("llama"), QStringLiteral("Tensors by type"), QStringLiteral("F16: "),
         QStringLiteral("SentencePiece"), QStringLiteral("Chat template")});
    // Whatever checkpoint folders the data holds.
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(test::sharedData("models"), ignored))
        if (std::filesystem::exists(entry.path() / "config.json"))
            QTest::newRow(entry.path().filename().c_str())
                << QString::fromStdU16String(entry.path().u16string())
                << QStringList{QStringLiteral("safetensors"), QStringLiteral("Tensors by type"),
                               QStringLiteral("Tokenizer")};
}

/// By drag and drop, on the start page: the window goes where the model can be used and the Inspector says what is in
/// it.
void TestWindow::droppedModelsAreInspected()
{
    QFETCH(QString, path);
    QFETCH(QStringList, says);
    Window w;
    QCOMPARE(w.window->currentPane(), QStringLiteral("welcome"));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(w.window.get(), &enter);
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(w.window.get(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), path, 20000);
    QCOMPARE(w.window->currentPane(), QStringLiteral("quantize"));
    const auto shown = [&] { return w.window->inspector()->plainText(); };
    for (const QString& text : says)
        QTRY_VERIFY2(shown().contains(text), qPrintable(text + QStringLiteral(" is not in:\n") + shown()));
    auto* tensors = w.window->findChild<widgets::TableView*>(QStringLiteral("tensors"));
    QTRY_VERIFY_WITH_TIMEOUT(tensors->model()->rowCount() == int(w.project.model().tensors.size()), 20000);
    w.window->action(QStringLiteral("view.model"))->trigger();
    QVERIFY(shown().contains(says.front()));
}

void TestWindow::layoutIsKeptAndReset()
{
    {
        Window w;
        w.window->showPane(QStringLiteral("hardware"));
        w.window->setInspectorVisible(false);
        w.window->close();
    }
    Window w;
    QCOMPARE(w.window->currentPane(), QStringLiteral("hardware"));
    w.window->resetLayout();
    QTRY_VERIFY(w.window->inspector()->isVisible());
}

void TestWindow::projectsOpenAndSave()
{
    Window w;
    w.nextFile = w.folder.filePath(QStringLiteral("second.headroom"));
    w.window->action(QStringLiteral("file.save-as"))->trigger();
    QCOMPARE(w.project.name(), QStringLiteral("second"));
    QVERIFY(w.window->windowTitle().contains(QLatin1String("second")));
    w.nextFile = w.folder.filePath(QStringLiteral("third.headroom"));
    w.window->action(QStringLiteral("file.save"))->trigger(); // named already: no question, nothing moved
    QCOMPARE(w.project.name(), QStringLiteral("second"));
    w.nextFile = w.folder.filePath(QStringLiteral("test.headroom"));
    w.window->action(QStringLiteral("file.open-project"))->trigger();
    QCOMPARE(w.project.name(), QStringLiteral("test"));
}

void TestWindow::eventLoopIsNeverHeldUp()
{
    // A job that reports as fast as it can, for two seconds.
    Window w([](const job::JobSpec&, JobControl& control) -> Result<job::JobResult> {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
        std::uint64_t done = 0;
        while (std::chrono::steady_clock::now() < end) {
            HEADROOM_TRY(control.checkpoint());
            control.report({"quantize", said("blk.0.ffn_down.weight"), ++done, 50000000, done * 1000, 50000000000});
            if (done % 64 == 0)
                std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        return job::JobResult{0, Json{{"done", done}}};
    });
    w.window->showPane(QStringLiteral("capacity"));
    w.window->setJobsVisible(true);
    QTest::qWait(300); // first paint of everything
    const JobId id = w.bench.submit("quantize", Json::object(), QStringLiteral("long"));
    qint64 longest = 0;
    QElapsedTimer turn;
    while (!w.jobs.find(id)->isOver()) {
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
        longest = std::max(longest, turn.elapsed());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    QCOMPARE(w.jobs.find(id)->state, JobState::Done);
    qInfo("longest turn of the event loop: %lld ms", static_cast<long long>(longest));
    QVERIFY2(longest <= 100, qPrintable(QStringLiteral("a turn took %1 ms").arg(longest)));
}

void TestWindow::everythingFocusableHasAName()
{
    Window w;
    QStringList nameless;
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        QTest::qWait(50);
        for (QWidget* widget : w.window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            if (qobject_cast<QAbstractSpinBox*>(widget->parent())) // the box around it carries the name
                continue;
            const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            if (face && !face->text(QAccessible::Name).isEmpty())
                continue;
            nameless.append(QStringLiteral("%1: %2 %3")
                                .arg(QLatin1String(row.id), QLatin1String(widget->metaObject()->className()),
                                     widget->objectName()));
        }
    }
    nameless.removeDuplicates();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

HEADROOM_TEST(TestWindow)
#include "tst_window.moc"
