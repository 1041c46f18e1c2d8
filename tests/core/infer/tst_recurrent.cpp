// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The recurrent blocks against the same mathematics written another way: the scan as an attention with decays (the
// quadratic form of state space duality), the delta rule through its products of matrices, in double; and cut in two
// without a bit of difference.
#include "core/infer/cpu/causalconv.h"
#include "core/infer/cpu/deltanet.h"
#include "core/infer/cpu/kernels.h"
#include "core/infer/cpu/ssm.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <random>
#include <vector>

using namespace headroom::infer;
using Floats = std::vector<float>;

namespace {

Floats random(std::size_t count, unsigned seed, float scale = 1)
{
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0, scale);
    Floats out(count);
    for (float& value : out)
        value = normal(generator);
    return out;
}

double distance(const Floats& a, const std::vector<double>& b)
{
    double error = 0, size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        error += (double(a[i]) - b[i]) * (double(a[i]) - b[i]);
        size += b[i] * b[i];
    }
    return std::sqrt(error / size);
}

constexpr std::size_t kTokens = 23;

/// A head of Mamba-2 with its inputs; lengths that are no multiple of the kernels' lanes.
struct Scan {
    ScanHead head{5, 18, -0.7F, 0.3F, 0.1F};
    std::size_t stride = 5 + 18 + 18 + 1;
    Floats rows = random(kTokens * stride, 7);

    ScanInput input(std::size_t first) const
    {
        const float* row = rows.data() + first * stride;
        return {row, row + 5, row + 23, row + 41, stride, stride};
    }
    /// Outputs when the sequence is cut before token `cut`.
    Floats run(std::size_t cut) const
    {
        Floats state(head.length * padded(head.state)), scratch(scanScratch(head)), out(kTokens * head.length);
        scanHead(head, input(0), cut, state.data(), scratch.data(), out.data(), head.length);
        scanHead(head, input(cut), kTokens - cut, state.data(), scratch.data(), out.data() + cut * head.length,
                 head.length);
        return out;
    }
    double step(std::size_t token) const { return std::log1p(std::exp(double(input(token).dt[0]) + head.timeBias)); }
    /// y_t = Σ_s≤t exp(a Σ_s<r≤t Δ_r) (C_t·B_s) Δ_s x_s + d x_t
    std::vector<double> asAttention() const
    {
        std::vector<double> out;
        for (std::size_t t = 0; t < kTokens; ++t)
            for (std::size_t p = 0; p < head.length; ++p) {
                double sum = double(head.skip) * input(t).x[p], decay = 0;
                for (std::size_t s = t + 1; s-- > 0;) {
                    double product = 0;
                    for (std::size_t n = 0; n < head.state; ++n)
                        product += double(input(t).c[n]) * input(s).b[n];
                    sum += std::exp(head.decay * decay) * product * step(s) * input(s).x[p];
                    decay += step(s);
                }
                out.push_back(sum);
            }
        return out;
    }
};

struct Delta {
    DeltaShape shape{6, 7};
    std::size_t width = padded(6);
    Floats queries, keys, values = random(kTokens * 7, 3), gates = random(kTokens, 4), betas = random(kTokens, 5);

