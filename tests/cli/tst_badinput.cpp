// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Bad input is normal: exit status 1 (2 for a wrong command line), one line on standard error that names the place,
// nothing on standard output, and no output file.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <fstream>

using namespace headroom;
using test::runCli;

class TestBadInput : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void oneLineAndNoFile_data();
    void oneLineAndNoFile();
    void wrongCommandLines_data();
    void wrongCommandLines();
    void namesDoNotSteerTheTerminal();
    void unreadableFile();
    void fullStandardOutput();
    void fullDisk_data();
    void fullDisk();

private:
    std::filesystem::path inside(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    void put(const char* name, const std::string& content) const
    {
        std::ofstream(inside(name), std::ios::binary) << content;
    }
    QTemporaryDir m_folder;
};

void TestBadInput::initTestCase()
{
    QVERIFY(test::writeTinyModel(inside("good.gguf")));
    std::ifstream in(inside("good.gguf"), std::ios::binary);
    const std::string good(std::istreambuf_iterator<char>(in), {});
    put("empty.gguf", "");
    put("text.gguf", "This is a text file and no model at all.");
    put("zip.gguf", "PK\x03\x04" + std::string(100, 'z'));
    put("header.gguf", good.substr(0, 30));
    put("half.gguf", good.substr(0, good.size() / 2));
    put("short.gguf", good.substr(0, good.size() - 1));
    std::string hostile = good;
    hostile.replace(8, 8, std::string(8, '\x7f')); // tensor count
    put("hostile.gguf", hostile);
    hostile = good;
    hostile.replace(24, 8, std::string(8, '\xff')); // length of the first key
    put("hostilekey.gguf", hostile);
    std::string big = good;
    std::swap(big[4], big[7]); // version, big endian
    put("bigendian.gguf", big);
    put("text.txt", "too short");
    put("ids.i32", std::string(8, '\0'));
    put("odd.i32", "abc");
    put("huge.i32", std::string("\xff\xff\xff\x7f", 4));
    put("rows.f32", std::string(4096, '\0'));
    put("rig.json", "{\"gpus\": 17}");
}

void TestBadInput::oneLineAndNoFile_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named"); // must stand in the line
    const auto file = [this](const char* name) { return test::text(inside(name)); };
    const QString out = file("out");
    for (const char* name : {"half.gguf", "short.gguf"}) { // which are enough to be inspected
        QTest::addRow("generate %s", name) << QStringList{"generate", file(name), "--prompt", "a"} << name;
        QTest::addRow("quantize %s", name) << QStringList{"quantize", file(name), out, "--preset", "Q8_0"} << name;
    }
    for (const char* name : {"missing.gguf", "empty.gguf", "text.gguf", "zip.gguf", "header.gguf", "hostile.gguf",
                             "hostilekey.gguf", "bigendian.gguf"}) {
        QTest::addRow("inspect %s", name) << QStringList{"inspect", file(name)} << name;
        QTest::addRow("quantize %s", name) << QStringList{"quantize", file(name), out, "--preset", "Q8_0"} << name;
    }
    QTest::newRow("logits half") << QStringList{"logits", file("half.gguf"), "--tokens", file("ids.i32"), "--out", out}
                                 << "half.gguf";
    QTest::newRow("generate text") << QStringList{"generate", file("text.gguf"), "--prompt", "a"} << "text.gguf";
    QTest::newRow("plan zip") << QStringList{"plan", "--model", file("zip.gguf"), "--rig", "RTX 3090"} << "zip.gguf";
    QTest::newRow("folder") << QStringList{"inspect", m_folder.path()} << "holds several models";
    QTest::newRow("unknown preset") << QStringList{"quantize", file("good.gguf"), out, "--preset", "Q9_9"} << "Q9_9";
    QTest::newRow("existing destination")
        << QStringList{"quantize", file("good.gguf"), file("zip.gguf"), "--preset", "Q8_0"} << "zip.gguf";
    QTest::newRow("no folder") << QStringList{"quantize", file("good.gguf"), file("nowhere/out"), "--preset", "Q8_0"}
                               << "nowhere";
    QTest::newRow("odd ids") << QStringList{"logits", file("good.gguf"), "--tokens", file("odd.i32"), "--out", out}
                             << "odd.i32";
    QTest::newRow("id out of range") << QStringList{"logits",         file("good.gguf"), "--tokens",
                                                    file("huge.i32"), "--out",           out}
                                     << "2147483647";
    QTest::newRow("pack shape") << QStringList{"pack",   "--type", "Q4_K",           "--rows", "4",
                                               "--cols", "100",    file("rows.f32"), out}
                                << "Q4_K";
    QTest::newRow("pack size") << QStringList{"pack",   "--type", "Q4_K",           "--rows", "5",
                                              "--cols", "256",    file("rows.f32"), out}
                               << "rows.f32";
    QTest::newRow("pack type") << QStringList{"pack",   "--type", "Q4_Z",           "--rows", "4",
                                              "--cols", "256",    file("rows.f32"), out}
                               << "Q4_Z";
    QTest::newRow("short text") << QStringList{"perplexity", file("good.gguf"), "--text", file("text.txt")} << "token";
    QTest::newRow("missing text") << QStringList{"tokenize", file("good.gguf"), "--text-file", file("none.txt")}
                                  << "none.txt";
    QTest::newRow("unknown model") << QStringList{"plan", "--model", "no-such-model"} << "no-such-model";
    QTest::newRow("rig file") << QStringList{"plan", "--model", "llama-3.1-8b", "--rig", file("rig.json")}
                              << "rig.json";
    QTest::newRow("sweep") << QStringList{"plan",    "--model",     "llama-3.1-8b", "--rig", "RTX 3090",
                                          "--sweep", "context=9:1", "--csv",        out}
                           << "context=9:1";
    QTest::newRow("no project") << QStringList{"artifacts", "list", "--project", file("none.headroom")}
                                << "none.headroom";
    QTest::newRow("not a project") << QStringList{"artifacts", "list", "--project", file("text.gguf")} << "text.gguf";
    QTest::newRow("project is a model") << QStringList{"quantize",  file("good.gguf"), out, "--preset", "Q8_0",
                                                       "--project", file("half.gguf")}
                                        << "half.gguf";
    QTest::newRow("no CUDA") << QStringList{"generate", file("good.gguf"), "--prompt", "a", "--device", "cuda:0"}
                             << "cuda";
}

