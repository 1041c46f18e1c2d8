// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The worker process: `headroom-cli job -` as the window drives it.
#include "core/store/store.h"
#include "support/commandline.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>

using namespace headroom;

class TestWorker : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void finishesWithEventsAndDone();
    void stopsAtOnce_data();
    void stopsAtOnce();
    void pausesAndResumes();
    void refusesGarbageMeanwhile();
    void killedWorkerIsRecovered();

private:
    std::filesystem::path inside(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    /// Long: every window of a long text.
    QByteArray perplexityJob(int windows) const
    {
        const Json job{{"kind", "perplexity"},
                       {"project", inside("p.headroom").string()},
                       {"parameters",
                        {{"model", inside("tiny.gguf").string()},
                         {"text", inside("text.txt").string()},
                         {"context", 64},
                         {"max_windows", windows},
                         {"threads", 1}}}};
        return QByteArray::fromStdString(Json{{"job", job}}.dump()) + "\n";
    }
    static void start(QProcess& process, const QByteArray& line)
    {
        process.start(test::cli(), {"job", "-"});
        process.write(line);
    }
    /// Reads lines until one has the key; null when the process ends before.
    static Json nextLine(QProcess& process, const char* key)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 30000) {
            while (process.canReadLine()) {
                const auto json = parseJson(process.readLine().toStdString(), "line");
                if (json && json->contains(key))
                    return json->at(key);
            }
            if (!process.waitForReadyRead(200) && process.state() == QProcess::NotRunning && !process.canReadLine())
                return {};
        }
        return {};
    }
    QTemporaryDir m_folder;
};

void TestWorker::initTestCase()
{
    QVERIFY(test::writeTinyModel(inside("tiny.gguf")));
    std::ofstream(inside("text.txt")) << test::tinyText(200000);
}

void TestWorker::finishesWithEventsAndDone()
{
    QProcess process;
    start(process, perplexityJob(3));
    const Json done = nextLine(process, "done");
    QVERIFY(done.is_object());
    QVERIFY(done.at("run").get<std::int64_t>() > 0);
    QVERIFY(done.at("result").at("perplexity").get<double>() > 1);
    QVERIFY(process.waitForFinished(5000)); // though its standard input is still open
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void TestWorker::stopsAtOnce_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("cancel") << 0;
    QTest::newRow("end of input") << 1;
    QTest::newRow("SIGTERM") << 2;
    QTest::newRow("cancel while paused") << 3;
}

void TestWorker::stopsAtOnce()
{
    QFETCH(int, how);
    QProcess process;
    start(process, perplexityJob(0));
    QVERIFY(nextLine(process, "progress").is_object());
    if (how == 3)
        process.write("{\"command\":\"pause\"}\n");
    if (how == 0 || how == 3)
        process.write("{\"command\":\"cancel\"}\n");
    else if (how == 1)
        process.closeWriteChannel();
    else
        process.terminate();
    const Json error = nextLine(process, "error");
    QVERIFY(error.is_object());
    QVERIFY(error.at("code") == "cancelled");
    QVERIFY(process.waitForFinished(5000));
    QCOMPARE(process.exitCode(), 130);
    const auto store = std::move(*store::Store::open(inside("p.headroom"), false));
    QCOMPARE(store->runs().value().front().state, store::RunState::Cancelled);
}

void TestWorker::pausesAndResumes()
{
    QProcess process;
    start(process, perplexityJob(40));
    QVERIFY(nextLine(process, "event").is_object());
    process.write("{\"command\":\"pause\"}\n");
    process.waitForBytesWritten(1000);
    QTest::qSleep(1500);
    process.waitForReadyRead(100);
    process.readAllStandardOutput(); // what came before the pause took hold
    QVERIFY(!process.waitForReadyRead(1000));
    QCOMPARE(process.state(), QProcess::Running);
    process.write("{\"command\":\"resume\"}\n");
    QVERIFY(nextLine(process, "done").is_object());
    QVERIFY(process.waitForFinished(5000));
    QCOMPARE(process.exitCode(), 0);
}

void TestWorker::refusesGarbageMeanwhile()
{
    QProcess process;
    start(process, perplexityJob(0));
    QVERIFY(nextLine(process, "progress").is_object());
    process.write("{\"command\":\"dance\"}\n");
    QVERIFY(nextLine(process, "error").at("code") == "invalid_argument");
    QVERIFY(process.waitForFinished(5000));
    QCOMPARE(process.exitCode(), 2);
}

void TestWorker::killedWorkerIsRecovered()
{
    QProcess process;
    start(process, perplexityJob(0));
    QVERIFY(nextLine(process, "progress").is_object());
    process.kill();
    QVERIFY(process.waitForFinished(5000));
    const auto store = std::move(*store::Store::open(inside("p.headroom"), false));
    QCOMPARE(store->runs().value().front().state, store::RunState::Running);
    QCOMPARE(store->recoverRuns().value(), 1U);
    const auto run = store->runs().value().front();
    QCOMPARE(run.state, store::RunState::Failed);
    QVERIFY(run.error.at("code") == "worker_died");
}

HEADROOM_TEST(TestWorker)
#include "tst_worker.moc"
