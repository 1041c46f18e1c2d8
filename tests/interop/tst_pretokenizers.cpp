// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every pre-tokenizer that Headroom knows cuts words where a prebuilt llama.cpp cuts them: token ids are compared in a
// vocabulary made of Headroom's own words (mergetrainer.h), so that any other cut shows.
#include "core/model/bytelevel.h"
#include "core/model/pretokenizer.h"
#include "core/model/tokenizer.h"
#include "core/model/tokenizerbase.h"
#include "core/model/utf8.h"
#include "interop/hardtexts.h"
#include "interop/llamacpp.h"
#include "interop/mergetrainer.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>
#include <sstream>

using namespace headroom;
using model::Family;
using test::MergeTrainer;

namespace {

enum : std::int32_t { kNormalToken = 1, kControlToken = 3, kByteToken = 6 };

/// A word as the first symbols that merges start from.
MergeTrainer::Pieces symbolsOf(std::string_view word, bool rawText)
{
    static const model::ByteLevel alphabet;
    MergeTrainer::Pieces out;
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t size = rawText ? model::announcedLength(word[i]) : 1;
        out.push_back(rawText ? std::string(word.substr(i, size))
                              : std::string(alphabet.encode(static_cast<std::uint8_t>(word[i]))));
        i += size;
    }
    return out;
}

MergeTrainer train(const std::string& name, const std::vector<std::string>& texts)
{
    const auto preTokenizer = model::PreTokenizer::create(name).value();
    const bool raw = preTokenizer.family().has(Family::kRawText);
    MergeTrainer out;
    std::vector<std::vector<MergeTrainer::Pieces>> words;
    for (const std::string& text : texts) {
        const std::string shown = raw ? model::replaceAll(text, " ", model::kSpaceMark) : text;
        auto& own = words.emplace_back();
        for (const std::string_view word : preTokenizer.split(shown)) {
            own.push_back(symbolsOf(word, raw));
            out.learnWord(own.back());
        }
    }
    for (const auto& text : words)
        for (std::size_t i = 0; i + 1 < text.size(); ++i)
            out.learnBoundary(text[i], text[i + 1]);
    return out;
}

model::Metadata vocabulary(const std::string& name, const MergeTrainer& trained, bool raw)
{
    static const model::ByteLevel alphabet;
    model::Array tokens{8, {}}, types{5, {}}, merges{8, {}};
    const auto add = [&](std::string text, std::int32_t type) {
        tokens.items.push_back({std::move(text)});
        types.items.push_back({type});
    };
    add("<unk>", kControlToken);
    add("<s>", kControlToken);
    std::set<std::string> bytes;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string text
            = raw ? fmt::format("<0x{:02X}>", byte) : std::string(alphabet.encode(static_cast<std::uint8_t>(byte)));
        add(text, raw ? kByteToken : kNormalToken);
        bytes.insert(text);
    }
    for (const std::string& token : trained.tokens())
        if (!bytes.contains(token))
            add(token, kNormalToken);
    for (const auto& [left, right] : trained.merges())
        merges.items.push_back({left + " " + right});
    model::Metadata out;
    out.set("general.architecture", {std::string("llama")});
    for (const char* key :
         {"block_count", "context_length", "embedding_length", "feed_forward_length", "attention.head_count"})
        out.set(std::string("llama.") + key, {32U});
    out.set("llama.attention.layer_norm_rms_epsilon", {1e-5F});
    out.set("tokenizer.ggml.model", {std::string(name == "gemma4" ? "gemma4" : "gpt2")});
    out.set("tokenizer.ggml.pre", {name});
    out.set("tokenizer.ggml.bos_token_id", {1U});
    out.set("tokenizer.ggml.eos_token_id", {1U});
    out.set("tokenizer.ggml.tokens", {std::move(tokens)});
    out.set("tokenizer.ggml.token_type", {std::move(types)});
    out.set("tokenizer.ggml.merges", {std::move(merges)});
    return out;
}

std::string shown(const std::vector<model::Token>& ids, const model::Tokenizer& tokenizer)
{
    std::string out;
    for (const model::Token id : ids)
        out += "[" + tokenizer.piece(id) + "]";
    return out;
}

} // namespace

class TestPreTokenizers : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!test::hasLlamaCpp())
            QSKIP(
                qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
        m_texts = test::hardTexts();
    }
    void tokensAreTheSame_data();
    void tokensAreTheSame();

private:
    QTemporaryDir m_folder;
    test::LlamaCpp m_llamaCpp;
    std::vector<std::string> m_texts;
};

void TestPreTokenizers::tokensAreTheSame_data()
{
    QTest::addColumn<QString>("name");
    for (const Family& family : model::families()) {
        std::istringstream names{std::string(family.names)};
        for (std::string name; names >> name;)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestPreTokenizers::tokensAreTheSame()
{
    QFETCH(const QString, name);
    const std::string family = name.toStdString();
    const auto path = m_folder.filePath("vocabulary.gguf").toStdString();
    JobControl control;
    const bool raw = model::findFamily(family)->has(Family::kRawText);
    const auto written = model::writeGguf(path, vocabulary(family, train(family, m_texts), raw), {}, control);
    QVERIFY2(written, written ? "" : written.error().detail.c_str());
    const Json answer = m_llamaCpp.ask({{"model", path}, {"texts", m_texts}});
    const std::string error = answer.value("error", std::string());
    if (error.find("unknown pre-tokenizer type") != std::string::npos)
        QSKIP("llama.cpp does not know this other name of one that it knows");
    QVERIFY2(answer.contains("ids"), error.c_str());

    const auto file = model::GgufFile::open(path);
    QVERIFY(file);
    const auto tokenizer = model::Tokenizer::create(**file);
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    QStringList different;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const auto ours = (*tokenizer)->encode(m_texts[i], {});
        const auto theirs = answer.at("ids").at(i).get<std::vector<model::Token>>();
        if (ours != theirs)
            different << QString::fromStdString(shown(ours, **tokenizer) + " for " + shown(theirs, **tokenizer));
    }
    QVERIFY2(different.isEmpty(),
             qPrintable(QString::number(different.size()) + " texts: " + different.mid(0, 8).join("\n")));
    QCOMPARE((*tokenizer)->addsBos(), answer.at("addsBos").get<bool>());
}

QTEST_GUILESS_MAIN(TestPreTokenizers)
#include "tst_pretokenizers.moc"
