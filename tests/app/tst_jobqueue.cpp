// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The queue with jobs in a thread and in a real worker process: order, progress, pause, cancel, death, remaining time.
#include "app/jobs/inprocessrunner.h"
#include "app/jobs/jobqueue.h"
#include "app/jobs/workerprocess.h"
#include "tests/support/test.h"

#include <QSignalSpy>
#include <QtTest>

#include <csignal>
#include <thread>

using namespace headroom;
using namespace headroom::app;

namespace {

/// Counts to 200 in steps of 5 ms, stopping and pausing where asked.
Result<job::JobResult> counting(const job::JobSpec&, JobControl& control)
{
    for (std::uint64_t i = 1; i <= 200; ++i) {
        HEADROOM_TRY(control.checkpoint());
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        control.report({"quantize", said("tensor " + std::to_string(i)), i, 200, 0, 0});
    }
    return job::JobResult{7, Json{{"counted", 200}}};
}

JobQueue::RunnerFactory threads(InProcessRunner::Body body)
{
    return [body] { return std::make_unique<InProcessRunner>(body); };
}

} // namespace

class TestJobQueue : public QObject {
    Q_OBJECT
private slots:
    void runsInOrder();
    void cancelsWaitingAndRunning();
    void pauseHoldsProgress();
    void workerReportsErrors();
    void workerMeasuresAndCancels();
    void killedWorkerIsNamed();
    void missingWorkerIsNamed();
    void remainingTime_data();
    void remainingTime();
};

void TestJobQueue::runsInOrder()
{
    std::vector<std::string> order;
    JobQueue queue(threads([&](const job::JobSpec& spec, JobControl&) -> Result<job::JobResult> {
        order.push_back(spec.kind);
        if (spec.kind == "bad")
            return fail(ErrorCode::Corrupt, "a file", "nonsense");
        return job::JobResult{1, Json{{"kind", spec.kind}}};
    }));
    const JobId first = queue.submit({"first", {}, {}}, QStringLiteral("one"));
    const JobId bad = queue.submit({"bad", {}, {}}, QStringLiteral("two"));
    const JobId last = queue.submit({"last", {}, {}}, QStringLiteral("three"));
    QCOMPARE(queue.waiting(), 2);
    QTRY_VERIFY(queue.find(last)->isOver());
    QCOMPARE(order, (std::vector<std::string>{"first", "bad", "last"}));
    QCOMPARE(queue.find(first)->state, JobState::Done);
    QCOMPARE(queue.find(bad)->state, JobState::Failed);
    QCOMPARE(queue.find(bad)->error->code, ErrorCode::Corrupt);
    QCOMPARE(queue.find(last)->result["kind"].get<std::string>(), std::string("last"));
    QVERIFY(!queue.running());
    queue.clearFinished();
    QVERIFY(queue.jobs().empty());
}

void TestJobQueue::cancelsWaitingAndRunning()
{
    JobQueue queue(threads(&counting));
    QSignalSpy finished(&queue, &JobQueue::finished);
    const JobId running = queue.submit({"a", {}, {}}, {});
    const JobId waiting = queue.submit({"b", {}, {}}, {});
    QTRY_VERIFY(queue.find(running)->progress.done > 3);
    queue.cancelAll();
    QCOMPARE(queue.find(waiting)->state, JobState::Cancelled);
    QTRY_COMPARE(queue.find(running)->state, JobState::Cancelled);
    QVERIFY(queue.find(running)->progress.done < 200);
    QCOMPARE(finished.count(), 2);
}

void TestJobQueue::pauseHoldsProgress()
{
    JobQueue queue(threads(&counting));
    const JobId id = queue.submit({"a", {}, {}}, {});
    QTRY_VERIFY(queue.find(id)->progress.done > 3);
    queue.pause(id);
    QCOMPARE(queue.find(id)->state, JobState::Paused);
    QTest::qWait(100); // what was under way arrives
    const auto held = queue.find(id)->progress.done;
    QTest::qWait(150);
    QCOMPARE(queue.find(id)->progress.done, held);
    queue.resume(id);
    QTRY_COMPARE(queue.find(id)->state, JobState::Done);
    QCOMPARE(queue.find(id)->run, store::Id(7));
}

