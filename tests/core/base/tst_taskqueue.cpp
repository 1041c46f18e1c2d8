// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/taskqueue.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace headroom;

class TestTaskQueue : public QObject {
    Q_OBJECT
private slots:
    void inOrderAndAll()
    {
        std::vector<int> done;
        TaskQueue queue(2);
        for (int i = 0; i < 100; ++i)
            QVERIFY(queue.add([&done, i] { return done.push_back(i), Status(); }));
        QVERIFY(queue.finish());
        QCOMPARE(done.size(), std::size_t{100});
        QVERIFY(std::ranges::is_sorted(done));
        QVERIFY(queue.add([&done] { return done.push_back(100), Status(); })); // goes on after a finish
        QVERIFY(queue.finish());
        QCOMPARE(done.back(), 100);
    }

    void destructionDoesWhatWasAdded()
    {
        std::atomic<int> done = 0;
        {
            TaskQueue queue(8);
            for (int i = 0; i < 8; ++i)
                QVERIFY(queue.add([&done] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    ++done;
                    return Status();
                }));
        }
        QCOMPARE(done.load(), 8);
    }

    void whatWaitsIsBounded()
    {
        std::atomic<int> held = 0;
        std::atomic<int> mostHeld = 0;
        TaskQueue queue(2);
        for (int i = 0; i < 50; ++i) {
            mostHeld = std::max(mostHeld.load(), ++held);
            QVERIFY(queue.add([&held] {
                std::this_thread::sleep_for(std::chrono::microseconds(200));
                --held;
                return Status();
            }));
        }
        QVERIFY(queue.finish());
        QVERIFY2(mostHeld <= 4, qPrintable(QString::number(mostHeld))); // two wait, one works, one is being added
    }

    void anErrorEndsIt()
    {
        int after = 0;
        TaskQueue queue(4);
        QVERIFY(queue.add([]() -> Status { return fail(ErrorCode::NoSpace, "disk", "is full"); }));
        const Status first = queue.finish();
        QVERIFY(!first);
        QCOMPARE(first.error().code, ErrorCode::NoSpace);
        const Status second = queue.add([&after] { return ++after, Status(); });
        QVERIFY(!second);
        QCOMPARE(second.error().where, std::string("disk"));
        QVERIFY(!queue.finish());
        QCOMPARE(after, 0);
    }
};

QTEST_APPLESS_MAIN(TestTaskQueue)
#include "tst_taskqueue.moc"
