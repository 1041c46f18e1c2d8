// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Figures that must not be read alone say so: what does not run has no speed, what the model was not trained for is no
// context, what no engine reaches is no ceiling. What can be had carries nothing.
#include "core/base/json.h"
#include "core/plan/bounds.h"
#include "core/plan/caveat.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::plan;
using test::request;

namespace {

const QStringList kSpeeds{"decode_tokens_per_s_ceiling", "decode_tokens_per_s_per_request",
                          "prefill_tokens_per_s_ceiling", "time_to_first_token_s"};
const QStringList kExpected{"decode_tokens_per_s", "prefill_tokens_per_s"};

/// The terms that carry this caveat first.
QStringList termsWith(const PlanRequest& request, const char* code)
{
    const auto plan = makePlan(request).value();
    const auto caveats = caveatsOf(request, plan);
    QStringList terms;
    for (const Term* term : plan.terms())
        if (const Caveat* caveat = findCaveat(caveats, term->id); caveat && caveat->code == code)
            terms.append(QString::fromStdString(term->id));
    return terms;
}

/// All codes of one term, in their order.
QString codesOf(const PlanRequest& request, std::string_view term)
{
    QStringList codes;
    for (const Caveat& caveat : caveatsOf(request, makePlan(request).value()))
        if (caveat.term == term)
            codes.append(QString::fromStdString(caveat.code));
    return codes.join(' ');
}

} // namespace

class TestCaveats : public QObject {
    Q_OBJECT
private slots:
    void whatRunsHasNone()
    {
        const auto asked = request("RTX 3090 + 1000W + Ryzen 9 7950X", "llama-3.1-8b", "");
        QVERIFY(caveatsOf(asked, makePlan(asked).value()).empty());
    }

    /// What is left out of a time is said: a link of no generation or no lanes, cores of a processor.
    void unknownLinksAndCores()
    {
        auto asked = request("2x RTX 3090 + 1600W + Ryzen 9 7950X", "llama-3.1-8b", "");
        QVERIFY(termsWith(asked, "link_unknown").isEmpty());
        const auto link = asked.rig.gpus[1].link;
        for (const machine::PcieLink& unknown :
             {machine::PcieLink{0, link.lanes}, machine::PcieLink{link.generation, 0}, machine::PcieLink{9, 16}}) {
            asked.rig.gpus[1].link = unknown;
            QCOMPARE(termsWith(asked, "link_unknown"), kExpected + kSpeeds);
        }
        asked.rig.gpus.erase(asked.rig.gpus.begin()); // one card passes nothing on
        QVERIFY(termsWith(asked, "link_unknown").isEmpty());
        asked.offload.gpuLayers = 8;
        QCOMPARE(termsWith(asked, "link_unknown"), kExpected + kSpeeds);

        auto host = request("Ryzen 9 7950X + 64 GB", "llama-3.1-8b", "");
        QVERIFY(termsWith(host, "cores_unknown").isEmpty());
        host.rig.cpu.cores = 0;
        QCOMPARE(termsWith(host, "cores_unknown"), kExpected + kSpeeds);
    }

    void noSpeedOfWhatDoesNotFit()
    {
        for (const char* rig : {"RTX 3060 12GB", "2x RTX 3090", "Ryzen 9 7950X + 32 GB"})
            QCOMPARE(termsWith(request(rig, "llama-3.1-70b", "Q8_0"), "does_not_fit"), kSpeeds);
    }

    /// The power supply is another matter: overloaded or not, the model runs.
    void anOverloadedSupplyLeavesTheSpeed()
    {
        const auto asked = request("RTX 3090 + 300W", "llama-3.1-8b", "");
        QVERIFY(makePlan(asked)->verdict == plan::Verdict::DoesNotFit);
        QVERIFY(termsWith(asked, "does_not_fit").isEmpty());
    }

    void contextBeyondTraining()
    {
        auto asked = request("8x B300 SXM", "llama-2-7b", "", 2048); // trained on 4096
        const auto caveats = caveatsOf(asked, makePlan(asked).value());
        QCOMPARE(QByteArray(findCaveat(caveats, "max_context")->text.c_str()),
                 QByteArray("memory alone; trained for 4,096 tokens"));
        QCOMPARE(termsWith(asked, "beyond_training"), QStringList{"max_context"});
        asked.workload.context = 8192; // the answer is longer than the model can follow, the prompt is not
        const QStringList contexts{"max_context", "max_concurrency"};
        QCOMPARE(termsWith(asked, "beyond_training"), contexts + kExpected.mid(0, 1) + kSpeeds.mid(0, 2));
        asked.workload.promptTokens = 6000;
        QCOMPARE(termsWith(asked, "beyond_training"), contexts + kExpected + kSpeeds);
        asked.model.shape.contextLength = 0; // not known
        QVERIFY(termsWith(asked, "beyond_training").isEmpty());
    }

    /// 16 layers take 0.72 ms to start; an H100 reads 1.2 GB in less.
    void stepsShorterThanTheirStart()
    {
        QCOMPARE(termsWith(request("H100 SXM 80GB", "llama-3.2-1b", "Q8_0"), "launch_bound").mid(0, 2),
                 kSpeeds.mid(0, 2));
        QVERIFY(termsWith(request("RTX 3060 12GB", "llama-3.2-1b", ""), "launch_bound").isEmpty());
    }

