// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The product of activations and packed weights in every precision, for every format and instruction set.
#include "core/infer/cpu/intbatch.h"
#include "core/infer/cpu/matmul.h"
#include "core/infer/cpu/unpack.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <random>

using namespace headroom;
using infer::Precision;

namespace {

constexpr std::size_t kRows = 150, kColumns = 768, kTokens = 40;

/// A packed matrix, its floats as the format's definition unpacks them, and activations.
struct Case {
    infer::Matrix matrix;
    std::vector<std::byte> packed;
    std::vector<float> weights, inputs;

    Case(const tensor::Format& format, std::size_t columns)
        : packed(kRows * columns / format.blockSize * format.blockBytes)
        , weights(kRows * columns)
        , inputs(kTokens * columns)
    {
        std::mt19937 generator(static_cast<unsigned>(format.type));
        std::normal_distribution<float> normal;
        for (auto& value : weights)
            value = normal(generator);
        for (auto& value : inputs)
            value = normal(generator);
        matrix.type = format.type;
        matrix.rows = kRows;
        matrix.columns = columns;
        matrix.rowBytes = packed.size() / kRows;
        matrix.data = packed;
        matrix.bias.assign(kRows, 0.25F);
        for (std::size_t r = 0; r < kRows; ++r) {
            const auto row = std::span(packed).subspan(r * matrix.rowBytes, matrix.rowBytes);
            const auto floats = std::span(weights).subspan(r * columns, columns);
            format.encode(floats, {}, row);
            format.decode(row, floats);
        }
    }

    std::vector<float> product(std::size_t first, std::size_t count, Precision precision, unsigned threads) const
    {
        ThreadPool pool(threads);
        auto scratch = infer::PanelScratch::create(pool.size(), matrix.columns, precision, kTokens);
        std::vector<float> out(count * kRows);
        infer::multiply(matrix, {inputs.data() + first * matrix.columns, matrix.columns, count}, out.data(), kRows,
                        *scratch, pool);
        return out;
    }

    /// Root of the summed squares of the error over that of the result, in double precision.
    double error(const std::vector<float>& found, std::size_t first, std::size_t count) const
    {
        double squares = 0, all = 0;
        for (std::size_t t = 0; t < count; ++t)
            for (std::size_t r = 0; r < kRows; ++r) {
                double sum = 0.25;
                for (std::size_t k = 0; k < matrix.columns; ++k)
                    sum += double(weights[r * matrix.columns + k]) * double(inputs[(first + t) * matrix.columns + k]);
                squares += std::pow(double(found[t * kRows + r]) - sum, 2);
                all += sum * sum;
            }
        return std::sqrt(squares / all);
    }
};

} // namespace

