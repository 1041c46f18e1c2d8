// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What takes memory on which device, and which device binds: shared memory, encoders, older conversions, unlike cards,
// parts beside the text model.
#include "core/base/json.h"
#include "core/plan/caveat.h"
#include "core/plan/command.h"
#include "core/quant/folder/scheme.h"
#include "tests/core/plan/fixtures.h"
#include "tests/core/plan/slab.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;
using namespace headroom::plan;
using test::reasonOf;
using test::request;
using test::wordsOf;

class TestPlanParts : public QObject {
    Q_OBJECT
private slots:
    /// Where a card's memory is the host's, the table that stays in host memory is in it.
    void sharedMemoryHoldsTheTable_data()
    {
        QTest::addColumn<QString>("rig");
        QTest::addColumn<bool>("shared");
        for (const char* rig : {"DGX Spark GB10", "Jetson AGX Orin 64GB"})
            QTest::newRow(rig) << QString(rig) << true;
        QTest::newRow("RTX 4090") << "RTX 4090" << false;
    }
    void sharedMemoryHoldsTheTable()
    {
        QFETCH(QString, rig);
        QFETCH(bool, shared);
        const double table = 128256.0 * 4096 * 2;
        const auto plan = makePlan(request(rig.toStdString(), "llama-3-8b", "")).value();
        QCOMPARE(plan.devices[0].weights.value, plan.weights.value - (shared ? 0 : table));
        QCOMPARE(plan.devices[0].weights.source.find("stays in host memory") == std::string::npos, shared);
        const auto tied = makePlan(request(rig.toStdString(), "llama-3.2-1b", "")).value();
        QCOMPARE(tied.devices[0].weights.value, tied.weights.value);
    }

    void encodersKeepNoCache()
    {
        auto asked = request("RTX 4090", "llama-3-8b", "");
        const auto causal = makePlan(asked).value();
        asked.model.shape.causal = false;
        std::erase_if(asked.model.tensors, [](const auto& tensor) { return tensor.name == "output.weight"; });
        const auto plan = makePlan(asked).value();
        QVERIFY(plan.encoder && !causal.encoder);
        QCOMPARE(plan.kvCache.value, 0.0);
        QCOMPARE(plan.devices[0].kvCache.value, 0.0);
        QVERIFY(plan.devices[0].weights.value < causal.devices[0].weights.value); // no copy of the table as its head
        QVERIFY(reasonOf(plan.reasons, "encoder") && !reasonOf(causal.reasons, "encoder"));
        QVERIFY(plan.maxContext.value <= asked.model.shape.contextLength + 256);
        for (const Term* term : plan.terms())
            QVERIFY2(term->unit != "tokens/s" && term->id != "max_concurrency", term->id.c_str());
        const Json json = toJson(plan);
        for (const char* key : {"decode_tokens_per_s_ceiling", "decode_tokens_per_s_per_request",
                                "prefill_tokens_per_s_ceiling", "time_to_first_token_s", "max_concurrency"})
            QVERIFY2(json.at(key).is_null() && toJson(causal).at(key).is_number(), key);
        QVERIFY(json.at("encoder") == true && json.at("kv_cache_bytes") == 0);
    }

    /// What does not write one token after the other has no speeds of it, and is called what it is.
    void onlyContinuingHasSpeeds_data()
    {
        QTest::addColumn<QString>("tensor"); // one that only such a model has
        QTest::addColumn<QString>("family");
        QTest::newRow("encoder_decoder") << "dec.blk.0.cross_attn_q.weight"
                                         << "";
        QTest::newRow("classifier") << "cls.output.weight"
                                    << "";
        QTest::newRow("diffusion") << ""
                                   << "llada";
        QTest::newRow("encoder") << ""
                                 << "bert";
        QTest::newRow("embedding") << "pooled"
                                   << "";
        QTest::newRow("headless") << "no head"
                                  << "";
    }
    void onlyContinuingHasSpeeds()
    {
        QFETCH(QString, tensor);
        QFETCH(QString, family);
        auto asked = request("RTX 4090", "llama-3-8b", "");
        if (tensor == "pooled") // a key says so, no tensor
            asked.model.shape.pooling = model::Pooling::Last;
        else if (tensor == "no head")
            asked.model.shape.headless = true;
        else if (!tensor.isEmpty())
            asked.model.tensors.push_back({tensor.toStdString(), tensor::Type::F16, {64, 64}});
        if (!family.isEmpty()) {
            asked.model.shape.architecture = family.toStdString();
            asked.model.shape.causal = false;
        }
        const auto plan = makePlan(asked).value();
        QVERIFY(reasonOf(plan.reasons, QTest::currentDataTag()));
        for (const Term* term : plan.terms())
            QVERIFY2(!term->id.empty() && term->unit != "tokens/s", term->id.c_str());
        const Json json = toJson(asked, plan);
        for (const char* key : {"decode_tokens_per_s_ceiling", "prefill_tokens_per_s_ceiling", "time_to_first_token_s"})
            QVERIFY2(json.at(key).is_null(), key);
        QCOMPARE(json.at("max_concurrency").is_null(), family.size() > 0); // which caches bound
        QVERIFY(std::ranges::none_of(json.at("caveats"), [](const Json& caveat) { return caveat.at("term") == ""; }));
    }

