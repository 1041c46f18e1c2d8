// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a config.json announces is what its weights turn out to be, tensor by tensor; and of published shapes the number
// of parameters that the library counts which defines them.
#include "core/base/file.h"
#include "core/base/pythonjson.h"
#include "core/model/description.h"
#include "core/model/hf/exportfolder.h"
#include "core/model/remarks.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>

using namespace headroom;
using model::ModelFile;
using model::Weights;

namespace {

template <class T> std::string complaint(const Result<T>& result)
{
    return result ? std::string() : result.error().where + ": " + result.error().detail;
}

/// Names with shapes; without what keys alone describe, and without what the library counts as no parameter.
std::map<std::string, std::vector<std::uint64_t>> shapesOf(const ModelFile& file)
{
    const bool isParameter = file.metadata().text("general.architecture") == "ernie4_5-moe";
    std::map<std::string, std::vector<std::uint64_t>> shapes;
    for (const auto& info : file.tensors())
        if (!info.name.starts_with("rope_") && (isParameter || !info.name.ends_with("exp_probs_b.bias")))
            shapes[info.name] = info.shape;
    return shapes;
}

std::string text(const std::vector<std::uint64_t>& shape)
{
    std::string text;
    for (const auto extent : shape)
        text += (text.empty() ? "[" : " ") + std::to_string(extent);
    return text + "]";
}

} // namespace

class TestBareConfig : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    std::filesystem::path inside(const std::string& name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    std::filesystem::path bare(const std::string& name, const std::string& config) const
    {
        std::filesystem::create_directories(inside(name));
        std::ofstream(inside(name) / "config.json") << config;
        return inside(name);
    }

private slots:
    void announcesWhatIsThere_data()
    {
        QTest::addColumn<QString>("folder");
        const auto folders = test::sharedData("hf");
        if (folders.empty())
            return;
        for (const auto& entry : std::filesystem::directory_iterator(folders))
            if (std::filesystem::exists(entry.path() / "config.json"))
                QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
    void announcesWhatIsThere()
    {
        HEADROOM_NEEDS(test::sharedData("hf"));
        QFETCH(QString, folder);
        const std::filesystem::path path = folder.toStdString();
        const auto whole = ModelFile::open(path);
        if (!whole && whole.error().code == ErrorCode::Unsupported)
            QSKIP(complaint(whole).c_str());
        QVERIFY2(whole, complaint(whole).c_str());
        const auto target = inside(path.filename().string());
        std::filesystem::create_directories(target);
        std::filesystem::copy_file(path / "config.json", target / "config.json");
        const auto config = ModelFile::open(target, Weights::Optional);
        QVERIFY2(config, complaint(config).c_str());
        QVERIFY(!(*config)->hasWeights());
        const auto announced = shapesOf(**config), stored = shapesOf(**whole);
        for (const auto& [name, shape] : stored)
            QVERIFY2(
                announced.contains(name) && announced.at(name) == shape,
                (name + " " + text(shape)
                 + (announced.contains(name) ? " is announced as " + text(announced.at(name)) : " is not announced"))
                    .c_str());
        for (const auto& [name, shape] : announced)
            QVERIFY2(stored.contains(name), (name + " " + text(shape) + " is announced, and not there").c_str());
        const auto described = model::describe(**config), fromWeights = model::describe(**whole);
        QVERIFY2(described, complaint(described).c_str());
        if (shapesOf(**whole).size() == (*whole)->tensors().size())
            QCOMPARE(described->activeParameters(), fromWeights->activeParameters());
    }

    /// llama.cpp knows one length of Llama 4's chunks.
    void chunksOfAnotherLengthAreSaid()
    {
        HEADROOM_NEEDS(test::sharedData("hf/llama4/config.json"));
        Json config = parsePythonJson(readTextFile(test::sharedData("hf/llama4/config.json")).value(), "").value();
        for (const int tokens : {8192, 4096}) {
            (config.contains("text_config") ? config["text_config"] : config)["attention_chunk_size"] = tokens;
            const auto file
                = ModelFile::open(bare("chunks" + std::to_string(tokens), dumpPythonJson(config)), Weights::Optional);
            QVERIFY2(file, complaint(file).c_str());
            const auto traits = model::remarks(model::describe(**file).value(), **file);
            QCOMPARE(std::ranges::any_of(traits, [](const auto& trait) { return trait.code == "chunk_fixed"; }),
                     tokens != 8192);
        }
    }

    void publishedShapes_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<quint64>("parameters");
        const auto path = test::sharedData("configs.jsonl");
        std::ifstream lines(path);
        for (std::string line; std::getline(lines, line);) {
            const Json row = parsePythonJson(line, "configs.jsonl").value();
            QTest::addRow("%s", row.at("model_type").get<std::string>().c_str())
                << QString::fromStdString(dumpPythonJson(row.at("config")))
                << quint64(row.at("parameters").get<std::uint64_t>());
        }
    }
    void publishedShapes()
    {
        HEADROOM_NEEDS(test::sharedData("configs.jsonl"));
        QFETCH(QString, config);
        QFETCH(quint64, parameters);
        const auto file = ModelFile::open(bare(QTest::currentDataTag(), config.toStdString()), Weights::Optional);
        if (!file && file.error().code == ErrorCode::Unsupported)
            QSKIP(complaint(file).c_str());
        QVERIFY2(file, complaint(file).c_str());
        if (QByteArray(QTest::currentDataTag()) == "fuyu")
            QSKIP("of a model that also sees the text part is planned, which is all but 11063296 weights");
        const auto described = model::describe(**file);
        QVERIFY2(described, complaint(described).c_str());
        QCOMPARE(quint64(described->parameters()), parameters);
    }
};

HEADROOM_TEST(TestBareConfig)
#include "tst_bareconfig.moc"
