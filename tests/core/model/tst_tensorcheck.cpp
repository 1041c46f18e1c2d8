// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What keys announce is held against the tensors; what is there beside them is named.
#include "core/model/remarks.h"
#include "core/model/shapereader.h"
#include "tests/core/model/tinykeys.h"
#include "tests/support/test.h"

#include <QTest>

#include <map>

using namespace headroom;
using model::Metadata;
using model::Shape;
using model::Value;
using test::keysOf;
using test::ModelFile;

class TestTensorCheck : public QObject {
    Q_OBJECT
private slots:
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

    void contextIsNeeded_data()
    {
        QTest::addColumn<QString>("family");
        for (const char* family : {"llama", "qwen2", "gemma3", "gpt2", "starcoder2", "mamba2", "deepseek2", "bert"})
            QTest::newRow(family) << QString(family);
    }
    void contextIsNeeded()
    {
        QFETCH(QString, family);
        const std::string name = family.toStdString() + ".context_length";
        Metadata keys = keysOf(family.toStdString());
        QVERIFY(model::readShape(keys, "keys", nullptr));
        keys.set(name, {std::uint32_t{0}});
        const auto zero = model::readShape(keys, "keys", nullptr);
        keys.erase(name);
        const auto missing = model::readShape(keys, "keys", nullptr);
        for (const auto* refused : {&zero, &missing}) {
            QVERIFY(!*refused);
            QVERIFY2(refused->error().where.find(name) != std::string::npos, refused->error().where.c_str());
        }
    }

