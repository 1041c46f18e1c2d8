// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that a newcomer can trust: an artifact has one size in every pane, a quantity one unit in table and
// Inspector, what cannot be had says so, and whatever the pointer reads in a chart has a name.
#include "app/models/comparisonmodel.h"
#include "app/models/plan/plansmodel.h"
#include "app/panes/evaluate/candidateinspection.h"
#include "app/text/display.h"
#include "core/machine/catalogue.h"
#include "support/panes.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/filepicker.h"
#include "widgets/plot/chart.h"
#include "widgets/table/roles.h"

#include <QComboBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>

using namespace headroom;
using namespace headroom::app;
using test::part;
using test::presetCell;
using test::Window;

namespace {

constexpr int kPatienceMs = 120000;

QAbstractItemModel& modelOf(const Window& w, const char* table)
{
    return *part<widgets::TableView>(w, table)->model();
}

/// Of a preset in the plan's list, as it is written there.
QString plannedSize(const Window& w, const QString& preset)
{
    const QComboBox* combo = part<widgets::CaptionedCombo>(w, "planPreset")->combo();
    for (int i = 0; i < combo->count(); ++i)
        if (combo->itemText(i) == preset)
            return combo->itemData(i, Qt::ToolTipRole).toString().section(u'\n', 1);
    return {};
}

} // namespace

class TestFigures : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void panesAgreeOnSizes();
    void plansSayWhatCannotBeHad();
    void inspectorHasTheTablesUnits();
    void readoutsNameTheirNumbers();
    void cleanupTestCase() { m_window.reset(); }

private:
    QString inside(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QTemporaryDir m_folder;
    std::unique_ptr<Window> m_window;
};

void TestFigures::initTestCase()
{
    test::isolate();
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    QVERIFY(test::writeTinyModel(inside("play-f16.gguf").toStdString(), tiny));
    QFile text(inside("play.txt"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray::fromStdString(test::tinyText(6000)));
    m_window = std::make_unique<Window>();
    m_window->bench.openModel(inside("play-f16.gguf"));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->project.modelPath(), inside("play-f16.gguf"), 10000);
}

/// What is planned, what is made and what is compared: bytes of the file, everywhere.
void TestFigures::panesAgreeOnSizes()
{
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("quantize"));
    QTRY_VERIFY_WITH_TIMEOUT(presetCell(w, QStringLiteral("Q4_K_M")).isValid(), kPatienceMs);
    const auto bytes = [&](const QString& preset) {
        return presetCell(w, preset, PresetsModel::Bytes).data(widgets::SortRole).toULongLong();
    };
    const QStringList presets{QStringLiteral("Q4_K_M"), QStringLiteral("Q8_0"), QStringLiteral("Q2_K")};
    w.window->showPane(QStringLiteral("capacity"));
    for (const QString& preset : presets)
        QTRY_VERIFY2_WITH_TIMEOUT(plannedSize(w, preset).startsWith(text::bytes(double(bytes(preset)))),
                                  qPrintable(preset + u' ' + plannedSize(w, preset) + QStringLiteral(" against ")
                                             + text::bytes(double(bytes(preset)))),
                                  kPatienceMs);
    w.window->showPane(QStringLiteral("quantize"));
    auto* table = part<widgets::TableView>(w, "presets");
    for (const QString& preset : presets.mid(0, 2)) {
        table->setCurrentIndex(presetCell(w, preset));
        QTest::keyClick(table, Qt::Key_Space);
    }
    QTRY_VERIFY(part<QPushButton>(w, "startQuantizing")->isEnabled());
    test::click(part<QPushButton>(w, "startQuantizing"));
    for (const QString& preset : presets.mid(0, 2))
        QTRY_COMPARE_WITH_TIMEOUT(test::stateOf(w, preset), QStringLiteral("done"), kPatienceMs);
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_COMPARE_WITH_TIMEOUT(modelOf(w, "candidates").rowCount(), 2, kPatienceMs);
    const auto& candidates = modelOf(w, "candidates");
    for (int row = 0; row < 2; ++row) {
        const QString preset = candidates.index(row, 0).data().toString();
        QTRY_COMPARE(candidates.index(row, 1).data(widgets::SortRole).toULongLong(), bytes(preset));
    }
    // A model of the catalogue has no file: what is said is said of the weights.
    w.window->showPane(QStringLiteral("capacity"));
    w.project.setModel(machine::findModel("llama-3.1-8b")->describe(tensor::Type::F16));
    QTRY_VERIFY(plannedSize(w, QStringLiteral("Q4_K_M")).startsWith(QStringLiteral("weights ")));
    w.bench.openModel(inside("play-f16.gguf"));
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), inside("play-f16.gguf"), 10000);
}

