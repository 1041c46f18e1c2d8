// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/machine/catalogue.h"
#include "core/machine/lanes.h"
#include "core/machine/writtenrig.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::machine;

class TestRig : public QObject {
    Q_OBJECT
private slots:
    void pcieBandwidth()
    {
        QVERIFY(qAbs((PcieLink{4, 16}).gigabytesPerSecond() - 31.508) < 0.001);
        QVERIFY(qAbs((PcieLink{3, 8}).gigabytesPerSecond() - 7.877) < 0.001);
        QCOMPARE((PcieLink{1, 1}).gigabytesPerSecond(), 0.25);
        QCOMPARE((PcieLink{9, 16}).gigabytesPerSecond(), 0.0);
    }

    void designed()
    {
        const auto rig = designRig("2x RTX 3090 + 1000W");
        QVERIFY(rig.has_value());
        QCOMPARE(rig->gpus.size(), std::size_t(2));
        QCOMPARE(rig->gpus[1].name, std::string("GeForce RTX 3090"));
        QCOMPARE(rig->psus.size(), std::size_t(1));
        QCOMPARE(rig->psus[0].ratedWatts, 1000.0);
        QVERIFY(!rig->psus[0].atx3);
        QVERIFY(rig->psus[0].source.find("assumed") != std::string::npos);
        QVERIFY(rig->cpu.source.starts_with("assumed"));
        QCOMPARE(rig->gpus[0].link.lanes, 8U); // 16 of 24 lanes are for cards
        QCOMPARE(rig->gpus[0].linkMax.lanes, 16U);
        QVERIFY(rig->ramBandwidthProvenance == Provenance::Estimated);
        QVERIFY(!rig->detected);
    }

    void sameRigs_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"2x RTX 3090", "RTX 3090*2", "RTX 3090, RTX 3090", "2 × rtx3090", "2X3090", "RTX 3090 x2",
              " RTX 3090 + RTX 3090 ", "2 RTX 3090", "2 3090", "1 RTX 3090 + RTX 3090"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void sameRigs()
    {
        QFETCH(QString, text);
        const auto rig = designRig(text.toStdString());
        QVERIFY2(rig.has_value(), rig ? "" : rig.error().detail.c_str());
        QCOMPARE(rig->gpus.size(), std::size_t(2));
        QCOMPARE(rig->gpus[0].name, std::string("GeForce RTX 3090"));
        QVERIFY(rig->psus[0].source.starts_with("assumed"));
        QCOMPARE(rig->psus[0].ratedWatts, 1600.0); // 700 + 230 + 80 = 1010 W at 70 %
    }

