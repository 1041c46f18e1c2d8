// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a rig draws, by worked numbers, and what is said where a part of it is not known.
#include "core/base/json.h"
#include "core/plan/caveat.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace headroom;
using namespace headroom::plan;
using test::reasonOf;
using test::request;

class TestPlanPower : public QObject {
    Q_OBJECT
private slots:
    void powerByHand()
    {
        auto rig = machine::designRig("2x RTX 3090 + 1600 W Gold ATX 3.0 + Ryzen 9 7950X").value();
        auto power = planPower(rig);
        QCOMPARE(power.sustainedWatts.value, 1010.0);
        QCOMPARE(power.psuLoad.value, 1010.0 / 1600);
        QVERIFY(qAbs(power.psuTransient.value - (1010 + 0.57 * 350) / 1600) < 1e-12);
        const double efficiency = 0.90 - 0.03 * (1010.0 / 1600 - 0.5) / 0.5;
        QVERIFY(qAbs(power.wallWatts.value - 1010 / efficiency) < 1e-9);
        QVERIFY(qAbs(power.circuitLoad.value - 1010 / efficiency / (230 * 16 * 0.8)) < 1e-12);
        QVERIFY(qAbs(power.heat.value - 1010 / efficiency * 3.412) < 1e-9);
        QVERIFY(power.verdict == Verdict::Fits && power.reasons.empty());

        rig = machine::designRig("2x RTX 3090 + 1050W + Ryzen 9 7950X").value(); // taken as older than ATX 3.0
        power = planPower(rig);
        QVERIFY(power.verdict == Verdict::Tight && reasonOf(power.reasons, "psu_transient"));
        rig.psus[0].atx3 = true;
        QVERIFY(!reasonOf(planPower(rig).reasons, "psu_transient"));
        rig.psus[0].ratedWatts = 1000;
        power = planPower(rig);
        QVERIFY(power.verdict == Verdict::DoesNotFit && power.reasons.front().code == "psu_over");
        for (auto& gpu : rig.gpus)
            gpu.powerLimitWatts = 250;
        QCOMPARE(planPower(rig).sustainedWatts.value, 810.0);

        rig = machine::designRig("4x RTX 3090 + 2x 1600 W Titanium ATX 3.1 + 120V 15A").value();
        power = planPower(rig);
        QVERIFY(reasonOf(power.reasons, "circuit") && power.verdict == Verdict::DoesNotFit);
        QVERIFY(makePlan(request("4x RTX 3090 + 2x 1600 W Titanium ATX 3.1 + 120V 15A", "llama-3.1-8b", ""))->bottleneck
                == Bottleneck::Power);
    }

