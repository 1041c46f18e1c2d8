// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a failed download leaves under a file's name is recognised by everything that reads a file, in one line that
// names the file and what it is; and the advice fits what is wrong.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using test::runCli;

namespace {

struct StandIn {
    const char* name;
    QByteArray bytes;
    const char* said; ///< of it, in the line
};

std::vector<StandIn> standIns()
{
    return {{"pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS pointer"},
            {"page", "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>\n", "HTML page"},
            {"page of another language", "<!DOCTYPE html><title>T\xe4glich</title>", "HTML page"},
            {"gzip of braces", "\x1f\x8b\x08" + QByteArray(200, '{'), "gzip archive"},
            {"answer", "Entry not found", "server's answer"},
            {"gzip", QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + QByteArray(90, 'x'), "gzip archive"},
            {"zip", "PK\x03\x04" + QByteArray(100, 'x'), "ZIP archive"}};
}

} // namespace

class TestStandIns : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void areRecognised_data();
    void areRecognised();
    void marksAreNoPartOfTheText_data();
    void marksAreNoPartOfTheText();
    void emptyFilesAreSaidToBe_data();
    void emptyFilesAreSaidToBe();
    void adviceFits_data();
    void adviceFits();

private:
    QString inside(const QString& name) const { return m_folder.filePath(name); }
    void put(const QString& name, const QByteArray& bytes) const
    {
        QFile file(inside(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    /// Commands by what they read, and the name that it has to have.
    std::vector<std::pair<QString, QStringList>> readers() const;
    QTemporaryDir m_folder;
};

void TestStandIns::initTestCase()
{
    test::TinyModel tiny;
    tiny.type = tensor::Type::F16;
    QVERIFY(test::writeTinyModel(inside("tiny.gguf").toStdString(), tiny));
    put("text.txt", QByteArray::fromStdString(test::tinyText(2000)));
    put("chat.json", R"({"messages": [{"role": "user", "content": "Hi"}]})");
    put("small.txt", "too short");
    put("nothing.json", R"({"error": "Repository not found"})");
    QVERIFY(QDir(m_folder.path()).mkdir("folder"));
    QVERIFY(runCli({"export", inside("tiny.gguf"), inside("exported")}).status == 0);
}

std::vector<std::pair<QString, QStringList>> TestStandIns::readers() const
{
    const QString model = inside("tiny.gguf"), out = inside("out"), file = inside("exported/");
    const QStringList quantize{"quantize", model, out, "--preset", "Q8_0", "--dry-run"};
    return {{"a.gguf", {"inspect", inside("a.gguf")}},
            {"a.safetensors", {"inspect", inside("a.safetensors")}},
            {"i.gguf", quantize + QStringList{"--imatrix", inside("i.gguf")}},
            {"i.dat", quantize + QStringList{"--imatrix", inside("i.dat")}},
            {"c.gguf", quantize + QStringList{"--method", "awq", "--calibration", inside("c.gguf")}},
            {"preset.json", {"quantize", model, out, "--preset-file", inside("preset.json"), "--dry-run"}},
            {"rig.json", {"plan", "--model", "llama-3.1-8b", "--rig", inside("rig.json")}},
            {"rig", {"plan", "--model", "llama-3.1-8b", "--rig", inside("rig")}},
            {"mmproj.gguf", {"plan", "--model", "llama-3.1-8b", "--projector", inside("mmproj.gguf")}},
            {"budget.json",
             {"gate", "--baseline", model, "--candidate", model, "--text", inside("text.txt"), "--budget",
              inside("budget.json")}},
            {"comparison.json", {"gate", "--comparison", inside("comparison.json")}},
            {"t.txt", {"perplexity", model, "--text", inside("t.txt"), "--context", "8"}},
            {"t2.txt", {"compare", model, model, "--text", inside("t2.txt"), "--context", "8"}},
            {"t3.txt", {"calibrate", model, "--text", inside("t3.txt"), "--out", out}},
            {"t.jsonl", {"calibrate", model, "--text", inside("t.jsonl"), "--out", out}},
            {"t4.txt", {"tokenize", model, "--text-file", inside("t4.txt")}},
            {"ids.i32", {"logits", model, "--tokens", inside("ids.i32"), "--out", out}},
            {"rows.f32", {"pack", "--type", "F16", "--rows", "1", "--cols", "32", inside("rows.f32"), out}},
            {"p.headroom", {"artifacts", "list", "--project", inside("p.headroom")}},
            {"q.headroom",
             {"perplexity", model, "--text", inside("text.txt"), "--context", "32", "--project", inside("q.headroom")}},
            {"in.json", {"render-chat", model, "--input", inside("in.json")}},
            {"t.jinja", {"render-chat", inside("t.jinja"), "--input", inside("chat.json")}},
            {"exported/config.json", {"inspect", inside("exported")}},
            {"exported/generation_config.json", {"inspect", inside("exported")}},
            {"exported/chat_template.jinja", {"inspect", inside("exported")}},
            {"exported/model.safetensors", {"inspect", inside("exported")}},
            {"exported/model.safetensors.index.json", {"inspect", inside("exported")}}};
}

void TestStandIns::areRecognised_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("said");
    for (const auto& [name, arguments] : readers())
        for (const StandIn& each : standIns())
            QTest::addRow("%s: %s", qPrintable(name), each.name)
                << name << arguments << each.bytes << QByteArray(each.said);
}

void TestStandIns::areRecognised()
{
    QFETCH(QString, name);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, said);
    QFile before(inside(name));
    const QByteArray old = before.open(QIODevice::ReadOnly) ? before.readAll() : QByteArray();
    before.close();
    put(name, bytes);
    const auto result = runCli(arguments);
    QFile::remove(inside(name));
    if (!old.isEmpty())
        put(name, old);
    QVERIFY2(result.status == 1, result.summary());
    QVERIFY2(result.err.count('\n') == 1 && result.err.contains(said), result.err);
    QVERIFY2(result.err.contains(name.section('/', -1).toUtf8()), result.err);
    QVERIFY2(result.err.endsWith("check it, or fetch it again.\n"), result.err);
    QVERIFY(result.out.isEmpty() && !QFile::exists(inside("out")));
}

