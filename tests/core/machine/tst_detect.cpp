// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/parallel.h"
#include "core/machine/amd.h"
#include "core/machine/detect.h"
#include "core/machine/intel.h"
#include "core/machine/nvidia.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace headroom;
using namespace headroom::machine;

namespace {

struct Stopped : JobControl {
    int left = 2;
    Status checkpoint() override
    {
        return left-- > 0 ? Status() : Status(fail(ErrorCode::Cancelled, "test", "stopped"));
    }
};

Rig hostOf(double gibibytes, double freeGibibytes)
{
    Rig host;
    host.ramBytes = std::uint64_t(gibibytes * (1 << 30));
    host.ramFreeBytes = std::uint64_t(freeGibibytes * (1 << 30));
    host.ramBandwidthGBs = 83.2;
    return host;
}

bool noted(const Remarks& notes, const char* part)
{
    return std::ranges::any_of(notes,
                               [&](const Remark& note) { return english(note).find(part) != std::string::npos; });
}

/// A card as the kernel shows it.
void writeCard(const QTemporaryDir& directory, const std::map<QString, QString>& files)
{
    const QString path = directory.filePath("card0/device");
    QDir().mkpath(path);
    for (const auto& [name, text] : files) {
        QFile file(path + '/' + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8() + '\n');
    }
}

} // namespace

class TestDetect : public QObject {
    Q_OBJECT
private slots:
    void thisMachine()
    {
        const auto detection = detect();
        const auto& rig = detection.rig;
        QVERIFY(rig.detected && !rig.name.empty());
        QVERIFY(QDateTime::fromString(QString::fromStdString(rig.detectedAt), Qt::ISODate).isValid());
        QVERIFY(rig.cpu.cores >= 1 && rig.cpu.threads >= rig.cpu.cores && rig.cpu.sockets >= 1);
        QVERIFY(rig.cpu.cores * rig.cpu.sockets >= physicalCores());
        QVERIFY(rig.ramBytes > (256ULL << 20) && rig.ramFreeBytes > 0 && rig.ramFreeBytes <= rig.ramBytes);
        QVERIFY(rig.ramBandwidthGBs > 0 && !rig.ramBandwidthSource.empty());
        for (const auto& cache : rig.cpu.caches)
            QVERIFY(cache.bytes >= 4096 && cache.count >= 1);
        for (const auto& gpu : rig.gpus)
            QVERIFY(gpu.totalBytes > 0 && gpu.bandwidthGBs > 0 && !gpu.source.empty());
        // What was not found is said.
        QVERIFY(!rig.gpus.empty() || detection.notes.size() >= 2);
        // It survives its JSON.
        const auto back = rigFromJson(toJson(rig));
        QVERIFY2(back.has_value(), back ? "" : back.error().where.c_str());
        QCOMPARE(toJson(*back).dump(), toJson(rig).dump());
    }

    void isaIsTheKernels()
    {
        QFile file("/proc/cpuinfo");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("no /proc/cpuinfo here");
        const QByteArray info = file.readAll();
        const auto& isa = detect().rig.cpu.isa;
        const auto has = [&](const char* name) { return std::find(isa.begin(), isa.end(), name) != isa.end(); };
        QCOMPARE(has("AVX2"), info.contains(" avx2 "));
        QCOMPARE(has("AVX-512"), info.contains(" avx512f "));
        QCOMPARE(has("AMX"), info.contains(" amx_tile"));
    }

    void bandwidthFromTheBus()
    {
        NvmlDevice device;
        QCOMPARE(derivedBandwidthGBs(device), 0.0);
        device.busBits = 384;
        device.memoryMegahertz = 9751; // RTX 3090
        QVERIFY(qAbs(derivedBandwidthGBs(device) - 936.1) < 0.1);
        device.busBits = 5120;
        device.memoryMegahertz = 1215; // A100 40GB
        QVERIFY(qAbs(derivedBandwidthGBs(device) - 1555.2) < 0.1);
    }

