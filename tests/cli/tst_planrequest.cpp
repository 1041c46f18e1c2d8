// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every row of what a plan is asked for: it has words, its default is allowed, the command line shows it, and what is
// typed comes back out of the project that keeps the plan, and out of the command that makes it again.
#include "core/plan/command.h"
#include "core/plan/requestrows.h"
#include "core/store/store.h"
#include "support/commandline.h"
#include "support/projector.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using namespace headroom::plan;

class TestPlanRequest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString at(const char* name) const { return m_folder.filePath(name); }

private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(at("tiny.gguf").toStdString()));
        QVERIFY(test::writeProjector(at("mmproj.gguf").toStdString()));
    }

    void rowsAreComplete()
    {
        const auto help = test::runCli({"plan", "--help"});
        const QString text = QString::fromUtf8(help.out).simplified();
        for (const RequestRow& row : requestRows()) {
            const Parameter& parameter = row.parameter;
            QVERIFY2(row.word && !helpOf(parameter).empty(), parameter.key.data());
            QVERIFY2(text.contains(parameter.flag), parameter.flag);
            QVERIFY2(text.contains(QString::fromStdString(helpOf(parameter)).simplified()), parameter.flag);
            QVERIFY2(parameter.usual == 0 || (parameter.low <= parameter.usual && parameter.usual <= parameter.high),
                     parameter.flag);
            if (parameter.kind == ValueKind::Whole) {
                const auto typed = test::runCli({"plan", "--model", "llama-3.1-8b", parameter.flag,
                                                 QString::number(std::uint64_t(parameter.high) + 1)});
                QCOMPARE(typed.status, 2);
                QVERIFY2(typed.err.contains(parameter.flag), typed.summary());
            }
        }
    }

    void whatIsTypedIsKept_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("projector") << "--model MODEL --rig RTX4090 --projector PROJECTOR --context 64";
        QTest::newRow("power")
            << "--model llama-3.1-8b --rig 2x_RTX_3090_+_Ryzen_9_7950X_+_64_GB_RAM_+_1200_W_Platinum_"
               "ATX_3.1_+_120V_15A --preset Q4_K_M --workload 1000:200 --concurrency 3";
        QTest::newRow("host memory") << "--model mixtral-8x7b --rig RTX4090 --engine llama.cpp:2025 --gpu-layers 0 "
                                        "--n-cpu-moe 3 --kv-type q8_0";
        QTest::newRow("all experts") << "--model mixtral-8x7b --rig RTX4090 --cpu-moe";
        QTest::newRow("batch") << "--model llama-3.1-8b --rig 7950X --batch 1024 --no-flash-attention";
    }
    /// What is not kept is never told as done.
    void aProjectOfTwoNamesKeepsNothing()
    {
        const QString project = at("one name.headroom"), other = at("another name.headroom");
        QVERIFY(store::Store::open(project.toStdString()));
        std::filesystem::create_hard_link(project.toStdString(), other.toStdString());
        for (const QString& name : {project, other})
            for (const QStringList& command :
                 {QStringList{"plan", "--model", at("tiny.gguf")}, QStringList{"artifacts", "list"}}) {
                const auto refused = test::runCli(command + QStringList{"--project", name});
                QVERIFY2(refused.status == 1 && refused.err.contains("hard links"), refused.summary());
            }
        std::filesystem::remove(other.toStdString());
        QVERIFY2(test::runCli({"plan", "--model", at("tiny.gguf"), "--project", project}).status == 0,
                 "one name again");
    }
    void whatIsTypedIsKept()
    {
        QFETCH(QString, line);
        QStringList arguments = ("plan " + line).split(' ');
        for (QString& argument : arguments)
            argument = argument == "MODEL" ? at("tiny.gguf")
                : argument == "PROJECTOR"  ? at("mmproj.gguf")
                                           : argument.replace('_', argument.contains("RTX_") ? ' ' : '_');
        const QString project = at(QTest::currentDataTag());
        const auto typed = test::runCli(arguments + QStringList{"--json", "--project", project, "--name", "it"});
        QVERIFY2(typed.status == 0, typed.summary());
        const auto store = store::Store::open(project.toStdString(), false);
        QVERIFY(store);
        const auto plans = (*store)->plans();
        QVERIFY(plans && plans->size() == 1);
        const Json& stored = plans->front().request;
        PlanRequest request = requestFromJson(stored, {});
        if (const std::string path = modelPathOf(stored); !path.empty())
            request.model = model::describe(**model::ModelFile::open(path)).value();
        QCOMPARE(requestToJson(request), stored);
        QStringList again;
        for (const std::string& word : commandOf(request))
            again.append(QString::fromStdString(word));
        again.append("--json");
        const auto repeated = test::runCli(again);
        QVERIFY2(repeated.status == 0, repeated.summary());
        QCOMPARE(repeated.json(), typed.json());
        for (const QString& argument : arguments) // nothing that was asked for is left out
            if (argument.startsWith("--") && argument != "--n-cpu-moe")
                QVERIFY2(again.contains(argument), qPrintable(argument));
    }

    /// As the command line of earlier versions stored it.
    void earlierPlansOpen()
    {
        const Json stored = Json::parse(R"({"rig": {"gpus": []}, "model": {"catalogue": "llama-3.1-8b"},
            "preset": "Q4_K_M", "projector": "/m/mmproj.gguf", "with_projector": false, "kv_type": "q8_0",
            "context_tokens": 4096, "concurrency": 2, "prompt_tokens": 100, "output_tokens": 50, "batch_tokens": 256,
            "flash_attention": false, "engine": "llama.cpp", "gpu_layers": 3,
            "beside": [{"part": "projector", "tensors": 1, "parameters": 2, "bytes": 3}]})");
        const PlanRequest request = requestFromJson(stored, {});
        QCOMPARE(request.projector, std::string("/m/mmproj.gguf"));
        QVERIFY(request.beside.size() == 1 && request.beside.front().bytes == 3);
        QVERIFY(request.preset == "Q4_K_M" && request.kvType == "q8_0" && request.workload.context == 4096);
        QVERIFY(request.workload.concurrency == 2 && request.workload.promptTokens == 100
                && request.workload.outputTokens == 50);
        QVERIFY(request.batch == 256 && !request.flashAttention && request.offload.gpuLayers == 3U);
        const Json again = requestToJson(request);
        for (const auto& [key, value] : again.items())
            if (key != "rig")
                QVERIFY2(stored.at(key) == value, key.c_str());
    }

    void whatMakesNoSenseIsLeftAsItWas()
    {
        const PlanRequest before;
        for (const char* value : {"1e300", "-1", "4294967296", "1.5", "\"8192\"", "true", "null", "[]"}) {
            const Json stored = Json::parse(std::string(R"({"context_tokens": )") + value + "}");
            QVERIFY2(requestFromJson(stored, before).workload.context == before.workload.context, value);
        }
    }
};

HEADROOM_TEST(TestPlanRequest)
#include "tst_planrequest.moc"
