// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every reference model goes out as a Hugging Face folder and comes back: the same keys, the same bytes, the same
// logits.
#include "core/infer/transformer.h"
#include "core/model/hf/exportfolder.h"
#include "core/model/safetensors.h"
#include "support/shareddata.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>

using namespace headroom;
using model::ModelFile;

namespace {

using File = std::shared_ptr<const ModelFile>;

std::vector<float> logitsOf(const File& file)
{
    ThreadPool pool(1);
    const auto transformer = infer::Transformer::load(file);
    if (!transformer)
        return {};
    auto session = infer::Session::create(*transformer, 64, pool);
    if (!session)
        return {};
    std::vector<model::Token> tokens;
    for (int i = 0; i < 24; ++i)
        tokens.push_back(i * 37 % int((*session)->vocabulary()));
    std::vector<float> logits(tokens.size() * (*session)->vocabulary());
    if (!(*session)->evaluate(tokens, tokens.size(), logits))
        return {};
    return logits;
}

} // namespace

class TestHfFolder : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    static void compareKeys(const ModelFile& a, const ModelFile& b)
    {
        for (const auto& [key, value] : a.metadata().entries()) {
            const auto* other = b.metadata().find(key);
            QVERIFY2(other && *other == value, key.c_str());
        }
        QCOMPARE(b.metadata().entries().size(), a.metadata().entries().size());
    }
    static void compareTensors(const ModelFile& a, const ModelFile& b)
    {
        QCOMPARE(b.tensors().size(), a.tensors().size());
        for (const auto& info : a.tensors()) {
            const auto* other = b.find(info.name);
            QVERIFY2(other, info.name.c_str());
            QVERIFY2(other->type == info.type && other->shape == info.shape, info.name.c_str());
            QVERIFY2(std::ranges::equal(a.data(info), b.data(*other)), info.name.c_str());
            std::vector<std::byte> row(info.bytes / info.rows());
            const std::uint64_t last = info.rows() - 1;
            b.rows(*other, last, 1, row);
            QVERIFY2(std::ranges::equal(row, a.data(info).last(row.size())), info.name.c_str());
        }
    }
    /// Only what has no place in a checkpoint may stand there under our own name.
    static void checkNames(const std::filesystem::path& folder)
    {
        const auto set = model::SafetensorsSet::open(folder);
        QVERIFY(set);
        for (const auto& [name, tensor] : set->tensors())
            QVERIFY2(!name.starts_with("gguf.") || name.starts_with("gguf.rope_"), name.c_str());
    }

private slots:
    void comesBackTheSame_data()
    {
        QTest::addColumn<QString>("file");
        const auto folder = test::sharedData("archs");
        if (folder.empty())
            return;
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.is_directory())
                QTest::newRow(entry.path().filename().c_str())
                    << QString::fromStdString((entry.path() / "model.gguf").string());
    }
    void comesBackTheSame()
    {
        HEADROOM_NEEDS(test::sharedData("archs"));
        QFETCH(QString, file);
        const auto original = ModelFile::open(file.toStdString());
        QVERIFY(original);
        const auto folder = path(QTest::currentDataTag());
        JobControl nothing;
        const auto written = model::hf::exportFolder(*original, folder, nothing, 200'000);
        if (!written && written.error().code == ErrorCode::Unsupported)
            QSKIP(written.error().detail.c_str());
        QVERIFY2(written, written ? "" : (written.error().where + ": " + written.error().detail).c_str());
        const auto back = ModelFile::open(folder);
        QVERIFY2(back, back ? "" : (back.error().where + ": " + back.error().detail).c_str());
        compareKeys(**original, **back);
        compareTensors(**original, **back);
        checkNames(folder);
        const auto logits = logitsOf(*original);
        if (logits.empty())
            QSKIP("not computed here");
        QVERIFY(logitsOf(*back) == logits);
    }
};

HEADROOM_TEST(TestHfFolder)
#include "tst_hffolder.moc"
