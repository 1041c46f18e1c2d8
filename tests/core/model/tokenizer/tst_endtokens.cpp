// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Several tokens that end a text: out of generation_config.json into GGUF keys and back, and generating stops at each.
#include "core/model/tokenizer/endtokens.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/infer/sampling.h"
#include "core/infer/transformer.h"
#include "core/model/hf/exportfolder.h"
#include "core/model/hf/tokenizerfiles.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using model::Token;
namespace fs = std::filesystem;
using Tokens = std::vector<Token>;

class TestEndTokens : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::TinyModel small;
        small.layers = 1;
        QVERIFY(test::writeTinyModel(inside("tiny.gguf"), small));
    }

    void idsAreTakenOrLeftOut_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<Tokens>("ids");
        QTest::newRow("one") << "7" << Tokens{7};
        QTest::newRow("several") << "[9, 7, 9]" << Tokens{9, 7};
        QTest::newRow("none") << "null" << Tokens{};
        QTest::newRow("strange") << R"([-1, 7, 300, 1e9, 18446744073709551615, "8", [6], {"a": 5}, true, 2.5])"
                                 << Tokens{7};
        QTest::newRow("object") << R"({"eos": 3})" << Tokens{};
    }
    void idsAreTakenOrLeftOut()
    {
        QFETCH(QString, given);
        QFETCH(Tokens, ids);
        QCOMPARE(model::endIds(Json::parse(given.toStdString()), 300), ids);
        write("generation_config.json", "{\"eos_token_id\": " + given.toStdString() + "}");
        QCOMPARE(model::endIds(fs::path(m_folder->path().toStdString()), 300), ids);
    }

    /// Where generation_config.json says nothing, config.json counts; damaged files say nothing.
    void configCountsWithoutGenerationConfig()
    {
        const fs::path folder = m_folder->path().toStdString();
        QCOMPARE(model::endIds(folder, 300), Tokens{});
        write("config.json", R"({"eos_token_id": [4, 5]})");
        QCOMPARE(model::endIds(folder, 300), (Tokens{4, 5}));
        write("generation_config.json", R"({"temperature": 0.6})");
        QCOMPARE(model::endIds(folder, 300), (Tokens{4, 5}));
        write("generation_config.json", "[1, 2");
        QCOMPARE(model::endIds(folder, 300), (Tokens{4, 5}));
        write("generation_config.json", R"({"eos_token_id": 6})");
        QCOMPARE(model::endIds(folder, 300), Tokens{6});
    }

    void keysGoByTextsThenByOrder()
    {
        const std::vector<std::string> texts{"a", "</s>", "<|eom_id|>", "b", "<|im_end|>", "c"};
        const auto text = [&](Token token) { return texts.at(std::size_t(token)); };
        model::Metadata metadata;
        model::setEndIds(metadata, 1, Tokens{2, 1, 4, 5}, text);
        QCOMPARE(keys(metadata), (Tokens{1, 4, 2}));
        QCOMPARE(model::endIds(metadata, 6), (Tokens{1, 2, 4, 5}));
        QCOMPARE(model::endIds(metadata, 5), (Tokens{1, 2, 4}));
        model::Metadata plain;
        model::setEndIds(plain, -1, Tokens{3, 5, 0}, text);
        QCOMPARE(keys(plain), (Tokens{3, 5, 0}));
        model::Metadata one;
        model::setEndIds(one, 1, Tokens{1}, text);
        QCOMPARE(keys(one), (Tokens{1, -1, -1}));
        QVERIFY(!one.find(model::kEndIdsKey));
    }

    /// Into a folder, changed there, and back: as tokenizer.json and as tokenizer.model.
    void foldersBringTheirList_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("tokenizer.json") << "tokenizer.json";
        QTest::newRow("tokenizer.model") << "tokenizer.model";
    }
    void foldersBringTheirList()
    {
        QFETCH(QString, file);
        const auto opened = model::ModelFile::open(inside("tiny.gguf"));
        QVERIFY(opened);
        JobControl quiet;
        const fs::path folder = inside("folder");
        const Status done = model::hf::exportFolder(*opened, folder, quiet);
        QVERIFY2(done, done ? "" : done.error().detail.c_str());
        const Json before = Json::parse(readTextFile(folder / "generation_config.json").value());
        QCOMPARE(before.at("eos_token_id").get<Token>(), 2);
        fs::remove(folder / "tokenizer.gguf");
        for (const char* other : {"tokenizer.json", "tokenizer.model"})
            if (file != QLatin1String(other))
                fs::remove(folder / other);
        QVERIFY(fs::exists(folder / file.toStdString()));
        const std::string list = R"({"eos_token_id": [2, 70, 71, 72, 100000]})";
        QVERIFY(writeFile(folder / "generation_config.json", std::as_bytes(std::span(list))));
        const auto again = model::ModelFile::open(folder);
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QCOMPARE(keys((*again)->metadata()), (Tokens{2, 70, 71}));
        const auto tokenizer = model::Tokenizer::create(**again);
        QVERIFY(tokenizer);
        for (const Token token : {2, 70, 71, 72})
            QVERIFY((*tokenizer)->endsGeneration(token));
        QVERIFY(!(*tokenizer)->endsGeneration(73));
        model::Metadata written = (*again)->metadata();
        QVERIFY(rewritten("back.gguf", written));
        const auto back = model::ModelFile::open(inside("back.gguf"));
        QCOMPARE(model::generationConfig(**back).at("eos_token_id").get<Tokens>(), (Tokens{2, 70, 71, 72}));
    }

    /// What a model says without ends, up to the one that has become an end.
    void generatingStopsAtAny()
    {
        const Tokens said = generated("tiny.gguf");
        QVERIFY(said.size() >= 4 && said[3] != said[0] && said[1] != said[0]);
        const auto tiny = model::ModelFile::open(inside("tiny.gguf"));
        for (const std::size_t at : {1, 3}) {
            const auto first = std::ranges::find(said, said[at]) - said.begin();
            model::Metadata metadata = (*tiny)->metadata();
            metadata.set(model::kEndIdsKey, {model::Array{5, {{std::int32_t{2}}, {std::int32_t{said[at]}}}}});
            QVERIFY(rewritten("ends.gguf", metadata));
            QCOMPARE(generated("ends.gguf"), Tokens(said.begin(), said.begin() + first));
        }
    }

