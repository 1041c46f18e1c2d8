// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/kernels.h"
#include "core/infer/cpu/rowdots.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace headroom;

namespace {

constexpr std::size_t kRows = 23, kColumns = 768;

/// Packed rows of normal numbers, or of arbitrary finite bytes where the format cannot be written.
std::vector<std::byte> packedRows(const tensor::Format& format, std::size_t rowBytes, std::mt19937& generator)
{
    std::vector<std::byte> packed(kRows * rowBytes);
    std::normal_distribution<float> normal;
    std::vector<float> row(kColumns);
    for (std::size_t r = 0; r < kRows; ++r) {
        for (auto& value : row)
            value = normal(generator);
        if (format.encode)
            format.encode(row, {}, std::span(packed).subspan(r * rowBytes, rowBytes));
    }
    return packed;
}

} // namespace

class TestRowDots : public QObject {
    Q_OBJECT
private slots:
    void bitsOfTheBatchedProduct_data()
    {
        QTest::addColumn<int>("type");
        for (const auto& format : tensor::formats())
            if (format.decode && format.encode && kColumns % format.blockSize == 0)
                QTest::newRow(std::string(format.name).c_str()) << static_cast<int>(format.type);
    }
    /// One token straight from the blocks gives the bits of unpacked rows in a batch, and those are right.
    void bitsOfTheBatchedProduct()
    {
        QFETCH(const int, type);
        const auto& format = *tensor::findFormat(static_cast<std::uint32_t>(type));
        const std::size_t rowBytes = kColumns / format.blockSize * format.blockBytes;
        std::mt19937 generator(static_cast<unsigned>(type));
        const auto packed = packedRows(format, rowBytes, generator);
        std::normal_distribution<float> normal;
        std::vector<float> x(kColumns), weights(kRows * kColumns), found(kRows), expected(kRows);
        for (auto& value : x)
            value = normal(generator);
        for (std::size_t r = 0; r < kRows; ++r)
            format.decode(std::span(packed).subspan(r * rowBytes, rowBytes),
                          std::span(weights).subspan(r * kColumns, kColumns));
        bool any = false;
        for (const std::int64_t target : test::targets()) {
            test::useTargets(target | HWY_STATIC_TARGET);
            const auto dots = infer::rowDots(format.type, kColumns);
            infer::multiplyRows({weights.data(), kColumns, kRows}, {x.data(), kColumns, 1}, kColumns, expected.data(),
                                kRows);
            if (dots) {
                any = true;
                dots({packed.data(), rowBytes, kRows, kColumns}, x.data(), found.data());
                QCOMPARE(std::memcmp(found.data(), expected.data(), kRows * sizeof(float)), 0);
            }
            test::useTargets(0);
        }
        if (!any)
            QSKIP("no vector form");
        for (std::size_t r = 0; r < kRows; ++r) {
            double sum = 0, magnitude = 0;
            for (std::size_t k = 0; k < kColumns; ++k) {
                const double product = double(weights[r * kColumns + k]) * double(x[k]);
                sum += product;
                magnitude += std::abs(product);
            }
            QVERIFY(std::abs(double(found[r]) - sum) < 1e-6 * magnitude);
        }
    }

    void columnsThatDoNotFillARegisterAreLeftToOthers()
    {
        QVERIFY(!infer::rowDots(tensor::Type::F16, 40));
        QVERIFY(!infer::rowDots(tensor::Type::IQ1_S, 256));
        QVERIFY(infer::rowDots(tensor::Type::Q8_0, 96));
    }
    void cleanup() { test::useTargets(0); }
};

HEADROOM_TEST(TestRowDots)
#include "tst_rowdots.moc"
