// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/model/remarks.h"
#include "core/model/shapereader.h"
#include "support/shareddata.h"
#include "tests/core/model/tinykeys.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace headroom;
using model::Metadata;
using model::Shape;
using model::TensorSpec;
using model::Value;
using test::ModelFile;
using test::tinyKeys;

Q_DECLARE_METATYPE(headroom::model::Shape)

namespace {

Shape dense(std::uint32_t layers, std::uint32_t width, std::uint32_t inner, std::uint32_t heads, std::uint32_t kvHeads,
            std::uint32_t headLength, std::uint32_t vocabulary)
{
    Shape shape;
    shape.layers = layers;
    shape.embedding = width;
    shape.feedForward = inner;
    shape.heads = heads;
    shape.kvHeads = kvHeads;
    shape.keyLength = shape.valueLength = headLength;
    shape.vocabulary = vocabulary;
    return shape;
}

std::uint64_t parametersOf(const Shape& shape)
{
    model::Description description;
    description.tensors = model::tensorsOf(shape, tensor::Type::BF16);
    return description.parameters();
}

Shape tinyShape()
{
    return dense(2, 64, 96, 4, 2, 16, 40);
}

} // namespace

class TestDescription : public QObject {
    Q_OBJECT
private slots:
    /// Published parameter counts (model cards; sums of the checkpoints' safetensors shapes).
    void parameterCounts()
    {
        QCOMPARE(parametersOf(dense(32, 4096, 14336, 32, 8, 128, 128256)), 8030261248U); // Llama 3.1 8B
        QCOMPARE(parametersOf(dense(32, 4096, 11008, 32, 32, 128, 32000)), 6738415616U); // Llama 2 7B
        QCOMPARE(parametersOf(dense(80, 8192, 28672, 64, 8, 128, 128256)), 70553706496U); // Llama 3.1 70B
        Shape small = dense(16, 2048, 8192, 32, 8, 64, 128256); // Llama 3.2 1B, tied
        small.tiedOutput = true;
        QCOMPARE(parametersOf(small), 1235814400U);
        Shape mixtral = dense(32, 4096, 14336, 32, 8, 128, 32000); // Mixtral 8x7B
        mixtral.experts = 8;
        mixtral.expertsUsed = 2;
        QCOMPARE(parametersOf(mixtral), 46702792704U);
    }

    void listEqualsReferenceModel()
    {
        const auto path = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(path);
        const auto file = model::ModelFile::open(path);
        QVERIFY(file);
        const auto description = model::describe(**file);
        QVERIFY2(description, description ? "" : description.error().where.c_str());
        QCOMPARE(QString::fromStdString(description->name), "stories260K");
        QCOMPARE(description->shape.layers, 5U);
        QCOMPARE(description->shape.feedForward, 172U);
        QCOMPARE(description->shape.kvHeads, 4U);
        QCOMPARE(description->shape.keyLength, 8U);
        QCOMPARE(description->shape.contextLength, 512U);
        QCOMPARE(description->shape.vocabulary, 512U);
        QVERIFY(!description->shape.tiedOutput);
        QCOMPARE(description->weightBytes(), 4 * description->parameters());
        QCOMPARE(description->bitsPerWeight(), 32.0);
        std::set<std::pair<std::string, std::vector<std::uint64_t>>> listed, stored;
        for (const auto& spec : model::tensorsOf(description->shape, tensor::Type::F32))
            listed.emplace(spec.name, spec.shape);
        for (const auto& spec : description->tensors)
            stored.emplace(spec.name, spec.shape);
        QVERIFY(listed == stored);
    }

    /// What the catalogue says of a family without having a file: the same names and shapes as the file has.
    void listsEqualReferenceFiles()
    {
        const auto folder = test::sharedData("archs");
        HEADROOM_NEEDS(folder);
        for (const char* name :
             {"llama", "llama-moe", "llama-linear-rope", "qwen2", "qwen3", "qwen3moe", "qwen3next", "gemma2", "gemma3",
              "gpt-oss", "deepseek2-v3", "lfm2", "granitehybrid", "mamba2", "smollm3", "phi3-longrope-short"}) {
            const auto file = model::ModelFile::open(folder / name / "model.gguf");
            const auto description = model::describe(**file);
            std::map<std::string, std::vector<std::uint64_t>> listed;
            for (const auto& spec : model::tensorsOf(description->shape, tensor::Type::F32))
                listed[spec.name] = spec.shape;
            for (const auto& spec : description->tensors) {
                if (spec.name.starts_with("rope_"))
                    continue; // factors of a length extension
                const auto found = listed.find(spec.name);
                QVERIFY2(found != listed.end(), (std::string(name) + ": " + spec.name).c_str());
                auto a = spec.shape, b = found->second;
                a.resize(4, 1);
                b.resize(4, 1);
                // [1, heads] and the like: the reference leaves out or keeps extents of one.
                std::erase(a, 1U);
                std::erase(b, 1U);
                QVERIFY2(a == b, (std::string(name) + ": " + spec.name).c_str());
                listed.erase(found);
            }
            QVERIFY2(listed.empty(),
                     (std::string(name) + " has no " + (listed.empty() ? "" : listed.begin()->first)).c_str());
        }
    }

