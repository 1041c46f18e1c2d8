// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/sampling.h"
#include "support/tinymodel.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

using namespace headroom;
using namespace headroom::infer;

namespace {

/// Letters; token 7 ends a text.
class Letters : public model::Tokenizer {
public:
    std::vector<model::Token> encode(std::string_view, model::EncodeOptions) const override { return {}; }
    std::string piece(model::Token token) const override { return std::to_string(token) + " "; }
    std::string decode(std::span<const model::Token>) const override { return {}; }
    std::uint32_t vocabularySize() const override { return 300; }
    std::string_view kind() const override { return "letters"; }
    bool addsBos() const override { return false; }
    model::Token bos() const override { return -1; }
    model::Token eos() const override { return stop; }
    bool endsGeneration(model::Token token) const override { return token == stop; }
    model::Token stop = -1;
};

std::map<model::Token, int> draw(std::span<const float> logits, const SamplingOptions& options, int times)
{
    std::map<model::Token, int> counts;
    for (int i = 0; i < times; ++i)
        ++counts[sample(logits, options, static_cast<std::uint64_t>(i))];
    return counts;
}

} // namespace

class TestSampling : public QObject {
    Q_OBJECT
private slots:
    void greedyTakesTheLowestOfEquals()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(sample(std::array{1.0F, 3.0F, 3.0F}, {}, 0), 1);
        QCOMPARE(sample(std::array{nan, -5.0F, nan}, {}, 0), 1);
        QCOMPARE(sample(std::array{nan, nan}, {}, 0), 0);
        QCOMPARE(sample({}, {}, 0), -1);
        QCOMPARE(sample(std::array{1.0F, 2.0F}, {.temperature = std::numeric_limits<double>::quiet_NaN()}, 0), 1);
    }

    void frequenciesFollowTheProbabilities()
    {
        const std::array logits{std::log(0.5F), std::log(0.3F), std::log(0.2F)};
        const int n = 20000;
        const auto counts = draw(logits, {.temperature = 1, .topK = 0, .topP = 1}, n);
        for (const auto& [token, p] : {std::pair{0, 0.5}, {1, 0.3}, {2, 0.2}}) // five standard deviations
            QVERIFY(std::abs(counts.at(token) / double(n) - p) < 5 * std::sqrt(p * (1 - p) / n));
        // Temperature 1/2 squares: 25 : 9 : 4.
        const auto cold = draw(logits, {.temperature = 0.5, .topK = 0, .topP = 1}, n);
        QVERIFY(std::abs(cold.at(0) / double(n) - 25.0 / 38.0) < 0.02);
    }

    void cutsKeepTheLikeliest()
    {
        const std::array logits{std::log(0.2F), std::log(0.5F), std::log(0.3F)};
        QCOMPARE(draw(logits, {.temperature = 1, .topK = 2, .topP = 1}, 2000).size(), std::size_t{2});
        QCOMPARE(draw(logits, {.temperature = 1, .topK = 2, .topP = 1}, 2000).count(0), std::size_t{0});
        QCOMPARE(draw(logits, {.temperature = 1, .topK = 0, .topP = 0.7}, 2000).count(0), std::size_t{0});
        QCOMPARE(draw(logits, {.temperature = 1, .topK = 0, .topP = 0.5}, 2000).size(), std::size_t{1});
        QCOMPARE(draw(logits, {.temperature = 1, .topK = 0, .topP = 0}, 2000).at(1), 2000);
        QCOMPARE(draw(logits, {.temperature = 1, .topK = 1, .topP = 1}, 2000).at(1), 2000);
    }

    void generationRepeatsAndStops()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath("tiny.gguf").toStdString();
        QVERIFY(test::writeTinyModel(path));
        const auto transformer = Transformer::load(model::ModelFile::open(path).value()).value();
        ThreadPool pool(1);
        const auto run = [&](std::uint64_t seed, std::size_t maxTokens, model::Token stop, std::uint32_t context) {
            Letters letters;
            letters.stop = stop;
            auto session = Session::create(transformer, context, pool).value();
            std::string text;
            JobControl control;
            const std::vector<model::Token> prompt{1, 5, 9};
            auto tokens = generate(
                *session, letters, prompt, maxTokens, {.temperature = 1, .seed = seed},
                [&](std::string_view piece) { text += piece; }, control);
            return std::pair{tokens.value(), text};
        };
        const auto [tokens, text] = run(1, 12, -1, 64);
        QCOMPARE(tokens.size(), std::size_t{12});
        QVERIFY(!text.empty() && run(1, 12, -1, 64).second == text);
        QVERIFY(run(2, 12, -1, 64).first != tokens);
        const auto stopped = run(1, 12, tokens[4], 64).first;
        QVERIFY(stopped.size() <= 4 && std::equal(stopped.begin(), stopped.end(), tokens.begin()));
        QCOMPARE(run(1, 12, -1, 6).first.size(), std::size_t{4}); // three positions left, and one token to follow
    }
    /// A model that gives no numbers is an error at the position where it begins, whoever asks.
    void numbersThatAreNone_data()
    {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<int>("row");
        QTest::addColumn<float>("bad");
        QTest::addColumn<int>("position");
        QTest::newRow("attention") << "blk.0.attn_norm.weight" << 0 << 1e30F << 0;
        QTest::newRow("feed-forward") << "blk.1.ffn_norm.weight" << 0 << 1e30F << 0;
        QTest::newRow("head") << "output.weight" << 7 << 3e38F << 2; // of the last position alone
    }
    void numbersThatAreNone()
    {
        QFETCH(QString, tensor);
        QFETCH(int, row);
        QFETCH(float, bad);
        QFETCH(int, position);
        QTemporaryDir folder;
        const auto path = folder.filePath("bad.gguf").toStdString();
        auto tensors = test::tiny::tensors({});
        for (auto& source : tensors)
            if (source.name == tensor.toStdString())
                source.produce = [make = source.produce, at = std::size_t(row) * source.shape[0], bad] {
                    auto bytes = make();
                    const std::vector<float> whole(256, bad);
                    std::memcpy(bytes->data() + 4 * at, whole.data(), 4 * whole.size());
                    return bytes;
                };
        JobControl control;
        QVERIFY(model::writeGguf(path, test::tiny::metadata({}), tensors, control));
        const auto loaded = Transformer::load(model::ModelFile::open(path).value());
        QVERIFY2(loaded, loaded ? "" : (loaded.error().where + loaded.error().detail).c_str());
        const auto& transformer = *loaded;
        ThreadPool pool(2);
        const std::vector<model::Token> prompt{1, 5, 9};
        for (const auto precision : {Precision::Exact, Precision::Fastest}) {
            auto session = Session::create(transformer, 16, pool, {"f32", 0, precision}).value();
            const auto tokens = generate(*session, Letters(), prompt, 4, {}, {}, control);
            QVERIFY2(!tokens, infer::precisionName(precision));
            QVERIFY2(tokens.error().code == ErrorCode::Corrupt, tokens.error().detail.c_str());
            const auto said = tokens.error().where + " " + tokens.error().detail;
            QVERIFY2(said.find("bad.gguf") != std::string::npos, said.c_str());
            QVERIFY2(said.ends_with("not finite at position " + std::to_string(position)), said.c_str());
            session->clear();
            if (tensor != "output.weight") // without logits too: what is calibrated with must be numbers
                QVERIFY(!session->evaluate(prompt, 0, {}));
        }
    }
};

HEADROOM_TEST(TestSampling)
#include "tst_sampling.moc"
