// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A model goes out as a Hugging Face folder and every command works on the folder as on the file.
#include "core/base/json.h"
#include "core/model/modelfile.h"
#include "support/commandline.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

using namespace headroom;
using test::runCli;

class TestImportExport : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString path(const QString& name) const { return m_dir.filePath(name); }

    static Json inspected(const QString& model)
    {
        const auto result = runCli({"inspect", model, "--hash", "--json"});
        return result.status == 0 ? result.json() : Json();
    }
    /// The order of tensors is the container's own affair.
    static std::map<std::string, Json> byName(const Json& inspection)
    {
        std::map<std::string, Json> hashes;
        for (const auto& tensor : inspection.at("tensors"))
            hashes[tensor.at("name").get<std::string>()] = {tensor.at("type"), tensor.at("shape"), tensor.at("sha256")};
        return hashes;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(path("tiny.gguf").toStdString(), {.type = tensor::Type::F16}));
        const auto result = runCli({"export", path("tiny.gguf"), path("folder"), "--shard-bytes", "500000"});
        QVERIFY2(result.status == 0, result.summary().constData());
    }

    void folderHoldsTheSame()
    {
        const Json file = inspected(path("tiny.gguf")), folder = inspected(path("folder"));
        QVERIFY(!file.is_null() && !folder.is_null());
        QVERIFY(folder.at("format").get<std::string>().starts_with("Hugging Face folder, "));
        for (const char* key : {"architecture", "parameters", "shape", "weights_bytes"})
            QVERIFY2(file.at(key) == folder.at(key), key);
        QVERIFY(file.at("tokenizer") == folder.at("tokenizer"));
        const auto ours = byName(file), theirs = byName(folder);
        QCOMPARE(theirs.size(), ours.size());
        for (const auto& [name, row] : ours)
            QVERIFY2(theirs.at(name) == row, name.c_str());
        const Json shard = inspected(path("folder") + "/model.safetensors.index.json");
        QVERIFY(shard.at("sha256") == folder.at("sha256"));
    }

    void folderComesBack()
    {
        auto result = runCli({"import", path("folder"), path("back.gguf"), "--json"});
        QVERIFY2(result.status == 0, result.summary().constData());
        QVERIFY(result.json().at("architecture") == "llama");
        QVERIFY(byName(inspected(path("back.gguf"))) == byName(inspected(path("tiny.gguf"))));
        result = runCli({"import", path("folder"), path("wide.gguf"), "--type", "bf16"});
        QVERIFY2(result.status == 0, result.summary().constData());
        const Json types = inspected(path("wide.gguf")).at("types");
        QVERIFY(types.contains("BF16") && types.contains("F32") && !types.contains("F16"));
    }

    void folderIsQuantizedAndEvaluatedAsTheFile()
    {
        for (const char* source : {"tiny.gguf", "folder"}) {
            const auto result
                = runCli({"quantize", path(source), path(QString(source) + "-q4.gguf"), "--preset", "Q4_K_M"});
            QVERIFY2(result.status == 0, result.summary().constData());
        }
        QVERIFY(byName(inspected(path("tiny.gguf-q4.gguf"))) == byName(inspected(path("folder-q4.gguf"))));
        const std::string text = test::tinyText(2000);
        QVERIFY(writeFile(path("text.txt").toStdString(), std::as_bytes(std::span(text))));
        const auto perplexity = [&](const QString& model) {
            const auto result = runCli({"perplexity", model, "--text", path("text.txt"), "--context", "64", "--json"});
            return result.status == 0 ? result.json().at("perplexity") : Json();
        };
        const Json file = perplexity(path("tiny.gguf"));
        QVERIFY(file.is_number() && file == perplexity(path("folder")));
    }

    /// In every place where a quantized folder's size is told: codes, scales, zero points and order, each once.
    void quantizedFoldersCountAsStored_data()
    {
        QTest::addColumn<QString>("scheme");
        for (const char* scheme : {"W4A16", "W4A16-ASYM", "W8A8-FP8", "W8A8-INT8", "NVFP4A16", "MXFP4A16", "GPTQ",
                                   "GPTQ-3BIT", "AWQ", "NF4"})
            QTest::newRow(scheme) << QString(scheme);
    }
    void quantizedFoldersCountAsStored()
    {
        QFETCH(QString, scheme);
        auto result = runCli({"quantize", path("folder"), path(scheme), "--preset", scheme});
        QVERIFY2(result.status == 0, result.summary().constData());
        const auto file = readTextFile((path(scheme) + "/model.safetensors").toStdString(), 64U << 20U);
        QVERIFY(file);
        std::uint64_t header = 0;
        std::memcpy(&header, file->data(), sizeof header);
        const std::uint64_t stored = file->size() - sizeof header - header;
        result = runCli({"inspect", path(scheme), "--json"});
        QVERIFY2(result.status == 0, result.summary().constData());
        const Json inspection = result.json();
        QCOMPARE(inspection.at("weights_bytes").get<std::uint64_t>(), stored);
        std::uint64_t sum = 0;
        for (const auto& tensor : inspection.at("tensors"))
            sum += tensor.at("bytes").get<std::uint64_t>();
        QCOMPARE(sum, stored);
        const double bits = 8.0 * double(stored) / inspection.at("parameters").get<double>();
        QCOMPARE(inspection.at("bits_per_weight").get<double>(), bits);
        result = runCli({"plan", "--model", path(scheme), "--rig", "RTX 3090", "--context", "256", "--json"});
        QVERIFY2(result.status == 0, result.summary().constData());
        QCOMPARE(result.json().at("weights_bytes").get<std::uint64_t>(), stored);
    }

    /// What a class has and GGUF has no place for is said where the folder is looked at, planned, run and imported, and
    /// of the file that comes out, which is planned alike.
    void windowsAreNamed()
    {
        std::filesystem::copy(path("folder").toStdString(), path("mistral").toStdString());
        auto config = parseJson(*readTextFile(path("mistral/config.json").toStdString(), 1U << 20U), "config").value();
        config["architectures"] = {"MistralForCausalLM"};
        config["model_type"] = "mistral";
        config["sliding_window"] = 16;
        config.erase("headroom");
        const std::string text = config.dump();
        QVERIFY(writeFile(path("mistral/config.json").toStdString(), std::as_bytes(std::span(text))));
        const auto imported = runCli({"import", path("mistral"), path("mistral.gguf")});
        QVERIFY2(imported.status == 0 && imported.out.contains("looks back 16 tokens"), imported.summary().constData());
        std::set<double> caches;
        for (const char* model : {"mistral", "mistral.gguf"}) {
            const auto inspected = runCli({"inspect", path(model)});
            QVERIFY2(inspected.out.contains("looks back 16 tokens"), inspected.summary().constData());
            const auto planned
                = runCli({"plan", "--model", path(model), "--rig", "RTX 3090", "--context", "2048", "--json"});
            QVERIFY2(planned.status == 0 && planned.out.contains("window_ignored"), planned.summary().constData());
            caches.insert(planned.json().at("kv_cache_bytes").get<double>());
            const auto ran = runCli({"generate", path(model), "--prompt", "a", "--max-tokens", "1"});
            QVERIFY2(ran.err.contains("looks back 16 tokens"), ran.summary().constData());
        }
        QCOMPARE(caches.size(), 1U);
    }

    /// What a file cannot be run without is missed before it is written.
    void importsNoFileThatDoesNotRun()
    {
        std::filesystem::copy(path("folder").toStdString(), path("normless").toStdString());
        auto config = parseJson(*readTextFile(path("normless/config.json").toStdString(), 1U << 20U), "config").value();
        config["architectures"] = {"Qwen3ForCausalLM"}; // whose heads have norms
        config["model_type"] = "qwen3";
        config["head_dim"] = config.at("hidden_size").get<int>() / config.at("num_attention_heads").get<int>();
        config.erase("headroom");
        const std::string text = config.dump();
        QVERIFY(writeFile(path("normless/config.json").toStdString(), std::as_bytes(std::span(text))));
        const auto imported = runCli({"import", path("normless"), path("normless.gguf")});
        QVERIFY2(imported.status == 1 && imported.err.contains("attn_q_norm"), imported.summary().constData());
        QVERIFY(!std::filesystem::exists(path("normless.gguf").toStdString()));
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const auto at = [this](const char* name) { return path(name); };
        QTest::newRow("folder exists") << QStringList{"export", at("tiny.gguf"), at("folder")} << 1;
        QTest::newRow("file exists") << QStringList{"import", at("folder"), at("tiny.gguf")} << 1;
        QTest::newRow("no folder") << QStringList{"import", at("nothing"), at("x.gguf")} << 1;
        std::filesystem::create_directories(path("empty").toStdString());
        QTest::newRow("no weights") << QStringList{"import", at("empty"), at("x.gguf")} << 1;
        QTest::newRow("no float") << QStringList{"import", at("folder"), at("x.gguf"), "--type", "q4_0"} << 2;
    }
    void refusesWhatCannotBe()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const auto result = runCli(arguments);
        QCOMPARE(result.status, status);
        QVERIFY(!result.err.isEmpty());
        QVERIFY(!std::filesystem::exists(path("x.gguf").toStdString()));
    }

    /// It shows in a tensor, which is not what is wrong.
    void aWrongCountOfHeadsIsNamed_data()
    {
        QTest::addColumn<int>("heads");
        QTest::addColumn<bool>("lengthGiven");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("too few") << 3 << true << QByteArray("has 256 outputs, but \"num_attention_heads\" 3");
        QTest::newRow("too many") << 8 << true << QByteArray("has 256 outputs, but \"num_attention_heads\" 8");
        QTest::newRow("odd length") << 3 << false << QByteArray("\"num_attention_heads\" 3, ");
    }
    void aWrongCountOfHeadsIsNamed()
    {
        QFETCH(int, heads);
        QFETCH(bool, lengthGiven);
        QFETCH(QByteArray, said);
        QFile file(path("folder") + "/config.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        Json config = Json::parse(before.toStdString());
        config["num_attention_heads"] = heads;
        config["num_key_value_heads"] = heads;
        config["head_dim"] = 64;
        if (!lengthGiven)
            config.erase("head_dim");
        const auto put = [&](const std::string& text) {
            return file.open(QIODevice::WriteOnly) && file.write(text.data(), qint64(text.size())) > 0
                && (file.close(), true);
        };
        QVERIFY(put(config.dump()));
        const auto result = runCli({"inspect", path("folder")});
        QVERIFY(put(before.toStdString()));
        QVERIFY2(result.status == 1 && result.err.contains(said), result.summary().constData());
        QVERIFY2(result.err.contains("width 256"), result.err.constData());
    }
};

HEADROOM_TEST(TestImportExport)
#include "tst_importexport.moc"
