// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Evaluate shows is of the comparison that it is said to be of: while another one runs, after one failed, with
// another baseline chosen, with a baseline that is smaller than its candidates, and with long names.
#include "app/models/comparisonmodel.h"
#include "tests/gui/state/state.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"
#include "widgets/plot/intervalchart.h"
#include "widgets/plot/linechart.h"
#include "widgets/plot/scatterchart.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>

#include <atomic>

using namespace headroom;
using namespace headroom::app;
using test::comparison;
using test::kBaseline;
using test::keep;
using test::kPatienceMs;
using test::part;
using test::sentence;
using test::Window;

class TestEvaluating : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { test::isolate(); }
    void init()
    {
        QSettings().clear();
        languages::set(QStringLiteral("en"));
    }
    void numbersGoWithTheirComparison_data();
    void numbersGoWithTheirComparison();
    void liveFiguresAreOfTheSetup();
    void aSmallerBaselineIsBelow();
    void longNamesLeaveThePlots();
    void limitsAreTyped_data();
    void limitsAreTyped();
    void anotherBudgetMakesVerdictsOfItsOwn();
    void theCommandIsOfWhatIsShown();
    void anotherProjectHasNoneOfTheLastOnesFigures();
    void whatIsNotSoundIsSaid_data();
    void whatIsNotSoundIsSaid();
};

void TestEvaluating::numbersGoWithTheirComparison_data()
{
    QTest::addColumn<bool>("fails");
    QTest::newRow("while the next one runs") << false;
    QTest::newRow("after the next one failed") << true;
}

void TestEvaluating::numbersGoWithTheirComparison()
{
    QFETCH(bool, fails);
    std::atomic<bool> stop = false;
    Window w([&](const job::JobSpec&, JobControl& control) -> Result<job::JobResult> {
        if (fails)
            return fail(ErrorCode::Io, "text.txt", "Input/output error");
        while (!stop && control.checkpoint())
            QThread::msleep(5);
        return fail(ErrorCode::Cancelled, "job", "stopped");
    });
    keep(w, comparison({QStringLiteral("/models/a-Q5_K_M.gguf"), QStringLiteral("/models/a-Q4_K_M.gguf")}, 6'500'000));
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("MiB")), qPrintable(sentence(w)));
    w.bench.submit("compare", Json{{"baseline", "/models/other.gguf"}}, QStringLiteral("another one"));
    QTRY_VERIFY2(sentence(w).contains(fails ? QStringLiteral("Not compared") : QStringLiteral("about to start")),
                 qPrintable(sentence(w)));
    QVERIFY2(!sentence(w).contains(QStringLiteral("MiB")), qPrintable(sentence(w)));
    stop = true;
}

void TestEvaluating::liveFiguresAreOfTheSetup()
{
    std::atomic<bool> stop = false, go = false;
    QTemporaryDir folder;
    const QString baseline = test::tinyModel(folder.filePath(QStringLiteral("tiny.gguf")));
    const QString other = test::tinyModel(folder.filePath(QStringLiteral("other.gguf")));
    const QString candidate = folder.filePath(QStringLiteral("tiny-copy.gguf"));
    QVERIFY(QFile::copy(baseline, candidate));
    QFile text(folder.filePath(QStringLiteral("text.txt")));
    QVERIFY(text.open(QFile::WriteOnly) && text.write(QByteArray::fromStdString(test::tinyText(6000))) > 0);
    text.close();
    Window w([&](const job::JobSpec&, JobControl& control) -> Result<job::JobResult> {
        while (!stop && control.checkpoint()) {
            control.event(
                "window",
                Json{{"window", 1},
                     {"windows", 4},
                     {"candidates",
                      Json::array(
                          {{{"model", candidate.toStdString()}, {"mean_kld", 0.1234}, {"top1_agreement", 0.5}}})}});
            QThread::msleep(20);
        }
        return fail(ErrorCode::Cancelled, "job", "stopped");
    });
    test::openModel(w, baseline);
    test::addArtifact(w, candidate, "copy");
    w.project.reload();
    w.window->showPane(QStringLiteral("evaluate"));
    part<widgets::FilePicker>(w, "textFile")->setPath(text.fileName());
    const auto* model = part<widgets::TableView>(w, "candidates")->model();
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(w, "compare")->isEnabled(), kPatienceMs);
    test::click(part<QPushButton>(w, "compare"));
    const auto soFar = [&] { return model->index(0, 3).data().toString(); };
    QTRY_VERIFY2_WITH_TIMEOUT(soFar().contains(QStringLiteral("0.1234")), qPrintable(soFar()), kPatienceMs);
    part<widgets::FilePicker>(w, "baselineFile")->setPath(other);
    QTRY_VERIFY2(!soFar().contains(QStringLiteral("0.1234")), qPrintable(soFar()));
    QTest::qWait(300); // more windows of the old one
    QVERIFY2(!soFar().contains(QStringLiteral("0.1234")), qPrintable(soFar()));
    part<widgets::FilePicker>(w, "baselineFile")->setPath(baseline);
    QTRY_VERIFY2_WITH_TIMEOUT(soFar().contains(QStringLiteral("0.1234")), qPrintable(soFar()), kPatienceMs);
    stop = true;
}