void TestFigures::plansSayWhatCannotBeHad()
{
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("capacity"));
    plan::PlanRequest request = w.project.request();
    request.workload.context = 128;
    w.project.edit(request, QStringLiteral("change"));
    const auto& limits = modelOf(w, "limitsTable");
    const auto limit = [&](const QString& name) { return limits.index(test::rowWith(limits, name), 1); };
    const QString longest = text::termName("max_context"), decode = text::termName("decode_tokens_per_s_ceiling");
    // A tiny model: more context than it knows, more speed than there is.
    QTRY_VERIFY(limit(longest).data(Qt::ToolTipRole).toString().contains(QStringLiteral("trained on 256")));
    QCOMPARE(limit(longest).data(widgets::GlyphRole).toInt(), int(widgets::Glyph::Tight));
    QVERIFY(limit(decode).data(Qt::ToolTipRole).toString().contains(QStringLiteral("out of reach")));
    QVERIFY2(test::sentence(w).contains(QStringLiteral("out of reach")), qPrintable(test::sentence(w)));
    auto* table = part<widgets::TableView>(w, "limitsTable");
    table->setCurrentIndex(limit(decode));
    QTRY_VERIFY(w.window->inspector()->plainText().contains(QStringLiteral("out of reach")));
    // A huge one: no speed at all.
    w.project.setModel(machine::findModel("llama-3.1-70b")->describe(tensor::Type::F16));
    request = w.project.request();
    request.preset = "Q8_0";
    w.project.edit(request, QStringLiteral("change"));
    QTRY_COMPARE(limit(decode).data().toString(), text::missing());
    QVERIFY(limit(decode).data(Qt::ToolTipRole).toString().contains(QStringLiteral("if it fitted")));
    w.project.savePlan(QStringLiteral("A"), request, *plan::makePlan(request));
    const auto& plans = modelOf(w, "plansTable");
    QTRY_COMPARE(plans.rowCount(), 1);
    QCOMPARE(plans.index(0, PlansModel::Decode).data().toString(), text::missing());
    QVERIFY(plans.index(0, PlansModel::Decode).data(Qt::ToolTipRole).toString().contains(QStringLiteral("fitted")));
    w.bench.openModel(inside("play-f16.gguf"));
    QTRY_COMPARE_WITH_TIMEOUT(w.project.modelPath(), inside("play-f16.gguf"), 10000);
}

void TestFigures::inspectorHasTheTablesUnits()
{
    Window& w = *m_window;
    w.window->showPane(QStringLiteral("evaluate"));
    QTRY_COMPARE_WITH_TIMEOUT(modelOf(w, "candidates").rowCount(), 2, kPatienceMs);
    part<widgets::FilePicker>(w, "textFile")->setPath(inside("play.txt"));
    part<QSpinBox>(w, "context")->setValue(64);
    part<QSpinBox>(w, "maxWindows")->setValue(4);
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(w, "compare")->isEnabled(), kPatienceMs);
    test::click(part<QPushButton>(w, "compare"));
    QTRY_COMPARE_WITH_TIMEOUT(modelOf(w, "scoreboard").rowCount(), 4, kPatienceMs);
    const auto* scores = qobject_cast<ComparisonModel*>(&modelOf(w, "scoreboard"));
    QVERIFY(scores);
    for (int row = 1; row <= 2; ++row) {
        const auto content = inspectCandidate(*scores, row, {}, {});
        QHash<QString, QString> values;
        for (const widgets::PropertyRow& value : content.sections.at(1).rows)
            values.insert(value.name, value.value + u' ' + value.provenance);
        const auto shown
            = [&](const char* metric) { return scores->index(row, scores->columnOf(metric)).data().toString(); };
        QCOMPARE(values.value(QStringLiteral("ΔPPL")), shown("delta_ppl_percent") + QStringLiteral(" %"));
        QCOMPARE(values.value(QStringLiteral("Mean KLD")), shown("mean_kld") + QStringLiteral(" nat"));
        QCOMPARE(values.value(QStringLiteral("Top-1")), shown("top1_agreement") + QStringLiteral(" %"));
        QCOMPARE(values.value(QStringLiteral("KLD p99")), shown("kld_p99") + QStringLiteral(" nat"));
    }
}

/// Wherever there is data: no line of bare numbers.
void TestFigures::readoutsNameTheirNumbers()
{
    Window& w = *m_window;
    static const QRegularExpression word(QStringLiteral("\\p{L}{2,}"));
    int read = 0;
    for (const char* pane : {"capacity", "quantize", "evaluate"}) {
        w.window->showPane(QLatin1String(pane));
        QTest::qWait(500);
        for (const auto* chart : w.window->pane(QLatin1String(pane))->findChildren<widgets::Chart*>()) {
            if (!chart->isVisible() || chart->tableData().size() < 2)
                continue;
            for (const double x : {0.5, 1.0, 48.0, 512.0, 8192.0})
                for (const double y : {0.01, 1.0, 2.0}) {
                    for (const QString& line : chart->readoutAt(x, y).split(u'\n', Qt::SkipEmptyParts))
                        QVERIFY2(line.contains(word),
                                 qPrintable(chart->accessibleName() + QStringLiteral(": ") + line));
                }
            ++read;
        }
    }
    QVERIFY2(read >= 5, qPrintable(QString::number(read)));
}

HEADROOM_TEST(TestFigures)
#include "tst_figures.moc"
