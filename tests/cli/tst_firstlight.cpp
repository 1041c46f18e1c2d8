// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The whole job by command line: plan on a catalogue rig, quantize to four presets, compare all four with the original,
// and find everything in the project again.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using test::runCli;

class TestFirstLight : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void plan();
    void quantize_data();
    void quantize();
    void sameInputsSameBytes();
    void compare();
    void projectHoldsEverything();

private:
    QString inside(const QString& name) const { return m_folder.filePath(name); }
    std::int64_t hostBytes() const;

    QTemporaryDir m_folder;
    QString m_model, m_text, m_context;
    bool m_trained = false;
};

void TestFirstLight::initTestCase()
{
    const auto model = test::sharedData("models/shakespeare3m-f16.gguf");
    const auto text = test::sharedData("models/shakespeare_valid60k.txt");
    m_trained = !model.empty() && !text.empty();
    m_model = m_trained ? test::text(model) : inside("tiny.gguf");
    m_text = m_trained ? test::text(text) : inside("text.txt");
    m_context = m_trained ? "256" : "64";
    if (m_trained)
        return;
    QVERIFY(test::writeTinyModel(m_model.toStdString()));
    std::ofstream(m_text.toStdString()) << test::tinyText(1000);
}

/// Bytes of the embedding table as Q4_K_M stores it; none where the model has no head of its own.
std::int64_t TestFirstLight::hostBytes() const
{
    const auto dry = runCli({"quantize", m_model, inside("dry.gguf"), "--preset", "Q4_K_M", "--dry-run", "--json"});
    std::int64_t embedding = 0;
    bool hasHead = false;
    const Json plan = dry.json();
    for (const auto& tensor : plan.at("tensors")) {
        if (tensor.at("name") == "token_embd.weight")
            embedding = tensor.at("bytes").get<std::int64_t>();
        hasHead = hasHead || tensor.at("name") == "output.weight";
    }
    return hasHead ? embedding : 0;
}

