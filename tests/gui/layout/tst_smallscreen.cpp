// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window stays as small as the user made it: no pane, view, state or language asks for more than a small notebook's
// screen has beside its bars, a maximised window stays maximised, and a narrow pane is whole.
#include "app/gui/panes.h"
#include "app/panes/quantize/quantizepane.h"
#include "tests/gui/state/state.h"
#include "tests/support/test.h"
#include "widgets/shell/jobtray.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QThread>

using namespace headroom;
using namespace headroom::app;
using test::Window;

namespace {

constexpr QSize kScreen{1280, 760};

/// Reports long names until it is cancelled.
Result<job::JobResult> endless(const job::JobSpec&, JobControl& control)
{
    Progress progress{"quantize", said("blk.117.ffn_gate_up_exps.weight"), 131, 291, 41'000'000'000, 98'000'000'000};
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

/// What can only be seen by scrolling sideways, or not at all.
QStringList beyond(const QWidget* pane)
{
    QStringList found;
    auto areas = pane->findChildren<QAbstractScrollArea*>();
    areas.append(qobject_cast<QAbstractScrollArea*>(pane->parentWidget()->parentWidget()));
    for (const auto* area : areas)
        if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0)
            found.append(QStringLiteral("%1 %2: %3 pixels too wide")
                             .arg(QLatin1String(area->metaObject()->className()), area->objectName())
                             .arg(area->horizontalScrollBar()->maximum()));
    return found;
}

/// The current pane as wide as this, as beside a wide Inspector.
void narrow(const Window& w, int width)
{
    QWidget* area = w.window->pane(w.window->currentPane())->parentWidget()->parentWidget();
    w.window->resize(w.window->width() + width - area->width(), 800);
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
    void theTrayTellsItsFigures();
    void buttonsOfDialogsAreWords();
    void narrowPanesAreWhole_data() { nothingAsksForMore_data(); }
    void narrowPanesAreWhole();

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
    test::design(w, "8x RTX 3090 + 1600W");
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
    test::design(w, "8x RTX 3090 + 1600W");
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

/// Titles and names give way first: what is cut of "6–7 min" says nothing.
void TestSmallScreen::theTrayTellsItsFigures()
{
    widgets::JobTray tray;
    widgets::JobStatus job;
    job.title = QStringLiteral("Q5_K_M, Q4_K_M, Q3_K_M against a model with quite a long name");
    job.item = QStringLiteral("window 117 of a-model-with-a-name-Q4_K_M.gguf");
    job.done = 4711, job.total = 54200, job.fraction = 0.09;
    job.rate = QStringLiteral("14 per s"), job.remaining = QStringLiteral("1 h 5 min – 2 h 10 min");
    tray.setJob(job, 2);
    tray.setStatus(QStringLiteral("This machine: no GPU · RAM 20.2 of 23.5 GiB free"));
    tray.resize(1152, tray.height());
    tray.show();
    settle();
    for (const auto* label : tray.findChildren<widgets::Label*>())
        if (label->text() == job.rate || label->text() == job.remaining)
            QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
}

/// Whatever pictures the desktop has for them.
void TestSmallScreen::buttonsOfDialogsAreWords()
{
    Window w;
    QMessageBox box(QMessageBox::NoIcon, QString(), QStringLiteral("Stop?"), QMessageBox::Cancel, w.window.get());
    box.show();
    QVERIFY(!box.style()->styleHint(QStyle::SH_DialogButtonBox_ButtonsHaveIcons, nullptr,
                                    box.findChild<QDialogButtonBox*>()));
}

void TestSmallScreen::narrowPanesAreWhole()
{
    QFETCH(QString, language);
    Window w;
    languages::set(language);
    open(w);
    test::design(w, "2x RTX 3090 + 1600W");
    const QString path = QStringLiteral("/models/") + test::kBaseline;
    test::keep(
        w,
        test::comparison({path + QStringLiteral("-Q5_K_M.gguf"), path + QStringLiteral("-IQ2_XXS.gguf")}, 6'500'000));
    QStringList found;
    const auto look = [&](const QString& where) {
        narrow(w, 800);
        settle();
        QWidget* pane = w.window->pane(w.window->currentPane());
        (void)QTest::qWaitFor([&] { return beyond(pane).isEmpty() && cut(pane).isEmpty(); }, 2000);
        for (const QString& words : beyond(pane) + cut(pane))
            found.append(where + QStringLiteral(": ") + words);
    };
    const auto lookAtViews = [&](const QString& model) {
        w.window->showPane(QStringLiteral("quantize"));
        for (const QString& view : {kTableView, kOverridesView, kSensitivityView, kSearchView, kCalibrationView}) {
            test::part<widgets::Segmented>(w, "tensorView")->setCurrent(view);
            look(model + view);
        }
    };
    for (const PaneRow& row : panes()) {
        w.window->showPane(QLatin1String(row.id));
        if (qstrcmp(row.id, "capacity") == 0)
            test::click(test::part<QPushButton>(w, "pinPlan"));
        look(QLatin1String(row.id));
    }
    test::click(test::part<QPushButton>(w, "compareAgain"));
    look(QStringLiteral("new comparison"));
    lookAtViews(QStringLiteral("20 layers, "));
    test::openModel(w, test::tinyModel(w.folder.filePath(QStringLiteral("few.gguf")), 300, 4));
    lookAtViews(QStringLiteral("4 layers, "));
    languages::set(QStringLiteral("en"));
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

HEADROOM_TEST(TestSmallScreen)
#include "tst_smallscreen.moc"