void TestBadInput::oneLineAndNoFile()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto before = QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const auto result = runCli(arguments);
    // An option's value that makes no sense is a wrong command line; what it names and is not there is not.
    const bool option = result.err.startsWith("headroom-cli: --") && result.err.contains(" --help");
    QVERIFY2(result.status == (option ? 2 : 1), result.summary());
    QVERIFY2(result.err.count('\n') == 1 && result.err.endsWith('\n'), result.err);
    QVERIFY2(result.err.startsWith("headroom-cli: "), result.err);
    QVERIFY2(result.err.contains(named.toUtf8()), result.err);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), before);
}

void TestBadInput::wrongCommandLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"frobnicate"};
    QTest::newRow("unknown option") << QStringList{"hardware", "--fast"};
    QTest::newRow("missing option") << QStringList{"quantize", "a", "b"};
    QTest::newRow("not a number") << QStringList{"plan", "--model", "llama-3.1-8b", "--context", "many"};
    QTest::newRow("out of range") << QStringList{"plan", "--model", "llama-3.1-8b", "--context", "0"};
    for (const char* value : {"nan", "inf", "-1"})
        QTest::addRow("temperature %s", value)
            << QStringList{"generate", "m", "--prompt", "a", QStringLiteral("--temperature=%1").arg(value)};
    QTest::newRow("broken expression") << QStringList{"quantize", "a", "b", "--preset", "Q8_0", "--override", "(=Q8_0"};
    QTest::newRow("override without type") << QStringList{"quantize", "a", "b", "--preset", "Q8_0", "--override", "x"};
    QTest::newRow("type of the head") << QStringList{"quantize", "a", "b", "--preset", "Q8_0", "--output-tensor-type",
                                                     "Q4_Z"};
    QTest::newRow("types of a search") << QStringList{"search", "a", "--budget-bits", "4", "--types", "Q4_K,Q4_Z"};
    QTest::newRow("no artifact") << QStringList{"quantize", "a", "--preset", "Q8_0"};
    for (const char* value : {"-1", "-5", "010x", "18446744073709551616", "1e3", "0x10", "", " 7", "+7"})
        for (const QStringList& option :
             {QStringList{"perplexity", "m", "--text", "t", "--windows"},
              QStringList{"perplexity", "m", "--text", "t", "--memory-limit"},
              QStringList{"quantize", "a", "b", "--preset", "Q8_0", "--split-max-size"},
              QStringList{"quantize", "a", "b", "--preset", "Q8_0", "--shard-bytes"},
              QStringList{"search", "m", "--budget-bytes"}, QStringList{"generate", "m", "--prompt", "a", "--seed"},
              QStringList{"plan", "--model", "llama-3.1-8b", "--context"}, QStringList{"hardware", "--threads"}}) {
            const QStringList whole = option.first(option.size() - 1) + QStringList{option.last() + "=" + value};
            QTest::addRow("%s", qPrintable(whole.join(' '))) << whole;
        }
    QTest::newRow("size beyond 64 bits") << QStringList{"search", "m", "--budget-bytes=99999999TiB"};
    QTest::newRow("unit") << QStringList{"search", "m", "--budget-bytes=5parsec"};
    QTest::newRow("two texts") << QStringList{"tokenize", "m", "--text", "a", "--text-file", "b"};
    QTest::newRow("no text") << QStringList{"tokenize", "m"};
    QTest::newRow("KV type") << QStringList{"plan", "--model", "llama-3.1-8b", "--kv-type", "f7"};
    for (const char* rig : {"2x H100", "RTX 3080", "0x RTX 3090", "4x Voodoo 2", "RTX 4090 48GB", "8900 XTX", ""})
        QTest::addRow("rig %s", rig) << QStringList{"plan", "--model", "llama-3.1-8b", "--rig", rig};
    const QStringList quick{"--text", "t"};
    for (const char* type : {"f7", "Q8"})
        for (const QStringList& command :
             {QStringList{"perplexity", "m"} + quick, QStringList{"logits", "m", "--tokens", "t", "--out", "o"},
              QStringList{"generate", "m", "--prompt", "a"}, QStringList{"bench", "m"}})
            QTest::addRow("%s, KV type %s", qPrintable(command.first()), type)
                << command + QStringList{"--kv-type", type};
    for (const char* device : {"gpu", "cuda:", "cuda:x", "cudagpu", "CPU 0"})
        for (const QStringList& command : {QStringList{"perplexity", "m"} + quick, QStringList{"bench", "m"}})
            QTest::addRow("%s, device %s", qPrintable(command.first()), device)
                << command + QStringList{"--device", device};
    for (const char* preset : {"Q9_X", "Q4_K_N", "W5A16"})
        for (const QStringList& command : {QStringList{"plan", "--model", "llama-3.1-8b"},
                                           QStringList{"quantize", "a", "b"}, QStringList{"sensitivity", "m"} + quick})
            QTest::addRow("%s, preset %s", qPrintable(command.first()), preset)
                << command + QStringList{"--preset", preset};
    QTest::newRow("preset of folders") << QStringList{"sensitivity", "m", "--preset", "W4A16"} + quick;
    for (const char* command : {"pack", "unpack"})
        QTest::addRow("%s, type", command)
            << QStringList{command, "a", "b", "--type", "Q4_Z", "--rows", "1", "--cols", "32"};
    QTest::newRow("requests") << QStringList{"plan", "--model", "llama-3.1-8b", "--concurrency", "65537"};
    QTest::newRow("tokens") << QStringList{"plan", "--model", "llama-3.1-8b", "--context", "134217729"};
    for (const char* engine : {"vllm", "llama", "LLAMA.CPP", "llama.cpp:", "llama.cpp:b1", ":v0.5.0", ""})
        QTest::addRow("engine %s", engine) << QStringList{"plan", "--model", "llama-3.1-8b", "--engine", engine};
    for (const char* option : {"--gpu-layers", "--n-cpu-moe"})
        for (const char* layers : {"-1", "65537", "all", "1.5"})
            QTest::addRow("%s %s", option, layers) << QStringList{"plan", "--model", "llama-3.1-8b", option, layers};
    QTest::newRow("experts twice") << QStringList{"plan", "--model", "m", "--cpu-moe", "--n-cpu-moe", "3"};
    QTest::newRow("device without --measure") << QStringList{"hardware", "--device", "cpu"};
    QTest::newRow("threads without --measure") << QStringList{"hardware", "--threads", "2"};
    QTest::newRow("no such command") << QStringList{"inspekt", "m"};
    QTest::newRow("job without dash") << QStringList{"job", "file"};
    const QStringList quantize{"quantize", "a", "b", "--preset", "Q4_0"},
        plan{"plan", "--model", "llama-3.1-8b", "--rig", "RTX 3090"};
    for (const char* option : {"--imatrix", "--calibration", "--preset-file", "--alpha", "--damping", "--project"})
        QTest::addRow("quantize, empty %s", option) << quantize + QStringList{option, ""};
    for (const char* option : {"--preset", "--workload", "--projector", "--project", "--name", "--sweep", "--kv-type"})
        QTest::addRow("plan, empty %s", option) << plan + QStringList{option, ""};
    QTest::newRow("search, empty --text") << QStringList{"search", "m", "--budget-bits", "4", "--text", ""};
    QTest::newRow("tokenize, empty --text-file") << QStringList{"tokenize", "m", "--text-file", ""};
    QTest::newRow("verify, empty --source") << QStringList{"artifacts", "verify", "a", "--source="};
    QTest::newRow("no model") << QStringList{"inspect", ""};
    const QStringList measured{"perplexity", "m", "--text", "t"};
    for (const QStringList& command :
         {quantize + QStringList{"--split-max-size"}, quantize + QStringList{"--split-max-tensors"},
          quantize + QStringList{"--memory-limit"}, quantize + QStringList{"--shard-bytes"},
          quantize + QStringList{"--group-size"}, measured + QStringList{"--windows"},
          measured + QStringList{"--memory-limit"}, QStringList{"search", "m", "--budget-bytes"},
          QStringList{"calibrate", "m", "--text", "t", "--out", "o", "--samples"},
          QStringList{"calibrate", "m", "--text", "t", "--out", "o", "--serving-context"},
          QStringList{"generate", "m", "--prompt", "a", "--context"},
          QStringList{"logits", "m", "--tokens", "t", "--out", "o", "--context"},
          QStringList{"export", "m", "o", "--shard-bytes"}})
        for (const char* nothing : {"0", "000"})
            QTest::addRow("%s, %s %s", qPrintable(command.first()), qPrintable(command.last()), nothing)
                << command + QStringList{nothing};
    QTest::newRow("workload") << plan + QStringList{"--workload", "0"};
    QTest::newRow("sweep") << plan + QStringList{"--sweep", "context=0:64"};
}