void TestEvaluating::aSmallerBaselineIsBelow()
{
    Window w;
    const QStringList candidates{QStringLiteral("/models/a-Q5_K_M.gguf"), QStringLiteral("/models/a-Q4_K_M.gguf")};
    keep(w, comparison(candidates, 1'130'000));
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("above the baseline")), qPrintable(sentence(w)));
    QVERIFY2(!sentence(w).contains(QChar(0x2212)), qPrintable(sentence(w)));
    auto* chart = part<widgets::ScatterChart>(w, "sizeAgainstKld");
    QTRY_VERIFY(!chart->grab().isNull() && chart->baselineSide() == -1);
    keep(w, comparison(candidates, 6'500'000));
    QTRY_VERIFY2(sentence(w).contains(QStringLiteral("below the baseline")), qPrintable(sentence(w)));
    QTRY_VERIFY(!chart->grab().isNull() && chart->baselineSide() == 1);
}

void TestEvaluating::longNamesLeaveThePlots()
{
    Window w;
    keep(w,
         comparison({QStringLiteral("/models/") + kBaseline + QStringLiteral("-Q5_K_M.gguf"),
                     QStringLiteral("/models/") + kBaseline + QStringLiteral("-Q4_K_M.gguf")},
                    6'500'000));
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_VERIFY(sentence(w).contains(kBaseline));
    for (const int width : {1280, 1000, 1920}) {
        w.window->resize(width, 800);
        QTest::qWait(300);
        for (const char* name : {"sizeAgainstKld", "errorByPosition", "agreement"}) {
            auto* chart = part<widgets::Chart>(w, name);
            QVERIFY(!chart->grab().isNull());
            const QRect plot = chart->plotArea();
            QVERIFY2(3 * plot.width() >= chart->width(),
                     qPrintable(QStringLiteral("%1 at %2: %3 of %4")
                                    .arg(QLatin1String(name))
                                    .arg(width)
                                    .arg(plot.width())
                                    .arg(chart->width())));
            QVERIFY(chart->rect().contains(plot));
        }
    }
}

/// As a user types it: in the language of the window, whatever the system's is, with as many digits as it needs.
void TestEvaluating::limitsAreTyped_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("limit");
    QTest::addColumn<QString>("again");
    QTest::newRow("German") << "de"
                            << "0,0375" << 0.0375 << "0,0375";
    QTest::newRow("German, with a point") << "de"
                                          << "0.0375" << 0.0375 << "0,0375";
    QTest::newRow("English") << "en"
                             << "0.001" << 0.001 << "0.001";
    QTest::newRow("no number") << "de"
                               << "0,0,3" << 0.05 << "0,05";
}
void TestEvaluating::limitsAreTyped()
{
    QFETCH(const QString, language);
    QFETCH(const QString, typed);
    QFETCH(const QString, again);
    Window w;
    languages::set(language);
    keep(w, comparison({QStringLiteral("/models/a-Q5_K_M.gguf"), QStringLiteral("/models/a-Q4_K_M.gguf")}, 6'500'000));
    w.window->showPane(QStringLiteral("evaluate"));
    auto* table = part<widgets::TableView>(w, "scoreboard");
    const auto* scores = qobject_cast<ComparisonModel*>(table->model());
    QTRY_VERIFY(scores && scores->rowCount() == 4);
    const QModelIndex cell = scores->index(3, scores->columnOf("mean_kld"));
    QFETCH(const double, limit);
    auto* model = table->model();
    QCOMPARE(model->setData(cell, typed), limit != 0.05);
    QCOMPARE(scores->budget().find("mean_kld")->limit, limit);
    QCOMPARE(model->data(cell, Qt::EditRole), QVariant(again)); // a text: an editor of numbers would round it
}

