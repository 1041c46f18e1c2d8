// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/positions.h"
#include "core/eval/statistics.h"
#include "core/infer/logits.h"
#include "tests/support/test.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace headroom::eval;

namespace {
bool near(double found, double expected, double tolerance = 1e-9)
{
    return std::abs(found - expected) <= tolerance;
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