void TestBadInput::wrongCommandLines()
{
    QFETCH(QStringList, arguments);
    const auto result = runCli(arguments);
    QVERIFY2(result.status == 2, result.summary());
    QVERIFY2(result.err.count('\n') == 1 && result.err.contains("--help"), result.err);
    QCOMPARE(result.out, QByteArray());
}

/// Root may read everything, so root's child becomes somebody else first.
void TestBadInput::namesDoNotSteerTheTerminal()
{
    std::ifstream in(inside("good.gguf"), std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    const auto at = bytes.find("tiny");
    QVERIFY(at != std::string::npos);
    bytes.replace(at, 4, "\x1b[2J"); // which clears a terminal
    put("steering.gguf", bytes);
    const auto result = runCli({"inspect", test::text(inside("steering.gguf")), "--tensors"});
    QVERIFY2(result.status == 0, result.summary());
    QVERIFY2(!result.out.contains('\x1b') && result.out.contains("\\x1b[2J"), result.summary());
    for (const char* name : {"\x9b"
                             "2JA",
                             "\xc2\x9b"
                             "2J",
                             "ab\nc", "a\r\tb",
                             "\xe2\x80\xae"
                             "a", // the other way round
                             "\xe2\x80\x8b"
                             "a", // no width
                             "\xe2\x81\xa0"
                             "a", // no break
                             "\xe2\x81\xa6"
                             "a", // an isolate
                             "\xef\xb8\x8f"
                             "a", // another form
                             "\xc2\xad"
                             "ab", // a hyphen that may be
                             "\xf3\xa0\x81\x81"}) { // C1, lines, a tag
        std::string other = bytes;
        other.replace(at, 4, name);
        put("steering.gguf", other);
        const auto shown = runCli({"inspect", test::text(inside("steering.gguf"))});
        QVERIFY2(shown.status == 0, shown.summary());
        QVERIFY2(!shown.out.contains(name), shown.out);
        const auto document = runCli({"inspect", test::text(inside("steering.gguf")), "--json"});
        QVERIFY2(!document.out.contains(name), document.out);
        const bool kept = QString::fromUtf8(name).toUtf8() == name && !std::strpbrk(name, "\n\r\t");
        QCOMPARE(document.json().dump().find(name) != std::string::npos, kept);
        QCOMPARE(shown.out.count('\n'), runCli({"inspect", test::text(inside("good.gguf"))}).out.count('\n'));
    }
}

void TestBadInput::unreadableFile()
{
    constexpr unsigned kNobody = 65534;
    const unsigned user = ::getuid() == 0 ? kNobody : ::getuid();
    if (runCli({"--version"}, 30000, user).status != 0)
        QSKIP("the program lies where another user may not start it");
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
    const auto closed = inside("closed.gguf");
    QVERIFY(QFile::copy(test::text(inside("good.gguf")), test::text(closed)));
    QVERIFY(QFile::setPermissions(test::text(closed), QFile::Permissions()));
    const auto result = runCli({"inspect", test::text(closed)}, 120000, user);
    QVERIFY2(result.status == 1, result.summary());
    QVERIFY2(result.err.count('\n') == 1 && result.err.contains("closed.gguf"), result.err);
    QVERIFY2(result.err.toLower().contains("permission"), result.err);
}

void TestBadInput::fullStandardOutput()
{
    if (!QFile::exists("/dev/full"))
        QSKIP("needs /dev/full");
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(test::cli(), {"catalog", "gpus", "--json"});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("standard output"));
    process.setStandardOutputFile({});
    const auto shell = [&](const QString& script) {
        process.start("sh", {"-c", script});
        return process.waitForFinished() ? process.exitCode() : -1;
    };
    QCOMPARE(shell(test::cli() + QStringLiteral(" catalog gpus >&-")), 1);
    QVERIFY(process.readAllStandardError().contains("standard output"));
    QCOMPARE(shell(test::cli() + QStringLiteral(" --help > /dev/full 2> /dev/full")), 1);
    QCOMPARE(shell(test::cli() + QStringLiteral(" --version > /dev/full 2> /dev/full")), 1);
    QCOMPARE(shell(test::cli() + QStringLiteral(" inspect /nowhere 2>&-")), 1);
    // A stream that is closed lends its number to no file that is written.
    const QString files = test::text(inside("closed.gguf")), good = test::text(inside("good.gguf"));
    QCOMPARE(shell(test::cli() + QStringLiteral(" quantize '%1' '%2' --preset Q8_0 <&- >&- 2>&-").arg(good, files)), 1);
    QVERIFY(runCli({"inspect", files}).status == 0);
    process.start("sh", {"-c", test::cli() + QStringLiteral(" catalog gpus --json | head -c 1; :")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardError(), QByteArray()); // a closed pipe is no error
}

void TestBadInput::fullDisk_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QStringList>("arguments");
    const QString model = test::text(inside("good.gguf"));
    const QStringList quantize{"quantize", model, "disk/out.gguf", "--preset", "Q8_0"};
    const QString tmpfs = "mount -t tmpfs -o size=256k tmpfs disk";
    QTest::newRow("small tmpfs") << tmpfs << quantize;
    QTest::newRow("small tmpfs, logits") << "mount -t tmpfs -o size=4k tmpfs disk"
                                         << QStringList{"logits",   model,
                                                        "--tokens", test::text(inside("many.i32")),
                                                        "--out",    "disk/out.f32"};
    QTest::newRow("small tmpfs, project")
        << "mount -t tmpfs -o size=12k tmpfs disk"
        << QStringList{"quantize", model, "q.gguf", "--preset", "Q8_0", "--project", "disk/p.headroom"};
    QTest::newRow("file size limit") << "ulimit -f 64" << quantize;
}

