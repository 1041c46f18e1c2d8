// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Planning by hand: a cross that stays under the pointer, plans that can be read, a power limit that is what it says, a
// row that is marked as long as it is current, a catalogue model that is not there.
#include "app/models/plan/plansmodel.h"
#include "app/project/firstrequest.h"
#include "support/projector.h"
#include "tests/gui/state/state.h"
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/labeledslider.h"
#include "widgets/plot/frontiermap.h"
#include "widgets/plot/gauge.h"
#include "widgets/plot/stackedbars.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>

using namespace headroom;
using namespace headroom::app;
using test::choose;
using test::design;
using test::native;
using test::part;
using test::Window;

class TestPlanning : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init()
    {
        QSettings().clear();
        languages::set(QStringLiteral("en"));
    }
    void theMapStaysUnderThePointer();
    void plansCanBeRead_data();
    void plansCanBeRead();
    void rowsThatFitAreWhole();
    void undoUnmarksThePlan();
    void cardsShareTheLimit();
    void limitsOfTheirOwnAreSaidToBe();
    void spikesAreWhole_data();
    void spikesAreWhole();
    void unknownModelsAreNamed();
    void thePresentationsNoteGoesWithIt();
    void theInspectorBeginsAtItsTop();
    void projectorsAreCounted();
    void expertsStayInHostMemory();
};

/// What the header says grows and shrinks with the place of the cross.
void TestPlanning::theMapStaysUnderThePointer()
{
    Window w;
    choose(w, "llama-3.1-8b");
    design(w, "1x RTX 3090 + 1000W");
    w.window->showPane(QStringLiteral("capacity"));
    QTest::qWait(300);
    auto* map = part<widgets::FrontierMap>(w, "fitMap");
    QWidget* plot = map->focusProxy();
    const QPointF cross = map->pixelOf(map->cross().x(), map->cross().y());
    const QPoint from = plot->mapFrom(map, cross.toPoint());
    const QRect before(map->mapTo(w.window.get(), QPoint()), map->size());
    QTest::mousePress(plot, Qt::LeftButton, {}, from);
    for (int step = 1; step <= 24; ++step) {
        const QPoint to = from + QPoint(0, (step <= 12 ? -1 : 1) * 8 * (step <= 12 ? step : step - 18));
        QMouseEvent move(QEvent::MouseMove, to, plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(plot, &move);
        QTest::qWait(20); // headline and layout follow
        QCOMPARE(QRect(map->mapTo(w.window.get(), QPoint()), map->size()), before);
    }
    QTest::mouseRelease(plot, Qt::LeftButton, {}, from);
    QTest::qWait(100);
    const auto* header = w.window->pane(QStringLiteral("capacity"))->findChild<widgets::VerdictHeader*>();
    QCOMPARE(header->height(), header->heightForWidth(header->width())); // as tall as it needs again
}

void TestPlanning::plansCanBeRead_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {1280, 1024, 1920})
        QTest::addRow("%d", width) << width;
}

void TestPlanning::plansCanBeRead()
{
    QFETCH(int, width);
    Window w;
    w.window->resize(width, 800);
    w.window->showPane(QStringLiteral("capacity"));
    design(w, "2x RTX 3090 + 1200W");
    for (const char* model : {"llama-3.3-70b", "llama-3.1-8b"}) {
        choose(w, model);
        test::click(part<QPushButton>(w, "pinPlan"));
    }
    QTest::qWait(300);
    auto* table = part<widgets::TableView>(w, "plansTable");
    const QModelIndex name = table->model()->index(0, PlansModel::Name);
    QVERIFY2(name.data().toString().contains(QStringLiteral("70B")), qPrintable(name.data().toString()));
    QVERIFY(name.data(Qt::ToolTipRole).toString().contains(QStringLiteral("70B")));
    const QRect whole = table->viewport()->rect();
    QVERIFY2(table->visualRect(name).width() >= 140, qPrintable(QString::number(table->visualRect(name).width())));
    const QRect verdict = table->visualRect(table->model()->index(0, PlansModel::Verdict));
    QVERIFY(whole.contains(verdict.center()) && verdict.right() <= whole.right() + 1);
}

