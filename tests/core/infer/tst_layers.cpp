// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What is planned and what is computed is one model: the forward pass and the shape that memory is planned with agree
// on every layer of every family, also under keys that its files seldom have.
#include "core/infer/weights.h"
#include "tests/interop/denserecipes.h"
#include "tests/interop/expertrecipes.h"
#include "tests/interop/laterecipes.h"
#include "tests/interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using test::Recipe;

namespace {

struct Variation {
    const char* name;
    test::RecipeKeys keys;
};

const std::vector<Variation>& variations()
{
    static const std::vector<Variation> all{
        {"as it is", {}},
        {"window of 24", {{"attention.sliding_window", {24U}}}},
        {"window of none", {{"attention.sliding_window", {0U}}}},
        {"every third whole", {{"attention.sliding_window", {24U}}, {"attention.sliding_window_pattern", {3U}}}},
        {"all in windows", {{"attention.sliding_window", {24U}}, {"attention.sliding_window_pattern", {0U}}}},
        {"not tuned to its scaling", {{"rope.scaling.finetuned", {false}}}},
        {"biased by distance", {{"attention.max_alibi_bias", {8.0F}}}},
    };
    return all;
}

std::vector<Recipe> recipes()
{
    std::vector<Recipe> all;
    for (const auto* part :
         {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes, &test::kLateRecipes})
        all.insert(all.end(), part->begin(), part->end());
    return all;
}

/// The attention of a layer, of either kind.
const infer::AttentionSettings* attentionOf(const infer::Layer& layer)
{
    for (const infer::MixerWeights& mixer : layer.mixers) {
        if (const auto* plain = std::get_if<infer::AttentionWeights>(&mixer))
            return &plain->settings;
        if (const auto* latent = std::get_if<infer::LatentAttentionWeights>(&mixer))
            return &latent->settings;
    }
    return nullptr;
}

bool keepsState(const infer::Layer& layer)
{
    return std::ranges::any_of(layer.mixers, [](const infer::MixerWeights& mixer) {
        return std::holds_alternative<infer::ChannelScanWeights>(mixer)
            || std::holds_alternative<infer::HeadScanWeights>(mixer)
            || std::holds_alternative<infer::DeltaNetWeights>(mixer)
            || std::holds_alternative<infer::ShortConvolutionWeights>(mixer);
    });
}

/// Numbers of a state that grows with no token, from the tensors that are multiplied: an oracle for what is planned.
std::uint64_t stateElements(const infer::Layer& layer)
{
    std::uint64_t sum = 0;
    const auto taps = [](const infer::Convolution& convolution) {
        return std::uint64_t{convolution.taps - 1} * convolution.channels;
    };
    for (const infer::MixerWeights& mixer : layer.mixers) {
        if (const auto* scan = std::get_if<infer::ChannelScanWeights>(&mixer))
            sum += taps(scan->convolution) + std::uint64_t{scan->state} * scan->channels;
        if (const auto* scan = std::get_if<infer::HeadScanWeights>(&mixer))
            sum += taps(scan->convolution) + std::uint64_t{scan->state} * scan->heads * scan->headLength;
        if (const auto* net = std::get_if<infer::DeltaNetWeights>(&mixer))
            sum += taps(net->convolution) + std::uint64_t{net->heads} * net->keyLength * net->valueLength;
        if (const auto* own = std::get_if<infer::ShortConvolutionWeights>(&mixer))
            sum += taps(own->convolution);
    }
    return sum;
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    static void compareAttention(const infer::AttentionSettings& computed, const model::LayerShape& planned)
    {
        QCOMPARE(computed.heads, planned.heads);
        QCOMPARE(computed.window, std::size_t{planned.window});
        QCOMPARE(computed.windowKind, planned.windowKind);
        QCOMPARE(computed.rotates, planned.rotary);
        if (planned.latent)
            return; // one compressed vector is planned for, whatever is rebuilt from it
        QCOMPARE(computed.kvHeads, planned.kvHeads);
        QCOMPARE(computed.keyLength, planned.keyLength);
        QCOMPARE(computed.valueLength, planned.valueLength);
    }
    static void compareForward(const infer::Layer& computed, const model::LayerShape& planned)
    {
        const auto* mixture = std::get_if<infer::ExpertWeights>(&computed.forward);
        QCOMPARE(mixture ? mixture->settings.count : 0U, planned.experts);
        if (mixture)
            QCOMPARE(mixture->experts.front().down.columns, std::size_t{planned.feedForward});
        else if (const auto* dense = std::get_if<infer::DenseWeights>(&computed.forward))
            QVERIFY(planned.feedForward > 0 && dense->down.columns > 0);
        else
            QCOMPARE(planned.feedForward, 0U);
    }

private slots:
    void planAndForwardPassAgree_data()
    {
        QTest::addColumn<int>("recipe");
        QTest::addColumn<int>("variation");
        const auto all = recipes();
        for (std::size_t r = 0; r < all.size(); ++r)
            for (std::size_t v = 0; v < variations().size(); ++v)
                QTest::addRow("%s: %s", all[r].row().c_str(), variations()[v].name) << int(r) << int(v);
    }
    void planAndForwardPassAgree()
    {
        QFETCH(const int, recipe);
        QFETCH(const int, variation);
        Recipe own = recipes()[std::size_t(recipe)];
        const auto& more = variations()[std::size_t(variation)].keys;
        own.keys.insert(own.keys.end(), more.begin(), more.end());
        const std::filesystem::path path = m_folder.filePath("model.gguf").toStdString();
        QVERIFY(test::RecipeWriter(own).write(path));
        const auto file = model::ModelFile::open(path);
        QVERIFY(file);
        const auto planned = model::describe(**file);
        const auto computed = infer::loadWeights(*file);
        const bool shaped
            = std::ranges::any_of(own.keys, [](const auto& key) { return key.first == "attention.key_length_swa"; });
        if (variation > 0 && shaped && !planned) { // other windows, other heads: the tensors are not of these keys
            QVERIFY2(planned.error().detail.find("attention.key_length") != std::string::npos,
                     planned.error().detail.c_str());
            QVERIFY(!computed && computed.error().detail == planned.error().detail);
            return;
        }
        QVERIFY2(computed, computed ? "" : computed.error().detail.c_str());
        QVERIFY2(planned, planned ? "" : planned.error().detail.c_str());
        const std::uint32_t count = planned->shape.layers - planned->shape.drafting;
        QCOMPARE(computed->layers.size(), std::size_t{count} * planned->shape.layer(0).passes);
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto layer = planned->shape.layer(i);
            const auto* attention = attentionOf(computed->layers[i]);
            QCOMPARE(attention != nullptr, layer.attends());
            QCOMPARE(keepsState(computed->layers[i]), layer.recurrent());
            QCOMPARE(stateElements(computed->layers[i]), layer.convState + layer.recurrentState);
            if (attention)
                compareAttention(*attention, layer);
            compareForward(computed->layers[i], layer);
        }
    }
};

HEADROOM_TEST(TestLayers)
#include "tst_layers.moc"