/// A byte order mark in front changes nothing, and another encoding is named.
void TestStandIns::marksAreNoPartOfTheText_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("arguments"); ///< the file follows
    QTest::addColumn<bool>("says"); ///< the same each time: nothing of free space
    const QString model = inside("tiny.gguf"), text = inside("text.txt");
    const QByteArray words = QByteArray::fromStdString(test::tinyText(2000));
    QTest::newRow("text") << words << QStringList{"perplexity", model, "--context", "32", "--text"} << true;
    QTest::newRow("tokens") << words << QStringList{"tokenize", model, "--text-file"} << true;
    QTest::newRow("rig") << QByteArray(
        R"({"ram_bytes": 68719476736, "ram_bandwidth_gb_per_s": 80, "cpu": {"cores": 8}})")
                         << QStringList{"plan", "--model", "llama-3.1-8b", "--json", "--rig"} << true;
    QTest::newRow("budget") << QByteArray(R"({"mean_kld": 0.5})")
                            << QStringList{"gate",   "--baseline", model,       "--candidate", model,
                                           "--text", text,         "--context", "32",          "--budget"}
                            << true;
    QTest::newRow("preset") << QByteArray(R"({"name": "own", "default_type": "Q8_0"})")
                            << QStringList{"quantize", model, inside("out"), "--dry-run", "--preset-file"} << false;
    QTest::newRow("chat") << QByteArray(R"({"messages": []})")
                          << QStringList{"render-chat", inside("plain.jinja"), "--input"} << true;
}