    /// Where the search ends is no limit of the machine, and is not said to be one.
    void lastExamined()
    {
        auto asked = request("RTX 3090", "llama-3.2-1b", "Q4_0", 256);
        auto plan = makePlan(asked).value();
        QVERIFY(plan.maxConcurrency.value < kMaxConcurrency && termsWith(asked, "last_examined").isEmpty());
        QVERIFY(plan.maxConcurrency.source.starts_with("bound by GPU"));
        for (auto& gpu : asked.rig.gpus)
            gpu.usableBytes = gpu.totalBytes *= 64;
        plan = makePlan(asked).value();
        QCOMPARE(plan.maxConcurrency.value, double(kMaxConcurrency));
        QVERIFY(!plan.maxConcurrency.source.starts_with("bound by"));
        QCOMPARE(codesOf(asked, "max_concurrency"), QString("last_examined"));
        asked.workload.concurrency = kMaxConcurrency; // and it does fit
        QVERIFY(makePlan(asked)->devices[0].free.value >= 0);
    }

    void longestExamined()
    {
        auto asked = request("8x B300 SXM", "llama-3.2-1b", "Q4_0", 256);
        for (auto& gpu : asked.rig.gpus)
            gpu.usableBytes = gpu.totalBytes *= 64;
        const auto plan = makePlan(asked).value();
        QCOMPARE(plan.maxContext.value, double(kMaxContext));
        QVERIFY(codesOf(asked, "max_context").contains("last_examined"));
        QVERIFY(plan.maxContext.source.starts_with("the most that is examined"));
    }

    /// A figure says which part of the rig was chosen for whoever asked, or is not known.
    void power_data()
    {
        QTest::addColumn<QString>("rig");
        QTest::addColumn<QString>("load"); // the caveats of the supply's load, and of the power at the wall
        QTest::addColumn<QString>("wall");
        QTest::newRow("nothing assumed") << "2x RTX 3090 + 1600W + Ryzen 9 7950X"
                                         << ""
                                         << "";
        QTest::newRow("supply assumed") << "2x RTX 3090 + Ryzen 9 7950X"
                                        << "supply_assumed"
                                        << "";
        QTest::newRow("CPU assumed") << "2x RTX 3090 + 1600W"
                                     << "cpu_assumed"
                                     << "cpu_assumed";
        QTest::newRow("both assumed") << "2x RTX 3090"
                                      << "supply_assumed cpu_assumed"
                                      << "cpu_assumed";
    }
    void power()
    {
        QFETCH(QString, rig);
        QFETCH(QString, load);
        QFETCH(QString, wall);
        auto asked = request(rig.toStdString(), "llama-3.1-8b", "");
        QCOMPARE(codesOf(asked, "psu_load_fraction"), load);
        QCOMPARE(codesOf(asked, "psu_transient_fraction"), load);
        for (const char* term : {"wall_watts", "circuit_load_fraction", "heat_btu_per_h"})
            QCOMPARE(codesOf(asked, term), wall);
        asked.rig.gpus[0].tdpWatts = 0; // what was a figure is now the least that it can be
        const auto after = [](const QString& more) { return QString("power_at_least " + more).trimmed(); };
        QCOMPARE(codesOf(asked, "psu_load_fraction"), after(load));
        QCOMPARE(codesOf(asked, "wall_watts"), after(wall));
        asked.rig.psus.clear();
        asked.rig.circuit = {0, 0, 0};
        QCOMPARE(codesOf(asked, "psu_load_fraction"), QString("no_supply"));
        QCOMPARE(codesOf(asked, "psu_transient_fraction"), QString("no_supply"));
        QCOMPARE(codesOf(asked, "circuit_load_fraction"), QString("no_circuit"));
        const Json json = toJson(asked, makePlan(asked).value());
        for (const char* key : {"psu_load_fraction", "psu_transient_fraction", "circuit_load_fraction"})
            QVERIFY(json.at(key).is_null());
        for (const Json& term : json.at("terms"))
            QCOMPARE(term.at("value").is_null(), term.at("id").get<std::string>().ends_with("_fraction"));
    }

    void speedsAreThoseOfFullPower()
    {
        auto asked = request("2x RTX 3090 + 1600W + Ryzen 9 7950X", "llama-3.1-8b", "");
        asked.rig.gpus[0].powerLimitWatts = 350; // as it comes
        QVERIFY(termsWith(asked, "power_limited").isEmpty());
        asked.rig.gpus[1].powerLimitWatts = 140;
        QCOMPARE(termsWith(asked, "power_limited"), kExpected + kSpeeds);
        const auto caveats = caveatsOf(asked, makePlan(asked).value());
        QCOMPARE(QByteArray(findCaveat(caveats, "prefill_tokens_per_s_ceiling")->text.c_str()),
                 QByteArray("at full power; limited to 140 of 350 W"));
    }

    void bandwidthOfTheHost()
    {
        QVERIFY(termsWith(request("Ryzen 9 7950X", "llama-3.1-8b", ""), "bandwidth_assumed").isEmpty());
        auto asked = request("Ryzen 9 7950X", "llama-3.1-8b", "");
        asked.rig.ramBandwidthProvenance = Provenance::Estimated;
        QCOMPARE(termsWith(asked, "bandwidth_assumed"), kExpected.mid(0, 1) + kSpeeds.mid(0, 2));
    }

    void jsonNamesThem()
    {
        const auto asked = request("RTX 3060 12GB", "llama-2-7b", "", 8192);
        const Json json = toJson(asked, makePlan(asked).value());
        QCOMPARE(json.at("caveats").at(0).at("code").get<std::string>(), std::string("does_not_fit"));
        QCOMPARE(json.at("caveats").at(0).at("term").get<std::string>(), kSpeeds.front().toStdString());
        bool trained = false;
        for (const Json& caveat : json.at("caveats"))
            trained = trained
                || (caveat.at("code") == "beyond_training" && caveat.at("values").at("trained_tokens") == 4096);
        QVERIFY(trained);
        QVERIFY(json.at("decode_tokens_per_s_ceiling") > 0); // the arithmetic stays
    }
};

HEADROOM_TEST(TestCaveats)
#include "tst_caveats.moc"
