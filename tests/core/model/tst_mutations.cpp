// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The fuzzer's poor relation that runs everywhere: the same mutations every time, most useful under the asan preset.
#include "tests/fuzz/exercise.h"
#include "tests/fuzz/seeds.h"
#include "tests/support/test.h"

#include <QTest>

#include <random>

using namespace headroom;

namespace {

class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : m_random(seed) { }

    std::vector<std::byte> mutate(std::vector<std::byte> bytes)
    {
        for (std::size_t step = 0, steps = 1 + below(3); step < steps && !bytes.empty(); ++step)
            mutateOnce(bytes);
        return {bytes.begin(), bytes.end()}; // exact size, so that reading past the end is seen
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; } // std distributions differ between libraries

    void mutateOnce(std::vector<std::byte>& bytes)
    {
        const std::size_t at = below(bytes.size());
        const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t length = 1 + below(std::min<std::size_t>(bytes.size() - at, 16));
        switch (below(6)) {
        case 0:
            *begin ^= static_cast<std::byte>(1U << below(8));
            break;
        case 1:
            *begin = static_cast<std::byte>(below(256));
            break;
        case 2:
            overwriteNumber(bytes, at);
            break;
        case 3:
            bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(length));
            break;
        case 4: {
            const std::vector<std::byte> copy(begin, begin + static_cast<std::ptrdiff_t>(length));
            bytes.insert(begin, copy.begin(), copy.end());
            break;
        }
        default:
            bytes.resize(below(4) == 0 ? at : bytes.size());
        }
    }

    void overwriteNumber(std::vector<std::byte>& bytes, std::size_t at)
    {
        constexpr std::uint64_t kNumbers[]
            = {0, 1, 2, 31, 255, 0x7fffffff, 0x80000000, 0xffffffff, 1ULL << 62U, 0xffffffffffffffe0ULL, ~0ULL};
        const std::uint64_t number = kNumbers[below(std::size(kNumbers))];
        std::memcpy(bytes.data() + at, &number, std::min<std::size_t>(bytes.size() - at, below(2) ? 4 : 8));
    }

    std::mt19937 m_random;
};

} // namespace

class TestMutations : public QObject {
    Q_OBJECT
private slots:
    void seedsAreSound()
    {
        for (const bool byteLevel : {false, true}) {
            const auto outcome = test::exerciseGguf(test::SeedModel(byteLevel).bytes());
            QVERIFY(outcome.parsed);
            QVERIFY(outcome.described);
            QVERIFY(outcome.tokenizes);
        }
    }

    void neitherCrashNorHang()
    {
        constexpr int kRounds = 20000;
        int parsed = 0, described = 0, tokenizes = 0;
        for (const bool byteLevel : {false, true}) {
            const auto seed = test::SeedModel(byteLevel).bytes();
            Mutator mutator(byteLevel ? 1U : 2U);
            for (int round = 0; round < kRounds; ++round) {
                const auto outcome = test::exerciseGguf(mutator.mutate(seed));
                parsed += outcome.parsed;
                described += outcome.described;
                tokenizes += outcome.tokenizes;
            }
        }
        qInfo("%d mutants: %d parsed, %d described, %d tokenize", 2 * kRounds, parsed, described, tokenizes);
        // Mutants must reach every stage and be refused at every stage, or the test would prove nothing.
        QVERIFY(parsed > 1000 && parsed < 2 * kRounds - 1000);
        QVERIFY(described > 1000 && described < parsed);
        QVERIFY(tokenizes > 1000 && tokenizes < parsed);
    }
};

HEADROOM_TEST(TestMutations)
#include "tst_mutations.moc"
