// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/machine/catalogue.h"
#include "core/machine/modelrow.h"
#include "tests/support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <tuple>

using namespace headroom;
using namespace headroom::machine;

class TestCatalogue : public QObject {
    Q_OBJECT
private slots:
    void everyEntryIsWhole()
    {
        QVERIFY(gpuCatalogue().size() >= 200 && cpuCatalogue().size() >= 12 && psuCatalogue().size() >= 12
                && modelCatalogue().size() >= 20);
        std::set<std::string> names;
        for (const auto& gpu : gpuCatalogue()) {
            QVERIFY2(names.insert(gpu.name).second, gpu.name.c_str());
            QVERIFY2(gpu.totalBytes >= (6ULL << 30) && gpu.usableBytes <= gpu.totalBytes, gpu.name.c_str());
            QVERIFY2(!gpu.holdsHost || gpu.usableBytes < gpu.totalBytes, gpu.name.c_str()); // the host needs some
            QVERIFY2(gpu.bandwidthGBs >= 60 && gpu.fp16Tflops > 2 && gpu.tdpWatts >= 20, gpu.name.c_str());
            const bool oneChip = gpu.interconnect == "on-die" || gpu.interconnect.ends_with("(on-package)");
            QVERIFY2(gpu.holdsHost == oneChip && (!oneChip || gpu.linkMax.lanes == 0), gpu.name.c_str());
            const bool machine = gpu.deviceClass == "apple" || gpu.deviceClass == "edge" || gpu.name.ends_with("Laptop")
                || gpu.name.find(" Laptop ") != std::string::npos;
            QVERIFY2(gpu.ownSupply || !machine, gpu.name.c_str());
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

    /// Each row stands on a config.json that is part of the program, and says where that was read.
    void modelsAreConfigurations()
    {
        QVERIFY(modelCatalogue().size() >= 120);
        for (const auto& model : modelCatalogue()) {
            QVERIFY2(!configOf(model.id).empty(), model.id.c_str());
            QVERIFY2(model.source.find("memory") == std::string::npos && model.source.size() > 10, model.id.c_str());
            const auto shape = readModelShape(model.id);
            QVERIFY2(shape, shape ? "" : (model.id + ": " + shape.error().detail).c_str());
            const auto described = describeModel(model.id, tensor::Type::BF16);
            QVERIFY2(described, described ? "" : (model.id + ": " + described.error().detail).c_str());
            QCOMPARE(described->shape.layers, model.shape.layers);
            QCOMPARE(described->shape.perLayer, model.shape.perLayer);
            QVERIFY2(described->shape.tiedOutput == model.shape.tiedOutput, model.id.c_str());
            QVERIFY2(model.shape.contextLength > 0 && model.shape.vocabulary > 0, model.id.c_str());
        }
        QVERIFY(configOf("no-such-model").empty() && !describeModel("no-such-model", tensor::Type::F16));
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
        for (std::size_t row = 0; row < table->rows(); ++row) {
            // A name without its memory means several entries: one of them has the figures.
            const auto name = std::string(table->text(row, "name"));
            const auto names = partsMeant(name);
            const bool found = std::ranges::any_of(names, [&](const std::string& each) {
                const Gpu* gpu = findGpu(each);
                return gpu && gpu->bandwidthGBs == table->number(row, "mem_bw_gbs").value()
                    && gpu->fp16Tflops == table->number(row, "fp16_dense_tflops").value()
                    && gpu->tdpWatts == table->number(row, "tdp_w").value()
                    && gpu->totalBytes == table->integer(row, "vram_gb").value() << 30;
            });
            QVERIFY2(found, name.c_str());
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
        QTest::newRow("vendor") << "NVIDIA GeForce RTX 4070 Ti"
                                << "GeForce RTX 4070 Ti";
        QTest::newRow("all glued") << "rtx4070tisuper"
                                   << "GeForce RTX 4070 Ti SUPER";
        QTest::newRow("true memory") << "RTX 4090 24GB"
                                     << "GeForce RTX 4090";
        QTest::newRow("true memory apart") << "RTX 4090 24 GiB"
                                           << "GeForce RTX 4090";
        QTest::newRow("wrong memory") << "RTX 4090 48GB"
                                      << "";
        QTest::newRow("memory chooses") << "RTX 4060 Ti 8GB"
                                        << "GeForce RTX 4060 Ti 8GB";
        QTest::newRow("memory chooses a chip") << "M3 Max 128GB"
                                               << "Apple M3 Max 40c 128GB";
        QTest::newRow("cores in words") << "Apple M3 Max 40-core 64 GB"
                                        << "Apple M3 Max 40c 64GB";
        QTest::newRow("mobile") << "RTX 5080 Mobile"
                                << "GeForce RTX 5080 Laptop";
        QTest::newRow("a driver's name") << "NVIDIA H100 80GB HBM3"
                                         << "H100 SXM 80GB";
        QTest::newRow("form left out, one only") << "B200"
                                                 << "B200 SXM";
        QTest::newRow("apart") << "RTX A 6000"
                               << "RTX A6000";
        QTest::newRow("another series") << "GTX 3090"
                                        << "";
        QTest::newRow("a variant is never added") << "RTX 3000 Ti"
                                                  << "";
        QTest::newRow("amd") << "7900xtx"
                             << "Radeon RX 7900 XTX";
        QTest::newRow("plus in name") << "Ryzen AI Max+ 395 128GB"
                                      << "Ryzen AI Max+ 395 128GB (Radeon 8060S)";
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

    void variants_data()
    {
        QTest::addColumn<int>("atLeast");
        QTest::addColumn<QString>("one");
        for (const auto& [text, count, one] : {std::tuple{"RTX 4060 Ti", 2, "GeForce RTX 4060 Ti 8GB"},
                                               {"RTX 5060 Ti", 2, "GeForce RTX 5060 Ti 16GB"},
                                               {"RTX 3080", 2, "GeForce RTX 3080 12GB"},
                                               {"RTX 3060", 2, "GeForce RTX 3060 8GB"},
                                               {"V100", 4, "V100 SXM2 16GB"},
                                               {"MI50", 2, "Instinct MI50 16GB"},
                                               {"M3 Max", 4, "Apple M3 Max 30c 96GB"},
                                               {"M4 Pro", 3, "Apple M4 Pro 24GB"},
                                               {"M4", 3, "Apple M4 16GB"},
                                               {"A100", 4, "A100 SXM 40GB"},
                                               {"A100 80GB", 2, "A100 PCIe 80GB"},
                                               {"H200", 2, "H200 NVL 141GB"},
                                               {"RTX 6000", 3, "RTX 6000 Ada"},
                                               {"RTX PRO 6000", 3, "RTX PRO 6000 Blackwell Server"},
                                               {"Ryzen AI Max+ 395", 3, ""},
                                               {"Arc A770", 2, "Arc A770 8GB"},
                                               {"Jetson Orin NX", 2, ""},
                                               {"Ryzen 9", 2, "Ryzen 9 9950X"}})
            QTest::newRow(text) << count << one;
    }
    void variants()
    {
        QFETCH(int, atLeast);
        QFETCH(QString, one);
        const char* text = QTest::currentDataTag();
        QVERIFY(!findGpu(text) && !findCpu(text));
        const auto names = partsMeant(text);
        QVERIFY2(names.size() >= std::size_t(atLeast), qPrintable(QString::number(names.size())));
        QVERIFY(one.isEmpty() || std::ranges::find(names, one.toStdString()) != names.end());
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
        QTest::newRow("A100 40") << "NVIDIA A100-PCIE-40GB" << 40960ULL << "A100 PCIe 40GB";
        QTest::newRow("4060 Ti 8") << "NVIDIA GeForce RTX 4060 Ti" << 8188ULL << "GeForce RTX 4060 Ti 8GB";
        QTest::newRow("4060 Ti 16") << "NVIDIA GeForce RTX 4060 Ti" << 16380ULL << "GeForce RTX 4060 Ti 16GB";
        QTest::newRow("other memory") << "NVIDIA GeForce RTX 4090" << 49140ULL << "";
        QTest::newRow("4070 Ti") << "NVIDIA GeForce RTX 4070 Ti" << 12282ULL << "GeForce RTX 4070 Ti";
        QTest::newRow("4070 SUPER") << "NVIDIA GeForce RTX 4070 SUPER" << 12282ULL << "GeForce RTX 4070 SUPER";
        QTest::newRow("5080 Laptop") << "NVIDIA GeForce RTX 5080 Laptop GPU" << 16303ULL << "GeForce RTX 5080 Laptop";
        QTest::newRow("5070 Ti Laptop") << "NVIDIA GeForce RTX 5070 Ti Laptop GPU" << 12227ULL
                                        << "GeForce RTX 5070 Ti Laptop";
        QTest::newRow("laptop of another memory") << "NVIDIA GeForce RTX 5070 Ti Laptop GPU" << 16303ULL << "";
        QTest::newRow("4090 D") << "NVIDIA GeForce RTX 4090 D" << 24564ULL << "GeForce RTX 4090 D";
        QTest::newRow("4000 SFF Ada") << "NVIDIA RTX 4000 SFF Ada Generation" << 20475ULL << "RTX 4000 SFF Ada";
        QTest::newRow("4000 Ada") << "NVIDIA RTX 4000 Ada Generation" << 20475ULL << "RTX 4000 Ada";
        QTest::newRow("PRO 6000") << "NVIDIA RTX PRO 6000 Blackwell Workstation Edition" << 97887ULL
                                  << "RTX PRO 6000 Blackwell WS";
        QTest::newRow("PRO 6000 Max-Q") << "NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition" << 97887ULL
                                        << "RTX PRO 6000 Blackwell Max-Q";
        QTest::newRow("PRO 6000 Server") << "NVIDIA RTX PRO 6000 Blackwell Server Edition" << 97887ULL
                                         << "RTX PRO 6000 Blackwell Server";
        QTest::newRow("laptop's PRO") << "NVIDIA RTX PRO 5000 Blackwell Generation Laptop GPU" << 24463ULL << "";
        QTest::newRow("Max-Q Design") << "NVIDIA GeForce RTX 2080 with Max-Q Design" << 8192ULL << "";
        QTest::newRow("A100 SXM 40") << "NVIDIA A100-SXM4-40GB" << 40960ULL << "A100 SXM 40GB";
        QTest::newRow("V100") << "Tesla V100-SXM2-16GB" << 16384ULL << "V100 SXM2 16GB";
        QTest::newRow("virtual slice") << "GRID A100-10C" << 10240ULL << "";
        QTest::newRow("H200 NVL") << "NVIDIA H200 NVL" << 143771ULL << "H200 NVL 141GB";
        QTest::newRow("GH200") << "NVIDIA GH200 480GB" << 97871ULL << "GH200 96GB";
        QTest::newRow("GB10, memory not told") << "NVIDIA GB10" << 0ULL << "DGX Spark GB10";
        QTest::newRow("3060, memory not told") << "NVIDIA GeForce RTX 3060" << 0ULL << "";
        QTest::newRow("AMD") << "AMD Radeon RX 7900 XT" << 20464ULL << "Radeon RX 7900 XT";
        QTest::newRow("APU, memory not told")
            << "AMD Radeon 8060S Graphics" << 0ULL << "Ryzen AI Max+ 395 128GB (Radeon 8060S)";
        QTest::newRow("a graphics of any kind") << "AMD Radeon Graphics" << 0ULL << "";
    }
    void driverNames()
    {
        QFETCH(QString, driver);
        QFETCH(qulonglong, mebibytes);
        QFETCH(QString, name);
        const Gpu* gpu = matchDetectedGpu(driver.toStdString(), mebibytes << 20);
        QCOMPARE(gpu ? QString::fromStdString(gpu->name) : QString(), name);
    }

    void processors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("AMD Ryzen 9 7950X 16-Core Processor") << "Ryzen 9 7950X";
        QTest::newRow("AMD Ryzen 9 7950X3D 16-Core Processor") << "";
        QTest::newRow("13th Gen Intel(R) Core(TM) i5-13600K") << "Core i5-13600K";
        QTest::newRow("13th Gen Intel(R) Core(TM) i5-13600KF") << "";
        QTest::newRow("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz") << "Xeon E5-2680 v4";
        QTest::newRow("Intel(R) Xeon(R) CPU E5-2680 v3 @ 2.50GHz") << "";
    }
    void processors()
    {
        QFETCH(QString, name);
        const Cpu* cpu = matchDetectedCpu(QTest::currentDataTag());
        QCOMPARE(cpu ? QString::fromStdString(cpu->name) : QString(), name);
    }
};

HEADROOM_TEST(TestCatalogue)
#include "tst_catalogue.moc"
