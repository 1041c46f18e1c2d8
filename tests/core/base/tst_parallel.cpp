// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"

#include <QTest>

#include <numeric>
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
};

QTEST_APPLESS_MAIN(TestParallel)
#include "tst_parallel.moc"
