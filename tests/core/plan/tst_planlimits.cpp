// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Limits of a plan by their definition: one step beyond does not fit. Requests that are none, by name.
#include "core/base/json.h"
#include "core/plan/caveat.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace headroom;
using namespace headroom::plan;
using test::request;

namespace {

bool fits(PlanRequest request, double context, double concurrency)
{
    request.workload.context = std::uint32_t(context);
    request.workload.concurrency = std::uint32_t(concurrency);
    const auto plan = makePlan(request).value();
    return std::all_of(plan.devices.begin(), plan.devices.end(),
                       [](const DevicePlan& device) { return device.free.value >= 0; });
}

using Change = std::function<void(PlanRequest&)>;
struct Bad {
    const char* name;
    Change change;
    ErrorCode code;
    const char* where;
};

} // namespace

class TestPlanLimits : public QObject {
    Q_OBJECT
private slots:
    void limitsAreExact_data()
    {
        QTest::addColumn<QString>("rig");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("kv");
        QTest::addColumn<bool>("flash");
        QTest::newRow("one card") << "RTX 3090"
                                  << "llama-3.1-8b"
                                  << "Q8_0"
                                  << "f16" << true;
        QTest::newRow("two cards") << "2x RTX 3090"
                                   << "llama-3.1-70b"
                                   << "Q4_K_M"
                                   << "q8_0" << true;
        QTest::newRow("unequal") << "RTX 4090 + RTX 3060 12GB"
                                 << "qwen3-32b"
                                 << "Q4_K_M"
                                 << "q4_0" << true;
        QTest::newRow("no flash") << "RTX 4080"
                                  << "llama-2-7b"
                                  << "Q4_0"
                                  << "f16" << false;
        QTest::newRow("CPU") << "Ryzen 9 7950X + 64 GB"
                             << "mixtral-8x7b"
                             << "Q4_K_M"
                             << "f16" << true;
        QTest::newRow("windows") << "RTX 3090 + RTX 3060 12GB"
                                 << "gemma-3-12b"
                                 << "Q8_0"
                                 << "q8_0" << true;
        QTest::newRow("latent") << "8x RTX PRO 6000 Blackwell WS"
                                << "deepseek-v3"
                                << "Q4_K_M"
                                << "f16" << true;
        QTest::newRow("hybrid") << "2x RTX 3090"
                                << "granite-4.0-h-tiny"
                                << "Q8_0"
                                << "f16" << true;
        QTest::newRow("nothing fits") << "RTX 3060 12GB"
                                      << "llama-3.1-70b"
                                      << "Q4_K_M"
                                      << "f16" << true;
    }
    void limitsAreExact()
    {
        QFETCH(QString, rig);
        QFETCH(QString, model);
        QFETCH(QString, preset);
        QFETCH(QString, kv);
        QFETCH(bool, flash);
        auto asked = request(rig.toStdString(), model.toStdString(), preset.toStdString());
        asked.kvType = kv.toStdString();
        asked.flashAttention = flash;
        for (const std::uint32_t context : {300U, 4096U, 32768U}) {
            asked.workload.context = context;
            const double most = makePlan(asked)->maxConcurrency.value;
            if (most > 0)
                QVERIFY(fits(asked, context, most));
            QVERIFY(!fits(asked, context, most + 1));
        }
        for (const std::uint32_t concurrency : {1U, 3U}) {
            asked.workload.concurrency = concurrency;
            const double longest = makePlan(asked)->maxContext.value;
            QCOMPARE(std::fmod(longest, 256.0), 0.0);
            if (longest > 0)
                QVERIFY(fits(asked, longest, concurrency));
            QVERIFY(!fits(asked, longest + 1, concurrency));
        }
        const auto curve = frontier(asked, 131072, 40).value();
        QCOMPARE(curve.front().context, 256.0);
        QCOMPARE(curve.back().context, 131072.0);
        for (std::size_t i = 0; i < curve.size(); ++i) {
            asked.workload.context = std::uint32_t(curve[i].context);
            const double most = makePlan(asked)->maxConcurrency.value;
            QVERIFY(most <= curve[i].concurrency + 1e-6 && curve[i].concurrency < most + 1 + 1e-6);
            QVERIFY(i == 0
                    || (curve[i].context > curve[i - 1].context && curve[i].concurrency <= curve[i - 1].concurrency));
        }
    }