void TestFirstLight::plan()
{
    const auto result = runCli({"plan", "--model", m_model, "--rig", "2x RTX 3090 + 1600W", "--preset", "Q4_K_M",
                                "--context", "256", "--concurrency", "4", "--project", inside("p.headroom"), "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    QVERIFY(json.at("verdict") == "fits");
    for (const char* key : {"reasons", "bottleneck", "max_context", "max_concurrency", "decode_tokens_per_s_ceiling",
                            "prefill_tokens_per_s_ceiling", "psu_load_fraction", "wall_watts"})
        QVERIFY2(json.contains(key), key);
    std::int64_t weights = 0, cache = 0;
    for (const auto& device : json.at("devices")) {
        for (const char* key : {"name", "total_bytes", "compute_buffer_bytes", "overhead_bytes", "free_bytes"})
            QVERIFY2(device.contains(key), key);
        weights += device.at("weights_bytes").get<std::int64_t>();
        cache += device.at("kv_cache_bytes").get<std::int64_t>();
    }
    // The embedding table stays in host memory, unless it is the head too: exact, from the sizes of a dry run.
    QCOMPARE(weights, json.at("weights_bytes").get<std::int64_t>() - hostBytes());
    QCOMPARE(cache, json.at("kv_cache_bytes").get<std::int64_t>());
    const auto text = runCli({"plan", "--model", m_model, "--rig", "2x RTX 3090 + 1600W", "--explain"});
    QVERIFY2(text.status == 0, text.summary());
    QVERIFY2(text.out.contains("fits") && text.out.contains("RTX 3090") && text.out.contains("source:"), text.out);
}

void TestFirstLight::quantize_data()
{
    QTest::addColumn<QString>("preset");
    for (const char* preset : {"Q8_0", "Q6_K", "Q4_K_M", "Q4_0"})
        QTest::newRow(preset) << preset;
}

void TestFirstLight::quantize()
{
    QFETCH(QString, preset);
    const QString artifact = inside(preset + ".gguf");
    const auto announced = runCli({"quantize", m_model, artifact, "--preset", preset, "--dry-run", "--json"});
    QVERIFY2(announced.status == 0, announced.summary());
    QVERIFY(!QFile::exists(artifact));
    const auto unnamed = runCli({"quantize", m_model, "--preset", preset, "--dry-run", "--json"}); // needs no name
    QVERIFY2(unnamed.status == 0, unnamed.summary());
    QVERIFY(unnamed.json().at("output_bytes") == announced.json().at("output_bytes"));
    const auto result
        = runCli({"quantize", m_model, artifact, "--preset", preset, "--project", inside("p.headroom"), "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    QCOMPARE(json.at("output_bytes").get<qint64>(), QFileInfo(artifact).size());
    QVERIFY(json.at("output_bytes") == announced.json().at("output_bytes"));
    QVERIFY(json.at("seconds").is_number() && json.at("bits_per_weight").is_number());
    QVERIFY(json.at("tensors").at(0).contains("name") && json.at("tensors").at(0).contains("type"));
    QVERIFY(json.at("tensors").at(0).at("rmse").is_number());
    const auto inspected = runCli({"inspect", artifact, "--json"});
    QVERIFY2(inspected.status == 0, inspected.summary());
    const Json seen = inspected.json();
    QVERIFY(seen.at("sha256") == json.at("sha256"));
    QVERIFY(seen.at("file_bytes") == json.at("output_bytes"));
    QVERIFY(seen.at("manifest").at("preset") == preset.toStdString());
    QCOMPARE(seen.at("tensors").size(), json.at("tensors").size());
}

void TestFirstLight::sameInputsSameBytes()
{
    const auto again = runCli({"quantize", m_model, inside("again.gguf"), "--preset", "Q4_K_M", "--threads", "1"});
    QVERIFY2(again.status == 0, again.summary());
    QFile first(inside("Q4_K_M.gguf")), second(inside("again.gguf"));
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QVERIFY(first.readAll() == second.readAll());
}

void TestFirstLight::compare()
{
    QStringList arguments{"compare", m_model};
    for (const char* preset : {"Q8_0", "Q6_K", "Q4_K_M", "Q4_0"})
        arguments << inside(QString(preset) + ".gguf");
    arguments << "--text" << m_text << "--context" << m_context << "--windows"
              << "6"
              << "--project" << inside("p.headroom") << "--json";
    const auto result = runCli(arguments);
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    QCOMPARE(json.at("candidates").size(), 4U);
    double previous = 0;
    for (const auto& candidate : json.at("candidates")) {
        for (const char* key : {"mean_kld", "kld_p99", "kld_max", "top1_agreement", "delta_ppl", "delta_ppl_ci95",
                                "noise_floor_mean_kld"})
            QVERIFY2(candidate.contains(key), key);
        QVERIFY(candidate.at("mean_kld").get<double>() > candidate.at("noise_floor_mean_kld").get<double>());
        QVERIFY(candidate.at("mean_kld").get<double>() > previous); // fewer bits, more damage
        previous = candidate.at("mean_kld").get<double>();
    }
    QVERIFY(json.at("candidates").at(0).at("mean_kld").get<double>() < 0.01);
}

void TestFirstLight::projectHoldsEverything()
{
    const auto result = runCli({"artifacts", "list", "--project", inside("p.headroom"), "--json"});
    QVERIFY2(result.status == 0, result.summary());
    const Json json = result.json();
    QCOMPARE(json.at("models").size(), 1U);
    QCOMPARE(json.at("models").at(0).at("sha256").get<std::string>().size(), 64U);
    QCOMPARE(json.at("plans").size(), 1U);
    QVERIFY(json.at("plans").at(0).at("result").at("verdict") == "fits");
    QCOMPARE(json.at("runs").size(), 5U);
    for (const auto& run : json.at("runs"))
        QVERIFY(run.at("state") == "done");
    QCOMPARE(json.at("artifacts").size(), 4U);
    const auto shown = runCli({"artifacts", "show", "Q4_K_M.gguf", "--project", inside("p.headroom"), "--json"});
    QVERIFY2(shown.status == 0, shown.summary());
    const Json artifact = shown.json();
    QVERIFY(artifact.at("preset") == "Q4_K_M");
    QVERIFY(artifact.at("source").at("sha256") == artifact.at("manifest").at("source.sha256"));
    QVERIFY(artifact.at("metrics").size() > 10);
    const auto text = runCli({"artifacts", "list", "--project", inside("p.headroom")});
    QVERIFY2(text.status == 0 && text.out.contains("Q6_K"), text.summary());
}

HEADROOM_TEST(TestFirstLight)
#include "tst_firstlight.moc"
