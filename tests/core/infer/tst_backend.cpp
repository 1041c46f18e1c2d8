// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The seam between a model and what computes it: two backends that share nothing but the description of the weights,
// one of them as plain as can be, say the same of every family; logits that stay on a device, too.
#include "tests/core/infer/naive/backend.h"
#include "tests/interop/denserecipes.h"
#include "tests/interop/expertrecipes.h"
#include "tests/interop/laterecipes.h"
#include "tests/interop/recurrentrecipes.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace headroom;
using infer::Backend;
using infer::Session;
using infer::Transformer;
using model::Token;
using test::Recipe;

namespace {

constexpr std::uint32_t kContext = 256;
constexpr std::size_t kTokens = 24;

/// Mamba's states have 16 numbers, a whole number of lanes; other lengths are as good.
Recipe oddState()
{
    Recipe recipe = *std::ranges::find(test::kRecurrentRecipes, "mamba", &Recipe::architecture);
    recipe.variant = "states of 6";
    recipe.sizes['Z'] = 6;
    for (auto& [name, value] : recipe.keys)
        if (name == "ssm.state_size")
            value = {6U};
    return recipe;
}

std::vector<Recipe> recipes()
{
    std::vector<Recipe> all{oddState()};
    for (const auto* part :
         {&test::kDenseRecipes, &test::kExpertRecipes, &test::kRecurrentRecipes, &test::kLateRecipes})
        all.insert(all.end(), part->begin(), part->end());
    return all;
}

const Backend& cpu()
{
    return *infer::chooseDevice("cpu")->backend;
}

std::vector<Token> someTokens(std::uint64_t vocabulary)
{
    std::vector<Token> tokens;
    for (std::uint64_t i = 0; i < kTokens; ++i)
        tokens.push_back(Token((i * 37 + i * i * 5 + 3) % vocabulary));
    return tokens;
}

/// Which products were asked for, and the sum of what went into each.
class Watcher final : public infer::Observer {
public:
    std::map<std::pair<std::size_t, std::size_t>, double> inputs;
    void product(const infer::TensorId& matrix, std::size_t columns, const float* values, std::size_t stride,
                 std::size_t rows) override
    {
        double& sum = inputs[{matrix.tensor, matrix.row}];
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c)
                sum += double(values[r * stride + c]) * double(values[r * stride + c]);
    }
};

/// What a backend says of all tokens but the last, each with the one after it as its target.
struct Said {
    std::vector<float> logits;
    std::unique_ptr<infer::LogitRows> rows;
    std::vector<infer::RowSummary> summaries;
    std::vector<double> nll;
    Watcher watcher;
};

Result<Said> ask(const Backend& backend, const std::shared_ptr<const Transformer>& transformer,
                 const std::vector<Token>& tokens, ThreadPool& pool)
{
    auto session = Session::createOn(backend, transformer, kContext, pool, {.device = backend.name});
    if (!session)
        return tl::unexpected(session.error());
    const std::size_t count = tokens.size() - 1, vocabulary = (*session)->vocabulary();
    Said out{std::vector<float>(count * vocabulary),
             nullptr,
             std::vector<infer::RowSummary>(count),
             std::vector<double>(count),
             {}};
    const auto given = std::span(tokens).first(count);
    (*session)->observe(&out.watcher);
    HEADROOM_TRY((*session)->evaluate(given, count, out.logits));
    (*session)->observe(nullptr);
    (*session)->clear();
    auto rows = (*session)->newRows(count);
    if (!rows)
        return tl::unexpected(rows.error());
    out.rows = std::move(*rows);
    HEADROOM_TRY((*session)->evaluate(given.first(5), 2, *out.rows, 3)); // rows 3 and 4; then all behind them
    HEADROOM_TRY((*session)->evaluate(given.subspan(5), count - 5, *out.rows, 5));
    (*session)->clear();
    HEADROOM_TRY((*session)->evaluate(given.first(3), 3, *out.rows, 0));
    HEADROOM_TRY(out.rows->summarize(std::span(tokens).subspan(1), out.summaries, out.nll));
    return out;
}

double relative(const std::vector<float>& a, const std::vector<float>& b)
{
    double error = 0, size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        error += std::pow(double(a[i]) - double(b[i]), 2);
        size += std::pow(double(b[i]), 2);
    }
    return std::sqrt(error / size);
}

} // namespace

class TestBackend : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    Result<std::shared_ptr<const Transformer>> load(test::RecipeWriter& writer) const
    {
        const std::filesystem::path path = m_folder.filePath("model.gguf").toStdString();
        HEADROOM_TRY(writer.write(path));
        auto file = model::ModelFile::open(path);
        return file ? Transformer::load(*file) : tl::unexpected(file.error());
    }