    /// A number and an x are no count where they are the name itself.
    void oneOfThem_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* text : {"7900 XTX", "7900XTX", "RX 7900 XTX", "1x 7900XTX", "1 x 7900 XTX", "7900 xtx x1"})
            QTest::newRow(text) << "Radeon RX 7900 XTX";
        QTest::newRow("6800 XT") << "Radeon RX 6800 XT";
        QTest::newRow("9070xt") << "Radeon RX 9070 XT";
        QTest::newRow("5090") << "GeForce RTX 5090";
        QTest::newRow("1x5090") << "GeForce RTX 5090";
        QTest::newRow("GH200 480GB") << "GH200 96GB";
        QTest::newRow("NVIDIA GH200 144G HBM3e") << "GH200 144GB";
        QTest::newRow("AMD Instinct MI300X OAM") << "Instinct MI300X";
        QTest::newRow("7950X") << ""; // a CPU alone
    }
    void oneOfThem()
    {
        QFETCH(QString, name);
        const auto rig = designRig(QTest::currentDataTag());
        QVERIFY2(rig.has_value(), rig ? "" : rig.error().detail.c_str());
        QCOMPARE(rig->gpus.size(), std::size_t(name.isEmpty() ? 0 : 1));
        QVERIFY(name.isEmpty() ? rig->cpu.name == "Ryzen 9 7950X" : rig->gpus[0].name == name.toStdString());
    }

    void everyPart()
    {
        const auto rig = designRig("4x RTX A6000 + 2x 1600 W Titanium ATX 3.1 + EPYC 7302P + 256 GB RAM + 120V 20A");
        QVERIFY2(rig.has_value(), rig ? "" : rig.error().detail.c_str());
        QCOMPARE(rig->gpus.size(), std::size_t(4));
        QCOMPARE(rig->gpus[3].link.lanes, 16U);
        QCOMPARE(rig->psus.size(), std::size_t(2));
        QVERIFY(rig->psus[0].atx3 && rig->psus[0].efficiency == "80 PLUS Titanium");
        QCOMPARE(rig->cpu.name, std::string("EPYC 7302P"));
        QCOMPARE(rig->ramBytes, 256ULL << 30);
        QCOMPARE(rig->ramBandwidthGBs, 204.8);
        QCOMPARE(rig->circuit.volts * rig->circuit.amps, 2400.0);
        QVERIFY(designRig("Ryzen AI Max+ 395 128GB").value().gpus.size() == 1);
        QVERIFY(designRig("Ryzen 9 7950X, 64 GB").value().gpus.empty());
    }

    void lanes_data()
    {
        QTest::addColumn<QString>("links"); // lanes of each card, generation of the last
        QTest::newRow("RTX 3090 + Ryzen 9 7950X") << "16, 4.0";
        QTest::newRow("2x RTX 3090 + Ryzen 9 7950X") << "8 8, 4.0";
        QTest::newRow("3x RTX 3090 + Ryzen 9 7950X") << "8 8 4, 4.0";
        QTest::newRow("4x RTX 3090 + Ryzen 9 7950X") << "8 8 2 2, 4.0";
        QTest::newRow("8x RTX 3090 + Ryzen 9 7950X") << "8 8 1 1 1 1 1 1, 4.0";
        QTest::newRow("2x RTX 5090 + Core i5-13600K") << "8 8, 5.0";
        QTest::newRow("3x RTX 5090 + Core i5-13600K") << "8 8 4, 4.0"; // the chipset's own lanes
        QTest::newRow("2x RTX 4060 + Ryzen 5 7600") << "8 8, 4.0";
        QTest::newRow("4x RTX 3090 + Threadripper PRO 5955WX") << "16 16 16 16, 4.0";
        QTest::newRow("3x RTX 3090 + Xeon E5-2680 v4") << "8 8 8, 3.0"; // 40 lanes
        QTest::newRow("2x DGX Spark") << "0 0, 0.0"; // no cards
    }
    void lanes()
    {
        QFETCH(QString, links);
        const auto rig = designRig(QTest::currentDataTag());
        QVERIFY2(rig.has_value(), rig ? "" : rig.error().detail.c_str());
        QStringList lanes;
        for (const auto& gpu : rig->gpus)
            lanes.append(QString::number(gpu.link.lanes));
        QCOMPARE(QStringLiteral("%1, %2.0").arg(lanes.join(' ')).arg(rig->gpus.back().link.generation), links);
    }

    /// A chip that holds CPU and memory is the machine: nothing of it is assumed a second time, whichever it is.
    void oneChipIsTheMachine()
    {
        for (const Gpu& gpu : gpuCatalogue()) {
            const auto rig = designRig(gpu.name);
            QVERIFY2(rig.has_value(), gpu.name.c_str());
            QVERIFY2(rig->psus.empty() == gpu.ownSupply, gpu.name.c_str());
            QVERIFY2((rig->cpu.limitWatts() == 0) == gpu.holdsHost, gpu.name.c_str());
            QVERIFY2(!gpu.holdsHost || rig->ramBytes == gpu.totalBytes, gpu.name.c_str());
            QVERIFY2(!gpu.holdsHost || rig->ramBandwidthGBs == gpu.bandwidthGBs, gpu.name.c_str());
            QVERIFY2(!gpu.ownSupply || rig->cpu.limitWatts() <= 75, gpu.name.c_str()); // no desktop's
        }
        const auto two = designRig("2x DGX Spark").value();
        QCOMPARE(two.ramBytes, 2 * (128ULL << 30));
        const auto mixed = designRig("Ryzen AI Max+ 395 128GB + RTX 3090").value();
        QVERIFY(mixed.psus.size() == 1 && mixed.cpu.limitWatts() == 0 && mixed.ramBytes == 128ULL << 30);
        QCOMPARE(designRig("M4 Max 40c 128GB + 300 W").value().psus.size(), std::size_t(1)); // as it was said
        QVERIFY(designRig("M4 Max 40c 128GB + 128 GB RAM").has_value());
    }

    /// Files from before the catalogue said so tell it by the interconnect.
    void olderFilesHoldTheHost()
    {
        const std::pair<const char*, bool> cases[]{{R"("interconnect":"on-die")", true},
                                                   {"\"interconnect\":\"C2C (on-package)\"", true},
                                                   {R"("interconnect":"on-die","holds_host":false)", false},
                                                   {R"("interconnect":"NVLink 450 GB/s per direction")", false}};
        for (const auto& [text, holds] : cases) {
            const auto rig = rigFromJson(Json::parse(std::string(R"({"gpus":[{)") + text + "}]}"));
            QVERIFY2(rig && rig->gpus[0].holdsHost == holds, text);
        }
    }

    /// A machine that was looked at keeps the links that were found; a card that is added gets what they leave.
    void lanesBesideDetected()
    {
        auto rig = designRig("RTX 3090 + Ryzen 9 7950X").value();
        rig.detected = true;
        rig.gpus[0].link = {3, 8};
        rig.gpus.push_back(*findGpu("RTX 4090"));
        shareLanes(rig, 1);
        QCOMPARE(rig.gpus[0].link.lanes, 8U);
        QCOMPARE(rig.gpus[0].link.generation, 3U);
        QCOMPARE(rig.gpus[1].link.lanes, 8U);
        rig.gpus.push_back(*findGpu("RTX 4090"));
        shareLanes(rig, 2);
        QCOMPARE(rig.gpus[2].link.lanes, 4U);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("detail");
        const auto invalid = int(ErrorCode::InvalidArgument);
        const auto missing = int(ErrorCode::NotFound);
        QTest::newRow("empty") << "  " << invalid << "empty";
        QTest::newRow("ambiguous") << "2x H100" << missing << "H100 SXM 80GB";
        QTest::newRow("two memories") << "RTX 4060 Ti" << missing << "GeForce RTX 4060 Ti 8GB: say which";
        QTest::newRow("another memory") << "RTX 4090 48GB" << missing << "GeForce RTX 4090 (24 GB)";
        QTest::newRow("misspelt") << "RTX 3095" << missing << "GeForce RTX 3090";
        QTest::newRow("no count") << "8900 XTX" << missing << "no such part in the catalogue; near: Radeon RX 7900 XTX";
        QTest::newRow("no count, glued") << "5999X3D" << missing << "no such part";
        QTest::newRow("nothing counted") << "2x" << missing << "no such part";
        QTest::newRow("a CPU") << "Core i9-13999K" << missing << "near: Core i9";
        QTest::newRow("a CPU of another series") << "Ryzen 7 5800X" << missing << "near: Ryzen 5 7600, Ryzen 9 7950X";
        QTest::newRow("a server's CPU") << "2x EPYC 9355X" << missing << "near: EPYC 9354";
        QTest::newRow("gap") << "RTX 3090 + + 1000W" << invalid << "nothing between";
        QTest::newRow("zero") << "0x RTX 3090" << invalid << "count";
        QTest::newRow("many") << "65x RTX 3090" << invalid << "count";
        QTest::newRow("many in parts") << "40x RTX 3090, 40x RTX 3090" << invalid << "more than 64";
        QTest::newRow("fraction") << "1.5x RTX 3090" << invalid << "count";
        QTest::newRow("in words") << "dual RTX 3090" << missing << "several of one are written 2x GeForce RTX 3090";
        QTest::newRow("count behind") << "RTX 3090 2x" << missing << "several of one are written 2x GeForce RTX 3090";
        QTest::newRow("brackets") << "RTX 3090 (2)" << missing << "several of one are written 2x GeForce RTX 3090";
        QTest::newRow("zero before") << "0 RTX 3090" << invalid << "count";
        QTest::newRow("CPU beside a chip")
            << "M4 Max 40c 128GB + Ryzen 9 7950X" << invalid << "Apple M4 Max 40c 128GB holds its own CPU";
        QTest::newRow("RAM beside a chip")
            << "DGX Spark + 64 GB RAM" << invalid << "the memory of DGX Spark GB10 is the host's";
        QTest::newRow("no file") << "/nowhere/rig.json" << missing << "";
        QTest::newRow("huge watts") << "RTX 3090 + 99999999999W" << missing << "no such part";
        QTest::newRow("long") << QString(5000, 'x') << invalid << "4096";
    }
    void refused()
    {
        QFETCH(QString, text);
        QFETCH(int, code);
        QFETCH(QString, detail);
        const auto rig = designRig(text.toStdString());
        QVERIFY(!rig.has_value());
        QCOMPARE(int(rig.error().code), code);
        QVERIFY2(rig.error().detail.find(detail.toStdString()) != std::string::npos, rig.error().detail.c_str());
    }

    void jsonBothWays()
    {
        auto rig = designRig("2x RTX 4090 + H100 NVL 94GB + 1600W + 128 GB").value();
        rig.cpu.isa = {"AVX2", "AVX-512"};
        rig.cpu.caches = {{"L3", 32U << 20, 2}};
        rig.detectedAt = "2026-11-20T12:00:00Z";
        rig.gpus[0].powerLimitWatts = 300;
        const Json json = toJson(rig);
        const auto back = rigFromJson(json);
        QVERIFY2(back.has_value(), back ? "" : back.error().where.c_str());
        QCOMPARE(toJson(*back).dump(), json.dump());

        QTemporaryDir directory;
        const auto path = directory.filePath("rig.json").toStdString();
        const auto text = json.dump();
        QVERIFY(writeFile(path, std::as_bytes(std::span(text))).has_value());
        QCOMPARE(toJson(designRig(path).value()).dump(), text);
    }

    void jsonRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("key");
        QTest::newRow("not an object") << QByteArray("[]") << "rig, key ";
        QTest::newRow("text for number") << QByteArray(R"({"ram_bytes":"64"})") << "rig, key ram_bytes";
        QTest::newRow("negative") << QByteArray(R"({"gpus":[{},{"tdp_watts":-1}]})") << "rig, key gpus[1].tdp_watts";
        QTest::newRow("absurd") << QByteArray(R"({"gpus":[{"total_bytes":1e300}]})") << "rig, key gpus[0].total_bytes";
        QTest::newRow("fraction") << QByteArray(R"({"cpu":{"cores":1.5}})") << "rig, key cpu.cores";
        QTest::newRow("number for text") << QByteArray(R"({"cpu":{"name":7}})") << "rig, key cpu.name";
        QTest::newRow("list item") << QByteArray(R"({"cpu":{"isa":["AVX2",3]}})") << "rig, key cpu.isa[1]";
        QTest::newRow("no list") << QByteArray(R"({"gpus":{}})") << "rig, key gpus";
        QTest::newRow("fraction above one")
            << QByteArray(R"({"circuit":{"continuous_fraction":1.1}})") << "rig, key circuit.continuous_fraction";
        QTest::newRow("provenance") << QByteArray(R"({"gpus":[{"provenance":"guess"}]})")
                                    << "rig, key gpus[0].provenance";
        QTest::newRow("link") << QByteArray(R"({"gpus":[{"link":3}]})") << "rig, key gpus[0].link";
    }
    void jsonRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, key);
        const auto rig = rigFromJson(Json::parse(json.toStdString()));
        QVERIFY(!rig.has_value());
        QVERIFY(rig.error().code == ErrorCode::Corrupt);
        QCOMPARE(QString::fromStdString(rig.error().where), key);
    }

    /// What a person writes is all heard, and is a machine that there can be.
    void writtenRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const QByteArray& json, const char* where, const char* detail) {
            QTest::newRow(name) << json << where << detail;
        };
        const auto card = [](const QByteArray& rest) {
            return QByteArray(R"({"ram_bytes": 68719476736, "gpus": [{"total_bytes": 25769803776, "tdp_watts": 350, )")
                + rest + "}]}";
        };
        row("misspelt", R"({"ram_bites": 1, "gpus": []})", "rig, key \"ram_bites\"", "nearest is \"ram_bytes\"");
        row("misspelt in a card", card(R"("bandwith_gb_per_s": 936)"), "rig, gpus[0], key \"bandwith_gb_per_s\"",
            "nearest is \"bandwidth_gb_per_s\"");
        row("misspelt in a link", card(R"("link": {"lane": 4})"), "rig, gpus[0].link, key \"lane\"",
            "nearest is \"lanes\"");
        row("twice", R"({"ram_bytes": 1073741824, "ram_bytes": 68719476736})", "rig, key \"ram_bytes\"", "twice");
        row("usable", card(R"("usable_bytes": 32212254720)"), "rig, key gpus[0].usable_bytes", "more than total_bytes");
        row("used", card(R"("used_bytes": 32212254720)"), "rig, key gpus[0].used_bytes", "more than total_bytes");
        row("gigabytes", R"({"gpus": [{"total_bytes": 24}]})", "rig, key gpus[0].total_bytes", "24 is not from");
        row("no memory", R"({"gpus": [{"name": "x"}]})", "rig, key gpus[0].total_bytes", "missing");
        row("generation", card(R"("link": {"generation": 9, "lanes": 16})"), "rig, key gpus[0].link.generation",
            "1 to 6");
        row("lanes", card(R"("link_max": {"generation": 4, "lanes": 17})"), "rig, key gpus[0].link_max.lanes",
            "17 is none");
        row("limit", card(R"("power_limit_watts": 9000)"), "rig, key gpus[0].power_limit_watts",
            "twice tdp_watts, 700 W");
        row("power", card(R"("power_limit_watts": 1e6)"), "rig, key gpus[0].power_limit_watts", "20000 W");
        row("negative", card(R"("bandwidth_gb_per_s": -1)"), "rig, key gpus[0].bandwidth_gb_per_s", "no number from 0");
        row("no number", card(R"("bandwidth_gb_per_s": NaN)"), "rig", "not valid JSON");
        row("sockets", R"({"ram_bytes": 68719476736, "cpu": {"sockets": 900}})", "rig, key cpu.sockets", "1 to 64");
        row("free", R"({"ram_bytes": 68719476736, "ram_free_bytes": 68719476737})", "rig, key ram_free_bytes",
            "more than ram_bytes");
        row("supply", R"({"ram_bytes": 68719476736, "psus": [{"rated_watts": 9e6}]})", "rig, key psus[0].rated_watts",
            "20000 W");
        row("another thing", R"({"rules": []})", "rig", "is no rig: neither \"gpus\" nor \"ram_bytes\"");
    }
    void writtenRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        QFETCH(QString, detail);
        const QTemporaryDir folder;
        const auto path = folder.filePath("my rig").toStdString(); // a file, whatever its name
        QVERIFY(writeFile(path, std::as_bytes(std::span(json.constData(), std::size_t(json.size())))));
        for (const std::string& text : {json.toStdString(), path}) {
            const auto rig = designRig(text);
            QVERIFY(!rig);
            const auto said = QString::fromStdString(rig.error().where);
            QVERIFY2(text == path ? said.startsWith(QString::fromStdString(path)) : said == where, qPrintable(said));
            QVERIFY2(rig.error().detail.find(detail.toStdString()) != std::string::npos, rig.error().detail.c_str());
        }
    }

    void filesThatAreNoRig_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("words") << QByteArray("2x RTX 3090");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("gzip") << "\x1f\x8b\x08" + QByteArray(99, '{');
        QTest::newRow("list") << QByteArray("[]");
    }
    void filesThatAreNoRig()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir folder;
        const auto path = folder.filePath("rig.txt").toStdString();
        QVERIFY(writeFile(path, std::as_bytes(std::span(content.constData(), std::size_t(content.size())))));
        const auto rig = designRig(path);
        QVERIFY(!rig && rig.error().where == path);
        QVERIFY2(rig.error().detail.find("is no rig: ") != std::string::npos, rig.error().detail.c_str());
    }

    /// Of all that is sold none is refused, nor what is looked at beside it.
    void theCatalogueCanBeWritten()
    {
        for (const Gpu& gpu : gpuCatalogue()) {
            Json json = toJson(designRig(gpu.name).value());
            json["notes"] = Json::array();
            const auto rig = writtenRig(json);
            QVERIFY2(rig, rig ? "" : (gpu.name + ": " + rig.error().where + " " + rig.error().detail).c_str());
        }
        for (const Cpu& cpu : cpuCatalogue())
            QVERIFY2(writtenRig(toJson(designRig(cpu.name).value())), cpu.name.c_str());
    }

    void unknownKeysAreIgnored()
    {
        const auto rig = rigFromJson(Json::parse(R"({"name":"r","future":{"x":1},"gpus":[{"name":"g","new":[]}]})"));
        QVERIFY(rig.has_value());
        QCOMPARE(rig->gpus[0].name, std::string("g"));
    }
};

HEADROOM_TEST(TestRig)
#include "tst_rig.moc"
