// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Folders whose config.json and weights contradict each other are refused by name, for planning as for running.
#include "core/model/description.h"
#include "safetensorsbytes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

using namespace headroom;

namespace {

struct Folder {
    std::size_t layers = 3, keys = 32, rows = 40; ///< of the weights
    bool drafts = false; ///< the last layer does
    std::string config; ///< beside what all have

    void write(const std::filesystem::path& path) const
    {
        test::SafetensorsWriter writer;
        const auto add = [&](const std::string& name, std::vector<std::size_t> shape) {
            std::size_t count = 1;
            for (const std::size_t size : shape)
                count *= size;
            writer.add(name, "F32", shape, std::vector<float>(count, 0.5F));
        };
        add("model.embed_tokens.weight", {rows, 64});
        add("model.norm.weight", {64});
        for (std::size_t i = 0; i < layers; ++i) {
            const std::string layer = fmt::format("model.layers.{}.", i);
            for (const char* norm : {"input_layernorm", "post_attention_layernorm"})
                add(layer + norm + ".weight", {64});
            add(layer + "self_attn.q_proj.weight", {64, 64});
            add(layer + "self_attn.k_proj.weight", {keys, 64});
            add(layer + "self_attn.v_proj.weight", {keys, 64});
            add(layer + "self_attn.o_proj.weight", {64, 64});
            for (const char* norm : {"q_norm", "k_norm"})
                add(layer + "self_attn." + norm + ".weight", {16});
            for (const char* wide : {"gate_proj", "up_proj"})
                add(layer + "mlp." + wide + ".weight", {96, 64});
            add(layer + "mlp.down_proj.weight", {64, 96});
        }
        if (drafts)
            add(fmt::format("model.layers.{}.enorm.weight", layers - 1), {64});
        std::filesystem::create_directories(path);
        QVERIFY(writeFile(path / "model.safetensors", writer.bytes()));
        QVERIFY(test::writeText(path / "config.json",
                                R"({"architectures":["Qwen3ForCausalLM"],"model_type":"qwen3","hidden_size":64,)"
                                R"("intermediate_size":96,"num_attention_heads":4,"head_dim":16,"rms_norm_eps":1e-6,)"
                                R"("max_position_embeddings":512,"tie_word_embeddings":true,)"
                                    + config + "}"));
    }
};

} // namespace

class TestLayerCount : public QObject {
    Q_OBJECT
private slots:
    void folders_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<bool>("drafts");
        QTest::addColumn<QStringList>("mentions"); // none: described
        const auto config = [](int layers, int kvHeads, int rows) {
            return QString(R"("num_hidden_layers":%1,"num_key_value_heads":%2,"vocab_size":%3)")
                .arg(layers)
                .arg(kvHeads)
                .arg(rows);
        };
        const QStringList none;
        QTest::newRow("sound") << config(3, 2, 40) << false << none;
        QTest::newRow("drafting by its tensors") << config(2, 2, 40) << true << none;
        QTest::newRow("drafting by config.json")
            << config(2, 2, 40) + R"(,"num_nextn_predict_layers":1)" << false << none;
        QTest::newRow("too few layers") << config(1, 2, 40) << false
                                        << QStringList{"num_hidden_layers", "model.layers.1.", "no layer takes it"};
        QTest::newRow("one drafts, one does not")
            << config(1, 2, 40) << true << QStringList{"num_hidden_layers", "model.layers.1."};
        QTest::newRow("too many layers") << config(4, 2, 40) << false
                                         << QStringList{"layer 3", "no tensors", "num_hidden_layers"};
        QTest::newRow("KV heads") << config(3, 4, 40) << false
                                  << QStringList{"blk.0.attn_k.weight", "num_key_value_heads", "64×64"};
        QTest::newRow("rows") << config(3, 2, 41) << false << QStringList{"token_embd.weight", "40 rows", "vocab_size"};
        QTest::newRow("spare rows") << config(3, 2, 39) << false
                                    << QStringList{"token_embd.weight", "40 rows", "vocab_size", "39"};
    }
    void folders()
    {
        QFETCH(QString, config);
        QFETCH(bool, drafts);
        QFETCH(QStringList, mentions);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        Folder given;
        given.drafts = drafts;
        given.config = config.toStdString();
        given.write(path);
        const auto file = model::ModelFile::open(path);
        const auto described = file ? model::describe(**file) : tl::unexpected(file.error());
        const QString said
            = described ? QString() : QString::fromStdString(described.error().where + ": " + described.error().detail);
        QVERIFY2(described.has_value() == mentions.isEmpty(), qPrintable(said));
        for (const QString& mention : mentions)
            QVERIFY2(said.contains(mention), qPrintable(said));
    }
};

HEADROOM_TEST(TestLayerCount)
#include "tst_layercount.moc"
