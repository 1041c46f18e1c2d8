// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Figures that must not be read alone say so: what does not run has no speed, what the model was not trained for is no
// context, what no engine reaches is no ceiling. What can be had carries nothing.
#include "core/base/json.h"
#include "core/plan/caveat.h"
#include "tests/core/plan/fixtures.h"

#include <QTest>

using namespace headroom;
using namespace headroom::plan;
using test::request;

namespace {

const QStringList kSpeeds{"decode_tokens_per_s_ceiling", "decode_tokens_per_s_per_request",
                          "prefill_tokens_per_s_ceiling", "time_to_first_token_s"};

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

} // namespace

class TestCaveats : public QObject {
    Q_OBJECT
private slots:
    void whatRunsHasNone()
    {
        const auto asked = request("RTX 3090", "llama-3.1-8b", "");
        QVERIFY(caveatsOf(asked, makePlan(asked).value()).empty());
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
        QCOMPARE(termsWith(asked, "beyond_training"), contexts + kSpeeds.mid(0, 2));
        asked.workload.promptTokens = 6000;
        QCOMPARE(termsWith(asked, "beyond_training"), contexts + kSpeeds);
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

QTEST_APPLESS_MAIN(TestCaveats)
#include "tst_caveats.moc"
