// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The time of one step, of whatever it is composed: by worked numbers, and the same that a plan's ceilings come from.
#include "core/plan/step.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>

using namespace headroom;
using namespace headroom::plan;
using test::request;

namespace {

bool near(double value, double expected)
{
    return std::abs(value - expected) <= 1e-9 * std::abs(expected);
}

} // namespace

class TestStep : public QObject {
    Q_OBJECT
private slots:
    /// What a plan calls its ceilings is this function of that composition.
    void ceilingsAreSteps()
    {
        for (const char* rig : {"RTX 3090", "RTX 4090 + RTX 3060 12GB", "8x B300 SXM", "Ryzen 9 7950X + 64 GB"})
            for (const char* model : {"llama-3.1-8b", "gemma-3-12b", "mixtral-8x7b", "granite-4.0-h-tiny"}) {
                const auto asked = request(rig, model, "Q8_0", 5000, 3);
                const auto situation = resolve(asked).value();
                const auto plan = makePlan(asked).value();
                const auto step = stepTime(situation, {{{3, 5000}}, {}});
                QCOMPARE(plan.decodePerRequest.value, 1 / step.seconds());
                QCOMPARE(plan.decodeCeiling.value, 3 / step.seconds());
                const auto again = stepTime(situation, {{{3, 5000}}, {}}); // pure
                QCOMPARE(again.seconds(), step.seconds());
            }
    }

    /// Llama 3.1 8B F16 on an RTX 4090. Sequences of 1000, 1000 and 9000 tokens: weights once, caches of 11000 tokens.
    void unlikeSequences()
    {
        const auto asked = request("RTX 4090", "llama-3.1-8b", "");
        const auto situation = resolve(asked).value();
        const auto step = stepTime(situation, {{{2, 1000}, {1, 9000}}, {}});
        const double weights = situation.weights.totalBytes - 128256.0 * 4096 * 2;
        QCOMPARE(step.weightsRead, weights);
        QCOMPARE(step.kvRead, 11000 * 131072.0);
        QVERIFY(near(step.seconds(), (weights + 11000 * 131072.0) / 1008e9));
        QVERIFY(step.memory > 0 && step.compute == 0 && step.link == 0);
        QVERIFY(near(stepTime(situation, {{{3, 1000}}, {}}).kvRead, 3000 * 131072.0));
    }

    /// A batch of both: weights are read once for all, and arithmetic adds up.
    void decodingAndPrefilling()
    {
        const auto asked = request("RTX 4090", "llama-3.1-8b", "");
        const auto situation = resolve(asked).value();
        const Batch decoding{{{4, 2000}}, {}}, prefilling{{}, {{508, 0, 508}}}, both{{{4, 2000}}, {{508, 0, 508}}};
        QCOMPARE(both.tokens(), 512.0);
        const auto one = stepTime(situation, decoding), other = stepTime(situation, prefilling);
        const auto step = stepTime(situation, both);
        QCOMPARE(step.weightsRead, one.weightsRead);
        QCOMPARE(step.kvRead, one.kvRead);
        QVERIFY(near(step.flops, one.flops + other.flops));
        QVERIFY(step.compute > 0 && step.memory == 0); // 512 tokens: arithmetic takes longer
        QVERIFY(near(step.seconds(), step.flops / 165.2e12));
        QVERIFY(step.seconds() < one.seconds() + other.seconds());
    }

    /// A mixture reads the experts that the whole batch reaches: 8 (1 − (3/4)^5) of 8 for 2 + 3 tokens.
    void expertsOfTheWholeBatch()
    {
        const auto asked = request("8x B300 SXM", "mixtral-8x7b", "");
        const auto situation = resolve(asked).value();
        const double experts = 32.0 * 8 * 3 * 4096 * 14336 * 2;
        const auto none = stepTime(situation, {{{2, 100}}, {}}), all = stepTime(situation, {{{2, 100}}, {{3, 0, 3}}});
        QVERIFY(near(all.weightsRead - none.weightsRead, experts * (std::pow(0.75, 2) - std::pow(0.75, 5))));
    }

    /// The pieces of a prompt add up to it: its tokens look at half of it on average, with a window at less.
    void piecesOfAPrompt_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("attention"); // FLOP of all tokens of 4096
        const double n = 4096;
        QTest::newRow("full") << "llama-3.1-8b" << n * 32 * 2 * 32 * 256 * n / 2;
        // 5 of 34 layers look at all before, 29 at 1024 at most: together at 1024 n − 1024² ÷ 2.
        QTest::newRow("windows") << "gemma-3-4b"
                                 << 2.0 * 8 * 512 * (5 * n * n / 2 + 29 * (1024 * n - 1024 * 1024 / 2.0));
    }
    void piecesOfAPrompt()
    {
        QFETCH(QString, model);
        QFETCH(double, attention);
        const auto asked = request("RTX 4090", model.toStdString(), "");
        const auto situation = resolve(asked).value();
        double sum = 0, average = 0;
        for (int piece = 0; piece < 8; ++piece) {
            sum += stepTime(situation, {{}, {{512, piece * 512.0, (piece + 1) * 512.0}}})
                       .stages[0]
                       .works[0]
                       .attentionFlops;
            average += stepTime(situation, {{}, {{512, 0, 4096}}}).stages[0].works[0].attentionFlops;
        }
        QVERIFY2(near(sum, attention), qPrintable(QString("%1 %2").arg(sum).arg(attention)));
        QVERIFY(near(average, attention));
    }

    /// Every stage tells what it did; what the devices of one do at the same time counts once.
    void termsAddUp()
    {
        auto asked = request("2x RTX 3090 + Ryzen 9 7950X + 64 GB", "mixtral-8x7b", "Q4_K_M");
        asked.offload.cpuExperts = 16;
        const auto situation = resolve(asked).value();
        const auto step = stepTime(situation, {{{1, 8192}}, {}});
        const auto terms = step.terms();
        QCOMPARE(terms.size(), situation.stages.size() + 1);
        double sum = 0;
        for (const Term& term : terms) {
            QVERIFY(term.unit == "s" && !term.formula.empty() && !term.source.empty());
            sum += term.value;
        }
        QVERIFY(near(sum, step.seconds()));
        QCOMPARE(terms.back().value, step.transfers);
    }

    void nothingToDo()
    {
        const auto asked = request("RTX 4090", "mixtral-8x7b", "");
        const auto step = stepTime(resolve(asked).value(), {});
        QVERIFY(step.flops == 0 && step.kvRead == 0 && std::isfinite(step.seconds()));
    }
};

HEADROOM_TEST(TestStep)
#include "tst_step.moc"
