// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a plan expects of an engine: below its ceiling, by the formula, surer the nearer the measurements; what was
// published of well-known cards lies in its interval.
#include "core/base/json.h"
#include "core/machine/catalogue.h"
#include "core/machine/silicon.h"
#include "core/plan/caveat.h"
#include "core/plan/expected/expected.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>

using namespace headroom;
using namespace headroom::plan;
using test::request;

namespace {

Setting settingOn(const char* vendor, const char* silicon, const char* card, const char* format)
{
    Setting setting;
    setting.engine = "llama.cpp";
    setting.set(kVendor, vendor);
    setting.set(kSilicon, silicon);
    setting.set(kCard, card);
    setting.set(kFormat, format);
    return setting;
}

LearnedRates learned(const std::string& rows)
{
    return LearnedRates::parse("engine,rate,condition,ln,rows\n" + rows, "test").value();
}

} // namespace

class TestExpected : public QObject {
    Q_OBJECT
private slots:
    void silicons_data()
    {
        QTest::addColumn<QString>("card");
        QTest::addColumn<QString>("silicon");
        QTest::newRow("3090") << "RTX 3090"
                              << "NVIDIA 8.6";
        QTest::newRow("A100") << "A100 SXM 80GB"
                              << "NVIDIA 8.0";
        QTest::newRow("7900") << "Radeon RX 7900 XTX"
                              << "AMD gfx110";
        QTest::newRow("MI50") << "Instinct MI50 32GB"
                              << "AMD gfx906";
        QTest::newRow("M2 Ultra") << "Apple M2 Ultra 76c 192GB"
                                  << "Apple M2";
        QTest::newRow("Arc") << "Arc B580"
                             << "Intel Xe2";
    }
    void silicons()
    {
        QFETCH(QString, card);
        const auto* gpu = machine::findGpu(card.toStdString());
        QVERIFY(gpu);
        QTEST(QString::fromStdString(machine::siliconOf(*gpu)), "silicon");
    }
    void siliconIsNotGuessed()
    {
        machine::Gpu gpu;
        gpu.name = "some card";
        gpu.vendor = "NVIDIA";
        QVERIFY(machine::siliconOf(gpu).empty());
    }

    /// Every card of the catalogue, several sizes: no plan promises more than its ceiling, and intervals are intervals.
    void neverAboveTheCeiling()
    {
        for (const auto& gpu : machine::gpuCatalogue())
            for (const char* model : {"smollm2-135m", "llama-3.1-8b", "qwen3-30b-a3b", "llama-3.3-70b"})
                for (const char* preset : {"", "Q8_0", "Q4_K_M", "Q2_K"}) {
                    auto asked = request("RTX 3090", model, preset, 4096, 2);
                    asked.rig.gpus = {gpu};
                    const auto plan = makePlan(asked).value();
                    const QByteArray what = QByteArray(gpu.name.c_str()) + ' ' + model + ' ' + preset;
                    if (plan.devices.front().free.value < 0) { // nothing runs
                        QVERIFY2(plan.decode.term.id.empty() && plan.prefill.term.id.empty(), what);
                        continue;
                    }
                    QVERIFY2(plan.decode.term.value > 0 && plan.decode.term.value < plan.decodeCeiling.value, what);
                    QVERIFY2(plan.prefill.term.value > 0 && plan.prefill.term.value < plan.prefillCeiling.value, what);
                    for (const Expected* each : {&plan.decode, &plan.prefill})
                        QVERIFY2(each->low > 0 && each->low < each->term.value && each->high > each->term.value, what);
                }
    }

