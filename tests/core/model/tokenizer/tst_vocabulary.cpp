// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Vocabularies small enough to reason about: what is refused, and what each kind of token does.
#include "core/model/tokenizer/tokenizer.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace headroom;
using model::Array;
using model::Metadata;
using model::Value;
using Tokens = std::vector<model::Token>;

namespace {

constexpr std::uint32_t kInt32 = 5, kFloat = 6, kString = 8;

Value strings(const std::vector<std::string>& items)
{
    Array array{kString, {}};
    for (const auto& item : items)
        array.items.push_back({item});
    return {array};
}

template <class T> Value numbers(std::uint32_t type, const std::vector<T>& items)
{
    Array array{type, {}};
    for (const T item : items)
        array.items.push_back({item});
    return {array};
}

Metadata sentencePiece()
{
    Metadata keys;
    keys.set("tokenizer.ggml.model", {std::string("llama")});
    keys.set("tokenizer.ggml.tokens", strings({"<unk>", "<s>", "</s>", "<0x0A>", "▁", "a", "b", "▁a", "ab", "[X]"}));
    keys.set("tokenizer.ggml.scores", numbers<float>(kFloat, {0, 0, 0, 0, -9, -9, -9, -2, -1, 0}));
    keys.set("tokenizer.ggml.token_type", numbers<std::int32_t>(kInt32, {2, 3, 3, 6, 1, 1, 1, 1, 1, 4}));
    return keys;
}

Metadata byteLevel()
{
    Metadata keys;
    keys.set("tokenizer.ggml.model", {std::string("gpt2")});
    keys.set("tokenizer.ggml.pre", {std::string("gpt-2")});
    keys.set("tokenizer.ggml.tokens", strings({"a", "b", "c", "ab", "bc", "Ġ", "<|im_end|>"}));
    keys.set("tokenizer.ggml.merges", strings({"b c", "a b"}));
    return keys;
}

Result<std::unique_ptr<const model::Tokenizer>> create(const Metadata& keys)
{
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "words.gguf";
    JobControl control;
    HEADROOM_TRY(model::writeGguf(path, keys, {}, control));
    const auto file = model::ModelFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    return model::Tokenizer::create(**file);
}

} // namespace

class TestVocabulary : public QObject {
    Q_OBJECT
private slots:
    void bestScoreWinsThenLeftmost()
    {
        const auto tokenizer = create(sentencePiece());
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE((*tokenizer)->encode("ab", {}), (Tokens{4, 8})); // "ab" (-1) before "▁a" (-2)
        QCOMPARE((*tokenizer)->encode("a", {}), (Tokens{7}));
        QCOMPARE((*tokenizer)->encode("\n", {}), (Tokens{4, 3})); // by its byte
        QCOMPARE((*tokenizer)->encode("z", {}), (Tokens{4, 0})); // no byte token: unknown
        QCOMPARE((*tokenizer)->encode("", {.addSpecial = true}), (Tokens{1}));
        QCOMPARE((*tokenizer)->encode("</s>a", {.addSpecial = true, .parseSpecial = true}), (Tokens{1, 2, 7}));
        QCOMPARE((*tokenizer)->encode("a[X]a", {}), (Tokens{7, 9, 7})); // user-defined: always cut out
        QCOMPARE((*tokenizer)->decode(Tokens{1, 7, 9, 4, 3}), std::string("a[X] \n"));
    }

    void keysChangeTheRules()
    {
        Metadata keys = sentencePiece();
        keys.set("tokenizer.ggml.add_space_prefix", {false});
        keys.set("tokenizer.ggml.add_bos_token", {false});
        keys.set("tokenizer.ggml.add_eos_token", {true});
        const auto tokenizer = create(keys);
        QVERIFY(tokenizer);
        QVERIFY(!(*tokenizer)->addsBos());
        QCOMPARE((*tokenizer)->encode("ab", {.addSpecial = true}), (Tokens{8, 2}));
        QCOMPARE((*tokenizer)->decode(Tokens{4, 8}), std::string(" ab"));
    }

    void anyIntegerIsAnId()
    {
        for (const Value& id : {Value{std::uint8_t{5}}, Value{std::int16_t{5}}, Value{std::int32_t{5}},
                                Value{std::int64_t{5}}, Value{std::uint64_t{5}}}) {
            Metadata keys = sentencePiece();
            keys.set("tokenizer.ggml.bos_token_id", id);
            const auto tokenizer = create(keys);
            QVERIFY(tokenizer);
            QCOMPARE((*tokenizer)->bos(), 5);
            QCOMPARE((*tokenizer)->unknown(), 0);
        }
        Metadata keys = sentencePiece();
        keys.set("tokenizer.ggml.bos_token_id", {std::uint32_t{0xFFFFFFFF}}); // how some programs write none
        QVERIFY(create(keys));
    }