void TestJobQueue::workerReportsErrors()
{
    JobQueue queue([] { return std::make_unique<WorkerProcess>(test::cli()); });
    const JobId id = queue.submit(
        {"quantize", {}, Json{{"source", "/nowhere.gguf"}, {"destination", "/nowhere2.gguf"}, {"preset", "Q8_0"}}}, {});
    QTRY_VERIFY_WITH_TIMEOUT(queue.find(id)->isOver(), 20000);
    QCOMPARE(queue.find(id)->state, JobState::Failed);
    QCOMPARE(queue.find(id)->error->code, ErrorCode::NotFound);
    QVERIFY(queue.find(id)->error->where.find("nowhere.gguf") != std::string::npos);
}

void TestJobQueue::workerMeasuresAndCancels()
{
    JobQueue queue([] { return std::make_unique<WorkerProcess>(test::cli()); });
    const JobId id = queue.submit({"measure", {}, Json{{"threads", 1}}}, {});
    const JobId next = queue.submit({"measure", {}, Json{{"threads", 1}}}, {});
    QTRY_VERIFY_WITH_TIMEOUT(queue.find(id)->isOver(), 60000);
    QCOMPARE(queue.find(id)->state, JobState::Done);
    QVERIFY(queue.find(id)->result["read_gb_per_s"].get<double>() > 0.1);
    queue.cancel(next);
    QTRY_VERIFY_WITH_TIMEOUT(queue.find(next)->isOver(), 10000);
    QCOMPARE(queue.find(next)->state, JobState::Cancelled);
}

void TestJobQueue::killedWorkerIsNamed()
{
    WorkerProcess* worker = nullptr;
    JobQueue queue([&] {
        auto made = std::make_unique<WorkerProcess>(test::cli());
        worker = made.get();
        return made;
    });
    const JobId id = queue.submit({"measure", {}, Json{{"threads", 1}}}, {});
    QTRY_VERIFY_WITH_TIMEOUT(worker->processId() > 0, 5000);
    QCOMPARE(::kill(pid_t(worker->processId()), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(queue.find(id)->isOver(), 10000);
    QCOMPARE(queue.find(id)->error->code, ErrorCode::WorkerDied);
}

void TestJobQueue::missingWorkerIsNamed()
{
    JobQueue queue([] { return std::make_unique<WorkerProcess>(QStringLiteral("/nowhere/headroom-cli")); });
    const JobId id = queue.submit({"measure", {}, Json::object()}, {});
    QTRY_VERIFY(queue.find(id)->isOver());
    QCOMPARE(queue.find(id)->error->code, ErrorCode::WorkerDied);
}

void TestJobQueue::remainingTime_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<bool>("bursts");
    QTest::addColumn<bool>("known");
    QTest::newRow("too early") << 2.0 << false << false;
    QTest::newRow("steady") << 10.0 << false << true;
    QTest::newRow("in bursts nothing is promised") << 10.0 << true << false;
}

void TestJobQueue::remainingTime()
{
    QFETCH(double, seconds);
    QFETCH(bool, bursts);
    QFETCH(bool, known);
    Eta eta;
    for (double t = 0; t <= seconds; t += 0.5) // ten units a second of a thousand
        eta.add(t, bursts ? 50 * std::floor(t / 5) * std::floor(t / 5) + t : 10 * t, 1000);
    QCOMPARE(eta.remaining().has_value(), known);
    if (!known)
        return;
    const Interval left = *eta.remaining();
    QVERIFY(left.low <= 90.1 && left.high >= 89.9);
    QVERIFY(left.high - left.low < 5);
    eta.add(seconds + 1, 5, 300); // another stage
    QVERIFY(!eta.remaining());
}

HEADROOM_TEST(TestJobQueue)
#include "tst_jobqueue.moc"