    /// 10 GB at 1000 GB/s and half of that, 2 GB of cache at a quarter, 32 layers of 10 µs; arithmetic takes nothing.
    void byTheFormula()
    {
        Device device;
        device.bandwidth.value = 1000;
        device.tflops.value = 1e6;
        Work work{&device, 1};
        work.weightBytes = 10e9;
        work.kvBytes = 2e9;
        work.layers = 32;
        const double half = std::log(0.5);
        const Rates rates{half, std::log(0.25), half, half, std::log(8), half, std::log(1e-5), std::log(1e-3), half};
        QVERIFY(std::abs(expectedSeconds(work, rates) - (0.02 + 0.008 + 32e-5)) < 1e-12);
        work.flops = 10e15; // at half of 1e18 also 20 ms: 2^¼ times as long together
        QVERIFY(std::abs(expectedSeconds(work, rates) - (0.02 * std::pow(2, 0.25) + 0.008 + 32e-5)) < 1e-9);
        const Rates beyond{1, 1, 1, 1, 1, 1, std::log(1e-5), 0, 1}; // nothing is faster than its peak
        work.flops = 10e15; // 100 tokens in matrices that 8 more would fill
        work.rowFlops = 1e14;
        QVERIFY(std::abs(expectedSeconds(work, rates)
                         - (std::pow(std::pow(0.02, 4) + std::pow(10.8e15 / 0.5e18, 4), 0.25) + 0.008 + 32e-5))
                < 1e-9);
        work.flops = work.rowFlops = 0;
        QVERIFY(std::abs(expectedSeconds(work, beyond) - (0.01 + 0.002 + 32e-5)) < 1e-12);
    }

    void nearerMeasurementsCount()
    {
        const auto rates = learned("llama.cpp,read,,-0.3,9\nllama.cpp,read,silicon=NVIDIA 8.6,-0.2,5\n"
                                   "llama.cpp,read,card=RTX A4000,0.1,2\n"
                                   "llama.cpp,measured,vendor=NVIDIA,0,9\nllama.cpp,measured,silicon=NVIDIA 8.6,0,5\n"
                                   "llama.cpp,measured,card=RTX A4000,0,2\n"
                                   "llama.cpp,measured,card=RTX A4000; format=4 bit,0,2\n");
        const auto read = [&](const Setting& at) { return rates.rates(at)[std::size_t(Rate::Read)]; };
        const auto typical = LearnedRates().rates(settingOn("", "", "", "4 bit"));
        const auto same = settingOn("NVIDIA", "NVIDIA 8.6", "RTX A4000", "4 bit");
        QCOMPARE(read(same), -0.4);
        QCOMPARE(rates.nearness(same), Nearness::CardAndFormat);
        QCOMPARE(rates.nearness(settingOn("NVIDIA", "NVIDIA 8.6", "RTX A4000", "8 bit")), Nearness::Card);
        const auto kin = settingOn("NVIDIA", "NVIDIA 8.6", "RTX A5000", "4 bit");
        QCOMPARE(read(kin), -0.5);
        QCOMPARE(rates.nearness(kin), Nearness::Silicon);
        QCOMPARE(rates.nearness(settingOn("NVIDIA", "NVIDIA 13.0", "RTX 7090", "4 bit")), Nearness::Vendor);
        const auto stranger = settingOn("Moore", "", "S4000", "4 bit");
        QCOMPARE(rates.nearness(stranger), Nearness::None);
        QCOMPARE(read(stranger), -0.3);
        QVERIFY(std::exp(typical[std::size_t(Rate::Read)]) > 0.5 && std::exp(typical[std::size_t(Rate::Read)]) < 1);
        QVERIFY(!LearnedRates().knows("llama.cpp") && rates.knows("llama.cpp") && !rates.knows("vLLM"));
    }

    /// Farther away the interval is the one of farther away, and says that it is not of so many rows.
    void intervalsOfTheFarther()
    {
        const auto rates = learned("llama.cpp,spread,\"decode, same card\",0.2,40\n"
                                   "llama.cpp,spread,\"decode, same vendor\",0.5,30\n");
        const auto spread = [&](Nearness nearness) { return rates.spread("llama.cpp", Phase::Decode, nearness); };
        QCOMPARE(spread(Nearness::CardAndFormat).ln, 0.2);
        QCOMPARE(spread(Nearness::CardAndFormat).rows, 0U);
        QCOMPARE(spread(Nearness::Card).rows, 40U);
        QCOMPARE(spread(Nearness::Silicon).ln, 0.5);
        QVERIFY(spread(Nearness::None).ln > 1);
    }

