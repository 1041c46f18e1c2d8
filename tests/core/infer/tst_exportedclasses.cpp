// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Small random GGUF models, whose logits are held against llama.cpp's elsewhere, as folders of their class: what
// config.json says there without this program's own notes is the same model.
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/words.h"
#include "core/infer/transformer.h"
#include "core/model/hf/exportfolder.h"
#include "interop/denserecipes.h"
#include "interop/expertrecipes.h"
#include "interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <numeric>

using namespace headroom;

namespace {

/// Rows of the recipes whose features a class has as well.
constexpr std::string_view kClasses = "arcee exaone-moe falcon-h1 hy_v3 mimo2 minimax-m2 qwen3 olmo2";

std::vector<float> logitsOf(const std::filesystem::path& path)
{
    const auto file = model::ModelFile::open(path);
    const auto transformer = file ? infer::Transformer::load(*file) : tl::unexpected(file.error());
    if (!transformer) {
        qWarning("%s: %s", transformer.error().where.c_str(), transformer.error().detail.c_str());
        return {};
    }
    std::vector<model::Token> tokens(24);
    std::iota(tokens.begin(), tokens.end(), 7);
    ThreadPool pool(1);
    auto session = infer::Session::create(*transformer, std::uint32_t(tokens.size()), pool).value();
    std::vector<float> logits(tokens.size() * session->vocabulary());
    return session->evaluate(tokens, tokens.size(), logits) ? logits : std::vector<float>();
}

} // namespace

class TestExportedClasses : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

private slots:
    void isTheSameModel_data()
    {
        QTest::addColumn<int>("list");
        QTest::addColumn<int>("index");
        const std::vector<test::Recipe>* const kLists[]{&test::kDenseRecipes, &test::kExpertRecipes,
                                                        &test::kRecurrentRecipes};
        for (int list = 0; list < 3; ++list)
            for (std::size_t i = 0; i < kLists[list]->size(); ++i)
                if (const auto& recipe = (*kLists[list])[i];
                    recipe.variant.empty() && lists(kClasses, recipe.architecture))
                    QTest::newRow(recipe.row().c_str()) << list << int(i);
    }
    void isTheSameModel()
    {
        QFETCH(int, list);
        QFETCH(int, index);
        const std::vector<test::Recipe>* const kLists[]{&test::kDenseRecipes, &test::kExpertRecipes,
                                                        &test::kRecurrentRecipes};
        const test::Recipe& recipe = (*kLists[list])[std::size_t(index)];
        const std::filesystem::path gguf = m_dir.filePath("model.gguf").toStdString(),
                                    folder = m_dir.filePath("folder").toStdString();
        std::filesystem::remove_all(folder);
        std::filesystem::remove(gguf);
        QVERIFY(test::RecipeWriter(recipe).write(gguf));
        const auto file = model::ModelFile::open(gguf);
        QVERIFY(file);
        JobControl nothing;
        const auto written = model::hf::exportFolder(*file, folder, nothing);
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        Json config = Json::parse(readTextFile((folder / "config.json").string(), 1U << 20U).value());
        config.erase("headroom");
        std::ofstream(folder / "config.json") << config.dump();
        const auto before = logitsOf(gguf), after = logitsOf(folder);
        QVERIFY(!before.empty());
        QCOMPARE(after.size(), before.size());
        double difference = 0, size = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            difference += std::pow(double(before[i]) - double(after[i]), 2);
            size += double(before[i]) * double(before[i]);
        }
        qInfo("relative L2 %.1e", std::sqrt(difference / size));
        QVERIFY(std::sqrt(difference / size) < 1e-5);
    }
};

HEADROOM_TEST(TestExportedClasses)
#include "tst_exportedclasses.moc"
