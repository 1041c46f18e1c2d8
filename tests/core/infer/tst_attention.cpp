// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Attention against its definition in double precision, with everything a family may add to it; and how experts are
// chosen, on cases worked out by hand.
#include "core/infer/cpu/attention.h"
#include "core/infer/cpu/forward.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace headroom;
using namespace headroom::infer;

namespace {

struct Case {
    const char* row;
    AttentionSettings settings;
    bool sinks = false;
};

AttentionSettings plain()
{
    AttentionSettings s;
    s.heads = 6;
    s.kvHeads = 2;
    s.keyLength = 20;
    s.valueLength = 12;
    s.scale = 0.3F;
    return s;
}

std::vector<Case> cases()
{
    std::vector<Case> all{{"plain", plain()}};
    const auto add = [&](const char* row, const std::function<void(AttentionSettings&)>& change, bool sinks = false) {
        all.push_back({row, plain(), sinks});
        change(all.back().settings);
    };
    add(
        "sinks", [](auto&) {}, true);
    add("soft cap", [](auto& s) { s.softCap = 2; });
    add("biases by distance, heads no power of two", [](auto& s) { s.alibi = 8; });
    add("sliding window", [](auto& s) { s.windowKind = WindowKind::Sliding, s.window = 5; });
    add(
        "sliding window with sinks", [](auto& s) { s.windowKind = WindowKind::Sliding, s.window = 7; }, true);
    add("window of one", [](auto& s) { s.windowKind = WindowKind::Sliding, s.window = 1; });
    add("chunks", [](auto& s) { s.windowKind = WindowKind::Chunked, s.window = 16; });
    add("window beyond the context", [](auto& s) { s.windowKind = WindowKind::Sliding, s.window = 1000; });
    return all;
}

bool visible(const AttentionSettings& s, std::size_t query, std::size_t key)
{
    if (s.windowKind == WindowKind::Sliding && query - key >= s.window)
        return false;
    return s.windowKind != WindowKind::Chunked || query / s.window == key / s.window;
}

/// Slopes as published: 2^(-8/n) and its powers; heads beyond the power of two take odd powers of its root.
double slope(const AttentionSettings& s, std::size_t head)
{
    const double near = std::exp2(std::floor(std::log2(double(s.heads))));
    const double first = std::exp2(-double(s.alibi) / near), second = std::exp2(-double(s.alibi) / 2 / near);
    return double(head) < near ? std::pow(first, double(head) + 1) : std::pow(second, 2 * (double(head) - near) + 1);
}

} // namespace

