// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What of a folder goes along into one that is made from it.
#include "core/base/file.h"
#include "core/quant/folder/besides.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;

class TestBesides : public QObject {
    Q_OBJECT
private:
    using Path = std::filesystem::path;
    QTemporaryDir m_dir;
    Path m_folder = Path(m_dir.path().toStdString()) / "models--a--b" / "snapshots" / "one";

    static Status writeText(const Path& path, std::string_view text)
    {
        return writeFile(path, std::as_bytes(std::span(text)));
    }
    void put(const Path& name, const std::string& text = "{}")
    {
        std::filesystem::create_directories((m_folder / name).parent_path());
        QVERIFY(writeText(m_folder / name, text));
    }
    static QString joined(const std::vector<Path>& paths)
    {
        QString all;
        for (const Path& path : paths)
            all += (all.isEmpty() ? "" : " ") + QString::fromStdString(path.string());
        return all;
    }

private slots:
    void initTestCase()
    {
        for (const char* name :
             {"config.json", "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "LICENSE",
              "quantize_config.json", "manifest.json", "tokenizer.json", "tekken.json", "modeling_own.py",
              ".gitattributes", ".cache/huggingface/a.json", "1_Pooling/config.json", "2_Dense/model.safetensors",
              "onnx/config.json", "onnx/model.onnx", "additional_chat_templates/tools.jinja"})
            put(name);
        put("modules.json", R"([{"path":""},{"path":"1_Pooling"},{"path":"2_Dense"},{"path":"../one"}])");
        std::filesystem::create_directories(m_folder / ".." / ".." / "blobs");
        QVERIFY(writeText(m_folder / ".." / ".." / "blobs" / "0123", "{}"));
        QVERIFY(writeText(m_folder / ".." / ".." / ".." / "secret", "{}"));
        std::filesystem::create_symlink("../../blobs/0123", m_folder / "video_preprocessor_config.json");
        std::filesystem::create_symlink("../../../secret", m_folder / "notes.json");
        put("large.json");
        std::filesystem::resize_file(m_folder / "large.json", (64U << 20U) + 1);
    }

    void ofAModelsOwnFolder()
    {
        const auto found = quant::Besides::of(m_folder, {m_folder / "model.safetensors"}, true);
        QCOMPARE(
            joined(found.taken),
            QString("1_Pooling/config.json 2_Dense/model.safetensors LICENSE "
                    "additional_chat_templates/tools.jinja modeling_own.py modules.json tekken.json tokenizer.json "
                    "video_preprocessor_config.json"));
        QCOMPARE(joined({found.left.begin(), found.left.end()}),
                 QString("large.json model.safetensors.index.json notes.json onnx pytorch_model.bin"));
    }

    /// Anything may lie beside a file.
    void besideAFile()
    {
        const auto found = quant::Besides::of(m_folder, {m_folder / "model.safetensors"}, false);
        QCOMPARE(joined(found.taken),
                 QString("1_Pooling/config.json 2_Dense/model.safetensors modules.json tokenizer.json"));
        QVERIFY(found.left.empty());
    }
};

HEADROOM_TEST(TestBesides)
#include "tst_besides.moc"
