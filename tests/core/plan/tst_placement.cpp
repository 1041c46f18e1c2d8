// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Parts of a model in host memory beside cards, and placements that a caller brings: memory and time by worked numbers.
#include "core/base/json.h"
#include "core/plan/caveat.h"
#include "tests/core/plan/fixtures.h"
#include "tests/support/test.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace headroom;
using namespace headroom::plan;
using test::request;

namespace {

constexpr double kHostBandwidth = 80e9, kCardBandwidth = 1008e9; // of the rig below

PlanRequest besideA4090(const std::string& model, std::uint32_t context = 8192)
{
    auto asked = request("RTX 4090 + Ryzen 9 7950X + 256 GB", model, "", context);
    asked.rig.ramBandwidthGBs = 80;
    return asked;
}

double linkOf(const PlanRequest& asked)
{
    return asked.rig.gpus[0].link.gigabytesPerSecond() * 1e9;
}

/// Bytes of the tensors that are wanted.
double bytesOf(const PlanRequest& asked, const std::function<bool(const model::TensorSpec&, int layer)>& wanted)
{
    double bytes = 0;
    for (const auto& tensor : asked.model.tensors) {
        const auto layer = model::layerOf(tensor.name);
        bytes += wanted(tensor, layer ? int(*layer) : -1) ? double(tensor.bytes()) : 0;
    }
    return bytes;
}

bool isExpert(const model::TensorSpec& tensor)
{
    return tensor.name.find("_exps.") != std::string::npos;
}

double inputOf(const Term& term, std::string_view name)
{
    for (const auto& input : term.inputs)
        if (input.name == name)
            return input.value;
    return qQNaN();
}

bool near(double value, double expected)
{
    return std::abs(value - expected) <= 1e-9 * std::abs(expected);
}

} // namespace

class TestPlacement : public QObject {
    Q_OBJECT
private slots:
    /// Llama 3.1 8B F16, --gpu-layers 20: the last 19 layers and the head on the card, 13 layers and the table in host
    /// memory. T = card bytes ÷ 1008 GB/s + host bytes ÷ 80 GB/s + 4 B × 4096 ÷ link, which one token crosses once.
    void layersInHostMemory()
    {
        auto asked = besideA4090("llama-3.1-8b");
        asked.offload.gpuLayers = 20;
        const auto plan = makePlan(asked).value();
        QCOMPARE(plan.devices.size(), std::size_t(2));
        const DevicePlan &card = plan.devices[0], &host = plan.devices[1];
        QVERIFY(host.processor && !card.processor);
        QCOMPARE(host.firstLayer, 0U);
        QCOMPARE(host.layerCount, 13U);
        QCOMPARE(card.firstLayer, 13U);
        QCOMPARE(card.layerCount, 19U);
        const double hostLayers = bytesOf(asked, [](const auto&, int layer) { return layer >= 0 && layer < 13; });
        const double table = 128256.0 * 4096 * 2;
        QCOMPARE(host.weights.value, hostLayers + table);
        QCOMPARE(card.weights.value, plan.weights.value - hostLayers - table);
        // Keys and values: 8192 tokens × 8 heads × 256 × 2 B = 32 MiB a layer.
        QCOMPARE(test::mebibytes(host.kvCache), 13 * 32.0);
        QCOMPARE(test::mebibytes(card.kvCache), 19 * 32.0);
        QCOMPARE(plan.kvCache.value, host.kvCache.value + card.kvCache.value);
        // Large batches copy weights to the card, one at a time: the largest is 14336 × 4096 × 2 B.
        QCOMPARE(inputOf(card.compute, "copied_weights"), 14336.0 * 4096 * 2);
        QVERIFY(std::isnan(inputOf(host.compute, "copied_weights")));
        const double cache = 8192 * 8 * 256 * 2.0;
        const double seconds = (card.weights.value + 19 * cache) / kCardBandwidth
            + (hostLayers + 13 * cache) / kHostBandwidth + 4 * 4096 / linkOf(asked);
        QVERIFY(near(plan.decodeCeiling.value, 1 / seconds));
        QVERIFY(plan.bottleneck == Bottleneck::MemoryBandwidth);
        QVERIFY(card.weights.source.find("the first 13 stay in host memory") != std::string::npos);
    }