    /// A format that the engine does not load is said, with who does: of every preset that writes one, and of folders.
    void formatsOfOtherEngines()
    {
        for (const auto& scheme : quant::folderSchemes()) {
            const auto plan = makePlan(request("RTX 4090", "llama-3.2-1b", std::string(scheme.name), 2048)).value();
            const Reason* reason = reasonOf(plan.reasons, "format_unloaded");
            const auto* format = quant::findFolderFormat(scheme.layout->method);
            QVERIFY2(reason && format && reason->severity == Verdict::Fits, scheme.name.data());
            QCOMPARE(reason->subject, std::string(format->engines));
            QVERIFY(reason->text.starts_with("llama.cpp does not load " + std::string(format->name)));
        }
        for (const char* preset : {"", "Q4_K_M"}) {
            auto asked = request("RTX 4090", "llama-3.2-1b", preset, 2048);
            QVERIFY(!reasonOf(makePlan(asked)->reasons, "format_unloaded"));
            asked.model.quantization = "awq"; // as it is, or made anew
            QCOMPARE(reasonOf(makePlan(asked)->reasons, "format_unloaded") != nullptr, asked.preset.empty());
            asked.engine = &test::kSlab; // which loads these, and no GGUF
            asked.batch = asked.engine->batch;
            QCOMPARE(reasonOf(makePlan(asked)->reasons, "format_unloaded") == nullptr, asked.preset.empty());
        }
    }

    /// What is loaded beside a model is kept with its plan, and in the command that makes it again.
    void besideIsKept()
    {
        auto asked = request("RTX 4090", "llama-3-8b", "");
        const auto words = [&] { return wordsOf(asked); };
        Json stored = Json::object();
        putBeside(asked, stored);
        QVERIFY(stored.empty() && words().find("projector") == std::string::npos);
        asked.model.leftOut = {{"vision tower", 10, 1000, 2000, false}};
        asked.beside = asked.model.leftOut;
        QVERIFY(words().ends_with(" --with-projector"));
        asked.beside.push_back({"projector", 2, 300, 600, false});
        asked.projector = "/models/mmproj.gguf";
        QVERIFY(words().ends_with(" --with-projector --projector /models/mmproj.gguf"));
        putBeside(asked, stored);
        auto again = request("RTX 4090", "llama-3-8b", "");
        again.beside = {{"another model's", 1, 1, 1, false}};
        takeBeside(Json::parse(stored.dump()), again);
        QVERIFY(again.beside == asked.beside && again.projector == asked.projector);
        QCOMPARE(makePlan(again)->beside.value, 2600.0);
        for (const char* nonsense :
             {"{}", "[]", "null", R"({"beside":3})", R"({"beside":[1,{"bytes":2}],"projector":"x"})"}) {
            takeBeside(Json::parse(nonsense), again);
            QVERIFY2(again.beside.empty() && again.projector.empty(), nonsense);
        }
    }

    void theCacheNamesItsEngine()
    {
        const auto plan = makePlan(request("RTX 4090", "llama-3-8b", "")).value();
        QVERIFY(plan.kvCache.source.starts_with("as llama.cpp allocates it"));
    }

