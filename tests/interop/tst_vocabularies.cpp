// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// SentencePiece (BPE and unigram, with and without a normalization table) and WordPiece vocabularies of random pieces
// give the token ids of a prebuilt llama.cpp, with special tokens in the text and without.
#include "core/model/tokenizer/tokenizer.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/tokenizer/wordpiece.h"
#include "interop/hardtexts.h"
#include "interop/llamacpp.h"
#include "interop/vocabularies.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace headroom;
using model::Metadata;
using test::RandomVocabulary;
using Texts = std::vector<std::string>;

namespace {

std::string joined(const Texts& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += std::string(model::kSpaceMark) + model::replaceAll(text, " ", model::kSpaceMark);
    return all;
}

/// User-defined tokens are ASCII: before a unigram vocabulary is applied, llama.cpp takes the first bytes of any other
/// for the whole token, and what is left of the character for invalid UTF-8.
void addSpecials(RandomVocabulary& words)
{
    for (const char* text : {"<|control|>", "<|im_start|>", "<mask>"})
        words.add(text, test::kControl);
    for (const char* text : {"<user>", "x\ty", "  ", "the"})
        words.add(text, test::kUserDefined);
    words.add("unused piece", test::kUnused, -2);
}

Metadata sentencePiece(const Texts& texts)
{
    RandomVocabulary words;
    words.add("<unk>", test::kUnknown);
    words.add("<s>", test::kControl);
    words.add("</s>", test::kControl);
    words.addBytes();
    addSpecials(words);
    words.addPieces(joined(texts), 3000);
    return words.metadata("llama");
}

Metadata unigram(const Texts& texts)
{
    RandomVocabulary words;
    words.add("<pad>", test::kControl);
    words.add("</s>", test::kControl);
    words.add("<unk>", test::kUnknown);
    addSpecials(words);
    words.addPieces(joined(texts), 3000);
    return words.metadata("t5");
}

void setCharsMap(Metadata& metadata)
{
    test::CharsMapBuilder map;
    for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
             {"ﬁ", "fi"},    {"Ａ", "A"},     {"１", "1"},    {"\u3000", " "},  {"\u2003", " "},   {"\u00a0", " "},
             {"\t", " "},    {"\n", " "},     {"\r", " "},    {"e\u0301", "é"}, {"½", "1\u20442"}, {"²", "2"},
             {"\u00ad", ""}, {"\u200b", " "}, {"\ufeff", ""}, {"…", "..."},     {"Ⅷ", "VIII"},     {"™", "TM"},
             {"ｶ", "カ"},    {"。", "."},     {"，", ","},    {"\u0001", ""}})
        map.add(from, to);
    metadata.set("tokenizer.ggml.precompiled_charsmap", map.value());
}

Metadata wordPiece(const Texts& texts)
{
    RandomVocabulary words;
    words.add("[PAD]", test::kControl);
    for (const char* text : {"[UNK]", "[CLS]", "[SEP]", "[MASK]"})
        words.add(text, test::kControl);
    std::string all;
    for (const bool folded : {true, false})
        for (const std::string& text : texts)
            for (const std::string& word : model::bertWords(text, {folded, folded}))
                all += std::string(model::kSpaceMark) + word;
    words.addPieces(all, 5000);
    Metadata out = words.metadata("bert");
    const std::pair<const char*, std::uint32_t> ids[]{{"padding", 0},   {"unknown", 1}, {"cls", 2}, {"bos", 2},
                                                      {"seperator", 3}, {"eos", 3},     {"mask", 4}};
    for (const auto& [name, id] : ids)
        out.set(std::string("tokenizer.ggml.") + name + "_token_id", {id});
    return out;
}

struct Row {
    const char* name;
    Metadata (*make)(const Texts& texts);
    std::function<void(Metadata&)> change;
};

void flag(Metadata& metadata, const char* name, bool value)
{
    metadata.set(std::string("tokenizer.ggml.") + name, {value});
}

