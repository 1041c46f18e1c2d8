// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the scoreboard says: printed text in two locales, verdicts by whole intervals, an editable budget.
#include "app/models/comparisonmodel.h"
#include "support/comparisons.h"
#include "tests/support/test.h"
#include "widgets/table/roles.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace headroom;
using app::ComparisonModel;

namespace {

eval::CandidateResult candidate(const char* path, std::uint64_t bytes, double bits, double kld, double error)
{
    eval::CandidateResult result;
    result.model = path;
    result.fileBytes = bytes;
    result.bitsPerWeight = bits;
    const double top = 1 - 2 * kld, half = 3.182 * error; // t of three degrees of freedom
    test::measure(result, "mean_kld", kld, eval::ConfidenceInterval{kld - half, kld + half}, 4);
    test::measure(result, "kld_p99", 10 * kld, {}, 4);
    test::measure(result, "top1_agreement", top, eval::ConfidenceInterval{top - 0.005, top + 0.005}, 4);
    const double percent = 100 * kld / 8.25;
    test::measure(result, "delta_ppl_percent", 0.5 * percent, eval::ConfidenceInterval{0.4 * percent, 0.6 * percent},
                  4);
    return result;
}

/// Four windows: t = 3.182, so that ± is 3.182 standard errors.
eval::CompareResult threeCandidates()
{
    eval::CompareResult result;
    result.baseline = "/m/base-f16.gguf";
    result.baselineFileBytes = 7 * 1024 * 1024;
    result.baselineBitsPerWeight = 16;
    result.baselinePerplexity = 8.25;
    result.context = 128;
    result.windows = 4;
    result.tokensScored = 252;
    result.candidates = {candidate("/m/small.gguf", 2 * 1024 * 1024, 4.8, 0.4, 0.02),
                         candidate("/m/large.gguf", 4 * 1024 * 1024, 8.5, 0.002, 0.0001),
                         candidate("/m/middle.gguf", 3 * 1024 * 1024, 6.6, 0.048, 0.002)};
    return result;
}

} // namespace

