// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/model/remarks.h"
#include "core/model/shapereader.h"
#include "support/shareddata.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace headroom;
using model::Metadata;
using model::Shape;
using model::TensorSpec;
using model::Value;

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

/// Keys of a tiny llama; a test changes one of them.
Metadata tinyKeys()
{
    Metadata keys;
    keys.set("general.architecture", {std::string("llama")});
    for (const auto& [name, value] : std::map<std::string, std::uint32_t>{{"block_count", 2},
                                                                          {"embedding_length", 64},
                                                                          {"feed_forward_length", 96},
                                                                          {"context_length", 512},
                                                                          {"vocab_size", 40},
                                                                          {"attention.head_count", 4},
                                                                          {"attention.head_count_kv", 2}})
        keys.set("llama." + name, {value});
    return keys;
}

/// The same for another family, with what it has beside them; two layers, 40 rows.
Metadata keysOf(const std::string& family)
{
    using Keys = std::map<std::string, std::uint32_t>;
    static const std::map<std::string, Keys> own{
        {"qwen3moe", {{"expert_count", 4}, {"expert_used_count", 2}, {"expert_feed_forward_length", 32}}},
        {"deepseek2",
         {{"attention.head_count_kv", 1},
          {"attention.key_length", 40},
          {"attention.value_length", 32},
          {"attention.key_length_mla", 24},
          {"attention.value_length_mla", 16},
          {"attention.kv_lora_rank", 32},
          {"rope.dimension_count", 8}}},
        {"mamba2",
         {{"attention.head_count", 0},
          {"attention.head_count_kv", 0},
          {"feed_forward_length", 0},
          {"ssm.conv_kernel", 4},
          {"ssm.inner_size", 128},
          {"ssm.state_size", 16},
          {"ssm.group_count", 2},
          {"ssm.time_step_rank", 8}}},
        {"qwen35",
         {{"ssm.conv_kernel", 4},
          {"ssm.inner_size", 128},
          {"ssm.state_size", 16},
          {"ssm.group_count", 2},
          {"ssm.time_step_rank", 8},
          {"full_attention_interval", 2}}},
    };
    Metadata keys;
    keys.set("general.architecture", {family});
    const Metadata tiny = tinyKeys();
    for (const auto& [key, value] : tiny.entries())
        if (key.starts_with("llama."))
            keys.set(family + key.substr(5), value);
    if (const auto found = own.find(family); found != own.end())
        for (const auto& [name, value] : found->second)
            keys.set(family + "." + name, {value});
    return keys;
}

Shape tinyShape()
{
    return dense(2, 64, 96, 4, 2, 16, 40);
}