void TestStandIns::marksAreNoPartOfTheText()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, arguments);
    QFETCH(bool, says);
    put("plain.jinja", "prompt");
    arguments.append(inside("marked.json"));
    put("marked.json", content);
    const auto plain = runCli(arguments);
    QVERIFY2(plain.status == 0 || plain.status == 4, plain.summary());
    put("marked.json", "\xef\xbb\xbf" + content);
    const auto marked = runCli(arguments);
    QVERIFY2(marked.status == plain.status, marked.summary());
    if (says)
        QCOMPARE(marked.out, plain.out);
    put("marked.json", "\xff\xfe" + content);
    const auto wide = runCli(arguments);
    QVERIFY2(wide.status == 1 && wide.err.contains("UTF-16") && wide.err.contains("UTF-8"), wide.summary());
}

void TestStandIns::emptyFilesAreSaidToBe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    for (const auto& [name, arguments] : readers()) // no text, and no template, is one of no length
        if (name != "t4.txt" && name != "t.jinja" && name != "exported/chat_template.jinja" && name != "rows.f32"
            && name != "exported/generation_config.json" && name != "q.headroom" && !name.startsWith("t3")
            && name != "t.jsonl")
            QTest::newRow(qPrintable(name)) << name << arguments;
}

void TestStandIns::emptyFilesAreSaidToBe()
{
    QFETCH(QString, name);
    QFETCH(QStringList, arguments);
    QFile before(inside(name));
    const QByteArray old = before.open(QIODevice::ReadOnly) ? before.readAll() : QByteArray();
    before.close();
    put(name, {});
    const auto result = runCli(arguments);
    QFile::remove(inside(name));
    if (!old.isEmpty())
        put(name, old);
    QVERIFY2(result.status == 1, result.summary());
    QVERIFY2(result.err.contains("empty") && result.err.contains(name.section('/', -1).toUtf8()), result.err);
}

void TestStandIns::adviceFits_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("advice");
    const QString model = inside("tiny.gguf");
    const QString bare = inside("bare"); // a description, and no weights
    QDir().mkpath(bare);
    QFile description(bare + "/config.json");
    QVERIFY(description.open(QIODevice::WriteOnly) && description.write(R"({"model_type":"llama"})") > 0);
    description.close();
    const QByteArray another("Choose another file, or change what is asked of this one.");
    QTest::newRow("text too short") << QStringList{"perplexity", model, "--text", inside("small.txt")} << another;
    QTest::newRow("output is input") << QStringList{"quantize", model, model, "--preset", "Q8_0"} << another;
    QTest::newRow("no rig") << QStringList{"plan", "--model", "llama-3.1-8b", "--rig", inside("nothing.json")}
                            << another;
    QTest::newRow("no matrix") << QStringList{"quantize", model, inside("out"), "--preset", "Q8_0", "--imatrix", model}
                               << another;
    QTest::newRow("taken") << QStringList{"quantize", model, inside("text.txt"), "--preset", "Q8_0"}
                           << QByteArray("Choose another name, or allow replacing a file (--replace).");
    QTest::newRow("no template") << QStringList{"render-chat", model, "--input", inside("chat.json")}
                                 << QByteArray("Choose a file that has it.");
    QTest::newRow("no file") << QStringList{"inspect", inside("nowhere.gguf")} << QByteArray("Check the name.");
    QTest::newRow("no weights") << QStringList{"perplexity", bare, "--text", inside("text.txt")}
                                << QByteArray("Choose another folder, or fetch what is missing.");
    QTest::newRow("option") << QStringList{"plan", "--model", "no-such-model"} << QByteArray("Check the name.");
}

void TestStandIns::adviceFits()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, advice);
    const auto result = runCli(arguments);
    QVERIFY2(result.status == 1 && result.err.count('\n') == 1, result.summary());
    QVERIFY2(result.err.endsWith(advice + "\n"), result.err);
}

HEADROOM_TEST(TestStandIns)
#include "tst_standins.moc"
