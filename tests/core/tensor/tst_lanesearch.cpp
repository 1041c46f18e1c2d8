// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The searches for sixteen sub-blocks at a time give what the single ones give, bit by bit, with every instruction set
// of this machine, also where values are zero, tiny, huge or equal.
#include "core/tensor/lanesearch.h"

#include "core/tensor/generated.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace headroom;
using namespace headroom::tensor;

namespace {

/// kLanes sub-blocks; from block 2 on each sub-block has a peculiarity.
std::vector<float> peculiar(int n, bool positive)
{
    auto x = test::Generator().values(std::size_t(n) * kLanes);
    const float scales[kLanes] = {1, -1, 0, 1e-20F, 1e-38F, 1e30F, 1e-44F, 1, 3, -5, 1e-14F, 1e-16F, 1e10F, 0, 1, 0.1F};
    for (int lane = 0; lane < kLanes; ++lane) {
        for (int i = 0; i < n; ++i) {
            float& value = x[std::size_t(lane * n + i)];
            value *= scales[lane];
            if (lane == 7)
                value = 0.25F;
            if (positive)
                value = std::abs(value);
        }
    }
    return x;
}

/// Weights whose squares overflow end in not-a-number; its sign is the processor's choice.
bool sameBits(float a, float b)
{
    if (std::isnan(a) && std::isnan(b))
        return true;
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

} // namespace

class TestLaneSearch : public QObject {
    Q_OBJECT
private slots:
    void equalsSingle_data()
    {
        QTest::addColumn<qlonglong>("target");
        QTest::addColumn<int>("n");
        QTest::addColumn<bool>("positive");
        for (const std::int64_t target : test::targets()) {
            for (const int n : {16, 32})
                for (const bool positive : {false, true})
                    QTest::addRow("%s %d %d", hwy::TargetName(target), n, positive)
                        << qlonglong(target) << n << positive;
        }
    }
    void equalsSingle()
    {
        QFETCH(qlonglong, target);
        QFETCH(int, n);
        QFETCH(bool, positive);
        test::useTargets(target);
        const auto x = peculiar(n, positive);
        const auto weights = test::Generator().importance(x.size());
        compareAffine(n, x, weights, {-1.0F, 0.1F, 20, false});
        compareAffine(n, x, weights, {-0.5F, 0.1F, 15, true});
        compareSigned(n, x, weights.data());
        compareSigned(n, x, nullptr);
        compareDescent(n, x);
    }
    void gridFormatsAreEqual_data() { test::everyTarget(); }
    /// The searches over grids have no single form: every instruction set gives the bytes of the least one.
    void gridFormatsAreEqual()
    {
        QFETCH(qlonglong, target);
        auto values = test::Generator().values(4 * 1024);
        for (std::size_t i = 1024; i < values.size(); ++i)
            values[i] *= i < 2048 ? 2500 * values[i] * values[i] : i < 3072 ? std::round(values[i] * 40) : 1e-30F;
        const auto importance = test::Generator().importance(1024);
        for (const Type type : {Type::IQ1_S, Type::IQ1_M, Type::IQ2_XXS, Type::IQ2_XS, Type::IQ2_S, Type::IQ3_XXS,
                                Type::IQ3_S, Type::IQ4_NL, Type::IQ4_XS}) {
            test::useTargets(HWY_STATIC_TARGET);
            const auto least = test::encodeRows(format(type), values, 1024, importance);
            test::useTargets(target);
            QVERIFY2(test::encodeRows(format(type), values, 1024, importance) == least, format(type).name.data());
        }
    }
    void cleanup() { test::useTargets(0); }

private:
    static void compareAffine(int n, const std::vector<float>& x, const std::vector<float>& weights, AffineGrid grid)
    {
        for (const int nmax : {3, 15, 31}) {
            std::vector<std::uint8_t> levels(x.size());
            std::vector<std::uint8_t> single(x.size());
            Affine best[kLanes];
            affineSearches(n, nmax, x.data(), weights.data(), grid, best, levels.data());
            for (int lane = 0; lane < kLanes; ++lane) {
                const auto at = std::size_t(lane * n);
                const Affine one = affineSearch(n, nmax, &x[at], &weights[at], grid, &single[at]);
                QVERIFY2(sameBits(one.scale, best[lane].scale), qPrintable(QString::number(lane)));
                QVERIFY2(sameBits(one.minimum, best[lane].minimum), qPrintable(QString::number(lane)));
            }
            QVERIFY(levels == single);
        }
    }

    static void compareDescent(int n, std::vector<float> x)
    {
        x.insert(x.end(), x.rbegin(), x.rend()); // other lanes beside

        for (const int nmax : {4, 32}) {
            std::vector<std::uint8_t> levels(x.size());
            std::vector<std::uint8_t> single(x.size());
            float scales[kDescents];
            signedDescents(n, nmax, x.data(), scales, levels.data());
            for (int lane = 0; lane < kDescents; ++lane) {
                const auto at = std::size_t(lane * n);
                const float one = signedDescent(n, nmax, &x[at], &single[at]);
                QVERIFY2(sameBits(one, scales[lane]), qPrintable(QString::number(lane)));
            }
            QVERIFY(levels == single);
        }
    }

    static void compareSigned(int n, const std::vector<float>& x, const float* weights)
    {
        for (const int nmax : {4, 32}) {
            std::vector<std::uint8_t> levels(x.size());
            std::vector<std::uint8_t> single(x.size());
            float scales[kLanes];
            signedSearches(n, nmax, x.data(), weights, scales, levels.data());
            for (int lane = 0; lane < kLanes; ++lane) {
                const auto at = std::size_t(lane * n);
                const float one = signedSearch(n, nmax, &x[at], weights ? weights + at : nullptr, &single[at]);
                QVERIFY2(sameBits(one, scales[lane]), qPrintable(QString::number(lane)));
            }
            QVERIFY(levels == single);
        }
    }
};

HEADROOM_TEST(TestLaneSearch)
#include "tst_lanesearch.moc"
