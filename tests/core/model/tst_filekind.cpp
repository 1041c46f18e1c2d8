// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What is stored as GGUF and is no model is called what it is, by whatever would read it as one; and a folder is its
// model, whatever lies beside it.
#include "core/model/description.h"
#include "core/model/filekind.h"
#include "core/model/hf/exportfolder.h"
#include "core/model/remarks.h"
#include "core/model/tokenizer/tokenizer.h"
#include "core/quant/folder/quantizefolder.h"
#include "tests/support/test.h"

#include "support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace headroom;
using model::Metadata;
namespace fs = std::filesystem;

class TestFileKind : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    JobControl m_control;

    fs::path at(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }

    static model::TensorSource zeros(const std::string& name, std::uint64_t columns, std::uint64_t rows)
    {
        return {name, tensor::Type::F32, {columns, rows}, [=] {
                    return Result<std::vector<std::byte>>(std::vector<std::byte>(columns * rows * sizeof(float)));
                }};
    }

    /// One of each kind, by name.
    Status write(const fs::path& path, const QString& kind)
    {
        Metadata keys;
        std::vector<model::TensorSource> tensors;
        const auto set = [&keys](const char* key, const char* value) { keys.set(key, {std::string(value)}); };
        if (kind == "model")
            return test::writeTinyModel(path);
        if (kind == "vocabulary")
            keys = test::tiny::metadata({});
        if (kind == "typed adapter" || kind == "adapter") {
            set("general.architecture", "llama");
            if (kind == "typed adapter")
                set("general.type", "adapter");
            tensors = {zeros("blk.0.attn_q.weight.lora_a", 256, 8), zeros("blk.0.attn_q.weight.lora_b", 8, 256)};
        }
        if (kind.contains("projector")) {
            set("general.architecture", "clip");
            set("general.type", "mmproj");
            if (kind == "projector")
                tensors = {zeros("mm.0.weight", 64, 64)};
        }
        if (kind == "importance") {
            set("general.type", "imatrix");
            tensors = {zeros("blk.0.attn_q.weight.in_sum2", 256, 1), zeros("blk.0.attn_q.weight.counts", 1, 1)};
        }
        if (kind == "control vector") {
            set("general.architecture", "controlvector");
            tensors = {zeros("direction.1", 256, 1)};
        }
        if (kind == "keys")
            set("general.architecture", "llama");
        if (kind == "another")
            set("general.type", "wobble");
        return model::writeGguf(path, keys, tensors, m_control);
    }

    fs::path folderOf(std::initializer_list<const char*> kinds)
    {
        const auto folder = at(QTest::currentTestFunction());
        fs::create_directory(folder);
        for (const char* kind : kinds)
            if (!write(folder / (std::string(kind) + ".gguf"), kind))
                return {};
        return folder;
    }

