// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/job/job.h"
#include "core/model/modelfile.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <map>

using namespace headroom;

class TestModelHashes : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void resultsNameTheirModel_data();
    void resultsNameTheirModel();

private:
    std::filesystem::path inside(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
};

void TestModelHashes::initTestCase()
{
    QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
    std::ofstream(inside("text.txt")) << test::tinyText(400);
}

/// A file may be another one by the time that its path is looked at again.
void TestModelHashes::resultsNameTheirModel_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"perplexity", "sensitivity", "search", "calibrate", "compare"})
        QTest::addRow("%s", kind) << kind;
}

void TestModelHashes::resultsNameTheirModel()
{
    QFETCH(QString, kind);
    JobControl control;
    const std::string tiny = inside("tiny.gguf").string(), text = inside("text.txt").string();
    const std::map<QString, Json> parameters{
        {"perplexity", {{"model", tiny}, {"text", text}, {"context", 64}, {"max_windows", 2}}},
        {"sensitivity", {{"model", tiny}, {"text", text}, {"context", 64}, {"max_windows", 1}, {"preset", "Q4_0"}}},
        {"search", {{"model", tiny}, {"text", text}, {"context", 64}, {"max_windows", 1}, {"budget_bits", 6}}},
        {"calibrate",
         {{"model", tiny}, {"texts", {text}}, {"output", inside("hashed.gguf").string()}, {"context", 64}}},
        {"compare", {{"baseline", tiny}, {"candidates", {tiny}}, {"text", text}, {"context", 64}, {"max_windows", 1}}}};
    const auto hash = model::ModelFile::open(inside("tiny.gguf")).value()->sha256(control).value();
    const auto result = job::run({kind.toStdString(), inside("hashes.headroom"), parameters.at(kind)}, control);
    QVERIFY2(result, result ? "" : (result.error().where + ": " + result.error().detail).c_str());
    const std::string all = result->result.dump();
    QVERIFY2(all.find('"' + hash + '"') != std::string::npos, all.c_str());
    const std::string said = readTextFile(text).value();
    QVERIFY2(kind == "calibrate" || all.find('"' + sha256(std::as_bytes(std::span(said))) + '"') != std::string::npos,
             all.c_str());
    QVERIFY(kind == "calibrate" || all.find("\"begins_with_bos\":") != std::string::npos);
}

HEADROOM_TEST(TestModelHashes)
#include "tst_modelhashes.moc"
