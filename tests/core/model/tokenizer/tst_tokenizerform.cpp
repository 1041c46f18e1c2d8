// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A tokenizer.json whose habits GGUF has no words for is imported with a note, any other without.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/tokenizer/tokenizerform.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

using namespace headroom;

namespace {

/// Single characters and bytes, no merges; spaces as `scheme` says.
std::string tokenizerJson(const std::string& scheme)
{
    Json vocabulary{{"<unk>", 0}, {"<s>", 1}, {"</s>", 2}};
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[fmt::format("<0x{:02X}>", byte)] = vocabulary.size();
    vocabulary["▁"] = vocabulary.size();
    for (char letter = 'a'; letter <= 'z'; ++letter)
        vocabulary[std::string(1, letter)] = vocabulary.size();
    Json added = Json::array();
    for (const auto& [text, id] : {std::pair("<unk>", 0), std::pair("<s>", 1), std::pair("</s>", 2)})
        added.push_back({{"id", id}, {"content", text}, {"special", true}, {"normalized", false}});
    const Json tokenizer{
        {"added_tokens", added},
        {"normalizer", nullptr},
        {"pre_tokenizer", {{"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", scheme}, {"split", false}}},
        {"decoder",
         {{"type", "Sequence"},
          {"decoders",
           Json::array({{{"type", "Replace"}, {"pattern", {{"String", "▁"}}}, {"content", " "}},
                        {{"type", "ByteFallback"}},
                        {{"type", "Fuse"}}})}}},
        {"model",
         {{"type", "BPE"},
          {"unk_token", "<unk>"},
          {"byte_fallback", true},
          {"fuse_unk", true},
          {"vocab", vocabulary},
          {"merges", Json::array()}}}};
    return tokenizer.dump();
}

} // namespace

class TestTokenizerForm : public QObject {
    Q_OBJECT
private slots:
    void whatGgufHasNoWordsFor_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<bool>("changesAfterSpecials");
        QTest::newRow("first") << QString("first") << true;
        QTest::newRow("always") << QString("always") << false;
        QTest::newRow("never") << QString("never") << false;
    }
    void whatGgufHasNoWordsFor()
    {
        QFETCH(QString, scheme);
        QFETCH(bool, changesAfterSpecials);
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        const std::string text = tokenizerJson(scheme.toStdString());
        QVERIFY(writeFile(folder / "tokenizer.json", std::as_bytes(std::span(text))));
        model::ModelParts parts;
        parts.path = folder;
        const auto status = model::addTokenizerKeys(folder, parts.metadata);
        QVERIFY2(status, status ? "" : status.error().detail.c_str());
        const auto file = model::ModelFile::assemble(std::move(parts)).value();
        const auto notes = english(model::lostInKeys(*file));
        const auto named = std::ranges::count_if(
            notes, [](const std::string& note) { return note.find("after special tokens") != std::string::npos; });
        QVERIFY2((named == 1) == changesAfterSpecials, notes.empty() ? "no notes" : notes.front().c_str());
        if (scheme == "never")
            QVERIFY(notes.empty());
    }

    void nothingToCompareWith()
    {
        QTemporaryDir dir;
        model::ModelParts parts;
        parts.path = dir.path().toStdString();
        QVERIFY(model::lostInKeys(*model::ModelFile::assemble(std::move(parts)).value()).empty());
    }
};

HEADROOM_TEST(TestTokenizerForm)
#include "tst_tokenizerform.moc"
