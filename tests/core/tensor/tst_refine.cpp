// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The better search is never worse than the reference, in no row, by neither measure; and on ordinary weights it is
// better.
#include "core/tensor/refine.h"

#include "core/base/file.h"
#include "core/tensor/generated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace headroom;
using namespace headroom::tensor;

namespace {

struct Errors {
    double weighted = 0, plain = 0;
};

Errors errorsOf(const Format& format, std::span<const float> values, std::span<const float> importance,
                std::span<const std::byte> packed)
{
    std::vector<float> decoded(values.size());
    format.decode(packed, decoded);
    Errors errors;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double square = std::pow(double(values[i]) - double(decoded[i]), 2);
        errors.plain += square;
        errors.weighted += square * double(values[i]) * double(values[i])
            * (importance.empty() ? 1.0 : double(importance[i % importance.size()]));
    }
    return errors;
}

std::vector<std::byte> refined(const Format& format, std::span<const float> values, std::size_t columns,
                               std::span<const float> importance)
{
    auto packed = test::encodeRows(format, values, columns, importance);
    const std::size_t rowBytes = columns / format.blockSize * format.blockBytes;
    for (std::size_t row = 0; row * columns < values.size(); ++row)
        refineRow(format.type, values.subspan(row * columns, columns), importance,
                  std::span(packed).subspan(row * rowBytes, rowBytes));
    return packed;
}

std::vector<float> readFloats(const std::filesystem::path& path)
{
    const auto text = readTextFile(path);
    std::vector<float> values(text ? text->size() / sizeof(float) : 0);
    if (text)
        std::memcpy(values.data(), text->data(), values.size() * sizeof(float));
    return values;
}

} // namespace

class TestRefine : public QObject {
    Q_OBJECT
private slots:
    void neverWorseThanTheReference_data()
    {
        HEADROOM_NEEDS(test::sharedData("golden/index.csv"));
        QTest::addColumn<QStringList>("fields");
        std::ifstream index(test::sharedData("golden/index.csv"));
        std::string line;
        std::getline(index, line);
        while (std::getline(index, line)) {
            const QStringList fields = QString::fromStdString(line).split(',');
            QTest::newRow(qPrintable(fields[7])) << fields;
        }
    }
    /// One matrix with rows of every peculiar kind.
    void neverWorseThanTheReference()
    {
        QFETCH(QStringList, fields);
        const auto folder = test::sharedData("golden");
        const Format* format = findFormat(fields[0].toStdString());
        QVERIFY(format && format->encode);
        const auto input = readFloats(folder / "input.f32");
        const auto importance = fields[6] == "1" ? readFloats(folder / "imatrix.f32") : std::vector<float>();
        const Errors errors = errorsOf(*format, input, {}, refined(*format, input, 512, importance));
        const double rmse = std::sqrt(errors.plain / double(input.size()));
        QVERIFY2(rmse <= fields[9].toDouble() * (1 + 1e-6), qPrintable(QString::number(rmse, 'g', 9)));
    }

    void everyRowIsNoWorse_data()
    {
        QTest::addColumn<int>("type");
        for (const Format& format : formats())
            if (format.encode && format.decode)
                QTest::newRow(format.name.data()) << int(format.type);
    }
    void everyRowIsNoWorse()
    {
        QFETCH(int, type);
        const Format& f = format(static_cast<Type>(type));
        test::Generator generator;
        auto values = generator.values(8 * 512);
        const float scales[] = {1, -1, 0, 1e-20F, 1e-7F, 1e4F, 100, 1e-3F};
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] *= scales[i / 512];
        const auto importance = generator.importance(512);
        for (const bool weighted : {false, true}) {
            const auto weights = weighted ? std::span<const float>(importance) : std::span<const float>();
            const auto before = test::encodeRows(f, values, 512, weights);
            const auto after = refined(f, values, 512, weights);
            QCOMPARE(after.size(), before.size());
            const std::size_t rowBytes = before.size() / 8;
            for (std::size_t row = 0; row < 8; ++row) {
                const auto x = std::span<const float>(values).subspan(row * 512, 512);
                const Errors old = errorsOf(f, x, weights, std::span(before).subspan(row * rowBytes, rowBytes));
                const Errors now = errorsOf(f, x, weights, std::span(after).subspan(row * rowBytes, rowBytes));
                if (!std::isfinite(old.weighted))
                    continue; // beyond the format's range
                QVERIFY(now.weighted <= old.weighted * (1 + 1e-12));
                QVERIFY(now.plain <= old.plain * (1 + 1e-12));
            }
        }
    }

    /// Formats that round the scale after choosing levels, or fit the extreme instead of the error, have much to gain.
    void ordinaryWeightsGain_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("atMost"); ///< of the reference's error
        QTest::newRow("Q4_0") << "Q4_0" << 0.97;
        QTest::newRow("Q4_1") << "Q4_1" << 0.95;
        QTest::newRow("Q5_0") << "Q5_0" << 0.95;
        QTest::newRow("Q4_K") << "Q4_K" << 0.9995;
        QTest::newRow("Q2_K") << "Q2_K" << 0.995;
        QTest::newRow("IQ4_XS") << "IQ4_XS" << 1.0;
        QTest::newRow("MXFP4") << "MXFP4" << 0.998;
    }
    void ordinaryWeightsGain()
    {
        QFETCH(QString, name);
        QFETCH(double, atMost);
        const Format& f = *findFormat(name.toStdString());
        const auto values = test::Generator().values(16 * 1024);
        const Errors old = errorsOf(f, values, {}, test::encodeRows(f, values, 1024));
        const Errors now = errorsOf(f, values, {}, refined(f, values, 1024, {}));
        qInfo("%s: squared error %.4f of the reference's", qPrintable(name), now.plain / old.plain);
        QVERIFY(now.plain <= atMost * old.plain);
    }
};

HEADROOM_TEST(TestRefine)
#include "tst_refine.moc"