/// Beside those that the project has, by the limits that the user set.
void TestEvaluating::anotherBudgetMakesVerdictsOfItsOwn()
{
    Window w;
    keep(w, comparison({QStringLiteral("/models/a-Q5_K_M.gguf"), QStringLiteral("/models/a-Q4_K_M.gguf")}, 6'500'000));
    w.window->showPane(QStringLiteral("evaluate"));
    auto* scores = qobject_cast<ComparisonModel*>(part<widgets::TableView>(w, "scoreboard")->model());
    QTRY_VERIFY(scores && scores->rowCount() == 4);
    const auto kept = [&] { return (*store::Store::open(test::native(w.project.path()), false))->verdicts(1).value(); };
    QVERIFY(kept().empty()); // looking is no judging
    const QModelIndex limit = scores->index(3, scores->columnOf("mean_kld"));
    QVERIFY(scores->setData(limit, QStringLiteral("0.0005")));
    QCOMPARE(kept().size(), std::size_t(6));
    QVERIFY(scores->setData(limit, QStringLiteral("0.02")));
    const auto rows = kept();
    QCOMPARE(rows.size(), std::size_t(12));
    QVERIFY(rows[0].metric == "mean_kld" && rows[0].verdict == "fail" && rows[0].limit == 0.0005);
    QVERIFY(rows[6].metric == "mean_kld" && rows[6].verdict == "pass" && rows[6].limit == 0.02);
    for (const store::VerdictRow& row : rows) { // as the window shows it
        if (row.limit != 0.02)
            continue;
        const int at = scores->rowOf(QString::fromStdString(row.subject));
        QCOMPARE(row.verdict, std::string(eval::verdictName(scores->verdict(at).find("mean_kld")->verdict)));
    }
    w.project.reload();
    QVERIFY(w.project.setting("budget").contains("gates"));
}

void TestEvaluating::theCommandIsOfWhatIsShown()
{
    Window w;
    keep(w, comparison({QStringLiteral("/models/a-Q4_K_M.gguf")}, 6'500'000));
    w.window->showPane(QStringLiteral("evaluate"));
    auto* scores = part<widgets::TableView>(w, "scoreboard");
    QTRY_VERIFY(scores->isVisible() && scores->model()->rowCount() == 3);
    w.window->action(QStringLiteral("edit.copy-command"))->trigger();
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(QStringLiteral("headroom-cli compare ")), qPrintable(copied));
    QVERIFY2(copied.contains(QStringLiteral(" /models/a-Q4_K_M.gguf --text '/texts/held out.txt'")),
             qPrintable(copied));
}

void TestEvaluating::anotherProjectHasNoneOfTheLastOnesFigures()
{
    Window w;
    const auto opened = [&](const char* name) {
        return w.project.create(QFileInfo(w.project.path()).absoluteDir().filePath(QLatin1String(name)));
    };
    QVERIFY(opened("one.headroom"));
    keep(w, comparison({QStringLiteral("/models/a-Q4_K_M.gguf")}, 6'500'000));
    const QString one = w.project.path();
    QVERIFY(opened("two.headroom"));
    keep(w, comparison({QStringLiteral("/models/b-Q5_K_M.gguf"), QStringLiteral("/models/b-Q4_K_M.gguf")}, 6'500'000));
    w.window->showPane(QStringLiteral("evaluate"));
    const auto* scores = qobject_cast<ComparisonModel*>(part<widgets::TableView>(w, "scoreboard")->model());
    QTRY_VERIFY(scores && scores->rowOf(QStringLiteral("/models/b-Q4_K_M.gguf")) > 0);
    QVERIFY(w.project.open(one));
    QCOMPARE(scores->rowOf(QStringLiteral("/models/b-Q4_K_M.gguf")), -1); // at once, while its own are being read
    QTRY_VERIFY(scores->rowOf(QStringLiteral("/models/a-Q4_K_M.gguf")) > 0);
}

void TestEvaluating::whatIsNotSoundIsSaid_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("said");
    QTest::newRow("one window") << "window"
                                << "One window says nothing";
    QTest::newRow("of an earlier version") << "recorded"
                                           << "was not recorded";
    QTest::newRow("made anew since") << "artifact"
                                     << "has changed since";
}

void TestEvaluating::whatIsNotSoundIsSaid()
{
    QFETCH(const QString, what);
    QFETCH(const QString, said);
    Window w;
    auto result = comparison({QStringLiteral("/models/a-Q4_K_M.gguf")}, 6'500'000);
    eval::CandidateResult& candidate = result.candidates.front();
    candidate.sha256 = "aa";
    if (what == QLatin1String("window")) {
        result.windows = 1;
        for (eval::Measurement& each : candidate.measurements) {
            each.interval.reset();
            each.clusters = 1;
        }
    } else if (what == QLatin1String("recorded")) {
        test::measure(candidate, "top1_agreement", 0.975);
    } else {
        store::ArtifactRow row;
        row.path = candidate.model;
        row.sha256 = "bb";
        QVERIFY((*store::Store::open(test::native(w.project.path()), false))->addArtifact(row));
    }
    keep(w, result);
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_VERIFY2(sentence(w).contains(said), qPrintable(sentence(w)));
    QTRY_VERIFY2(test::inspected(w).contains(QStringLiteral("invalid")), qPrintable(test::inspected(w)));
    test::take(w, QStringLiteral("evaluate-invalid-") + what);
}

HEADROOM_TEST(TestEvaluating)
#include "tst_evaluating.moc"
