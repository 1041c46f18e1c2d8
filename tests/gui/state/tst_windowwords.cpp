// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says: names that tell files apart, what cannot be compared, one and many, messages that are whole and
// cover nothing; and what it must not say: warnings of Qt on the console.
#include "app/gui/panes.h"
#include "app/gui/session.h"
#include "app/project/recent.h"
#include "app/text/display.h"
#include "app/text/distinct.h"
#include "tests/gui/state/state.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"
#include "widgets/theme/text.h"

#include <QPushButton>

using namespace headroom;
using namespace headroom::app;
using test::kPatienceMs;
using test::openModel;
using test::part;
using test::tinyModel;
using test::Window;

namespace {

QStringList warnings;

void collectWarnings(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const bool ours = qstrcmp(context.category, "default") == 0 || !QByteArray(context.category).startsWith("qt.qpa");
    if (type != QtDebugMsg && type != QtInfoMsg && ours && !message.startsWith(QLatin1String("This plugin does not")))
        warnings.append(message);
}

} // namespace

class TestWindowWords : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init()
    {
        QSettings().clear();
        languages::set(QStringLiteral("en"));
    }
    void namesAreToldApart_data();
    void namesAreToldApart();
    void candidatesAreToldApart();
    void otherModelsAreSaidBefore();
    void settingsHaveAnOwner();
    void noPaneWarns();
    void oneIsNotMany_data();
    void oneIsNotMany();
    void messagesAreWhole_data();
    void messagesAreWhole();
};

void TestWindowWords::namesAreToldApart_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QStringList>("told");
    const QString q4 = QStringLiteral("Q4");
    QTest::newRow("different already") << QStringList{q4, QStringLiteral("Q8")}
                                       << QStringList{QStringLiteral("/a/x"), QStringLiteral("/b/x")}
                                       << QStringList{q4, QStringLiteral("Q8")};
    QTest::newRow("two folders") << QStringList{q4, q4}
                                 << QStringList{QStringLiteral("/m/old/x.gguf"), QStringLiteral("/m/new/x.gguf")}
                                 << QStringList{QStringLiteral("Q4 · old"), QStringLiteral("Q4 · new")};
    QTest::newRow("one in the other") << QStringList{q4, q4}
                                      << QStringList{QStringLiteral("/m/x.gguf"), QStringLiteral("/m/sub/x.gguf")}
                                      << QStringList{QStringLiteral("Q4 · m"), QStringLiteral("Q4 · sub")};
    QTest::newRow("two files of a folder")
        << QStringList{q4, q4} << QStringList{QStringLiteral("/m/x.gguf"), QStringLiteral("/m/y.gguf")}
        << QStringList{QStringLiteral("Q4 · x.gguf"), QStringLiteral("Q4 · y.gguf")};
    QTest::newRow("the same file") << QStringList{q4, q4}
                                   << QStringList{QStringLiteral("/m/x.gguf"), QStringLiteral("/m/x.gguf")}
                                   << QStringList{q4, q4};
    QTest::newRow("nested alike") << QStringList{q4, q4}
                                  << QStringList{QStringLiteral("/m/m/x.gguf"), QStringLiteral("/m/x.gguf")}
                                  << QStringList{QStringLiteral("Q4 · /m/m/x.gguf"), QStringLiteral("Q4 · /m/x.gguf")};
}

void TestWindowWords::namesAreToldApart()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, paths);
    QFETCH(QStringList, told);
    QCOMPARE(text::toldApart(names, paths), told);
}

/// One preset in two folders; and in the menu, two projects of one name.
void TestWindowWords::candidatesAreToldApart()
{
    Window w;
    QDir(w.folder.path()).mkdir(QStringLiteral("old"));
    QDir(w.folder.path()).mkdir(QStringLiteral("new"));
    for (const char* name : {"old/x-Q4_K_M.gguf", "new/x-Q4_K_M.gguf"}) {
        test::addArtifact(w, tinyModel(w.folder.filePath(QLatin1String(name))), "Q4_K_M");
        RecentProjects().add(w.folder.filePath(QLatin1String(name).left(3) + QStringLiteral("/p.headroom")));
    }
    w.project.reload();
    w.window->showPane(QStringLiteral("evaluate"));
    const QAbstractItemModel* candidates = part<widgets::TableView>(w, "candidates")->model();
    QTRY_COMPARE_WITH_TIMEOUT(candidates->rowCount(), 2, kPatienceMs);
    QCOMPARE(candidates->index(0, 0).data().toString(), QStringLiteral("Q4_K_M · old"));
    QCOMPARE(candidates->index(1, 0).data().toString(), QStringLiteral("Q4_K_M · new"));
}

