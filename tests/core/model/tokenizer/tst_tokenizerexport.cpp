// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// GGUF vocabularies written as tokenizer.json and read back by the reader of that format: the same ids for texts on
// which tokenizers differ, for the public vocabularies and for one made for each pre-tokenizer that GGUF names.
#include "core/base/file.h"
#include "core/model/hf/tokenizerfiles.h"
#include "core/model/tokenizer/pretokenizers.h"
#include "core/model/tokenizer/tokenizerjson.h"
#include "interop/cutvocabulary.h"
#include "interop/hardtexts.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sstream>

using namespace headroom;
using Tokens = std::vector<model::Token>;

namespace {

std::vector<std::string> split(const std::string& text, const std::string& separator)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + separator.size())
        parts.push_back(text.substr(begin, end - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

std::string ascii(std::string text)
{
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c < 0; }), text.end());
    return text;
}

/// Hard texts, and each special token of the file between words.
std::vector<std::string> textsFor(const model::ModelFile& file)
{
    std::vector<std::string> texts = test::hardTexts();
    const auto words = model::Vocabulary::read(file);
    std::string all;
    for (model::Token token = 0; words && words->contains(token) && all.size() < 4000; ++token)
        if (words->kind(token) & (model::kControl | model::kUserDefined | model::kUnknown))
            all += words->text(token) + (token % 2 ? " b " : "a\n");
    texts.push_back(all);
    return texts;
}

std::string message(const Error& error)
{
    return error.where + ": " + error.detail;
}

/// The first text whose ids differ, as a message.
std::string difference(const model::Tokenizer& from, const model::Tokenizer& to, const std::vector<std::string>& texts)
{
    for (const std::string& text : texts)
        for (const bool special : {false, true}) {
            const Tokens expected = from.encode(text, {special, special}), ids = to.encode(text, {special, special});
            if (expected != ids)
                return "differs: " + text;
            if (!special && to.decode(expected) != from.decode(expected))
                return "decodes as \"" + to.decode(expected) + "\": " + text;
        }
    return from.bos() == to.bos() && from.eos() == to.eos() && from.addsBos() == to.addsBos() ? "" : "ends differ";
}

} // namespace

class TestTokenizerExport : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::filesystem::path m_folder;

    /// A file of these keys alone.
    std::shared_ptr<const model::ModelFile> keysFile(const model::Metadata& keys) const
    {
        JobControl control;
        const auto path = std::filesystem::path(m_dir.path().toStdString()) / "keys.gguf";
        const auto written = model::writeGguf(path, keys, {}, control);
        return written ? model::ModelFile::open(path).value_or(nullptr) : nullptr;
    }
    std::string written(const model::ModelFile& file) const
    {
        JobControl control;
        const auto status = model::hf::writeTokenizer(m_folder, file, control);
        return status ? "" : message(status.error());
    }

