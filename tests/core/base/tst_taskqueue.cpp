// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/caught.h"
#include "core/base/taskqueue.h"
#include "tests/support/test.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>
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

    void whatIsThrownIsAnError_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("memory") << 0 << int(ErrorCode::OutOfMemory);
        QTest::newRow("length") << 1 << int(ErrorCode::OutOfMemory);
        QTest::newRow("threads") << 2 << int(ErrorCode::OutOfMemory);
        QTest::newRow("file") << 3 << int(ErrorCode::NotFound);
        QTest::newRow("raised") << 4 << int(ErrorCode::Unsupported);
        QTest::newRow("other") << 5 << int(ErrorCode::Internal);
    }

    void whatIsThrownIsAnError()
    {
        QFETCH(int, kind);
        QFETCH(int, code);
        TaskQueue queue(4);
        static_cast<void>(queue.add([kind]() -> Status {
            switch (kind) {
            case 0:
                throw std::bad_alloc();
            case 1:
                throw std::length_error("vector");
            case 2:
                throw std::system_error(EAGAIN, std::system_category());
            case 3:
                throw std::filesystem::filesystem_error("x", "/a",
                                                        std::make_error_code(std::errc::no_such_file_or_directory));
            case 4:
                throw Raised({ErrorCode::Unsupported, "here", "this"});
            default:
                throw std::runtime_error("that");
            }
        }));
        const Status status = queue.finish();
        QVERIFY(!status);
        QCOMPARE(int(status.error().code), code);
        if (kind == 3 || kind == 4)
            QCOMPARE(status.error().where, std::string(kind == 3 ? "/a" : "here"));
    }
};

HEADROOM_TEST(TestTaskQueue)
#include "tst_taskqueue.moc"