/// A baseline of another vocabulary is refused, another model is named before Compare is pressed.
void TestWindowWords::otherModelsAreSaidBefore()
{
    Window w;
    const QString baseline = tinyModel(w.folder.filePath(QStringLiteral("baseline.gguf")));
    const QString text = w.folder.filePath(QStringLiteral("text.txt"));
    QVERIFY(QFile::copy(baseline, w.folder.filePath(QStringLiteral("same.gguf"))));
    QVERIFY(QFile::copy(baseline, text));
    tinyModel(w.folder.filePath(QStringLiteral("larger.gguf")), 300, 2);
    tinyModel(w.folder.filePath(QStringLiteral("strange.gguf")), 320);
    for (const char* name : {"same", "larger", "strange"})
        test::addArtifact(w, w.folder.filePath(QLatin1String(name) + QStringLiteral(".gguf")), name);
    w.project.reload();
    w.window->showPane(QStringLiteral("evaluate"));
    part<widgets::FilePicker>(w, "baselineFile")->setPath(baseline);
    part<widgets::FilePicker>(w, "textFile")->setPath(text);
    auto* table = part<widgets::TableView>(w, "candidates");
    const auto checked = [&](const char* name) {
        const int row = test::rowWith(*table->model(), QLatin1String(name));
        return table->model()->index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked;
    };
    const auto check = [&](const char* name) {
        table->setCurrentIndex(table->model()->index(test::rowWith(*table->model(), QLatin1String(name)), 0));
        QTest::keyClick(table, Qt::Key_Space);
    };
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() == 3 && !checked("strange"), kPatienceMs);
    QVERIFY(checked("same") && !checked("larger"));
    check("strange");
    QVERIFY2(!checked("strange"), "what cannot be compared cannot be checked");
    auto* compare = part<QPushButton>(w, "compare");
    QTRY_VERIFY(compare->isEnabled());
    check("larger");
    QVERIFY(checked("larger"));
    const auto said = [&](const QString& words) {
        const QList<widgets::Label*> labels = w.window->findChildren<widgets::Label*>();
        return std::ranges::any_of(labels, [&](const auto* label) { return label->text().contains(words); });
    };
    QTRY_VERIFY(said(QStringLiteral("Not made from this baseline: larger")));
    QVERIFY(compare->isEnabled());
    part<widgets::FilePicker>(w, "baselineFile")->setPath(w.folder.filePath(QStringLiteral("strange.gguf")));
    QTRY_VERIFY_WITH_TIMEOUT(said(QStringLiteral("No candidate has the vocabulary of strange.gguf")), kPatienceMs);
    QVERIFY(!compare->isEnabled());
}

void TestWindowWords::settingsHaveAnOwner()
{
    const QString organization = QApplication::organizationName(), application = QApplication::applicationName();
    QTemporaryDir folder; // nothing of the user's is touched
    const auto place
        = [](const QString& path) { QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, path); };
    place(folder.path());
    const auto back = qScopeGuard([&] {
        place(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation));
        QApplication::setOrganizationName(organization);
        QApplication::setApplicationName(application);
    });
    QApplication::setApplicationName(QStringLiteral("headroom-before-%1").arg(QApplication::applicationPid()));
    QSettings before(QString(), QApplication::applicationName());
    before.setValue(QStringLiteral("appearance/theme"), QStringLiteral("dark"));
    before.sync();
    QApplication::setOrganizationName(QStringLiteral("headroom-test-now-%1").arg(QApplication::applicationPid()));
    settings::takeOver();
    QCOMPARE(settings::value(Setting::Theme).toString(), QStringLiteral("dark"));
    settings::setValue(Setting::Theme, QStringLiteral("light"));
    settings::takeOver(); // once
    QCOMPARE(settings::value(Setting::Theme).toString(), QStringLiteral("light"));
    identify();
    QVERIFY2(!QSettings().fileName().contains(QStringLiteral("Unknown")), qPrintable(QSettings().fileName()));
}

void TestWindowWords::noPaneWarns()
{
    warnings.clear();
    const QtMessageHandler before = qInstallMessageHandler(&collectWarnings);
    {
        QTemporaryDir folder;
        Window w;
        openModel(w, tinyModel(folder.filePath(QStringLiteral("tiny.gguf"))));
        for (const char* locale : {"de", "zh_CN", "en"}) {
            languages::set(QLatin1String(locale));
            for (const PaneRow& row : panes()) {
                w.window->showPane(QLatin1String(row.id));
                QTest::qWait(50);
                for (int i = 0; i < 12; ++i)
                    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : w.window.get(),
                                    Qt::Key_Tab);
            }
        }
        w.window->showPane(QStringLiteral("quantize"));
        for (const char* view : {"overrides", "sensitivity", "search", "calibration", "table"})
            test::openView(w, view);
        w.window->setJobsVisible(true);
        w.window->openPalette();
        w.bench.notify({QStringLiteral("Something happened."), {}, widgets::Glyph::Pass, {}});
        w.window->setPresenting(true);
        QTest::qWait(100);
        w.window->setPresenting(false);
        w.window->resize(900, 600);
        QTest::qWait(100);
        w.window->close();
    }
    qInstallMessageHandler(before);
    QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(u'\n')));
}

