// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Engines as rows: what each row must have, how one is chosen and kept, and one that is deliberately unlike llama.cpp,
// planned by hand.
#include "core/base/json.h"
#include "core/plan/caveat.h"
#include "core/plan/command.h"
#include "tests/core/plan/fixtures.h"
#include "tests/core/plan/slab.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace headroom;
using namespace headroom::plan;
using test::kSlab;
using test::request;
using test::wordsOf;

namespace {

PlanRequest slabRequest(const std::string& rig, const std::string& model, std::uint32_t context,
                        std::uint32_t concurrency = 1)
{
    auto asked = request(rig, model, "", context, concurrency);
    asked.engine = &kSlab;
    return asked;
}

std::vector<const Engine*> everyEngine()
{
    std::vector<const Engine*> all(engines().begin(), engines().end());
    all.push_back(&kSlab);
    return all;
}

bool near(double value, double expected)
{
    return std::abs(value - expected) <= 1e-9 * std::abs(expected);
}

} // namespace

class TestEngines : public QObject {
    Q_OBJECT
private slots:
    void rowsAreWhole()
    {
        std::set<std::string_view> ids;
        for (const Engine* engine : everyEngine()) {
            QVERIFY(ids.insert(engine->id).second && !engine->id.empty());
            QVERIFY(engine->id.find(':') == std::string_view::npos); // a version stands behind it
            QVERIFY(!engine->versions.empty() && engine->cache.step > 0 && engine->cache.bytesPerState > 0);
            std::set<std::string_view> names;
            for (const KvType& type : engine->kvTypes) {
                QVERIFY(names.insert(type.name).second);
                QVERIFY(type.bytesPerElement > 0 && type.blockSize > 0);
                QCOMPARE(type.bytesPerElement * type.blockSize, std::round(type.bytesPerElement * type.blockSize));
                QCOMPARE(findKvType(*engine, type.name), &type);
            }
            QVERIFY(std::ranges::any_of(engine->kvTypes, &KvType::usual));
            names.clear();
            for (const EngineConstant& constant : engine->constants) {
                QVERIFY(names.insert(constant.name).second);
                QVERIFY2(!constant.source.empty() && std::isfinite(constant.value), std::string(constant.name).c_str());
            }
            QVERIFY(!findKvType(*engine, "q3_9"));
        }
    }

    /// A cache type is a line of its row: planned, and as large as its blocks.
    void everyTypeIsPlanned()
    {
        for (const Engine* engine : everyEngine())
            for (const KvType& type : engine->kvTypes) {
                auto asked = request("RTX 3090", "llama-3.1-8b", "", 8192);
                asked.engine = engine;
                asked.kvType = type.name;
                const auto plan = makePlan(asked);
                QVERIFY2(plan.has_value(), std::string(type.name).c_str());
                QCOMPARE(plan->kvCache.value, 32.0 * 8 * 256 * 8192 * type.bytesPerElement);
            }
        auto asked = request("RTX 3090", "llama-3.1-8b", "");
        asked.kvType = "fp8"; // the other engine's
        QVERIFY(makePlan(asked).error().detail.ends_with(kvTypeNames(defaultEngine())));
    }

    void chosenByName()
    {
        const auto known = chooseEngine("llama.cpp").value();
        QVERIFY(known.engine == &defaultEngine() && known.version.empty());
        for (const EngineVersion& version : defaultEngine().versions)
            QCOMPARE(chooseEngine("llama.cpp:" + std::string(version.id))->version, std::string(version.id));
        for (const char* wrong : {"", "vllm", "slab", "llama.cpp:", "llama.cpp:9", ":", "llama"}) {
            const auto choice = chooseEngine(wrong);
            QVERIFY2(!choice && choice.error().code == ErrorCode::InvalidArgument, wrong);
            QVERIFY2(choice.error().detail.find(choice.error().where.find("version") == std::string::npos ? "llama.cpp"
                                                                                                          : "v0.5.0")
                         != std::string::npos,
                     choice.error().detail.c_str());
        }
    }

