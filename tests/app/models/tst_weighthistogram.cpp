// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The grid that is drawn into a histogram is the format's own: as many levels as its digits have, inside the range.
#include "app/models/weighthistogram.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace headroom;
using namespace headroom::app;
using tensor::Type;

class WeightHistogramTest : public QObject {
    Q_OBJECT
private slots:
    void levelsAreTheFormats_data()
    {
        QTest::addColumn<Type>("type");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("Q8_0") << Type::Q8_0 << 255 << 256;
        QTest::newRow("Q6_K") << Type::Q6_K << 64 << 64;
        QTest::newRow("Q5_K") << Type::Q5_K << 32 << 32;
        QTest::newRow("Q5_0") << Type::Q5_0 << 32 << 32;
        QTest::newRow("Q4_K") << Type::Q4_K << 16 << 16;
        QTest::newRow("Q4_1") << Type::Q4_1 << 16 << 16;
        QTest::newRow("Q4_0") << Type::Q4_0 << 16 << 16;
        QTest::newRow("Q3_K") << Type::Q3_K << 8 << 8;
        QTest::newRow("Q2_K") << Type::Q2_K << 4 << 4;
        QTest::newRow("IQ4_NL") << Type::IQ4_NL << 16 << 16;
        QTest::newRow("MXFP4") << Type::MXFP4 << 15 << 16;
        QTest::newRow("IQ2_XS") << Type::IQ2_XS << 2 << 256;
        QTest::newRow("F16") << Type::F16 << 0 << 0;
    }
    void levelsAreTheFormats()
    {
        QFETCH(Type, type);
        QFETCH(int, least);
        QFETCH(int, most);
        const auto levels = levelsOf(type, -0.07, 0.06);
        const int count = int(levels.size());
        QVERIFY2(count >= least && count <= most, qPrintable(QString::number(count)));
        for (std::size_t i = 1; i < levels.size(); ++i)
            QVERIFY(levels[i] > levels[i - 1]);
        if (count > 0)
            QVERIFY(levels.front() > -0.15 && levels.back() < 0.15);
    }

    void fewFarOutDoNotSqueezeTheOthers_data()
    {
        QTest::addColumn<int>("every"); ///< so many values one is a hundred times as large
        QTest::newRow("none") << 0;
        QTest::newRow("one in 500") << 500;
    }
    void fewFarOutDoNotSqueezeTheOthers()
    {
        QFETCH(int, every);
        constexpr float kDeviation = 0.02F;
        std::mt19937 random(5);
        std::normal_distribution<float> normal(0, kDeviation);
        std::vector<float> weights(256 * 256);
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = normal(random) * (every > 0 && i % std::size_t(every) == 0 ? 100.0F : 1.0F);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("w.gguf")).toStdString();
        const auto bytes = std::as_bytes(std::span(weights));
        JobControl nothing;
        QVERIFY(model::writeGguf(
            path, {},
            {{"w", Type::F32, {256, 256}, [&] { return std::vector<std::byte>(bytes.begin(), bytes.end()); }}},
            nothing));
        const std::atomic<bool> stop = false;
        const auto histogram = weightHistogram(path, "w", Type::Q4_K, "", stop);
        QVERIFY(histogram);
        QVERIFY(histogram->high - histogram->low > 8.5 * double(kDeviation));
        QVERIFY(histogram->high - histogram->low < 10 * double(kDeviation));
        QVERIFY(histogram->levels.front() > histogram->low && histogram->levels.back() < histogram->high);
        const double outside = double(histogram->outside) / double(histogram->looked);
        QVERIFY2(every > 0 ? outside > 0.0015 && outside < 0.002 : outside < 1e-4,
                 qPrintable(QString::number(outside)));
    }

    void nothingToDraw()
    {
        QVERIFY(levelsOf(Type::Q4_0, 1, 1).empty());
        QVERIFY(levelsOf(Type::F32, -1, 1).empty());
    }
};

HEADROOM_TEST(WeightHistogramTest)
#include "tst_weighthistogram.moc"