class TestMatmul : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { test::useTargets(0); }

    void everyPrecisionIsRight_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("columns");
        for (const auto& format : tensor::formats())
            if (format.decode && format.encode)
                for (const std::size_t columns : {kColumns, std::size_t{352}}) // 352: a group of 256 with a rest
                    if (columns % format.blockSize == 0)
                        QTest::addRow("%s %zu", std::string(format.name).c_str(), columns)
                            << static_cast<int>(format.type) << static_cast<int>(columns);
    }
    void everyPrecisionIsRight()
    {
        QFETCH(const int, type);
        QFETCH(const int, columns);
        const Case data(*tensor::findFormat(static_cast<std::uint32_t>(type)), static_cast<std::size_t>(columns));
        for (const std::int64_t target : test::targets()) {
            test::useTargets(target | HWY_STATIC_TARGET);
            for (const std::size_t count : {std::size_t{1}, std::size_t{6}, kTokens}) {
                const double exact = data.error(data.product(0, count, Precision::Exact, 1), 0, count);
                const double fast = data.error(data.product(0, count, Precision::Fast, 2), 0, count);
                QVERIFY2(exact < 1e-6, qPrintable(QString("exact, %1 tokens: %2").arg(count).arg(exact)));
                QVERIFY2(fast < 0.01, qPrintable(QString("fast, %1 tokens: %2").arg(count).arg(fast)));
                const double fastest = data.error(data.product(0, count, Precision::Fastest, 2), 0, count);
                QVERIFY2(fastest < 0.01, qPrintable(QString("fastest, %1 tokens: %2").arg(count).arg(fastest)));
            }
            test::useTargets(0);
        }
    }

    /// Processors differ in what their integer instructions are; each way gives the same sums.
    void everyInstructionSumsAlike_data()
    {
        QTest::addColumn<int>("type");
        for (const auto type : {tensor::Type::Q4_0, tensor::Type::Q4_1, tensor::Type::Q4_K})
            QTest::addRow("%s", std::string(tensor::format(type).name).c_str()) << static_cast<int>(type);
    }
    void everyInstructionSumsAlike()
    {
        QFETCH(const int, type);
        constexpr std::size_t kCount = 13;
        const Case data(*tensor::findFormat(static_cast<std::uint32_t>(type)), kColumns);
        std::vector<std::int8_t> values(kCount * kColumns);
        std::vector<float> scales(kCount * kColumns / 32), sums(scales.size()), halfSums(2 * scales.size());
        const infer::IntegerRows tokens{values.data(), scales.data(), sums.data(), halfSums.data(), kColumns, kCount};
        infer::quantizeRows({data.inputs.data(), kColumns, kCount}, kColumns, tokens);
        infer::biasTokens(values.data(), values.size());
        auto scratch = infer::FloatBuffer::create(1, infer::kIntegerPanelBytes / sizeof(float), "panel");
        const auto product = [&](infer::IntegerBatch batch) {
            std::vector<float> out(kCount * infer::kIntegerPanelRows, -1);
            batch({data.packed.data(), data.matrix.rowBytes, infer::kIntegerPanelRows - 3, kColumns}, tokens,
                  reinterpret_cast<std::byte*>(scratch->data()), out.data(), infer::kIntegerPanelRows);
            return out;
        };
        std::vector<float> first;
        for (const std::int64_t target : test::targets()) {
            test::useTargets(target | HWY_STATIC_TARGET);
            for (const bool accumulating : {false, infer::IntegerSupport::detect().accumulating}) {
                const auto batch = infer::integerBatch(data.matrix.type, kColumns, {accumulating, false});
                if (!batch)
                    continue;
                const auto found = product(batch);
                QCOMPARE(found[infer::kIntegerPanelRows - 3], -1.0F); // rows beyond are left alone
                if (first.empty())
                    first = found;
                QCOMPARE(std::memcmp(found.data(), first.data(), first.size() * sizeof(float)), 0);
            }
            test::useTargets(0);
        }
        if (first.empty())
            QSKIP("this processor has no such instruction");
    }

    /// Exact: one bit pattern for any batch, thread count and company of other matrices.
    void exactBitsDependOnInputsAlone()
    {
        for (const auto type : {tensor::Type::F16, tensor::Type::Q4_K, tensor::Type::Q8_0, tensor::Type::IQ4_NL}) {
            const Case data(tensor::format(type), kColumns);
            const auto whole = data.product(0, kTokens, Precision::Exact, 3);
            for (const std::size_t token : {std::size_t{0}, std::size_t{17}, kTokens - 1})
                for (const unsigned threads : {1U, 2U, 5U}) {
                    const auto alone = data.product(token, 1, Precision::Exact, threads);
                    QCOMPARE(std::memcmp(alone.data(), whole.data() + token * kRows, kRows * sizeof(float)), 0);
                }
        }
    }

    void severalTargetsInOneTurn()
    {
        const Case first(tensor::format(tensor::Type::Q6_K), kColumns),
            second(tensor::format(tensor::Type::Q4_0), kColumns);
        for (const auto precision : {Precision::Exact, Precision::Fast}) {
            ThreadPool pool(2);
            auto scratch = infer::PanelScratch::create(pool.size(), kColumns, precision, 1);
            std::vector<float> one(kRows), two(kRows), third(kRows), four(kRows), five(kRows);
            const std::array<infer::Target, 5> targets{{{&first.matrix, one.data(), kRows},
                                                        {&second.matrix, two.data(), kRows},
                                                        {&second.matrix, third.data(), kRows},
                                                        {&first.matrix, four.data(), kRows},
                                                        {&second.matrix, five.data(), kRows}}};
            infer::multiply(targets, {first.inputs.data(), kColumns, 1}, *scratch, pool);
            QCOMPARE(one, first.product(0, 1, precision, 1));
            QCOMPARE(four, one);
            QCOMPARE(third, two);
            QCOMPARE(five, two);
            Case other = second;
            other.inputs = first.inputs;
            other.matrix.data = other.packed;
            QCOMPARE(two, other.product(0, 1, precision, 1));
        }
    }

    /// Nothing hides what is not finite, in either precision.
    void notANumberStaysVisible()
    {
        for (const std::size_t count : {std::size_t{1}, kTokens})
            for (const auto precision : {Precision::Exact, Precision::Fast})
                for (const float bad : {std::nanf(""), HUGE_VALF}) {
                    Case data(tensor::format(tensor::Type::Q8_0), kColumns);
                    data.inputs[300] = bad;
                    const auto out = data.product(0, count, precision, 1);
                    QVERIFY(!std::isfinite(out[0]));
                    QVERIFY(count == 1 || std::isfinite(out[kRows]));
                }
    }
};

HEADROOM_TEST(TestMatmul)
#include "tst_matmul.moc"
