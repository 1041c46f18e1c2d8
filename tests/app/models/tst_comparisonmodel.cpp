// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the scoreboard says: printed text in two locales, verdicts by whole intervals, an editable budget.
#include "app/models/comparisonmodel.h"
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
    result.meanKld = kld;
    result.meanKldStandardError = error;
    result.kld.p99 = 10 * kld;
    result.top1Agreement = 1 - 2 * kld;
    result.top1Low = result.top1Agreement - 0.005;
    result.top1High = result.top1Agreement + 0.005;
    result.deltaPpl = 0.5 * kld;
    result.deltaPplLow = 0.4 * kld;
    result.deltaPplHigh = 0.6 * kld;
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
        QCOMPARE(shown(model, 1, ComparisonModel::MeanKld), QStringLiteral("0.0020"));
        QCOMPARE(shown(model, 1, ComparisonModel::MeanKld, widgets::MutedRole), QStringLiteral("± 0.0003"));
        QCOMPARE(shown(model, 1, ComparisonModel::Top1), QStringLiteral("99.6"));
        QCOMPARE(shown(model, 1, ComparisonModel::Top1, widgets::MutedRole), QStringLiteral("[99.1, 100.1]"));
        QCOMPARE(shown(model, 3, ComparisonModel::DeltaPpl), QStringLiteral("+2.42")); // 0.2 of 8.25
        QCOMPARE(shown(model, 0, ComparisonModel::DeltaPpl, widgets::MutedRole), QStringLiteral("PPL 8.25"));
        QCOMPARE(shown(model, 3, ComparisonModel::KldP99), QStringLiteral("4.0"));
    }

    void saysOnlyWhatTheIntervalsSay()
    {
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QCOMPARE(shown(model, 0, ComparisonModel::Gate), QStringLiteral("baseline"));
        QCOMPARE(shown(model, 1, ComparisonModel::Gate), QStringLiteral("pass"));
        QCOMPARE(shown(model, 2, ComparisonModel::Gate), QStringLiteral("inconclusive")); // 0.048 ± 0.0064
        QCOMPARE(model.index(2, ComparisonModel::MeanKld).data(widgets::GlyphRole).toInt(),
                 int(widgets::Glyph::Inconclusive));
        QCOMPARE(shown(model, 3, ComparisonModel::Gate), QStringLiteral("fail, 2 of 3"));
        QCOMPARE(model.smallestPassingRow().value(), 1);
    }

    void oneWindowIsInconclusive()
    {
        eval::CompareResult result = threeCandidates();
        result.windows = 1;
        ComparisonModel model;
        model.setResult(result, {});
        QCOMPARE(shown(model, 1, ComparisonModel::Gate), QStringLiteral("inconclusive"));
        QCOMPARE(shown(model, 1, ComparisonModel::MeanKld, widgets::MutedRole), QStringLiteral("one window"));
        QVERIFY(!model.smallestPassingRow());
    }

    void budgetRowIsEditable_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("kld") << int(ComparisonModel::MeanKld) << "0.1" << true;
        QTest::newRow("with its sign") << int(ComparisonModel::MeanKld) << "≤ 0.1" << true;
        QTest::newRow("percent") << int(ComparisonModel::Top1) << "85 %" << true;
        QTest::newRow("more than all") << int(ComparisonModel::Top1) << "101" << false;
        QTest::newRow("negative") << int(ComparisonModel::DeltaPpl) << "-1" << false;
        QTest::newRow("no number") << int(ComparisonModel::DeltaPpl) << "much" << false;
        QTest::newRow("infinite") << int(ComparisonModel::DeltaPpl) << "inf" << false;
        QTest::newRow("not judged") << int(ComparisonModel::KldP99) << "1" << false;
    }
    void budgetRowIsEditable()
    {
        QFETCH(int, column);
        QFETCH(QString, typed);
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        const QSignalSpy edited(&model, &ComparisonModel::budgetEdited);
        const QModelIndex cell = model.index(model.rowCount() - 1, column);
        QCOMPARE(cell.flags().testFlag(Qt::ItemIsEditable), column != ComparisonModel::KldP99);
        QTEST(model.setData(cell, typed), "accepted");
        QTEST(edited.count() == 1, "accepted");
        QVERIFY(!model.index(1, column).flags().testFlag(Qt::ItemIsEditable));
    }

    void widerBudgetChangesTheVerdict()
    {
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QVERIFY(model.setData(model.index(4, ComparisonModel::MeanKld), QStringLiteral("0.06")));
        QCOMPARE(shown(model, 2, ComparisonModel::Gate), QStringLiteral("inconclusive")); // top-1 90.4 ± 0.5
        QVERIFY(model.setData(model.index(4, ComparisonModel::Top1), QStringLiteral("89")));
        QCOMPARE(shown(model, 4, ComparisonModel::MeanKld), QStringLiteral("≤ 0.060"));
        QCOMPARE(shown(model, 2, ComparisonModel::Gate), QStringLiteral("pass"));
        QCOMPARE(model.smallestPassingRow().value(), 2);
    }

    void screenIsLocalisedAndExportIsNot()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        ComparisonModel model;
        model.setResult(threeCandidates(), {});
        QCOMPARE(shown(model, 1, ComparisonModel::MeanKld), QStringLiteral("0,0020"));
        const QStringList exported = model.index(1, ComparisonModel::MeanKld).data(widgets::ExportRole).toStringList();
        QCOMPARE(exported.size(),
                 model.headerData(ComparisonModel::MeanKld, Qt::Horizontal, widgets::ExportColumnsRole)
                     .toStringList()
                     .size());
        QCOMPARE(exported.front(), QStringLiteral("0.002"));
        QVERIFY(exported[1].toDouble() < 0.002 && exported[2].toDouble() > 0.002); // both ends, in the C locale
        QVERIFY(model.setData(model.index(4, ComparisonModel::MeanKld), QStringLiteral("0,06")));
        QCOMPARE(model.budget().meanKld, 0.06);
    }
};

HEADROOM_TEST(ComparisonModelTest)
#include "tst_comparisonmodel.moc"
