// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The small floats of checkpoints: every code comes back, every value goes to the nearest code, ties to the even one.
#include "core/tensor/float8.h"
#include "core/tensor/microfloat.h"
#include "core/tensor/normalfloat.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace headroom::tensor;

namespace {

using Decode = float (*)(std::uint8_t);
using Encode = std::uint8_t (*)(float);

/// Among the finite codes 0 … top of one sign.
void checkNearest(Encode encode, Decode decode, unsigned top)
{
    for (unsigned code = 0; code <= top; ++code) {
        const float value = decode(std::uint8_t(code));
        QCOMPARE(unsigned(encode(value)), code);
        QCOMPARE(unsigned(encode(-value)), code == 0 ? unsigned(encode(-0.0F)) : code | (top > 8 ? 0x80U : 8U));
        if (code == top)
            continue;
        const float next = decode(std::uint8_t(code + 1)), middle = value + (next - value) / 2;
        QVERIFY(next > value);
        QCOMPARE(unsigned(encode(middle)), code + code % 2);
        QCOMPARE(unsigned(encode(std::nextafter(middle, 0.0F))), code);
        QCOMPARE(unsigned(encode(std::nextafter(middle, next))), code + 1);
    }
    QCOMPARE(unsigned(encode(decode(std::uint8_t(top)) * 1.5F)), top);
    QCOMPARE(unsigned(encode(std::numeric_limits<float>::infinity())), top);
}

} // namespace

class TestSmallFloats : public QObject {
    Q_OBJECT
private slots:
    void e4m3()
    {
        QCOMPARE(e4m3ToFloat(0x7E), 448.0F);
        checkNearest(floatToE4m3, e4m3ToFloat, 0x7E);
        QCOMPARE(int(floatToE4m3(std::nanf("")) & 0x7F), 0x7F);
    }
    void e5m2()
    {
        QCOMPARE(e5m2ToFloat(0x7B), 57344.0F);
        checkNearest(floatToE5m2, e5m2ToFloat, 0x7B);
        QCOMPARE(int(floatToE5m2(std::nanf("")) & 0x7F), 0x7F);
    }
    void e2m1()
    {
        checkNearest(
            microFloatCode, [](std::uint8_t code) { return kMicroFloat[code]; }, 7);
        const std::pair<float, int> ties[]
            = {{0.25F, 0}, {0.75F, 2}, {1.25F, 2}, {1.75F, 4}, {2.5F, 4}, {3.5F, 6}, {5.0F, 6}};
        for (const auto& [value, code] : ties)
            QCOMPARE(int(microFloatCode(value)), code);
    }
    void powersOfTwo()
    {
        for (const float largest : {1e-30F, 0.01F, 0.75F, 1.0F, 5.9F, 6.0F, 6.1F, 7.99F, 8.0F, 3e30F}) {
            const float low = e8m0ToFloat(e8m0Scale(largest, PowerRule::Floor));
            const float high = e8m0ToFloat(e8m0Scale(largest, PowerRule::Ceiling));
            QVERIFY(largest / low >= 4 && largest / low < 8);
            QVERIFY(largest / high <= 6 && largest / high > 3);
        }
        QCOMPARE(int(e8m0Scale(0, PowerRule::Floor)), 0);
    }
    void normalFloat()
    {
        for (unsigned code = 0; code < 16; ++code)
            for (const float scale : {0.03F, 12.0F, -2.0F})
                QCOMPARE(unsigned(normalFloatCode(kNormalFloat[code] * scale, scale)), code);
        QCOMPARE(int(normalFloatCode(0.3F, 0)), 7);
        const auto& map = dynamicMap();
        QVERIFY(std::ranges::is_sorted(map) && std::ranges::adjacent_find(map) == map.end());
        QCOMPARE(map[255], 1.0F);
        QCOMPARE(map[127], 0.0F);
        for (const float value :
             {0.55e-6F, 0.325e-5F, 0.775e-5F, 0.9929687F}) // first parts, and the last of the largest
            QVERIFY(std::ranges::any_of(map, [&](float v) { return std::fabs(v - value) < 1e-6F * value; }));
        QCOMPARE(map[0], -0.9929687F);
    }
    /// Rows go by thresholds: the same on both sides of each, to the last bit.
    void normalFloatRows()
    {
        std::vector<float> weights{0.0F, -0.0F, 5.0F, -5.0F, 1e-40F, -1e-40F};
        for (std::size_t code = 0; code + 1 < kNormalFloat.size(); ++code) {
            float near = (kNormalFloat[code] + kNormalFloat[code + 1]) / 2;
            for (int i = 0; i < 20; ++i)
                near = std::nextafter(near, -2.0F);
            for (int i = 0; i < 40; ++i, near = std::nextafter(near, 2.0F))
                weights.push_back(near);
        }
        std::mt19937 random(4);
        std::uniform_real_distribution<float> uniform(-1.1F, 1.1F);
        while (weights.size() < 4099)
            weights.push_back(uniform(random));
        for (const float scale : {1.0F, 0.0371F, -2.5F, 0.0F, 1e-38F})
            for (const std::size_t count : {std::size_t{1}, std::size_t{63}, std::size_t{64}, weights.size()}) {
                std::vector<std::uint8_t> codes(count);
                normalFloatCodes(std::span(weights).first(count), scale, codes);
                for (std::size_t i = 0; i < count; ++i)
                    QCOMPARE(int(codes[i]), int(normalFloatCode(weights[i], scale)));
            }
    }
    void nestedScales()
    {
        std::mt19937 random(3);
        std::uniform_real_distribution<float> uniform(0.01F, 0.2F);
        for (const std::size_t count : {1U, 255U, 256U, 1000U}) {
            std::vector<float> scales(count);
            for (float& scale : scales)
                scale = uniform(random);
            const auto nested = nestScales(scales);
            QCOMPARE(nested.codes.size(), count);
            QCOMPARE(nested.largest.size(), (count + 255) / 256);
            for (std::size_t i = 0; i < count; ++i) // the coarsest step of the map is 0.9 / 64
                QVERIFY(std::fabs(nested.at(i) - scales[i]) <= nested.largest[i / 256] * 0.0071F + 1e-6F);
        }
        QCOMPARE(nestScales(std::vector<float>(64, 0.5F)).at(9), 0.5F);
        QCOMPARE(nestScales(std::vector<float>(64, 0.0F)).at(9), 0.0F);
    }
};

HEADROOM_TEST(TestSmallFloats)
#include "tst_smallfloats.moc"
