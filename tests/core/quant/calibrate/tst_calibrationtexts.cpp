// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a calibration makes of its texts: prompts and logs, in the model's form, without secrets, and what stays of
// them.
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/quant/calibrate/calibrationfile.h"

#include "calibrationfolder.h"
#include "tests/support/test.h"

#include <QTest>

#include <fstream>

using namespace headroom;
using namespace headroom::quant;

class TestCalibrationTexts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_folder.fill()); }

    void promptsAndTheirCoverage()
    {
        std::ofstream(inside("prompts.jsonl"))
            << "{\"text\":\"the anther\"}\n"
            << "{\"messages\":[{\"content\":\"{\\\"key\\\": 1}\"},{\"content\":\"return f(x);\"}]}\n\n"
            << "\"\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442\"\n";
        auto options = tiny("prompts.gguf");
        options.texts = {inside("prompts.jsonl")};
        options.context = 16;
        JobControl control;
        const auto result = calibrate(options, control);
        QVERIFY(result);
        const Coverage& coverage = result->coverage;
        QCOMPARE(coverage.tokens, coverage.samples * 16);
        for (const std::size_t count : coverage.positions)
            QCOMPARE(count, coverage.samples * 2);
        QCOMPARE(coverage.scripts.size(), std::size_t{2});
        QCOMPARE(coverage.scripts[1].script, std::string_view("Cyrillic"));
        QCOMPARE(coverage.codeShare, 0.25);
        QCOMPARE(coverage.jsonShare, 0.25);
        QVERIFY(coverage.warnings.size() >= 3); // no template, shorter than the trained context, small
        QVERIFY(english(coverage.warnings[0]).find("no chat template") != std::string::npos);
        QVERIFY(english(coverage.warnings[1]).find("256") != std::string::npos);
    }

    /// What was used, not what was written, is hashed and counted; the report says which.
    void secretsAreReplacedBeforeUse()
    {
        std::ofstream(inside("secret.txt")) << "anther ann@example.com gone";
        std::ofstream(inside("neutral.txt")) << "anther [email] gone";
        auto options = tiny("secret.gguf");
        JobControl control;
        const auto used = [&](const char* text, bool redact) {
            options.texts = {inside(text)};
            options.redact = redact;
            options.replace = true;
            const auto result = calibrate(options, control);
            return result ? *result : CalibrationResult();
        };
        const auto neutral = used("neutral.txt", true);
        const auto kept = used("secret.txt", false);
        const auto keptFile = CalibrationFile::open(options.output);
        QVERIFY(keptFile);
        QCOMPARE(keptFile->report().at("redaction").at("applied").get<bool>(), false);
        const auto secret = used("secret.txt", true);
        QCOMPARE(secret.coverage.tokens, neutral.coverage.tokens);
        QCOMPARE(secret.textSha256, neutral.textSha256);
        QCOMPARE(neutral.textSha256, sha256(std::as_bytes(std::span(std::string_view("anther [email] gone")))));
        QVERIFY(kept.textSha256 != secret.textSha256);
        const auto file = CalibrationFile::open(options.output);
        QVERIFY(file);
        const Json expected{{"applied", true}, {"counts", {{"email", 1}}}};
        QVERIFY(file->report().at("redaction") == expected);
        QVERIFY(toJson(secret).at("redaction") == expected);
        QVERIFY(english(secret.coverage.warnings.at(0)).find("1 × email") != std::string::npos);
        QVERIFY(english(kept.coverage.warnings.at(0)).find("--no-redact") != std::string::npos);
    }

    void keepsOfTheTextWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("retain");
        QTest::addColumn<bool>("named");
        QTest::addColumn<bool>("kept");
        QTest::newRow("nothing") << "nothing" << false << false;
        QTest::newRow("hash") << "hash" << true << false;
        QTest::newRow("text") << "text" << true << true;
    }
    /// Neither file of a run holds more than that; what is kept was redacted, and is what the hash is of.
    void keepsOfTheTextWhatIsAllowed()
    {
        QFETCH(QString, retain);
        QFETCH(bool, named);
        QFETCH(bool, kept);
        std::ofstream(inside("confidential-7.txt")) << "anther ann@example.com gone " << test::tinyText(200);
        auto options = tiny(("retain-" + retain.toStdString() + ".gguf"));
        options.texts = {inside("confidential-7.txt"), inside("text.txt")};
        options.retain = findRetention(retain.toStdString()).value();
        JobControl control;
        const auto result = calibrate(options, control);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        const std::string file = readTextFile(options.output).value();
        const auto report = CalibrationFile::open(options.output)->report();
        QCOMPARE(QString::fromStdString(report.at("retained").get<std::string>()), retain);
        QCOMPARE(report.at("text_sha256").get<std::string>().size(), named ? std::size_t{64} : std::size_t{0});
        QCOMPARE(file.find("confidential-7") != std::string::npos, named);
        QVERIFY(file.find("ann@example") == std::string::npos && file.find("anther") == std::string::npos);
        const auto beside = options.output.string() + ".txt";
        QCOMPARE(std::filesystem::exists(beside), kept);
        if (!kept)
            return;
        const std::string text = readTextFile(beside).value();
        QVERIFY(text.starts_with("anther [email] gone "));
        QCOMPARE(sha256(std::as_bytes(std::span(text))), result->textSha256);
        options.replace = true; // the next run keeps no text, nor leaves this one; another's it does not touch
        options.retain = Retention::Hash;
        QVERIFY(calibrate(options, control) && !std::filesystem::exists(beside));
        std::ofstream(beside) << "a file of someone else";
        QVERIFY(calibrate(options, control) && std::filesystem::exists(beside));
        options.retain = Retention::Text;
        std::filesystem::remove(options.output); // not over a text that is there
        options.replace = false;
        QCOMPARE(calibrate(options, control).error().code, ErrorCode::Conflict);
        QVERIFY(!std::filesystem::exists(options.output));
    }

    void trafficLogs_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("text"); ///< empty: refused
        QTest::newRow("log") << QByteArray(R"({"request":{"model":"m","messages":[{"role":"user","content":"the"}]},)"
                                           R"("response":{"choices":[{"message":{"content":"anther"}}, 1]}})")
                             << QByteArray("the\nanther");
        QTest::newRow("parts") << QByteArray(R"({"request":{"messages":[{"content":[{"type":"text","text":"a"},)"
                                             R"({"type":"image_url"}, 7, null]}, null, 3, "x"]},"response":null})")
                               << QByteArray("a");
        QTest::newRow("answer alone") << QByteArray(R"({"response":{"choices":[{"message":{"content":"b"}}]}})")
                                      << QByteArray("b");
        QTest::newRow("secret") << QByteArray(R"({"request":{"messages":[{"content":"to ann@example.com"}]}})")
                                << QByteArray("to [email]");
        for (const char* bad : {R"({"request":[]})", R"({"request":{"messages":{}}})", R"({"response":{"choices":[]}})",
                                R"({"response":{"choices":[null]}})", R"({"request":{"messages":[{"content":null}]}})",
                                R"({"response":{"choices":[{"message":[]}]}})", R"([])", R"(null)"})
            QTest::newRow(bad) << QByteArray(bad) << QByteArray();
        const QByteArray huge(4 << 20, 'a');
        QTest::newRow("huge") << QByteArray(R"({"request":{"messages":[{"content":")") + huge
                + QByteArray(R"("}], "x":)") + QByteArray(100, '[')
                              << QByteArray();
    }

    void trafficLogs()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, text);
        std::ofstream(inside("log.jsonl"), std::ios::binary).write(line.constData(), line.size());
        const auto file = model::ModelFile::open(inside("tiny.gguf"));
        QVERIFY(file);
        const auto tokenizer = model::Tokenizer::create(**file);
        QVERIFY(tokenizer);
        const auto samples = readSamples(**tokenizer, {{inside("log.jsonl")}, 16, 0, true});
        QCOMPARE(samples.has_value(), !text.isEmpty());
        if (samples)
            QCOMPARE(QByteArray::fromStdString(samples->prompts.texts.at(0).text), text);
        else
            QVERIFY(samples.error().where.find("line 1") != std::string::npos);
    }

    /// With the model's own template its special tokens stand where training had them, the first one once.
    void conversationsInTheModelsForm()
    {
        std::ofstream(inside("chat.jsonl"))
            << R"({"messages":[{"role":"user","content":"the cat"}]})" << '\n'
            << R"({"request":{"messages":[{"role":"user","content":"one"}]},"response":{"choices":[{"message":)"
            << R"({"role":"assistant","content":"two"}}]}})" << '\n'
            << R"({"messages":[{"role":"system","content":"ann@example.com"}]})"
            << "\n\"<s>bare\"\n";
        const auto plain = model::ModelFile::open(inside("tiny.gguf"));
        QVERIFY(plain);
        model::Metadata keys = (*plain)->metadata();
        keys.set(
            "tokenizer.chat_template",
            {std::string(
                "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ "
                "raise_exception('no system: ' + (m.content ~ ' ') * 200) }}{% endif %}{{ m.role }}:{{ m.content }}</s>"
                "{{ strftime_now('%Y') }}{% endfor %}")});
        JobControl control;
        QVERIFY(model::writeGguf(inside("chat.gguf"), keys, {}, control));
        const auto file = model::ModelFile::open(inside("chat.gguf"));
        const auto tokenizer = model::Tokenizer::create(**file);
        const auto chat = jinja::ModelTemplate::of(**file);
        QVERIFY(tokenizer && chat);
        SampleOptions options{{inside("chat.jsonl")}, 512};
        options.chat = &*chat;
        const auto samples = readSamples(**tokenizer, options);
        QVERIFY(samples);
        const auto& texts = samples->prompts.texts;
        QCOMPARE(texts.at(0).text, std::string("<s>user:the cat</s>2025"));
        QCOMPARE(texts.at(1).text, std::string("<s>user:one</s>2025assistant:two</s>2025"));
        QCOMPARE(QByteArray::fromStdString(texts.at(2).text), QByteArray("[email]"));
        QCOMPARE(samples->prompts.rendered, std::size_t{2});
        QCOMPARE(samples->prompts.joined, std::size_t{1});
        QVERIFY(std::ranges::any_of(english(samples->warnings), [](const std::string& warning) {
            return warning.find("1 of 3 conversations") != std::string::npos
                && warning.find("no system: ") != std::string::npos && warning.size() < 400
                && warning.find("example.com") == std::string::npos; // a reason may quote
        }));
        // BOS begins each of the four texts, once; EOS stands where the template has it, a bare text's "<s>" is
        // letters.
        QCOMPARE(std::ranges::count(samples->tokens, (*tokenizer)->bos()), 4);
        QCOMPARE(std::ranges::count(samples->tokens, (*tokenizer)->eos()), 3);
    }

    /// A template's own layout in front of BOS does not make two of them.
    void blanksBeforeBos_data()
    {
        QTest::addColumn<QString>("begin");
        for (const char* begin : {"", " ", "\n", "\n\n", "\r\n\t ", "x"})
            QTest::addRow("%s", QByteArray(begin).toPercentEncoding().constData()) << begin;
    }
    void blanksBeforeBos()
    {
        QFETCH(QString, begin);
        std::ofstream(inside("one.jsonl")) << R"({"messages":[{"role":"user","content":"the cat sat on the mat"}]})";
        model::Metadata keys = test::tiny::metadata({});
        keys.set("tokenizer.chat_template",
                 {"{{ '" + begin.toStdString() + "' }}{{ bos_token }}{{ messages[0].content }}"});
        JobControl control;
        QVERIFY(model::writeGguf(inside("blanks.gguf"), keys, {}, control));
        const auto file = model::ModelFile::open(inside("blanks.gguf"));
        const auto tokenizer = model::Tokenizer::create(**file);
        const auto chat = jinja::ModelTemplate::of(**file);
        QVERIFY(tokenizer && chat);
        for (const std::uint32_t context : {8U, 512U}) { // cut into samples, and one short one
            SampleOptions options{{inside("one.jsonl")}, context};
            options.chat = &*chat;
            const auto samples = readSamples(**tokenizer, options);
            QVERIFY(samples);
            const auto first = samples->sample(0);
            QCOMPARE(first.front(), (*tokenizer)->bos());
            QCOMPARE(std::ranges::count(first, (*tokenizer)->bos()), begin == "x" ? 2 : 1);
        }
    }

    void badText_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("where");
        QTest::newRow("empty") << QByteArray() << "a.txt"
                               << "a.txt";
        QTest::newRow("latin-1") << QByteArray("gr\xFC\xDF") << "b.txt"
                                 << "byte 2";
        QTest::newRow("utf-16") << QByteArray("\xFF\xFEh\0i\0", 6) << "c.txt"
                                << "c.txt";
        QTest::newRow("utf-16 without mark") << QByteArray("h\0i\0", 4) << "f.txt"
                                             << "byte 1";
        QTest::newRow("binary") << QByteArray("\x7F"
                                              "ELF\2\1\1\0",
                                              8)
                                << "g.txt"
                                << "g.txt";
        QTest::newRow("no json") << QByteArray("\"fine\"\n{bad\n") << "d.jsonl"
                                 << "line 2";
        QTest::newRow("no prompt") << QByteArray("{\"question\":1}\n") << "e.jsonl"
                                   << "line 1";
    }

    void badText()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, name);
        QFETCH(QString, where);
        std::ofstream(inside(name.toStdString()), std::ios::binary).write(content.constData(), content.size());
        auto options = tiny("bad.gguf");
        options.texts = {inside(name.toStdString())};
        JobControl control;
        const auto result = calibrate(options, control);
        QVERIFY(!result);
        QVERIFY2(result.error().where.find(where.toStdString()) != std::string::npos, result.error().where.c_str());
        QVERIFY(!std::filesystem::exists(inside("bad.gguf")));
    }

private:
    test::CalibrationFolder m_folder;
    std::filesystem::path inside(const std::string& name) const { return m_folder.inside(name); }
    CalibrationOptions tiny(const std::string& output) const { return m_folder.tiny(output); }
};

HEADROOM_TEST(TestCalibrationTexts)
#include "tst_calibrationtexts.moc"
