// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every architecture that Headroom evaluates gives the logits of a prebuilt llama.cpp, in a tiny random model with all
// the tensors and keys its files have. Both engines compute in F32 here (weights, keys and values), so that what is
// left is the order of sums, 1e-6 and less; each layer may amplify it. llama.cpp's GELU comes from a table of F16.
#include "core/infer/transformer.h"
#include "core/model/architecture.h"
#include "interop/denserecipes.h"
#include "interop/expertrecipes.h"
#include "interop/laterecipes.h"
#include "interop/llamacpp.h"
#include "interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

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
    for (const auto* part :
         {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes, &test::kLateRecipes})
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
    void foreignKeysAreLeftAside_data() { logitsAreTheSame_data(); }
    void foreignKeysAreLeftAside();
    void missingKeysAreMadeUpAlike_data() { logitsAreTheSame_data(); }
    void missingKeysAreMadeUpAlike();

private:
    /// Empty: it does not load.
    std::vector<double> theirs(const std::filesystem::path& path, const std::vector<model::Token>& tokens)
    {
        const Json answer = m_llamaCpp.ask({{"model", path}, {"context", kContext}, {"tokens", tokens}});
        std::vector<double> logits;
        for (const auto& row : answer.value("logits", Json::array()))
            for (const auto& logit : row)
                logits.push_back(logit.get<double>());
        return logits;
    }

    QTemporaryDir m_folder;
    test::LlamaCpp m_llamaCpp;
};

void TestArchitectures::everyArchitectureHasARecipe()
{
    const auto all = recipes();
    for (const model::Architecture& family : model::architectures()) {
        const bool found = !family.evaluated || !family.inLlamaCpp
            || std::any_of(all.begin(), all.end(),
                           [&](const Recipe& recipe) { return recipe.architecture == family.name; });
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

    const auto theirLogits = theirs(path, tokens);
    const auto ours = logitsOf(path, tokens);
    QVERIFY2(ours, ours ? "" : (ours.error().where + ": " + ours.error().detail).c_str());
    QCOMPARE(ours->size(), theirLogits.size());
    const double difference = relative(theirLogits, *ours);
    QVERIFY2(difference < recipe.tolerance, qPrintable(QString("differs by %1").arg(difference)));
}

/// Keys that change what other families compute, with values that would show.
void TestArchitectures::foreignKeysAreLeftAside()
{
    QFETCH(const int, index);
    Recipe recipe = recipes()[std::size_t(index)];
    const model::Architecture& family = model::architectureOf(recipe.architecture);
    const std::uint32_t gating = family.gating == model::Gating::Sigmoid ? 1 : 2;
    for (const auto& [name, value] : test::RecipeKeys{{"attention.scale", {0.11F}},
                                                      {"attn_logit_softcapping", {5.0F}},
                                                      {"final_logit_softcapping", {5.0F}},
                                                      {"attention.clamp_kqv", {0.5F}},
                                                      {"attention.max_alibi_bias", {5.0F}},
                                                      {"attention.temperature_scale", {0.7F}},
                                                      {"attention.temperature_length", {std::uint32_t{16}}},
                                                      {"embedding_scale", {1.7F}},
                                                      {"residual_scale", {0.6F}},
                                                      {"logit_scale", {1.7F}},
                                                      {"expert_weights_scale", {1.7F}},
                                                      {"expert_weights_norm", {!family.normalizesExperts}},
                                                      {"expert_gating_func", {gating}}}) {
        QVERIFY(std::ranges::count(model::ownKeys(), name) == 1);
        if (std::ranges::find(recipe.keys, name, &std::pair<std::string, model::Value>::first) == recipe.keys.end())
            recipe.keys.push_back({name, value});
    }
    const auto path = m_folder.filePath("model.gguf").toStdString();
    test::RecipeWriter writer(recipe);
    QVERIFY(writer.write(path));
    const auto tokens = someTokens(writer.vocabulary());
    const auto theirLogits = theirs(path, tokens);
    const auto ours = logitsOf(path, tokens);
    QVERIFY2(ours, ours ? "" : (ours.error().where + ": " + ours.error().detail).c_str());
    QCOMPARE(ours->size(), theirLogits.size());
    const double difference = relative(theirLogits, *ours);
    QVERIFY2(difference < 10 * recipe.tolerance, qPrintable(QString("differs by %1").arg(difference)));
}

/// What a file does not say has the value that llama.cpp gives it, or is refused: where other logits come of leaving
/// it out, they are the peer's.
void TestArchitectures::missingKeysAreMadeUpAlike()
{
    QFETCH(const int, index);
    Recipe recipe = recipes()[std::size_t(index)];
    const auto path = m_folder.filePath("model.gguf").toStdString();
    const auto tokens = someTokens(test::RecipeWriter(recipe).vocabulary());
    QVERIFY(test::RecipeWriter(recipe).write(path));
    const auto whole = logitsOf(path, tokens);
    QVERIFY(whole);
    QStringList wrong;
    std::set<std::string> seen;
    for (const auto& [name, value] : test::RecipeWriter(recipe).keys()) {
        if (!seen.insert(name).second)
            continue;
        recipe.without = name;
        QVERIFY(test::RecipeWriter(recipe).write(path));
        const auto ours = logitsOf(path, tokens);
        if (!ours || *ours == *whole)
            continue;
        if (name == "logit_scale" && recipe.architecture == "minicpm") // theirs is the inverse of what the family has
            continue;
        const auto theirLogits = theirs(path, tokens);
        if (theirLogits.size() != ours->size() || !(relative(theirLogits, *ours) < 10 * recipe.tolerance))
            wrong.append(QString::fromStdString(name) + (theirLogits.empty() ? " (refused there)" : ""));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(", ")));
}

HEADROOM_TEST(TestArchitectures)
#include "tst_architectures.moc"
