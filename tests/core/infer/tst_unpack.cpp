// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/unpack.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace headroom;

class TestUnpack : public QObject {
    Q_OBJECT
private slots:
    /// Arbitrary bytes, so every level and every scale occurs, in each instruction set that this processor has.
    void everyFormatGivesTheSameFloats_data()
    {
        QTest::addColumn<int>("type");
        for (const auto& format : tensor::formats())
            if (format.decode)
                QTest::newRow(std::string(format.name).c_str()) << static_cast<int>(format.type);
    }
    void everyFormatGivesTheSameFloats()
    {
        QFETCH(const int, type);
        const auto& format = *tensor::findFormat(static_cast<std::uint32_t>(type));
        const std::size_t blocks = format.blockSize == 1 ? 12345 : 200; // not a multiple of any register
        std::vector<std::byte> packed(blocks * format.blockBytes);
        std::mt19937 generator(static_cast<unsigned>(type));
        for (auto& byte : packed)
            byte = static_cast<std::byte>(generator() & 0xFFU);
        std::vector<float> expected(blocks * format.blockSize), found(expected.size());
        format.decode(packed, expected);
        for (const std::int64_t target : test::targets()) {
            test::useTargets(target | HWY_STATIC_TARGET);
            infer::fastestDecoder(format)(packed, found);
            const auto same = [](float a, float b) {
                return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
            };
            const auto at = std::mismatch(found.begin(), found.end(), expected.begin(), same);
            if (at.first != found.end())
                QFAIL(qPrintable(QStringLiteral("element %1: %2 for %3")
                                     .arg(at.first - found.begin())
                                     .arg(*at.first)
                                     .arg(*at.second)));
            test::useTargets(0);
        }
    }
    void cleanup() { test::useTargets(0); }
};

HEADROOM_TEST(TestUnpack)
#include "tst_unpack.moc"
