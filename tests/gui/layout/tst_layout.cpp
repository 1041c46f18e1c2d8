// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the window looks: every pane fits at 1280 x 800 in every language, presenting shows the pane and nothing else,
// and pictures of every pane go to <build>/screenshots to be looked at.
#include "app/gui/panes.h"
#include "core/machine/catalogue.h"
#include "support/shareddata.h"
#include "tests/gui/window.h"
#include "tests/support/test.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QDir>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedLayout>
#include <QToolButton>
#include <QtTest>

using namespace headroom;
using namespace headroom::app;
using test::Window;

namespace {

QString modelFile()
{
    const auto path = test::sharedData("models/shakespeare3m-f16.gguf");
    return QString::fromStdU16String(path.u16string());
}

QDir pictures()
{
    const QDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"));
    folder.mkpath(QStringLiteral("."));
    return folder;
}

void detect(Window& w)
{
    QSignalSpy detected(&w.project, &Project::machineChanged);
    w.bench.detectMachine();
    QVERIFY(detected.wait(10000));
}

void collect(const QLayout* layout, QList<QWidget*>& widgets)
{
    for (int i = 0; i < layout->count(); ++i) {
        if (QWidget* widget = layout->itemAt(i)->widget(); widget && widget->isVisible())
            widgets.append(widget);
        else if (const QLayout* inner = layout->itemAt(i)->layout())
            collect(inner, widgets);
    }
}

QString nameOf(const QWidget* widget)
{
    return QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName();
}

/// Widgets of one layout that lie over each other.
QStringList overlaps(const QWidget* root)
{
    QStringList found;
    for (const QWidget* parent : root->findChildren<QWidget*>()) {
        if (!parent->isVisible() || !parent->layout() || qobject_cast<const QStackedLayout*>(parent->layout()))
            continue;
        QList<QWidget*> widgets;
        collect(parent->layout(), widgets);
        for (int a = 0; a < widgets.size(); ++a)
            for (int b = a + 1; b < widgets.size(); ++b)
                if (widgets[a]->geometry().intersects(widgets[b]->geometry()))
                    found.append(nameOf(widgets[a]) + QStringLiteral(" over ") + nameOf(widgets[b]));
    }
    return found;
}

} // namespace

class TestLayout : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init() { QSettings().clear(); }
    void panesFitWithoutScrolling_data();
    void panesFitWithoutScrolling();
    void presentationHidesEverythingElse();
    void pictures_data();
    void pictures();
};

void TestLayout::panesFitWithoutScrolling_data()
{
    QTest::addColumn<QString>("language");
    for (const LanguageRow& row : languages::table())
        QTest::newRow(row.locale) << QString::fromLatin1(row.locale);
}

/// At 1280 × 800, with an ordinary machine and a model open, no pane needs a scroll bar, and nothing lies
/// over anything else.
void TestLayout::panesFitWithoutScrolling()
{
    QFETCH(QString, language);
    HEADROOM_NEEDS(test::sharedData("models/shakespeare3m-f16.gguf"));
    languages::set(language);
    Window w;
    w.project.editRig(*machine::designRig("2x RTX 3090 + 1600W"), QStringLiteral("rig"));
    detect(w);
    w.bench.openModel(modelFile());
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), modelFile(), 5000);
    QStringList scrolled, covered;
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        QTest::qWait(250);
        for (const QScrollArea* area : w.window->pane(QLatin1String(row.id))->findChildren<QScrollArea*>())
            if (area->isVisible() && area->verticalScrollBar()->maximum() > 0)
                scrolled.append(QStringLiteral("%1: %2 pixels too high")
                                    .arg(QLatin1String(row.id))
                                    .arg(area->verticalScrollBar()->maximum()));
        covered += overlaps(w.window->pane(QLatin1String(row.id)));
    }
    languages::set(QStringLiteral("en"));
    QVERIFY2(scrolled.isEmpty(), qPrintable(scrolled.join(QLatin1Char('\n'))));
    QVERIFY2(covered.isEmpty(), qPrintable(covered.join(QLatin1Char('\n'))));
}

void TestLayout::presentationHidesEverythingElse()
{
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    auto* rail = w.window->findChild<QWidget*>(QStringLiteral("rail"));
    auto* tray = w.window->findChild<QWidget*>(QStringLiteral("jobTray"));
    auto* button = w.window->findChild<QToolButton*>(QStringLiteral("presentButton"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(w.window->isPresenting());
    QVERIFY(w.window->action(QStringLiteral("view.present"))->isChecked());
    QVERIFY(!rail->isVisible() && !tray->isVisible() && !w.window->inspector()->isVisible());
    QVERIFY(widgets::Theme::current().textScale() > 1.1);
    w.window->action(QStringLiteral("view.pane-hardware"))->trigger(); // the keys work all the same
    QCOMPARE(w.window->currentPane(), QStringLiteral("hardware"));
    QVERIFY(!w.window->inspector()->isVisible());
    QTest::qWait(200);
    QVERIFY(w.window->grab().save(::pictures().filePath(QStringLiteral("hardware-presented.png"))));
    QTest::keyClick(w.window.get(), Qt::Key_Escape);
    QVERIFY(!w.window->isPresenting());
    QCOMPARE(widgets::Theme::current().textScale(), 1.0);
    QTRY_VERIFY(rail->isVisible() && tray->isVisible() && w.window->inspector()->isVisible());
}

void TestLayout::pictures_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("language");
    QTest::newRow("light") << QStringLiteral("light") << QStringLiteral("en");
    QTest::newRow("dark") << QStringLiteral("dark") << QStringLiteral("en");
    QTest::newRow("german") << QStringLiteral("light") << QStringLiteral("de");
    QTest::newRow("chinese") << QStringLiteral("light") << QStringLiteral("zh_CN");
}

void TestLayout::pictures()
{
    QFETCH(QString, theme);
    QFETCH(QString, language);
    languages::set(language);
    Window w;
    w.project.editRig(*machine::designRig("2x RTX 3090 + 1600W"), QStringLiteral("rig"));
    if (const auto* model = machine::findModel("llama-3.1-70b"))
        w.project.setModel(model->describe(tensor::Type::F16));
    plan::PlanRequest request = w.project.request();
    request.preset = "Q4_K_M";
    request.kvType = "q8_0";
    request.workload.concurrency = 2;
    w.project.edit(request, QStringLiteral("request"));
    w.project.savePlan(QStringLiteral("A"), request, *plan::makePlan(request));
    request.kvType = "f16";
    w.project.savePlan(QStringLiteral("B"), request, *plan::makePlan(request));
    w.window->applyTheme(theme);
    detect(w);
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        QTest::qWait(250);
        QImage image(w.window->size() * 2, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        w.window->render(&image);
        const QString name = QLatin1String(row.id) + QLatin1Char('-')
            + (language == QLatin1String("en") ? theme : language) + QStringLiteral(".png");
        QVERIFY(image.save(::pictures().filePath(name)));
        // Not one flat colour: something was drawn.
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 16)
            for (int x = 0; x < image.width(); x += 16)
                colours.insert(image.pixel(x, y));
        QVERIFY(colours.size() > 8);
    }
    languages::set(QStringLiteral("en"));
}

HEADROOM_TEST(TestLayout)
#include "tst_layout.moc"
