// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Verdicts of the error budget: a gate speaks only when the whole interval is on one side.
#include "core/eval/gate.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace headroom;
using namespace headroom::eval;

namespace {

CandidateResult candidate(double kld, double standardError, double top1Low, double top1High, double pplHigh)
{
    CandidateResult result;
    result.meanKld = kld;
    result.meanKldStandardError = standardError;
    result.top1Low = top1Low;
    result.top1High = top1High;
    result.top1Agreement = (top1Low + top1High) / 2;
    result.deltaPpl = pplHigh / 2;
    result.deltaPplLow = 0;
    result.deltaPplHigh = pplHigh;
    return result;
}

} // namespace

class GateTest : public QObject {
    Q_OBJECT
private slots:
    void studentQuantiles_data()
    {
        QTest::addColumn<int>("degrees");
        QTest::addColumn<double>("expected");
        // Published table of the t distribution, two-sided 95 %.
        QTest::newRow("1") << 1 << 12.7062;
        QTest::newRow("2") << 2 << 4.3027;
        QTest::newRow("3") << 3 << 3.1824;
        QTest::newRow("9") << 9 << 2.2622;
        QTest::newRow("10") << 10 << 2.2281;
        QTest::newRow("30") << 30 << 2.0423;
        QTest::newRow("120") << 120 << 1.9799;
        QTest::newRow("5000") << 5000 << 1.9604;
    }
    void studentQuantiles()
    {
        QFETCH(int, degrees);
        QFETCH(double, expected);
        QVERIFY(std::abs(studentT95(std::size_t(degrees)) - expected) < 1e-4);
    }
    void noDegreesOfFreedomSaysNothing() { QVERIFY(std::isinf(studentT95(0))); }

    void verdictNeedsTheWholeInterval_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("atMost");
        QTest::addColumn<QString>("atLeast");
        QTest::newRow("below") << 0.1 << 0.4 << "pass"
                               << "fail";
        QTest::newRow("across") << 0.4 << 0.6 << "inconclusive"
                                << "inconclusive";
        QTest::newRow("above") << 0.6 << 0.9 << "fail"
                               << "pass";
        QTest::newRow("touching") << 0.5 << 0.5 << "pass"
                                  << "pass";
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("unknown") << nan << nan << "inconclusive"
                                 << "inconclusive";
    }
    void verdictNeedsTheWholeInterval()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        const Interval interval{(low + high) / 2, low, high};
        const auto name = [](Verdict v) { return QString::fromUtf8(verdictName(v).data()); };
        QTEST(name(judgeAtMost(interval, 0.5)), "atMost");
        QTEST(name(judgeAtLeast(interval, 0.5)), "atLeast");
    }

    void oneWindowIsNeverAVerdict()
    {
        CompareResult result;
        result.windows = 1;
        result.baselinePerplexity = 10;
        const Gates gates = judge(result, candidate(0.001, 0, 0.99, 0.995, 0.01), {});
        QVERIFY(gates.meanKldVerdict == Verdict::Inconclusive);
        QVERIFY(gates.deltaPplVerdict == Verdict::Inconclusive);
        QVERIFY(gates.top1Verdict == Verdict::Pass);
        QVERIFY(gates.overall() == Verdict::Inconclusive);
    }

    void smallestPassingIgnoresTheInconclusive()
    {
        CompareResult result;
        result.windows = 10;
        result.baselinePerplexity = 10;
        result.candidates = {candidate(0.01, 0.001, 0.95, 0.96, 0.1), candidate(0.045, 0.004, 0.93, 0.94, 0.2),
                             candidate(0.4, 0.01, 0.7, 0.75, 5)};
        const std::uint64_t bytes[] = {300, 200, 100};
        for (std::size_t i = 0; i < 3; ++i)
            result.candidates[i].fileBytes = bytes[i];
        QVERIFY(judge(result, result.candidates[1], {}).overall() == Verdict::Inconclusive);
        QCOMPARE(judge(result, result.candidates[2], {}).failed(), 2); // its ΔPPL interval reaches down to 0
        QCOMPARE(smallestPassing(result, {}).value(), std::size_t(0));
        ErrorBudget wide;
        wide.meanKld = 0.1;
        QCOMPARE(smallestPassing(result, wide).value(), std::size_t(1));
        ErrorBudget impossible;
        impossible.meanKld = 0;
        QVERIFY(!smallestPassing(result, impossible));
    }

    void budgetSurvivesJson()
    {
        const ErrorBudget budget{0.02, 0.93, 1.5};
        const auto back = budgetFromJson(toJson(budget));
        QVERIFY(back.has_value());
        QVERIFY(*back == budget);
        Json broken = toJson(budget);
        broken["top1_fraction_min"] = "much";
        QCOMPARE(budgetFromJson(broken).error().where, std::string("error budget, top1_fraction_min"));
        QVERIFY(!budgetFromJson(Json(3)));
    }
};

HEADROOM_TEST(GateTest)
#include "tst_gate.moc"