    void firstMergeWins()
    {
        const auto tokenizer = create(byteLevel());
        QVERIFY(tokenizer);
        QCOMPARE((*tokenizer)->encode("abc", {}), (Tokens{0, 4})); // "b c" ranks before "a b"
        QCOMPARE((*tokenizer)->encode(" ab", {}), (Tokens{5, 3}));
        QCOMPARE((*tokenizer)->bos(), -1);
        QVERIFY(!(*tokenizer)->addsBos());
        QVERIFY((*tokenizer)->endsGeneration(6)); // by its text, although no key says so
        QCOMPARE((*tokenizer)->encode("<|im_end|>", {.parseSpecial = true}), (Tokens{6}));
    }

    void refuses_data()
    {
        QTest::addColumn<bool>("bytes");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](bool bytes, const char* key, const char* change, const char* code, const char* detail) {
            QTest::addRow("%s %s", key, change) << bytes << QString(key) << QString(change) << code << detail;
        };
        row(false, "tokenizer.ggml.model", "erase", "corrupt", "missing");
        row(false, "tokenizer.ggml.model", "rwkv", "unsupported", "\"rwkv\"");
        row(false, "tokenizer.ggml.tokens", "erase", "corrupt", "missing");
        row(false, "tokenizer.ggml.tokens", "floats", "corrupt", "strings");
        row(false, "tokenizer.ggml.scores", "text", "corrupt", "not an array");
        row(false, "tokenizer.ggml.scores", "floats", "corrupt", "2 entries for 10 tokens");
        row(false, "tokenizer.ggml.scores", "nan", "corrupt", "not a number");
        row(false, "tokenizer.ggml.token_type", "nan", "corrupt", "32-bit integers");
        row(true, "tokenizer.ggml.pre", "no-such-family", "unsupported", "\"no-such-family\"");
        row(true, "tokenizer.ggml.pre", "gpt-2 mpt", "unsupported", "\"gpt-2 mpt\"");
        row(true, "tokenizer.ggml.merges", "erase", "corrupt", "missing");
        row(true, "tokenizer.ggml.merges", "tokens", "corrupt", "entry 0 is no pair");
        row(true, "tokenizer.ggml.merges", "floats", "corrupt", "entry 0 is no pair");
        for (const char* flag : {"add_bos_token", "add_eos_token", "add_space_prefix", "remove_extra_whitespaces"})
            for (const char* wrong : {"byte", "whole", "text"})
                row(false, qPrintable(QStringLiteral("tokenizer.ggml.%1").arg(flag)), wrong, "corrupt", "boolean");
        for (const char* id : {"bos", "eos", "unknown", "padding"})
            for (const char* wrong : {"fraction", "flag", "text", "floats"})
                row(false, qPrintable(QStringLiteral("tokenizer.ggml.%1_token_id").arg(id)), wrong, "corrupt",
                    "whole number");
        for (const char* id : {"bos", "eos", "unknown"})
            row(false, qPrintable(QStringLiteral("tokenizer.ggml.%1_token_id").arg(id)), "whole", "corrupt",
                "beyond the 10 tokens");
        row(false, "tokenizer.ggml.model", "whole", "corrupt", "a text");
        row(true, "tokenizer.ggml.pre", "whole", "corrupt", "a text");
        row(true, "tokenizer.ggml.merges", "text", "corrupt", "not an array");
        for (const char* key :
             {"tokenizer.chat_template", "tokenizer.chat_template.tool_use", "general.type", "general.name"})
            row(false, key, "whole", "corrupt", "a text");
        for (const char* key : {"split.count", "split.no", "split.tensors.count"})
            row(false, key, "text", "corrupt", "whole number");
    }

    void refuses()
    {
        QFETCH(bool, bytes);
        QFETCH(QString, key);
        QFETCH(QString, change);
        QFETCH(QString, code);
        QFETCH(QString, detail);
        Metadata keys = bytes ? byteLevel() : sentencePiece();
        const std::string name = key.toStdString();
        if (change == "erase")
            keys.erase(name);
        else if (change == "floats")
            keys.set(name, numbers<float>(kFloat, {1, 2}));
        else if (change == "nan")
            keys.set(name, numbers<float>(kFloat, std::vector<float>(10, std::nanf(""))));
        else if (change == "tokens")
            keys.set(name, *keys.find("tokenizer.ggml.tokens"));
        else if (change == "byte")
            keys.set(name, {std::uint8_t{0}});
        else if (change == "whole")
            keys.set(name, {std::uint32_t{999}});
        else if (change == "fraction")
            keys.set(name, {2.0F});
        else if (change == "flag")
            keys.set(name, {true});
        else
            keys.set(name, {change.toStdString()});
        const auto tokenizer = create(keys);
        QVERIFY(!tokenizer);
        QCOMPARE(QString::fromUtf8(errorCodeName(tokenizer.error().code).data()), code);
        QVERIFY(tokenizer.error().where.find("words.gguf") != std::string::npos);
        QVERIFY(tokenizer.error().where.find("key \"" + name + "\"") != std::string::npos);
        QVERIFY2(QString::fromStdString(tokenizer.error().detail).contains(detail), tokenizer.error().detail.c_str());
    }
};

HEADROOM_TEST(TestVocabulary)
#include "tst_vocabulary.moc"
