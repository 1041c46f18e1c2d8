// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/rowerror.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace headroom::quant;

namespace {

/// The definition: weight i belongs to sum i mod 8.
EncodedSums expected(const std::vector<float>& original, const std::vector<float>& decoded)
{
    std::array<EncodedSums, 8> lanes{};
    for (std::size_t i = 0; i < original.size(); ++i) {
        const double difference = double(original[i]) - double(decoded[i]);
        lanes[i % 8].add({difference * difference, double(original[i]) * double(original[i]), std::fabs(difference)});
    }
    EncodedSums sums;
    for (const EncodedSums& lane : lanes)
        sums.add(lane);
    return sums;
}

} // namespace

class TestRowError : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { headroom::test::useTargets(0); }

    void sameFiguresForEveryLength_data() { headroom::test::everyTarget(); }
    void sameFiguresForEveryLength()
    {
        QFETCH(qlonglong, target);
        headroom::test::useTargets(target);
        std::mt19937 random(11);
        std::normal_distribution<float> normal;
        for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 31U, 32U, 255U, 256U, 4099U}) {
            std::vector<float> original(size), decoded(size);
            for (std::size_t i = 0; i < size; ++i) {
                original[i] = normal(random);
                decoded[i] = original[i] + 0.01F * normal(random);
            }
            const EncodedSums want = expected(original, decoded), got = rowError(original, decoded);
            QCOMPARE(std::bit_cast<quint64>(got.squaredError), std::bit_cast<quint64>(want.squaredError));
            QCOMPARE(std::bit_cast<quint64>(got.squares), std::bit_cast<quint64>(want.squares));
            QCOMPARE(std::bit_cast<quint64>(got.maxError), std::bit_cast<quint64>(want.maxError));
        }
    }

    void squaresTellWhetherAllAreFinite_data() { headroom::test::everyTarget(); }
    void squaresTellWhetherAllAreFinite()
    {
        QFETCH(qlonglong, target);
        headroom::test::useTargets(target);
        constexpr float kInfinity = std::numeric_limits<float>::infinity();
        for (const float bad : {std::numeric_limits<float>::quiet_NaN(), kInfinity, -kInfinity})
            for (const std::size_t at : {0U, 5U, 63U, 66U}) {
                std::vector<float> weights(67, std::numeric_limits<float>::max());
                QVERIFY(std::isfinite(rowError(weights, weights).squares));
                weights[at] = bad;
                QVERIFY(!std::isfinite(rowError(weights, weights).squares));
            }
    }
};

HEADROOM_TEST(TestRowError)
#include "tst_rowerror.moc"
