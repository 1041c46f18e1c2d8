// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/half.h"
#include "core/tensor/type.h"

#include "core/tensor/generated.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace headroom;
using tensor::Type;

namespace {

std::uint64_t halfHash(bool bfloat)
{
    std::uint64_t hash = 1469598103934665603ULL;
    for (std::uint64_t bits = 0; bits < (1ULL << 32); bits += 4093) {
        const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        const std::uint16_t half = bfloat ? tensor::floatToBfloat(value) : tensor::floatToHalf(value);
        hash = (hash ^ half) * 1099511628211ULL;
    }
    return hash;
}

} // namespace

class TestFormats : public QObject {
    Q_OBJECT
private slots:
    void table()
    {
        for (const auto& row : tensor::formats()) {
            QCOMPARE(tensor::findFormat(static_cast<std::uint32_t>(row.type)), &row);
            QCOMPARE(tensor::findFormat(row.name), &row);
            QCOMPARE(bool(row.encode), bool(row.decode));
        }
        QCOMPARE(tensor::formats().size(), std::size_t{35});
        QCOMPARE(tensor::findFormat("q4_k")->type, Type::Q4_K);
        QCOMPARE(tensor::findFormat("iq2_xxs")->type, Type::IQ2_XXS);
        QVERIFY(!tensor::findFormat("q4"));
        QVERIFY(!tensor::findFormat(""));
        QVERIFY(!tensor::findFormat(4U)); // Q4_2, removed from ggml
        QVERIFY(!tensor::findFormat(4294967295U));
        QCOMPARE(tensor::format(Type::Q6_K).bitsPerWeight(), 6.5625);
    }

    void packedBytes()
    {
        QCOMPARE(tensor::packedBytes(Type::Q4_K, 4096, 4096ULL * 14336), std::optional<std::uint64_t>(33030144));
        QCOMPARE(tensor::packedBytes(Type::F32, 7, 21), std::optional<std::uint64_t>(84));
        QCOMPARE(tensor::packedBytes(Type::Q8_0, 32, 0), std::optional<std::uint64_t>(0));
        QVERIFY(!tensor::packedBytes(Type::Q4_K, 128, 256)); // a row is no whole block
        QCOMPARE(tensor::packedBytes(Type::F32, 0, 0), std::optional<std::uint64_t>(0)); // a tensor may be empty
        QVERIFY(!tensor::packedBytes(Type::F32, 4, 6)); // no whole rows
        QVERIFY(!tensor::packedBytes(Type(4), 32, 32));
        QCOMPARE(tensor::packedBytes(Type::Q8_0, 1ULL << 60, 1ULL << 63), std::optional<std::uint64_t>(34ULL << 58));
        QVERIFY(!tensor::packedBytes(Type::F64, 1ULL << 32, 1ULL << 62)); // 2^65 bytes
    }

    void halvesDecodeAsOneDoes()
    {
        for (const std::int64_t target : test::targets()) {
            test::useTargets(target);
            std::vector<std::uint16_t> halves(0x10000U + 5); // and a rest that fills no vector
            for (std::size_t i = 0; i < halves.size(); ++i)
                halves[i] = static_cast<std::uint16_t>(i);
            std::vector<float> floats(halves.size());
            tensor::format(Type::F16).decode(std::as_bytes(std::span(halves)), floats);
            for (std::size_t i = 0; i < halves.size(); ++i)
                QCOMPARE(std::bit_cast<std::uint32_t>(floats[i]),
                         std::bit_cast<std::uint32_t>(tensor::halfToFloat(halves[i])));
            test::useTargets(0);
        }
    }