    void badRequests()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto invalid = ErrorCode::InvalidArgument;
        const Bad cases[] = {
            {"zero context", [](auto& r) { r.workload.context = 0; }, invalid, "context"},
            {"absurd context", [](auto& r) { r.workload.context = 1U << 31; }, invalid, "context"},
            {"no requests", [](auto& r) { r.workload.concurrency = 0; }, invalid, "concurrency"},
            {"absurd requests", [](auto& r) { r.workload.concurrency = ~0U; }, invalid, "concurrency"},
            {"no prompt", [](auto& r) { r.workload.promptTokens = 0; }, invalid, "prompt tokens"},
            {"no batch", [](auto& r) { r.batch = 0; }, invalid, "batch"},
            {"KV type", [](auto& r) { r.kvType = "q3_9"; }, ErrorCode::NotFound, "KV type q3_9"},
            {"KV blocks",
             [](auto& r) {
                 r.kvType = "q8_0";
                 r.model.shape.keyLength = 80;
             },
             invalid, "KV type q8_0"},
            {"KV without flash",
             [](auto& r) {
                 r.kvType = "q8_0";
                 r.flashAttention = false;
             },
             invalid, "KV type q8_0"},
            {"preset", [](auto& r) { r.preset = "Q9_X"; }, ErrorCode::NotFound, "preset Q9_X"},
            {"empty rig", [](auto& r) { r.rig = {}; }, invalid, "rig"},
            {"zero bandwidth", [](auto& r) { r.rig.gpus[1].bandwidthGBs = 0; }, invalid, "GPU 2"},
            {"NaN bandwidth", [nan](auto& r) { r.rig.gpus[0].bandwidthGBs = nan; }, invalid, "GPU 1"},
            {"negative TDP", [](auto& r) { r.rig.gpus[0].tdpWatts = -1; }, invalid, "GPU 1"},
            {"NaN rate", [nan](auto& r) { r.rig.gpus[0].fp16Tflops = nan; }, invalid, "GPU 1"},
            {"no memory", [](auto& r) { r.rig.gpus[0].totalBytes = r.rig.gpus[0].usableBytes = 0; }, invalid, "GPU 1"},
            {"RAM bandwidth",
             [](auto& r) {
                 r.rig.gpus.clear();
                 r.rig.ramBandwidthGBs = 0;
             },
             invalid, "CPU"},
            {"no layers", [](auto& r) { r.model.shape.layers = 0; }, invalid, "model Llama 3.1 8B Instruct"},
            {"too few layers", [](auto& r) { r.model.shape.layers = 31; }, ErrorCode::Corrupt,
             "blk.31.attn_norm.weight"},
            {"no tensors", [](auto& r) { r.model.tensors.clear(); }, invalid, "model Llama 3.1 8B Instruct"},
            {"no memory of tokens", [](auto& r) { r.model.shape.kvHeads = 0; }, invalid, "model Llama 3.1 8B Instruct"},
            {"heads without length", [](auto& r) { r.model.shape.keyLength = 0; }, invalid,
             "model Llama 3.1 8B Instruct"},
            {"experts", [](auto& r) { r.model.shape.expertsUsed = 2; }, invalid, "model Llama 3.1 8B Instruct"},
        };
        for (const auto& bad : cases) {
            auto asked = request("2x RTX 3090", "llama-3.1-8b", "");
            bad.change(asked);
            const auto plan = makePlan(asked);
            QVERIFY2(!plan.has_value(), bad.name);
            QVERIFY2(plan.error().code == bad.code, bad.name);
            QCOMPARE(QString::fromStdString(plan.error().where), QString(bad.where));
            QVERIFY2(!plan.error().detail.empty(), bad.name);
            QVERIFY2(!frontier(asked, 8192, 8).has_value(), bad.name);
        }
        const auto good = request("2x RTX 3090", "llama-3.1-8b", "");
        QVERIFY(!frontier(good, 0, 8) && !frontier(good, 8192, 1) && !frontier(good, ~0U, 8));
    }

    /// A full card (driver says: everything in use) is a verdict, not an error.
    void nothingFree()
    {
        auto asked = request("RTX 3090", "llama-3.1-8b", "");
        asked.rig.gpus[0].usedBytes = asked.rig.gpus[0].budgetBytes();
        const auto plan = makePlan(asked).value();
        QVERIFY(plan.verdict == Verdict::DoesNotFit);
        QCOMPARE(plan.maxContext.value, 0.0);
        QCOMPARE(plan.maxConcurrency.value, 0.0);
        QCOMPARE(plan.devices[0].layerCount, 32U);
    }

    void extremesStayFinite()
    {
        auto asked = request("8x B300 SXM", "llama-3.1-405b", "", 1U << 27, 1U << 16);
        const auto plan = makePlan(asked).value();
        QVERIFY(plan.verdict == Verdict::DoesNotFit);
        for (const auto* term : plan.terms())
            QVERIFY2(std::isfinite(term->value), term->id.c_str());
        Json json = toJson(plan);
        for (const char* speed :
             {"decode_tokens_per_s", "prefill_tokens_per_s"}) // nothing is expected of what does not fit
            for (const char* bound : {"", "_low", "_high"}) {
                const std::string key = std::string(speed) + bound;
                QVERIFY2(json.at(key).is_null(), key.c_str());
                json.erase(key);
            }
        QVERIFY(json.dump().find("null") == std::string::npos);
    }
};

HEADROOM_TEST(TestPlanLimits)
#include "tst_planlimits.moc"