    /// Of cards that the catalogue does not have. Rates: NVIDIA's whitepapers and data sheets.
    void rates_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("capability");
        QTest::addColumn<unsigned>("cores");
        QTest::addColumn<unsigned>("megahertz");
        QTest::addColumn<double>("teraflops");
        QTest::addColumn<QString>("native");
        const QString geforce = "NVIDIA GeForce RTX 0", server = "NVIDIA Server";
        QTest::newRow("RTX 5060") << geforce << "12.0" << 3840U << 2497U << 38.4 << "int8 fp8 fp4";
        QTest::newRow("RTX 4090") << geforce << "8.9" << 16384U << 2520U << 165.2 << "int8 fp8";
        QTest::newRow("RTX 3090") << geforce << "8.6" << 10496U << 1695U << 71.2 << "int8";
        QTest::newRow("RTX 2080 Ti") << geforce << "7.5" << 4352U << 1545U << 53.8 << "int8";
        QTest::newRow("T4") << QString("Tesla T40") << "7.5" << 2560U << 1590U << 65.1 << "int8";
        QTest::newRow("GTX 1660") << QString("NVIDIA GeForce GTX 0") << "7.5" << 1408U << 1785U << 10.1 << "int8";
        QTest::newRow("GTX 1080 Ti") << QString("NVIDIA GeForce GTX 0") << "6.1" << 3584U << 1582U << 11.3 << "int8";
        QTest::newRow("K80") << server << "3.7" << 2496U << 875U << 4.37 << "";
        QTest::newRow("GTX 680") << QString("NVIDIA GeForce GTX 0") << "3.0" << 1536U << 1006U << 3.09 << "";
        QTest::newRow("GTX 980") << QString("NVIDIA GeForce GTX 0") << "5.2" << 2048U << 1126U << 4.61 << "";
        QTest::newRow("P100") << server << "6.0" << 3584U << 1303U << 18.7 << "";
        QTest::newRow("V100") << server << "7.0" << 5120U << 1530U << 125.3 << "";
        QTest::newRow("A100") << server << "8.0" << 6912U << 1410U << 311.9 << "int8";
        QTest::newRow("A40") << server << "8.6" << 10752U << 1740U << 149.7 << "int8";
        QTest::newRow("Orin") << server << "8.7" << 2048U << 1300U << 42.6 << "int8";
        QTest::newRow("GH200") << server << "9.0" << 16896U << 1830U << 989.4 << "int8 fp8";
        QTest::newRow("B200") << server << "10.0" << 18944U << 1850U << 2243.0 << "int8 fp8 fp4";
        QTest::newRow("GB10") << server << "12.1" << 6144U << 2525U << 124.1 << "int8 fp8 fp4";
        QTest::newRow("later") << server << "13.4" << 6144U << 2525U << 124.1 << "int8 fp8 fp4";
        QTest::newRow("not told") << server << "" << 6144U << 2525U << 0.0 << "";
        QTest::newRow("no number") << server << "x.y" << 6144U << 2525U << 0.0 << "";
    }
    void rates()
    {
        QFETCH(QString, name);
        QFETCH(QString, capability);
        QFETCH(unsigned, cores);
        QFETCH(unsigned, megahertz);
        QFETCH(double, teraflops);
        QFETCH(QString, native);
        NvmlDevice device;
        device.name = name.toStdString();
        device.totalBytes = 7ULL << 30;
        device.computeCapability = capability.toStdString();
        device.cores = cores;
        device.smMegahertz = megahertz;
        device.busBits = 128;
        device.memoryMegahertz = 14001;
        Remarks notes;
        const auto gpu = gpuOf(device, {}, notes);
        QVERIFY(gpu.has_value());
        QVERIFY2(qAbs(gpu->fp16Tflops - teraflops) <= 0.001 * teraflops + 0.05,
                 qPrintable(QString::number(gpu->fp16Tflops)));
        QStringList has;
        for (const auto& [flag, word] : {std::pair{gpu->int8, "int8"}, {gpu->fp8, "fp8"}, {gpu->fp4, "fp4"}})
            if (flag)
                has.append(word);
        QCOMPARE(has.join(' '), native);
        QCOMPARE(gpu->fp16, !capability.startsWith("3") && capability != "5.2" && capability != "6.1");
        QVERIFY(gpu->source.find("not in the catalogue") != std::string::npos);
        QCOMPARE(gpu->provenance == Provenance::Estimated, QByteArray(QTest::currentDataTag()) == "later");
    }

    /// Only "not supported" means the host's memory, and only on a part that has none of its own.
    void memoryNotTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("capability");
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("shares");
        QTest::addColumn<QString>("note");
        QTest::newRow("GB10") << "NVIDIA GB10"
                              << "12.1" << 3 << true << "shares the host's memory";
        QTest::newRow("Thor") << "NVIDIA Thor"
                              << "11.0" << 3 << true << "shares the host's memory";
        QTest::newRow("Orin") << "Orin (nvgpu)"
                              << "8.7" << 3 << true << "shares the host's memory";
        QTest::newRow("not in the catalogue") << "NVIDIA N1X"
                                              << "12.1" << 3 << true << "shares the host's memory";
        QTest::newRow("GB10, no permission") << "NVIDIA GB10"
                                             << "12.1" << 4 << false << "to this user";
        QTest::newRow("H200") << "NVIDIA H200"
                              << "9.0" << 3 << false << "cannot tell its memory";
        QTest::newRow("H200 that lies") << "NVIDIA H200"
                                        << "12.1" << 3 << false << "cannot tell its memory";
        QTest::newRow("H200, no permission") << "NVIDIA H200"
                                             << "9.0" << 4 << false << "to this user";
        QTest::newRow("GH200 has its own") << "NVIDIA GH200 480GB"
                                           << "9.0" << 3 << false << "cannot tell";
        QTest::newRow("lost") << "NVIDIA GeForce RTX 3090"
                              << "8.6" << 15 << false << "lost the card";
        QTest::newRow("unknown error") << "NVIDIA GeForce RTX 3090"
                                       << "8.6" << 999 << false << "NVML error 999";
        QTest::newRow("no memory") << "NVIDIA GeForce RTX 3090"
                                   << "8.6" << 0 << false << "tells no memory";
    }
    void memoryNotTold()
    {
        QFETCH(QString, name);
        QFETCH(QString, capability);
        QFETCH(int, error);
        QFETCH(bool, shares);
        QFETCH(QString, note);
        NvmlDevice device;
        device.name = name.toStdString();
        device.computeCapability = capability.toStdString();
        device.memoryError = error;
        const Rig host = hostOf(64, 50);
        Remarks notes;
        const auto gpu = gpuOf(device, host, notes);
        QCOMPARE(gpu.has_value(), shares);
        QVERIFY2(noted(notes, qPrintable(note)), notes.empty() ? "" : english(notes.front()).c_str());
        if (!gpu)
            return;
        QCOMPARE(gpu->totalBytes, host.ramBytes);
        QCOMPARE(gpu->usedBytes, host.ramBytes - host.ramFreeBytes);
        QVERIFY(gpu->holdsHost && gpu->bandwidthGBs > 0);
        if (name.startsWith("Orin")) // the host's memory says which of them
            QCOMPARE(gpu->bandwidthGBs, 204.8);
    }

    /// Shares of memory and cores, whoever tells the memory of the card; without it the share is not known.
    void slicesOfACard_data()
    {
        QTest::addColumn<QString>("card");
        QTest::addColumn<int>("cardMebibytes");
        QTest::addColumn<int>("mebibytes");
        QTest::addColumn<double>("cores");
        QTest::addColumn<double>("bandwidth"); // 0: left out
        QTest::addColumn<double>("teraflops");
        const QString a100 = "NVIDIA A100-SXM4-40GB", h100 = "NVIDIA H100 80GB HBM3", h200 = "NVIDIA H200";
        QTest::newRow("told") << a100 << 40960 << 20096 << 42.0 / 108 << 1555.0 / 2 << 312 * 42.0 / 108;
        QTest::newRow("of the catalogue") << a100 << 0 << 20096 << 42.0 / 108 << 1555.0 / 2 << 312 * 42.0 / 108;
        QTest::newRow("an eighth") << h100 << 0 << 9728 << 1.0 / 7 << 3350.0 / 8 << 989.0 / 7;
        QTest::newRow("a quarter") << h100 << 0 << 19968 << 1.0 / 7 << 3350.0 / 4 << 989.0 / 7;
        QTest::newRow("all") << h100 << 0 << 80000 << 1.0 << 3350.0 << 989.0;
        QTest::newRow("cores not told") << h200 << 0 << 16384 << 0.0 << 4800.0 / 8 << 989.0 / 8;
        QTest::newRow("told beats the catalogue") << h100 << 65247 << 32000 << 0.5 << 2457.6 / 2 << 0.0;
        QTest::newRow("nobody knows") << QString("NVIDIA Server") << 0 << 9728 << 1.0 / 7 << 0.0 << 0.0;
    }
    void slicesOfACard()
    {
        QFETCH(QString, card);
        QFETCH(int, cardMebibytes);
        QFETCH(int, mebibytes);
        QFETCH(double, cores);
        QFETCH(double, bandwidth);
        QFETCH(double, teraflops);
        NvmlDevice device;
        device.name = card.toStdString() + " MIG 1g.1gb";
        device.totalBytes = std::uint64_t(mebibytes) << 20;
        device.powerLimitWatts = 400;
        device.busBits = 4096; // for what the catalogue does not have
        device.memoryMegahertz = 2400;
        device.slice = {card.toStdString(), std::uint64_t(cardMebibytes) << 20, cores};
        Remarks notes;
        const auto gpu = gpuOf(device, {}, notes);
        QCOMPARE(gpu.has_value(), bandwidth > 0);
        if (!gpu) {
            QVERIFY(noted(notes, "its share of the bandwidth is not known, left out"));
            return;
        }
        QCOMPARE(gpu->name, device.name);
        QCOMPARE(gpu->budgetBytes(), device.totalBytes);
        QVERIFY2(qAbs(gpu->bandwidthGBs - bandwidth) < 1e-9, qPrintable(QString::number(gpu->bandwidthGBs)));
        QVERIFY2(qAbs(gpu->fp16Tflops - teraflops) < 1e-9, qPrintable(QString::number(gpu->fp16Tflops)));
        QVERIFY(qAbs(gpu->limitWatts() - 400 * (cores > 0 ? cores : 0.125)) < 1e-9);
    }

    /// A part of a card that is shared in time (vGPU) tells its memory and nothing else.
    void whatIsUnknownIsSaid()
    {
        NvmlDevice device;
        device.name = "GRID A100-40C";
        device.totalBytes = 40ULL << 30;
        Remarks notes;
        QVERIFY(!gpuOf(device, {}, notes));
        QVERIFY(noted(notes, "GRID A100-40C: its memory bandwidth is not known, left out"));
    }

    void oneSliceAtATime()
    {
        const auto kept = [](std::initializer_list<std::pair<const char*, int>> cards) {
            Rig rig;
            for (const auto& [name, gibibytes] : cards) {
                rig.gpus.emplace_back().name = name;
                rig.gpus.back().totalBytes = std::uint64_t(gibibytes) << 30;
            }
            keepOneSlice(rig);
            QStringList names;
            for (const auto& gpu : rig.gpus)
                names.append(QString::fromStdString(gpu.name));
            return names.join(", ");
        };
        QCOMPARE(kept({}), QString());
        QCOMPARE(kept({{"A", 8}, {"B", 24}}), QString("A, B"));
        QCOMPARE(kept({{"A MIG 1g.5gb", 5}, {"A MIG 3g.20gb", 20}, {"B MIG 2g.10gb", 10}}), QString("A MIG 3g.20gb"));
        QCOMPARE(kept({{"A MIG 3g.20gb", 20}, {"B", 8}}), QString("B"));
    }

    /// Memory of AMD's parts on the CPU's chip: carve-out and GTT together.
    void unifiedAmd_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("product");
        QTest::addColumn<double>("carveOut");
        QTest::addColumn<double>("gtt");
        QTest::addColumn<double>("host"); // GiB, as what the carve-out leaves
        QTest::addColumn<double>("total"); // 0: left out
        QTest::addColumn<double>("bandwidth");
        QTest::newRow("Strix Halo, 512 MiB") << "0x1586"
                                             << "" << 0.5 << 120.0 << 125.0 << 120.5 << 256.0;
        QTest::newRow("Strix Halo, 2 GiB") << "0x1586"
                                           << "" << 2.0 << 120.0 << 124.0 << 122.0 << 256.0;
        QTest::newRow("Strix Halo, 96 GiB") << "0x1586"
                                            << "" << 96.0 << 15.5 << 31.0 << 111.5 << 256.0;
        QTest::newRow("GTT beyond the memory") << "0x1586"
                                               << "" << 96.0 << 120.0 << 31.0 << 127.0 << 256.0;
        QTest::newRow("its name") << "0x1586"
                                  << "AMD Radeon 8060S" << 0.5 << 60.0 << 62.0 << 60.5 << 256.0;
        QTest::newRow("its smaller brother") << "0x1586"
                                             << "AMD Radeon 8050S Graphics" << 0.5 << 30.0 << 31.0 << 30.5 << 256.0;
        QTest::newRow("a name that tells nothing") << "0x1586"
                                                   << "AMD Radeon Graphics" << 0.5 << 120.0 << 125.0 << 120.5 << 256.0;
        QTest::newRow("MI300A") << "0x74a0"
                                << "AMD Instinct MI300A" << 128.0 << 250.0 << 500.0 << 128.0 << 5300.0;
        QTest::newRow("MI300A by its chip") << "0x74a0"
                                            << "" << 128.0 << 64.0 << 125.0 << 128.0 << 5300.0;
        QTest::newRow("MI300X") << "0x74a1"
                                << "AMD Instinct MI300X OAM" << 192.0 << 250.0 << 500.0 << 192.0 << 5300.0;
        QTest::newRow("Phoenix") << "0x15bf"
                                 << "" << 0.5 << 15.5 << 31.0 << 16.0 << 83.2;
        QTest::newRow("Strix Point, 4 GiB") << "0x150e"
                                            << "AMD Radeon 890M Graphics" << 4.0 << 14.0 << 28.0 << 18.0 << 83.2;
        QTest::newRow("display only") << "0x164e"
                                      << "" << 0.5 << 31.0 << 62.0 << 0.0 << 0.0;
        QTest::newRow("no memory at all") << "0x1586"
                                          << "" << 0.0 << 0.0 << 31.0 << 0.0 << 0.0;
        QTest::newRow("a card") << "0x744c"
                                << "AMD Radeon RX 7900 XTX" << 24.0 << 31.0 << 62.0 << 24.0 << 960.0;
        QTest::newRow("a card by its name") << "0x1586"
                                            << "Radeon RX 7900 XTX" << 24.0 << 31.0 << 62.0 << 24.0 << 960.0;
        QTest::newRow("an unknown card") << "0x9999"
                                         << "" << 16.0 << 31.0 << 62.0 << 0.0 << 0.0;
    }
    void unifiedAmd()
    {
        QFETCH(QString, id);
        QFETCH(QString, product);
        QFETCH(double, carveOut);
        QFETCH(double, gtt);
        QFETCH(double, host);
        QFETCH(double, total);
        QFETCH(double, bandwidth);
        QTemporaryDir directory;
        const auto bytes = [](double gibibytes) { return QString::number(std::uint64_t(gibibytes * (1 << 30))); };
        writeCard(directory,
                  {{"vendor", "0x1002"},
                   {"device", id},
                   {"product_name", product},
                   {"mem_info_vram_total", bytes(carveOut)},
                   {"mem_info_vram_used", "0"},
                   {"mem_info_gtt_total", bytes(gtt)}});
        const auto devices = readAmd(directory.path().toStdString());
        QCOMPARE(devices.size(), std::size_t(1));
        Remarks notes;
        const auto gpu = gpuOf(devices.front(), hostOf(host, host - 10), notes);
        QCOMPARE(gpu.has_value(), total > 0);
        if (!gpu) {
            QVERIFY(noted(notes, "left out") || noted(notes, "not recognised"));
            return;
        }
        QCOMPARE(double(gpu->budgetBytes()) / (1 << 30), total);
        QCOMPARE(gpu->bandwidthGBs, bandwidth);
        QCOMPARE(gpu->holdsHost, !product.contains("RX") && !product.contains("MI300X"));
        // Nobody gets more than the host has free.
        const double free = double(gpu->budgetBytes() - gpu->usedBytes) / (1 << 30);
        QVERIFY(!gpu->holdsHost || free <= carveOut + host - 10);
    }

    void othersAreNotAmd()
    {
        QTemporaryDir directory;
        writeCard(directory, {{"vendor", "0x8086"}, {"device", "0x56a0"}});
        QVERIFY(readAmd(directory.path().toStdString()).empty());
        QVERIFY(readAmd("/nowhere").empty());
    }

    /// An MI300A shows all of its memory as carve-out and again as memory of the host: what is in use of either is.
    void usedOfTheSameMemory()
    {
        AmdDevice device;
        device.id = "1002:74a0";
        device.vramBytes = 128ULL << 30;
        device.vramUsedBytes = 28ULL << 30;
        device.gttBytes = 250ULL << 30;
        Remarks notes;
        QCOMPARE(gpuOf(device, hostOf(500, 490), notes)->usedBytes, 28ULL << 30);
        QCOMPARE(gpuOf(device, hostOf(128, 40), notes)->usedBytes, 88ULL << 30);
    }

    /// Intel's tell their identifier, and the size of the window into their memory.
    void intel_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("window"); // last address from 0x6000000000
        QTest::addColumn<QString>("name"); // empty: left out
        QTest::addColumn<QString>("note");
        const QString closed = "0x000000600fffffff", gib8 = "0x00000061ffffffff", gib16 = "0x00000063ffffffff";
        QTest::newRow("A770 16 GB") << "0x56a0" << gib16 << "Arc A770 16GB"
                                    << "";
        QTest::newRow("A770 8 GB") << "0x56a0" << gib8 << "Arc A770 8GB"
                                   << "";
        QTest::newRow("A770, window closed") << "0x56a0" << closed << ""
                                             << "may be any of Arc A770 16GB, Arc A770 8GB";
        QTest::newRow("A770, no window") << "0x56a0"
                                         << ""
                                         << ""
                                         << "may be any of";
        QTest::newRow("A750") << "0x56a1" << closed << "Arc A750"
                              << "";
        QTest::newRow("B580") << "0xe20b" << gib16 << "Arc B580"
                              << "";
        QTest::newRow("B570") << "0xe20c" << gib16 << "Arc B570"
                              << "";
        QTest::newRow("Pro B60") << "0xe211" << closed << "Arc Pro B60"
                                 << "";
        QTest::newRow("of another memory") << "0xe20b" << gib8 << ""
                                           << "Intel GPU 8086:e20b is not in the catalogue, left out";
        QTest::newRow("on the CPU's chip") << "0x46a6" << closed << ""
                                           << "Intel GPU 8086:46a6 is not in the catalogue, left out";
    }
    void intel()
    {
        QFETCH(QString, id);
        QFETCH(QString, window);
        QFETCH(QString, name);
        QFETCH(QString, note);
        QTemporaryDir directory;
        const QString line = "0x%1 0x%2 0x0000000000140204\n", none(16, '0');
        QString resource;
        if (!window.isEmpty())
            resource = line.arg("0000006400000000", "0000006400ffffff") + line.arg(none, none)
                + line.arg("0000006000000000", window.mid(2)) + line.arg(none, none);
        writeCard(directory, {{"vendor", "0x8086"}, {"device", id}, {"resource", resource}});
        const auto devices = readIntel(directory.path().toStdString());
        QCOMPARE(devices.size(), std::size_t(1));
        Remarks notes;
        const auto gpu = gpuOf(devices.front(), notes);
        QCOMPARE(gpu ? QString::fromStdString(gpu->name) : QString(), name);
        QVERIFY(note.isEmpty() ? notes.empty() : noted(notes, qPrintable(note)));
        QVERIFY(!gpu || (gpu->linkMax.lanes > 0 && gpu->bandwidthGBs > 0));
        QVERIFY(readAmd(directory.path().toStdString()).empty());
    }

    void bandwidth()
    {
        JobControl control;
        const auto result = measureBandwidth(1, control);
        QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
        QVERIFY2(result->readGBs > 0.5 && result->readGBs < 2000, qPrintable(QString::number(result->readGBs)));
        QVERIFY(result->copyGBs > 0.5 && result->copyGBs < 2000);
        QVERIFY(result->readMinGBs <= result->readGBs && result->readGBs <= result->readMaxGBs);
        QCOMPARE(result->threads, 1U);
        QVERIFY(result->repeats >= 5);
        const auto caches = detect().rig.cpu.caches;
        if (!caches.empty())
            QVERIFY(result->bufferBytes >= std::min<std::uint64_t>(1ULL << 30, 4 * caches.back().bytes)
                    || result->bufferBytes >= detect().rig.ramFreeBytes / 8);
        QVERIFY(toJson(*result).at("read_gb_per_s").get<double>() == result->readGBs);
    }

    void bandwidthStops()
    {
        Stopped control;
        const auto result = measureBandwidth(1, control);
        QVERIFY(!result.has_value());
        QVERIFY(result.error().code == ErrorCode::Cancelled);
    }
};

HEADROOM_TEST(TestDetect)
#include "tst_detect.moc"