    /// Prefill of 2048 tokens in 4 batches: the card does its part, then has the host's weights copied to it, one batch
    /// after the other. T = 4 (card FLOP ÷ rate + max(host bytes ÷ link, host FLOP ÷ rate) + host attention +
    /// crossing).
    void promptsCopyWeights()
    {
        auto asked = besideA4090("llama-3.1-8b");
        asked.offload.gpuLayers = 20;
        const auto plan = makePlan(asked).value();
        double rates[2]; // of the card, of the processor
        for (int i = 0; i < 2; ++i)
            rates[i] = plan.prefillCeiling.inputs[2 + std::size_t(i)].value * 1e12;
        const double hostBytes = bytesOf(asked, [](const auto&, int layer) { return layer >= 0 && layer < 13; });
        const double layer = hostBytes / 13, head = 128256.0 * 4096 * 2;
        const auto parameters = [&](bool card) {
            double count = 0;
            for (const auto& tensor : asked.model.tensors) {
                const auto at = model::layerOf(tensor.name);
                const bool onCard = at ? *at >= 13 : tensor.name != "token_embd.weight";
                count += onCard == card && tensor.name != "token_embd.weight" ? double(tensor.elements()) : 0;
            }
            return count;
        };
        const double attention = 2 * 32 * (128 + 128) * 1024.0; // FLOP of a token and layer that looks at half of 2048
        const double onCard = 512 * (2 * parameters(true) + 19 * attention) / rates[0];
        QVERIFY(onCard > (19 * layer + head) / kCardBandwidth);
        const double copied = hostBytes / linkOf(asked), computed = 512 * 2 * parameters(false) / rates[0];
        const double onHost = std::max(copied, computed) + 512 * 13 * attention / rates[1];
        const double seconds = 4 * (onCard + onHost + 4 * 512 * 4096 / linkOf(asked));
        QVERIFY2(near(plan.timeToFirstToken.value, seconds),
                 qPrintable(QString("%1 %2").arg(plan.timeToFirstToken.value).arg(seconds)));
        // Where the link is not known, nothing says that copying is faster.
        asked.rig.gpus[0].link = {};
        QVERIFY(makePlan(asked)->timeToFirstToken.value > seconds);
    }

    /// Mixtral, --cpu-moe: attention, router and cache on the card, 2 of 8 experts of each layer read in host memory.
    /// T = card bytes ÷ 1008 GB/s + experts ÷ 4 ÷ 80 GB/s + 64 × 4 B × 4096 ÷ link: to the host and back in 32 layers.
    void expertsInHostMemory()
    {
        auto asked = besideA4090("mixtral-8x7b", 4096);
        asked.offload.cpuExperts = 32;
        const auto plan = makePlan(asked).value();
        const DevicePlan &card = plan.devices[0], &host = plan.devices[1];
        const double experts = bytesOf(asked, [](const auto& tensor, int) { return isExpert(tensor); });
        const double table = 32000.0 * 4096 * 2;
        QCOMPARE(experts, 32.0 * 8 * 3 * 4096 * 14336 * 2);
        QCOMPARE(host.weights.value, experts + table);
        QCOMPARE(card.weights.value, plan.weights.value - experts - table);
        QCOMPARE(host.kvCache.value, 0.0);
        QCOMPARE(card.kvCache.value, plan.kvCache.value);
        QCOMPARE(card.layerCount, 32U);
        QCOMPARE(host.layerCount, 32U);
        QCOMPARE(inputOf(card.compute, "copied_weights"), 8.0 * 4096 * 14336 * 2); // all experts' matrices of one kind
        const double seconds = (card.weights.value + plan.kvCache.value) / kCardBandwidth + experts / 4 / kHostBandwidth
            + 64 * 4 * 4096 / linkOf(asked);
        QVERIFY(near(plan.decodeCeiling.value, 1 / seconds));
        // Of 10 layers: the others' experts are on the card, and 20 crossings remain.
        asked.offload.cpuExperts = 10;
        const auto some = makePlan(asked).value();
        QCOMPARE(some.devices[1].weights.value, experts * 10 / 32 + table);
        const double shorter
            = (some.devices[0].weights.value - experts * 22 / 32 * 0.75 + plan.kvCache.value) / kCardBandwidth
            + experts * 10 / 32 / 4 / kHostBandwidth + 20 * 4 * 4096 / linkOf(asked);
        QVERIFY(near(some.decodeCeiling.value, 1 / shorter));
    }

    /// Layers and experts at once: experts of layers that are in host memory anyway are there once.
    void layersAndExperts()
    {
        auto asked = besideA4090("mixtral-8x7b", 4096);
        asked.offload = {25, 16}; // 8 layers and the experts of 8 more
        const auto plan = makePlan(asked).value();
        const double expected = bytesOf(asked, [](const auto& tensor, int layer) {
            return layer >= 0 && (layer < 8 || (layer < 16 && isExpert(tensor)));
        });
        QCOMPARE(plan.devices[1].weights.value, expected + 32000.0 * 4096 * 2);
        QCOMPARE(plan.devices[1].layerCount, 16U);
        QVERIFY(plan.devices[0].weights.source.find("the first 8 stay in host memory; experts of 8 layers")
                != std::string::npos);
    }

