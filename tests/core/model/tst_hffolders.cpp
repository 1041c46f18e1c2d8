// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What a folder holds beside its text model, and what its weights take where they are stored otherwise.
#include "core/base/file.h"
#include "core/model/description.h"
#include "core/model/hf/exportfolder.h"
#include "core/model/remarks.h"
#include "core/model/task.h"
#include "safetensorsbytes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace headroom;
using headroom::test::SafetensorsWriter;
using headroom::test::writeText;

namespace {

constexpr std::size_t kWidth = 64, kInner = 96, kWords = 32;

using Halves = std::vector<std::uint16_t>;

/// One layer of a Llama; its seven projections are given by `weight`.
template <class Weight> SafetensorsWriter oneLayer(const std::string& prefix, Weight&& weight, bool withHead = true)
{
    SafetensorsWriter writer;
    writer.add(prefix + "model.embed_tokens.weight", "F16", {kWords, kWidth}, Halves(kWords * kWidth))
        .add(prefix + "model.norm.weight", "F16", {kWidth}, Halves(kWidth));
    if (withHead)
        writer.add(prefix + "lm_head.weight", "F16", {kWords, kWidth}, Halves(kWords * kWidth));
    const std::string layer = prefix + "model.layers.0.";
    for (const char* norm : {"input_layernorm", "post_attention_layernorm"})
        writer.add(layer + norm + ".weight", "F16", {kWidth}, Halves(kWidth));
    for (const char* name : {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj"})
        weight(writer, layer + name, kWidth, kWidth);
    for (const char* name : {"mlp.gate_proj", "mlp.up_proj"})
        weight(writer, layer + name, kInner, kWidth);
    weight(writer, layer + "mlp.down_proj", kWidth, kInner);
    return writer;
}

void plainWeight(SafetensorsWriter& writer, const std::string& name, std::size_t outputs, std::size_t inputs)
{
    writer.add(name + ".weight", "F16", {outputs, inputs}, Halves(outputs * inputs));
}

/// Four bits in groups of 32, as GPTQ stores them.
void gptqWeight(SafetensorsWriter& writer, const std::string& name, std::size_t outputs, std::size_t inputs)
{
    writer.add(name + ".qweight", "I32", {inputs / 8, outputs}, std::vector<std::int32_t>(inputs / 8 * outputs))
        .add(name + ".qzeros", "I32", {inputs / 32, outputs / 8}, std::vector<std::int32_t>(inputs / 32 * outputs / 8))
        .add(name + ".scales", "F16", {inputs / 32, outputs}, Halves(inputs / 32 * outputs))
        .add(name + ".g_idx", "I32", {inputs}, std::vector<std::int32_t>(inputs));
}

/// Eight bits without any scale.
void floatWeight(SafetensorsWriter& writer, const std::string& name, std::size_t outputs, std::size_t inputs)
{
    writer.add(name + ".weight", "F8_E4M3", {outputs, inputs}, std::vector<std::uint8_t>(outputs * inputs));
}

constexpr const char* kText = R"("model_type":"llama","hidden_size":64,"intermediate_size":96,"num_hidden_layers":1,)"
                              R"("num_attention_heads":2,"vocab_size":32,"max_position_embeddings":64)";

} // namespace

class TestHfFolders : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    Result<std::shared_ptr<const model::ModelFile>> folder(const SafetensorsWriter& writer, const std::string& config)
    {
        const auto path = std::filesystem::path(m_dir.path().toStdString())
            / QByteArray(QTest::currentTestFunction()).append(QTest::currentDataTag()).toHex().toStdString();
        std::filesystem::create_directories(path);
        HEADROOM_TRY(writeFile(path / "model.safetensors", writer.bytes()));
        HEADROOM_TRY(writeText(path / "config.json", config));
        return model::ModelFile::open(path);
    }

private slots:
    void storedBytes_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("GPTQ") << 0;
        QTest::newRow("eight-bit floats") << 1;
    }
    void storedBytes()
    {
        QFETCH(int, kind);
        const auto writer = kind == 0 ? oneLayer("", gptqWeight) : oneLayer("", floatWeight);
        const std::string method = kind == 0 ? R"({"quant_method":"gptq","bits":4,"group_size":32})" : "{}";
        const auto file = folder(
            writer, R"({"architectures":["LlamaForCausalLM"],"quantization_config":)" + method + "," + kText + "}");
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        const auto described = model::describe(**file);
        QVERIFY2(described, described ? "" : described.error().detail.c_str());
        const std::uint64_t inputs[] = {64, 64, 64, 64, 64, 64, 96}, outputs[] = {64, 64, 64, 64, 96, 96, 64};
        std::uint64_t projections = 0, weights = 0;
        for (std::size_t i = 0; i < 7; ++i) {
            const std::uint64_t count = inputs[i] * outputs[i];
            weights += count;
            projections += kind == 0
                ? count / 2 + inputs[i] / 32 * outputs[i] / 2 + inputs[i] / 32 * outputs[i] * 2 + inputs[i] * 4
                : count;
        }
        const std::uint64_t rest = (2 * kWords + 3) * kWidth * 2; // tables and norms
        QCOMPARE(described->weightBytes(), projections + rest);
        QCOMPARE(described->parameters(), weights + 2 * kWords * kWidth + 3 * kWidth);
        QCOMPARE(described->bitsPerWeight(), 8.0 * double(projections + rest) / double(described->parameters()));
        QVERIFY(described->activeBytes() > described->weightBytes()); // a forward pass reads what was decoded
    }

