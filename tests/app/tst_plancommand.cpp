// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plan copied as a command: run in a shell, it gives every number of the window.
#include "app/models/commandline.h"
#include "app/project/firstrequest.h"
#include "core/base/json.h"
#include "core/machine/catalogue.h"
#include "core/machine/typedrig.h"
#include "core/plan/caveat.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTest>

using namespace headroom;
using namespace headroom::app;

namespace {

using Change = void (*)(machine::Rig&);

struct RigRow {
    const char* name;
    const char* text;
    Change change;
    bool parts; ///< its parts say everything
};

constexpr Change kNothing = [](machine::Rig&) {};

const std::vector<RigRow>& rigRows()
{
    static const std::vector<RigRow> rows{
        {"as typed", "2x RTX 3090 + 1600W", kNothing, true},
        {"supply and circuit", "1x RTX 4090 + 1200W Platinum ATX 3.1 + 120V 15A", kNothing, true},
        {"two supplies", "4x RTX A6000 + 2x 1600 W Titanium ATX 3.1 + EPYC 7302P + 256 GB RAM + 120V 20A", kNothing,
         true},
        {"unlike cards", "1x RTX 3090 + 1x RTX 4080 + 2x RTX 3090", kNothing, true},
        {"no GPU", "Ryzen 9 7950X, 64 GB", kNothing, true},
        {"unified", "Ryzen AI Max+ 395 128GB", kNothing, true},
        {"power limit", "2x RTX 3090", [](machine::Rig& rig) { rig.gpus[1].powerLimitWatts = 210; }, false},
        {"no supply", "1x RTX 3090", [](machine::Rig& rig) { rig.psus.clear(); }, false},
        {"measured bandwidth", "1x RTX 3090",
         [](machine::Rig& rig) {
             rig.ramBandwidthGBs = 61.7;
             rig.ramBandwidthProvenance = Provenance::Measured;
             rig.ramBandwidthSource = "measured here: it's the median";
         },
         false},
        {"other watts", "1x RTX 3090", [](machine::Rig& rig) { rig.otherWatts = 123.4; }, false},
        {"in use", "1x RTX 3090",
         [](machine::Rig& rig) {
             rig.detected = true;
             rig.gpus[0].usableBytes = 25'300'000'001;
             rig.gpus[0].usedBytes = 1'234'567;
         },
         false},
        {"a little RAM", "1x RTX 3090", [](machine::Rig& rig) { rig.ramBytes = 33'000'000'001; }, false},
    };
    return rows;
}

/// What the command prints, run as somebody would who pastes it.
Json printedBy(const QString& command)
{
    QProcess shell;
    QString words = command;
    words.replace(0, int(qstrlen("headroom-cli")), test::cli());
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), words + QStringLiteral(" --json")});
    shell.waitForFinished();
    return Json::parse(shell.readAllStandardOutput().toStdString(), nullptr, false);
}

} // namespace

class TestPlanCommand : public QObject {
    Q_OBJECT
private slots:
    void givesTheNumbersOfTheWindow_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t row = 0; row < rigRows().size(); ++row)
            QTest::newRow(rigRows()[row].name) << int(row);
    }
    void givesTheNumbersOfTheWindow()
    {
        QFETCH(int, row);
        const RigRow& known = rigRows()[std::size_t(row)];
        plan::PlanRequest request = firstRequest();
        request.rig = *machine::designRig(known.text);
        known.change(request.rig);
        request.workload = {4096, 3, 1000, 200};
        request.kvType = "q8_0";
        const auto plan = plan::makePlan(request);
        QVERIFY(plan);
        const Json printed = printedBy(planCommand(request));
        QVERIFY2(printed.is_object(), qPrintable(planCommand(request)));
        const Json wanted = plan::toJson(*plan);
        for (const auto& [key, value] : wanted.items())
            QVERIFY2(printed.at(key) == value, (key + ": " + printed.at(key).dump() + "\nfor " + value.dump()).c_str());
    }

    /// The engine, and what stays in host memory, come back with a stored plan and go into its command.
    void whatStaysInHostMemoryIsKept()
    {
        plan::PlanRequest request = firstRequest();
        request.rig = *machine::designRig("1x RTX 4090 + Ryzen 9 7950X + 64 GB RAM");
        QCOMPARE(requestToJson(request).at("engine"), Json("llama.cpp"));
        request.engineVersion = "2025";
        request.offload = {20, 5};
        const plan::PlanRequest again = requestFromJson(Json::parse(requestToJson(request).dump()), firstRequest());
        QCOMPARE(requestToJson(again), requestToJson(request));
        QVERIFY(again.engine == request.engine && again.offload.gpuLayers == 20U && again.offload.cpuExperts == 5);
        QVERIFY(!requestFromJson(requestToJson(firstRequest()), request).offload.any());
        const Json printed = printedBy(planCommand(again));
        QVERIFY2(printed.is_object(), qPrintable(planCommand(again)));
        const auto plan = plan::makePlan(request);
        QVERIFY(plan && plan->devices.size() == 2);
        const Json wanted = plan::toJson(request, *plan);
        for (const auto& [key, value] : wanted.items())
            QVERIFY2(printed.at(key) == value, (key + ": " + printed.at(key).dump()).c_str());
    }

    /// Towers and projectors come back with a stored plan, and go with the model that they belong to.
    void whatIsLoadedBesideIsKept()
    {
        plan::PlanRequest request = firstRequest();
        QVERIFY(!requestToJson(request).contains("beside"));
        request.beside = {{"projector", 2, 300, 600, false}};
        request.projector = "/models/mmproj.gguf";
        const Json stored = Json::parse(requestToJson(request).dump());
        const plan::PlanRequest again = requestFromJson(stored, firstRequest());
        QVERIFY(again.beside == request.beside && again.projector == request.projector);
        QCOMPARE(requestToJson(again), requestToJson(request));
        QVERIFY(planCommand(again).endsWith(QStringLiteral(" --projector /models/mmproj.gguf")));
        QVERIFY(requestFromJson(requestToJson(firstRequest()), request).beside.empty());
    }

    void isShortWhereThePartsSayEverything_data() { givesTheNumbersOfTheWindow_data(); }
    void isShortWhereThePartsSayEverything()
    {
        QFETCH(int, row);
        const RigRow& known = rigRows()[std::size_t(row)];
        machine::Rig rig = *machine::designRig(known.text);
        known.change(rig);
        const std::string typed = machine::typedRig(rig);
        QVERIFY2((typed.front() != '{') == known.parts, typed.c_str());
        auto again = machine::designRig(typed);
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        again->name = rig.name;
        QCOMPARE(machine::toJson(*again).dump(), machine::toJson(rig).dump());
    }
};

HEADROOM_TEST(TestPlanCommand)
#include "tst_plancommand.moc"