    /// Nothing, and everything, in host memory.
    void extremes()
    {
        auto asked = besideA4090("llama-3.1-8b");
        const auto usual = toJson(makePlan(asked).value());
        asked.offload = {33, 32}; // no experts to keep
        QVERIFY(toJson(makePlan(asked).value()) == usual);
        asked.offload = {0, 0};
        const auto host = makePlan(asked).value();
        QCOMPARE(host.devices[0].weights.value, 0.0);
        QCOMPARE(host.devices[0].layerCount, 0U);
        QCOMPARE(host.devices[1].weights.value, host.weights.value);
        QVERIFY(near(host.decodeCeiling.value,
                     kHostBandwidth / (host.weights.value - 128256.0 * 4096 * 2 + host.kvCache.value)));
        auto alone = request("Ryzen 9 7950X + 256 GB", "llama-3.1-8b", "");
        const auto before = toJson(makePlan(alone).value());
        alone.offload = {10, 3};
        QVERIFY(toJson(makePlan(alone).value()) == before);
    }

    /// Two cards and the host: the layers that go to cards are split by free memory, and limits count every device.
    void twoCards()
    {
        auto asked = request("2x RTX 3090 + Ryzen 9 7950X + 64 GB", "llama-3.1-70b", "Q4_K_M", 32768);
        asked.offload.gpuLayers = 61;
        const auto plan = makePlan(asked).value();
        QCOMPARE(plan.devices.size(), std::size_t(3));
        QCOMPARE(plan.devices[2].layerCount, 20U);
        QCOMPARE(plan.devices[0].firstLayer, 20U);
        QCOMPARE(plan.devices[0].layerCount, 31U); // of 61 with the head, half to each
        QCOMPARE(plan.devices[1].layerCount, 29U);
        for (const double one : {0.0, 1.0}) {
            auto at = asked;
            at.workload.context = std::uint32_t(plan.maxContext.value + one);
            const auto there = makePlan(at).value();
            QCOMPARE(there.verdict == Verdict::DoesNotFit, one > 0);
        }
    }

    /// The engine's own matrix, brought by the caller, gives the engine's plan.
    void broughtPlacement()
    {
        auto asked = request("2x RTX 3090", "llama-3.1-8b", "", 4096);
        const auto own = makePlan(asked).value();
        Placement placement(2, 32);
        for (std::size_t device = 0; device < 2; ++device)
            for (std::uint32_t i = 0; i < own.devices[device].layerCount; ++i)
                placement.layers[device][own.devices[device].firstLayer + i] = Share::whole();
        placement.head[1] = 1;
        placement.pipelined = true;
        placement.how = "layers in proportion to free memory";
        asked.placement = placement;
        QVERIFY(toJson(makePlan(asked).value()) == toJson(own));
        // Attention on the first card, feed-forward on the second: 2 × 32 - 1 crossings and one to the head.
        asked.placement = Placement(2, 32);
        asked.placement->layers[0].assign(32, {1, 1, 0, 0});
        asked.placement->layers[1].assign(32, {0, 0, 1, 0});
        asked.placement->head[0] = 1;
        const auto split = makePlan(asked).value();
        QCOMPARE(split.devices[1].weights.value, bytesOf(asked, [](const auto& tensor, int) {
                     return tensor.name.find(".ffn_") != std::string::npos;
                 }));
        QCOMPARE(split.devices[1].kvCache.value, 0.0);
        const double seconds
            = (split.weights.value - 128256.0 * 4096 * 2 + split.kvCache.value) / 936e9 + 64 * 4 * 4096 / linkOf(asked);
        QVERIFY(near(split.decodeCeiling.value, 1 / seconds));
        QVERIFY(split.devices[0].weights.source.starts_with("as given"));
    }

    /// Halves of every layer on two cards: they read half each at the same time, and sum up twice a layer.
    /// T = (weights + cache) ÷ 2 ÷ 936 GB/s + 64 × 8 µs, for 2 (n − 1) ÷ n × 4 B × 4096 ÷ link is less.
    void slicedLayers()
    {
        auto asked = request("2x RTX 3090", "llama-3.1-8b", "", 4096);
        asked.placement = Placement(2, 32);
        for (std::size_t device = 0; device < 2; ++device) {
            asked.placement->layers[device].assign(32, {0.5, 0.5, 0.5, 0.5});
            asked.placement->head[device] = 0.5;
        }
        const auto plan = makePlan(asked).value();
        const double table = 128256.0 * 4096 * 2;
        for (const DevicePlan& device : plan.devices) {
            QCOMPARE(device.weights.value, (plan.weights.value - table) / 2);
            QCOMPARE(device.kvCache.value, plan.kvCache.value / 2);
            QCOMPARE(device.layerCount, 32U);
        }
        const double seconds = (plan.weights.value - table + plan.kvCache.value) / 2 / 936e9 + 64 * 8e-6;
        QVERIFY(near(plan.decodeCeiling.value, 1 / seconds));
        QVERIFY(plan.decodeCeiling.formula.find("slowest device") != std::string::npos);
        // One of the two is half as fast: it sets the time of all stages.
        asked.rig.gpus[1].bandwidthGBs = 468;
        const double slower = (plan.weights.value - table + plan.kvCache.value) / 2 / 468e9 + 64 * 8e-6;
        QVERIFY(near(makePlan(asked)->decodeCeiling.value, 1 / slower));
    }