    Delta() : queries(kTokens * padded(6)), keys(kTokens * padded(6))
    {
        const Floats q = random(kTokens * 6, 1), k = random(kTokens * 6, 2);
        for (std::size_t t = 0; t < kTokens; ++t) {
            std::copy_n(q.data() + t * 6, 6, queries.data() + t * width);
            std::copy_n(k.data() + t * 6, 6, keys.data() + t * width);
            normalizeLength(queries.data() + t * width, 6, 1e-6F);
            normalizeLength(keys.data() + t * width, 6, 1e-6F);
            gates[t] = -std::fabs(gates[t]);
            betas[t] = 1 / (1 + std::exp(-betas[t]));
        }
    }
    DeltaInput input(std::size_t first) const
    {
        return {queries.data() + first * width, keys.data() + first * width, width, values.data() + first * 7, 7,
                gates.data() + first,           betas.data() + first,        1};
    }
    Floats run(std::size_t cut) const
    {
        Floats state(7 * width), scratch(7), out(kTokens * 7);
        deltaHead(shape, input(0), cut, state.data(), scratch.data(), out.data(), 7);
        deltaHead(shape, input(cut), kTokens - cut, state.data(), scratch.data(), out.data() + cut * 7, 7);
        return out;
    }
    /// o_t = Σ_s β_s v_s (k_s · w), where w is q_t brought back through e^g (1 − β k kᵀ) of the tokens in between.
    std::vector<double> asProducts() const
    {
        std::vector<double> out;
        for (std::size_t t = 0; t < kTokens; ++t) {
            std::vector<double> back(queries.begin() + std::ptrdiff_t(t * width),
                                     queries.begin() + std::ptrdiff_t(t * width + 6));
            std::vector<double> sum(7, 0.0);
            for (std::size_t s = t + 1; s-- > 0;) {
                const float* key = keys.data() + s * width;
                double along = 0;
                for (std::size_t i = 0; i < 6; ++i)
                    along += key[i] * back[i];
                for (std::size_t j = 0; j < 7; ++j)
                    sum[j] += betas[s] * double(values[s * 7 + j]) * along;
                for (std::size_t i = 0; i < 6; ++i)
                    back[i] = std::exp(double(gates[s])) * (back[i] - betas[s] * along * key[i]);
            }
            for (double value : sum)
                out.push_back(value / std::sqrt(6.0));
        }
        return out;
    }
};

} // namespace

class TestRecurrent : public QObject {
    Q_OBJECT
private slots:
    void convolutionByHand()
    {
        // Two channels, three taps, in the order of files: [channel][tap].
        const auto c = Convolution::fromChannels({1, 2, 3, 10, 20, 30}, 3, {0.5F, 0});
        Floats history(4, 0);
        const Floats rows{1, 1, 2, 0, 3, -1};
        Floats out(2);
        convolveToken(c, {history.data(), rows.data(), 2}, 0, out.data());
        QCOMPARE(out, (Floats{3.5F, 30}));
        convolveToken(c, {history.data(), rows.data(), 2}, 2, out.data());
        QCOMPARE(out, (Floats{1 + 4 + 9 + 0.5F, 10 - 30}));
        advanceHistory(c, history.data(), rows.data(), 2, 1);
        QCOMPARE(history, (Floats{0, 0, 1, 1}));
        advanceHistory(c, history.data(), rows.data(), 2, 3);
        QCOMPARE(history, (Floats{2, 0, 3, -1}));
    }

    void convolutionCutAnywhere()
    {
        constexpr std::size_t kChannels = 9;
        const auto c = Convolution::fromChannels(random(4 * kChannels, 1), 4, random(kChannels, 2));
        const Floats rows = random(kTokens * kChannels, 3);
        const auto run = [&](std::size_t cut) {
            Floats history(3 * kChannels), out(kTokens * kChannels);
            for (std::size_t first = 0; first < kTokens; first = first < cut ? cut : kTokens) {
                const std::size_t count = (first < cut ? cut : kTokens) - first;
                const float* in = rows.data() + first * kChannels;
                for (std::size_t t = 0; t < count; ++t)
                    convolveToken(c, {history.data(), in, kChannels}, t, out.data() + (first + t) * kChannels);
                advanceHistory(c, history.data(), in, kChannels, count);
            }
            return out;
        };
        for (std::size_t cut = 0; cut < kTokens; ++cut)
            QCOMPARE(run(cut), run(kTokens));
    }

    void scanByHand()
    {
        // One channel, one element: Δ = softplus(0) = ln 2, e^(−Δ) = 1/2; S: ln 2, then half of it and 2 ln 2 more.
        Floats state(16), scratch(64), out(2);
        const Floats x{1, 2}, b{1, 1}, c{1, 3}, dt{0, 0};
        scanHead({1, 1, -1, 0.25F, 0}, {x.data(), b.data(), c.data(), dt.data(), 1, 1}, 2, state.data(), scratch.data(),
                 out.data(), 1);
        const float ln2 = std::log(2.0F);
        QCOMPARE(out[0], ln2 + 0.25F);
        QCOMPARE(out[1], 3 * 2.5F * ln2 + 0.5F);
    }