class TestAttention : public QObject {
    Q_OBJECT
private slots:
    void equalsItsDefinition_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; const Case& c : cases())
            QTest::newRow(c.row) << i++;
    }
    void equalsItsDefinition()
    {
        QFETCH(const int, index);
        const Case c = cases()[std::size_t(index)];
        const AttentionSettings& s = c.settings;
        constexpr std::size_t kPositions = 50, kFirst = 17; // the first 17 are there already
        std::uint64_t seed = 9;
        const auto random = [&](std::size_t count) {
            std::vector<float> out(count);
            for (float& value : out)
                value = test::tiny::gaussian(seed);
            return out;
        };
        const auto keys = random(2 * kPositions * s.keyLength), values = random(2 * kPositions * s.valueLength);
        const auto queries = random(kPositions * s.heads * s.keyLength);
        const auto sinks = c.sinks ? random(s.heads) : std::vector<float>{};
        auto cache = KvCache::create({2, kPositions, s.keyLength, s.valueLength}, kvTypes().front()).value();
        for (std::size_t h = 0; h < 2; ++h)
            for (std::size_t p = 0; p < kPositions; ++p)
                cache.store(h, p, &keys[(h * kPositions + p) * s.keyLength],
                            &values[(h * kPositions + p) * s.valueLength]);
        ThreadPool pool(2);
        Workspace work(pool, kPositions - kFirst);
        const Attention attention(s, sinks, cache, kPositions, work);
        QVERIFY(work.allocate());
        for (std::size_t t = 0; t < kPositions - kFirst; ++t)
            for (std::size_t h = 0; h < s.heads; ++h)
                std::copy_n(&queries[((kFirst + t) * s.heads + h) * s.keyLength], s.keyLength,
                            attention.query(work, t, h));
        attention.run(cache, kFirst, kPositions - kFirst, work);

        for (std::size_t p = kFirst; p < kPositions; ++p)
            for (std::size_t h = 0; h < s.heads; ++h) {
                std::vector<double> sum(s.valueLength);
                double total = c.sinks ? std::exp(double(sinks[h])) : 0;
                for (std::size_t k = 0; k <= p; ++k) {
                    if (!visible(s, p, k))
                        continue;
                    const std::size_t row = h / 3 * kPositions + k;
                    double score = 0;
                    for (std::size_t i = 0; i < s.keyLength; ++i)
                        score += double(queries[(p * s.heads + h) * s.keyLength + i])
                            * double(keys[row * s.keyLength + i]);
                    score *= double(s.scale);
                    if (s.softCap > 0)
                        score = double(s.softCap) * std::tanh(score / double(s.softCap));
                    if (s.alibi > 0)
                        score -= slope(s, h) * double(p - k);
                    total += std::exp(score);
                    for (std::size_t i = 0; i < s.valueLength; ++i)
                        sum[i] += std::exp(score) * double(values[row * s.valueLength + i]);
                }
                for (std::size_t i = 0; i < s.valueLength; ++i) {
                    const double found = double(work[Slot::Attended].row(p - kFirst)[h * s.valueLength + i]);
                    QVERIFY2(std::abs(found - sum[i] / total) < 2e-6,
                             qPrintable(QStringLiteral("position %1, head %2").arg(p).arg(h)));
                }
            }
    }

    void expertsAreChosenAsPublished()
    {
        const std::array logits{1.0F, 3.0F, 2.0F, 0.0F};
        const auto near = [](float found, double expected) { return std::abs(double(found) - expected) < 1e-6; };
        ExpertSettings s{4, 2, 0, 0, Gating::Softmax, false, 1, false};
        const double all = std::exp(1) + std::exp(3) + std::exp(2) + std::exp(0);
        auto chosen = chooseExperts(s, logits, {});
        QVERIFY(chosen.size() == 2 && chosen[0].expert == 1 && chosen[1].expert == 2);
        QVERIFY(near(chosen[0].weight, std::exp(3) / all) && near(chosen[1].weight, std::exp(2) / all));

        s.normalizes = true;
        s.scale = 2.5F;
        chosen = chooseExperts(s, logits, {});
        QVERIFY(near(chosen[0].weight, 2.5 * std::exp(1) / (std::exp(1) + 1)));

        s = {4, 2, 0, 0, Gating::SoftmaxOfChosen, false, 1, false};
        chosen = chooseExperts(s, logits, {});
        QVERIFY(near(chosen[0].weight, std::exp(1) / (std::exp(1) + 1))
                && near(chosen[1].weight, 1 / (std::exp(1) + 1)));

        // A bias chooses the last expert, but it counts as its own score says.
        s = {4, 1, 0, 0, Gating::Sigmoid, false, 1, false};
        chosen = chooseExperts(s, logits, std::array{0.0F, 0.0F, 0.0F, 1.0F});
        QVERIFY(chosen[0].expert == 3 && near(chosen[0].weight, 0.5));

        // Two groups: {1, 0.9} beats {1.2, 0.1}, and so the best expert of all is out.
        s = {4, 1, 2, 1, Gating::Sigmoid, false, 1, false};
        const std::array bias{1.0F, 0.9F, 1.2F, 0.1F};
        chosen = chooseExperts(s, std::array{0.0F, 0.0F, 0.0F, 0.0F}, bias);
        QCOMPARE(chosen[0].expert, 0U);

        // Mixed sparsely: 2 falls short of 3 by a third, more than 2 · 0.01, and counts alone; 1.97 does not of 2.
        s = {4, 2, 0, 0, Gating::Softmax, false, 1, false, 0.01F};
        chosen = chooseExperts(s, std::array{1.97F, 3.0F, 2.0F, 0.0F}, {});
        QVERIFY(chosen.size() == 2 && chosen[0].expert == 1 && chosen[1].expert == 2);
        QVERIFY(near(chosen[0].weight, 1) && near(chosen[1].weight, 1 / (1 + std::exp(1.97F - 2.0F))));
        chosen = chooseExperts(s, std::array{0.0F, 0.0F, 0.0F, 0.0F}, {});
        QVERIFY(near(chosen[0].weight, 0.25) && near(chosen[1].weight, 1.0 / 3));

        s = {4, 1, 2, 1, Gating::Sigmoid, false, 1, false};
        const float nan = std::numeric_limits<float>::quiet_NaN();
        chosen = chooseExperts(s, std::array{nan, nan, nan, nan}, {});
        QVERIFY(chosen.size() == 1 && chosen[0].expert < 4);
    }
};

HEADROOM_TEST(TestAttention)
#include "tst_attention.moc"