const std::vector<Row>& rows()
{
    static const std::vector<Row> all{
        {"SentencePiece", sentencePiece, [](Metadata&) {}},
        {"SentencePiece, no space in front", sentencePiece, [](Metadata& m) { flag(m, "add_space_prefix", false); }},
        {"SentencePiece, no BOS", sentencePiece, [](Metadata& m) { flag(m, "add_bos_token", false); }},
        {"unigram", unigram, [](Metadata&) {}},
        {"unigram, space in front", unigram, [](Metadata& m) { flag(m, "add_space_prefix", true); }},
        {"unigram, single spaces", unigram, [](Metadata& m) { flag(m, "remove_extra_whitespaces", true); }},
        {"unigram, normalized", unigram,
         [](Metadata& m) {
             setCharsMap(m);
             flag(m, "add_space_prefix", true);
             flag(m, "remove_extra_whitespaces", true);
         }},
        {"unigram, normalized, all spaces", unigram, setCharsMap},
        {"WordPiece", wordPiece, [](Metadata&) {}},
        {"WordPiece, cased", wordPiece,
         [](Metadata& m) {
             flag(m, "normalizer.lowercase", false);
             flag(m, "normalizer.strip_accents", false);
         }},
        {"WordPiece, cased without accents", wordPiece,
         [](Metadata& m) {
             flag(m, "normalizer.lowercase", false);
             flag(m, "normalizer.strip_accents", true);
         }},
        {"WordPiece, accents", wordPiece, [](Metadata& m) { flag(m, "normalizer.strip_accents", false); }},
    };
    return all;
}

QString shown(const std::vector<model::Token>& ids, const model::Tokenizer& tokenizer)
{
    QString out;
    for (const model::Token id : ids)
        out += QString("[%1 %2]").arg(id).arg(QString::fromStdString(tokenizer.piece(id)));
    return out;
}

} // namespace

class TestVocabularies : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!test::hasLlamaCpp())
            QSKIP(
                qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
        m_texts = test::hardTexts();
        for (const char* special : {"<s>", "</s>", "<|im_start|>", "<user>", "[MASK]", "<unk>"})
            for (const char* around : {"a% b", " % ", "  the%the  ", "\n%\n"})
                m_texts.push_back(model::replaceAll(around, "%", special));
    }
    void tokensAreTheSame_data();
    void tokensAreTheSame();

private:
    QTemporaryDir m_folder;
    test::LlamaCpp m_llamaCpp;
    Texts m_texts;
};

void TestVocabularies::tokensAreTheSame_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("parseSpecial");
    for (std::size_t i = 0; i < rows().size(); ++i)
        for (const bool special : {false, true})
            QTest::addRow("%s%s", rows()[i].name, special ? ", special tokens" : "") << int(i) << special;
}

void TestVocabularies::tokensAreTheSame()
{
    QFETCH(const int, index);
    QFETCH(const bool, parseSpecial);
    const Row& row = rows()[std::size_t(index)];
    Metadata metadata = row.make(m_texts);
    row.change(metadata);
    const auto path = m_folder.filePath("vocabulary.gguf").toStdString();
    JobControl control;
    QVERIFY(model::writeGguf(path, metadata, {}, control));
    const Json answer = m_llamaCpp.ask({{"model", path}, {"texts", m_texts}, {"parseSpecial", parseSpecial}});
    QVERIFY2(answer.contains("ids"), answer.value("error", std::string()).c_str());

    const auto tokenizer = model::Tokenizer::create(*model::ModelFile::open(path).value());
    QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
    QStringList different;
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const auto ours = (*tokenizer)->encode(m_texts[i], {.parseSpecial = parseSpecial});
        const auto theirs = answer.at("ids").at(i).get<std::vector<model::Token>>();
        if (ours != theirs)
            different << QString::fromStdString(m_texts[i]) + ": " + shown(ours, **tokenizer) + " for "
                    + shown(theirs, **tokenizer);
    }
    QVERIFY2(different.isEmpty(),
             qPrintable(QString::number(different.size()) + " texts: " + different.mid(0, 8).join("\n")));
    QCOMPARE((*tokenizer)->addsBos(), answer.at("addsBos").get<bool>());
}

HEADROOM_TEST(TestVocabularies)
#include "tst_vocabularies.moc"