    /// A rig may come from a file or a form: nothing entered makes a NaN.
    void powerOfNonsense()
    {
        machine::Rig rig;
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const double wrong : {nan, -5.0, std::numeric_limits<double>::infinity(), 0.0}) {
            rig.gpus.assign(1, {});
            rig.gpus[0].tdpWatts = rig.gpus[0].powerLimitWatts = wrong;
            rig.psus = {{"x", wrong, "80 PLUS Gold", false, ""}, {"y", 500, "", true, ""}};
            rig.circuit = {wrong, wrong, wrong};
            rig.otherWatts = rig.cpu.tdpWatts = wrong;
            const auto power = planPower(rig);
            for (const auto* term : {&power.sustainedWatts, &power.psuLoad, &power.psuTransient, &power.wallWatts,
                                     &power.circuitLoad, &power.heat})
                QVERIFY(std::isfinite(term->value) && term->value >= 0);
        }
        QCOMPARE(planPower({}).psuLoad.value, 0.0);
        QVERIFY(!isKnown(planPower({}).psuLoad) && isKnown(planPower({}).wallWatts));
    }

    /// A supply of unknown rating among others is not one of 0 W.
    void ratingNotTold()
    {
        auto rig = machine::designRig("2x RTX 3090 + 2x 850 W Gold ATX 3.0 + Ryzen 9 7950X").value();
        QVERIFY(suppliesOfUnknownRating(rig).empty() && isKnown(planPower(rig).psuLoad));
        const double wall = planPower(rig).wallWatts.value;
        for (const std::size_t one : {0, 1}) {
            auto asked = request("RTX 4090", "llama-3.1-8b", "");
            asked.rig = rig;
            asked.rig.psus[one].ratedWatts = 0;
            asked.rig.psus[one].name = "no label";
            const std::string name = "PSU " + std::to_string(one + 1) + " (no label)";
            QCOMPARE(suppliesOfUnknownRating(asked.rig), name);
            const auto plan = makePlan(asked).value();
            QVERIFY(!isKnown(plan.psuLoad) && !isKnown(plan.psuTransient));
            QCOMPARE(plan.psuLoad.source, "the rating of " + name + " is not known");
            QVERIFY(plan.wallWatts.value >= wall); // at an efficiency that is not known either
            const Reason* reason = reasonOf(plan.reasons, "supply_unknown");
            QVERIFY(reason && reason->text.find(name) != std::string::npos);
            for (const char* verdict : {"psu_over", "psu_band", "psu_transient"})
                QVERIFY(!reasonOf(plan.reasons, verdict));
            const auto caveats = caveatsOf(asked, plan);
            const Caveat* caveat = findCaveat(caveats, "psu_load_fraction");
            QVERIFY(caveat && caveat->code == "supply_unknown" && caveat->text.find(name) != std::string::npos);
            QVERIFY(toJson(asked, plan).at("psu_load_fraction").is_null());
        }
        rig.psus.resize(1);
        rig.psus[0].ratedWatts = 0;
        rig.psus[0].name.clear();
        QCOMPARE(planPower(rig).psuLoad.source, std::string("the rating of PSU 1 is not known"));
    }

    /// What nobody told is not 0 W: the sum says that it is missing, and no load is called low for it.
    void powerNotTold()
    {
        auto rig = machine::designRig("2x RTX 3090 + 1600 W Gold ATX 3.0 + Ryzen 9 7950X").value();
        QVERIFY(partsOfUnknownPower(rig).empty());
        rig.gpus[1].tdpWatts = 0;
        QCOMPARE(partsOfUnknownPower(rig), std::string("GPU 2"));
        auto power = planPower(rig); // 350 + 230 + 80 W: 41 %, or more
        QCOMPARE(power.sustainedWatts.value, 660.0);
        QVERIFY(reasonOf(power.reasons, "power_unknown") && !reasonOf(power.reasons, "psu_band"));
        QVERIFY(power.sustainedWatts.inputs[0].source.ends_with("missing: GPU 2"));
        rig.gpus[1].powerLimitWatts = 200; // the driver's limit is enough
        QVERIFY(!reasonOf(planPower(rig).reasons, "power_unknown"));
        rig.gpus[1].powerLimitWatts = 0;
        rig.gpus[1].holdsHost = true; // its power is the CPU's
        QVERIFY(partsOfUnknownPower(rig).empty());
        rig.cpu.tdpWatts = rig.cpu.packageWatts = 0;
        QCOMPARE(partsOfUnknownPower(rig), std::string("CPU"));
    }

    /// Of a chip that holds the CPU there is one power, and of a machine that brings its supply no load.
    void oneChipIsTheMachine_data()
    {
        QTest::addColumn<double>("sustained");
        QTest::addColumn<bool>("ownSupply");
        QTest::newRow("M4 Max 40c 128GB") << 90 * 1.4 << true;
        QTest::newRow("DGX Spark GB10") << 140 * 1.4 << true;
        QTest::newRow("2x DGX Spark GB10") << 280 * 1.4 << true;
        QTest::newRow("Ryzen AI Max+ 395 128GB") << 120 * 1.4 << true;
        QTest::newRow("Jetson Orin Nano 8GB") << 25 * 1.4 << true;
        QTest::newRow("Instinct MI300A") << 760.0 + 80 << false;
        QTest::newRow("RTX 4090 Laptop") << 175.0 + 75 + 80 << true;
        QTest::newRow("M4 Max 40c 128GB + 300 W") << 90.0 + 80 << false;
    }
    void oneChipIsTheMachine()
    {
        QFETCH(double, sustained);
        QFETCH(bool, ownSupply);
        const auto asked = request(QTest::currentDataTag(), "llama-3.2-1b", "Q4_K_M", 2048);
        const auto power = planPower(asked.rig);
        QVERIFY(qAbs(power.sustainedWatts.value - sustained) < 1e-9);
        QVERIFY(power.ownSupply == ownSupply && isKnown(power.psuLoad) != ownSupply);
        QVERIFY(partsOfUnknownPower(asked.rig).empty());
        const auto plan = makePlan(asked).value();
        const auto caveats = caveatsOf(asked, plan);
        const Caveat* caveat = findCaveat(caveats, "psu_load_fraction");
        QCOMPARE(caveat && caveat->code == "own_supply", ownSupply);
        QVERIFY(asked.rig.cpu.limitWatts() > 0 || !findCaveat(caveats, "wall_watts"));
        QCOMPARE(toJson(asked, plan).at("psu_load_fraction").is_null(), ownSupply);
    }

    /// A machine that was looked at has its CPU's name and power beside the chip: still one power.
    void detectedChip()
    {
        auto rig = machine::designRig("Ryzen AI Max+ 395 128GB").value();
        const double before = planPower(rig).sustainedWatts.value;
        rig.cpu.tdpWatts = 160;
        QCOMPARE(planPower(rig).sustainedWatts.value, before);
        rig.gpus[0].tdpWatts = 0; // only the CPU's is known
        QCOMPARE(planPower(rig).sustainedWatts.value, 160 + rig.otherWatts);
        QVERIFY(partsOfUnknownPower(rig).empty());
    }

    void limitedPowerIsSaid()
    {
        auto asked = request("2x RTX 3090 + 1600W", "llama-3.1-8b", "");
        QVERIFY(!reasonOf(makePlan(asked)->reasons, "power_limited"));
        asked.rig.gpus[0].powerLimitWatts = 300;
        asked.rig.gpus[1].powerLimitWatts = 140;
        const auto plan = makePlan(asked).value();
        const auto* reason = reasonOf(plan.reasons, "power_limited");
        QVERIFY(reason && reason->severity == Verdict::Fits);
        QCOMPARE(reason->subject, std::string("GPU 2"));
        QVERIFY(reason->text.find("140 of 350 W") != std::string::npos);
    }
};

HEADROOM_TEST(TestPlanPower)
#include "tst_planpower.moc"
