// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/remarks.h"
#include "core/quant/round/gptq.h"

#include "core/quant/correlated.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::test;
using quant::FactorOptions;

namespace {

constexpr std::size_t kBig = 512;

struct Rounded {
    std::vector<quant::IntegerRow> rows;
    std::vector<quant::RowOutcome> outcomes;
};

std::vector<float> values(const quant::IntegerRow& row, std::size_t group)
{
    std::vector<float> out(row.levels.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = row.scales[i / group] * (float(row.levels[i]) - float(row.zeros[i / group]));
    return out;
}

Rounded roundIntegers(const quant::HessianFactor& factor, const std::vector<float>& weights,
                      const quant::IntegerScheme& scheme, bool staticGroups = true)
{
    const std::size_t count = weights.size() / factor.size;
    Rounded result;
    result.rows.resize(count);
    std::vector<std::unique_ptr<quant::RowGrid>> grids;
    std::vector<quant::RowGrid*> pointers;
    for (auto& row : result.rows) {
        grids.push_back(std::make_unique<quant::IntegerGrid>(scheme, std::span<const float>(), factor.size, row));
        pointers.push_back(grids.back().get());
    }
    result.outcomes = quant::roundRows(factor, weights, pointers, {staticGroups});
    return result;
}

/// Optimal brain quantization as its paper has it: the inverse of what is left, updated after every column.
std::vector<float> oneByOne(const std::vector<float>& original, std::vector<double> inverse,
                            const std::vector<std::uint32_t>& order, quant::RowGrid& grid)
{
    const std::size_t n = original.size();
    std::vector<double> weights(original.begin(), original.end());
    std::vector<float> rounded(n);
    for (const std::uint32_t q : order) {
        rounded[q] = grid.value(q, grid.nearest(q, float(weights[q])));
        const double error = (weights[q] - double(rounded[q])) / inverse[q * n + q];
        for (std::size_t j = 0; j < n; ++j)
            weights[j] -= error * inverse[q * n + j];
        const std::vector<double> column(inverse.begin() + std::ptrdiff_t(q * n),
                                         inverse.begin() + std::ptrdiff_t(q * n + n));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                inverse[i * n + j] -= column[i] * column[j] / column[q];
    }
    return rounded;
}

/// UᵀU in the original order of columns.
std::vector<double> inverseOf(const quant::HessianFactor& factor)
{
    const std::size_t n = factor.size;
    std::vector<double> out(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < n; ++k)
                sum += double(factor.upper[k * n + i]) * double(factor.upper[k * n + j]);
            out[factor.order[i] * n + factor.order[j]] = sum;
        }
    return out;
}

} // namespace

class TestGptq : public QObject {
    Q_OBJECT
private slots:
    void sumsOfInputs()
    {
        const auto inputs = correlatedInputs(300, 37, 1);
        const auto hessian = hessianOf(inputs, 37);
        for (std::size_t i = 0; i < 37; ++i)
            for (std::size_t j = 0; j < 37; ++j) {
                double sum = 0;
                for (std::size_t t = 0; t < 300; ++t)
                    sum += double(inputs[t * 37 + i]) * double(inputs[t * 37 + j]);
                QVERIFY(std::fabs(double(hessian[i * 37 + j]) - sum) < 1e-4 * (std::fabs(sum) + 300));
            }
    }