void TestBadInput::fullDisk()
{
    QFETCH(QString, before);
    QFETCH(QStringList, arguments);
    std::ofstream(inside("many.i32"), std::ios::binary) << std::string(64 * 4, '\0');
    QTemporaryDir folder;
    QDir(folder.path()).mkdir("disk");
    QProcess process;
    process.setWorkingDirectory(folder.path());
    // In a mount namespace of its own: nothing is left behind, whatever happens.
    const QString script = before + " || exit 77; \"$@\"; status=$?; ls -A disk | grep -v '^p.headroom'; exit $status";
    process.start("unshare",
                  QStringList{"--map-root-user", "--mount", "sh", "-c", script, "sh", test::cli()} + arguments);
    if (!process.waitForStarted() || !process.waitForFinished() || process.exitCode() == 77)
        QSKIP("needs unshare and the right to mount");
    const QByteArray error = process.readAllStandardError();
    if (error.startsWith("unshare"))
        QSKIP("needs the right to make a mount namespace");
    QVERIFY2(process.exitCode() == 1, error);
    QVERIFY2(error.count('\n') == 1 && error.contains("Free some space"), error);
    QCOMPARE(process.readAllStandardOutput(), QByteArray()); // neither result nor left-over file
}

HEADROOM_TEST(TestBadInput)
#include "tst_badinput.moc"
