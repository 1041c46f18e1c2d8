// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The config.json of a quantized folder alone says what each of its tensors takes, to the byte.
#include "core/model/description.h"
#include "core/model/hf/announcedsizes.h"
#include "core/model/hf/exportfolder.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/scheme.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace headroom;
using model::ModelFile;
using model::Weights;
using model::hf::AnnouncedSizes;
using Path = std::filesystem::path;

class TestAnnounced : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    Path path(const std::string& name) const { return Path(m_dir.path().toStdString()) / name; }

private slots:
    void initTestCase()
    {
        QVERIFY(test::writeTinyModel(path("tiny.gguf"), {.layers = 2, .type = tensor::Type::F16}));
        JobControl quiet;
        QVERIFY(model::hf::exportFolder(ModelFile::open(path("tiny.gguf")).value(), path("plain"), quiet));
    }

    void isWhatIsStored_data()
    {
        QTest::addColumn<QString>("scheme");
        for (const quant::FolderScheme& scheme : quant::folderSchemes())
            QTest::newRow(std::string(scheme.name).c_str()) << QString::fromStdString(std::string(scheme.name));
    }
    void isWhatIsStored()
    {
        QFETCH(QString, scheme);
        const std::string name = scheme.toStdString();
        JobControl quiet;
        const auto outcome = quant::quantizeFolder({path("plain"), path("out-" + name), name}, quiet);
        QVERIFY2(outcome, outcome ? "" : (outcome.error().where + ": " + outcome.error().detail).c_str());
        std::filesystem::create_directories(path("bare-" + name));
        std::filesystem::copy_file(path("out-" + name) / "config.json", path("bare-" + name) / "config.json");
        const auto stored = ModelFile::open(path("out-" + name));
        const auto announced = ModelFile::open(path("bare-" + name), Weights::Optional);
        QVERIFY2(stored, stored ? "" : stored.error().detail.c_str());
        QVERIFY2(announced, announced ? "" : announced.error().detail.c_str());
        QVERIFY((*announced)->unsized().empty());
        QCOMPARE((*announced)->quantization(), (*stored)->quantization());
        const std::uint64_t allowed = name == "NF4" ? 64 : 0; // JSON in numbers of digits that only weights tell
        for (const auto& info : (*stored)->tensors()) {
            const auto* same = (*announced)->find(info.name);
            QVERIFY2(same, info.name.c_str());
            if (info.shape.size() < 2) // float32 in the tiny model; libraries write norms in the model's type
                continue;
            const std::uint64_t difference
                = same->stored() > info.stored() ? same->stored() - info.stored() : info.stored() - same->stored();
            QVERIFY2(difference <= allowed,
                     (info.name + ": " + std::to_string(same->stored()) + " are announced, "
                      + std::to_string(info.stored()) + " stored")
                         .c_str());
        }
    }

    /// By the formulas of the methods' own tools: a matrix of 1024 outputs and 512 inputs.
    void matrices_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<quint64>("bytes");
        const auto row
            = [](const char* id, const char* config, quint64 bytes) { QTest::newRow(id) << QString(config) << bytes; };
        constexpr quint64 n = 1024, k = 512, nk = n * k;
        row("FP8 blocks", R"({"quant_method":"fp8","weight_block_size":[128,128]})", nk + 8 * 4 * 4);
        row("FP8 static", R"({"quant_method":"fp8","activation_scheme":"static"})", nk + 4 + 4);
        row("FBGEMM", R"({"quant_method":"fbgemm_fp8"})", nk + 4 * n);
        row("LLM.int8", R"({"quant_method":"bitsandbytes","load_in_8bit":true})", nk + 4 * n + 1);
        row("NVFP4", R"({"quant_method":"modelopt","quant_algo":"NVFP4"})", nk / 2 + nk / 16 + 8);
        row("ModelOpt FP8", R"({"quant_method":"modelopt","quant_algo":"FP8"})", nk + 8);
        row("GPTQ 3", R"({"quant_method":"gptq","bits":3,"group_size":-1})", nk * 3 / 8 + 2 * n + n * 3 / 8 + 4 * k);
    }
    void matrices()
    {
        QFETCH(QString, config);
        QFETCH(quint64, bytes);
        const auto sizes = AnnouncedSizes::of(Json::parse(config.toStdString()));
        QVERIFY(sizes);
        const auto* matrix = sizes->of("model.", "layers.0.mlp.up_proj", false);
        QVERIFY(matrix);
        QCOMPARE(quint64(matrix->bytes(1024, 512)), bytes);
    }

    void whatIsLeftOut()
    {
        const auto mxfp4 = AnnouncedSizes::of({{"quant_method", "mxfp4"}});
        QVERIFY(mxfp4 && !mxfp4->of("model.", "layers.0.self_attn.q_proj", false));
        QCOMPARE(mxfp4->of("model.", "layers.0.mlp.experts.gate_up_proj", true)->bytes(64, 32), std::uint64_t{64 * 17});
        const auto fp8
            = AnnouncedSizes::of({{"quant_method", "fp8"}, {"modules_to_not_convert", {"model.layers.1.mlp.up_proj"}}});
        QVERIFY(fp8->of("model.", "layers.0.mlp.up_proj", false) && !fp8->of("model.", "layers.1.mlp.up_proj", false));
        QVERIFY(!fp8->of("", "lm_head", false));
        const auto nvfp4 = AnnouncedSizes::of(
            {{"quant_method", "modelopt"}, {"quant_algo", "NVFP4"}, {"exclude_modules", {"model.layers.3*"}}});
        QVERIFY(nvfp4->of("", "lm_head", false) && !nvfp4->of("model.", "layers.3.mlp.up_proj", false));
        const auto mixed = AnnouncedSizes::of(
            {{"quant_method", "modelopt"},
             {"quant_algo", "MIXED_PRECISION"},
             {"quantized_layers",
              {{"model.language_model.layers.0.mlp.up_proj", {{"quant_algo", "W4A16_NVFP4"}, {"group_size", 16}}},
               {"model.layers.1.mlp.up_proj", {{"quant_algo", "FP8"}}}}}});
        QVERIFY(mixed && !mixed->of("model.", "layers.2.mlp.up_proj", false));
        QCOMPARE(mixed->of("model.", "layers.0.mlp.up_proj", false)->bytes(8, 32), std::uint64_t{128 + 16 + 4});
        QCOMPARE(mixed->of("model.", "layers.1.mlp.up_proj", false)->bytes(8, 32), std::uint64_t{256 + 8});
        QVERIFY(!AnnouncedSizes::of({{"quant_method", "exl3"}, {"bits", 4}}));
        QVERIFY(!AnnouncedSizes::of({{"quant_method", "gptq"}, {"bits", 64}}));
        QVERIFY(!AnnouncedSizes::of(Json()));
    }
};

HEADROOM_TEST(TestAnnounced)
#include "tst_announced.moc"