    /// In a stored request, in the result, and in the command.
    void keptWithThePlan()
    {
        auto asked = request("RTX 4090 + 256 GB", "mixtral-8x7b", "Q4_K_M");
        const auto words = [&] { return wordsOf(asked); };
        Json stored = Json::object();
        putEngine(asked, stored);
        QVERIFY(stored == Json({{"engine", "llama.cpp"}}));
        QVERIFY(words().find("--engine") == std::string::npos && words().find("moe") == std::string::npos);
        QCOMPARE(toJson(asked, makePlan(asked).value()).at("engine_version"), Json("v0.5.0"));
        asked.engineVersion = "2025";
        asked.offload = {20, 32};
        QVERIFY(words().ends_with(" --engine llama.cpp:2025 --gpu-layers 20 --cpu-moe"));
        const Json result = toJson(asked, makePlan(asked).value());
        QVERIFY(result.at("engine") == "llama.cpp" && result.at("engine_version") == "2025");
        asked.offload = {0, 7};
        QVERIFY(words().ends_with(" --gpu-layers 0 --n-cpu-moe 7"));
        putEngine(asked, stored);
        PlanRequest again;
        again.offload = {3, 3};
        takeEngine(Json::parse(stored.dump()), again);
        QVERIFY(again.engine == asked.engine && again.engineVersion == "2025");
        QVERIFY(again.offload.gpuLayers == 0U && again.offload.cpuExperts == 7);
        for (const char* nonsense : {"{}", "[]", "null", R"({"engine":3,"gpu_layers":-1,"cpu_moe_layers":"x"})",
                                     R"({"engine":"other","engine_version":"1"})"}) {
            takeEngine(Json::parse(nonsense), again);
            QVERIFY2(again.engine == &defaultEngine() && again.engineVersion.empty() && !again.offload.any(), nonsense);
        }
    }

    /// Llama 3.1 8B F16 in halves: 1000 tokens are 63 blocks of 16; each card has half of everything, the table too.
    /// T = (weights without the table + 1000 tokens of cache) ÷ 2 ÷ 936 GB/s + 64 sums of 10 µs, for 2 B × 4096 ÷ link
    /// is less.
    void halvesByHand()
    {
        const auto asked = slabRequest("2x RTX 3090", "llama-3.1-8b", 1000);
        const auto plan = makePlan(asked).value();
        const double cache = 32.0 * 8 * 256 * 2 * 1008, table = 128256.0 * 4096 * 2;
        QCOMPARE(plan.kvCache.value, cache);
        for (const DevicePlan& device : plan.devices) {
            QCOMPARE(device.weights.value, plan.weights.value / 2);
            QCOMPARE(device.kvCache.value, cache / 2);
            QCOMPARE(device.compute.value, 2.0 * 512 * 14336);
            QCOMPARE(device.overhead.value, 1073741824.0 + 104857600.0);
            QCOMPARE(device.overhead.formula, std::string("process + peers + in_use"));
            QCOMPARE(device.weights.source, std::string("slices of every layer"));
        }
        QCOMPARE(plan.devices[0].compute.id, std::string("device_1_compute_buffer_bytes"));
        QVERIFY(near(1 / plan.decodeCeiling.value,
                     (plan.weights.value - table + 1000 * 131072.0) / 2 / 936e9 + 64 * 10e-6));
        QVERIFY(plan.maxContext.formula.find("multiple of 16 ") != std::string::npos);
        QCOMPARE(std::fmod(plan.maxContext.value, 16.0), 0.0);
        QVERIFY(std::fmod(plan.maxContext.value, 256.0) != 0);
        auto longest = asked;
        longest.workload.context = std::uint32_t(plan.maxContext.value);
        QVERIFY(makePlan(longest)->verdict != Verdict::DoesNotFit);
        ++longest.workload.context;
        QVERIFY(makePlan(longest)->verdict == Verdict::DoesNotFit);
        const auto curve = frontier(asked, 4000, 8).value();
        QCOMPARE(curve.front().context, 16.0);
        QCOMPARE(curve.back().context, 4000.0);
    }

