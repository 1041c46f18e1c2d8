// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/kernels.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <array>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace headroom::infer;

namespace {

std::vector<float> randomFloats(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> out(count);
    for (auto& value : out)
        value = normal(generator);
    return out;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

std::vector<float> product(const std::vector<float>& weights, const std::vector<float>& inputs, std::size_t columns)
{
    const std::size_t rows = weights.size() / columns;
    const std::size_t tokens = inputs.size() / columns;
    std::vector<float> out(rows * tokens);
    multiplyRows({weights.data(), columns, rows}, {inputs.data(), columns, tokens}, columns, out.data(), rows);
    return out;
}

} // namespace

class TestKernels : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { headroom::test::useTargets(0); }

    void productIsRight_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("columns");
        for (const auto& [rows, tokens, columns] :
             {std::array{1, 1, 16}, {16, 1, 256}, {16, 13, 64}, {5, 6, 768}, {9, 7, 32}, {2, 25, 4096}})
            QTest::addRow("%dx%dx%d", rows, tokens, columns) << rows << tokens << columns;
    }
    void productIsRight()
    {
        QFETCH(const int, rows);
        QFETCH(const int, tokens);
        QFETCH(const int, columns);
        const auto k = static_cast<std::size_t>(columns);
        const auto weights = randomFloats(static_cast<std::size_t>(rows) * k, 1);
        const auto inputs = randomFloats(static_cast<std::size_t>(tokens) * k, 2);
        for (const std::int64_t targets : {std::int64_t{0}, std::int64_t{HWY_STATIC_TARGET}}) {
            headroom::test::useTargets(targets);
            const auto out = product(weights, inputs, k);
            for (std::size_t t = 0; t < static_cast<std::size_t>(tokens); ++t)
                for (std::size_t r = 0; r < static_cast<std::size_t>(rows); ++r) {
                    double exact = 0;
                    for (std::size_t c = 0; c < k; ++c)
                        exact += double(weights[r * k + c]) * double(inputs[t * k + c]);
                    const double found = double(out[t * static_cast<std::size_t>(rows) + r]);
                    QVERIFY2(std::abs(found - exact) < 3e-6 * std::sqrt(double(k)) + 1e-6 * std::abs(exact),
                             qPrintable(QStringLiteral("%1 for %2").arg(found).arg(exact)));
                }
        }
    }

    void tilesDoNotMatter()
    {
        constexpr std::size_t kColumns = 272;
        const auto weights = randomFloats(23 * kColumns, 3);
        const auto inputs = randomFloats(17 * kColumns, 4);
        const auto whole = product(weights, inputs, kColumns);
        for (std::size_t t = 0; t < 17; ++t)
            for (std::size_t r = 0; r < 23; ++r) {
                float alone = 0;
                multiplyRows({weights.data() + r * kColumns, kColumns, 1}, {inputs.data() + t * kColumns, kColumns, 1},
                             kColumns, &alone, 1);
                QCOMPARE(std::memcmp(&alone, &whole[t * 23 + r], sizeof alone), 0);
            }
    }

    /// Rows of weights share the reading of the values, not a bit of their sums.
    void sumsTogetherAreSumsAlone()
    {
        constexpr std::size_t kRows = 7, kValues = 33, kColumns = 144;
        const auto weights = randomFloats(kRows * kValues, 7), values = randomFloats(kValues * kColumns, 8);
        std::vector<float> together(kRows * kColumns, 0.5F), alone = together;
        addWeightedSums({weights.data(), kValues, kRows}, {values.data(), kColumns, kValues}, kColumns, together.data(),
                        kColumns);
        for (std::size_t r = 0; r < kRows; ++r)
            for (const auto& [from, to] : {std::pair<std::size_t, std::size_t>{0, 10}, {10, kValues}})
                addWeightedSums({weights.data() + r * kValues + from, kValues, 1},
                                {values.data() + from * kColumns, kColumns, to - from}, kColumns,
                                alone.data() + r * kColumns, kColumns);
        QVERIFY(sameBits(together, alone));
    }

    void wideRegistersGiveTheSameBits()
    {
#if defined(__x86_64__)
        if ((hwy::SupportedTargets() & HWY_AVX3) == 0)
            QSKIP("needs a processor with AVX-512 to compare with AVX2");
        const auto weights = randomFloats(19 * 208, 5);
        const auto inputs = randomFloats(11 * 208, 6);
        std::vector<std::vector<float>> products, norms, gates, softs, sums;
        for (const std::int64_t targets : {HWY_AVX2, HWY_AVX3}) {
            headroom::test::useTargets(targets | HWY_STATIC_TARGET);
            products.push_back(product(weights, inputs, 208));
            std::vector<float> norm(208), gate(inputs.begin(), inputs.begin() + 208),
                soft(inputs.begin(), inputs.begin() + 208), sum(48);
            rmsNorm(inputs.data(), weights.data(), 208, 1e-5F, norm.data());
            swiglu(gate.data(), weights.data(), 208);
            softmax(soft.data(), 199);
            weightedSum(inputs.data(), {weights.data(), 48, 60}, 48, sum.data());
            norms.push_back(norm);
            gates.push_back(gate);
            softs.push_back(soft);
            sums.push_back(sum);
        }
        for (const auto* results : {&products, &norms, &gates, &softs, &sums})
            QVERIFY(sameBits(results->front(), results->back()));
#else
        QSKIP("x86 only");
#endif
    }

    void rowOperations()
    {
        const std::size_t n = 37;
        auto x = randomFloats(padded(n), 7);
        std::fill(x.begin() + n, x.end(), 0.0F);
        std::vector<float> weight(padded(n), 2.0F), out(padded(n));
        double squares = 0;
        for (std::size_t i = 0; i < n; ++i)
            squares += double(x[i]) * double(x[i]);
        rmsNorm(x.data(), weight.data(), n, 1e-5F, out.data());
        for (std::size_t i = 0; i < n; ++i)
            QVERIFY(std::abs(double(out[i]) - 2 * double(x[i]) / std::sqrt(squares / double(n) + 1e-5)) < 1e-6);

        auto gate = x;
        gate[0] = -1000; // exp(1000) must not become infinite times zero
        gate[1] = 1000;
        swiglu(gate.data(), weight.data(), padded(n));
        QVERIFY(std::abs(double(gate[0])) < 1e-30);
        QCOMPARE(gate[1], 2000.0F);
        for (std::size_t i = 2; i < n; ++i)
            QVERIFY(std::abs(double(gate[i]) - 2 * double(x[i]) / (1 + std::exp(-double(x[i])))) < 1e-6);

        auto soft = x;
        soft[3] = -1e30F;
        double total = 0;
        for (std::size_t i = 0; i < n; ++i)
            total += std::exp(double(soft[i]));
        const auto scores = soft;
        softmax(soft.data(), n);
        for (std::size_t i = 0; i < n; ++i)
            QVERIFY(std::abs(double(soft[i]) - std::exp(double(scores[i])) / total) < 1e-7);
        for (std::size_t i = n; i < padded(n); ++i)
            QCOMPARE(soft[i], 0.0F);
    }

    void notANumberStaysVisible()
    {
        std::vector<float> x(32, 1.0F), weight(32, 1.0F), out(32);
        x[5] = std::nanf("");
        rmsNorm(x.data(), weight.data(), 32, 1e-5F, out.data());
        QVERIFY(std::isnan(out[0]));
        swiglu(x.data(), weight.data(), 32);
        QVERIFY(std::isnan(x[5]));
    }
};

HEADROOM_TEST(TestKernels)
#include "tst_kernels.moc"
