// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/machine/catalogue.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <set>

using namespace headroom;
using namespace headroom::machine;

class TestCatalogue : public QObject {
    Q_OBJECT
private slots:
    void everyEntryIsWhole()
    {
        QCOMPARE(gpuCatalogue().size(), std::size_t(57));
        QVERIFY(cpuCatalogue().size() >= 12 && psuCatalogue().size() >= 12 && modelCatalogue().size() >= 20);
        std::set<std::string> names;
        for (const auto& gpu : gpuCatalogue()) {
            QVERIFY2(names.insert(gpu.name).second, gpu.name.c_str());
            QVERIFY2(gpu.totalBytes >= (10ULL << 30) && gpu.usableBytes <= gpu.totalBytes, gpu.name.c_str());
            QVERIFY2(gpu.bandwidthGBs >= 200 && gpu.fp16Tflops > 5 && gpu.tdpWatts >= 50, gpu.name.c_str());
            QVERIFY2(!gpu.source.empty() && !gpu.vendor.empty() && !gpu.deviceClass.empty(), gpu.name.c_str());
        }
        for (const auto& cpu : cpuCatalogue()) {
            QVERIFY2(cpu.cores > 0 && cpu.threads >= cpu.cores && cpu.pcieLanes >= 20, cpu.name.c_str());
            QVERIFY2(cpu.packageWatts >= cpu.tdpWatts && cpu.tdpWatts > 0 && !cpu.source.empty(), cpu.name.c_str());
            const double megatransfers = QString::fromStdString(cpu.memoryType).section('-', 1).toDouble();
            QVERIFY2(qAbs(cpu.memoryBandwidthGBs - cpu.memoryChannels * 8 * megatransfers / 1000) < 1e-9,
                     cpu.name.c_str());
        }
        for (const auto& psu : psuCatalogue())
            QVERIFY2(psu.ratedWatts >= 550 && psu.ratedWatts <= 2000 && !psu.efficiency.empty(), psu.name.c_str());
    }

    /// The shapes give exactly the parameter counts that the publishers state.
    void modelShapesGiveTheirParameters()
    {
        for (const auto& model : modelCatalogue()) {
            const auto described = model.describe(tensor::Type::F16);
            QVERIFY2(described.parameters() == model.parameters,
                     qPrintable(QString("%1: %2").arg(model.id.c_str()).arg(described.parameters())));
            QVERIFY2(described.weightBytes() >= 2 * model.parameters, model.id.c_str()); // norms are F32
            QVERIFY(!described.source.empty() && described.name == model.name);
            QCOMPARE(findModel(model.id), &model);
            QCOMPARE(findModel(model.name), &model);
        }
        QVERIFY(!findModel("") && !findModel("llama"));
    }

    /// Billions of active parameters as the publishers state them (model cards), to their two or three digits.
    void activeParameters_data()
    {
        QTest::addColumn<double>("billions");
        QTest::newRow("gpt-oss-120b") << 5.13;
        QTest::newRow("gpt-oss-20b") << 3.61;
        QTest::newRow("qwen3-30b-a3b") << 3.0;
        QTest::newRow("deepseek-v3") << 37.0;
        QTest::newRow("mixtral-8x7b") << 12.8;
        QTest::newRow("llama-4-scout") << 17.0;
        QTest::newRow("qwen3-next-80b-a3b") << 3.6;
    }
    void activeParameters()
    {
        QFETCH(double, billions);
        const auto* model = findModel(QTest::currentDataTag());
        QVERIFY(model);
        const double active = double(model->describe(tensor::Type::F16).activeParameters()) / 1e9;
        QVERIFY2(qAbs(active / billions - 1) < 0.06, qPrintable(QString::number(active)));
    }

