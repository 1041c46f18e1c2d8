// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Learning rates from measurements: names are understood or left out with a reason; what made the measurements is found
// again, also where some of them went wrong; intervals hold what the fit had not seen.
#include "core/base/file.h"
#include "core/plan/fit/evidence.h"
#include "core/plan/fit/fit.h"
#include "core/plan/fit/match.h"
#include "core/plan/fit/posterior.h"
#include "tests/support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <fmt/format.h>
#include <random>

using namespace headroom;
using namespace headroom::plan;

namespace {

constexpr const char* kHeader = "id,hardware,count,engine,build_or_date,model,parameters_b,quant,kv,flash_attn,phase,"
                                "prompt_tokens,depth,concurrency,value,unit,notes\n";

Measurements readRows(const std::string& rows)
{
    return readMeasurements(kHeader + rows, "test").value();
}

/// Rates that nothing in the program knows.
Rates hiddenRates(const Setting& setting)
{
    Rates rates = LearnedRates().rates(setting);
    rates[std::size_t(Rate::Read)] += setting.of(kSilicon) == "NVIDIA 8.6" ? 0.15 : -0.2;
    rates[std::size_t(Rate::Layer)] += setting.of(kSilicon) == "NVIDIA 8.6" ? -0.4 : 0.3;
    rates[std::size_t(Rate::Compute)] += setting.of(kSilicon) == "NVIDIA 8.9" ? 0.2 : -0.1;
    return rates;
}

/// Measured at those rates, a few per cent off; every 25th goes wrong.
std::string madeUpRows()
{
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 0.03);
    std::string rows;
    int id = 0;
    for (const char* card :
         {"RTX 3060 12GB", "RTX 3090", "RTX A4000", "RTX 4090", "RTX 4070 Ti", "L4", "RTX A6000", "L40S"})
        for (const char* model : {"llama-3.2-1b", "llama-3.2-3b", "qwen3-4b", "llama-3.1-8b", "qwen3-8b"})
            for (const char* type : {"Q4_K_M", "Q8_0"})
                for (const char* phase : {"decode", "prefill"}) {
                    const auto row = [&](double value) {
                        return fmt::format("m{},{},1,llama.cpp,2026-05,{},,{},f16,1,{},{},256,1,{},tok/s,\n", id, card,
                                           model, type, phase, std::string(phase) == "prefill" ? "512" : "", value);
                    };
                    const auto made = readRows(row(1)).rows;
                    if (made.empty())
                        continue;
                    const auto evidence = Evidence::of(made.front(), 0);
                    if (!evidence)
                        continue;
                    double ln = (*evidence)->lnExpected(hiddenRates((*evidence)->setting())) + noise(random);
                    if (++id % 25 == 0)
                        ln -= 1.5; // spilled
                    rows += row(std::exp(ln));
                }
    return rows;
}

} // namespace

class TestSpeedFit : public QObject {
    Q_OBJECT
private slots:
    void cards_data()
    {
        QTest::addColumn<QString>("hardware");
        QTest::addColumn<QString>("card");
        QTest::newRow("vendor") << "NVIDIA RTX 3090 24GB"
                                << "GeForce RTX 3090";
        QTest::newRow("host") << "Intel 265K Custom PC (Nvidia RTX 4090)"
                              << "GeForce RTX 4090";
        QTest::newRow("machine") << "NVIDIA DGX Spark (GB10, 128GB)"
                                 << "DGX Spark GB10";
        QTest::newRow("amd") << "AMD Radeon AI PRO R9700 32GB"
                             << "Radeon AI PRO R9700";
        QTest::newRow("several memories") << "NVIDIA RTX 3060"
                                          << "GeForce RTX 3060 12GB";
        QTest::newRow("none") << "Abacus 3"
                              << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void cards()
    {
        QFETCH(QString, hardware);
        const auto* gpu = cardOf(hardware.toStdString());
        QTEST(gpu ? QString::fromStdString(gpu->name) : QString(), "card");
    }

    void models_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("billions");
        QTest::addColumn<QString>("model");
        QTest::newRow("plain") << "Llama 3 8B" << 8.03 << "llama-3-8b";
        QTest::newRow("file") << "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf" << 8.03 << "llama-3.1-8b";
        QTest::newRow("owner") << "Qwen/Qwen3-30B-A3B" << 30.5 << "qwen3-30b-a3b";
        QTest::newRow("longest") << "Qwen3-Coder-30B-A3B-Instruct" << 30.5 << "qwen3-coder-30b-a3b";
        QTest::newRow("other size") << "Llama 3 8B" << 70.6 << "";
        QTest::newRow("longer name") << "llama-3-8bit-thing" << 0.0 << "";
        QTest::newRow("unknown") << "Alexandria 9B" << 9.0 << "";
    }
    void models()
    {
        QFETCH(QString, name);
        QFETCH(double, billions);
        const auto* model = modelOf(name.toStdString(), 1e9 * billions);
        QTEST(model ? QString::fromStdString(model->id) : QString(), "model");
    }