private slots:
    void called_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("typed adapter") << "adapter (LoRA)";
        QTest::newRow("adapter") << "adapter (LoRA)";
        QTest::newRow("projector") << "projector (mmproj)";
        QTest::newRow("empty projector") << "projector (mmproj)";
        QTest::newRow("importance") << "importance matrix";
        QTest::newRow("control vector") << "control vector";
        QTest::newRow("vocabulary") << "holds a vocabulary, but no tensors";
        QTest::newRow("keys") << "neither tensors nor a vocabulary";
        QTest::newRow("nothing") << "neither keys nor tensors";
        QTest::newRow("another") << "holds \"wobble\", not a model";
    }
    void called()
    {
        QFETCH(QString, says);
        const QString kind = QTest::currentDataTag();
        QVERIFY(write(at("file.gguf"), kind));
        const auto file = model::ModelFile::open(at("file.gguf"));
        QVERIFY(file);
        const auto named = [&says](const auto& result) {
            return !result && result.error().code == ErrorCode::Unsupported
                && QString::fromStdString(result.error().detail).contains(says);
        };
        QVERIFY(named(model::checkIsModel(**file)));
        QVERIFY(named(model::describe(**file)));
        QVERIFY(kind == "vocabulary" || named(model::Tokenizer::create(**file)));
        QVERIFY(named(model::hf::exportFolder(*file, at("exported"), m_control)));
        QVERIFY(!fs::exists(at("exported")));
        quant::FolderOptions folder;
        folder.source = at("file.gguf");
        folder.scheme = "W4A16";
        const auto planned = quant::planFolder(folder);
        QVERIFY(!planned && planned.error().code == ErrorCode::Unsupported);
        QCOMPARE(bool(model::describeProjector(**file)), kind == "projector");
    }

    /// Of several types the largest stands for all.
    void theProjectorOfAFolder()
    {
        const auto folder = folderOf({"model", "projector", "adapter", "importance", "empty projector"});
        const auto file = model::ModelFile::open(folder);
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QCOMPARE((*file)->leftOut().size(), std::size_t{1});
        QCOMPARE((*file)->leftOut()[0], (model::LeftOut{"projector", 1, 4096, 4096 * sizeof(float)}));
        QCOMPARE((*file)->paths(), std::vector{folder / "model.gguf"});
    }

    /// The same beside a model that is opened by its file, where it is as wide as this one.
    void theProjectorBesideAFile()
    {
        const auto folder = at("beside");
        fs::create_directories(folder);
        QVERIFY(test::writeTinyModel(folder / "model-F16.gguf")); // 256 wide
        const auto leftOut = [&] { return model::ModelFile::open(folder / "model-F16.gguf").value()->leftOut(); };
        const auto add = [&](const char* name, std::uint64_t rows) {
            Metadata keys;
            keys.set("general.architecture", {std::string("clip")});
            keys.set("general.type", {std::string("mmproj")});
            return model::writeGguf(folder / name, keys, {zeros("mm.0.weight", 64, rows)}, m_control).has_value();
        };
        QVERIFY(leftOut().empty());
        QVERIFY(add("other-vision.gguf", 256)); // by its name no projector
        QVERIFY(add("mmproj-another-model.gguf", 128));
        QVERIFY(leftOut().empty());
        QVERIFY(add("Model-MMPROJ-F16.gguf", 256));
        QVERIFY(test::writeTinyModel(folder / "not-an-mmproj.gguf"));
        const std::vector<model::LeftOut> expected{{"projector", 1, 64 * 256, 64 * 256 * 4, false}};
        QVERIFY(leftOut() == expected);
        QVERIFY(model::describe(*model::ModelFile::open(folder / "model-F16.gguf").value())->leftOut == expected);
        QVERIFY(model::ModelFile::open(folder / "Model-MMPROJ-F16.gguf").value()->leftOut().empty());
        const auto source = model::ModelFile::open(folder / "model-F16.gguf").value();
        QVERIFY(model::hf::exportFolder(source, folder / "exported", m_control)); // and beside safetensors
        QVERIFY(model::ModelFile::open(folder / "exported").value()->leftOut().empty());
        fs::rename(folder / "Model-MMPROJ-F16.gguf", folder / "exported" / "mmproj-F16.gguf");
        QVERIFY(model::ModelFile::open(folder / "exported").value()->leftOut() == expected);
    }

    void aFolderWithoutAModel()
    {
        const auto file = model::ModelFile::open(folderOf({"adapter"}));
        QVERIFY(!file && file.error().detail.find("adapter (LoRA)") != std::string::npos);
    }

    void anAdapterOfSafetensors()
    {
        const auto folder = folderOf({});
        std::ofstream(folder / "adapter_model.safetensors") << "weights";
        std::ofstream(folder / "adapter_config.json") << "{}";
        const auto file = model::ModelFile::open(folder);
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::Unsupported);
        QVERIFY(file.error().detail.find("adapter_model.safetensors") != std::string::npos);
    }

    /// A folder's weights come first, and it says so; without a tokenizer the folder is named, not a key of GGUF.
    void aFolderBesideGguf()
    {
        const auto folder = folderOf({"model"});
        const auto source = model::ModelFile::open(folder / "model.gguf");
        QVERIFY(model::hf::exportFolder(*source, folder / "exported", m_control));
        fs::rename(folder / "model.gguf", folder / "exported" / "other.gguf");
        const auto file = model::ModelFile::open(folder / "exported");
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY((*file)->format().ends_with("; other.gguf beside it is not read"));
        for (const auto& entry : fs::directory_iterator(folder / "exported"))
            if (entry.path().filename().string().starts_with("tokenizer"))
                fs::remove(entry.path());
        const auto without = model::ModelFile::open(folder / "exported");
        QVERIFY2(without, without ? "" : without.error().detail.c_str());
        const auto tokenizer = model::Tokenizer::create(**without);
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::NotFound);
        QVERIFY(tokenizer.error().detail.find("tokenizer.json") != std::string::npos);
    }
};

HEADROOM_TEST(TestFileKind)
#include "tst_filekind.moc"
