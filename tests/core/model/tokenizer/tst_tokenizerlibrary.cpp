// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Pipelines that the tokenizers library has trained itself give its ids, from tokenizer.json alone.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>

using namespace headroom;
using Tokens = std::vector<model::Token>;

class TestTokenizerLibrary : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

private slots:
    void givesTheSameIds_data()
    {
        QTest::addColumn<QString>("folder");
        const auto all = test::sharedData("hf_tokenizers");
        if (all.empty())
            return;
        for (const auto& entry : std::filesystem::directory_iterator(all))
            if (entry.is_directory())
                QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
    void givesTheSameIds()
    {
        HEADROOM_NEEDS(test::sharedData("hf_tokenizers"));
        QFETCH(QString, folder);
        const std::filesystem::path path = folder.toStdString();
        const auto tokenizer = model::readTokenizerJson(path);
        QVERIFY2(tokenizer, tokenizer ? "" : (tokenizer.error().where + ": " + tokenizer.error().detail).c_str());
        std::ifstream lines(path / "cases.jsonl");
        int count = 0;
        for (std::string line; std::getline(lines, line); ++count) {
            const Json row = Json::parse(line);
            const auto text = row.at("text").get<std::string>();
            QVERIFY2((*tokenizer)->encode(text, {.parseSpecial = true}) == row.at("ids").get<Tokens>(), line.c_str());
            QVERIFY2((*tokenizer)->encode(text, {.addSpecial = true, .parseSpecial = true})
                         == row.at("ids_special").get<Tokens>(),
                     line.c_str());
        }
        QVERIFY(count > 100);
    }

    /// Added tokens that are looked for in the text as it is come before those that are looked for in the normalized
    /// one, wherever they stand; the latter are normalized themselves.
    void addedTokensInTwoPasses()
    {
        const Json words{{"a", 0}, {"b", 1}, {"c", 2}};
        const auto added = [](int id, const char* text, bool normalized, bool strips) {
            return Json{{"id", id},         {"content", text},          {"special", false},    {"lstrip", false},
                        {"rstrip", strips}, {"normalized", normalized}, {"single_word", false}};
        };
        const Json json{{"model", {{"type", "WordLevel"}, {"vocab", words}, {"unk_token", "b"}}},
                        {"normalizer", {{"type", "Lowercase"}}},
                        {"pre_tokenizer", {{"type", "WhitespaceSplit"}}},
                        {"added_tokens",
                         {added(3, "WoRd", true, true), added(4, "  ", false, false), added(5, "ab", true, false),
                          added(6, "Bc", false, false)}}};
        const std::filesystem::path folder = m_dir.path().toStdString();
        const std::string text = json.dump();
        QVERIFY(writeFile(folder / "tokenizer.json", std::as_bytes(std::span(text))));
        const auto tokenizer = model::readTokenizerJson(folder);
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE((*tokenizer)->encode("word a", {}), (Tokens{3, 0}));
        QCOMPARE((*tokenizer)->encode("WORD  a", {}), (Tokens{3, 4, 0})); // nothing is left to strip
        QCOMPARE((*tokenizer)->encode("aBc", {}), (Tokens{0, 6})); // before "ab"
        QCOMPARE((*tokenizer)->encode("AB c", {}), (Tokens{5, 2}));
    }
};

HEADROOM_TEST(TestTokenizerLibrary)
#include "tst_tokenizerlibrary.moc"