/// Also where the table has to be scrolled sideways.
void TestPlanning::rowsThatFitAreWhole()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    choose(w, "llama-3.1-8b");
    design(w, "8x RTX 3090 + 2000W");
    QTest::qWait(300);
    auto* table = part<widgets::TableView>(w, "memoryTable");
    const int last = table->model()->rowCount() - 1;
    QVERIFY(table->horizontalScrollBar()->maximum() > 0);
    const QRect row = table->visualRect(table->model()->index(last, 0));
    QVERIFY2(row.bottom() <= table->viewport()->rect().bottom(), qPrintable(QString::number(row.bottom())));
    QVERIFY(row.width() >= table->fontMetrics().horizontalAdvance(QStringLiteral("Overhead")));
}

void TestPlanning::undoUnmarksThePlan()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    choose(w, "llama-3.1-8b");
    test::click(part<QPushButton>(w, "pinPlan"));
    choose(w, "llama-3.3-70b");
    auto* table = part<widgets::TableView>(w, "plansTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 0)).center());
    QTest::qWait(100);
    QVERIFY(!table->selectionModel()->selectedRows().isEmpty());
    w.window->action(QStringLiteral("edit.undo"))->trigger();
    QTRY_VERIFY(table->selectionModel()->selectedRows().isEmpty());
}

void TestPlanning::cardsShareTheLimit()
{
    Window w;
    w.window->showPane(QStringLiteral("hardware"));
    design(w, "2x RTX 3090 + 1200W");
    QTest::qWait(100);
    auto* slider = part<widgets::LabeledSlider>(w, "powerLimit");
    slider->slider()->setFocus();
    QTest::keyClick(slider->slider(), Qt::Key_Home);
    QTRY_COMPARE(w.project.rig().gpus[1].limitWatts(), 140.0);
    test::click(part<QPushButton>(w, "addGpu"));
    QTRY_COMPARE(w.project.rig().gpus.size(), std::size_t(3));
    QCOMPARE(w.project.rig().gpus[2].limitWatts(), 140.0);
}

void TestPlanning::limitsOfTheirOwnAreSaidToBe()
{
    Window w;
    w.window->showPane(QStringLiteral("hardware"));
    machine::Rig rig = *machine::designRig("2x RTX 3090 + 1200W");
    rig.gpus[0].powerLimitWatts = 140;
    w.project.editRig(rig, QStringLiteral("rig"));
    auto* slider = part<widgets::LabeledSlider>(w, "powerLimit");
    QTRY_COMPARE(slider->slider()->accessibleDescription(), QStringLiteral("several"));
    slider->slider()->setFocus();
    QTest::keyClick(slider->slider(), Qt::Key_Home);
    QTRY_VERIFY(slider->slider()->accessibleDescription().contains(QStringLiteral("140")));
    QCOMPARE(w.project.rig().gpus[0].limitWatts(), w.project.rig().gpus[1].limitWatts());
    design(w, "1x RTX 4060 + 1x RTX 3090 + 1000W"); // none limited: the largest one's says it
    QTRY_VERIFY2(slider->slider()->accessibleDescription().contains(QStringLiteral("350")),
                 qPrintable(slider->slider()->accessibleDescription()));
}

void TestPlanning::spikesAreWhole_data()
{
    QTest::addColumn<QString>("locale");
    for (const char* locale : {"en", "de", "zh_CN"})
        QTest::newRow(locale) << locale;
}

void TestPlanning::spikesAreWhole()
{
    QFETCH(QString, locale);
    languages::set(locale);
    Window w;
    w.window->showPane(QStringLiteral("hardware"));
    design(w, "8x RTX 3090 + 1200W");
    QTest::qWait(200);
    auto* gauge = part<widgets::Gauge>(w, "supplyGauge");
    QVERIFY(gauge->width() >= gauge->sizeHint().width());
    const QImage picture = gauge->grab().toImage();
    const QRgb ground = picture.pixel(picture.width() - 1, 0);
    for (int y = 0; y < picture.height(); ++y) // nothing runs out of it at the right
        QCOMPARE(picture.pixel(picture.width() - 1, y), ground);
    languages::set(QStringLiteral("en"));
}

void TestPlanning::unknownModelsAreNamed()
{
    Window w;
    const QString path = w.folder.filePath(QStringLiteral("newer.headroom"));
    {
        Json request = requestToJson(w.project.request());
        request["model"] = {{"catalogue", "llama-9-900b"}};
        const auto store = store::Store::open(native(path));
        QVERIFY(store && (*store)->setSetting("plan_request", request));
    }
    test::openProject(w, path);
    const QString said = test::noticed(*w.window);
    QVERIFY2(said.contains(QStringLiteral("llama-9-900b")), qPrintable(said));
    test::setContext(w.project, 2048);
    QVERIFY(w.project.create(w.folder.filePath(QStringLiteral("other.headroom")))); // written at the latest by now
    const auto store = store::Store::open(native(path), false);
    QVERIFY(store);
    const Json kept = (*store)->setting("plan_request")->value();
    QCOMPARE(kept["model"]["catalogue"].get<std::string>(), std::string("llama-9-900b")); // for who knows it
    QCOMPARE(kept["context_tokens"].get<int>(), 2048);
}