private slots:
    void everyFamilyIsTheSameOnBoth_data()
    {
        QTest::addColumn<int>("index");
        const auto all = recipes();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].row().c_str()) << int(i);
    }
    void everyFamilyIsTheSameOnBoth()
    {
        QFETCH(const int, index);
        const Recipe recipe = recipes()[std::size_t(index)];
        test::RecipeWriter writer(recipe);
        const auto transformer = load(writer);
        QVERIFY2(transformer, transformer ? "" : transformer.error().detail.c_str());
        const auto tokens = someTokens(writer.vocabulary());
        ThreadPool pool(2);
        const auto plain = ask(test::naive::kBackend, *transformer, tokens, pool);
        QVERIFY2(plain, plain ? "" : plain.error().detail.c_str());
        const auto fast = ask(cpu(), *transformer, tokens, pool);
        QVERIFY2(fast, fast ? "" : fast.error().detail.c_str());
        const double difference = relative(fast->logits, plain->logits);
        QVERIFY2(difference < 2e-5, qPrintable(QString("logits differ by %1").arg(difference)));
        for (std::size_t i = 0; i < plain->nll.size(); ++i)
            QVERIFY(std::abs(plain->nll[i] - fast->nll[i]) < 1e-3);

        QVERIFY(plain->rows->host().empty());
        std::vector<float> copied(plain->logits.size());
        QVERIFY(plain->rows->read(0, copied));
        QVERIFY(relative(copied, plain->logits) < 1e-6);
        QCOMPARE(std::vector<float>(fast->rows->host().begin(), fast->rows->host().end()), fast->logits);
    }

    void observersSeeTheSameProducts()
    {
        for (const char* family : {"llama", "deepseek2", "mamba2", "qwen3next", "qwen3moe"}) {
            const auto all = recipes();
            test::RecipeWriter writer(*std::ranges::find(all, family, &Recipe::architecture));
            const auto transformer = load(writer);
            QVERIFY(transformer);
            const auto tokens = someTokens(writer.vocabulary());
            ThreadPool pool(1);
            const auto plain = ask(test::naive::kBackend, *transformer, tokens, pool);
            const auto fast = ask(cpu(), *transformer, tokens, pool);
            QVERIFY(plain && fast);
            QCOMPARE(fast->watcher.inputs.size(), plain->watcher.inputs.size());
            for (const auto& [id, sum] : plain->watcher.inputs) {
                QVERIFY2(fast->watcher.inputs.contains(id), family);
                QVERIFY2(std::abs(fast->watcher.inputs.at(id) - sum) <= 1e-3 * sum, family);
            }
        }
    }

    void divergencesStayOnTheDevice()
    {
        const auto all = recipes();
        test::RecipeWriter writer(*std::ranges::find(all, "llama", &Recipe::architecture));
        const auto transformer = load(writer);
        QVERIFY(transformer);
        ThreadPool pool(1);
        auto tokens = someTokens(writer.vocabulary());
        std::vector<std::vector<double>> found;
        for (const Backend* backend : {&cpu(), &test::naive::kBackend}) {
            const auto one = ask(*backend, *transformer, tokens, pool);
            std::ranges::reverse(tokens);
            const auto other = ask(*backend, *transformer, tokens, pool);
            std::ranges::reverse(tokens);
            QVERIFY(one && other);
            std::vector<double> same(one->nll.size()), kld(one->nll.size());
            QVERIFY(one->rows->divergences(one->summaries, *one->rows, one->summaries, same));
            QVERIFY(std::ranges::all_of(same, [](double value) { return std::abs(value) < 1e-12; }));
            QVERIFY(one->rows->divergences(one->summaries, *other->rows, other->summaries, kld));
            QVERIFY(*std::ranges::min_element(kld) > 0);
            found.push_back(kld);
        }
        for (std::size_t i = 0; i < found[0].size(); ++i)
            QVERIFY(std::abs(found[0][i] - found[1][i]) < 1e-4 * found[1][i]);

        const auto here = ask(cpu(), *transformer, tokens, pool);
        const auto there = ask(test::naive::kBackend, *transformer, tokens, pool);
        std::vector<double> none(here->nll.size());
        QCOMPARE(here->rows->divergences(here->summaries, *there->rows, there->summaries, none).error().code,
                 ErrorCode::Unsupported);
        QCOMPARE(there->rows->divergences(there->summaries, *here->rows, here->summaries, none).error().code,
                 ErrorCode::Unsupported);
    }

    void devicesAreChosenByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("auto") << "auto"
                              << "cpu";
        QTest::newRow("cpu") << "cpu"
                             << "cpu";
        QTest::newRow("another build's") << "cuda:1"
                                         << "";
        QTest::newRow("none") << "tpu"
                              << "";
        QTest::newRow("no number") << "cuda:x"
                                   << "";
        QTest::newRow("not there") << "cpu:7"
                                   << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void devicesAreChosenByName()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, expected);
        const auto chosen = infer::chooseDevice(name.toStdString());
        QCOMPARE(infer::isDeviceName(name.toStdString()),
                 chosen.has_value() || chosen.error().code == ErrorCode::Unsupported);
        QCOMPARE(chosen.has_value(), !expected.isEmpty());
        if (chosen)
            QCOMPARE(QString::fromStdString(chosen->id), expected);
        else
            QCOMPARE(chosen.error().code,
                     name == "cuda:1" || name == "cpu:7" ? ErrorCode::Unsupported : ErrorCode::InvalidArgument);
    }
};

HEADROOM_TEST(TestBackend)
#include "tst_backend.moc"
