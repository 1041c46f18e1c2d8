// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/levels.h"

#include "core/tensor/generated.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>

using namespace headroom;

namespace {

constexpr std::size_t kColumns = 512;

std::vector<std::byte> encoded(const tensor::Format& format, const std::vector<float>& row)
{
    std::vector<std::byte> packed(row.size() / format.blockSize * format.blockBytes);
    format.encode(row, {}, packed);
    return packed;
}

void compareWithDecoder(const tensor::Levels& levels, const std::vector<std::byte>& packed,
                        const std::vector<std::uint8_t>& chosen)
{
    const auto& format = tensor::format(levels.type);
    std::vector<float> low(kColumns), step(kColumns), decoded(kColumns);
    format.decode(packed, decoded);
    tensor::levelGrid(levels, packed, low, step);
    for (std::size_t i = 0; i < kColumns; ++i) {
        const float value = low[i] + levels.points.point(chosen[i]) * step[i];
        const float scale = std::fabs(low[i]) + std::fabs(step[i]) * 16;
        QVERIFY2(std::fabs(value - decoded[i]) <= 1e-5F * scale, qPrintable(QString("weight %1").arg(i)));
    }
}

} // namespace

class TestLevels : public QObject {
    Q_OBJECT
private slots:
    void everyFormat_data()
    {
        QTest::addColumn<int>("type");
        for (const auto& format : tensor::formats())
            if (tensor::findLevels(format.type))
                QTest::newRow(std::string(format.name).c_str()) << int(format.type);
    }

    /// Levels read and written back give the same bytes; the grid is what the decoder says.
    void everyFormat()
    {
        QFETCH(int, type);
        const auto& format = tensor::format(tensor::Type(type));
        const auto& levels = *tensor::findLevels(format.type);
        QVERIFY(format.encode && format.decode);
        auto packed = encoded(format, test::Generator().values(kColumns));
        std::vector<std::uint8_t> read(kColumns);
        for (std::size_t i = 0; i < kColumns; ++i) {
            const auto block = std::span(packed).subspan(i / format.blockSize * format.blockBytes, format.blockBytes);
            read[i] = std::uint8_t(tensor::readLevel(levels, block, unsigned(i % format.blockSize)));
            QVERIFY(read[i] < levels.points.count);
        }
        compareWithDecoder(levels, packed, read);
        auto copy = packed;
        tensor::writeLevels(levels, read, copy);
        QVERIFY(copy == packed);
        std::vector<std::uint8_t> other(kColumns);
        for (std::size_t i = 0; i < kColumns; ++i)
            other[i] = std::uint8_t((i * 2654435761U >> 7U) % levels.points.count);
        tensor::writeLevels(levels, other, copy);
        compareWithDecoder(levels, copy, other);
        for (std::size_t i = 0; i < kColumns; ++i) {
            const auto block = std::span(copy).subspan(i / format.blockSize * format.blockBytes, format.blockBytes);
            QCOMPARE(tensor::readLevel(levels, block, unsigned(i % format.blockSize)), unsigned(other[i]));
        }
    }

    void whichFormats()
    {
        using tensor::Type;
        for (const Type type : {Type::Q4_0, Type::Q8_0, Type::Q2_K, Type::Q3_K, Type::Q4_K, Type::Q5_K, Type::Q6_K,
                                Type::IQ4_XS, Type::MXFP4})
            QVERIFY(tensor::findLevels(type));
        for (const Type type : {Type::IQ1_S, Type::IQ2_XXS, Type::IQ3_S, Type::TQ1_0, Type::F16, Type::F32})
            QVERIFY(!tensor::findLevels(type));
    }

    void nearest()
    {
        const auto& points = tensor::findLevels(tensor::Type::Q4_0)->points;
        QCOMPARE(points.nearest(-3), 0U);
        QCOMPARE(points.nearest(2.4F), 2U);
        QCOMPARE(points.nearest(99), 15U);
        QCOMPARE(points.nearest(std::nanf("")), 0U);
        QCOMPARE(points.nearest(HUGE_VALF), 15U);
        const auto& table = tensor::findLevels(tensor::Type::IQ4_NL)->points;
        QCOMPARE(table.nearest(0), 0U);
        QCOMPARE(table.nearest(23), 1U); // -104 against -127
        QCOMPARE(table.nearest(1e9F), 15U);
    }
};

HEADROOM_TEST(TestLevels)
#include "tst_levels.moc"