void TestPlanning::thePresentationsNoteGoesWithIt()
{
    Window w;
    const auto told = [&] {
        for (const widgets::Toast* toast : w.window->findChildren<widgets::Toast*>())
            if (toast->isVisible() && toast->accessibleName().contains(QStringLiteral("presentation")))
                return true;
        return false;
    };
    w.window->setPresenting(true);
    QTRY_VERIFY(told());
    w.window->setPresenting(false);
    QTRY_VERIFY(!told());
}

void TestPlanning::theInspectorBeginsAtItsTop()
{
    Window w;
    w.window->inspector()->setMaximumHeight(140);
    w.window->showPane(QStringLiteral("hardware"));
    design(w, "2x RTX 3090 + 1200W");
    QScrollBar* bar = w.window->inspector()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    bar->setValue(bar->maximum());
    w.window->showPane(QStringLiteral("capacity"));
    QTest::qWait(200);
    QCOMPARE(bar->value(), 0);
}

void TestPlanning::projectorsAreCounted()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    design(w, "1x RTX 3090 + 1000W");
    test::openModel(w, test::tinyModel(w.folder.filePath(QStringLiteral("tiny.gguf"))));
    const QString path = w.folder.filePath(QStringLiteral("mmproj-tiny.gguf"));
    QVERIFY(test::writeProjector(native(path)));
    auto* combo = part<widgets::CaptionedCombo>(w, "planProjector");
    QVERIFY(!combo->isVisible()); // nothing was beside the model yet
    w.window->pane(QStringLiteral("capacity"))->invalidate();
    const auto choose = [&](const QString& key) { combo->setCurrentData(key); };
    QTRY_VERIFY(combo->combo()->findData(QStringLiteral("file:") + path) >= 0);
    QVERIFY(w.project.request().beside.empty() && combo->isVisible());
    choose(QStringLiteral("file:") + path);
    QTRY_COMPARE(w.project.request().projector, path.toStdString());
    QVERIFY(plan::makePlan(w.project.request())->beside.value > 0);
    QVERIFY(combo->combo()->currentText().contains(QStringLiteral("mmproj-tiny.gguf")));
    w.window->action(QStringLiteral("edit.undo"))->trigger();
    QVERIFY(w.project.request().beside.empty() && w.project.request().projector.empty());
    QTRY_COMPARE(combo->currentData().toString(), QStringLiteral("none"));
    w.window->action(QStringLiteral("edit.redo"))->trigger();
    QCOMPARE(w.project.request().projector, path.toStdString());
    w.nextFile = w.project.modelPath(); // is none
    choose(QStringLiteral("ask"));
    QTRY_VERIFY(!test::noticed(*w.window).isEmpty());
    QCOMPARE(w.project.request().projector, path.toStdString());
    QTRY_COMPARE(combo->currentData().toString(), QStringLiteral("file:") + path);
}

void TestPlanning::expertsStayInHostMemory()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    design(w, "1x RTX 3090 + 1000W");
    auto* slider = part<widgets::LabeledSlider>(w, "planHostExperts");
    choose(w, "llama-3.1-8b");
    QTRY_VERIFY(!slider->isVisible());
    choose(w, "mixtral-8x7b");
    QTRY_VERIFY(slider->isVisible());
    const auto weights = [&] { return plan::makePlan(w.project.request())->devices.front().weights.value; };
    const double before = weights();
    slider->slider()->setFocus();
    QTest::keyClick(slider->slider(), Qt::Key_End);
    QTRY_COMPARE(w.project.request().offload.cpuExperts, w.project.model().shape.layers);
    QVERIFY(weights() < before / 4);
    w.window->action(QStringLiteral("edit.undo"))->trigger();
    QTRY_COMPARE(w.project.request().offload.cpuExperts, 0U);
    QTRY_COMPARE(slider->value(), 0.0);
}

HEADROOM_TEST(TestPlanning)
#include "tst_planning.moc"
