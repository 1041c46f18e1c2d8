// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every architecture that Headroom evaluates gives the logits of a prebuilt llama.cpp, in a tiny random model with all
// the tensors and keys its files have. Both engines compute in F32 here (weights, keys and values), so that what is
// left is the order of sums, 1e-6 and less; each layer may amplify it. llama.cpp's GELU comes from a table of F16.
#include "core/infer/transformer.h"
#include "core/model/architecture.h"
#include "interop/denserecipes.h"
#include "interop/expertrecipes.h"
#include "interop/llamacpp.h"
#include "interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using infer::Session;
using infer::Transformer;
using test::Recipe;

namespace {

constexpr std::uint32_t kContext = 256;
constexpr std::size_t kTokens = 64;

std::vector<Recipe> recipes()
{
    std::vector<Recipe> all;
    for (const auto* part : {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes})
        all.insert(all.end(), part->begin(), part->end());
    return all;
}

std::vector<model::Token> someTokens(std::uint64_t vocabulary)
{
    std::vector<model::Token> tokens;
    for (std::uint64_t i = 0; i < kTokens; ++i)
        tokens.push_back(model::Token((i * 37 + i * i * 5 + 3) % vocabulary));
    return tokens;
}

Result<std::vector<float>> logitsOf(const std::filesystem::path& path, const std::vector<model::Token>& tokens)
{
    const auto file = model::ModelFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto loaded = Transformer::load(*file);
    if (!loaded)
        return tl::unexpected(loaded.error());
    ThreadPool pool(1);
    auto session = Session::create(*loaded, kContext, pool);
    if (!session)
        return tl::unexpected(session.error());
    std::vector<float> out(tokens.size() * (*loaded)->shape().vocabulary);
    HEADROOM_TRY((*session)->evaluate(tokens, tokens.size(), out));
    return out;
}

/// RMS of the difference over the RMS of the logits around their mean.
double relative(const std::vector<double>& theirs, const std::vector<float>& ours)
{
    double mean = 0, spread = 0, difference = 0;
    for (const double logit : theirs)
        mean += logit / double(theirs.size());
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        difference += std::pow(theirs[i] - double(ours[i]), 2);
        spread += std::pow(theirs[i] - mean, 2);
    }
    return std::sqrt(difference / spread);
}

} // namespace

class TestArchitectures : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!test::hasLlamaCpp())
            QSKIP(
                qPrintable(QStringLiteral("needs Node.js and llama.cpp; in tests/interop: ") + test::kInstallLlamaCpp));
    }
    void everyArchitectureHasARecipe();
    void logitsAreTheSame_data();
    void logitsAreTheSame();

private:
    QTemporaryDir m_folder;
    test::LlamaCpp m_llamaCpp;
};

void TestArchitectures::everyArchitectureHasARecipe()
{
    const auto all = recipes();
    for (const model::Architecture& family : model::architectures()) {
        const bool found = !family.evaluated || std::any_of(all.begin(), all.end(), [&](const Recipe& recipe) {
            return recipe.architecture == family.name;
        });
        QVERIFY2(found, std::string(family.name).c_str());
    }
}

void TestArchitectures::logitsAreTheSame_data()
{
    QTest::addColumn<int>("index");
    const auto all = recipes();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].row().c_str()) << int(i);
}

void TestArchitectures::logitsAreTheSame()
{
    QFETCH(const int, index);
    const Recipe recipe = recipes()[std::size_t(index)];
    const auto path = m_folder.filePath("model.gguf").toStdString();
    test::RecipeWriter writer(recipe);
    const auto written = writer.write(path);
    QVERIFY2(written, written ? "" : written.error().detail.c_str());
    const auto tokens = someTokens(writer.vocabulary());

    const Json answer = m_llamaCpp.ask({{"model", path}, {"context", kContext}, {"tokens", tokens}});
    QVERIFY2(answer.contains("logits"), answer.value("error", std::string()).c_str());
    std::vector<double> theirs;
    for (const auto& row : answer.at("logits"))
        for (const auto& logit : row)
            theirs.push_back(logit.get<double>());
    const auto ours = logitsOf(path, tokens);
    QVERIFY2(ours, ours ? "" : (ours.error().where + ": " + ours.error().detail).c_str());
    QCOMPARE(ours->size(), theirs.size());
    const double difference = relative(theirs, *ours);
    QVERIFY2(difference < recipe.tolerance, qPrintable(QString("differs by %1").arg(difference)));
}

HEADROOM_TEST(TestArchitectures)
#include "tst_architectures.moc"