    void figuresAreTheReference()
    {
        const auto path = test::sharedData("gpus.csv");
        HEADROOM_NEEDS(path);
        const auto table = CsvTable::parse(readTextFile(path).value(), "gpus.csv");
        QVERIFY(table.has_value());
        QCOMPARE(table->rows(), gpuCatalogue().size());
        for (std::size_t row = 0; row < table->rows(); ++row) {
            const auto& gpu = gpuCatalogue()[row];
            QCOMPARE(gpu.name, std::string(table->text(row, "name")));
            QCOMPARE(gpu.bandwidthGBs, table->number(row, "mem_bw_gbs").value());
            QCOMPARE(gpu.fp16Tflops, table->number(row, "fp16_dense_tflops").value());
            QCOMPARE(gpu.tdpWatts, table->number(row, "tdp_w").value());
            QCOMPARE(gpu.totalBytes, table->integer(row, "vram_gb").value() << 30);
        }
    }

    void lookup_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "rtx 3090"
                               << "GeForce RTX 3090";
        QTest::newRow("glued") << "RTX3090"
                               << "GeForce RTX 3090";
        QTest::newRow("glued ti") << "rtx3090ti"
                                  << "GeForce RTX 3090 Ti";
        QTest::newRow("number") << "4090"
                                << "GeForce RTX 4090";
        QTest::newRow("vendor") << "NVIDIA GeForce RTX 5060 Ti"
                                << "GeForce RTX 5060 Ti 16GB";
        QTest::newRow("amd") << "7900xtx"
                             << "Radeon RX 7900 XTX";
        QTest::newRow("plus in name") << "Ryzen AI Max+ 395"
                                      << "Ryzen AI Max+ 395 (Radeon 8060S)";
        QTest::newRow("hyphen") << "A100-SXM4-80GB"
                                << "A100 SXM 80GB";
        QTest::newRow("ambiguous") << "H100"
                                   << "";
        QTest::newRow("ambiguous series") << "RTX"
                                          << "";
        QTest::newRow("unknown") << "Voodoo 2"
                                 << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("only noise") << "NVIDIA"
                                    << "";
    }
    void lookup()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        const Gpu* gpu = findGpu(text.toStdString());
        QCOMPARE(gpu ? QString::fromStdString(gpu->name) : QString(), name);
    }

    void everyNameFindsItself()
    {
        for (const auto& gpu : gpuCatalogue())
            QVERIFY2(findGpu(gpu.name) == &gpu, gpu.name.c_str());
        for (const auto& cpu : cpuCatalogue())
            QVERIFY2(findCpu(cpu.name) == &cpu, cpu.name.c_str());
        for (const auto& psu : psuCatalogue())
            QVERIFY2(findPsu(psu.name) == &psu, psu.name.c_str());
    }

    void driverNames_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<qulonglong>("mebibytes");
        QTest::addColumn<QString>("name");
        QTest::newRow("3090") << "NVIDIA GeForce RTX 3090" << 24576ULL << "GeForce RTX 3090";
        QTest::newRow("H100 SXM") << "NVIDIA H100 80GB HBM3" << 81559ULL << "H100 SXM 80GB";
        QTest::newRow("H100 PCIe") << "NVIDIA H100 PCIe" << 81559ULL << "H100 PCIe 80GB";
        QTest::newRow("H200") << "NVIDIA H200" << 143771ULL << "H200 SXM 141GB";
        QTest::newRow("A100 40") << "NVIDIA A100-PCIE-40GB" << 40960ULL << "A100 40GB";
        QTest::newRow("other memory") << "NVIDIA GeForce RTX 4060 Ti" << 8188ULL << "";
        QTest::newRow("3060 Ti is another") << "NVIDIA GeForce RTX 3060 Ti" << 8192ULL << "";
    }
    void driverNames()
    {
        QFETCH(QString, driver);
        QFETCH(qulonglong, mebibytes);
        QFETCH(QString, name);
        const Gpu* gpu = matchDetectedGpu(driver.toStdString(), mebibytes << 20);
        QCOMPARE(gpu ? QString::fromStdString(gpu->name) : QString(), name);
    }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
