// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The allocator against trying everything, and what it says when nothing is possible.
#include "core/base/json.h"
#include "core/quant/preset/mixture.h"
#include "core/search/allocate.h"
#include "tests/support/test.h"

#include <QTest>

#include <limits>
#include <random>

using namespace headroom;
using namespace headroom::search;
using namespace headroom::quant;

namespace {

std::vector<Slot> randomSlots(std::uint32_t seed, std::size_t count, std::size_t choices)
{
    std::mt19937 random(seed);
    std::vector<Slot> table(count);
    for (std::size_t s = 0; s < count; ++s) {
        table[s].name = "slot " + std::to_string(s);
        for (std::size_t c = 0; c < 1 + random() % choices; ++c)
            table[s].choices.push_back({tensor::Type::Q4_K, 1 + random() % 40, double(random() % 1000) / 8});
    }
    return table;
}

/// Least damage within the budget by trying all; infinite where nothing fits.
double bestOf(const std::vector<Slot>& table, std::size_t slot, std::int64_t bytes)
{
    if (bytes < 0)
        return std::numeric_limits<double>::infinity();
    if (slot == table.size())
        return 0;
    double best = std::numeric_limits<double>::infinity();
    for (const Choice& choice : table[slot].choices)
        best = std::min(best, choice.damage + bestOf(table, slot + 1, bytes - std::int64_t(choice.bytes)));
    return best;
}

Allocation sums(const std::vector<Slot>& table, const Allocation& allocation)
{
    Allocation sum;
    for (std::size_t s = 0; s < table.size(); ++s) {
        sum.bytes += table[s].choices[allocation.choices[s]].bytes;
        sum.damage += table[s].choices[allocation.choices[s]].damage;
    }
    return sum;
}

} // namespace

class TestAllocate : public QObject {
    Q_OBJECT
private slots:
    void equalsTryingEverything()
    {
        for (std::uint32_t seed = 0; seed < 60; ++seed) {
            const auto table = randomSlots(seed, 1 + seed % 7, 5);
            const auto front = ParetoFront::of(table);
            QVERIFY(front);
            for (std::uint64_t budget = 0; budget < 300; budget += 7) {
                const double best = bestOf(table, 0, std::int64_t(budget));
                const auto found = front->within(budget);
                QCOMPARE(bool(found), std::isfinite(best));
                if (!found)
                    continue;
                QCOMPARE(found->damage, best);
                QVERIFY(found->bytes <= budget);
                QCOMPARE(sums(table, *found).bytes, found->bytes);
                QCOMPARE(sums(table, *found).damage, found->damage);
            }
        }
    }

    void everyPointBuysSomething()
    {
        const auto front = ParetoFront::of(randomSlots(7, 40, 6));
        QVERIFY(front);
        for (std::size_t i = 1; i < front->points().size(); ++i) {
            QVERIFY(front->points()[i].bytes > front->points()[i - 1].bytes);
            QVERIFY(front->points()[i].damage < front->points()[i - 1].damage);
        }
        const auto& middle = front->points()[front->points().size() / 2];
        QCOMPARE(front->atMost(middle.damage)->bytes, middle.bytes);
    }

    /// Sizes without a common measure make more states than are kept: budgets hold all the same, and no better mixture
    /// is missed by more than the steps that were thinned out.
    void thinnedStatesStayWithinTheBudget()
    {
        std::mt19937_64 random(3);
        std::vector<Slot> table(300);
        for (auto& slot : table)
            for (int c = 0; c < 6; ++c)
                slot.choices.push_back({tensor::Type::Q4_K,
                                        std::uint64_t(c + 1) * 1'000'000'000 + random() % 500'000'000,
                                        std::pow(4.0, 6 - c) * (0.5 + double(random() % 1000) / 1000)});
        const auto front = ParetoFront::of(table);
        QVERIFY(front);
        QVERIFY(front->points().size() <= ParetoFront::kMostStates);
        for (const double share : {0.2, 0.5, 0.8}) {
            const auto least = front->points().front().bytes;
            const auto most = front->points().back().bytes;
            const auto budget = least + std::uint64_t(share * double(most - least));
            const auto found = front->within(budget);
            QVERIFY(found);
            QVERIFY(found->bytes <= budget);
            QVERIFY(double(budget - found->bytes) < 0.001 * double(most));
            QCOMPARE(sums(table, *found).bytes, found->bytes);
            QVERIFY(found->damage <= greedy(table, budget) * 1.0001);
        }
    }

