// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/positions.h"
#include "core/eval/statistics.h"
#include "core/infer/logits.h"
#include "tests/support/test.h"

#include <QTest>

#include <array>
#include <cmath>
#include <random>

using namespace headroom::eval;

namespace {
bool near(double found, double expected, double tolerance = 1e-9)
{
    return std::abs(found - expected) <= tolerance;
}

double width(const ConfidenceInterval& interval)
{
    return interval.high - interval.low;
}

/// Windows whose tokens agree with a chance that is drawn for each window: beta of mean p and correlation rho within a
/// window; rho 0: all tokens alone.
ClusterMean drawn(std::mt19937& random, double p, double rho, std::size_t windows, int tokens)
{
    ClusterMean out;
    const double size = rho > 0 ? 1 / rho - 1 : 0;
    for (std::size_t w = 0; w < windows; ++w) {
        double chance = p;
        if (rho > 0) {
            const double a = std::gamma_distribution<double>(p * size)(random);
            const double b = std::gamma_distribution<double>((1 - p) * size)(random);
            chance = a / (a + b);
        }
        out.add(std::binomial_distribution<int>(tokens, chance)(random), std::size_t(tokens));
    }
    return out;
}
} // namespace

class TestStatistics : public QObject {
    Q_OBJECT
private slots:
    void wilson()
    {
        // Brown, Cai, DasGupta 2001 and any textbook: 8 of 10.
        const auto interval = wilson95(8, 10);
        QVERIFY(near(interval.low, 0.490162, 1e-6));
        QVERIFY(near(interval.high, 0.943318, 1e-6));
        QVERIFY(wilson95(10, 10).high == 1.0 && wilson95(10, 10).low < 0.75);
        QVERIFY(wilson95(0, 10).low == 0.0 && wilson95(0, 10).high > 0.25);
        QVERIFY(wilson95(0, 0).low == 0.0 && wilson95(0, 0).high == 1.0);
    }

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
        QVERIFY(near(studentT95(std::size_t(degrees)), expected, 1e-4));
    }
    void noDegreesOfFreedomSaysNothing() { QVERIFY(std::isinf(studentT95(0))); }

    void clusteredProportionCovers_data()
    {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("rho");
        QTest::addColumn<int>("windows");
        QTest::addColumn<double>("least");
        QTest::newRow("independent") << 0.9 << 0.0 << 46 << 0.94;
        QTest::newRow("a little alike") << 0.9 << 0.02 << 46 << 0.93;
        QTest::newRow("alike") << 0.9 << 0.1 << 46 << 0.93;
        QTest::newRow("few windows") << 0.9 << 0.05 << 8 << 0.93;
        QTest::newRow("two windows") << 0.8 << 0.02 << 2 << 0.93;
        QTest::newRow("nearly all agree") << 0.99 << 0.02 << 46 << 0.91;
        QTest::newRow("whole windows agree or not") << 0.7 << 0.9 << 46 << 0.93;
        QTest::newRow("many windows") << 0.95 << 0.05 << 300 << 0.935;
    }
    /// In about 95 of 100 draws the truth lies within, however alike the tokens of a window are; Wilson's by itself
    /// would miss it in every second one.
    void clusteredProportionCovers()
    {
        QFETCH(double, p);
        QFETCH(double, rho);
        QFETCH(int, windows);
        QFETCH(double, least);
        constexpr int kDraws = 2000, kTokens = 63;
        std::mt19937 random(20261130);
        int covered = 0, plain = 0;
        for (int i = 0; i < kDraws; ++i) {
            const ClusterMean values = drawn(random, p, rho, std::size_t(windows), kTokens);
            const auto range = clusteredProportion95(values).value();
            QVERIFY(0 <= range.low && range.low <= values.mean() && values.mean() <= range.high && range.high <= 1);
            QVERIFY(width(range) > 0);
            covered += range.low <= p && p <= range.high;
            const auto alone
                = wilson95(std::size_t(std::lround(values.mean() * double(values.count()))), values.count());
            plain += alone.low <= p && p <= alone.high;
        }
        qInfo("covers %.3f, Wilson's %.3f", covered / double(kDraws), plain / double(kDraws));
        QVERIFY(covered >= least * kDraws);
        if (windows > 2) // with two, t of one degree of freedom is wider than it has to be
            QVERIFY(covered <= 0.985 * kDraws);
        QVERIFY(rho < 0.1 || plain < 0.7 * kDraws);
    }

    /// Where tokens are independent the ends are Wilson's, within a few per cent of the width.
    void independentTokensGiveWilson()
    {
        std::mt19937 random(7);
        double ratio = 0;
        constexpr int kDraws = 400;
        for (int i = 0; i < kDraws; ++i) {
            const ClusterMean values = drawn(random, 0.93, 0, 200, 63);
            const auto alone
                = wilson95(std::size_t(std::lround(values.mean() * double(values.count()))), values.count());
            const auto range = clusteredProportion95(values).value();
            QVERIFY(width(range) > 0.999 * width(alone)); // never narrower
            ratio += width(range) / width(alone) / kDraws;
        }
        QVERIFY2(ratio < 1.05, QByteArray::number(ratio));
    }

    void proportionsOfOneKindAreNotCertain()
    {
        ClusterMean all, one, none, single;
        for (int w = 0; w < 20; ++w) {
            all.add(63, 63);
            one.add(w == 3 ? 62 : 63, 63);
            none.add(0, 63);
        }
        single.add(60, 63);
        const auto best = clusteredProportion95(all).value(), nearly = clusteredProportion95(one).value(),
                   worst = clusteredProportion95(none).value();
        QCOMPARE(best.high, 1.0);
        QVERIFY2(best.low < wilson95(20 * 63, 20 * 63).low, QByteArray::number(best.low)); // tokens are not independent
        QVERIFY2(best.low > 0.95, QByteArray::number(best.low));
        QVERIFY(nearly.low < best.low && nearly.high < 1.0); // more agreement is never worse
        QCOMPARE(worst.low, 0.0);
        QVERIFY(near(worst.high, 1 - best.low, 1e-12));
        QVERIFY(!clusteredProportion95(single) && !single.interval95());
        // Whole windows that agree and whole windows that do not: as many facts as windows.
        ClusterMean halves;
        for (int w = 0; w < 20; ++w)
            halves.add(w % 2 ? 63 : 0, 63);
        const auto range = clusteredProportion95(halves).value(), ofWindows = wilson95(10, 20);
        QVERIFY(near(width(range), width(ofWindows), 0.05));
    }

    void quantiles()
    {
        const std::array values{1.0, 2.0, 4.0, 8.0, 16.0};
        QVERIFY(near(quantile7(values, 0.5), 4.0));
        QVERIFY(near(quantile7(values, 0.9), 12.8)); // place 3.6
        QVERIFY(near(quantile7(values, 0.0), 1.0));
        QVERIFY(near(quantile7(values, 1.0), 16.0));
        QVERIFY(near(quantile7(std::array{3.0}, 0.99), 3.0));
        QVERIFY(std::isnan(quantile7({}, 0.5)));
    }

    void clustersWidenTheError()
    {
        // Two values per cluster, equal within it: half as many independent facts as values.
        ClusterMean clusters;
        Moments tokens;
        for (const double value : {1.0, 2.0, 3.0, 6.0}) {
            clusters.add(2 * value, 2);
            tokens.add(value);
            tokens.add(value);
        }
        QVERIFY(near(clusters.mean(), 3.0));
        // Cluster means 1 2 3 6: variance 14/3, standard error sqrt(14/12).
        QVERIFY(near(clusters.standardError(), std::sqrt(14.0 / 12.0)));
        QVERIFY(near(tokens.standardError(), std::sqrt(3.5 / 7.0)));
        ClusterMean single;
        single.add(4.0, 2);
        QVERIFY(near(single.mean(), 2.0) && std::isnan(single.standardError()));
    }

    void divergence()
    {
        const auto ln = [](double p) { return static_cast<float>(std::log(p)); };
        const std::array p{ln(0.5), ln(0.5)};
        const std::array q{ln(0.25) + 7, ln(0.75) + 7}; // logits are free up to a constant
        const auto pRow = headroom::infer::summarize(p);
        const auto qRow = headroom::infer::summarize(q);
        QVERIFY(near(headroom::infer::klDivergence(p, pRow, q, qRow), 0.5 * std::log(2.0) + 0.5 * std::log(2.0 / 3.0),
                     1e-6));
        QVERIFY(near(headroom::infer::negativeLogLikelihood(q, qRow, 1), -std::log(0.75), 1e-6));
        QCOMPARE(pRow.top, std::size_t{0}); // the lower of equals
        QCOMPARE(qRow.top, std::size_t{1});
        QCOMPARE(headroom::infer::klDivergence(p, pRow, p, pRow), 0.0);
        const std::array extreme{3e38F, -3e38F, 0.0F};
        QVERIFY(std::isfinite(headroom::infer::summarize(extreme).logSum));
    }

    void binsCoverEveryScoredPositionOnce()
    {
        for (const std::uint32_t context : {4U, 7U, 32U, 128U, 513U}) {
            Windows windows;
            windows.context = context;
            PositionCurve curve(windows);
            std::vector<double> values(windows.scoredPerWindow());
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = double(windows.firstScored() + i);
            curve.addWindow(values);
            curve.addWindow(values);
            std::uint32_t next = windows.firstScored();
            for (const auto& point : curve.points()) {
                QCOMPARE(point.from, next);
                QCOMPARE(point.n, std::size_t{2} * (point.to - point.from));
                QVERIFY(near(point.mean, (double(point.from) + double(point.to) - 1) / 2));
                QVERIFY(near(point.standardError, 0));
                next = point.to;
            }
            QCOMPARE(next, context - 1);
        }
    }
};

HEADROOM_TEST(TestStatistics)
#include "tst_statistics.moc"
