// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on an assumption, or is only the least that it can be, says so where its number stands; bytes have units.
#include "app/gui/languages.h"
#include "app/models/machine/rigcomparison.h"
#include "app/models/plan/memorymodel.h"
#include "app/models/plan/termmodel.h"
#include "app/panes/hardware/devicecards.h"
#include "app/panes/hardware/topology.h"
#include "app/text/caveats.h"
#include "app/text/display.h"
#include "core/machine/catalogue.h"
#include "core/plan/caveat.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QtTest>

using namespace headroom;
using test::request;

class TestMachineFigures : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { app::languages::set(QStringLiteral("en")); }
    void assumedBandwidthIsMarked();
    void cardsOfOneKindAreToldApart();
    void anotherDeviceIsNamed();
    void memoryHasUnits();
    void limitsOfTheSearchAreMarked();
    void unknownPowerIsAtLeast();
    void caveatsAreKnownInEveryLanguage();
    void reasonsAreKnownInEveryLanguage();
};

void TestMachineFigures::assumedBandwidthIsMarked()
{
    machine::Rig rig = machine::designRig("RTX 3090 + Ryzen 9 7950X").value();
    rig.ramBandwidthGBs = 51.2;
    for (const auto provenance : {Provenance::Quoted, Provenance::Measured, Provenance::Estimated}) {
        rig.ramBandwidthProvenance = provenance;
        const bool assumed = provenance == Provenance::Estimated;
        widgets::CapacityCard card;
        app::showProcessor(card, rig);
        app::RigComparison comparison;
        comparison.show(&rig, rig, plan::planPower(rig));
        QStringList shown{card.accessibleName(), app::topologyOf(rig).boxes.front().lines.join(u' ')};
        for (const int column : {app::RigComparison::Machine, app::RigComparison::Design})
            shown.append(comparison.index(3, column).data().toString());
        for (const QString& text : shown) {
            QVERIFY2(text.contains(QStringLiteral("51.2")), qPrintable(text));
            QCOMPARE(text.contains(QChar(0x2248)), assumed);
        }
    }
    for (const auto provenance : {Provenance::Quoted, Provenance::Estimated}) {
        rig.gpus[0].provenance = provenance;
        widgets::CapacityCard card;
        app::CardScale scale;
        scale.include(rig);
        app::showGpu(card, rig.gpus[0], 0, scale, nullptr);
        QCOMPARE(card.accessibleName().contains(QChar(0x2248)), provenance == Provenance::Estimated);
    }
    rig.ramBandwidthGBs = 0;
    QCOMPARE(app::hostBandwidth(rig), app::text::missing());
}

/// Everywhere that one of several like cards is named.
void TestMachineFigures::cardsOfOneKindAreToldApart()
{
    const auto asked = request("2x RTX 3090 + 1600W", "llama-3.2-1b", "Q4_0");
    const auto plan = plan::makePlan(asked).value();
    app::MemoryModel memory;
    memory.show(plan.devices);
    const auto diagram = app::topologyOf(asked.rig);
    app::CardScale scale;
    scale.include(asked.rig);
    std::vector<QStringList> names(asked.rig.gpus.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        widgets::CapacityCard card;
        app::showGpu(card, asked.rig.gpus[i], i, scale, nullptr);
        names[i] = {card.accessibleName(), app::inspectGpu(asked.rig.gpus[i], i, {}).context,
                    diagram.boxes[diagram.boxes.size() - qsizetype(names.size()) + qsizetype(i)].title,
                    memory.headerData(int(i) + 1, Qt::Horizontal).toString(), app::deviceLabel(plan.devices[i])};
        for (const QString& name : names[i])
            QVERIFY2(name.contains(QStringLiteral("GPU %1").arg(i + 1)), qPrintable(name));
    }
    for (qsizetype place = 0; place < names[0].size(); ++place)
        QVERIFY2(names[0][place] != names[1][place], qPrintable(names[0][place]));
}

/// As many devices as before, but another one: its title is read again.
void TestMachineFigures::anotherDeviceIsNamed()
{
    app::MemoryModel memory;
    memory.show(plan::makePlan(request("RTX 3090 + 1000W", "llama-3.2-1b", "Q4_0")).value().devices);
    const QString before = memory.headerData(1, Qt::Horizontal).toString();
    QSignalSpy retitled(&memory, &QAbstractItemModel::headerDataChanged);
    auto none = request("RTX 3090 + 1000W", "llama-3.2-1b", "Q4_0");
    none.rig.gpus.clear();
    none.rig.ramBytes = 64ULL << 30;
    memory.show(plan::makePlan(none).value().devices);
    QVERIFY(memory.headerData(1, Qt::Horizontal).toString() != before);
    QCOMPARE(retitled.count(), 1);
}

void TestMachineFigures::memoryHasUnits()
{
    const auto asked = request("RTX 3090 + 1000W", "llama-3.2-1b", "Q4_0");
    const auto plan = plan::makePlan(asked).value();
    widgets::CapacityCard card;
    app::CardScale scale;
    scale.include(asked.rig);
    for (const plan::DevicePlan* planned : {&plan.devices[0], static_cast<const plan::DevicePlan*>(nullptr)}) {
        app::showGpu(card, asked.rig.gpus[0], 0, scale, planned);
        const QStringList lines = card.toolTip().split(u'\n');
        QCOMPARE(lines.size(), planned ? 4 : 1);
        for (const QString& line : lines)
            QVERIFY2(line.endsWith(u'B'), qPrintable(line)); // "MiB", "GiB", and "0 B"
    }
}

