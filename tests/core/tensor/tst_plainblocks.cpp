// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The simple formats' rounding, many weights at a time, against the scalar definition in each format's own file.
#include "core/tensor/plainblocks.h"

#include "core/tensor/generated.h"
#include "tests/support/test.h"

#include "support/targets.h"

#include <QTest>

#include <limits>

using namespace headroom;
using namespace headroom::tensor;

namespace {

/// Rows that are not like weights: zeros of both signs, ties, subnormals, the largest there are.
std::vector<std::vector<float>> rows()
{
    constexpr float kMost = std::numeric_limits<float>::max();
    constexpr float kLeast = std::numeric_limits<float>::denorm_min();
    test::Generator generator;
    std::vector<std::vector<float>> all;
    for (const float pattern : {0.0F, -0.0F, 1.0F, kLeast, 5 * kLeast, 1e-38F, kMost})
        for (std::size_t at : {0U, 3U, 17U, 31U}) {
            std::vector<float> row(32 * 8, 0.0F);
            row[at] = -pattern;
            row[at + 64] = pattern;
            for (std::size_t i = 96; i < 160; ++i)
                row[i] = i % 2 == 0 ? pattern : -pattern;
            for (std::size_t i = 160; i < 192; ++i)
                row[i] = -0.0F;
            row[160 + at] = 0.0F;
            for (std::size_t i = 192; i < 256; ++i)
                row[i] = pattern * float(i - 192) / 63.0F;
            all.push_back(std::move(row));
        }
    for (int i = 0; i < 200; ++i)
        all.push_back(generator.values(32 * (1 + std::size_t(i) % kPlainBlocks)));
    return all;
}

std::uint32_t bits(float value)
{
    return std::bit_cast<std::uint32_t>(value);
}

float inverseOf(float scale)
{
    return scale != 0.0F ? 1.0F / scale : 0.0F;
}

} // namespace

class TestPlainBlocks : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { test::useTargets(0); }

    void signedOnes_data() { test::everyTarget(); }
    void signedOnes()
    {
        QFETCH(qlonglong, target);
        test::useTargets(target);
        for (const auto& row : rows())
            for (const int middle : {8, 16}) {
                const std::size_t blocks = row.size() / 32;
                float scales[kPlainBlocks];
                std::uint8_t levels[32 * kPlainBlocks];
                signedPlain(row.data(), blocks, middle, scales, levels);
                for (std::size_t b = 0; b < blocks; ++b) {
                    const float scale = signedExtreme(row.data() + 32 * b, 32) / float(-middle);
                    QCOMPARE(bits(scales[b]), bits(scale));
                    for (std::size_t i = 32 * b; i < 32 * (b + 1); ++i) {
                        const int level = truncated(row[i] * inverseOf(scale) + float(middle) + 0.5F);
                        QCOMPARE(levels[i], std::uint8_t(std::min(2 * middle - 1, level)));
                    }
                }
            }
    }

    void affineOnes_data() { test::everyTarget(); }
    void affineOnes()
    {
        QFETCH(qlonglong, target);
        test::useTargets(target);
        for (const auto& row : rows())
            for (const auto& [most, cap] : {std::pair(15, 15), std::pair(31, 127)}) {
                const std::size_t blocks = row.size() / 32;
                float minima[kPlainBlocks];
                float scales[kPlainBlocks];
                std::uint8_t levels[32 * kPlainBlocks];
                affinePlain(row.data(), blocks, most, cap, minima, scales, levels);
                for (std::size_t b = 0; b < blocks; ++b) {
                    const auto [smallest, largest] = rangeOf(row.data() + 32 * b, 32);
                    const float scale = (largest - smallest) / float(most);
                    QCOMPARE(bits(minima[b]), bits(smallest));
                    QCOMPARE(bits(scales[b]), bits(scale));
                    for (std::size_t i = 32 * b; i < 32 * (b + 1); ++i) {
                        const int level = truncated((row[i] - smallest) * inverseOf(scale) + 0.5F);
                        QCOMPARE(levels[i], std::uint8_t(std::min(cap, level)));
                    }
                }
            }
    }

    void roundedOnes_data() { test::everyTarget(); }
    void roundedOnes()
    {
        QFETCH(qlonglong, target);
        test::useTargets(target);
        for (const auto& row : rows()) {
            const std::size_t blocks = row.size() / 32;
            float scales[kPlainBlocks];
            std::uint8_t levels[32 * kPlainBlocks];
            roundedPlain(row.data(), blocks, scales, levels);
            for (std::size_t b = 0; b < blocks; ++b) {
                const float scale = std::fabs(signedExtreme(row.data() + 32 * b, 32)) / 127.0F;
                QCOMPARE(bits(scales[b]), bits(scale));
                for (std::size_t i = 32 * b; i < 32 * (b + 1); ++i)
                    QCOMPARE(levels[i], std::uint8_t(roundedAway(row[i] * inverseOf(scale))));
            }
        }
    }
};

HEADROOM_TEST(TestPlainBlocks)
#include "tst_plainblocks.moc"