    void halfIsExact()
    {
        for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const float value = tensor::halfToFloat(half);
            const int exponent = static_cast<int>(bits >> 10 & 31U);
            const float mantissa = static_cast<float>(bits & 1023U);
            const float magnitude
                = exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
            if (exponent == 31) {
                QVERIFY(mantissa == 0 ? std::isinf(value) : std::isnan(value));
                QCOMPARE(std::signbit(value), half >= 0x8000U);
            } else {
                QCOMPARE(value, half >= 0x8000U ? -magnitude : magnitude);
            }
            if (!std::isnan(value))
                QCOMPARE(tensor::floatToHalf(value), half);
        }
    }

    void halfRounding_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<int>("half");
        const float infinity = std::numeric_limits<float>::infinity();
        QTest::newRow("tie to even, down") << 1.0F + 0x1p-11F << 0x3C00;
        QTest::newRow("tie to even, up") << 1.0F + 3 * 0x1p-11F << 0x3C02;
        QTest::newRow("just above the tie") << 1.0F + 0x1.02p-11F << 0x3C01;
        QTest::newRow("largest") << 65504.0F << 0x7BFF;
        QTest::newRow("below overflow") << std::nextafter(65520.0F, 0.0F) << 0x7BFF;
        QTest::newRow("overflow") << 65520.0F << 0x7C00;
        QTest::newRow("infinity") << -infinity << 0xFC00;
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN() << 0x7E00;
        QTest::newRow("smallest subnormal") << 0x1p-24F << 0x0001;
        QTest::newRow("half of it: tie to zero") << 0x1p-25F << 0x0000;
        QTest::newRow("subnormal tie to even") << 3 * 0x1p-25F << 0x0002;
        QTest::newRow("float subnormal") << -1e-42F << 0x8000;
        QTest::newRow("subnormal rounds up to normal") << std::nextafter(0x1p-14F, 0.0F) << 0x0400;
    }
    void halfRounding()
    {
        QFETCH(float, value);
        QFETCH(int, half);
        QCOMPARE(int(tensor::floatToHalf(value)), half);
    }

    void bfloatRounding()
    {
        QCOMPARE(tensor::floatToBfloat(1.0F + 0x1p-8F), std::uint16_t{0x3F80});
        QCOMPARE(tensor::floatToBfloat(1.0F + 3 * 0x1p-8F), std::uint16_t{0x3F82});
        QCOMPARE(tensor::floatToBfloat(std::numeric_limits<float>::max()), std::uint16_t{0x7F80});
        QVERIFY(std::isnan(tensor::bfloatToFloat(tensor::floatToBfloat(std::bit_cast<float>(0x7F800001U)))));
        QCOMPARE(tensor::bfloatToFloat(0xC000), -2.0F);
    }

    void conversionsAreUnchanged()
    {
        QCOMPARE(halfHash(false), std::uint64_t{0xc08e3572d7a75805});
        QCOMPARE(halfHash(true), std::uint64_t{0x23399b4c7e38ed50});
    }

    // Hashes of the encoders' bytes from the day they equalled llama.cpp v0.5.0's on all reference data
    // (tst_golden.cpp): one bit that changes in an encoder fails here, without reference data.
    void bytesAreUnchanged_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<quint64>("plain");
        QTest::addColumn<quint64>("weighted");
        QTest::newRow("F32") << "F32" << quint64{0x25d387c1d25c1a57} << quint64{0x25d387c1d25c1a57};
        QTest::newRow("F16") << "F16" << quint64{0x6c0e2dd37e7f443d} << quint64{0x6c0e2dd37e7f443d};
        QTest::newRow("Q4_0") << "Q4_0" << quint64{0xe502aaef76102375} << quint64{0x86c5a52738b19d55};
        QTest::newRow("Q4_1") << "Q4_1" << quint64{0xf58d8e99c9bb9585} << quint64{0x76395277ff83cc4c};
        QTest::newRow("Q5_0") << "Q5_0" << quint64{0xc076dcbaaad09fc9} << quint64{0xff5f1b865e8fb72c};
        QTest::newRow("Q5_1") << "Q5_1" << quint64{0x21371ca974af699b} << quint64{0x3b16a88e7af5c821};
        QTest::newRow("Q8_0") << "Q8_0" << quint64{0x736057b71757353c} << quint64{0x736057b71757353c};
        QTest::newRow("Q2_K") << "Q2_K" << quint64{0x1da88c9bd25e0b12} << quint64{0x3142357b56a943cc};
        QTest::newRow("Q3_K") << "Q3_K" << quint64{0xe7f7a7741b67bb66} << quint64{0xffd19581f8b14859};
        QTest::newRow("Q4_K") << "Q4_K" << quint64{0x7025da1b3e2e956f} << quint64{0x9f8338bc2a4496bf};
        QTest::newRow("Q5_K") << "Q5_K" << quint64{0x0dda2e099eddc257} << quint64{0xbe8f9a3ee0f9eae5};
        QTest::newRow("Q6_K") << "Q6_K" << quint64{0x9d50c0f2f28d8c26} << quint64{0xb739bc0dd0e452e5};
        QTest::newRow("BF16") << "BF16" << quint64{0x2a57a84ef8d1d56b} << quint64{0x2a57a84ef8d1d56b};
        QTest::newRow("IQ1_S") << "IQ1_S" << quint64{0x6ad8ed02cbee88a4} << quint64{0x879de6256afc0a9c};
        QTest::newRow("IQ1_M") << "IQ1_M" << quint64{0x258dbc848f803cdd} << quint64{0xc309564f7da3d635};
        QTest::newRow("IQ2_XXS") << "IQ2_XXS" << quint64{0x2af4cae98aa28c71} << quint64{0xc9c9f90e26562293};
        QTest::newRow("IQ2_XS") << "IQ2_XS" << quint64{0x2c5e910a2134771f} << quint64{0x8a9777f670bbfa52};
        QTest::newRow("IQ2_S") << "IQ2_S" << quint64{0x6a9edd0010d17e71} << quint64{0x3b198fa0a92768ed};
        QTest::newRow("IQ3_XXS") << "IQ3_XXS" << quint64{0x59efaa73edcc4384} << quint64{0x88a04256bf5c0bae};
        QTest::newRow("IQ3_S") << "IQ3_S" << quint64{0x9983508804693f66} << quint64{0x0222a08cee0b7f06};
        QTest::newRow("IQ4_NL") << "IQ4_NL" << quint64{0xb1b83d814dbc7415} << quint64{0x2749308666b0e822};
        QTest::newRow("IQ4_XS") << "IQ4_XS" << quint64{0x8ce588f95520db8f} << quint64{0xbd4c6ff7a4907047};
        QTest::newRow("TQ1_0") << "TQ1_0" << quint64{0x7d718b1fc205477e} << quint64{0x7d718b1fc205477e};
        QTest::newRow("TQ2_0") << "TQ2_0" << quint64{0x7aa82b38253969ee} << quint64{0x7aa82b38253969ee};
        QTest::newRow("MXFP4") << "MXFP4" << quint64{0xed7d5ff2365e8f37} << quint64{0xed7d5ff2365e8f37};
        QTest::newRow("NVFP4") << "NVFP4" << quint64{0xdcc88936eeec4678} << quint64{0xdcc88936eeec4678};
        QTest::newRow("Q1_0") << "Q1_0" << quint64{0xe56a6bdd36490379} << quint64{0xe56a6bdd36490379};
        QTest::newRow("Q2_0") << "Q2_0" << quint64{0x8f3f8a58c6f27103} << quint64{0x8f3f8a58c6f27103};
    }
    void bytesAreUnchanged()
    {
        QFETCH(QString, type);
        QFETCH(quint64, plain);
        QFETCH(quint64, weighted);
        test::Generator generator;
        auto values = generator.values(128 * 1024);
        for (std::size_t i = values.size() / 2; i < values.size(); ++i)
            values[i] = 2500 * values[i] * values[i] * values[i]; // heavy tails: other steps of the searches win
        const auto importance = generator.importance(1024);
        const auto& format = *tensor::findFormat(type.toStdString());
        QCOMPARE(test::fnv1a(test::encodeRows(format, values, 1024)), std::uint64_t{plain});
        QCOMPARE(test::fnv1a(test::encodeRows(format, values, 1024, importance)), std::uint64_t{weighted});
    }

    void ties()
    {
        std::vector<float> row(32, 0.0F); // d = 1
        const float values[] = {127, 0.5F, -0.5F, 1.5F, -2.5F, 0.49999997F, 126.5F};
        std::ranges::copy(values, row.begin());
        const auto packed = test::encodeRows(tensor::format(Type::Q8_0), row, 32);
        const int expected[] = {127, 1, -1, 2, -3, 0, 127};
        for (std::size_t i = 0; i < std::size(expected); ++i)
            QCOMPARE(int(static_cast<std::int8_t>(packed[2 + i])), expected[i]);
    }

    void everyCodecSurvivesAnything_data()
    {
        QTest::addColumn<QString>("type");
        for (const auto& row : tensor::formats())
            if (row.encode)
                QTest::newRow(row.name.data()) << QString::fromLatin1(row.name.data(), qsizetype(row.name.size()));
    }
    /// Not-a-numbers, infinities, extremes and random bits: some bytes come out, nothing undefined happens.
    void everyCodecSurvivesAnything()
    {
        QFETCH(QString, type);
        const auto& format = *tensor::findFormat(type.toStdString());
        constexpr float kLargest = std::numeric_limits<float>::max();
        const float nan = std::numeric_limits<float>::quiet_NaN();
        for (const float odd : {nan, -nan, kLargest, -kLargest, 2 * kLargest, -2 * kLargest, 1e-45F, -1e-40F, 1e-38F}) {
            for (const std::size_t every : {1U, 5U, 256U}) {
                std::vector<float> row(512, 0.01F);
                for (std::size_t i = 0; i < row.size(); i += every)
                    row[i] = odd;
                const std::vector<float> importance(512, odd);
                test::encodeRows(format, row, 512);
                test::encodeRows(format, row, 512, importance);
            }
        }
        std::vector<std::byte> packed(512 / format.blockSize * format.blockBytes);
        std::vector<float> row(512);
        for (int fill = 0; fill < 256; ++fill) {
            std::ranges::fill(packed, std::byte(fill));
            format.decode(packed, row);
        }
        format.decode({}, row);
        format.encode({}, {}, packed);
        format.encode(row, {}, {});
    }

    void errorSuitsTheWidth_data() { everyCodecSurvivesAnything_data(); }
    void errorSuitsTheWidth()
    {
        QFETCH(QString, type);
        const auto& format = *tensor::findFormat(type.toStdString());
        const auto values = test::Generator().values(4096);
        const auto packed = test::encodeRows(format, values, 1024);
        std::vector<float> decoded(values.size());
        format.decode(packed, decoded);
        double error = 0;
        double power = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            error += std::pow(double(values[i]) - double(decoded[i]), 2);
            power += std::pow(double(values[i]), 2);
        }
        // Half a step of the largest value would be 2^-bits; one bit goes to the sign, one to shared scales.
        const bool isFloat = format.blockSize == 1;
        const double bits = isFloat ? (type == "BF16" ? 8 : 11) : std::min(8.5, format.bitsPerWeight());
        const bool isTernary = type.startsWith("TQ") || type == "Q2_0"; // made for weights that are ternary already
        const double limit = isTernary ? 0.75 : std::pow(2.0, -(bits - 1.0)) * 1.5;
        QVERIFY2(std::sqrt(error / power) <= limit, qPrintable(QString::number(std::sqrt(error / power))));
    }
};

HEADROOM_TEST(TestFormats)
#include "tst_formats.moc"