class ComparisonModelTest : public QObject {
    Q_OBJECT
    QString shown(const ComparisonModel& model, int row, int column, int role = Qt::DisplayRole)
    {
        return model.index(row, column).data(role).toString();
    }

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void ordersFromBaselineToBudget()
    {
        ComparisonModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setResult(threeCandidates(), {{QStringLiteral("/m/large.gguf"), QStringLiteral("Q8_0")}});
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(shown(model, 0, ComparisonModel::Name), QStringLiteral("base-f16"));
        QCOMPARE(shown(model, 1, ComparisonModel::Name), QStringLiteral("Q8_0"));
        QCOMPARE(shown(model, 2, ComparisonModel::Name), QStringLiteral("middle"));
        QCOMPARE(shown(model, 3, ComparisonModel::Name), QStringLiteral("small"));
        QVERIFY(model.isBudget(4));
        QCOMPARE(model.rowOf(QStringLiteral("/m/small.gguf")), 3);
        QCOMPARE(model.headerData(ComparisonModel::Size, Qt::Horizontal).toString(), QStringLiteral("Size, MiB"));
        model.setResult(std::nullopt, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void printsValuesWithTheirIntervals()
    {
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QCOMPARE(shown(model, 1, ComparisonModel::Size), QStringLiteral("4.00"));
        QCOMPARE(shown(model, 1, model.columnOf("mean_kld")), QStringLiteral("0.0020"));
        QCOMPARE(shown(model, 1, model.columnOf("mean_kld"), widgets::MutedRole), QStringLiteral("± 0.0003"));
        QCOMPARE(shown(model, 1, model.columnOf("top1_agreement")), QStringLiteral("99.6"));
        QCOMPARE(shown(model, 1, model.columnOf("top1_agreement"), widgets::MutedRole),
                 QStringLiteral("[99.1, 100.1]"));
        QCOMPARE(shown(model, 3, model.columnOf("delta_ppl_percent")), QStringLiteral("+2.42")); // 0.2 of 8.25
        QCOMPARE(shown(model, 0, model.columnOf("delta_ppl_percent"), widgets::MutedRole), QStringLiteral("PPL 8.25"));
        QCOMPARE(shown(model, 3, model.columnOf("kld_p99")), QStringLiteral("4.0"));
    }

    void saysOnlyWhatTheIntervalsSay()
    {
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QCOMPARE(shown(model, 0, model.gateColumn()), QStringLiteral("baseline"));
        QCOMPARE(shown(model, 1, model.gateColumn()), QStringLiteral("pass"));
        QCOMPARE(shown(model, 2, model.gateColumn()), QStringLiteral("inconclusive")); // 0.048 ± 0.0064
        QCOMPARE(model.index(2, model.columnOf("mean_kld")).data(widgets::GlyphRole).toInt(),
                 int(widgets::Glyph::Inconclusive));
        QCOMPARE(shown(model, 3, model.gateColumn()), QStringLiteral("fail, 2 of 3"));
        QCOMPARE(model.smallestPassingRow().value(), 1);
    }

    void oneWindowIsNoVerdict()
    {
        eval::CompareResult result = threeCandidates();
        result.windows = 1;
        for (eval::CandidateResult& each : result.candidates)
            for (eval::Measurement& measured : each.measurements) {
                measured.interval.reset();
                measured.clusters = 1;
            }
        ComparisonModel model;
        model.setResult(result, {});
        QCOMPARE(shown(model, 1, model.gateColumn()), QStringLiteral("invalid"));
        QCOMPARE(shown(model, 1, model.columnOf("mean_kld"), widgets::MutedRole), QStringLiteral("one window"));
        QVERIFY(!model.smallestPassingRow());
    }

    void budgetRowIsEditable_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("kld") << "mean_kld"
                             << "0.1" << true;
        QTest::newRow("with its sign") << "mean_kld"
                                       << "≤ 0.1" << true;
        QTest::newRow("percent") << "top1_agreement"
                                 << "85 %" << true;
        QTest::newRow("more than all") << "top1_agreement"
                                       << "101" << false;
        QTest::newRow("negative") << "delta_ppl_percent"
                                  << "-1" << false;
        QTest::newRow("no number") << "delta_ppl_percent"
                                   << "much" << false;
        QTest::newRow("infinite") << "delta_ppl_percent"
                                  << "inf" << false;
        QTest::newRow("not judged") << "kld_p99"
                                    << "1" << false;
    }
    void budgetRowIsEditable()
    {
        QFETCH(QString, metric);
        QFETCH(QString, typed);
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        const QSignalSpy edited(&model, &ComparisonModel::budgetEdited);
        const int column = model.columnOf(metric.toStdString());
        const QModelIndex cell = model.index(model.rowCount() - 1, column);
        QCOMPARE(cell.flags().testFlag(Qt::ItemIsEditable), column != model.columnOf("kld_p99"));
        QTEST(model.setData(cell, typed), "accepted");
        QTEST(edited.count() == 1, "accepted");
        QVERIFY(!model.index(1, column).flags().testFlag(Qt::ItemIsEditable));
    }

    void widerBudgetChangesTheVerdict()
    {
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QVERIFY(model.setData(model.index(4, model.columnOf("mean_kld")), QStringLiteral("0.06")));
        QCOMPARE(shown(model, 2, model.gateColumn()), QStringLiteral("inconclusive")); // top-1 90.4 ± 0.5
        QVERIFY(model.setData(model.index(4, model.columnOf("top1_agreement")), QStringLiteral("89")));
        QCOMPARE(shown(model, 4, model.columnOf("mean_kld")), QStringLiteral("≤ 0.060"));
        QCOMPARE(shown(model, 2, model.gateColumn()), QStringLiteral("pass"));
        QCOMPARE(model.smallestPassingRow().value(), 2);
    }

    /// A result of an earlier version: no verdict is made of what was never recorded.
    void whatWasNotRecordedIsInvalid()
    {
        eval::CompareResult result = threeCandidates();
        for (eval::CandidateResult& each : result.candidates)
            test::measure(each, "top1_agreement", 0.99, {}, 4);
        ComparisonModel model;
        model.setResult(result, {});
        const int column = model.columnOf("top1_agreement");
        QCOMPARE(shown(model, 1, column, widgets::MutedRole), QStringLiteral("not recorded"));
        QCOMPARE(model.index(1, column).data(widgets::GlyphRole).toInt(), int(widgets::Glyph::Invalid));
        QVERIFY(shown(model, 1, column, Qt::ToolTipRole).contains(QStringLiteral("compare again")));
        QCOMPARE(shown(model, 1, model.gateColumn()), QStringLiteral("invalid"));
    }

    void objectionsMakeInvalid()
    {
        ComparisonModel model;
        model.setResult(threeCandidates(), {},
                        {{QStringLiteral("/m/large.gguf"), said("the candidate has changed since")}});
        QCOMPARE(shown(model, 1, model.gateColumn()), QStringLiteral("invalid"));
        QCOMPARE(shown(model, 2, model.gateColumn()), QStringLiteral("inconclusive"));
    }

    /// Whatever the budget judges has a column, in every part of the tokens.
    void columnsFollowTheBudget_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < eval::metrics().size(); ++i)
            if (eval::metrics()[i].mayBeJudged())
                QTest::newRow(eval::metrics()[i].id.data()) << int(i);
    }
    void columnsFollowTheBudget()
    {
        QFETCH(int, row);
        const eval::Metric& metric = eval::metrics()[std::size_t(row)];
        ComparisonModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setResult(threeCandidates(), {});
        const double limit = metric.least == 0 ? 1 : metric.least;
        eval::ErrorBudget budget{{{std::string(metric.id), "all", limit}}};
        if (metric.isOfTokens())
            budget.gates.push_back({std::string(metric.id), "far_end", limit});
        model.setBudget(budget);
        for (const eval::Gate& gate : budget.gates) {
            const int column
                = metric.id != "file_bytes" ? model.columnOf(gate.metric, gate.slice) : ComparisonModel::Size;
            QVERIFY2(column > 0, gate.slice.c_str());
            const QModelIndex cell = model.index(4, column);
            QVERIFY2(cell.data().toString().startsWith(QChar(metric.better == eval::Better::Less ? 0x2264 : 0x2265)),
                     qPrintable(cell.data().toString()));
            QVERIFY(cell.flags().testFlag(Qt::ItemIsEditable));
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
            QVERIFY(!model.optionalColumns().contains(column));
        }
        QVERIFY(model.optionalColumns().contains(model.columnOf("kld_p99")));
    }

    void screenIsLocalisedAndExportIsNot()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QCOMPARE(shown(model, 1, model.columnOf("mean_kld")), QStringLiteral("0,0020"));
        const QStringList exported
            = model.index(1, model.columnOf("mean_kld")).data(widgets::ExportRole).toStringList();
        QCOMPARE(exported.size(),
                 model.headerData(model.columnOf("mean_kld"), Qt::Horizontal, widgets::ExportColumnsRole)
                     .toStringList()
                     .size());
        QCOMPARE(exported.front(), QStringLiteral("0.002"));
        QVERIFY(exported[1].toDouble() < 0.002 && exported[2].toDouble() > 0.002); // both ends, in the C locale
        QVERIFY(model.setData(model.index(4, model.columnOf("mean_kld")), QStringLiteral("0,06")));
        QCOMPARE(model.budget().find("mean_kld")->limit, 0.06);
    }
};

HEADROOM_TEST(ComparisonModelTest)
#include "tst_comparisonmodel.moc"
