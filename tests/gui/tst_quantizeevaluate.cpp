// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a model file to a verdict and back from the project file, through the two panes with key presses and clicks.
// Pictures of both panes in both themes go to <build>/screenshots.
#include "app/jobs/inprocessrunner.h"
#include "app/models/comparisonmodel.h"
#include "app/models/presetsmodel.h"
#include "app/panes/evaluate/evaluatepane.h"
#include "app/panes/quantize/quantizepane.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"
#include "widgets/input/filepicker.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/shell/emptystate.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/roles.h"
#include "widgets/table/tableview.h"

#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::app;

namespace {

constexpr int kPatienceMs = 120000;

/// One start of the program without its window: project, queue, both panes and the Inspector.
struct Bench {
    Project project;
    JobQueue jobs{[] { return std::make_unique<InProcessRunner>(); }};
    Workbench workbench{project, jobs};
    QWidget host;
    widgets::InspectorPanel* inspector = new widgets::InspectorPanel(&host);
    QuantizePane* quantize = new QuantizePane(workbench, &host);
    EvaluatePane* evaluate = new EvaluatePane(workbench, &host);

    Bench()
    {
        auto* row = new QHBoxLayout(&host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(quantize, 1);
        row->addWidget(evaluate, 1);
        row->addWidget(inspector);
        inspector->setFixedWidth(224);
        host.resize(1168, 700);
        QObject::connect(&workbench, &Workbench::inspectionChanged, inspector, &widgets::InspectorPanel::setContent);
    }
    void show(Pane* pane)
    {
        quantize->setVisible(pane == quantize);
        evaluate->setVisible(pane == evaluate);
        host.show();
        QVERIFY(QTest::qWaitForWindowExposed(&host));
    }
    QString sentence(Pane* pane) { return pane->findChild<widgets::VerdictHeader*>()->sentence(); }
    widgets::TableView* table(const char* name) { return host.findChild<widgets::TableView*>(QLatin1String(name)); }
    QPushButton* button(const char* name) { return host.findChild<QPushButton*>(QLatin1String(name)); }
};

int rowWith(const QAbstractItemModel& model, const QString& text)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data().toString() == text)
            return row;
    return -1;
}

void take(Bench& bench, const QString& name)
{
    const QString folder = QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots");
    QDir().mkpath(folder);
    for (const auto choice : {widgets::Theme::Choice::Light, widgets::Theme::Choice::Dark}) {
        widgets::Theme::current().setChoice(choice);
        QTest::qWait(400);
        const QString theme
            = choice == widgets::Theme::Choice::Light ? QStringLiteral("light") : QStringLiteral("dark");
        QVERIFY(bench.host.grab().save(folder + u'/' + name + u'-' + theme + QStringLiteral(".png")));
    }
    widgets::Theme::current().setChoice(widgets::Theme::Choice::Light);
}

} // namespace

class QuantizeEvaluateTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_model;
    QString m_text;
    const QStringList m_presets{QStringLiteral("Q8_0"), QStringLiteral("Q6_K"), QStringLiteral("Q4_K_M"),
                                QStringLiteral("Q4_0")};
    QString project() const { return m_folder.filePath(QStringLiteral("first.headroom")); }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        widgets::Theme::current().apply();
        m_model = m_folder.filePath(QStringLiteral("play-f16.gguf"));
        m_text = m_folder.filePath(QStringLiteral("play.txt"));
        const auto trained = test::sharedData("models/shakespeare3m-f16.gguf");
        const auto heldOut = test::sharedData("models/shakespeare_valid60k.txt");
        if (!trained.empty() && !heldOut.empty()) {
            QVERIFY(QFile::copy(QString::fromStdString(trained.string()), m_model));
            QVERIFY(QFile::copy(QString::fromStdString(heldOut.string()), m_text));
            return;
        }
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        QVERIFY(test::writeTinyModel(m_model.toStdString(), tiny));
        QFile text(m_text);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray::fromStdString(test::tinyText(6000)));
    }

    void emptyPanesSayWhatToDo()
    {
        Bench bench;
        QVERIFY(bench.project.create(m_folder.filePath(QStringLiteral("empty.headroom"))));
        bench.show(bench.quantize);
        QTRY_VERIFY(bench.quantize->findChild<widgets::EmptyState*>()->isVisible());
        const QSignalSpy asked(&bench.workbench, &Workbench::actionRequested);
        QTest::mouseClick(bench.quantize->findChild<widgets::EmptyState*>()->button(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        bench.show(bench.evaluate);
        QTRY_VERIFY(bench.sentence(bench.evaluate).contains(QStringLiteral("Nothing is compared yet")));
        QVERIFY(!bench.button("compare")->isEnabled());
        QVERIFY(!bench.button("compare")->toolTip().isEmpty());
        take(bench, QStringLiteral("evaluate-empty"));
    }

    void quantizesFourPresets()
    {
        Bench bench;
        QVERIFY(bench.project.create(project()));
        bench.workbench.openModel(m_model);
        bench.show(bench.quantize);
        widgets::TableView* presets = bench.table("presets");
        QTRY_VERIFY_WITH_TIMEOUT(presets->model()->rowCount() > 4, kPatienceMs);
        QVERIFY(!bench.button("startQuantizing")->isEnabled());
        for (const QString& preset : m_presets) {
            const int row = rowWith(*presets->model(), preset);
            QVERIFY2(row >= 0, qPrintable(preset));
            presets->setCurrentIndex(presets->model()->index(row, 0));
            QTest::keyClick(presets, Qt::Key_Space);
        }
        QTRY_VERIFY(bench.button("startQuantizing")->isEnabled());
        QVERIFY(bench.sentence(bench.quantize).contains(QStringLiteral("free")));
        QTest::mouseClick(bench.button("startQuantizing"), Qt::LeftButton);
        QCOMPARE(bench.jobs.jobs().size(), std::size_t(4));
        for (const QString& preset : m_presets) {
            const int row = rowWith(*presets->model(), preset);
            QTRY_COMPARE_WITH_TIMEOUT(presets->model()->index(row, PresetsModel::State).data().toString(),
                                      QStringLiteral("done"), kPatienceMs);
            const quint64 planned
                = presets->model()->index(row, PresetsModel::Bytes).data(widgets::SortRole).toULongLong();
            const QString path = presets->model()->index(row, PresetsModel::State).data(Qt::ToolTipRole).toString();
            QCOMPARE(quint64(QFile(path).size()), planned); // exact before the run
        }
        selectsACell(bench);
        take(bench, QStringLiteral("quantize"));
    }

    void comparesThemAll()
    {
        Bench bench;
        QVERIFY(bench.project.open(project()));
        bench.show(bench.evaluate);
        widgets::TableView* candidates = bench.table("candidates");
        QTRY_COMPARE_WITH_TIMEOUT(candidates->model()->rowCount(), 4, kPatienceMs);
        bench.host.findChild<widgets::FilePicker*>(QStringLiteral("textFile"))->setPath(m_text);
        bench.host.findChild<QSpinBox*>(QStringLiteral("context"))->setValue(128);
        bench.host.findChild<QSpinBox*>(QStringLiteral("maxWindows"))->setValue(8);
        QTRY_VERIFY_WITH_TIMEOUT(bench.button("compare")->isEnabled(), kPatienceMs);
        QTest::mouseClick(bench.button("compare"), Qt::LeftButton);
        widgets::TableView* scores = bench.table("scoreboard");
        QTRY_COMPARE_WITH_TIMEOUT(scores->model()->rowCount(), 6, kPatienceMs);
        QTRY_VERIFY(!bench.inspector->plainText().isEmpty());
        QVERIFY(!scores->model()->index(1, scores->model()->columnCount() - 1).data().toString().isEmpty());
        const double largest
            = scores->model()->index(1, ComparisonModel::FirstMetric).data(widgets::SortRole).toDouble();
        const double smallest
            = scores->model()->index(4, ComparisonModel::FirstMetric).data(widgets::SortRole).toDouble();
        QVERIFY2(largest < smallest, "the 8-bit preset has to diverge less than the 4-bit one");
        QTest::qWait(200);
        take(bench, QStringLiteral("evaluate"));
    }

    void findsEverythingAgain()
    {
        Bench bench;
        QVERIFY(bench.project.open(project()));
        bench.show(bench.quantize);
        widgets::TableView* presets = bench.table("presets");
        QTRY_VERIFY_WITH_TIMEOUT(presets->model()->rowCount() > 4, kPatienceMs);
        for (const QString& preset : m_presets)
            QTRY_COMPARE(
                presets->model()->index(rowWith(*presets->model(), preset), PresetsModel::State).data().toString(),
                QStringLiteral("done"));
        selectsACell(bench);
        bench.show(bench.evaluate);
        QTRY_COMPARE(bench.table("scoreboard")->model()->rowCount(), 6);
        QTRY_VERIFY(!bench.sentence(bench.evaluate).contains(QStringLiteral("Nothing")));
    }

private:
    /// A cell fills the Inspector and selects the same tensor in the table.
    void selectsACell(Bench& bench)
    {
        auto* map = bench.host.findChild<widgets::HeatGrid*>(QStringLiteral("tensorMap"));
        QTRY_VERIFY(std::isfinite(map->value(0, 0)));
        const QRectF cell = map->cellRect(0, 1);
        QTest::mouseClick(map, Qt::LeftButton, {}, cell.center().toPoint());
        const QString expected = QStringLiteral("blk.1.attn_q.weight");
        QCOMPARE(bench.table("tensors")->currentIndex().siblingAtColumn(0).data().toString(), expected);
        QTRY_VERIFY(bench.inspector->plainText().contains(expected));
        QTRY_VERIFY_WITH_TIMEOUT(bench.inspector->plainText().contains(QStringLiteral("Kurtosis")), kPatienceMs);
    }
};

HEADROOM_TEST(QuantizeEvaluateTest, 2)
#include "tst_quantizeevaluate.moc"