    /// Of what no model has none of, zero is no value.
    void zeroIsNoSize_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("key");
        for (const char* family : {"qwen2", "qwen3", "gemma3", "gpt2", "phi3", "bert", "deepseek2", "brand-new"})
            for (const char* key : {"block_count", "embedding_length", "context_length", "feed_forward_length",
                                    "attention.head_count", "attention.head_count_kv", "attention.key_length",
                                    "attention.value_length", "vocab_size", "rope.freq_base", "rope.freq_base_swa"})
                QTest::addRow("%s, %s", family, key) << QString(family) << QString(key);
        for (const char* key : {"ssm.conv_kernel", "ssm.inner_size", "ssm.state_size", "ssm.time_step_rank"})
            for (const char* family : {"mamba2", "qwen35"})
                QTest::addRow("%s, %s", family, key) << QString(family) << QString(key);
        QTest::newRow("qwen35, interval") << "qwen35"
                                          << "full_attention_interval";
    }
    void zeroIsNoSize()
    {
        QFETCH(QString, family);
        QFETCH(QString, key);
        Metadata keys = keysOf(family.toStdString());
        Shape shape = model::readShape(keys, "keys", nullptr).value();
        shape.tiedOutput = true;
        const auto specs = model::tensorsOf(shape, tensor::Type::F32);
        ModelFile file;
        const auto sound = file.describe(keys, specs);
        QVERIFY2(sound, sound ? "" : (sound.error().where + sound.error().detail).c_str());
        const std::string whole = family.toStdString() + "." + key.toStdString();
        keys.set(whole, key.startsWith("rope") ? Value{0.0F} : Value{std::uint32_t{0}});
        const auto zero = file.describe(keys, specs);
        QVERIFY(!zero);
        QCOMPARE(zero.error().code, ErrorCode::Corrupt);
        const std::string said = zero.error().where + ": " + zero.error().detail;
        QVERIFY2(said.find(whole) != std::string::npos, said.c_str());
    }

    /// Where it stands for "none": layers without attention, positions that are not rotated, no window.
    void zeroThatIsMeant()
    {
        ModelFile file;
        Metadata keys = keysOf("phi3"); // which may rotate a part of a head
        const auto specs = model::tensorsOf(model::readShape(keys, "keys", nullptr).value(), tensor::Type::F32);
        for (const char* key : {"rope.dimension_count", "attention.sliding_window", "expert_count", "pooling_type"})
            keys.set(std::string("phi3.") + key, {std::uint32_t{0}});
        const auto described = file.describe(keys, specs);
        QVERIFY2(described, described ? "" : (described.error().where + described.error().detail).c_str());
        const Metadata scans = keysOf("mamba2"); // no heads, no feed-forward
        QVERIFY(file.describe(scans,
                              model::tensorsOf(model::readShape(scans, "keys", nullptr).value(), tensor::Type::F32)));
    }

    /// Every second layer has experts, or with a step of zero none.
    void stepsOfExperts()
    {
        Metadata keys = keysOf("qwen3moe");
        for (const auto& [step, experts] : {std::pair{0U, 0}, {1U, 2}, {2U, 1}, {3U, 0}}) {
            keys.set("qwen3moe.interleave_moe_layer_step", {std::uint32_t{step}});
            const auto shape = model::readShape(keys, "keys", nullptr).value();
            QCOMPARE(int(shape.layer(0).experts > 0) + int(shape.layer(1).experts > 0), experts);
        }
    }

    /// Keys that say which layers have experts, or whether queries are compressed, against layers that have not.
    void kindsOfLayers_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<unsigned>("value");
        QTest::addColumn<unsigned>("said");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* key, unsigned value, unsigned said, const char* place) {
            QTest::addRow("%s %u, said %u", key, value, said) << QString(key) << value << said << QString(place);
        };
        row("leading_dense_block_count", 1, 0, "layer 0");
        row("leading_dense_block_count", 1, 2, "layer 1");
        row("leading_dense_block_count", 0, 1, "layer 0");
        row("leading_dense_block_count", 1, 3, "leading_dense_block_count");
        row("attention.q_lora_rank", 0, 16, "layer 0");
        row("attention.q_lora_rank", 16, 0, "layer 0");
        row("expert_group_count", 2, 3, "expert_group_count");
        row("expert_group_used_count", 1, 0, "expert_group_used_count");
        row("expert_group_used_count", 1, 9, "expert_group_used_count");
    }
    void kindsOfLayers()
    {
        QFETCH(QString, key);
        QFETCH(unsigned, said);
        QFETCH(QString, place);
        Metadata keys = keysOf("deepseek2");
        for (const auto& [name, value] : std::map<std::string, std::uint32_t>{{"expert_count", 4},
                                                                              {"expert_used_count", 2},
                                                                              {"expert_feed_forward_length", 32},
                                                                              {"expert_group_count", 2},
                                                                              {"expert_group_used_count", 1},
                                                                              {"leading_dense_block_count", 1}})
            keys.set("deepseek2." + name, {value});
        const std::string whole = "deepseek2." + key.toStdString();
        QFETCH(unsigned, value);
        keys.set(whole, {std::uint32_t{value}});
        const auto specs = model::tensorsOf(model::readShape(keys, "keys", nullptr).value(), tensor::Type::F32);
        ModelFile file;
        const auto sound = file.describe(keys, specs);
        QVERIFY2(sound, sound ? "" : (sound.error().where + sound.error().detail).c_str());
        keys.set(whole, {std::uint32_t{said}});
        const auto lying = file.describe(keys, specs);
        QVERIFY(!lying);
        QCOMPARE(lying.error().code, ErrorCode::Corrupt);
        QVERIFY2(lying.error().where.find(place.toStdString()) != std::string::npos, lying.error().where.c_str());
        QVERIFY((lying.error().where + lying.error().detail).find(whole) != std::string::npos);
    }

    /// All layers dense, although the keys count experts.
    void expertsThatAreNotThere()
    {
        Metadata keys = keysOf("qwen3");
        const auto specs = model::tensorsOf(model::readShape(keys, "keys", nullptr).value(), tensor::Type::F32);
        keys.set("qwen3.expert_count", {std::uint32_t{4}});
        keys.set("qwen3.expert_used_count", {std::uint32_t{2}});
        ModelFile file;
        const auto lying = file.describe(keys, specs);
        QVERIFY(!lying && lying.error().detail.find("qwen3.expert_count") != std::string::npos);
    }

    /// A window that llama.cpp's graph of the family does not have, and what is not modelled.
    void whatIsNotModelledIsSaid()
    {
        ModelFile file;
        const auto codes = [&](const Metadata& keys) {
            const auto specs = model::tensorsOf(model::readShape(keys, "keys", nullptr).value(), tensor::Type::F32);
            const auto described = file.describe(keys, specs);
            std::vector<std::string> out;
            for (const auto& trait : model::remarks(described.value(), keys))
                out.push_back(trait.code);
            return out;
        };
        for (const char* family : {"llama", "starcoder2", "phi3", "qwen2"}) {
            Metadata keys = keysOf(family);
            QVERIFY(codes(keys).empty());
            keys.set(std::string(family) + ".attention.sliding_window", {std::uint32_t{16}});
            QCOMPARE(codes(keys), std::vector<std::string>{"window_ignored"});
        }
        Metadata gemma = keysOf("gemma3");
        gemma.set("gemma3.attention.sliding_window", {std::uint32_t{16}});
        QVERIFY(codes(gemma).empty());
        for (const model::Unmodelled& row : model::unmodelledKeys()) {
            Metadata keys = keysOf("llama");
            keys.set("llama." + std::string(row.key), {true});
            QCOMPARE(codes(keys), std::vector<std::string>{std::string(row.code)});
        }
    }

    /// Each layer's key of the indexer is one more vector a token.
    void indexersAreSaid()
    {
        ModelFile file;
        const Metadata keys = keysOf("qwen3");
        auto specs = model::tensorsOf(model::readShape(keys, "keys", nullptr).value(), tensor::Type::F32);
        QVERIFY(model::remarks(*file.describe(keys, specs)).empty());
        for (const char* layer : {"blk.0.", "blk.1."})
            specs.push_back({std::string(layer) + "indexer.k_norm.weight", tensor::Type::F32, {128}});
        const auto said = model::remarks(*file.describe(keys, specs));
        QCOMPARE(said.size(), std::size_t(1));
        QCOMPARE(said[0].code, std::string("indexer_cache"));
        QCOMPARE(said[0].values[0].second, 256.0);
        QVERIFY(english(said[0].remark).find("256 numbers a token") != std::string::npos);
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
            QVERIFY(english(model::remarks(*spare).at(0).remark).starts_with("3 of the 40 rows"));
            const auto few = described(family, 41);
            QVERIFY(!few);
            QVERIFY(few.error().where.find("token_embd.weight") != std::string::npos);
            QVERIFY(few.error().detail.find("41 tokens") != std::string::npos);
        }
    }

    void unknownTensorsAreNamed()
    {
        ModelFile file;
        auto specs = model::tensorsOf(model::readShape(test::tinyKeys(), "keys", nullptr).value(), tensor::Type::F32);
        for (const char* harmless : {"rope_freqs.weight", "v.blk.7.attn_q.weight", "mm.0.weight",
                                     "blk.0.attn_rot_embd.weight", "blk.1.ffn_up.3.weight"})
            specs.push_back({harmless, tensor::Type::F32, {8}});
        const auto sound = file.describe(test::tinyKeys(), specs);
        QVERIFY2(sound, sound ? "" : sound.error().where.c_str());
        QVERIFY(model::remarks(*sound).empty());
        specs.push_back({"blk.1.attn_wobble.weight", tensor::Type::F32, {8}});
        specs.push_back({"extra.weight", tensor::Type::F32, {8}});
        const auto remarks = model::remarks(*file.describe(test::tinyKeys(), specs));
        QCOMPARE(remarks.size(), 1U);
        QCOMPARE(remarks[0].code, std::string("unknown_tensors"));
        QCOMPARE(remarks[0].subject, std::string("blk.1.attn_wobble.weight"));
        QVERIFY(english(remarks[0].remark).starts_with("2 tensors (64 bytes)"));
    }

    void encodersKeepNothing_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QVariant>("causal"); // as the file says, if it does
        QTest::addColumn<bool>("encoder");
        for (const char* family :
             {"bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "modern-bert", "neo-bert",
              "eurobert", "gemma-embedding", "t5encoder", "llama-embed"})
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

    /// The decoder's layers keep keys and values, and are what a token is multiplied with.
    void encoderDecoders_data()
    {
        QTest::addColumn<QVariant>("decoder");
        QTest::addColumn<std::uint32_t>("layers");
        QTest::addColumn<std::uint32_t>("cached");
        QTest::newRow("alike") << QVariant() << 3U << 3U;
        QTest::newRow("deeper decoder") << QVariant(5U) << 5U << 5U;
        QTest::newRow("deeper encoder") << QVariant(1U) << 3U << 1U;
    }
    void encoderDecoders()
    {
        QFETCH(QVariant, decoder);
        QFETCH(std::uint32_t, layers);
        QFETCH(std::uint32_t, cached);
        Metadata keys = keysOf("t5");
        keys.set("t5.block_count", {std::uint32_t{3}});
        if (decoder.isValid())
            keys.set("t5.decoder_block_count", {decoder.toUInt()});
        const auto shape = model::readShape(keys, "keys", nullptr);
        QVERIFY(shape);
        QCOMPARE(shape->layers, layers);
        std::uint32_t caching = 0;
        for (std::uint32_t i = 0; i < layers; ++i)
            caching += shape->layer(i).cachedPerToken() > 0 ? 1 : 0;
        QCOMPARE(caching, cached);
        model::Description model;
        model.shape = *shape;
        const std::vector<std::uint64_t> extents{8, 8};
        for (const char* name : {"enc.blk.0.attn_q.weight", "enc.blk.1.attn_q.weight", "dec.blk.0.attn_q.weight"})
            model.tensors.push_back({name, tensor::Type::F32, extents});
        QCOMPARE(model.activeParameters(), std::uint64_t{64});
        const auto remarks = model::remarks(model);
        QCOMPARE(remarks.size(), std::size_t{1});
        QCOMPARE(remarks[0].code, std::string("encoder_decoder"));
        QVERIFY(english(remarks[0].remark).starts_with("an encoder-decoder of 2 and 1 layers"));
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
};

HEADROOM_TEST(TestTensorCheck)
#include "tst_tensorcheck.moc"
