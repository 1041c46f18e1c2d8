// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Integer codes: what must hold for every width, symmetry and way of storing scales.
#include "core/tensor/half.h"
#include "core/tensor/integers.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace headroom::tensor;

namespace {

std::vector<float> sample(unsigned seed, std::size_t count, float size, float shift)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(shift, 1);
    std::vector<float> values(count);
    for (float& value : values)
        value = normal(random) * size;
    return values;
}

double errorOf(std::span<const float> weights, IntegerScale scale, IntegerCode code)
{
    std::vector<std::uint8_t> codes(weights.size());
    encodeIntegers(weights, scale, code, codes);
    double error = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        error += std::pow(double(weights[i]) - double(integerValue(codes[i], scale)), 2);
    return error;
}

} // namespace

class TestIntegers : public QObject {
    Q_OBJECT
private slots:
    void holdsForEveryCode_data()
    {
        QTest::addColumn<unsigned>("bits");
        QTest::addColumn<bool>("symmetric");
        for (unsigned bits = 2; bits <= 8; ++bits)
            for (const bool symmetric : {false, true})
                QTest::addRow("%u bits%s", bits, symmetric ? ", symmetric" : "") << bits << symmetric;
    }
    void holdsForEveryCode()
    {
        QFETCH(unsigned, bits);
        QFETCH(bool, symmetric);
        const IntegerCode code{bits, symmetric};
        const StoredScale kinds[] = {asFloatScale, asHalfScale, asBfloatScale};
        unsigned seed = 0;
        for (const StoredScale stored : kinds)
            for (const float size : {1e-6F, 0.02F, 50.0F})
                for (const float shift : {-5.0F, 0.0F, 0.3F, 8.0F}) {
                    const auto weights = sample(++seed, 128, size, shift);
                    const auto [lowest, highest] = std::ranges::minmax(weights);
                    const IntegerScale whole = rangeScale(lowest, highest, code, stored);
                    QVERIFY(whole.scale > 0 && stored(whole.scale) == whole.scale && whole.zero <= code.top());
                    QVERIFY(!symmetric || whole.zero == code.middle());
                    std::vector<std::uint8_t> codes(weights.size()), again(weights.size());
                    encodeIntegers(weights, whole, code, codes);
                    std::vector<float> values;
                    const float upper = std::max(highest, 0.0F), lower = std::min(lowest, 0.0F);
                    const double exact = symmetric ? double(std::max(upper, -lower)) / (code.middle() - 1)
                                                   : (double(upper) - double(lower)) / code.top();
                    // Half a step, as much for the zero point, and what the rounded scale falls short of the range.
                    const double slack = double(whole.scale) * (symmetric ? 0.501 : 1.001)
                        + code.top() * std::fabs(double(whole.scale) - exact);
                    for (std::size_t i = 0; i < weights.size(); ++i) {
                        values.push_back(integerValue(codes[i], whole));
                        QVERIFY(codes[i] <= code.top());
                        QVERIFY(std::fabs(weights[i] - values[i]) <= slack);
                    }
                    encodeIntegers(values, whole, code, again);
                    QVERIFY(again == codes);
                    QVERIFY(errorOf(weights, searchScale(weights, {}, code, stored), code)
                            <= errorOf(weights, whole, code) * (1 + 1e-5));
                }
    }

    void everyInstructionSetGivesTheSame_data() { headroom::test::everyTarget(); }
    void everyInstructionSetGivesTheSame()
    {
        QFETCH(qlonglong, target);
        for (const std::size_t count : {1U, 7U, 8U, 9U, 31U, 128U, 1001U})
            for (const float size : {1e-30F, 0.02F, 1e30F})
                for (const float shift : {-5.0F, 0.0F, 0.3F})
                    for (const IntegerCode code :
                         {IntegerCode{4, true}, IntegerCode{3, false}, IntegerCode{8, false}}) {
                        const auto weights = sample(unsigned(count), count, size, shift);
                        const auto squares = sample(unsigned(count) + 1, count, 1, 0);
                        std::vector<float> importance;
                        for (const float value : squares)
                            importance.push_back(value * value);
                        for (const auto& by : {std::vector<float>(), importance}) {
                            headroom::test::useTargets(HWY_STATIC_TARGET);
                            const auto least = searchScale(weights, by, code, asFloatScale);
                            headroom::test::useTargets(target);
                            const auto found = searchScale(weights, by, code, asFloatScale);
                            QCOMPARE(found.scale, least.scale);
                            QCOMPARE(found.zero, least.zero);
                            std::vector<std::uint8_t> codes(count);
                            encodeIntegers(weights, found, code, codes);
                            for (std::size_t i = 0; i < count; ++i) {
                                const float level
                                    = std::nearbyint(std::clamp(weights[i] / found.scale, -4096.0F, 4096.0F))
                                    + float(found.zero);
                                QCOMPARE(int(codes[i]), int(std::clamp(level, 0.0F, float(code.top()))));
                            }
                        }
                    }
    }
    void cleanup() { headroom::test::useTargets(0); }

    void searchFollowsImportance()
    {
        auto weights = sample(7, 128, 0.02F, 0);
        weights[5] = 0.5F; // an outlier in a column that hardly matters
        std::vector<float> importance(128, 1.0F);
        const IntegerCode code{4, true};
        importance[5] = 1e-6F;
        const auto cheap = searchScale(weights, importance, code, asFloatScale);
        importance[5] = 1e6F;
        const auto dear = searchScale(weights, importance, code, asFloatScale);
        QVERIFY(cheap.scale < dear.scale);
    }

    void worked()
    {
        const IntegerCode code{4, true};
        const std::vector<float> weights{1.6F, -1.74F, 0.25F, 0.75F, 9.0F, -9.0F};
        std::vector<std::uint8_t> codes(weights.size());
        encodeIntegers(weights, {0.5F, 8}, code, codes);
        QVERIFY((codes == std::vector<std::uint8_t>{11, 5, 8, 10, 15, 0})); // ties to even
        QCOMPARE(rangeScale(0, 0, code, asHalfScale).scale, 1.0F);
        QCOMPARE(rangeScale(-7, 3, code, asHalfScale).scale, 1.0F);
        const auto range = rangeScale(-3, 12, {4, false}, asHalfScale);
        QCOMPARE(range.scale, 1.0F);
        QCOMPARE(int(range.zero), 3);
        QVERIFY(std::isinf(rangeScale(-1e9F, 0, code, asHalfScale).scale));
        QVERIFY(rangeScale(0, 1e-40F, code, asFloatScale).scale > 0);
        QVERIFY(rangeScale(0, 1e-40F, {4, false}, asBfloatScale).scale > 0);
    }
};

HEADROOM_TEST(TestIntegers)
#include "tst_integers.moc"
