// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Of all jobs of the queue, a follower tells of those of its kind that have what it asks for at that moment.
#include "app/jobs/inprocessrunner.h"
#include "app/jobs/jobfollower.h"
#include "tests/support/test.h"

#include <QtTest>

using namespace headroom;
using namespace headroom::app;

namespace {

Result<job::JobResult> reporting(const job::JobSpec&, JobControl& control)
{
    control.report({"quantize", said("blk.0.attn_q.weight"), 1, 2, 0, 0});
    control.event("tensor", Json{{"name", "blk.0.attn_q.weight"}});
    return job::JobResult{1, Json{{"done", true}}};
}

JobQueue::RunnerFactory threads()
{
    return [] { return std::make_unique<InProcessRunner>(&reporting); };
}

Json of(const char* model)
{
    return {{"model", model}, {"threads", 1}};
}

} // namespace

class TestJobFollower : public QObject {
    Q_OBJECT
private slots:
    void tellsOfItsOwn();
    void asksAnew();
    void followsNothingWithoutAValue();
    void findsWhatIsKept();
};

void TestJobFollower::tellsOfItsOwn()
{
    JobQueue queue(threads());
    JobFollower follower(queue, "search", [] { return JobFollower::Parameters{{"model", "a.gguf"}}; });
    std::vector<JobId> changed, told;
    connect(&follower, &JobFollower::stateChanged, this, [&](const JobInfo& job) { changed.push_back(job.id); });
    connect(&follower, &JobFollower::event, this, [&](const JobInfo& job, const QString& kind, const Json&) {
        QCOMPARE(kind, QStringLiteral("tensor"));
        told.push_back(job.id);
    });
    QVERIFY(!follower.underWay() && !follower.newest());
    const JobId mine = queue.submit({"search", {}, of("a.gguf")}, {});
    const JobId otherModel = queue.submit({"search", {}, of("b.gguf")}, {});
    const JobId otherKind = queue.submit({"calibrate", {}, of("a.gguf")}, {});
    const JobId strange = queue.submit({"search", {}, Json::array({1})}, {});
    QVERIFY(follower.underWay() && follower.underWay()->id == mine);
    for (const JobId id : {mine, otherModel, otherKind, strange})
        QTRY_VERIFY(queue.find(id)->isOver());
    QVERIFY(!changed.empty() && std::ranges::all_of(changed, [&](JobId id) { return id == mine; }));
    QCOMPARE(told, std::vector<JobId>{mine});
    QVERIFY(!follower.underWay() && !follower.running());
    QCOMPARE(follower.newest()->id, mine);
    QCOMPARE(follower.all().size(), std::size_t(1));
}

void TestJobFollower::asksAnew()
{
    JobQueue queue(threads());
    std::string model = "a.gguf";
    JobFollower follower(queue, "search", [&] { return JobFollower::Parameters{{"model", model}}; });
    const JobId first = queue.submit({"search", {}, of("a.gguf")}, {});
    const JobId second = queue.submit({"search", {}, of("b.gguf")}, {});
    QTRY_VERIFY(queue.find(second)->isOver());
    QCOMPARE(follower.newest()->id, first);
    model = "b.gguf";
    QCOMPARE(follower.newest()->id, second);
}

void TestJobFollower::followsNothingWithoutAValue()
{
    JobQueue queue(threads());
    JobFollower follower(queue, "search", [] { return JobFollower::Parameters{{"model", ""}}; });
    JobFollower all(queue, "search");
    queue.submit({"search", {}, of("")}, {});
    QVERIFY(!follower.newest());
    QVERIFY(all.newest());
    QTRY_VERIFY(!queue.running());
}

void TestJobFollower::findsWhatIsKept()
{
    JobQueue queue(threads());
    const JobFollower follower(queue, "search", [] { return JobFollower::Parameters{{"model", "a.gguf"}}; });
    const store::RunFilter filter = follower.done(1);
    QCOMPARE(filter.kind, std::string("search"));
    QCOMPARE(filter.state, std::optional(store::RunState::Done));
    QCOMPARE(filter.parameters, (std::vector<std::pair<std::string, std::string>>{{"model", "a.gguf"}}));
    QCOMPARE(filter.most, std::size_t(1));
}

HEADROOM_TEST(TestJobFollower)
#include "tst_jobfollower.moc"