    void partsBesideTheTextModel()
    {
        auto writer = oneLayer("language_model.", plainWeight);
        writer.add("vision_tower.encoder.layers.7.fc1.weight", "F16", {8, 8}, Halves(64))
            .add("vision_tower.encoder.layers.7.fc1.bias", "F16", {8}, Halves(8))
            .add("multi_modal_projector.linear_1.weight", "F32", {4, 8}, std::vector<float>(32))
            .add("language_model.model.layers.1.mlp.up_proj.weight", "F16", {4, 4}, Halves(16))
            .add("language_model.model.layers.0.self_attn.rotary_emb.inv_freq", "F32", {16}, std::vector<float>(16));
        const auto file
            = folder(writer,
                     std::string(R"({"architectures":["LlavaForConditionalGeneration"],"text_config":{)") + kText
                         + R"(,"num_nextn_predict_layers":1},"vision_config":{"num_hidden_layers":8}})");
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        const std::vector<model::LeftOut> expected{{"vision tower", 2, 72, 144, false},
                                                   {"projector", 1, 32, 128, false},
                                                   {"layers that draft tokens", 1, 16, 32, true}};
        QVERIFY((*file)->leftOut() == expected);
        const auto described = model::describe(**file);
        QVERIFY(described && described->leftOut == expected);
    }

    /// As Python writes them; a folder made from this one has them too.
    void numbersThatPythonWrites()
    {
        const std::string config
            = std::string(R"({"architectures":["LlamaForCausalLM"],"limit":[0.0, Infinity],)") + kText;
        const auto sound = folder(oneLayer("", plainWeight), config + "}");
        QVERIFY2(sound, sound ? "" : (sound.error().where + ": " + sound.error().detail).c_str());
        for (const char* key : {"rope_theta", "rms_norm_eps", "hidden_size", "num_key_value_heads"}) {
            const auto wrong = folder(oneLayer("", plainWeight), config + ",\"" + key + "\": Infinity}");
            QVERIFY2(!wrong && wrong.error().where.find(key) != std::string::npos, key);
        }
    }