    void scanIsAnAttentionWithDecays()
    {
        const Scan scan;
        const double error = distance(scan.run(kTokens), scan.asAttention());
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void scanCutAnywhere()
    {
        const Scan scan;
        for (std::size_t cut = 0; cut < kTokens; ++cut)
            QCOMPARE(scan.run(cut), scan.run(kTokens));
    }

    /// With one decay for the whole state, a channel of Mamba is a head of Mamba-2.
    void channelsAreHeadsOfOne()
    {
        constexpr std::size_t kChannels = 3, kState = 18, kWidth = padded(kState), kStride = 2 + 2 * kState;
        const Floats x = random(kTokens * kChannels, 1), dt = random(kTokens * kChannels, 4),
                     skip = random(kChannels, 5), shared = random(kTokens * 2 * kState, 2);
        const Floats decay(kChannels * kWidth, -0.4F);
        Floats state(kChannels * kWidth), out(kTokens * kChannels);
        for (std::size_t t = 0; t < kTokens; ++t) {
            Floats b(kWidth), c(kWidth);
            std::copy_n(shared.data() + t * 2 * kState, kState, b.data());
            std::copy_n(shared.data() + t * 2 * kState + kState, kState, c.data());
            scanStep({kChannels, kState, decay.data(), skip.data()}, x.data() + t * kChannels,
                     dt.data() + t * kChannels, b.data(), c.data(), state.data(), out.data() + t * kChannels);
        }
        for (std::size_t p = 0; p < kChannels; ++p) {
            Floats rows(kTokens * kStride), one(kWidth), scratch(3 * kWidth), y(kTokens);
            for (std::size_t t = 0; t < kTokens; ++t) {
                rows[t * kStride] = x[t * kChannels + p];
                std::copy_n(shared.data() + t * 2 * kState, 2 * kState, rows.data() + t * kStride + 1);
                rows[t * kStride + 1 + 2 * kState] = dt[t * kChannels + p];
            }
            const float* first = rows.data();
            scanHead({1, kState, -0.4F, skip[p], 0},
                     {first, first + 1, first + 1 + kState, first + 1 + 2 * kState, kStride, kStride}, kTokens,
                     one.data(), scratch.data(), y.data(), 1);
            for (std::size_t t = 0; t < kTokens; ++t)
                QVERIFY(std::fabs(out[t * kChannels + p] - y[t]) < 1e-5F * (1 + std::fabs(y[t])));
        }
    }

    void deltaByHand()
    {
        // A key written with β = 1 is read back exactly; written again with another value, the value is replaced.
        Floats state(padded(2) * 1), scratch(1), out(3);
        Floats keys(3 * padded(2)), zeros(3, 0), ones(3, 1);
        keys[0] = keys[padded(2)] = 1;
        keys[2 * padded(2) + 1] = 1;
        const Floats values{5, 7, 1};
        deltaHead({2, 1}, {keys.data(), keys.data(), padded(2), values.data(), 1, zeros.data(), ones.data(), 1}, 3,
                  state.data(), scratch.data(), out.data(), 1);
        const float scale = 1 / std::sqrt(2.0F);
        QCOMPARE(out, (Floats{5 * scale, 7 * scale, 1 * scale}));
        QCOMPARE(state[0], 7.0F);
    }

    void deltaIsAProductOfReflections()
    {
        const Delta delta;
        const double error = distance(delta.run(kTokens), delta.asProducts());
        QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    }

    void deltaCutAnywhere()
    {
        const Delta delta;
        for (std::size_t cut = 0; cut < kTokens; ++cut)
            QCOMPARE(delta.run(cut), delta.run(kTokens));
    }

    void softplusNeitherOverflowsNorVanishes()
    {
        QCOMPARE(softplus(0), std::log(2.0F));
        QCOMPARE(softplus(1000), 1000.0F);
        QCOMPARE(softplus(-10), 4.53989e-05F);
        QCOMPARE(softplus(-1000), 0.0F);
    }
};

HEADROOM_TEST(TestRecurrent)
#include "tst_recurrent.moc"