class ModelFile {
public:
    Result<model::Description> describe(const Metadata& keys, const std::vector<TensorSpec>& specs)
    {
        std::vector<model::TensorSource> tensors;
        for (const TensorSpec& spec : specs)
            tensors.push_back({spec.name, spec.type, spec.shape, [&spec]() -> Result<std::vector<std::byte>> {
                                   return std::vector<std::byte>(spec.bytes());
                               }});
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "tiny.gguf";
        JobControl control;
        HEADROOM_TRY(model::writeGguf(path, keys, tensors, control));
        const auto file = model::GgufFile::open(path);
        if (!file)
            return tl::unexpected(file.error());
        return model::describe(**file);
    }

private:
    QTemporaryDir m_folder;
};

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
        const auto file = model::GgufFile::open(path);
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
            const auto file = model::GgufFile::open(folder / name / "model.gguf");
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
            const auto file = model::GgufFile::open(entry.path() / "model.gguf");
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
            return model::describe(**model::GgufFile::open(folder / name / "model.gguf"))->shape;
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
        const auto file = model::GgufFile::open(folder / QTest::currentDataTag() / "model.gguf");
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
            return model::describe(**model::GgufFile::open(folder / name / "model.gguf"))->shape.layer(index);
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

    void keysAgainstTensors_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("key");
        QTest::addColumn<unsigned>("value");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* family, const char* key, unsigned value, const char* place) {
            QTest::addRow("%s, %s = %u", family, key, value)
                << QString(family) << QString(key) << value << QString(place);
        };
        for (const char* family : {"llama", "qwen2", "qwen3", "gemma2", "gemma3", "smollm3"}) {
            row(family, "attention.head_count_kv", 4, "blk.0.attn_k.");
            row(family, "attention.key_length", 32, "blk.0.attn_q.");
            row(family, "attention.value_length", 32, "blk.0.attn_v.");
            row(family, "attention.head_count", 8, "blk.0.attn_k."); // heads of half the length
            row(family, "feed_forward_length", 128, "blk.0.ffn_gate.");
            row(family, "vocab_size", 41, "token_embd.");
        }
        row("qwen3", "attention.head_count_kv", 1, "blk.0.attn_k.");
        row("phi3", "attention.head_count_kv", 4, "blk.0.attn_qkv.");
        row("cohere2", "embedding_length", 128, "token_embd.");
        row("qwen3moe", "expert_count", 8, "blk.0.ffn_gate_inp.");
        row("qwen3moe", "expert_feed_forward_length", 64, "blk.0.ffn_gate_exps.");
        row("deepseek2", "attention.kv_lora_rank", 64, "blk.0.attn_kv_a_mqa.");
        row("deepseek2", "attention.key_length_mla", 32, "blk.0.attn_q.");
        row("deepseek2", "attention.value_length_mla", 32, "blk.0.attn_v_b.");
        row("deepseek2", "attention.head_count", 8, "blk.0.attn_q.");
        row("mamba2", "ssm.state_size", 32, "blk.0.ssm_in.");
        row("mamba2", "ssm.inner_size", 256, "blk.0.ssm_in.");
        row("mamba2", "ssm.conv_kernel", 3, "blk.0.ssm_conv1d.");
        row("qwen35", "ssm.group_count", 4, "blk.0.attn_qkv.");
        row("qwen35", "full_attention_interval", 3, "layer 1");
        row("qwen35", "full_attention_interval", 1, "layer 0");
    }
    void keysAgainstTensors()
    {
        QFETCH(QString, family);
        QFETCH(QString, key);
        QFETCH(unsigned, value);
        QFETCH(QString, place);
        ModelFile file;
        Metadata keys = keysOf(family.toStdString());
        const auto shape = model::readShape(keys, "keys", nullptr);
        QVERIFY2(shape, shape ? "" : shape.error().detail.c_str());
        Shape whole = *shape;
        whole.tiedOutput = true;
        if (whole.architecture == "llama")
            whole.tiedOutput = false;
        const auto specs = model::tensorsOf(whole, tensor::Type::F32);
        const auto sound = file.describe(keys, specs);
        QVERIFY2(sound, sound ? "" : (sound.error().where + sound.error().detail).c_str());
        QVERIFY(model::remarks(*sound).empty());
        keys.set(whole.architecture + "." + key.toStdString(), {std::uint32_t{value}});
        const auto lying = file.describe(keys, specs);
        QVERIFY(!lying);
        QCOMPARE(lying.error().code, ErrorCode::Corrupt);
        const QString where = QString::fromStdString(lying.error().where),
                      said = QString::fromStdString(lying.error().detail);
        QVERIFY2(where.contains(place), qPrintable(where));
        QVERIFY2(said.contains(family + "." + key), qPrintable(said));
    }

    void spareRowsAreSaid()
    {
        ModelFile file;
        const auto described = [&](const char* family, std::uint32_t tokens) {
            Metadata keys = keysOf(family);
            keys.erase(std::string(family) + ".vocab_size");
            keys.set("tokenizer.ggml.tokens", {model::Array{8, std::vector<Value>(tokens, {std::string("a")})}});
            Shape shape = model::readShape(keys, "keys", nullptr).value();
            shape.vocabulary = 40;
            return file.describe(keys, model::tensorsOf(shape, tensor::Type::F32));
        };
        for (const char* family : {"llama", "qwen2", "gemma3", "mamba2"}) {
            QVERIFY(model::remarks(*described(family, 40)).empty());
            const auto spare = described(family, 37);
            QVERIFY2(spare, spare ? "" : spare.error().detail.c_str());
            QCOMPARE(spare->shape.vocabulary, 40U);
            QCOMPARE(spare->shape.tokens, 37U);
            QCOMPARE(model::remarks(*spare).at(0).code, std::string("spare_rows"));
            QVERIFY(model::remarks(*spare).at(0).text.starts_with("3 of the 40 rows"));
            const auto few = described(family, 41);
            QVERIFY(!few);
            QVERIFY(few.error().where.find("token_embd.weight") != std::string::npos);
            QVERIFY(few.error().detail.find("41 tokens") != std::string::npos);
        }
    }

    void unknownTensorsAreNamed()
    {
        ModelFile file;
        auto specs = model::tensorsOf(tinyShape(), tensor::Type::F32);
        for (const char* harmless : {"rope_freqs.weight", "v.blk.7.attn_q.weight", "mm.0.weight",
                                     "blk.0.attn_rot_embd.weight", "blk.1.ffn_up.3.weight"})
            specs.push_back({harmless, tensor::Type::F32, {8}});
        const auto sound = file.describe(tinyKeys(), specs);
        QVERIFY2(sound, sound ? "" : sound.error().where.c_str());
        QVERIFY(model::remarks(*sound).empty());
        specs.push_back({"blk.1.attn_wobble.weight", tensor::Type::F32, {8}});
        specs.push_back({"extra.weight", tensor::Type::F32, {8}});
        const auto remarks = model::remarks(*file.describe(tinyKeys(), specs));
        QCOMPARE(remarks.size(), 1U);
        QCOMPARE(remarks[0].code, std::string("unknown_tensors"));
        QCOMPARE(remarks[0].subject, std::string("blk.1.attn_wobble.weight"));
        QVERIFY(remarks[0].text.starts_with("2 tensors (64 bytes)"));
    }

    void encodersKeepNothing_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QVariant>("causal"); // as the file says, if it does
        QTest::addColumn<bool>("encoder");
        for (const char* family : {"bert", "nomic-bert", "jina-bert-v2", "modern-bert", "eurobert", "gemma-embedding"})
            QTest::newRow(family) << QString(family) << QVariant() << true;
        QTest::newRow("llama") << "llama" << QVariant() << false;
        QTest::newRow("llama that says so") << "llama" << QVariant(false) << true;
        QTest::newRow("qwen3 that says so") << "qwen3" << QVariant(false) << true;
        QTest::newRow("qwen3 that denies it") << "qwen3" << QVariant(true) << false;
    }
    void encodersKeepNothing()
    {
        QFETCH(QString, family);
        QFETCH(QVariant, causal);
        QFETCH(bool, encoder);
        Metadata keys = keysOf(family.toStdString());
        if (causal.isValid())
            keys.set(family.toStdString() + ".attention.causal", {causal.toBool()});
        const auto shape = model::readShape(keys, "keys", nullptr);
        QVERIFY(shape);
        QCOMPARE(shape->causal, !encoder);
        QCOMPARE(shape->layer(0).kind() == "encoder", encoder);
        QCOMPARE(shape->layer(0).cachedPerToken() == 0, encoder);
        model::Description model;
        model.shape = *shape;
        QCOMPARE(model::remarks(model).size(), std::size_t(encoder));
    }

    /// A block that drafts is held, but no token is multiplied with it.
    void draftingIsNotActive()
    {
        ModelFile file;
        Metadata keys = keysOf("qwen3moe");
        const Shape shape = model::readShape(keys, "keys", nullptr).value();
        auto specs = model::tensorsOf(shape, tensor::Type::F32);
        const auto plain = file.describe(keys, specs);
        QVERIFY(plain);
        keys.set("qwen3moe.block_count", {std::uint32_t{3}});
        keys.set("qwen3moe.nextn_predict_layers", {std::uint32_t{1}});
        for (auto spec : model::tensorsOf(shape, tensor::Type::F32))
            if (spec.name.starts_with("blk.1.")) {
                spec.name.replace(0, 6, "blk.2.");
                specs.push_back(spec);
            }
        specs.push_back({"blk.2.nextn.eh_proj.weight", tensor::Type::F32, {128, 64}});
        const auto drafting = file.describe(keys, specs);
        QVERIFY2(drafting, drafting ? "" : drafting.error().detail.c_str());
        QCOMPARE(drafting->activeParameters(), plain->activeParameters());
        QCOMPARE(drafting->activeBytes(), plain->activeBytes());
        QVERIFY(drafting->parameters() > plain->parameters());
        QCOMPARE(drafting->shape.drafting, 1U);
        QCOMPARE(drafting->shape.layer(2).kind(), std::string_view("drafting"));
        QCOMPARE(drafting->shape.layer(1).kind(), std::string_view("attention"));
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
        QCOMPARE(codeWith("general.architecture", {}, specs), std::string("corrupt"));
        QCOMPARE(codeWith("general.architecture", Value{std::string("clip")}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("general.type", Value{std::string("imatrix")}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("split.count", Value{std::uint16_t{3}}, specs), std::string("unsupported"));
        QCOMPARE(codeWith("llama.block_count", {}, specs), std::string("corrupt"));
        QCOMPARE(codeWith("llama.block_count", Value{std::string("two")}, specs), std::string("corrupt"));
        QCOMPARE(codeWith("general.name", {}, {}), std::string("unsupported"));
    }
};

QTEST_APPLESS_MAIN(TestDescription)
#include "tst_description.moc"