    /// Models of Sentence Transformers: the class is one that continues texts.
    void pooling_data()
    {
        QTest::addColumn<QString>("modules");
        QTest::addColumn<QString>("pooling");
        QTest::addColumn<int>("expected");
        const QString usual = R"([{"idx":0,"path":"","type":"sentence_transformers.models.Transformer"},)"
                              R"({"idx":1,"path":"1_Pooling","type":"sentence_transformers.models.Pooling"}])";
        QTest::newRow("none") << QString() << QString() << 0;
        QTest::newRow("last") << usual << R"({"pooling_mode_cls_token":false,"pooling_mode_lasttoken":true})" << 3;
        QTest::newRow("mean") << usual << R"({"pooling_mode_mean_tokens":true})" << 1;
        QTest::newRow("cls, by name") << usual << R"({"pooling_mode":"cls"})" << 2;
        QTest::newRow("no module") << "[]"
                                   << R"({"pooling_mode_mean_tokens":true})" << 0;
        QTest::newRow("elsewhere") << QString(usual).replace("1_Pooling", "../1_Pooling") << "{}" << 0;
        QTest::newRow("not JSON") << "[" << QString() << -1;
    }
    void pooling()
    {
        QFETCH(QString, modules);
        QFETCH(QString, pooling);
        QFETCH(int, expected);
        const auto path
            = std::filesystem::path(m_dir.path().toStdString()) / ("pooling" + std::string(QTest::currentDataTag()));
        std::filesystem::create_directories(path / "1_Pooling");
        QVERIFY(writeFile(path / "model.safetensors", oneLayer("", plainWeight).bytes()));
        QVERIFY(
            writeText(path / "config.json", std::string(R"({"architectures":["LlamaForCausalLM"],)") + kText + "}"));
        if (!modules.isEmpty())
            QVERIFY(writeText(path / "modules.json", modules.toStdString()));
        if (!pooling.isEmpty())
            QVERIFY(writeText(path / "1_Pooling" / "config.json", pooling.toStdString()));
        const auto file = model::ModelFile::open(path);
        QCOMPARE(file.has_value(), expected >= 0);
        if (!file) {
            QVERIFY(file.error().where.find("modules.json") != std::string::npos);
            return;
        }
        const auto described = model::describe(**file);
        QVERIFY(described);
        QCOMPARE(int(described->shape.pooling), expected);
        QCOMPARE(model::taskOf(*described), expected > 0 ? model::Task::Embed : model::Task::Continue);
        const auto copy = path / "copy";
        JobControl control;
        QVERIFY(model::hf::exportFolder(*file, copy, control));
        QCOMPARE(std::filesystem::exists(copy / "modules.json"), expected > 0);
        QVERIFY(readTextFile(copy / "config.json")->find("pooling_type") == std::string::npos); // said once
        QCOMPARE(int(model::describe(**model::ModelFile::open(copy))->shape.pooling), expected);
    }

    void masking()
    {
        const auto file = folder(oneLayer("", plainWeight),
                                 std::string(R"({"architectures":["LlamaModel"],"is_causal":false,)") + kText + "}");
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(!model::describe(**file)->shape.causal);
        const auto copy = std::filesystem::path(m_dir.path().toStdString()) / "masking";
        JobControl control;
        QVERIFY(model::hf::exportFolder(*file, copy, control));
        QVERIFY(readTextFile(copy / "config.json")->find("\"is_causal\": false") != std::string::npos);
        QVERIFY(!model::describe(**model::ModelFile::open(copy))->shape.causal);
    }

