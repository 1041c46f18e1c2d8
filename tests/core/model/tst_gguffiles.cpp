// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/modelfile.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

using namespace headroom;

namespace {

/// Every model file of the reference data.
std::vector<std::filesystem::path> referenceModels()
{
    std::vector<std::filesystem::path> found;
    for (const char* folder : {"archs", "models", "tokenizers"})
        if (const auto path = test::sharedData(folder); !path.empty())
            for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
                if (entry.path().extension() == ".gguf")
                    found.push_back(entry.path());
    return found;
}

} // namespace

class TestModelFiles : public QObject {
    Q_OBJECT
private slots:
    void readsEveryReferenceModel()
    {
        const auto models = referenceModels();
        if (models.empty())
            QSKIP("reference data not found: set HEADROOM_SHARED");
        for (const auto& path : models) {
            const auto file = model::ModelFile::open(path);
            QVERIFY2(file, file ? "" : (file.error().where + ": " + file.error().detail).c_str());
            QCOMPARE((*file)->version(), 3U);
            QVERIFY((*file)->metadata().text("general.architecture"));
            std::uint64_t end = 0;
            for (const auto& tensor : (*file)->tensors()) {
                QCOMPARE((*file)->find(tensor.name), &tensor);
                end = std::max(end, tensor.offset + tensor.bytes);
            }
            // The reference pads every tensor to the alignment of 32, the last one too.
            if (end > 0)
                QCOMPARE((end + 31) / 32 * 32, (*file)->fileBytes());
        }
    }

    void keepsTypesAndValues()
    {
        const auto path = test::sharedData("models/stories260K-f32.gguf");
        HEADROOM_NEEDS(path);
        const auto file = model::ModelFile::open(path);
        QVERIFY(file);
        const auto& metadata = (*file)->metadata();
        QCOMPARE(metadata.entries().size(), std::size_t{22});
        QCOMPARE(metadata.unsignedInteger("llama.embedding_length"), std::optional<std::uint64_t>(64));
        QCOMPARE(metadata.number("llama.rope.freq_base"), std::optional(10000.0));
        QCOMPARE(metadata.boolean("tokenizer.ggml.add_bos_token"), std::optional(true));
        QVERIFY(!metadata.unsignedInteger("llama.rope.freq_base"));
        QVERIFY(!metadata.text("no.such.key"));
        const auto* tokens = metadata.array("tokenizer.ggml.tokens");
        QVERIFY(tokens);
        QCOMPARE(tokens->items.size(), std::size_t{512});
        QCOMPARE(std::get<std::string>(tokens->items[1].data), std::string("<s>"));

        const auto* down = (*file)->find("blk.0.ffn_down.weight");
        QVERIFY(down);
        QCOMPARE(down->columns(), 172U);
        QCOMPARE(down->rows(), 64U);
        QCOMPARE((*file)->data(*down).size(), std::size_t{172 * 64 * 4});
    }
};

HEADROOM_TEST(TestModelFiles)
#include "tst_gguffiles.moc"
