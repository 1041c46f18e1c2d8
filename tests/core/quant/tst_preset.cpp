// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The mixture rules against what llama-quantize reports for six real models, and on the cases the models do not show.
#include "core/quant/preset.h"

#include "core/quant/realshapes.h"
#include "support/shareddata.h"

#include <QTest>

#include <fstream>

using namespace headroom;
using tensor::Type;

namespace {

std::vector<QStringList> readCsv(const std::string& relative)
{
    std::vector<QStringList> rows;
    std::ifstream file(test::sharedData(relative));
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line))
        rows.push_back(QString::fromStdString(line).trimmed().split(','));
    return rows;
}

const quant::Assignment* findAssignment(const std::vector<quant::Assignment>& all, const std::string& name)
{
    const auto found = std::ranges::find(all, name, &quant::Assignment::tensor);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

class TestPreset : public QObject {
    Q_OBJECT
private slots:
    void table()
    {
        QCOMPARE(quant::findPreset("q4_k_m")->fileType, 15U);
        QCOMPARE(quant::findPreset("Q8_0")->defaultType, Type::Q8_0);
        QVERIFY(!quant::findPreset("F16"));
        QVERIFY(!quant::findPreset(""));
        std::uint64_t previous = ~std::uint64_t{0};
        const auto model = test::describeReal(test::kRealModels[0]);
        for (const auto& preset : quant::presets()) {
            QCOMPARE(quant::findPreset(preset.name), &preset);
            const std::uint64_t bytes = quant::totalBytes(quant::assign(model, preset));
            QVERIFY2(bytes <= previous, preset.name.data()); // largest first
            previous = bytes;
        }
    }

    void realModels_data()
    {
        QTest::addColumn<int>("model");
        QTest::addColumn<QString>("preset");
        for (int model = 0; model < int(std::size(test::kRealModels)); ++model)
            for (const auto& preset : quant::presets())
                QTest::addRow("%s %s", test::kRealModels[model].name, preset.name.data())
                    << model << QString::fromLatin1(preset.name.data(), qsizetype(preset.name.size()));
    }
    void realModels()
    {
        HEADROOM_NEEDS(test::sharedData("presets/dryrun_real_shapes.csv"));
        QFETCH(int, model);
        QFETCH(QString, preset);
        static const auto groups = readCsv("presets/dryrun_real_shapes.csv");
        static const auto totals = readCsv("presets/dryrun_totals.csv");
        const QString name = test::kRealModels[model].name;
        const auto description = test::describeReal(test::kRealModels[model]);
        const auto assigned = quant::assign(description, *quant::findPreset(preset.toStdString()));
        int checked = 0;
        for (const auto& row : groups) {
            if (row[0] != name || row[1] != preset)
                continue;
            const QStringList layers = row[4].isEmpty() ? QStringList{{}} : row[4].split(' ', Qt::SkipEmptyParts);
            for (const auto& layer : layers) {
                const QString tensor = layer.isEmpty() ? row[2] : "blk." + layer + "." + row[2];
                const auto* assignment = findAssignment(assigned, tensor.toStdString());
                QVERIFY2(assignment, qPrintable(tensor));
                const auto type = tensor::format(assignment->to).name;
                QVERIFY2(
                    row[3].compare(QString::fromLatin1(type.data(), qsizetype(type.size())), Qt::CaseInsensitive) == 0,
                    qPrintable(tensor + ": " + row[3] + " expected; " + QString::fromStdString(assignment->reason)));
                QVERIFY(!assignment->reason.empty());
                ++checked;
            }
        }
        const auto matrices = std::ranges::count(description.tensors, Type::F16, &model::TensorSpec::type);
        QCOMPARE(checked, int(matrices));
        const auto total
            = std::ranges::find_if(totals, [&](const auto& row) { return row[0] == name && row[1] == preset; });
        QVERIFY(total != totals.end());
        const double mebibytes = double(quant::totalBytes(assigned)) / 1048576.0;
        QVERIFY2(std::abs(mebibytes - (*total)[2].toDouble()) < 0.006, qPrintable(QString::number(mebibytes, 'f', 4)));
        const double bits = 8.0 * double(quant::totalBytes(assigned)) / double(description.parameters());
        QVERIFY2(std::abs(bits - (*total)[3].toDouble()) < 0.006, qPrintable(QString::number(bits)));
    }

    void seventyBillion()
    {
        const test::RealModel grouped{"70b", "llama", 80, 8192, 28672, 64, 8, 128, 32000, 0, false, false};
        auto plain = grouped;
        plain.kvHeads = 64; // the older 65B
        const auto& preset = *quant::findPreset("Q4_K_M");
        const auto* value = "blk.14.attn_v.weight"; // a layer that gets no extra bits otherwise
        QCOMPARE(findAssignment(quant::assign(test::describeReal(grouped), preset), value)->to, Type::Q5_K);
        QCOMPARE(findAssignment(quant::assign(test::describeReal(plain), preset), value)->to, Type::Q4_K);
    }

    void orderInTheFileDoesNotMatter()
    {
        auto model = test::describeReal(test::kRealModels[0]);
        const auto& preset = *quant::findPreset("Q4_K_M");
        auto forward = quant::assign(model, preset);
        std::ranges::reverse(model.tensors);
        auto backward = quant::assign(model, preset);
        std::ranges::reverse(backward);
        QVERIFY(std::ranges::equal(forward, backward, [](const auto& a, const auto& b) {
            return a.tensor == b.tensor && a.to == b.to && a.reason == b.reason;
        }));
    }

    void shapes_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<qulonglong>("columns");
        QTest::addColumn<QString>("type");
        QTest::newRow("fits") << "Q4_K_M" << 256ULL << "Q4_K";
        QTest::newRow("Q4_K to Q5_0") << "Q4_K_M" << 160ULL << "Q5_0";
        QTest::newRow("Q5_K to Q5_1") << "Q5_K_S" << 160ULL << "Q5_1";
        QTest::newRow("Q6_K to Q8_0") << "Q6_K" << 160ULL << "Q8_0";
        QTest::newRow("Q3_K to Q4_0") << "Q3_K_S" << 160ULL << "Q4_0";
        QTest::newRow("Q2_K to Q4_0") << "Q2_K" << 160ULL << "Q4_0";
        QTest::newRow("twice to F16") << "Q6_K" << 172ULL << "F16";
        QTest::newRow("Q4_0 to F16") << "Q4_0" << 172ULL << "F16";
    }
    void shapes()
    {
        QFETCH(QString, preset);
        QFETCH(qulonglong, columns);
        QFETCH(QString, type);
        model::Description model;
        model.shape.layers = 40;
        model.tensors = {{"output.weight", Type::F16, {256, 8}},
                         {"blk.7.attn_q.weight", Type::F16, {columns, 8}},
                         {"blk.7.attn_norm.weight", Type::F32, {columns}},
                         {"blk.7.ffn_gate_inp.weight", Type::F32, {columns, 8}},
                         {"blk.7.attn_q.weight.one", Type::F16, {columns, 8}},
                         {"blk.7.single.weight", Type::F16, {columns, 1}}};
        const auto assigned = quant::assign(model, *quant::findPreset(preset.toStdString()));
        const Type expected = tensor::findFormat(type.toStdString())->type;
        QCOMPARE(assigned[1].to, expected);
        QCOMPARE(assigned[1].fallback, columns != 256);
        QCOMPARE(assigned[1].bytes, *tensor::packedBytes(expected, columns, columns * 8));
        for (std::size_t kept = 2; kept < assigned.size(); ++kept) {
            QCOMPARE(assigned[kept].to, assigned[kept].from);
            QVERIFY(!assigned[kept].fallback);
            QVERIFY(!assigned[kept].reason.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestPreset)
#include "tst_preset.moc"