    void saysTheLeastThatIsPossible()
    {
        const std::vector<Slot> table{{"a", {{tensor::Type::Q4_K, 10, 2}, {tensor::Type::Q8_0, 20, 1}}},
                                      {"b", {{tensor::Type::Q4_K, 100, 4}}}};
        const auto front = ParetoFront::of(table);
        QVERIFY(front);
        const auto small = front->within(109);
        QVERIFY(!small);
        QVERIFY(small.error().detail.find("110") != std::string::npos);
        const auto strict = front->atMost(4.5);
        QVERIFY(!strict);
        QVERIFY(strict.error().detail.find("5") != std::string::npos);
        QVERIFY(!ParetoFront::of(std::vector<Slot>{{"none", {}}}));
        QVERIFY(!ParetoFront::of(std::vector<Slot>{{"nan", {{tensor::Type::Q4_K, 1, std::nan("")}}}}));
        QCOMPARE(ParetoFront::of({})->within(0)->choices.size(), std::size_t{0});
    }

    void aNameBeyondExpressionsIsAnError()
    {
        const std::string name(1100, 'n');
        const std::vector<TensorType> wanted{{"output.weight", tensor::Type::Q8_0}, {name, tensor::Type::Q4_K}};
        const auto preset = mixturePreset("mix", {}, wanted);
        QVERIFY(!preset);
        QCOMPARE(preset.error().code, ErrorCode::InvalidArgument);
        QVERIFY(preset.error().where.find("nnnn") != std::string::npos);
    }

    void aMixtureIsAPresetByName()
    {
        const std::vector<TensorType> wanted{{"blk.0.attn_q.weight", tensor::Type::Q5_K},
                                             {"blk.1.attn_q.weight", tensor::Type::Q4_K},
                                             {"blk.10.attn_q.weight", tensor::Type::Q5_K},
                                             {"token_embd.weight", tensor::Type::Q6_K}};
        const Preset preset = mixturePreset("mix", {}, wanted).value();
        const auto back = presetFromJson(toJson(preset), "mix");
        QVERIFY(back);
        QCOMPARE(back->overrides.size(), std::size_t{3});
        model::Description model;
        for (const auto& tensor : wanted)
            model.tensors.push_back({tensor.tensor, tensor::Type::F16, {256, 256}});
        const auto assignments = assign(model, *back);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QCOMPARE(assignments[i].to, wanted[i].type);
    }

private:
    /// From the smallest types up, always the step with the most damage saved for a byte.
    static double greedy(const std::vector<Slot>& table, std::uint64_t budget)
    {
        std::vector<std::size_t> at(table.size(), 0);
        std::uint64_t bytes = 0;
        double damage = 0;
        for (const Slot& slot : table) {
            bytes += slot.choices[0].bytes;
            damage += slot.choices[0].damage;
        }
        for (;;) {
            double best = 0;
            std::size_t chosen = table.size();
            for (std::size_t s = 0; s < table.size(); ++s) {
                if (at[s] + 1 == table[s].choices.size())
                    continue;
                const Choice& now = table[s].choices[at[s]];
                const Choice& next = table[s].choices[at[s] + 1];
                const double gain = (now.damage - next.damage) / double(next.bytes - now.bytes);
                if (gain > best && bytes + next.bytes - now.bytes <= budget) {
                    best = gain;
                    chosen = s;
                }
            }
            if (chosen == table.size())
                return damage;
            const Choice& now = table[chosen].choices[at[chosen]];
            const Choice& next = table[chosen].choices[++at[chosen]];
            bytes += next.bytes - now.bytes;
            damage -= now.damage - next.damage;
        }
    }
};

HEADROOM_TEST(TestAllocate)
#include "tst_allocate.moc"