    void badPlacements()
    {
        auto asked = besideA4090("mixtral-8x7b");
        Placement good(2, 32);
        good.layers[0].assign(32, {1, 1, 1, 0});
        good.layers[1].assign(32, {0, 0, 0, 1});
        good.head[0] = 1;
        asked.placement = good;
        QVERIFY(makePlan(asked).has_value());
        struct Bad {
            std::function<void(Placement&)> change;
            const char* says;
        };
        const Bad cases[]{
            {[](auto& p) { p.layers[0][3].attention = 0; }, "attention in layer 3 are 0 "},
            {[](auto& p) { p.layers[1][3].attention = 1; }, "attention in layer 3 are 2 "},
            {[](auto& p) { p.layers[0][0].cache = 0.5; }, "the cache in layer 0 are 0.5 "},
            {[](auto& p) { p.layers[0][31].forward = 0; }, "feed-forward in layer 31"},
            {[](auto& p) { p.layers[1][7].experts = 0; }, "experts in layer 7"},
            {[](auto& p) { p.layers[0][0].attention = -1; }, "a share is -1"},
            {[](auto& p) { p.layers[0][0].attention = std::nan(""); }, "a share is "},
            {[](auto& p) { p.head[0] = 0; }, "the head are 0 "},
            {[](auto& p) { p.embedding[1] = 2; }, "a share is 2"},
            {[](auto& p) { p.layers[0].pop_back(); }, "is not of 2 devices and 32 layers"},
            {[](auto& p) { p.head.pop_back(); }, "is not of 2 devices"},
            {[](auto& p) { p.layers.push_back(p.layers[1]); }, "is not of 2 devices"},
        };
        for (const Bad& bad : cases) {
            asked.placement = good;
            bad.change(*asked.placement);
            const auto plan = makePlan(asked);
            QVERIFY2(!plan && plan.error().where == "placement", bad.says);
            QVERIFY2(plan.error().detail.find(bad.says) != std::string::npos, plan.error().detail.c_str());
        }
        // Every device that keeps a head's cache counts: more than one copy is no fault.
        asked.placement = good;
        asked.placement->layers[1][0].cache = 1;
        QVERIFY(makePlan(asked).has_value());
    }

    /// No host to leave a part in, or one that nobody knows enough of.
    void noHost()
    {
        auto shared = request("DGX Spark GB10", "llama-3.1-8b", "");
        shared.offload.gpuLayers = 10;
        QCOMPARE(makePlan(shared).error().where, std::string("GPU 1"));
        auto asked = besideA4090("llama-3.1-8b");
        asked.offload.gpuLayers = 10;
        asked.rig.ramBandwidthGBs = 0;
        QCOMPARE(makePlan(asked).error().where, std::string("CPU"));
        asked.rig.ramBytes = 0;
        QCOMPARE(makePlan(asked).error().where, std::string("rig"));
        asked.offload = {};
        QVERIFY(makePlan(asked).has_value()); // not asked for, not needed
    }

    /// An assumed bandwidth is said of speeds that stand on it, and only of those.
    void assumedBandwidth()
    {
        auto asked = request("RTX 4090 + Ryzen 9 7950X + 64 GB", "llama-3.1-8b", "");
        asked.rig.ramBandwidthProvenance = Provenance::Estimated;
        const auto assumed = [&] {
            const auto plan = makePlan(asked).value();
            const auto caveats = caveatsOf(asked, plan);
            return std::ranges::count(caveats, "bandwidth_assumed", &Caveat::code) > 0;
        };
        QVERIFY(!assumed());
        asked.offload.gpuLayers = 32;
        QVERIFY(assumed());
    }

    /// A card on which there is nothing is passed by.
    void fullCardIsPassedBy()
    {
        auto asked = request("2x RTX 3090", "llama-3.1-8b", "", 4096);
        asked.rig.gpus[1].usedBytes = asked.rig.gpus[1].budgetBytes();
        const auto plan = makePlan(asked).value();
        QCOMPARE(plan.devices[1].layerCount, 0U);
        QCOMPARE(inputOf(plan.decodeCeiling, "link_time"), 0.0);
        QCOMPARE(plan.decodeCeiling.value,
                 makePlan(request("RTX 3090", "llama-3.1-8b", "", 4096))->decodeCeiling.value);
    }
};

HEADROOM_TEST(TestPlacement)
#include "tst_placement.moc"