void TestMachineFigures::limitsOfTheSearchAreMarked()
{
    auto asked = request("RTX 3090 + 1000W", "llama-3.2-1b", "Q4_0", 256);
    app::TermModel model;
    const auto first = [&] {
        const auto plan = plan::makePlan(asked).value();
        model.show({plan.maxConcurrency}, plan::caveatsOf(asked, plan));
        return model.index(0, 1);
    };
    QVERIFY(!first().data().toString().startsWith(QChar(0x2265)));
    for (machine::Gpu& gpu : asked.rig.gpus)
        gpu.usableBytes = gpu.totalBytes *= 64;
    QVERIFY(first().data().toString().startsWith(QChar(0x2265)));
    QVERIFY(first().data(Qt::ToolTipRole).toString().contains(QStringLiteral("or more")));
}

void TestMachineFigures::unknownPowerIsAtLeast()
{
    machine::Rig rig = machine::designRig("2x RTX 3090 + 1600W + Ryzen 9 7950X").value();
    QVERIFY(!app::text::powerSentence(plan::planPower(rig)).contains(QStringLiteral("at least")));
    rig.gpus[0].tdpWatts = 0;
    QVERIFY(app::text::powerSentence(plan::planPower(rig)).contains(QStringLiteral("at least")));
    rig.psus.clear();
    const plan::PowerPlan power = plan::planPower(rig);
    QVERIFY(app::text::powerSentence(power).contains(QStringLiteral("at least")));
    QCOMPARE(app::text::termValue(power.psuLoad), app::text::missing());
    QVERIFY(app::text::termValue(power.wallWatts) != app::text::missing());
}

void TestMachineFigures::caveatsAreKnownInEveryLanguage()
{
    auto asked = request("2x RTX 3090", "llama-3.1-8b", "");
    std::vector<plan::Caveat> all;
    const auto add = [&] {
        for (plan::Caveat& caveat : plan::caveatsOf(asked, plan::makePlan(asked).value()))
            all.push_back(std::move(caveat));
    };
    asked.rig.gpus[0].powerLimitWatts = 140;
    asked.rig.gpus[1].tdpWatts = 0;
    add();
    asked.rig.psus.clear();
    asked.rig.circuit = {0, 0, 0};
    asked.rig.gpus.clear();
    asked.rig.ramBandwidthProvenance = Provenance::Estimated;
    add();
    all.push_back({"max_concurrency", "last_examined", {}, "or more"});
    QVERIFY(all.size() > 15);
    for (const plan::Caveat& caveat : all) {
        app::languages::set(QStringLiteral("en"));
        const QString english = app::text::caveat(caveat);
        QVERIFY2(!english.isEmpty() && !english.contains(u'%'), caveat.code.c_str());
        for (const char* language : {"de", "zh_CN"}) {
            app::languages::set(QLatin1String(language));
            QVERIFY2(app::text::caveat(caveat) != english, caveat.code.c_str());
        }
    }
}

/// Plans that between them give every reason; what the window has no words for would be shown in English.
void TestMachineFigures::reasonsAreKnownInEveryLanguage()
{
    std::map<std::string, plan::Reason> all;
    const auto add = [&](const plan::PlanRequest& asked) {
        const auto plan = plan::makePlan(asked);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        for (const plan::Reason& reason : plan->reasons)
            all.insert_or_assign(reason.code, reason);
    };
    for (const auto& entry : machine::modelCatalogue())
        add(request("2x RTX 3090", entry.id, ""));
    auto asked = request("2x RTX 3090 + 650W", "llama-3.1-8b", "Q4_0", 1U << 20U);
    asked.rig.gpus[0].powerLimitWatts = 140;
    asked.rig.gpus[1].link.lanes = 4;
    asked.rig.circuit = {120, 5, 0.8};
    asked.model.leftOut = {{"vision tower", 1, 1, 1U << 30U}};
    add(asked);
    asked.beside = asked.model.leftOut;
    asked.rig.gpus[1].tdpWatts = 0;
    asked.rig.psus.front().ratedWatts = 0;
    add(asked);
    asked.workload.context = 1024;
    asked.rig.psus.front().ratedWatts = 320;
    asked.rig.gpus.resize(1);
    asked.rig.gpus[0].powerLimitWatts = 0;
    add(asked);
    asked.rig.psus.front().ratedWatts = 5000;
    add(asked);
    asked.rig.gpus.clear();
    add(asked);
    for (const char* code : {"memory_exceeded", "memory_free", "psu_transient", "psu_over", "psu_band", "circuit",
                             "power_unknown", "supply_unknown", "power_limited", "context_beyond_training", "no_gpu",
                             "link_narrow", "parts_left_out", "parts_beside"})
        QVERIFY2(all.contains(code), code);
    for (const auto& [code, reason] : all) {
        app::languages::set(QStringLiteral("en"));
        const QString english = app::text::reason(reason);
        QVERIFY2(!english.isEmpty() && !english.contains(QStringLiteral("%1")), code.c_str());
        for (const char* language : {"de", "zh_CN"}) {
            app::languages::set(QLatin1String(language));
            QVERIFY2(app::text::reason(reason) != english, code.c_str());
        }
    }
}

HEADROOM_TEST(TestMachineFigures)
#include "tst_machinefigures.moc"