    /// Of before keys and values were kept compressed: it costs a multiple, and the plan says so.
    void olderCompressedAttention()
    {
        auto asked = request("8x B300 SXM", "deepseek-r1", "");
        QVERIFY(!reasonOf(makePlan(asked)->reasons, "cache_in_full"));
        auto& shape = asked.model.shape;
        for (auto& layer : shape.perLayer)
            if (layer.attends()) {
                layer.latent = false;
                layer.kvHeads = layer.heads;
                layer.keyLength = 192;
                layer.valueLength = 128;
            }
        const auto plan = makePlan(asked).value();
        const Reason* reason = reasonOf(plan.reasons, "cache_in_full");
        QVERIFY(reason);
        QCOMPARE(reason->values.at(0).second, 128 * 320.0 / 576);
        QVERIFY(reason->text.find("key_length_mla") != std::string::npos);
    }

    /// Unlike cards fill up at different rates: the reason names the card that bounds the number of requests, and no
    /// other binds.
    void oneDeviceBinds_data()
    {
        QTest::addColumn<QString>("model");
        for (const char* rig : {"RTX 3090 + RTX 3060 12GB", "RTX 3060 12GB + RTX 3090", "RTX 4090 + RTX 3060 8GB",
                                "H100 SXM 80GB + RTX 4060", "2x RTX 3090 + RTX 4060 Ti 16GB", "RTX 5090 + Tesla T4"})
            for (const char* model : {"llama-3.1-8b", "llama-3.2-1b", "gpt-oss-20b"})
                QTest::newRow(qPrintable(QString("%1, %2").arg(rig, model))) << model;
    }
    void oneDeviceBinds()
    {
        QFETCH(QString, model);
        const auto rig = QString(QTest::currentDataTag()).section(", ", 0, 0).toStdString();
        for (const std::uint32_t context : {1024U, 8192U, 32768U, 131072U})
            for (const std::uint32_t requests : {1U, 4U, 16U, 64U}) {
                const auto plan = makePlan(request(rig, model.toStdString(), "Q4_K_M", context, requests)).value();
                std::vector<std::string> binding, exceeded;
                for (const auto& reason : plan.reasons) {
                    if (reason.text.find("bind") != std::string::npos)
                        binding.push_back(reason.subject);
                    if (reason.code == "memory_exceeded")
                        exceeded.push_back(reason.subject);
                }
                QCOMPARE(plan.maxConcurrency.value < requests, !exceeded.empty());
                const auto& named = exceeded.empty() ? binding : exceeded;
                QVERIFY(binding.size() <= 1 && !named.empty());
                QCOMPARE(plan.maxConcurrency.source, "bound by " + named.front());
            }
    }

    /// Towers and projectors are named; they take memory when they are asked for, and only that.
    void partsBesideTheTextModel()
    {
        auto asked = request("2x RTX 3090", "llama-3.1-8b", "Q4_K_M");
        const auto before = makePlan(asked).value();
        QVERIFY(!reasonOf(before.reasons, "parts_left_out") && !reasonOf(before.reasons, "parts_beside"));
        const std::uint64_t bytes = 800ULL << 20U;
        asked.model.leftOut = {{"vision tower", 10, bytes / 2, bytes, false}};
        auto plan = makePlan(asked).value();
        const auto* reason = reasonOf(plan.reasons, "parts_left_out");
        QVERIFY(reason && reason->text.find("vision tower, 800.0 MiB") != std::string::npos);
        QCOMPARE(plan.devices[0].free.value, before.devices[0].free.value);
        asked.beside = asked.model.leftOut;
        plan = makePlan(asked).value();
        QVERIFY(!reasonOf(plan.reasons, "parts_left_out") && reasonOf(plan.reasons, "parts_beside"));
        QCOMPARE(plan.devices[0].free.value, before.devices[0].free.value - double(bytes));
        QCOMPARE(plan.devices[1].free.value, before.devices[1].free.value);
        QCOMPARE(plan.weights.value, before.weights.value);
        QCOMPARE(plan.decodeCeiling.value, before.decodeCeiling.value);
        QVERIFY(plan.maxConcurrency.value <= before.maxConcurrency.value);
        QCOMPARE(toJson(plan).at("projector_bytes").get<std::uint64_t>(), bytes);
    }
};

HEADROOM_TEST(TestPlanParts)
#include "tst_planparts.moc"
