// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"
#include "tests/support/test.h"

#include <QTest>

#include <atomic>
#include <new>
#include <numeric>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

class TestParallel : public QObject {
    Q_OBJECT
private slots:
    void everyIndexOnce()
    {
        for (unsigned threads : {1U, 2U, 5U}) {
            headroom::ThreadPool pool(threads);
            QCOMPARE(pool.size(), threads);
            for (std::size_t count : {0U, 1U, 7U, 1000U}) {
                std::vector<int> hits(count, 0);
                pool.forRanges(count, 3, [&](std::size_t begin, std::size_t end) {
                    for (std::size_t i = begin; i < end; ++i)
                        ++hits[i];
                });
                QCOMPARE(std::accumulate(hits.begin(), hits.end(), std::size_t{0}), count);
            }
        }
    }

    /// On whichever thread it happens, it arrives where the work was asked for, and the crew works on.
    void whatIsThrownArrives()
    {
        for (unsigned threads : {1U, 4U}) {
            headroom::ThreadPool pool(threads);
            const auto run = [&](std::size_t bad) {
                std::atomic<std::size_t> done = 0;
                pool.forRanges(1000, 1, [&](std::size_t begin, std::size_t) {
                    if (begin == bad)
                        throw std::bad_alloc();
                    ++done;
                });
                return done.load();
            };
            for (std::size_t bad : {0U, 1U, 500U, 999U})
                QVERIFY_EXCEPTION_THROWN(run(bad), std::bad_alloc);
            QCOMPARE(run(1000), std::size_t{1000});
        }
    }

    /// A process may have fewer threads than are asked for.
    void doesWithoutThreads()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit tight{64U << 20U, 64U << 20U}; // less than eight stacks
            rlimit stack{8U << 20U, RLIM_INFINITY};
            ::setrlimit(RLIMIT_STACK, &stack);
            ::setrlimit(RLIMIT_AS, &tight);
            headroom::ThreadPool pool(512);
            std::atomic<std::size_t> done = 0;
            pool.forRanges(1000, 1, [&](std::size_t, std::size_t) { ++done; });
            ::_exit(done == 1000 && pool.size() < 512 ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }
};

HEADROOM_TEST(TestParallel)
#include "tst_parallel.moc"
