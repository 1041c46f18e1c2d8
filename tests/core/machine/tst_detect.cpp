// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/parallel.h"
#include "core/machine/detect.h"
#include "core/machine/nvml.h"

#include <QFile>
#include <QTest>

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

QTEST_APPLESS_MAIN(TestDetect)
#include "tst_detect.moc"
