// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/tokenizer/tokenizer.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QTest>

#include <sstream>

using namespace headroom;
using model::Token;
using Tokens = std::vector<Token>;

namespace {

Result<std::unique_ptr<const model::Tokenizer>> load(const QString& name)
{
    const auto path = test::sharedData("tokenizers/ggml-vocab-" + name.toStdString() + ".gguf");
    if (path.empty())
        return fail(ErrorCode::NotFound, name.toStdString(), "no reference data");
    auto file = model::ModelFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    return model::Tokenizer::create(**file);
}

std::string fromHex(const std::string& hex)
{
    return QByteArray::fromHex(QByteArray::fromStdString(hex)).toStdString();
}

std::vector<std::string> split(const std::string& text, const std::string& separator)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + separator.size())
        parts.push_back(text.substr(begin, end - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

std::string shown(const Tokens& tokens)
{
    std::ostringstream text;
    for (const Token token : tokens)
        text << token << ' ';
    return text.str();
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT
    void vocabularies()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"gpt-2", "llama-bpe", "llama-spm", "phi-3", "qwen2", "bert-bge"})
            QTest::newRow(name) << name;
    }

    void checkRow(const model::Tokenizer& tokenizer, const Json& row, const std::string& text, const std::string& line)
    {
        const auto expect = [&](const Json& ids, model::EncodeOptions options) {
            const Tokens got = tokenizer.encode(text, options);
            QVERIFY2(got == ids.get<Tokens>(), (line + "\n" + shown(got)).c_str());
        };
        const Json& ids = row.at("ids");
        const Json& special = row.at("ids_special");
        expect(ids, {});
        expect(special.is_null() ? ids : special, {.parseSpecial = true});
        if (row.contains("ids_add_special"))
            expect(row.at("ids_add_special"), {.addSpecial = true});
        // The reference tidies spaces before punctuation in some byte-level vocabularies; ours gives back what went in.
        const std::string back = tokenizer.decode(ids.get<Tokens>());
        if (row.contains("detok_hex") && back != text)
            QVERIFY2(back == fromHex(row.at("detok_hex")), (line + "\n" + back).c_str());
    }

private slots:
    void officialCases_data() { vocabularies(); }
    void officialCases()
    {
        QFETCH(QString, name);
        const auto base = test::sharedData("tokenizers/ggml-vocab-" + name.toStdString() + ".gguf");
        HEADROOM_NEEDS(base);
        const auto tokenizer = load(name);
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        const auto inputs = split(*readTextFile(base.string() + ".inp"), "\n__ggml_vocab_test__\n");
        const auto outputs = split(*readTextFile(base.string() + ".out"), "\n");
        QVERIFY(inputs.size() > 40 && outputs.size() >= inputs.size());
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            Tokens expected;
            std::istringstream line(outputs[i]);
            for (Token token; line >> token;)
                expected.push_back(token);
            const Tokens got = (*tokenizer)->encode(inputs[i], {});
            QVERIFY2(got == expected, (inputs[i] + "\n" + shown(got) + "\n" + shown(expected)).c_str());
        }
    }

    void harderCases_data() { vocabularies(); }
    void harderCases()
    {
        QFETCH(QString, name);
        const auto path = test::sharedData("tokenizers/" + name.toStdString() + ".extra.jsonl");
        HEADROOM_NEEDS(path);
        const auto tokenizer = load(name);
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        int lines = 0;
        for (const std::string& line : split(*readTextFile(path), "\n")) {
            if (line.empty())
                continue;
            const auto row = parseJson(line, path.string());
            QVERIFY(row);
            const std::string text
                = row->contains("text_hex") ? fromHex(row->at("text_hex")) : row->at("text").get<std::string>();
            checkRow(**tokenizer, *row, text, line);
            ++lines;
        }
        QVERIFY2(lines > 350, std::to_string(lines).c_str());
    }

    void specialIds()
    {
        const auto llama = load("llama-bpe"), phi = load("phi-3"), qwen = load("qwen2"), gpt2 = load("gpt-2");
        if (!llama)
            QSKIP("reference data not found: set HEADROOM_SHARED");
        QCOMPARE((*llama)->bos(), 128000);
        QVERIFY((*llama)->addsBos());
        QVERIFY((*llama)->endsGeneration(128009)); // <|eot_id|>
        QVERIFY(!(*llama)->endsGeneration(128000));
        QCOMPARE((*llama)->vocabularySize(), 128256U);
        QCOMPARE((*phi)->eos(), 32000);
        QVERIFY((*phi)->endsGeneration(32007) && (*phi)->endsGeneration(32000)); // <|end|>, <|endoftext|>
        QVERIFY(!(*qwen)->addsBos());
        QCOMPARE(std::string((*gpt2)->kind()), std::string("byte-level BPE"));
        QCOMPARE(std::string((*phi)->kind()), std::string("SentencePiece BPE"));
        QCOMPARE((*gpt2)->piece(220), std::string(" "));
        QCOMPARE((*gpt2)->piece(50256), std::string());
        QCOMPARE((*phi)->piece(13), std::string("\n"));
        QCOMPARE((*phi)->piece(3 + 0xe4), std::string("\xe4"));
        for (const Token outside : {-1, 32064, 1 << 30})
            QCOMPARE((*phi)->piece(outside), std::string());
    }

    void aMegabyteIsQuick_data() { vocabularies(); }
    void aMegabyteIsQuick()
    {
        QFETCH(QString, name);
        const auto path = test::sharedData("models/tinyshakespeare.txt");
        HEADROOM_NEEDS(path);
        const auto tokenizer = load(name);
        const std::string prose = *readTextFile(path);
        const std::string noSpaces(1 << 18, 'a'), onlySpaces(1 << 18, ' ');
        for (const std::string& text : {prose, noSpaces, onlySpaces}) {
            QElapsedTimer timer;
            timer.start();
            const Tokens tokens = (*tokenizer)->encode(text, {});
            const auto elapsed = timer.elapsed();
            QVERIFY(name == "bert-bge" || (*tokenizer)->decode(tokens) == text);
            qInfo("%zu tokens in %lld ms", tokens.size(), elapsed);
            QVERIFY2(elapsed < 20000, std::to_string(elapsed).c_str()); // generous: sanitizers, busy machines
        }
    }
};

HEADROOM_TEST(TestTokenizer)
#include "tst_tokenizer.moc"
