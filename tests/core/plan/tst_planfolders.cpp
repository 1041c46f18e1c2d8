// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A preset that writes a folder is planned like any other: with the folder's own bytes where the model is a file, and
// by the same arithmetic where it is only shapes.
#include "core/quant/calibrate/imatrix.h"
#include "core/quant/folder/storedas.h"
#include "support/commandline.h"
#include "support/tinymodel.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;

class TestPlanFolders : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_directory;
    QString model() const { return m_directory.filePath("tiny.gguf"); }

    static void eachScheme()
    {
        QTest::addColumn<QString>("scheme");
        for (const auto& scheme : quant::folderSchemes()) {
            const std::string name(scheme.name);
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }

private slots:
    void initTestCase()
    {
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        QVERIFY(test::writeTinyModel(model().toStdString(), tiny));
    }

    void bytesAreTheFolders_data() { eachScheme(); }
    void bytesAreTheFolders()
    {
        QFETCH(QString, scheme);
        const auto planned = test::runCli({"plan", "--model", model(), "--preset", scheme.toLower(), "--rig",
                                           "RTX 3090", "--context", "256", "--json"});
        QVERIFY2(planned.status == 0, planned.summary());
        const auto plan = planned.json();
        const auto outcome = test::runCli(
            {"quantize", model(), m_directory.filePath("out"), "--preset", scheme, "--dry-run", "--json"});
        QVERIFY2(outcome.status == 0, outcome.summary());
        const Json dry = outcome.json();
        std::uint64_t bytes = 0;
        for (const auto& tensor : dry.at("tensors"))
            bytes += tensor.at("bytes").get<std::uint64_t>();
        QCOMPARE(plan.at("weights_bytes").get<std::uint64_t>(), bytes);
        for (const char* key : {"output_bytes", "weights_bytes"})
            QCOMPARE(plan.at("artifact").at(key).get<std::uint64_t>(), dry.at(key).get<std::uint64_t>());

        // The arithmetic of shapes alone comes to the same.
        const auto file = model::ModelFile::open(model().toStdString()).value();
        const auto described = model::describe(*file).value();
        std::uint64_t computed = 0;
        for (const auto& tensor : described.tensors)
            computed += quant::bytesStoredAs(*quant::findFolderScheme(scheme.toStdString()), tensor);
        QCOMPARE(computed, bytes);
    }

    /// Bits per weight of a large model, all tensors together, embedding and head as they are.
    void catalogueModels_data() { eachScheme(); }
    void catalogueModels()
    {
        QFETCH(QString, scheme);
        const auto& row = *quant::findFolderScheme(scheme.toStdString());
        for (const char* id : {"llama-3.1-70b", "qwen3-30b-a3b"}) {
            auto asked = test::request("8x B300 SXM", id, scheme.toStdString());
            const auto plan = plan::makePlan(asked);
            QVERIFY2(plan.has_value(), plan ? "" : plan.error().detail.c_str());
            asked.preset.clear();
            const double whole = plan::makePlan(asked)->weights.value;
            const double share = plan->weights.value / whole;
            QVERIFY2(share > row.bits / 16.0 && share < row.bits / 16.0 + 0.17,
                     qPrintable(QString("%1: %2").arg(id).arg(share)));
        }
    }

    void noSuchPreset()
    {
        const auto result = test::runCli({"plan", "--model", "llama-3.1-8b", "--preset", "W4A17"});
        QCOMPARE(result.status, 2);
        QVERIFY2(result.err.contains("is none of the presets"), result.summary());
    }
    void namesThatMeanSeveral()
    {
        const auto result = test::runCli({"plan", "--model", "llama-3.1-8b", "--rig", "2x RTX 3080"});
        QCOMPARE(result.status, 2);
        QVERIFY2(result.err.contains("GeForce RTX 3080 10GB") && result.err.contains("GeForce RTX 3080 12GB"),
                 result.summary());
    }

    /// Of a model of the catalogue too: how many matrices keep their width, and why.
    void whatStaysIsSaid()
    {
        const auto run = [](const char* model) {
            return test::runCli({"plan", "--model", model, "--preset", "W4A16", "--rig", "RTX 4090", "--json"});
        };
        const auto some = run("gpt-oss-20b"), none = run("llama-3.1-8b");
        QVERIFY2(some.status == 0 && none.status == 0, some.summary());
        const Json notes = some.json().at("notes");
        QCOMPARE(notes.size(), std::size_t{1}); // 24 layers: of q, k, v and of 32 experts' three
        QCOMPARE(notes[0].get<std::string>(),
                 std::string("2376 projections stay as they are: 2880 inputs are no multiple of 128"));
        QVERIFY(none.json().at("notes").empty());
    }

    /// A source that is quantized already is planned, with what that costs.
    void whatIsQuantizedIsPlanned()
    {
        const QString once = m_directory.filePath("once.gguf");
        const auto made = test::runCli({"quantize", model(), once, "--preset", "Q8_0"});
        QVERIFY2(made.status == 0, made.summary());
        const auto planned
            = test::runCli({"plan", "--model", once, "--preset", "W4A16", "--rig", "RTX 3090", "--context", "256"});
        QVERIFY2(planned.status == 0, planned.summary());
        QVERIFY2(planned.out.contains("quantized already (Q8_0): errors add up"), planned.out);
    }

    /// Formats whose scales nothing is chosen for take no notice of an importance matrix.
    void importanceWithoutEffect_data() { eachScheme(); }
    void importanceWithoutEffect()
    {
        QFETCH(QString, scheme);
        quant::Imatrix matrix;
        matrix.entries["blk.0.ffn_down.weight"] = {std::vector<float>(512, 1.0F), {1}};
        JobControl control;
        const std::string path = m_directory.filePath("m.gguf").toStdString();
        if (!std::filesystem::exists(path))
            QVERIFY(quant::writeImatrix(path, matrix, control));
        quant::FolderOptions options;
        options.source = model().toStdString();
        options.scheme = scheme.toStdString();
        options.imatrix = path;
        const auto plan = quant::planFolder(options);
        QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
        const bool integers = quant::findFolderScheme(options.scheme)->code == quant::CodeKind::Integer;
        QCOMPARE(std::ranges::any_of(
                     plan->warnings,
                     [](const Remark& each) { return english(each).find("has no effect") != std::string::npos; }),
                 !integers);
    }
};

HEADROOM_TEST(TestPlanFolders)
#include "tst_planfolders.moc"
