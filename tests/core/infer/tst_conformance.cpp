// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Every model of the oracle: logits of 64 tokens against the reference, which ran with a context of 256 in f32.
#include "core/base/json.h"
#include "core/infer/transformer.h"
#include "support/shareddata.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>

using namespace headroom;
using infer::Session;
using infer::Transformer;
using model::Token;

namespace {

constexpr std::uint32_t kContext = 256;

template <class T> std::vector<T> readAll(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::vector<T> out(bytes.size() / sizeof(T));
    std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
    return out;
}

std::vector<std::string> modelNames()
{
    std::vector<std::string> out;
    const auto folder = test::sharedData("archs");
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (std::filesystem::exists(entry.path() / "logits.f32"))
                out.push_back(entry.path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
}

struct Difference {
    double relative = 0; ///< ‖found - expected‖ / ‖expected‖
    double worst = 0;
    std::size_t otherChoices = 0; ///< rows with another argmax although the reference's margin is beyond their error
};

Difference compare(const std::vector<float>& found, const std::vector<float>& expected, std::size_t vocabulary)
{
    Difference out;
    double error = 0, norm = 0;
    for (std::size_t row = 0; row < expected.size(); row += vocabulary) {
        double most = 0;
        for (std::size_t i = row; i < row + vocabulary; ++i) {
            const double difference = double(found[i]) - double(expected[i]);
            error += difference * difference;
            norm += double(expected[i]) * double(expected[i]);
            most = std::max(most, std::abs(difference));
        }
        out.worst = std::max(out.worst, most);
        const auto begin = std::ptrdiff_t(row), end = std::ptrdiff_t(row + vocabulary);
        std::vector<float> sorted(expected.begin() + begin, expected.begin() + end);
        std::partial_sort(sorted.begin(), sorted.begin() + 2, sorted.end(), std::greater<>());
        const auto mine = std::max_element(found.begin() + begin, found.begin() + end) - found.begin();
        const auto theirs = std::max_element(expected.begin() + begin, expected.begin() + end) - expected.begin();
        if (mine != theirs && double(sorted[0]) - double(sorted[1]) > 2 * most)
            ++out.otherChoices;
    }
    out.relative = std::sqrt(error / norm);
    return out;
}

std::vector<float> evaluate(const std::shared_ptr<const Transformer>& transformer, const std::vector<Token>& tokens,
                            std::size_t piece, unsigned threads, infer::SessionOptions options = {})
{
    ThreadPool pool(threads);
    auto session = Session::create(transformer, kContext, pool, options);
    const std::size_t vocabulary = transformer->shape().vocabulary;
    std::vector<float> out(tokens.size() * vocabulary);
    for (std::size_t begin = 0; session && begin < tokens.size(); begin += piece) {
        const std::size_t count = std::min(piece, tokens.size() - begin);
        if (!(*session)->evaluate(std::span(tokens).subspan(begin, count), count,
                                  std::span(out).subspan(begin * vocabulary, count * vocabulary)))
            return {};
    }
    return out;
}

Result<std::shared_ptr<const Transformer>> load(const std::string& name)
{
    auto file = model::ModelFile::open(test::sharedData("archs") / name / "model.gguf");
    if (!file)
        return tl::unexpected(file.error());
    return Transformer::load(*file);
}

} // namespace

class TestConformance : public QObject {
    Q_OBJECT
private:
    static void eachModel()
    {
        QTest::addColumn<QString>("name");
        const auto names = modelNames();
        for (const auto& name : names)
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
        if (names.empty())
            QTest::newRow("no oracle") << QString();
    }

private slots:
    void logitsEqualTheReference_data() { eachModel(); }
    void logitsEqualTheReference()
    {
        QFETCH(const QString, name);
        HEADROOM_NEEDS(test::sharedData("archs"));
        const auto folder = test::sharedData("archs") / name.toStdString();
        const auto transformer = load(name.toStdString());
        QVERIFY2(transformer,
                 qPrintable(transformer ? QString()
                                        : QString::fromStdString(transformer.error().where + ": "
                                                                 + transformer.error().detail)));
        const auto tokens = readAll<Token>(folder / "tokens.i32");
        const auto expected = readAll<float>(folder / "logits.f32");
        const auto found = evaluate(*transformer, tokens, tokens.size(), 1);
        QCOMPARE(found.size(), expected.size());
        const Difference difference = compare(found, expected, (*transformer)->shape().vocabulary);
        qInfo("relative L2 %.2e, largest difference %.2e", difference.relative, difference.worst);
        QVERIFY(difference.relative < 1e-3);
        QCOMPARE(difference.otherChoices, std::size_t{0});
        std::ifstream meta(folder / "meta.json");
        const auto json = nlohmann::json::parse(meta);
        QVERIFY(difference.worst < json["tolerance"]["suggested_max_abs"].get<double>());
    }

    /// The prompt at once (through the library, where it is built in) and token by token (8-bit activations).
    void fastIsNear_data() { eachModel(); }
    void fastIsNear()
    {
        QFETCH(const QString, name);
        HEADROOM_NEEDS(test::sharedData("archs"));
        const auto folder = test::sharedData("archs") / name.toStdString();
        const auto transformer = load(name.toStdString());
        QVERIFY(transformer);
        const auto tokens = readAll<Token>(folder / "tokens.i32");
        const auto expected = readAll<float>(folder / "logits.f32");
        for (const std::size_t piece : {tokens.size(), std::size_t{1}}) {
            const auto found = evaluate(*transformer, tokens, piece, 2, {"f32", 0, infer::Precision::Fast});
            QCOMPARE(found.size(), expected.size());
            const Difference difference = compare(found, expected, (*transformer)->shape().vocabulary);
            qInfo("%zu at a time: relative L2 %.2e", piece, difference.relative);
            QVERIFY(difference.relative < 1e-2);
            QCOMPARE(difference.otherChoices, std::size_t{0});
        }
    }

    void batchAndThreadsDoNotMatter_data() { eachModel(); }
    void batchAndThreadsDoNotMatter()
    {
        QFETCH(const QString, name);
        HEADROOM_NEEDS(test::sharedData("archs"));
        const auto transformer = load(name.toStdString());
        QVERIFY(transformer);
        const auto tokens = readAll<Token>(test::sharedData("archs") / name.toStdString() / "tokens.i32");
        const auto whole = evaluate(*transformer, tokens, tokens.size(), 1);
        for (const auto& [piece, threads] : {std::pair{1, 1}, {23, 2}}) {
            const auto cut = evaluate(*transformer, tokens, std::size_t(piece), unsigned(threads));
            QCOMPARE(std::memcmp(cut.data(), whole.data(), whole.size() * sizeof(float)), 0);
        }
    }
};

HEADROOM_TEST(TestConformance)
#include "tst_conformance.moc"
