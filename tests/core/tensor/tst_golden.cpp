// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Bytes and floats against the reference data: every format that has codecs, plain and importance-weighted.
#include "core/base/file.h"
#include "core/tensor/type.h"

#include "core/tensor/generated.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace headroom;

namespace {

std::vector<std::byte> readBytes(const std::filesystem::path& path)
{
    const auto text = readTextFile(path);
    if (!text)
        return {};
    const auto bytes = std::as_bytes(std::span(*text));
    return {bytes.begin(), bytes.end()};
}

std::vector<float> readFloats(const std::filesystem::path& path)
{
    const auto bytes = readBytes(path);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

} // namespace

class TestGolden : public QObject {
    Q_OBJECT
private slots:
    void matrix_data()
    {
        QTest::addColumn<QStringList>("fields");
        std::ifstream index(test::sharedData("golden/index.csv"));
        std::string line;
        std::getline(index, line);
        while (std::getline(index, line)) {
            const QStringList fields = QString::fromStdString(line).split(',');
            QTest::newRow(qPrintable(fields[7])) << fields;
        }
    }
    void matrix()
    {
        const auto folder = test::sharedData("golden");
        HEADROOM_NEEDS(folder);
        QFETCH(QStringList, fields);
        const auto* format = tensor::findFormat(fields[0].toStdString());
        QVERIFY(format);
        QCOMPARE(static_cast<unsigned>(format->type), fields[1].toUInt());
        QCOMPARE(format->blockSize, fields[2].toUInt());
        QCOMPARE(format->blockBytes, fields[3].toUInt());
        const auto input = readFloats(folder / "input.f32");
        const auto importance = fields[6] == "1" ? readFloats(folder / "imatrix.f32") : std::vector<float>();
        const auto packed = readBytes(folder / fields[7].toStdString());
        const auto expected = readFloats(folder / fields[8].toStdString());
        QCOMPARE(input.size(), std::size_t{16} * 512);
        std::vector<float> decoded(expected.size());
        format->decode(packed, decoded);
        QVERIFY(std::memcmp(decoded.data(), expected.data(), expected.size() * sizeof(float)) == 0);
        double sum = 0;
        for (std::size_t i = 0; i < input.size(); ++i)
            sum += std::pow(double(input[i]) - double(decoded[i]), 2);
        const double rmse = std::sqrt(sum / double(input.size()));
        QVERIFY(std::abs(rmse / fields[9].toDouble() - 1) < 1e-6);
        QVERIFY(test::encodeRows(*format, input, 512, importance) == packed);
    }

    void million_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("weighted");
        QTest::addColumn<QString>("hash");
        std::ifstream file(test::sharedData("quant_golden.txt"));
        std::string line;
        while (std::getline(file, line)) {
            const auto at = line.find("fnv1a64=");
            if (line.starts_with('#') || at == std::string::npos)
                continue;
            const bool weighted = line.starts_with("imat ");
            std::string type;
            std::istringstream(weighted ? line.substr(5) : line) >> type;
            QTest::newRow(qPrintable(QString::fromStdString((weighted ? "weighted " : "plain ") + type)))
                << QString::fromStdString(type) << weighted << QString::fromStdString(line.substr(at + 8, 16));
        }
    }
    void million()
    {
        HEADROOM_NEEDS(test::sharedData("quant_golden.txt"));
        QFETCH(QString, type);
        QFETCH(bool, weighted);
        QFETCH(QString, hash);
        static test::Generator generator;
        static const auto values = generator.values(256 * 4096);
        static const auto importance = generator.importance(4096);
        const auto* format = tensor::findFormat(type.toStdString());
        QVERIFY(format && format->encode);
        const auto packed = test::encodeRows(*format, values, 4096, weighted ? importance : std::vector<float>());
        QCOMPARE(QString("%1").arg(test::fnv1a(packed), 16, 16, QChar('0')), hash);
    }
};

HEADROOM_TEST(TestGolden)
#include "tst_golden.moc"