    /// index.csv of the reference data says what each architecture looks like.
    void describesEveryArchitecture()
    {
        const auto folder = test::sharedData("archs");
        HEADROOM_NEEDS(folder);
        int seen = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (!std::filesystem::exists(entry.path() / "model.gguf"))
                continue;
            const auto file = model::ModelFile::open(entry.path() / "model.gguf");
            QVERIFY(file);
            const auto description = model::describe(**file);
            QVERIFY2(description, description ? "" : (description.error().where + description.error().detail).c_str());
            QCOMPARE(description->shape.vocabulary, 288U);
            QVERIFY(description->shape.layers >= 2 && description->parameters() > 50000);
            QVERIFY(description->weightBytes() < description->fileBytes);
            ++seen;
        }
        QVERIFY(seen >= 30);
    }

    void readsTheUnusualKeys()
    {
        const auto folder = test::sharedData("archs");
        HEADROOM_NEEDS(folder);
        const auto shapeOf = [&](const char* name) {
            return model::describe(**model::ModelFile::open(folder / name / "model.gguf"))->shape;
        };
        const Shape moe = shapeOf("llama-moe");
        QCOMPARE(moe.keyLength, 32U); // not embedding / heads
        QCOMPARE(moe.experts, 4U);
        QCOMPARE(moe.expertsUsed, 2U);
        QCOMPARE(moe.ropeBase, 1e6F);
        const Shape linear = shapeOf("llama-linear-rope");
        QCOMPARE(linear.ropeScale, 0.25F);
        QCOMPARE(linear.ropeScaling, std::string("linear"));
        QVERIFY(shapeOf("llama3-ropefreqs-tied").tiedOutput);
        QCOMPARE(shapeOf("granitehybrid").kvHeads, 2U); // [0, 2, 0]
        QCOMPARE(shapeOf("mistral3-yarn").ropeScaling, std::string("yarn"));
        QCOMPARE(shapeOf("mistral3-yarn").ropeScale, 1.0F);
        QCOMPARE(shapeOf("mamba2").heads, 0U);
    }

    /// One letter a layer: a attention, w window, l latent, r recurrent, b attention and recurrent, f feed-forward.
    void layersOfEveryFamily_data()
    {
        QTest::addColumn<QString>("kinds");
        QTest::addColumn<QString>("rotated"); // y or n where there is attention
        QTest::newRow("llama") << "aa"
                               << "yy";
        QTest::newRow("gemma2") << "wawa"
                                << "yyyy";
        QTest::newRow("gemma3") << "wwwwwaw"
                                << "yyyyyyy";
        QTest::newRow("gpt-oss") << "wawa"
                                 << "yyyy";
        QTest::newRow("smollm3") << "aaaa"
                                 << "yyyn";
        QTest::newRow("exaone4") << "aa"
                                 << "yy";
        QTest::newRow("deepseek2-v3") << "lll"
                                      << "yyy";
        QTest::newRow("mamba2") << "rrr"
                                << "---";
        QTest::newRow("lfm2") << "rara"
                              << "-y-y";
        QTest::newRow("qwen3next") << "rara"
                                   << "-y-y";
        QTest::newRow("granitehybrid") << "rar"
                                       << "-n-";
    }
    void layersOfEveryFamily()
    {
        const auto folder = test::sharedData("archs");
        HEADROOM_NEEDS(folder);
        QFETCH(QString, kinds);
        QFETCH(QString, rotated);
        const auto file = model::ModelFile::open(folder / QTest::currentDataTag() / "model.gguf");
        QVERIFY(file);
        const Shape shape = model::describe(**file)->shape;
        QCOMPARE(qsizetype(shape.layers), kinds.size());
        const std::map<std::string_view, QChar> letters{
            {"attention", 'a'}, {"sliding_window", 'w'},          {"latent_attention", 'l'},
            {"recurrent", 'r'}, {"attention_and_recurrent", 'b'}, {"feed_forward", 'f'}};
        QString found, rotation;
        for (std::uint32_t i = 0; i < shape.layers; ++i) {
            const auto layer = shape.layer(i);
            found += letters.at(layer.kind());
            rotation += !layer.attends() ? '-' : layer.rotary ? 'y' : 'n';
        }
        QCOMPARE(found, kinds);
        QCOMPARE(rotation, rotated);
    }

    void sizesOfCachesAndStates()
    {
        const auto folder = test::sharedData("archs");
        HEADROOM_NEEDS(folder);
        const auto layerOf = [&](const char* name, std::uint32_t index) {
            return model::describe(**model::ModelFile::open(folder / name / "model.gguf"))->shape.layer(index);
        };
        QCOMPARE(layerOf("deepseek2-v3", 0).cachedPerToken(), 32U + 16U); // rank and rotated part, once
        QCOMPARE(layerOf("deepseek2-v3", 0).experts, 0U); // the leading dense layer
        QCOMPARE(layerOf("deepseek2-v3", 1).experts, 8U);
        QCOMPARE(layerOf("gemma3", 0).window, 16U);
        QCOMPARE(layerOf("mamba2", 0).convState, 3U * (128 + 2 * 2 * 32));
        QCOMPARE(layerOf("mamba2", 0).recurrentState, 32U * 128);
        QCOMPARE(layerOf("lfm2", 0).convState, 2U * 64);
        QCOMPARE(layerOf("lfm2", 0).recurrentState, 0U);
        QCOMPARE(layerOf("lfm2", 1).cachedPerToken(), 2U * (16 + 16));
        QCOMPARE(layerOf("qwen3next", 0).recurrentState, 128U * 32);
        QCOMPARE(layerOf("qwen3next", 1).cachedPerToken(), 2U * (32 + 32));
        QCOMPARE(layerOf("granitehybrid", 1).kvHeads, 2U);
        QVERIFY(!layerOf("granitehybrid", 0).attends());
    }

    void everyCacheOfALayer_data()
    {
        QTest::addColumn<model::LayerShape>("layer");
        QTest::addColumn<std::vector<model::LayerCache>>("caches");
        using Holds = model::LayerCache::Holds;
        const model::LayerShape plain{.heads = 8, .kvHeads = 2, .keyLength = 16, .valueLength = 32};
        const auto with = [&](auto&& change) {
            auto layer = plain;
            change(layer);
            return layer;
        };
        const auto row = [](const char* name, const model::LayerShape& layer, std::vector<model::LayerCache> caches) {
            QTest::newRow(name) << layer << std::move(caches);
        };
        const model::LayerCache all{Holds::KeysAndValues, 96, 0, 0}, window{Holds::KeysAndValues, 96, 0, 512};
        row("attention", plain, {all});
        row("window", with([](auto& l) { l.window = 512; }), {window});
        row("window whose engine keeps all", with([](auto& l) { l.window = 512, l.cachesWhole = true; }), {all});
        row("latent", with([](auto& l) { l.latent = true, l.kvHeads = 1, l.keyLength = 576, l.valueLength = 0; }),
            {{Holds::Latent, 576, 0, 0}});
        row("another layer's", with([](auto& l) { l.sharesCache = true; }), {});
        row("sees all at once", with([](auto& l) { l.causal = false; }), {});
        row("recurrent", {.convState = 12, .recurrentState = 34},
            {{Holds::Convolution, 0, 12, 0}, {Holds::State, 0, 34, 0}});
        row("attention beside a state", with([](auto& l) { l.convState = 12, l.recurrentState = 34; }),
            {all, {Holds::Convolution, 0, 12, 0}, {Holds::State, 0, 34, 0}});
        row("feed-forward", {.feedForward = 64}, {});
    }
    void everyCacheOfALayer()
    {
        QFETCH(model::LayerShape, layer);
        QFETCH(std::vector<model::LayerCache>, caches);
        QVERIFY(layer.caches() == caches);
        std::uint64_t grows = 0;
        for (const model::LayerCache& cache : caches)
            grows += cache.perToken;
        QCOMPARE(layer.cachedPerToken(), grows);
    }

    void refusesLayerLists()
    {
        ModelFile file;
        const auto specs = model::tensorsOf(tinyShape(), tensor::Type::F32);
        Metadata keys = tinyKeys();
        model::Array list{4, {Value{std::uint32_t{2}}}};
        keys.set("llama.attention.head_count_kv", Value{list});
        auto description = file.describe(keys, specs);
        QVERIFY(!description);
        QVERIFY(QString::fromStdString(description.error().detail).contains("1 values for 2 layers"));
        list.items.push_back(Value{std::uint32_t{2}});
        keys.set("llama.attention.head_count_kv", Value{list});
        QVERIFY(file.describe(keys, specs));
        list.items[1] = Value{std::int32_t{-1}};
        list.items[0] = Value{std::int32_t{2}};
        list.elementType = 5;
        keys.set("llama.attention.head_count_kv", Value{list});
        QVERIFY(!file.describe(keys, specs));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* key, double number, const char* place, const char* detail) {
            QTest::addRow("%s = %g", key, number) << QString(key) << number << QString(place) << QString(detail);
        };
        row("attention.head_count", 0, "llama.attention.head_count", "zero");
        row("attention.head_count_kv", 0, "llama.attention.head_count_kv", "zero");
        row("attention.head_count_kv", 3, "llama.attention.head_count_kv", "no multiple of 3");
        row("attention.head_count", 5, "attention.head_count", "no multiple");
        row("attention.key_length", 0, "attention.key_length", "zero");
        row("attention.key_length", 32, "tensor \"blk.0.attn_q.weight\"", "imply 64×128");
        row("block_count", 0, "llama.block_count", "zero");
        row("block_count", 3, "layer 2", "no tensors");
        row("block_count", 1, "tensor \"blk.1.", "no layer takes it");
        row("block_count", 4e9, "llama.block_count", "beyond any model");
        row("embedding_length", 4e9, "llama.embedding_length", "beyond any model");
        row("embedding_length", 128, "tensor \"token_embd.weight\"", "has shape 64×40");
        row("feed_forward_length", 97, "tensor \"blk.0.ffn_gate.weight\"", "64×96");
        row("context_length", 0, "llama.context_length", "zero");
        row("rope.dimension_count", 15, "rope.dimension_count", "odd");
        row("rope.dimension_count", 18, "rope.dimension_count", "more than a head's 16");
        row("rope.freq_base", -1, "rope.freq_base", "positive");
        row("rope.scale_linear", 0, "rope.scale_linear", "positive");
        row("expert_used_count", 2, "expert_used_count", "2 of 0");
        row("expert_count", 2, "expert_used_count", "missing or zero");
    }

    void refuses()
    {
        QFETCH(QString, key);
        QFETCH(double, number);
        QFETCH(QString, place);
        QFETCH(QString, detail);
        ModelFile file;
        const auto specs = model::tensorsOf(tinyShape(), tensor::Type::F32);
        Metadata keys = tinyKeys();
        QVERIFY(file.describe(keys, specs));
        const bool isFloat = key.startsWith("rope.freq") || key.startsWith("rope.scale");
        keys.set("llama." + key.toStdString(),
                 isFloat ? Value{static_cast<float>(number)} : Value{static_cast<std::uint32_t>(number)});
        const auto description = file.describe(keys, specs);
        QVERIFY(!description);
        QCOMPARE(description.error().code, ErrorCode::Corrupt);
        const auto where = QString::fromStdString(description.error().where);
        const auto said = QString::fromStdString(description.error().detail);
        QVERIFY2(where.contains("tiny.gguf") && where.contains(place), qPrintable(where));
        QVERIFY2(said.contains(detail), qPrintable(said));
    }

    void refusesWhatIsNoModel()
    {
        ModelFile file;
        const auto specs = model::tensorsOf(tinyShape(), tensor::Type::F32);
        const auto codeWith = [&](const char* key, std::optional<Value> value, std::vector<TensorSpec> tensors) {
            Metadata keys = tinyKeys();
            keys.erase(key);
            if (value)
                keys.set(key, *value);
            const auto description = file.describe(keys, tensors);
            return description ? std::string("described") : std::string(errorCodeName(description.error().code));
        };
        QCOMPARE(codeWith("general.name", Value{std::string("fine")}, specs), std::string("described"));
        QCOMPARE(codeWith("general.architecture", {}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("general.architecture", Value{std::string("clip")}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("general.type", Value{std::string("imatrix")}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("split.count", Value{std::uint16_t{3}}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("llama.block_count", {}, specs), std::string("corrupt"));
        QCOMPARE(codeWith("llama.block_count", Value{std::string("two")}, specs), std::string("corrupt"));
        QCOMPARE(codeWith("general.name", {}, {}), std::string("unsupported"));
    }
};

HEADROOM_TEST(TestDescription)
#include "tst_description.moc"
