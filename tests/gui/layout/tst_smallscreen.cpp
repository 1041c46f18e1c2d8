// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window stays as small as the user made it: no pane, view, state or language asks for more than a small notebook's
// screen has beside its bars, and a maximised window stays maximised.
#include "app/gui/panes.h"
#include "app/panes/quantize/quantizepane.h"
#include "core/machine/catalogue.h"
#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QAbstractButton>
#include <QLabel>
#include <QThread>

using namespace headroom;
using namespace headroom::app;
using test::Window;

namespace {

constexpr QSize kScreen{1280, 760};

/// Reports long names until it is cancelled.
Result<job::JobResult> endless(const job::JobSpec&, JobControl& control)
{
    Progress progress{"quantize", "blk.117.ffn_gate_up_exps.weight", 131, 291, 41'000'000'000, 98'000'000'000};
    for (;;) {
        control.report(progress);
        if (const Status status = control.checkpoint(); !status)
            return tl::unexpected(status.error());
        ++progress.bytes;
        QThread::msleep(20);
    }
}

/// Once everything that was asked of the layout has been done.
void settle()
{
    QTest::qWait(120);
}

QString asked(const Window& w)
{
    const QSize least = w.window->minimumSize().expandedTo(w.window->minimumSizeHint());
    return QStringLiteral("%1 x %2 in %3").arg(least.width()).arg(least.height()).arg(languages::current());
}

bool isSmall(const Window& w)
{
    const QSize least = w.window->minimumSize().expandedTo(w.window->minimumSizeHint());
    return least.width() <= kScreen.width() && least.height() <= kScreen.height() && w.window->size() == kScreen;
}

/// Words on buttons, and labels of one line, that have less room than they need.
QStringList cut(const QWidget* root)
{
    QStringList found;
    for (const auto* button : root->findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() && button->sizeHint().width() > button->width()
            && button->toolTip().isEmpty())
            found.append(QStringLiteral("button ") + button->text());
    for (const auto* label : root->findChildren<QLabel*>())
        if (label->isVisible() && !label->wordWrap() && label->minimumSizeHint().width() > label->width())
            found.append(QStringLiteral("label ") + label->text());
    for (const auto* header : root->findChildren<widgets::VerdictHeader*>())
        if (header->isVisible() && header->height() < header->heightForWidth(header->width()))
            found.append(QStringLiteral("headline ") + header->accessibleName());
    return found;
}

} // namespace

class TestSmallScreen : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void nothingAsksForMore_data();
    void nothingAsksForMore();
    void maximisedStaysMaximised();
    void wordsHaveTheirRoom_data() { nothingAsksForMore_data(); }
    void wordsHaveTheirRoom();

private:
    QString model() const { return m_folder.filePath(QStringLiteral("play-f16.gguf")); }
    void open(Window& w);
    QTemporaryDir m_folder;
};

void TestSmallScreen::initTestCase()
{
    test::isolate();
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    tiny.layers = 20; // the map has the whole width
    QVERIFY(test::writeTinyModel(model().toStdString(), tiny));
}

/// A model and a large rig; every pane has been seen.
void TestSmallScreen::open(Window& w)
{
    w.project.editRig(*machine::designRig("8x RTX 3090 + 1600W"), QStringLiteral("rig"));
    w.bench.openModel(model());
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), model(), 10000);
    w.window->resize(kScreen);
}

void TestSmallScreen::nothingAsksForMore_data()
{
    QTest::addColumn<QString>("language");
    for (const LanguageRow& row : languages::table())
        QTest::newRow(row.locale) << QString::fromLatin1(row.locale);
}

void TestSmallScreen::nothingAsksForMore()
{
    QFETCH(QString, language);
    Window w(endless);
    languages::set(language);
    w.window->resize(kScreen);
    for (const PaneRow& row : panes()) { // before there is anything
        w.window->showPane(QLatin1String(row.id));
        settle();
        QVERIFY2(isSmall(w), qPrintable(QLatin1String(row.id) + QStringLiteral(", empty: ") + asked(w)));
    }
    open(w);
    w.bench.submit("quantize", Json::object(), QStringLiteral("Q4_K_M of a model with quite a long name"));
    w.bench.submit("quantize", Json::object(), QStringLiteral("Q3_K_M of a model with quite a long name"));
    w.window->action(QStringLiteral("view.jobs"))->trigger();
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        settle();
        QVERIFY2(isSmall(w), qPrintable(QLatin1String(row.id) + QStringLiteral(", at work: ") + asked(w)));
    }
    w.window->showPane(QStringLiteral("quantize"));
    for (const QString& view : {kTableView, kOverridesView, kSensitivityView, kSearchView, kCalibrationView}) {
        test::part<widgets::Segmented>(w, "tensorView")->setCurrent(view);
        settle();
        QVERIFY2(isSmall(w), qPrintable(view + QStringLiteral(": ") + asked(w)));
    }
    w.window->setPresenting(true);
    settle();
    w.window->setPresenting(false);
    w.window->resize(kScreen);
    settle();
    QVERIFY2(isSmall(w), qPrintable(QStringLiteral("after presenting: ") + asked(w)));
    w.jobs.cancelAll();
    languages::set(QStringLiteral("en"));
}

void TestSmallScreen::maximisedStaysMaximised()
{
    Window w(endless);
    w.window->showMaximized();
    QTRY_VERIFY(w.window->isMaximized());
    settle();
    const QSize size = w.window->size();
    w.project.editRig(*machine::designRig("8x RTX 3090 + 1600W"), QStringLiteral("rig"));
    w.bench.openModel(model());
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), model(), 10000);
    w.bench.submit("quantize", Json::object(), QStringLiteral("Q4_K_M"));
    for (const char* language : {"en", "de"}) {
        languages::set(QLatin1String(language));
        for (const PaneRow& row : panes()) {
            w.window->showPane(QLatin1String(row.id));
            settle();
            QVERIFY2(w.window->isMaximized(), row.id);
            QCOMPARE(w.window->size(), size);
        }
    }
    w.jobs.cancelAll();
    languages::set(QStringLiteral("en"));
}

void TestSmallScreen::wordsHaveTheirRoom()
{
    QFETCH(QString, language);
    Window w;
    languages::set(language);
    open(w);
    w.window->resize(1280, 800);
    QStringList found;
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        settle();
        (void)QTest::qWaitFor([&w] { return cut(w.window.get()).isEmpty(); }, 3000); // figures still come
        for (const QString& words : cut(w.window.get()))
            found.append(QLatin1String(row.id) + QStringLiteral(": ") + words);
    }
    languages::set(QStringLiteral("en"));
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

HEADROOM_TEST(TestSmallScreen)
#include "tst_smallscreen.moc"