    void badTables_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no number") << QByteArray("engine,rate,condition,ln,rows\nllama.cpp,read,,fast,2\n");
        QTest::newRow("nan") << QByteArray("engine,rate,condition,ln,rows\nllama.cpp,read,,nan,2\n");
        QTest::newRow("no count") << QByteArray("engine,rate,condition,ln,rows\nllama.cpp,read,,0.1,-2\n");
    }
    void badTables()
    {
        QFETCH(QByteArray, csv);
        QVERIFY(!LearnedRates::parse(csv.toStdString(), "test"));
    }

    void formats()
    {
        QCOMPARE(formatOf(16), "16 bit");
        QCOMPARE(formatOf(8.5), "8 bit");
        QCOMPARE(formatOf(5.7), "5-6 bit");
        QCOMPARE(formatOf(4.85), "4 bit");
        QCOMPARE(formatOf(2.6), "2-3 bit");
    }

    /// What the program is built with is whole: every influence has its number, every phase its intervals.
    void builtInIsWhole()
    {
        const auto& rates = LearnedRates::builtIn();
        QVERIFY(rates.knows("llama.cpp"));
        QVERIFY(rates.measurements() > 500);
        for (const Phase phase : {Phase::Decode, Phase::Prefill})
            for (const Nearness nearness : {Nearness::CardAndFormat, Nearness::Silicon, Nearness::Vendor})
                QVERIFY(rates.spread("llama.cpp", phase, nearness).rows >= 20);
    }

    /// Published rates of llama.cpp, one request and a short context.
    void publishedRates_data()
    {
        QTest::addColumn<QString>("rig");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("preset");
        QTest::addColumn<double>("decode");
        QTest::newRow("4090 Q4") << "RTX 4090"
                                 << "llama-3-8b"
                                 << "Q4_K_M" << 127.7;
        QTest::newRow("4090 F16") << "RTX 4090"
                                  << "llama-3-8b"
                                  << "F16" << 54.3;
        QTest::newRow("3090 Q4") << "RTX 3090"
                                 << "llama-3-8b"
                                 << "Q4_K_M" << 111.7;
        QTest::newRow("3090 F16") << "RTX 3090"
                                  << "llama-3-8b"
                                  << "F16" << 46.5;
        QTest::newRow("2x 3090 70B") << "2x RTX 3090"
                                     << "llama-3-70b"
                                     << "Q4_K_M" << 16.3;
        QTest::newRow("A100 F16") << "A100 PCIe 80GB"
                                  << "llama-3-8b"
                                  << "F16" << 54.6;
        QTest::newRow("M2 Ultra Q4") << "Apple M2 Ultra 76c 192GB"
                                     << "llama-3-8b"
                                     << "Q4_K_M" << 76.3;
        QTest::newRow("M2 Ultra 70B F16") << "Apple M2 Ultra 76c 192GB"
                                          << "llama-3-70b"
                                          << "F16" << 4.71;
    }
    void publishedRates()
    {
        QFETCH(QString, rig);
        QFETCH(QString, model);
        QFETCH(QString, preset);
        QFETCH(double, decode);
        const auto plan
            = makePlan(request(rig.toUtf8().data(), model.toUtf8().data(), preset.toUtf8().data(), 512)).value();
        QVERIFY2(plan.decode.low <= decode && decode <= plan.decode.high,
                 qPrintable(QString("%1 (%2 to %3), published %4")
                                .arg(plan.decode.term.value)
                                .arg(plan.decode.low)
                                .arg(plan.decode.high)
                                .arg(decode)));
    }

    void inThePlansJson()
    {
        const auto asked = request("RTX 3090", "llama-3.1-8b", "Q4_K_M", 4096);
        const auto plan = makePlan(asked).value();
        const Json json = toJson(asked, plan);
        for (const char* key : {"decode_tokens_per_s", "prefill_tokens_per_s"}) {
            const auto low = json.at(std::string(key) + "_low").get<double>();
            const auto value = json.at(key).get<double>();
            const auto high = json.at(std::string(key) + "_high").get<double>();
            QVERIFY(low < value && value < high && value < json.at(std::string(key) + "_ceiling").get<double>());
        }
        for (const auto& input : plan.decode.term.inputs)
            QVERIFY(!input.source.empty());
        QVERIFY(plan.decode.term.source.find("nine of ten") != std::string::npos);
    }
};

HEADROOM_TEST(TestExpected)
#include "tst_expected.moc"