    /// What config.json says and the tensors do not bear out.
    void contradictions_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("complaint"); // empty: none
        const auto row = [](const char* name, const char* config, const char* complaint) {
            QTest::newRow(name) << QString(config) << QString(complaint);
        };
        row("fewer words than rows", R"("vocab_size":31)", "vocab_size");
        row("more words than rows", R"("vocab_size":33)", "vocab_size");
        row("as many", R"("vocab_size":32)", "");
        row("types of layers", R"("layer_types":["full_attention"])", "");
        row("one type too few", R"("layer_types":[])", "layer_types");
        row("one type too many", R"("layer_types":["full_attention","full_attention"])", "layer_types");
        row("a type for a drafting block",
            R"("num_nextn_predict_layers":1,"layer_types":["full_attention","full_attention"])", "");
        row("a number for a type", R"("layer_types":[1])", "layer_types");
        row("eight bits by name only", R"("quantization_config":{"quant_method":"fp8"})", "quantization_config");
        row("four bits by name only", R"("quantization_config":{"quant_method":"gptq","bits":4})",
            "quantization_config");
        row("caches of eight bits",
            R"("quantization_config":{"quant_method":"compressed-tensors","config_groups":{},"kv_cache_scheme":{"num_bits":8}})",
            "");
        row("caches of eight bits, by ModelOpt",
            R"("quantization_config":{"quant_method":"modelopt","quant_algo":null,"kv_cache_quant_algo":"FP8"})", "");
        row("an epsilon beyond any", R"("rms_norm_eps":1e30)", "rms_norm_eps");
        row("rotation of half a head", R"("partial_rotary_factor":0.5)", "rotate");
    }
    void contradictions()
    {
        QFETCH(QString, config);
        QFETCH(QString, complaint);
        const auto file = folder(oneLayer("", plainWeight),
                                 std::string(R"({"architectures":["LlamaForCausalLM"],)") + kText + ","
                                     + config.toStdString() + "}"); // of two the last counts
        const auto described = file ? model::describe(**file) : tl::unexpected(file.error());
        QCOMPARE(described.has_value(), complaint.isEmpty());
        if (!described)
            QVERIFY2((described.error().where + described.error().detail).find(complaint.toStdString())
                         != std::string::npos,
                     (described.error().where + ": " + described.error().detail).c_str());
    }

    /// What stands on a text model is its class's affair: nothing else in the folder tells a classifier.
    void classes_data()
    {
        QTest::addColumn<QString>("head"); // its stored name
        QTest::addColumn<QString>("tied");
        QTest::addColumn<int>("task");
        const int continues = int(model::Task::Continue), ranks = int(model::Task::Rank),
                  embeds = int(model::Task::Embed);
        QTest::newRow("LlamaForCausalLM") << "lm_head"
                                          << "false" << continues;
        QTest::newRow("Mistral3ForConditionalGeneration") << "lm_head"
                                                          << "false" << continues;
        QTest::newRow("LlamaForSequenceClassification") << "score"
                                                        << "false" << ranks;
        QTest::newRow("LlamaForSequenceClassification, tied") << "score"
                                                              << "true" << ranks;
        QTest::newRow("LlamaForSequenceClassification, no head stored") << ""
                                                                        << "false" << ranks;
        QTest::newRow("LlamaForSequenceClassification, as it was") << "lm_head"
                                                                   << "false" << ranks;
        QTest::newRow("LlamaForTokenClassification") << "score"
                                                     << "false" << ranks;
        QTest::newRow("LlamaForTokenClassification, other name") << "classifier"
                                                                 << "false" << ranks;
        QTest::newRow("LlamaForQuestionAnswering") << "qa_outputs"
                                                   << "false" << ranks;
        QTest::newRow("LlamaForMultipleChoice") << "classifier"
                                                << "false" << ranks;
        QTest::newRow("LlamaForRewardModel") << "v_head"
                                             << "false" << ranks;
        QTest::newRow("LlamaForProcessRewardModel") << "score.2"
                                                    << "false" << ranks;
        QTest::newRow("LlamaForCausalLM, without a class, scores") << "score"
                                                                   << "true" << ranks;
        QTest::newRow("LlamaModel") << ""
                                    << "false" << embeds;
        QTest::newRow("LlamaModel, tied") << ""
                                          << "true" << continues;
        QTest::newRow("LlamaModel, with a head") << "lm_head"
                                                 << "false" << continues;
    }
    void classes()
    {
        QFETCH(QString, head);
        QFETCH(QString, tied);
        QFETCH(int, task);
        auto writer = oneLayer("", plainWeight, head == "lm_head");
        if (!head.isEmpty() && head != "lm_head")
            writer.add(head.toStdString() + ".weight", "F16", {2, kWidth}, Halves(2 * kWidth));
        const QString name = QString(QTest::currentDataTag()).section(',', 0, 0);
        const auto file
            = folder(writer,
                     QString(R"({"architectures":["%1"],"tie_word_embeddings":%2,)").arg(name, tied).toStdString()
                         + kText + "}");
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        const auto described = model::describe(**file);
        QVERIFY2(described, described ? "" : described.error().detail.c_str());
        QCOMPARE(int(model::taskOf(*described)), task);
        const auto continues = model::checkContinues(*described);
        QCOMPARE(continues.has_value(), task == int(model::Task::Continue));
        QVERIFY(continues || continues.error().detail.find("generates nothing") != std::string::npos);
        JobControl control;
        const auto copy = std::filesystem::path(m_dir.path().toStdString()) / ("copy of " + name.toStdString());
        std::filesystem::remove_all(copy);
        const auto exported = model::hf::exportFolder(*file, copy, control);
        QVERIFY2(exported, exported ? "" : exported.error().detail.c_str());
        const auto again = model::ModelFile::open(copy);
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QCOMPARE(int(model::taskOf(*model::describe(**again))), task);
        const std::string config = readTextFile(copy / "config.json").value();
        if ((*file)->find("cls.output.weight") && name.startsWith("LlamaFor") && !name.endsWith("CausalLM"))
            QVERIFY2(config.find('"' + name.toStdString() + '"') != std::string::npos, config.c_str());
        QCOMPARE(config.find("ForCausalLM") == std::string::npos && config.find("LlamaModel") == std::string::npos,
                 (*file)->find("cls.output.weight") != nullptr);
        QCOMPARE((*file)->find("cls.output.weight") != nullptr,
                 QString("score classifier qa_outputs v_head").split(' ').contains(head));
    }

    /// What is stored counts where a head is said to be the embedding table: left out if it is, used if it is not.
    void tiedHeads_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("changed"); // element of the head, or none
        QTest::addColumn<bool>("own");
        const int last = int(kWords * kWidth) - 1;
        const QString tied = R"("tie_word_embeddings":true,)", untied = R"("tie_word_embeddings":false,)";
        QTest::newRow("the same") << tied << "F16" << -1 << false;
        QTest::newRow("the same in another type") << tied << "F32" << -1 << false;
        QTest::newRow("another end") << tied << "F16" << last << true;
        QTest::newRow("another beginning") << tied << "F16" << 0 << true;
        QTest::newRow("another, in another type") << tied << "F32" << last << true;
        QTest::newRow("another shape") << tied << "F16, longer" << -1 << true;
        QTest::newRow("not tied, the same") << untied << "F16" << -1 << true;
        QTest::newRow("not tied, another") << untied << "F16" << last << true;
    }
    void tiedHeads()
    {
        QFETCH(QString, config);
        QFETCH(QString, type);
        QFETCH(int, changed);
        QFETCH(bool, own);
        auto writer = oneLayer("", plainWeight, false);
        const std::size_t rows = type.endsWith("longer") ? kWords + 1 : kWords;
        Halves halves(rows * kWidth);
        std::vector<float> floats(rows * kWidth);
        if (changed >= 0) {
            halves[std::size_t(changed)] = 0x3c00;
            floats[std::size_t(changed)] = 1;
        }
        type == "F32" ? writer.add("lm_head.weight", "F32", {rows, kWidth}, floats)
                      : writer.add("lm_head.weight", "F16", {rows, kWidth}, halves);
        const auto file
            = folder(writer, R"({"architectures":["LlamaForCausalLM"],)" + config.toStdString() + kText + "}");
        QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
        QCOMPARE((*file)->find("output.weight") != nullptr, own);
        QCOMPARE((*file)->leftOut().size(), std::size_t(own ? 0 : 1));
        if (rows > kWords) // which no graph computes; but nothing was dropped in silence
            return;
        const auto described = model::describe(**file);
        QVERIFY2(described, described ? "" : described.error().detail.c_str());
        QCOMPARE(described->shape.tiedOutput, !own);
        const auto said = model::remarks(*described, (*file)->metadata());
        QCOMPARE(std::ranges::count(said, std::string("head_untied"), &model::Trait::code),
                 own && config.contains("true") ? 1 : 0);
    }

    void strangersAreStillRefused()
    {
        auto writer = oneLayer("", plainWeight);
        writer.add("model.layers.0.self_attn.surprise.weight", "F16", {2, 2}, Halves(4));
        const auto file = folder(writer, std::string(R"({"architectures":["LlamaForCausalLM"],)") + kText + "}");
        QVERIFY(!file && file.error().where.find("surprise") != std::string::npos);
    }
};

HEADROOM_TEST(TestHfFolders)
#include "tst_hffolders.moc"