private slots:
    void init()
    {
        m_folder = std::filesystem::path(m_dir.path().toStdString()) / "folder";
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directory(m_folder);
    }

    void publicVocabularies_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* folder : {"tokenizers", "models"})
            if (const auto root = test::sharedData(folder); !root.empty())
                for (const auto& entry : std::filesystem::directory_iterator(root))
                    if (entry.path().extension() == ".gguf")
                        QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
        if (test::sharedData("tokenizers").empty())
            QTest::newRow("absent") << QString();
    }
    void publicVocabularies()
    {
        QFETCH(QString, path);
        HEADROOM_NEEDS(path.toStdString());
        const auto file = model::ModelFile::open(path.toStdString()).value();
        const auto tokenizer = model::Tokenizer::create(*file).value();
        QCOMPARE(written(*file), std::string());
        if (tokenizer->kind() == "WordPiece") {
            QVERIFY(std::filesystem::exists(m_folder / "tokenizer.gguf"));
            QVERIFY(!std::filesystem::exists(m_folder / "tokenizer.json"));
            return;
        }
        const auto back = model::readTokenizerJson(m_folder);
        QVERIFY2(back, back ? "" : message(back.error()).c_str());
        std::vector<std::string> texts = textsFor(*file);
        for (std::size_t spaces = 2; spaces < 80; ++spaces)
            texts.push_back("a" + std::string(spaces, ' ') + "b\n" + std::string(80 - spaces, ' ')
                            + std::string(spaces, '\n'));
        if (const auto inputs = readTextFile(path.toStdString() + ".inp", 1U << 20U))
            for (std::string& text : split(*inputs, "\n__ggml_vocab_test__\n"))
                texts.push_back(std::move(text));
        QCOMPARE(difference(*tokenizer, **back, texts), std::string());

        model::Metadata keys; // and the keys that the file was made from
        QVERIFY(model::addTokenizerKeys(m_folder, keys));
        const auto& original = file->metadata();
        for (const char* key : {"tokenizer.ggml.model", "tokenizer.chat_template"})
            QCOMPARE(keys.text(key), original.text(key));
        if (keys.text("tokenizer.ggml.model") == "gpt2")
            QCOMPARE(keys.text("tokenizer.ggml.pre"), original.text("tokenizer.ggml.pre"));
    }

    void everyPreTokenizer_data()
    {
        QTest::addColumn<QString>("name");
        for (const model::Family& family : model::families()) {
            const std::string name(family.names.substr(0, family.names.find(' ')));
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }
    void everyPreTokenizer()
    {
        QFETCH(QString, name);
        const std::string pre = name.toStdString();
        const bool raw = model::findFamily(pre)->has(model::Family::kRawText);
        // As published, these tell the case of all letters, or take some spaces for letters; GGUF's readers do not.
        const bool differs = pre == "gpt-4o" || pre == "tekken" || pre == "deepseek-coder";
        std::vector<std::string> texts = test::hardTexts();
        if (differs)
            std::transform(texts.begin(), texts.end(), texts.begin(), ascii);
        model::Metadata keys = test::vocabulary(pre, test::train(pre, texts), raw);
        keys.set("tokenizer.chat_template", {std::string("{{ bos_token }}")});
        const auto file = keysFile(keys);
        QVERIFY(file);
        QCOMPARE(written(*file), std::string());
        QCOMPARE(std::filesystem::exists(m_folder / "tokenizer.json"), !raw);
        if (raw)
            return;
        const auto back = model::readTokenizerJson(m_folder);
        QVERIFY2(back, back ? "" : message(back.error()).c_str());
        const auto tokenizer = model::Tokenizer::create(*file).value();
        QCOMPARE(difference(*tokenizer, **back, texts), std::string());
        const auto config = parseJson(*readTextFile(m_folder / "tokenizer_config.json", 1U << 20U), "config").value();
        QVERIFY(config.at("chat_template") == "{{ bos_token }}" && config.at("bos_token") == "<s>");
    }

    /// Scores all different, and all characters tokens; then one thing after the other that has no equal.
    void sentencePiece_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"", "no space in front", "equal scores", "a byte is missing", "a strange character"})
            QTest::newRow(fault) << fault;
    }
    void sentencePiece()
    {
        QFETCH(QString, fault);
        test::RandomVocabulary words;
        words.add("<unk>", test::kUnknown);
        words.add("<s>", test::kControl);
        words.add("</s>", test::kControl);
        words.add("<|user|>", test::kUserDefined);
        if (fault != "a byte is missing")
            words.addBytes();
        float score = 0;
        for (const char* piece : {"▁", "a", "b", "c", "▁a", "ab", "bc", "▁ab", "abc", "cab", "▁▁", "é", "aé"})
            words.add(piece, test::kNormal, score -= 1);
        for (const char* run : {"▁▁▁▁", "▁▁▁▁▁", "▁▁▁▁▁▁", "▁▁▁▁▁▁▁▁", "▁▁▁"})
            words.add(run, test::kNormal, -1e9F);
        if (fault == "equal scores")
            words.add("ca", test::kNormal, score); // as "aé"
        if (fault == "a strange character")
            words.add("aж", test::kNormal, score - 1);
        model::Metadata keys = words.metadata("llama");
        if (fault == "no space in front")
            keys.set("tokenizer.ggml.add_space_prefix", {false});
        const auto file = keysFile(keys);
        QVERIFY(file);
        QCOMPARE(written(*file), std::string());
        const bool possible = fault.isEmpty() || fault == "no space in front";
        QCOMPARE(std::filesystem::exists(m_folder / "tokenizer.json"), possible);
        if (!possible) {
            QCOMPARE(int(model::makeTokenizerJson(*file).error().code), int(ErrorCode::Unsupported));
            return;
        }
        std::vector<std::string> texts = test::hardTexts();
        for (int spaces = 2; spaces < 40; ++spaces)
            texts.push_back("a" + std::string(std::size_t(spaces), ' ') + "b  "
                            + std::string(std::size_t(spaces), ' '));
        for (const char* text : {"", " ", "abcab aéb", "  ab    abcabcab", "<|user|> ab<|user|>ab", "a ▁ b", "жаб"})
            texts.emplace_back(text);
        const auto tokenizer = model::Tokenizer::create(*file).value();
        const auto back = model::readTokenizerJson(m_folder);
        QVERIFY2(back, back ? "" : message(back.error()).c_str());
        QCOMPARE(difference(*tokenizer, **back, texts), std::string());
    }

    void mergesThroughWhatIsNoToken()
    {
        const auto file = [this](const std::vector<std::string>& merges) {
            test::RandomVocabulary words;
            for (const char* piece : {"a", "b", "c", "ab", "abc"})
                words.add(piece, test::kNormal);
            model::Metadata keys = words.metadata("gpt2");
            model::Array all{8, {}};
            for (const std::string& merge : merges)
                all.items.push_back({merge});
            keys.set("tokenizer.ggml.merges", {std::move(all)});
            return keysFile(keys);
        };
        const auto unreachable = model::makeTokenizerJson(*file({"a b", "xx c", "ab c"}));
        QVERIFY2(unreachable, unreachable ? "" : message(unreachable.error()).c_str());
        QVERIFY(unreachable->text.find("xx") == std::string::npos);
        for (const auto& merges : {std::vector<std::string>{"b c", "a bc"}, {"a b", "d a"}}) {
            const auto refused = model::makeTokenizerJson(*file(merges));
            QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
            QVERIFY(refused.error().where.find("tokenizer.ggml.merges") != std::string::npos);
        }
    }
};

HEADROOM_TEST(TestTokenizerExport)
#include "tst_tokenizerexport.moc"