    void presets_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("preset");
        for (const auto& [type, preset] :
             {std::pair("Q4_K_M", "Q4_K_M"), std::pair("UD-Q4_K_XL", "Q4_K_M"), std::pair("bf16", "BF16"),
              std::pair("gguf-q6_k", "Q6_K"), std::pair("awq-int4", "")})
            QTest::newRow(type) << type << preset;
    }
    void presets()
    {
        QFETCH(QString, type);
        QTEST(QString::fromStdString(presetOf(type.toStdString())), "preset");
    }

    void rows_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("reason");
        const auto good
            = QByteArray("a,RTX 3090,2,llama.cpp CUDA,b6077,Llama 3 8B,8.03,Q4_K_M,f16,0,decode,,,1,88.5,tok/s,");
        const auto other = [good](const char* from, const char* to) { return QByteArray(good).replace(from, to); };
        QTest::newRow("good") << good << "";
        QTest::newRow("phase") << other("decode", "power") << "neither decode nor prefill";
        QTest::newRow("unit") << other("tok/s", "ms") << "no rate in tokens per second";
        QTest::newRow("zero") << other("88.5", "0") << "no rate in tokens per second";
        QTest::newRow("nan") << other("88.5", "nan") << "no rate in tokens per second";
        QTest::newRow("drafts") << other("tok/s,", "tok/s,with MTP") << "drafts, offload or a fork's cache";
        QTest::newRow("engine") << other("llama.cpp CUDA", "TGI") << "an engine that is not planned for";
        QTest::newRow("fork") << other("llama.cpp CUDA", "ik_llama.cpp") << "an engine that is not planned for";
        QTest::newRow("board") << other("RTX 3090", "RTX 3090 on Raspberry Pi") << "not a card alone";
        QTest::newRow("card") << other("RTX 3090", "RTX 9999") << "hardware that is not in the catalogue";
        QTest::newRow("model") << other("Llama 3 8B", "Nobody 8B") << "a model that is not in the catalogue";
        QTest::newRow("type") << other("Q4_K_M", "EXL3") << "a type that no preset writes";
        const char* absurd = "numbers that no measurement has";
        QTest::newRow("cards") << other("RTX 3090,2,", "RTX 3090,1000000000,") << absurd;
        QTest::newRow("depth") << other("decode,,,", "decode,,1e300,") << absurd;
        QTest::newRow("negative") << other("decode,,,", "decode,,-5,") << absurd;
        QTest::newRow("requests") << other("decode,,,1,", "decode,,,1e12,") << absurd;
        QTest::newRow("prompt") << other("decode", "prefill") << "a prompt of which the length is not told";
    }
    void rows()
    {
        QFETCH(QByteArray, row);
        QFETCH(QString, reason);
        const auto read = readRows(row.toStdString() + "\n");
        if (!reason.isEmpty()) {
            QVERIFY(read.rows.empty());
            QCOMPARE(QString::fromStdString(read.leftOut.begin()->first), reason);
            return;
        }
        const Measurement& measurement = read.rows.at(0);
        QCOMPARE(measurement.request.rig.gpus.size(), 2U);
        QCOMPARE(measurement.year, "2025");
        QCOMPARE(measurement.perSecond, 88.5);
        QVERIFY(!measurement.request.flashAttention);
    }

    void noTable()
    {
        QVERIFY(!readMeasurements("", "test"));
        QVERIFY(!readMeasurements("a,b\n1,2\n", "test"));
        JobControl control;
        QVERIFY(!fitRates(readRows(""), control));
    }

    /// Cards beside those measured, and a model that was not: within a few per cent of what the rates give.
    void findsTheRates()
    {
        const auto measured = readRows(madeUpRows());
        QVERIFY(measured.rows.size() > 150);
        JobControl control;
        const auto fitted = fitRates(measured, control).value();
        std::size_t inside = 0;
        for (const auto& row : fitted.rows)
            inside += row.measured >= row.low && row.measured <= row.high ? 1 : 0;
        QVERIFY2(inside >= fitted.rows.size() * 88 / 100, QByteArray::number(qulonglong(inside)));
        const auto learned = LearnedRates::parse(fitted.csv, "fitted").value();
        QCOMPARE(learned.measurements(), fitted.rows.size());
        for (const char* card : {"RTX 3080 12GB", "RTX 4080"})
            for (const char* type : {"Q4_K_M", "Q8_0"}) {
                const auto rows = readRows(
                    fmt::format("a,{},1,llama.cpp,2026-05,qwen2.5-7b,,{},f16,1,decode,,512,1,1,tok/s,\n", card, type));
                const auto evidence = Evidence::of(rows.rows.at(0), 0).value();
                const double found = evidence->lnExpected(learned.rates(evidence->setting()));
                QVERIFY2(std::fabs(found - evidence->lnExpected(hiddenRates(evidence->setting()))) < 0.05, card);
                QCOMPARE(learned.nearness(evidence->setting()), Nearness::Silicon);
            }
    }

    /// Each row that was published, predicted without it: as near as promised, weighing cards alike.
    void publishedMeasurements()
    {
        const auto path = test::sharedData("speeds.csv");
        HEADROOM_NEEDS(path);
        const auto measured = readMeasurements(readTextFile(path).value(), "speeds.csv").value();
        QVERIFY(measured.rows.size() > 600);
        std::vector<std::unique_ptr<Evidence>> all;
        for (const Measurement& row : measured.rows)
            if (auto evidence = Evidence::of(row, all.size()))
                all.push_back(std::move(*evidence));
        // What the program is built with was fitted to them all.
        std::map<Phase, std::vector<double>> errors;
        for (const auto& each : all)
            errors[each->measurement().phase].push_back(std::fabs(
                std::exp(each->lnExpected(LearnedRates::builtIn().rates(each->setting())) - each->lnMeasured()) - 1));
        for (auto& [phase, sizes] : errors) {
            std::ranges::sort(sizes);
            const double median = sizes[sizes.size() / 2], most = phase == Phase::Decode ? 0.12 : 0.25;
            QVERIFY2(median <= most, qPrintable(QString("%1: %2").arg(phaseName(phase).data()).arg(median)));
        }
    }
};

HEADROOM_TEST(TestSpeedFit)
#include "tst_speedfit.moc"