    void factorIsTheInverse()
    {
        const std::size_t n = 40;
        const auto hessian = hessianOf(correlatedInputs(100, n, 2), n);
        for (const bool actOrder : {false, true}) {
            const auto factor = quant::factorize(hessian, n, {0.01, actOrder});
            QVERIFY(factor);
            QVERIFY(factor->fallbacks.empty() && !factor->identity);
            const auto inverse = inverseOf(*factor);
            const double added = dampingOf(hessian, n, 0.01);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    double sum = 0;
                    for (std::size_t k = 0; k < n; ++k)
                        sum += inverse[i * n + k] * (double(hessian[k * n + j]) + (k == j ? added : 0.0));
                    QVERIFY(std::fabs(sum - (i == j ? 1.0 : 0.0)) < 1e-3);
                }
            for (std::size_t k = 1; actOrder && k < n; ++k)
                QVERIFY(hessian[factor->order[k - 1] * (n + 1)] >= hessian[factor->order[k] * (n + 1)]);
        }
    }

    /// Every combination of levels of a tiny row: nothing is below the optimum, and the reported objective is true.
    void bruteForce()
    {
        constexpr std::size_t kColumns = 5;
        const auto hessian = hessianOf(correlatedInputs(40, kColumns, 3), kColumns);
        const auto weights = gaussians(kColumns * 30, 4);
        const auto factor = quant::factorize(hessian, kColumns, {});
        const double added = dampingOf(hessian, kColumns, factor->damping);
        const auto result = roundIntegers(*factor, weights, {2, kColumns, false, false});
        int better = 0;
        for (std::size_t r = 0; r < 30; ++r) {
            const std::span row(weights.data() + r * kColumns, kColumns);
            double optimum = 1e300;
            for (unsigned code = 0; code < 1U << (2 * kColumns); ++code) {
                quant::IntegerRow trial = result.rows[r];
                for (std::size_t i = 0; i < kColumns; ++i)
                    trial.levels[i] = std::uint8_t((code >> (2 * i)) & 3U);
                optimum = std::min(optimum, objective(row, values(trial, kColumns), hessian, added));
            }
            const auto& outcome = result.outcomes[r];
            QVERIFY(outcome.objective >= optimum * (1 - 1e-4));
            QVERIFY(outcome.objective <= outcome.nearest);
            const double stored = objective(row, values(result.rows[r], kColumns), hessian, added);
            QVERIFY(std::fabs(stored - outcome.objective) <= 1e-3 * stored);
            better += outcome.objective < outcome.nearest * 0.999;
        }
        QVERIFY(better >= 10);
    }

    void equalsTheUnblockedMethod_data()
    {
        QTest::addColumn<bool>("actOrder");
        QTest::newRow("natural order") << false;
        QTest::newRow("large diagonal first") << true;
    }

    void equalsTheUnblockedMethod()
    {
        QFETCH(bool, actOrder);
        constexpr std::size_t kColumns = 160; // more than one block of lazy updates
        const auto hessian = hessianOf(correlatedInputs(400, kColumns, 5), kColumns);
        const auto weights = gaussians(kColumns * 4, 6);
        const auto factor = quant::factorize(hessian, kColumns, {0.01, actOrder});
        const auto result = roundIntegers(*factor, weights, {4, 32, true, false});
        const double added = dampingOf(hessian, kColumns, 0.01);
        for (std::size_t r = 0; r < 4; ++r) {
            const std::vector<float> row(weights.begin() + std::ptrdiff_t(r * kColumns),
                                         weights.begin() + std::ptrdiff_t((r + 1) * kColumns));
            quant::IntegerRow ignored;
            quant::IntegerGrid grid({4, 32, true, false}, {}, kColumns, ignored);
            grid.fit(0, row);
            const auto oracle = oneByOne(row, inverseOf(*factor), factor->order, grid);
            const double expected = objective(row, oracle, hessian, added);
            QVERIFY(std::fabs(result.outcomes[r].objective - expected) < 0.02 * expected);
            const auto ours = values(result.rows[r], 32);
            std::size_t different = 0; // a tie may fall the other way in float, and what follows then differs
            for (std::size_t i = 0; i < kColumns; ++i)
                different += std::fabs(ours[i] - oracle[i]) > 1e-6F;
            QVERIFY(different <= kColumns / 10);
        }
    }

    void blockFormats_data()
    {
        QTest::addColumn<int>("type");
        for (const auto& format : tensor::formats())
            if (tensor::findLevels(format.type))
                QTest::newRow(std::string(format.name).c_str()) << int(format.type);
    }

    /// Never worse than plain rounding on the same scales, much better on inputs that go together; and the packed
    /// bytes decode to what is reported.
    void blockFormats()
    {
        QFETCH(int, type);
        const auto& format = tensor::format(tensor::Type(type));
        const auto hessian = hessianOf(correlatedInputs(1024, kBig, 7), kBig);
        std::vector<float> importance(kBig);
        for (std::size_t i = 0; i < kBig; ++i)
            importance[i] = hessian[i * (kBig + 1)] / 1024;
        constexpr std::size_t kRows = 4;
        const auto weights = gaussians(kBig * kRows, 8, 0.05);
        const auto factor = quant::factorize(hessian, kBig, {});
        const std::size_t rowBytes = kBig / format.blockSize * format.blockBytes;
        std::vector<std::byte> packed(rowBytes * kRows);
        std::vector<quant::BlockGrid> grids;
        for (std::size_t r = 0; r < kRows; ++r)
            grids.emplace_back(*tensor::findLevels(format.type), importance, kBig,
                               std::span(packed).subspan(r * rowBytes, rowBytes));
        std::vector<quant::RowGrid*> pointers;
        for (auto& grid : grids)
            pointers.push_back(&grid);
        const auto outcomes = quant::roundRows(*factor, weights, pointers, {});
        double nearest = 0;
        double reached = 0;
        for (std::size_t r = 0; r < kRows; ++r) {
            std::vector<float> decoded(kBig);
            format.decode(std::span(packed).subspan(r * rowBytes, rowBytes), decoded);
            const double stored = objective(std::span(weights).subspan(r * kBig, kBig), decoded, hessian,
                                            dampingOf(hessian, kBig, 0.01));
            QVERIFY2(std::fabs(stored - outcomes[r].objective) < 0.01 * stored,
                     qPrintable(QString("%1 against %2").arg(stored).arg(outcomes[r].objective)));
            QVERIFY(outcomes[r].objective <= outcomes[r].nearest);
            nearest += outcomes[r].nearest;
            reached += outcomes[r].objective;
        }
        if (format.bitsPerWeight() > 2.5)
            QVERIFY2(reached < 0.6 * nearest, qPrintable(QString("%1 of %2").arg(reached).arg(nearest)));
    }

    /// Scales fitted when a group's turn comes.
    void dynamicGroups()
    {
        const auto hessian = hessianOf(correlatedInputs(1024, kBig, 9), kBig);
        const auto weights = gaussians(kBig * 4, 10);
        const auto factor = quant::factorize(hessian, kBig, {0.01, false});
        const auto result = roundIntegers(*factor, weights, {3, 64, false, true}, false);
        for (std::size_t r = 0; r < 4; ++r) {
            const auto& outcome = result.outcomes[r];
            QVERIFY(outcome.objective < 0.7 * outcome.nearest);
            const double stored = objective(std::span(weights).subspan(r * kBig, kBig), values(result.rows[r], 64),
                                            hessian, dampingOf(hessian, kBig, 0.01));
            QVERIFY(std::fabs(stored - outcome.objective) < 0.01 * stored);
        }
    }

    /// With one scale per row, renaming the channels renames the levels and changes nothing else.
    void channelsMayBeRenamed()
    {
        constexpr std::size_t kColumns = 96;
        const auto inputs = correlatedInputs(300, kColumns, 11);
        const auto weights = gaussians(kColumns, 12);
        std::vector<float> renamedInputs(inputs.size()), renamedWeights(kColumns);
        const auto to = [](std::size_t c) { return (c * 5 + 3) % kColumns; };
        for (std::size_t c = 0; c < kColumns; ++c) {
            renamedWeights[to(c)] = weights[c];
            for (std::size_t t = 0; t < 300; ++t)
                renamedInputs[t * kColumns + to(c)] = inputs[t * kColumns + c];
        }
        const auto a
            = roundIntegers(*quant::factorize(hessianOf(inputs, kColumns), kColumns, {}), weights, {3, 0, true, false});
        const auto b = roundIntegers(*quant::factorize(hessianOf(renamedInputs, kColumns), kColumns, {}),
                                     renamedWeights, {3, 0, true, false});
        for (std::size_t c = 0; c < kColumns; ++c)
            QCOMPARE(b.rows[0].levels[to(c)], a.rows[0].levels[c]);
        QVERIFY(std::fabs(a.outcomes[0].objective - b.outcomes[0].objective) < 1e-3 * a.outcomes[0].objective);
    }

    void rowsDoNotTouchEachOther()
    {
        const auto hessian = hessianOf(correlatedInputs(600, 384, 13), 384);
        const auto weights = gaussians(384 * 5, 14);
        const auto factor = quant::factorize(hessian, 384, {});
        const auto together = roundIntegers(*factor, weights, {4, 128, true, true});
        for (std::size_t r = 0; r < 5; ++r) {
            const std::vector<float> alone(weights.begin() + std::ptrdiff_t(r * 384),
                                           weights.begin() + std::ptrdiff_t(r * 384 + 384));
            QCOMPARE(roundIntegers(*factor, alone, {4, 128, true, true}).rows[0].levels, together.rows[r].levels);
        }
    }

    void singularHessians()
    {
        const std::size_t n = 64;
        const auto one = hessianOf(correlatedInputs(1, n, 15), n); // rank one
        const auto factor = quant::factorize(one, n, {});
        QVERIFY(factor && !factor->identity);
        const auto weights = gaussians(n, 16);
        const auto rounded = roundIntegers(*factor, weights, {4, 32, true, true});
        QVERIFY(rounded.outcomes[0].objective <= rounded.outcomes[0].nearest);

        const std::vector<float> nothing(n * n, 0.0F);
        const auto dead = quant::factorize(nothing, n, {});
        QVERIFY(dead);
        QCOMPARE(dead->dead, n);
        const auto same = roundIntegers(*dead, weights, {4, 32, true, true});
        QVERIFY(std::fabs(same.outcomes[0].objective - same.outcomes[0].nearest) <= 1e-6 * same.outcomes[0].nearest);
    }

    void deadChannelIsRoundedToNearest()
    {
        const std::size_t n = 32;
        auto inputs = correlatedInputs(200, n, 17);
        for (std::size_t t = 0; t < 200; ++t)
            inputs[t * n + 9] = 0;
        const auto factor = quant::factorize(hessianOf(inputs, n), n, {});
        QCOMPARE(factor->dead, std::size_t{1});
        const auto weights = gaussians(n, 18);
        const auto rounded = roundIntegers(*factor, weights, {4, 0, true, false});
        quant::IntegerRow ignored;
        quant::IntegerGrid grid({4, 0, true, false}, {}, n, ignored);
        grid.fit(0, weights);
        QCOMPARE(unsigned(rounded.rows[0].levels[9]), grid.nearest(9, weights[9]));
    }

    void indefiniteHessiansClimbTheLadder()
    {
        const std::vector<float> weak{1, 1.2F, 1.2F, 1};
        const auto damped = quant::factorize(weak, 2, {});
        QVERIFY(damped && !damped->identity);
        QVERIFY(damped->damping > 0.1);
        QCOMPARE(damped->fallbacks.size(), std::size_t{1});
        const std::vector<float> raised{1, 2.05F, 2.05F, 1};
        QVERIFY(quant::factorize(raised, 2, {})->fallbacks.at(0).code() == "hessian.raised");
        const std::vector<float> hopeless{1, 100, 100, 1};
        const auto given = quant::factorize(hopeless, 2, {});
        QVERIFY(given && given->identity);
        QCOMPARE(given->fallbacks.size(), std::size_t{1});
        QVERIFY(quant::isNearestInstead(given->fallbacks[0]) && !quant::isNearestInstead(damped->fallbacks[0]));
        QVERIFY(quant::isNearestInstead(remark("joined", Remarks{damped->fallbacks[0], given->fallbacks[0]})));
    }

    void badInputIsNamed()
    {
        ThreadPool pool(1);
        auto sum = quant::HessianSum::create(8);
        std::vector<float> rows(16, 1.0F);
        rows[13] = NAN;
        const auto status = sum->add(rows.data(), 8, 2, pool);
        QVERIFY(!status);
        QCOMPARE(status.error().where, std::string("input channel 5"));
        std::vector<float> hessian(9, 1.0F);
        hessian[5] = INFINITY;
        QCOMPARE(quant::factorize(hessian, 3, {}).error().where, std::string("Hessian, row 1, column 2"));
        QCOMPARE(quant::factorize(hessian, 4, {}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(quant::factorize({}, 0, {}).error().code, ErrorCode::InvalidArgument);
    }
};

HEADROOM_TEST(TestGptq)
#include "tst_gptq.moc"