    /// Sums of many tokens take their time on the link: 2 (n − 1) ÷ n × 2 B × tokens × 4096 ÷ link, n = 4.
    void promptsAreSummed()
    {
        const auto asked = slabRequest("4x RTX 3090", "llama-3.1-8b", 4096);
        const auto situation = resolve(asked).value();
        const double link = asked.rig.gpus[0].link.gigabytesPerSecond() * 1e9;
        const auto step = stepTime(situation, {{}, {{512, 0, 512}}});
        QVERIFY(near(step.transfers, 64 * 1.5 * 2 * 512 * 4096 / link));
        QCOMPARE(step.stages.size(), std::size_t(1));
        const auto plan = makePlan(asked).value();
        const auto average = stepTime(situation, {{}, {{512, 0, 2048}}});
        QCOMPARE(plan.timeToFirstToken.value, 4 * average.seconds()); // nothing follows through: all cards work at once
    }

    /// More cards than KV heads: each keeps one of the 8, so that 16 cards keep them twice.
    void headsAreKeptTwice()
    {
        const auto plan = makePlan(slabRequest("16x RTX 3090", "llama-3.1-8b", 1024)).value();
        const double once = 32.0 * 8 * 256 * 2 * 1024;
        QCOMPARE(plan.kvCache.value, 2 * once);
        for (const DevicePlan& device : plan.devices)
            QCOMPARE(device.kvCache.value, once / 8);
    }

    /// Windows and states by the other rules: a window of 1024 and a batch of 512 keep 1536 + 16; states of two bytes.
    void otherCaches()
    {
        const auto gemma = makePlan(slabRequest("RTX 4090", "gemma-3-4b", 32768)).value();
        const double layer = 4 * (256 + 256) * 2.0;
        QCOMPARE(gemma.kvCache.value, layer * (5 * 32768 + 29 * 1552));
        QVERIFY(gemma.kvCache.source.find("a window keeps one block more") != std::string::npos);
        const auto mamba = makePlan(slabRequest("RTX 4090", "mamba-codestral-7b", 4096)).value();
        QCOMPARE(mamba.kvCache.value, 64 * (3 * (8192 + 2 * 8 * 128) + 128 * 8192) * 2.0);
        QVERIFY(mamba.kvCache.source.find("states are F16") != std::string::npos);
        auto noFlash = slabRequest("RTX 4090", "llama-3.1-8b", 4096);
        noFlash.kvType = "slab4"; // of blocks, and without flash attention
        noFlash.flashAttention = false;
        QVERIFY(makePlan(noFlash).has_value());
    }

    /// What the row cannot do it says; the shared functions ask it and nobody else.
    void refusals()
    {
        auto asked = slabRequest("3x RTX 3090", "llama-3.1-8b", 4096);
        QCOMPARE(makePlan(asked).error().detail, std::string("3 devices do not divide the heads"));
        asked = slabRequest("2x RTX 3090 + 64 GB", "llama-3.1-8b", 4096);
        asked.offload.gpuLayers = 5;
        QVERIFY(makePlan(asked).error().code == ErrorCode::Unsupported);
        asked.offload = {};
        asked.kvType = "q8_0"; // llama.cpp's
        QCOMPARE(makePlan(asked).error().detail, "is none of " + kvTypeNames(kSlab));
    }

    /// Nothing that a plan says of this engine is llama.cpp's.
    void noTraceOfAnother()
    {
        for (const char* model : {"llama-3.1-8b", "gemma-3-4b", "mixtral-8x7b", "mamba-codestral-7b", "deepseek-r1"})
            for (const char* rig : {"2x RTX 3090", "Ryzen 9 7950X + 64 GB", "RTX 4090"}) {
                auto asked = slabRequest(rig, model, 3000, 2);
                asked.model.name = "a model";
                asked.model.source = "somewhere";
                const auto plan = makePlan(asked).value();
                const std::string json = toJson(asked, plan).dump();
                for (const char* trace :
                     {"llama", "ggml", "cells of 256", "multiple of 256", "60-90 %", "logged", "logs of"})
                    QVERIFY2(json.find(trace) == std::string::npos, trace);
                QVERIFY(json.find("as slab allocates it") != std::string::npos);
                if (const Caveat* caveat = findCaveat(caveatsOf(asked, plan), "decode_tokens_per_s_ceiling"))
                    QVERIFY(caveat->code != "launch_bound");
            }
    }
};

HEADROOM_TEST(TestEngines)
#include "tst_engines.moc"