void TestWindowWords::oneIsNotMany_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<unsigned>("requests");
    QTest::addColumn<QString>("fits");
    QTest::addColumn<QString>("lacks");
    const auto row = [](const char* locale, unsigned requests, const char* fits, const char* lacks) {
        QTest::addRow("%s %u", locale, requests)
            << QString::fromLatin1(locale) << requests << QString::fromUtf8(fits) << QString::fromUtf8(lacks);
    };
    row("en", 1, "1 request at 8k leaves", "1 request at 8k needs");
    row("en", 2, "2 requests at 8k leave ", "2 requests at 8k need ");
    row("de", 1, "1 Anfrage mit 8k lässt", "1 Anfrage mit 8k braucht");
    row("de", 2, "2 Anfragen mit 8k lassen", "2 Anfragen mit 8k brauchen");
    row("zh_CN", 1, "1 个 8k 的请求", "1 个 8k 的请求");
}

void TestWindowWords::oneIsNotMany()
{
    QFETCH(QString, locale);
    QFETCH(unsigned, requests);
    QFETCH(QString, fits);
    QFETCH(QString, lacks);
    const auto back = qScopeGuard([] { languages::set(QStringLiteral("en")); });
    languages::set(locale);
    Project project;
    plan::PlanRequest request = project.request();
    request.workload.context = 8192;
    request.workload.concurrency = requests;
    for (const auto& [rig, said] : {std::pair{"1x RTX 3090 + 1200W", fits}, std::pair{"1x RTX 4070 + 1200W", lacks}}) {
        request.rig = *machine::designRig(rig);
        request.preset = said == fits ? "Q4_K_M" : "F16";
        const QString sentence = text::verdictSentence(*plan::makePlan(request), request);
        QVERIFY2(sentence.contains(said), qPrintable(sentence));
        QVERIFY(!sentence.contains(QStringLiteral("(s)")));
    }
    for (const char* unit : {"tokens", "requests"})
        QVERIFY(!text::quantity(requests, unit).contains(u'('));
}

void TestWindowWords::messagesAreWhole_data()
{
    QTest::addColumn<QString>("said");
    QTest::newRow("short") << QStringLiteral("The command line of this plan is on the clipboard.");
    QTest::newRow("long") << QString(QStringLiteral("A sentence that explains what is wrong, and where. ").repeated(6));
    QTest::newRow("a path") << QString(QStringLiteral("/a-folder-with-a-name").repeated(14));
}

/// Nothing is cut off, no verdict is passed, and the pane stays readable.
void TestWindowWords::messagesAreWhole()
{
    QFETCH(QString, said);
    Window w;
    w.window->showPane(QStringLiteral("capacity"));
    w.bench.notify({said, {}, widgets::Glyph::Pass, {}});
    QTest::qWait(50);
    auto* toast = w.window->findChild<widgets::Toast*>();
    QVERIFY(toast && toast->isVisible());
    QVERIFY(w.window->rect().contains(toast->geometry()));
    const auto* label = toast->findChild<widgets::Label*>();
    QVERIFY(label->sizeHint().height() <= label->height() || label->heightForWidth(label->width()) <= label->height());
    const QRect words = label->fontMetrics().boundingRect(label->contentsRect(), Qt::TextWordWrap, label->text());
    QVERIFY2(words.width() <= label->width() && words.height() <= label->height(), qPrintable(label->text()));
    for (const auto* glyph : toast->findChildren<widgets::GlyphLabel*>())
        QVERIFY2(false, qPrintable(glyph->accessibleName()));
    QCOMPARE(toast->accessibleName(), said);
    const QWidget* pane = w.window->pane(QStringLiteral("capacity"));
    const int paneBottom = pane->mapTo(w.window.get(), QPoint(0, pane->height())).y();
    if (qstrcmp(QTest::currentDataTag(), "short") == 0)
        QVERIFY2(toast->y() >= paneBottom, "the message lies over the pane");
    w.bench.notify({said, {}, widgets::Glyph::Pass, {}}); // the same again is one
    QCOMPARE(w.window->findChildren<widgets::Toast*>().size() - 1, 1); // the older one is on its way out
    QTRY_COMPARE(w.window->findChildren<widgets::Toast*>().size(), 1);
}

HEADROOM_TEST(TestWindowWords)
#include "tst_windowwords.moc"
