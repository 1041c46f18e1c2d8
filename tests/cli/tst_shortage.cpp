// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Too little memory, and readers that stand still: whatever is short, the answer is a result or one line, never a
// crash.
#include "tests/support/test.h"

#include "support/commandline.h"
#include "support/tinymodel.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace headroom;

class TestShortage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void littleAddressSpace_data();
    void littleAddressSpace();
    void littleStack();
    void tooManyThreads();
    void readerThatStandsStill_data();
    void readerThatStandsStill();

private:
    QString file(const char* name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestShortage::initTestCase()
{
    QVERIFY(test::writeTinyModel(file("tiny.gguf").toStdString()));
    std::ofstream(file("text.txt").toStdString()) << test::tinyText(20000);
}

void TestShortage::littleAddressSpace_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString model = file("tiny.gguf"), text = file("text.txt");
    QTest::newRow("inspect") << QStringList{"inspect", model, "--json"};
    QTest::newRow("plan") << QStringList{"plan", "--model", "llama-3.1-8b", "--rig", "RTX 3090"};
    QTest::newRow("quantize") << QStringList{"quantize", model,       file("q.gguf"), "--preset",
                                             "Q4_K_M",   "--replace", "--threads",    "8"};
    QTest::newRow("compare") << QStringList{
        "compare",   model, model,       "--text", text,        "--context",       "64",
        "--windows", "2",   "--threads", "8",      "--project", file("p.headroom")};
}

/// Steps that are finer than what any one allocation takes, from where the program can be loaded at all.
void TestShortage::littleAddressSpace()
{
    QFETCH(QStringList, arguments);
    constexpr rlim_t kMiB = 1U << 20U;
    int succeeded = 0, failed = 0;
    for (rlim_t limit = 24 * kMiB; limit < 400 * kMiB && succeeded < 2;
         limit += limit < 160 * kMiB ? kMiB / 2 : 24 * kMiB) {
        QProcess process;
        process.setChildProcessModifier([limit] {
            const rlimit tight{limit, limit};
            ::setrlimit(RLIMIT_AS, &tight);
        });
        process.start(test::cli(), arguments);
        QVERIFY(process.waitForFinished(60000));
        const QByteArray error = process.readAllStandardError();
        const QByteArray at = QByteArray::number(limit / kMiB) + " MiB: " + error;
        QVERIFY2(process.exitStatus() == QProcess::NormalExit, at);
        if (process.exitCode() == 127
            || error.contains("libgomp: Out of memory")) // the libraries do not fit: main() is not reached
            continue;
        QVERIFY2(process.exitCode() == 0 || process.exitCode() == 1, at);
        QVERIFY2(process.exitCode() == 0 || (error.startsWith("headroom-cli: ") && !error.contains("defect")), at);
        ++(process.exitCode() == 0 ? succeeded : failed);
    }
    QVERIFY(succeeded > 0 && failed > 0);
}

/// A limit that root may raise is raised; others are told.
void TestShortage::littleStack()
{
    for (const rlim_t kib : {64, 128, 512, 768, 8192}) {
        QProcess process;
        process.setChildProcessModifier([kib] {
            const rlimit tight{kib * 1024, kib * 1024};
            ::setrlimit(RLIMIT_STACK, &tight);
        });
        process.start(test::cli(), {"--version"});
        QVERIFY(process.waitForFinished());
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit, QByteArray::number(kib) + " KiB");
        QVERIFY2(process.exitCode() == 0 || (process.exitCode() == 1 && error.contains("ulimit -s")), error);
    }
}

void TestShortage::tooManyThreads()
{
    QProcess process;
    process.start(test::cli(), {"job", "-"});
    process.write("{\"job\":{\"kind\":\"measure\",\"parameters\":{\"threads\":100000}}}\n");
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardOutput().contains("invalid_argument"));
}

void TestShortage::readerThatStandsStill_data()
{
    QTest::addColumn<bool>("bySignal");
    QTest::newRow("cancel") << false;
    QTest::newRow("SIGTERM") << true;
}

/// The worker fills the pipe, and must hear of its end all the same.
void TestShortage::readerThatStandsStill()
{
    QFETCH(bool, bySignal);
    std::array<int, 2> commands{}, answers{};
    QCOMPARE(::pipe(commands.data()), 0);
    QCOMPARE(::pipe(answers.data()), 0);
    QVERIFY(::fcntl(answers[1], F_SETPIPE_SZ, 4096) > 0);
    const pid_t worker = ::fork();
    if (worker == 0) {
        ::dup2(commands[0], STDIN_FILENO);
        ::dup2(answers[1], STDOUT_FILENO);
        ::close(commands[1]);
        ::execl(test::kCli, test::kCli, "job", "-", nullptr);
        ::_exit(127);
    }
    const Json job{{"kind", "perplexity"},
                   {"parameters",
                    {{"model", file("tiny.gguf").toStdString()},
                     {"text", file("text.txt").toStdString()},
                     {"context", 8},
                     {"threads", 1}}}};
    const std::string line = Json{{"job", job}}.dump() + "\n";
    QCOMPARE(::write(commands[1], line.data(), line.size()), ssize_t(line.size()));
    QTest::qSleep(3000); // events of several windows are more than the pipe holds
    if (bySignal)
        ::kill(worker, SIGTERM);
    else
        QCOMPARE(::write(commands[1], "{\"command\":\"cancel\"}\n", 21), ssize_t(21));
    int status = 0;
    pid_t ended = 0;
    QElapsedTimer timer;
    for (timer.start(); ended == 0 && timer.elapsed() < 15000; QTest::qSleep(50))
        ended = ::waitpid(worker, &status, WNOHANG);
    if (ended == 0)
        ::kill(worker, SIGKILL);
    QCOMPARE(ended, worker);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 130);
    for (const int descriptor : {commands[0], commands[1], answers[0], answers[1]})
        ::close(descriptor);
}

HEADROOM_TEST(TestShortage)
#include "tst_shortage.moc"