private:
    fs::path inside(const char* name) const { return m_folder->filePath(name).toStdString(); }
    void write(const char* name, const std::string& text) const
    {
        QVERIFY(writeFile(inside(name), std::as_bytes(std::span(text))));
    }
    /// End of text, turn and message; -1 where there is none.
    static Tokens keys(const model::Metadata& metadata)
    {
        Tokens ids;
        for (const char* key :
             {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"}) {
            const auto id = metadata.unsignedInteger(key);
            ids.push_back(id ? Token(*id) : -1);
        }
        return ids;
    }
    bool rewritten(const char* name, const model::Metadata& metadata) const
    {
        const auto tiny = model::ModelFile::open(inside("tiny.gguf"));
        std::vector<model::TensorSource> sources;
        for (const auto& info : (*tiny)->tensors())
            sources.push_back({info.name, info.type, info.shape, [&] {
                                   const auto bytes = (*tiny)->data(info);
                                   return Result<std::vector<std::byte>>({bytes.begin(), bytes.end()});
                               }});
        JobControl quiet;
        return model::writeGguf(inside(name), metadata, sources, quiet).has_value();
    }
    Tokens generated(const char* name) const
    {
        const auto file = model::ModelFile::open(inside(name));
        const auto tokenizer = model::Tokenizer::create(**file);
        const auto transformer = infer::Transformer::load(*file);
        ThreadPool pool(1);
        const auto session = infer::Session::create(*transformer, 64, pool);
        infer::SamplingOptions options;
        options.temperature = 2;
        options.topK = 0;
        options.topP = 1;
        options.seed = 3;
        JobControl quiet;
        return infer::generate(**session, **tokenizer, Tokens{1, 80, 90}, 12, options, {}, quiet).value_or(Tokens{});
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

HEADROOM_TEST(TestEndTokens)
#include "tst_endtokens.moc"
