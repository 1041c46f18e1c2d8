// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What other tools make of weights: ModelOpt's four- and eight-bit floats come back by its formulas, and what cannot be
// undone is refused under the name of the program that wrote it.
#include "core/model/hf/checkpoint.h"
#include "core/model/hf/modulelist.h"
#include "core/model/hf/quantconfig.h"
#include "core/model/modelfile.h"
#include "safetensorsbytes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace headroom;
using headroom::model::SafetensorsSet;
using headroom::model::hf::Checkpoint;
using headroom::test::SafetensorsWriter;
using headroom::test::writeText;

class TestForeignFolders : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    std::filesystem::path folder(const std::string& name) const
    {
        const auto path = std::filesystem::path(m_dir.path().toStdString()) / name;
        std::filesystem::create_directories(path);
        return path;
    }

private slots:
    /// Codes low nibble first, a scale of eight bits per 16, and one factor for all.
    void nvfp4OfModelOpt()
    {
        SafetensorsWriter writer;
        writer
            .add("layer.weight", "U8", {1, 16}, std::vector<std::uint8_t>(16, 0x7A)) // -1 and 6
            .add("layer.weight_scale", "F8_E4M3", {1, 2}, std::vector<std::uint8_t>{0x38, 0x40}) // 1 and 2
            .add("layer.weight_scale_2", "F32", {}, std::vector<float>{0.25F})
            .add("layer.input_scale", "F32", {}, std::vector<float>{3})
            .add("fp8.weight", "F8_E4M3", {1, 2}, std::vector<std::uint8_t>{0x38, 0xC0}) // 1 and -2
            .add("fp8.weight_scale", "F32", {}, std::vector<float>{0.5F});
        const auto bytes = writer.bytes();
        const auto set = SafetensorsSet::parse(bytes, "m.safetensors");
        QVERIFY(set);
        for (const char* method : {"modelopt", "modelopt_fp4"}) {
            const auto read = Checkpoint::read(*set, {{"quant_method", method}, {"quant_algo", "NVFP4"}});
            QVERIFY2(read, read ? "" : (read.error().where + ": " + read.error().detail).c_str());
            QCOMPARE(read->tensors.size(), std::size_t{2});
            const auto four = model::hf::toFloats(read->tensors.at("layer.weight"));
            QCOMPARE(four.size(), std::size_t{32});
            QCOMPARE(four[0], -0.25F);
            QCOMPARE(four[1], 1.5F);
            QCOMPARE(four[16], -0.5F);
            QCOMPARE(read->tensors.at("layer.weight").stored(), std::uint64_t{16 + 2 + 4 + 4});
            const auto eight = model::hf::toFloats(read->tensors.at("fp8.weight"));
            QCOMPARE(eight[0], 0.5F);
            QCOMPARE(eight[1], -1.0F);
        }
    }

    void refusesByName_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* id, const char* config, const char* tensor, const char* name) {
            QTest::newRow(id) << QString(config) << QString(tensor) << QString(name);
        };
        row("EXL3", R"({"quant_method":"exl3"})", "layer.weight", "EXL3 of ExLlamaV3");
        row("EXL3 by its tensors", "{}", "layer.trellis", "EXL3 of ExLlamaV3");
        row("EXL2", "{}", "layer.q_invperm", "EXL2 of ExLlamaV2");
        row("HQQ", R"({"quant_method":"hqq"})", "layer.weight", "HQQ");
        row("unheard of", R"({"quant_method":"qqq9"})", "layer.weight", "\"qqq9\"");
    }
    void refusesByName()
    {
        QFETCH(QString, config);
        QFETCH(QString, tensor);
        QFETCH(QString, name);
        SafetensorsWriter writer;
        writer.add(tensor.toStdString(), "I16", {2, 2}, std::vector<std::int16_t>{1, 2, 3, 4});
        const auto bytes = writer.bytes();
        const auto set = SafetensorsSet::parse(bytes, "m.safetensors");
        const auto read = Checkpoint::read(*set, Json::parse(config.toStdString()));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Unsupported);
        QVERIFY2(read.error().detail.find(name.toStdString()) != std::string::npos, read.error().detail.c_str());
    }

    /// MLX writes the same object under both names; a folder of transformers has a method.
    void mlxIsNamed()
    {
        const Json mlx{{"bits", 4}, {"group_size", 64}};
        const auto refused
            = model::hf::quantizationOf({{"quantization", mlx}, {"quantization_config", mlx}}, folder("mlx"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY(refused.error().detail.find("MLX") != std::string::npos);
        QVERIFY(model::hf::quantizationOf({{"quantization_config", {{"quant_method", "gptq"}, {"bits", 4}}}},
                                          folder("gptq")));
    }

    void whatStandsBesideConfigJson()
    {
        QVERIFY(writeText(folder("opt") / "hf_quant_config.json",
                          R"({"producer":{"name":"modelopt"},"quantization":{"quant_algo":"NVFP4","group_size":16}})"));
        const auto found = model::hf::quantizationOf(Json::object(), folder("opt"));
        QVERIFY(found);
        QCOMPARE(model::hf::methodOf(*found), std::string("modelopt"));
        QCOMPARE(found->at("quant_algo"), Json("NVFP4"));
        QVERIFY(model::hf::quantizationOf(Json::object(), folder("nothing"))->empty());
    }

    void listsNameModules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("module");
        QTest::addColumn<bool>("named");
        const auto row = [](const char* text, const char* module, bool named) {
            QTest::addRow("%s / %s", text, module) << QString(text) << QString(module) << named;
        };
        row("lm_head", "lm_head", true);
        row("model.layers.0", "layers.0.mlp.up_proj", true);
        row("model.layers.1", "layers.10.mlp.up_proj", false);
        row("mlp.gate", "layers.3.mlp.gate", true);
        row("mlp.gate", "layers.3.mlp.gate_proj", false);
        row("model.language_model.layers.2.self_attn.q_proj", "layers.2.self_attn.q_proj", true);
        row("re:.*mlp.gate$", "layers.3.mlp.gate", true);
        row("re:.*mlp.gate$", "layers.3.mlp.gate_proj", false);
        row("re:layers", "layers.3.mlp.gate", false); // from the beginning
        row("re:(", "layers.3.mlp.gate", false);
        row("model.layers.0*", "layers.0.self_attn.o_proj", true);
        row("*router*", "layers.0.mlp.router", true);
        row("*router*", "layers.0.mlp.up_proj", false);
        row("", "layers.0.mlp.up_proj", false);
    }
    void listsNameModules()
    {
        QFETCH(QString, text);
        QFETCH(QString, module);
        QFETCH(bool, named);
        const std::string name = module.toStdString();
        const std::string prefix = name == "lm_head" ? "" : "model.";
        QCOMPARE(model::hf::isListed(Json::array({text.toStdString()}), prefix, name), named);
        QVERIFY(!model::hf::isListed(Json(), prefix, name));
        QVERIFY(!model::hf::isListed(Json::array({7}), prefix, name));
    }
};

HEADROOM_TEST(TestForeignFolders)
#include "tst_foreignfolders.moc"
