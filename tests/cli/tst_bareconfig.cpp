// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A model of which only its config.json is there is inspected, cut into tokens and planned as with its weights, and
// nothing else takes it.
#include "support/commandline.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QDir>
#include <QTemporaryDir>

using namespace headroom;
using test::runCli;

class TestBareConfigs : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString inside(const QString& name) const { return m_folder.filePath(name); }
    QByteArray config() const
    {
        QFile file(inside("whole/config.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString bare(const QString& name, const QByteArray& config) const
    {
        QDir(m_folder.path()).mkdir(name);
        QFile file(inside(name + "/config.json"));
        return file.open(QIODevice::WriteOnly) && file.write(config) == config.size() ? inside(name) : QString();
    }

private slots:
    void initTestCase()
    {
        test::TinyModel tiny;
        tiny.type = tensor::Type::F16;
        QVERIFY(test::writeTinyModel(inside("tiny.gguf").toStdString(), tiny));
        const auto exported = runCli({"export", inside("tiny.gguf"), inside("whole")});
        QVERIFY2(exported.status == 0, exported.summary());
        const QString folder = bare("bare", config());
        for (const QString& name : QDir(inside("whole")).entryList(QDir::Files))
            if (name.startsWith("tokenizer"))
                QVERIFY(QFile::copy(inside("whole/" + name), folder + "/" + name));
    }

    void isDescribedAsWithItsWeights()
    {
        const auto whole = runCli({"inspect", inside("whole"), "--json"});
        for (const QString& path : {inside("bare"), inside("bare/config.json")}) {
            const auto alone = runCli({"inspect", path, "--json"});
            QVERIFY2(alone.status == 0, alone.summary());
            const Json a = alone.json(), b = whole.json();
            QVERIFY(a.at("has_weights") == false && b.at("has_weights") == true);
            for (const char* key : {"parameters", "weights_bytes", "architecture", "shape", "types"})
                QVERIFY2(a.at(key) == b.at(key), key);
        }
        const auto words = runCli({"tokenize", inside("bare"), "--text", "abc", "--json"});
        QVERIFY2(words.status == 0, words.summary());
        QVERIFY(words.json() == runCli({"tokenize", inside("whole"), "--text", "abc", "--json"}).json());
    }

    void isPlannedAsWithItsWeights_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("as it is") << QStringList();
        QTest::newRow("preset") << QStringList{"--preset", "Q4_K_M"};
    }
    void isPlannedAsWithItsWeights()
    {
        QFETCH(QStringList, options);
        options += {"--rig", "RTX 3090", "--context", "64", "--json"};
        const auto alone = runCli(QStringList{"plan", "--model", inside("bare")} + options);
        const auto whole = runCli(QStringList{"plan", "--model", inside("whole")} + options);
        QVERIFY2(alone.status == 0, alone.summary());
        QVERIFY(alone.json().at("weights_bytes") == whole.json().at("weights_bytes"));
        QVERIFY(alone.json().at("devices") == whole.json().at("devices"));
    }

    void weightsThatWillBeQuantizedNeedAPreset()
    {
        Json json = Json::parse(config().toStdString());
        json["quantization_config"] = {{"quant_method", "exl3"}, {"bits", 4}};
        const QStringList plan{"plan", "--model", bare("quantized", QByteArray::fromStdString(json.dump())), "--rig",
                               "RTX 3090"};
        const auto silent = runCli(plan);
        QCOMPARE(silent.status, 2);
        QVERIFY2(silent.err.contains("exl3") && silent.err.contains("preset"), silent.err);
        QCOMPARE(runCli(plan + QStringList{"--preset", "Q4_K_M"}).status, 0);
    }

    /// To their true bits, where the method is known.
    void weightsThatWillBeQuantizedArePlanned()
    {
        const auto quantized = runCli({"quantize", inside("whole"), inside("awq"), "--preset", "AWQ"});
        QVERIFY2(quantized.status == 0, quantized.summary());
        QFile file(inside("awq/config.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList options{"--rig", "RTX 3090", "--context", "64", "--json"};
        const auto alone = runCli(QStringList{"plan", "--model", bare("bare-awq", file.readAll())} + options);
        const auto whole = runCli(QStringList{"plan", "--model", inside("awq")} + options);
        QVERIFY2(alone.status == 0, alone.summary());
        QVERIFY2(whole.status == 0, whole.summary());
        const double announced = alone.json().at("weights_bytes"), stored = whole.json().at("weights_bytes");
        QVERIFY2(qAbs(announced / stored - 1) < 0.01, alone.summary()); // the tiny model's norms are float32
    }

    /// Some of the weights were fetched, or none to the end.
    void halfAFolderIsPlanned()
    {
        const QString folder = bare("half", config());
        QFile weights(inside("whole/model.safetensors"));
        QVERIFY(weights.open(QIODevice::ReadOnly));
        const QByteArray bytes = weights.readAll();
        QFile cut(folder + "/model.safetensors");
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(bytes.first(bytes.size() / 2)) > 0);
        cut.close();
        const auto shown = runCli({"inspect", folder});
        QVERIFY2(shown.status == 0 && shown.out.contains("not all here"), shown.summary());
        QCOMPARE(runCli({"plan", "--model", folder, "--rig", "RTX 3090"}).status, 0);
        const auto run = runCli({"generate", folder, "--prompt", "a"});
        QVERIFY2(run.status == 1 && run.err.contains("bytes are missing"), run.err);
    }

    void nothingElseTakesIt_data()
    {
        QTest::addColumn<QStringList>("command");
        const QString model = inside("bare"), out = inside("out");
        QTest::newRow("quantize") << QStringList{"quantize", model, out, "--preset", "Q8_0"};
        QTest::newRow("import") << QStringList{"import", model, out};
        QTest::newRow("generate") << QStringList{"generate", model, "--prompt", "a"};
        QTest::newRow("bench") << QStringList{"bench", model};
    }
    void nothingElseTakesIt()
    {
        QFETCH(QStringList, command);
        const auto run = runCli(command);
        QVERIFY2(run.status == 1, run.summary());
        QVERIFY2(run.err.count('\n') == 1 && run.err.contains("holds no weights"), run.err);
        QVERIFY(!QFile::exists(inside("out")));
    }
};

HEADROOM_TEST(TestBareConfigs)
#include "tst_bareconfig.moc"
